/** The last bytes put out, which matches look back on. */
export class Dictionary {
  readonly #ring: Uint8Array;
  readonly #size: number;
  #at = 0;
  /** Bytes that may be looked back on. */
  #full = 0;
  /** Bytes put out since the last `drain`. */
  #fresh = 0;

  /** `room` is the most that is put out between two calls of `drain`. */
  constructor(size: number, room: number) {
    this.#size = size;
    this.#ring = new Uint8Array(size + room);
  }

  reset(): void {
    this.#full = 0;
  }

  get fresh(): number {
    return this.#fresh;
  }

  /** Of the byte `distance` + 1 back; 0 where there is none, which only the context of a first literal asks for. */
  back(distance: number): number {
    if (distance >= this.#full) return 0;
    const at = this.#at - distance - 1;
    return this.#ring[at < 0 ? at + this.#ring.length : at]!;
  }

  put(byte: number): void {
    this.#ring[this.#at] = byte;
    this.#at += 1;
    if (this.#at === this.#ring.length) this.#at = 0;
    this.#fresh += 1;
    if (this.#full < this.#size) this.#full += 1;
  }

  /** False when the match looks back further than there is. */
  copy(distance: number, length: number): boolean {
    if (distance >= this.#full) return false;
    const ring = this.#ring;
    let from = this.#at - distance - 1;
    if (from < 0) from += ring.length;
    let to = this.#at;
    for (let left = length; left > 0; left -= 1) {
      ring[to] = ring[from]!;
      to += 1;
      if (to === ring.length) to = 0;
      from += 1;
      if (from === ring.length) from = 0;
    }
    this.#at = to;
    this.#fresh += length;
    this.#full = Math.min(this.#size, this.#full + length);
    return true;
  }

  /** A copy of what was put out since the last call. */
  drain(): Buffer {
    const start = this.#at - this.#fresh;
    const out =
      start >= 0
        ? Buffer.from(this.#ring.subarray(start, this.#at))
        : Buffer.concat([this.#ring.subarray(start + this.#ring.length), this.#ring.subarray(0, this.#at)]);
    this.#fresh = 0;
    return out;
  }
}
