/** Memory that one reader after the other uses: what is allocated anew for each stays until the next collection, and that comes late for a few big pieces. */
export class Spare {
  readonly #least: number;
  readonly #most: number;
  #kept: Buffer | null = null;

  /** Of `least` bytes or more; what is larger than `most` is not kept. */
  constructor(least: number, most: number) {
    this.#least = least;
    this.#most = most;
  }

  /** At least `size` bytes, to be given back. */
  take(size: number): Buffer {
    const kept = this.#kept;
    this.#kept = null;
    return kept !== null && kept.length >= size ? kept : Buffer.allocUnsafeSlow(Math.max(size, this.#least));
  }

  give(bytes: Buffer): void {
    if (bytes.length <= this.#most && bytes.length >= (this.#kept?.length ?? this.#least)) this.#kept = bytes;
  }
}
