/** Pieces pushed on one side and awaited on the other. Their memory is used again when all of them have been taken and another is asked for. */
export class Feed implements AsyncIterator<Buffer> {
  readonly #pieces: Buffer[] = [];
  #ended = false;
  #deliver: ((result: IteratorResult<Buffer>) => void) | null = null;
  #onHungry: (() => void) | null = null;
  readonly #copies: boolean;

  /** `copies`: for a reader that keeps pieces. */
  constructor(copies: boolean) {
    this.#copies = copies;
  }

  push(bytes: Buffer): void {
    const piece = this.#copies ? Buffer.from(bytes) : bytes;
    const deliver = this.#deliver;
    this.#deliver = null;
    if (deliver) deliver({ value: piece, done: false });
    else this.#pieces.push(piece);
  }

  end(): void {
    this.#ended = true;
    this.#deliver?.({ value: undefined, done: true });
    this.#deliver = null;
  }

  next(): Promise<IteratorResult<Buffer>> {
    const value = this.#pieces.shift();
    if (value !== undefined) return Promise.resolve({ value, done: false });
    if (this.#ended) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => {
      this.#deliver = resolve;
      this.#onHungry?.();
    });
  }

  /** Settles when the reader waits for a piece that has not been pushed. */
  hungry(): Promise<void> {
    return this.#deliver ? Promise.resolve() : new Promise((resolve) => (this.#onHungry = resolve));
  }
}
