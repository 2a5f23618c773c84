/** Bytes that arrive in pieces of any size, read by the number or by the piece. */
export class ByteSource {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  #ended = false;
  /** Bytes that have arrived, whether or not they have been read. */
  received = 0;

  constructor(chunks: AsyncIterator<Buffer>) {
    this.#chunks = chunks;
  }

  /** Bytes that have been read. */
  get position(): number {
    return this.received - this.#rest.length;
  }

  /** What has arrived and not been read, for whoever can do with it at once. */
  get held(): Buffer {
    return this.#rest;
  }

  /** The next piece, never an empty one; null at the end. An error of the stream comes through as it is. */
  async pull(): Promise<Buffer | null> {
    if (this.#rest.length > 0) {
      const rest = this.#rest;
      this.#rest = Buffer.alloc(0);
      return rest;
    }
    while (!this.#ended) {
      const next = await this.#chunks.next();
      if (next.done) this.#ended = true;
      else if (next.value.length > 0) {
        this.received += next.value.length;
        return next.value;
      }
    }
    return null;
  }

  /** Gives back bytes that were read, to be read again first. */
  unread(bytes: Buffer): void {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([bytes, this.#rest]);
  }

  /** The next `length` bytes without taking them; fewer only at the end. What came in front of an error stays in `rest`. */
  async peek(length: number): Promise<Buffer> {
    if (this.#rest.length < length) {
      const parts: Buffer[] = [];
      try {
        for (let have = 0; have < length; have += parts.at(-1)!.length) {
          const part = await this.pull();
          if (part === null) break;
          parts.push(part);
        }
      } finally {
        this.#rest = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
      }
    }
    return this.#rest.subarray(0, length);
  }

  /** Takes what has arrived and not been read. */
  rest(): Buffer {
    const rest = this.#rest;
    this.#rest = Buffer.alloc(0);
    return rest;
  }

  /** The next `length` bytes; fewer only at the end. */
  async take(length: number): Promise<Buffer> {
    const bytes = await this.peek(length);
    this.drop(bytes.length);
    return bytes;
  }

  /** Passes over bytes that were peeked. */
  drop(length: number): void {
    this.#rest = this.#rest.subarray(length);
  }

  /** Passes over `length` bytes without keeping them; false when the end came first. */
  async skip(length: number): Promise<boolean> {
    for (let left = length; left > 0; ) {
      const part = await this.pull();
      if (part === null) return false;
      if (part.length > left) this.unread(part.subarray(left));
      left -= part.length;
    }
    return true;
  }
}
