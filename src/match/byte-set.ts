/** Folded bytes by how often they stand in images, the most frequent first: NUL in programs, blanks and letters in text. */
const FREQUENT = '\0 etaonrisldcupmfhg_."y-,b/=:xv(;)wk1j0*#2\'q`|>&3456789z@?$+%{}<!~^\\';
const RARE = 0.002;

const WEIGHTS = Float64Array.from({ length: 256 }, (_, byte) => {
  const rank = byte < 128 ? FREQUENT.indexOf(String.fromCharCode(byte).toLowerCase()) : -1;
  return rank < 0 ? RARE : 0.12 / (rank + 2);
});

/** A set of bytes. Two sets of one pool with the same bytes are the same object. */
export class ByteSet {
  /** Counted from 0 within its pool. */
  readonly id: number;
  /** 256 bits. */
  readonly bits: Uint8Array;
  #folded: readonly number[] | null = null;
  #weight = -1;
  #cube: Cube | null = null;

  constructor(id: number, bits: Uint8Array) {
    this.id = id;
    this.bits = bits;
  }

  has(byte: number): boolean {
    return ((this.bits[byte >> 3]! >> (byte & 7)) & 1) === 1;
  }

  within(other: ByteSet): boolean {
    for (let index = 0; index < 32; index++) if (this.bits[index]! & ~other.bits[index]!) return false;
    return true;
  }

  /** Its bytes with letters in lower case, each once; other bytes may fall together. */
  get folded(): readonly number[] {
    if (this.#folded === null) {
      const folded: number[] = [];
      for (let byte = 0; byte < 256; byte++) if (byte & 0x20 && (this.has(byte) || this.has(byte ^ 0x20))) folded.push(byte);
      this.#folded = folded;
    }
    return this.#folded;
  }

  /** The least mask and value that hold all its bytes: `(byte & mask) === value`. `exact` where they hold no other. */
  get cube(): Cube {
    return (this.#cube ??= cubeOf(this));
  }

  /** Its share of the bytes of an image, roughly. */
  get weight(): number {
    if (this.#weight < 0) {
      this.#weight = 0;
      for (let byte = 0; byte < 256; byte++) if (this.has(byte)) this.#weight += WEIGHTS[byte]!;
    }
    return this.#weight;
  }
}

export interface Cube {
  readonly mask: number;
  readonly value: number;
  readonly exact: boolean;
}

function cubeOf(set: ByteSet): Cube {
  let some = 0;
  let every = 0xff;
  let count = 0;
  for (let byte = 0; byte < 256; byte++) {
    if (!set.has(byte)) continue;
    some |= byte;
    every &= byte;
    count++;
  }
  // Where bytes differ, the mask asks nothing.
  const mask = 0xff & ~(some ^ every);
  let ways = 1;
  for (let bit = 0; bit < 8; bit++) if (((mask >> bit) & 1) === 0) ways *= 2;
  return { mask, value: every & mask, exact: ways === count };
}

/** Makes sets of bytes and remembers what was made of which: a few hundred sets are asked for many thousand times. */
export class ByteSetPool {
  readonly #known = new Map<string, ByteSet>();
  readonly #unions = new Map<string, ByteSet>();
  readonly #intersections = new Map<number, ByteSet>();
  readonly all = this.where(() => true);
  readonly none = this.where(() => false);
  readonly nul = this.where((byte) => byte === 0);
  readonly #cases = Array.from({ length: 256 }, (_, byte) => this.where((one) => lower(one) === lower(byte)));

  where(has: (byte: number) => boolean): ByteSet {
    const bits = new Uint8Array(32);
    for (let byte = 0; byte < 256; byte++) if (has(byte)) bits[byte >> 3]! |= 1 << (byte & 7);
    return this.#of(bits);
  }

  /** A letter in both cases, any other byte alone. */
  bothCases(byte: number): ByteSet {
    return this.#cases[byte & 255]!;
  }

  complement({ bits }: ByteSet): ByteSet {
    return this.#of(bits.map((eight) => ~eight));
  }

  intersection(one: ByteSet, other: ByteSet): ByteSet {
    if (one === other || one.within(other)) return one;
    if (other.within(one)) return other;
    const key = one.id * 2 ** 24 + other.id;
    let set = this.#intersections.get(key);
    if (!set) this.#intersections.set(key, (set = this.#of(one.bits.map((eight, index) => eight & other.bits[index]!))));
    return set;
  }

  /** Of one set at least. */
  union(sets: readonly ByteSet[]): ByteSet {
    if (sets.length === 1) return sets[0]!;
    let key = '';
    for (const { id } of sets) key += `${id},`;
    let all = this.#unions.get(key);
    if (!all) {
      const bits = new Uint8Array(32);
      for (const set of sets) for (let index = 0; index < 32; index++) bits[index]! |= set.bits[index]!;
      this.#unions.set(key, (all = this.#of(bits)));
    }
    return all;
  }

  #of(bits: Uint8Array): ByteSet {
    const name = String.fromCharCode(...bits);
    let set = this.#known.get(name);
    if (!set) this.#known.set(name, (set = new ByteSet(this.#known.size, bits)));
    return set;
  }
}

function lower(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte;
}
