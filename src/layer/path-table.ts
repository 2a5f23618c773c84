/** Three quarters full at most, so that a search stays short. */
const MAX_LOAD = 0.75;
const EMPTY = -1;

/** What is known of each path, by its hash: 17 bytes a slot, in typed arrays, since a layer may have millions of paths. */
export class PathTable {
  #keys = new Float64Array(256).fill(EMPTY);
  #marks = new Uint8Array(256);
  #last = new Int32Array(256).fill(-1);
  #lastPlain = new Int32Array(256).fill(-1);
  #size = 0;

  /** Adds marks (bits) to a path. */
  mark(hash: number, marks: number): void {
    const slot = this.#insert(hash);
    this.#marks[slot]! |= marks;
  }

  /** The entry numbers must rise. */
  enter(hash: number, ordinal: number, plain: boolean): void {
    const slot = this.#insert(hash);
    this.#last[slot] = ordinal;
    if (plain) this.#lastPlain[slot] = ordinal;
  }

  /** All paths that have marks, by ascending hash. */
  marked(): { readonly hashes: Float64Array; readonly marks: Uint8Array } {
    const hashes = this.#keys.filter((key, slot) => key !== EMPTY && this.#marks[slot] !== 0).sort();
    return { hashes, marks: Uint8Array.from(hashes, (hash) => this.#marks[this.#find(hash)]!) };
  }

  /** Number of the last entry at a path, of those that are no directories when `plain`; -1 when there is none. */
  last(hash: number, plain: boolean): number {
    const slot = this.#find(hash);
    if (this.#keys[slot] !== hash) return -1;
    return plain ? this.#lastPlain[slot]! : this.#last[slot]!;
  }

  /** The slot of the hash, or the empty one where it belongs. */
  #find(hash: number): number {
    const mask = this.#keys.length - 1;
    let slot = hash & mask;
    while (this.#keys[slot] !== hash && this.#keys[slot] !== EMPTY) slot = (slot + 1) & mask;
    return slot;
  }

  #insert(hash: number): number {
    const slot = this.#find(hash);
    if (this.#keys[slot] === hash) return slot;
    if (this.#size + 1 > this.#keys.length * MAX_LOAD) {
      this.#grow();
      return this.#insert(hash);
    }
    this.#keys[slot] = hash;
    this.#size += 1;
    return slot;
  }

  #grow(): void {
    const [keys, marks, last, lastPlain] = [this.#keys, this.#marks, this.#last, this.#lastPlain];
    const length = keys.length * 2;
    this.#keys = new Float64Array(length).fill(EMPTY);
    this.#marks = new Uint8Array(length);
    this.#last = new Int32Array(length).fill(-1);
    this.#lastPlain = new Int32Array(length).fill(-1);
    for (let from = 0; from < keys.length; from += 1) {
      if (keys[from] === EMPTY) continue;
      const to = this.#find(keys[from]!);
      this.#keys[to] = keys[from]!;
      this.#marks[to] = marks[from]!;
      this.#last[to] = last[from]!;
      this.#lastPlain[to] = lastPlain[from]!;
    }
  }
}
