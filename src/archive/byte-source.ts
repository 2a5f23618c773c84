const NOTHING = Buffer.alloc(0);

/**
 * Bytes that arrive in pieces of any size, read by the number or by the piece. Pieces may be lent: once the next one is asked for, no byte of
 * an earlier one is looked at again. What is given is valid as long.
 */
export class ByteSource {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = NOTHING;
  /** The piece behind `#rest`, where there is one, and how much of its beginning has been put to the end of `#rest`, for whoever wants it in one. */
  #next: Buffer | null = null;
  #joined = 0;
  #ended = false;
  /** Bytes that have arrived, whether or not they have been read. */
  received = 0;

  constructor(chunks: AsyncIterator<Buffer>) {
    this.#chunks = chunks;
  }

  /** Lets go of where they come from. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  /** Bytes that have been read. */
  get position(): number {
    return this.received - this.#rest.length - (this.#next === null ? 0 : this.#next.length - this.#joined);
  }

  /** What has arrived and not been read and lies in one piece, for whoever can do with it at once. */
  get held(): Buffer {
    return this.#rest;
  }

  /** The next piece, never an empty one; null at the end. An error of the stream comes through as it is. */
  async pull(): Promise<Buffer | null> {
    const piece = this.#rest.subarray(0, this.#rest.length - this.#joined);
    this.#rest = this.#next ?? NOTHING;
    this.#next = null;
    this.#joined = 0;
    return piece.length > 0 ? piece : this.#arrive();
  }

  async #arrive(): Promise<Buffer | null> {
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
    // An empty piece in front would be taken for the end.
    if (bytes.length === 0) return;
    if (this.#rest.length > 0 && this.#next === null) {
      this.#next = this.#rest;
      this.#rest = bytes;
    } else this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([bytes, this.#rest]);
  }

  /** The next `length` bytes without taking them; fewer only at the end. What came in front of an error stays in `rest`. */
  async peek(length: number): Promise<Buffer> {
    if (this.#rest.length < length && !(this.#ended && this.#next === null)) await this.#gather(length);
    return this.#rest.subarray(0, length);
  }

  async #gather(length: number): Promise<void> {
    const parts: Buffer[] = [];
    let missing = length;
    try {
      while (missing > 0) {
        const piece = await this.pull();
        if (piece === null) break;
        if (piece.length < missing || parts.length === 0) parts.push(piece.length < missing ? Buffer.from(piece) : piece);
        else {
          parts.push(piece.subarray(0, missing));
          this.#next = piece;
          this.#joined = missing;
        }
        missing -= piece.length;
      }
    } finally {
      this.#rest = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    }
  }

  /** Takes what has arrived and not been read. */
  rest(): Buffer {
    const own = this.#rest.subarray(0, this.#rest.length - this.#joined);
    const rest = this.#next === null ? own : Buffer.concat([own, this.#next]);
    this.#rest = NOTHING;
    this.#next = null;
    this.#joined = 0;
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
    if (this.#next === null || this.#rest.length > this.#joined) return;
    this.#rest = this.#next.subarray(this.#joined - this.#rest.length);
    this.#next = null;
    this.#joined = 0;
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
