import type { Anchor } from './anchor.js';
import type { ByteSet, ByteSetPool } from './byte-set.js';

/** Bits of the first look's bit field: 64 KiB, one bit in fifty set, so that most places need no second look. */
export const BITMAP_BITS = 19;
/** Only every second place is looked at; an anchor is looked for by four bytes at an even and by four at an odd distance. */
export const STRIDE = 2;
/** Spreads four bytes over the bit field (Knuth, The Art of Computer Programming 6.4). */
export const HASH = 0x9e3779b1;
/** Letters lose their case; other bytes may fall together, which costs a second look and loses nothing. */
export const FOLD = 0x20202020;
const GRAM = 4;
/** Ways to write four bytes; an anchor that is vaguer than this everywhere is looked for by fewer bytes. */
const MOST_GRAMS = 4096;

/** Entries that can be told apart: a gram and an entry make one exact number. */
const MOST_ENTRIES = 2 ** 21;
/** Numbers of one entry. */
export const ENTRY_NUMBERS = 4;

/** All that the search needs, as plain numbers: the same for every engine. */
export interface FilterTable {
  /** One bit for each hash of four folded bytes that an anchor holds. */
  readonly bitmap: Uint8Array;
  /** Logarithm of the number of slots. */
  readonly slotBits: number;
  /** Open addressing: four folded bytes, and where their list begins in `lists`; 0 is free. */
  readonly keys: Int32Array;
  readonly values: Uint32Array;
  /** Lists of entries, each with its length in front. */
  readonly lists: Uint32Array;
  /** For each four bytes of an anchor: where they lie from the keyword, where its checks begin and end, and which anchor it is. */
  readonly entries: Int32Array;
  /** `(offset from the keyword + 128) << 16 | class`, the rarest first. */
  readonly checks: Uint32Array;
  /** Sets of bytes, 32 bytes each. */
  readonly classes: Uint8Array;
  /** The least and the greatest offset of four bytes from their keyword. */
  readonly first: number;
  readonly last: number;
}

/** Bytes around a keyword that checks may look at. */
export const SIGHT = 128;

export function buildFilterTable(anchors: readonly Anchor[], pool: ByteSetPool): FilterTable {
  // One number for a place and what stands there, sorted later: a map of lists would cost more than everything else.
  const grams: number[] = [];
  const checks: number[] = [];
  const classes = new Map<ByteSet, number>();
  const classBytes: ByteSet[] = [];
  const entries: number[] = [];
  let first = 0;
  let last = 0;
  anchors.forEach((anchor, index) => {
    const begin = checks.length;
    checks.push(...checksOf(anchor, classes, classBytes));
    for (let parity = 0; parity < STRIDE; parity++) {
      const at = rarestGram(anchor, parity, pool);
      first = Math.min(first, at + anchor.offset);
      last = Math.max(last, at + anchor.offset);
      const entry = entries.push(at + anchor.offset, begin, checks.length, index) / ENTRY_NUMBERS - 1;
      for (const gram of spellGrams(anchor.sets, at, pool)) grams.push(gram * MOST_ENTRIES + entry);
    }
  });
  const allClasses = new Uint8Array(classBytes.length * 32);
  classBytes.forEach((set, index) => allClasses.set(set.bits, index * 32));
  return { ...hashGrams(Float64Array.from(grams).sort()), entries: Int32Array.from(entries), checks: Uint32Array.from(checks), classes: allClasses, first, last };
}

function hashGrams(grams: Float64Array): Pick<FilterTable, 'bitmap' | 'slotBits' | 'keys' | 'values' | 'lists'> {
  const bitmap = new Uint8Array(1 << (BITMAP_BITS - 3));
  const slotBits = Math.max(4, Math.ceil(Math.log2(grams.length * 2 + 1)));
  const size = 1 << slotBits;
  const keys = new Int32Array(size);
  const values = new Uint32Array(size);
  const lists: number[] = [0];
  const single = new Map<number, number>();
  for (let item = 0; item < grams.length; ) {
    const gram = Math.floor(grams[item]! / MOST_ENTRIES);
    const begin = item;
    while (item < grams.length && Math.floor(grams[item]! / MOST_ENTRIES) === gram) item++;
    const only = item - begin === 1 ? grams[begin]! % MOST_ENTRIES : -1;
    let list = single.get(only);
    if (list === undefined) {
      list = lists.push(item - begin) - 1;
      for (let i = begin; i < item; i++) lists.push(grams[i]! % MOST_ENTRIES);
      if (only >= 0) single.set(only, list);
    }
    const hash = Math.imul(gram, HASH);
    const bit = hash >>> (32 - BITMAP_BITS);
    bitmap[bit >> 3]! |= 1 << (bit & 7);
    // The high bits of a product depend on all four bytes, the low ones do not.
    let slot = hash >>> (32 - slotBits);
    while (values[slot] !== 0) slot = (slot + 1) & (size - 1);
    keys[slot] = gram;
    values[slot] = list;
  }
  return { bitmap, slotBits, keys, values, lists: Uint32Array.from(lists) };
}

/** Where the four bytes begin that are the least to be expected, among those that can be written out; `parity` is that of their distance from the keyword. */
function rarestGram({ offset, sets }: Anchor, parity: number, pool: ByteSetPool): number {
  let best = 0;
  let least = Infinity;
  // The byte in front of all sets can be any.
  for (let at = -1; at <= Math.max(0, sets.length - GRAM); at++) {
    if (((at + offset) & 1) !== parity) continue;
    let expected = 1;
    let ways = 1;
    for (let i = at; i < at + GRAM; i++) {
      const { weight, folded } = sets[i] ?? pool.all;
      expected *= weight;
      ways *= folded.length;
    }
    // What cannot be written out is taken only where nothing can.
    const cost = expected + ways / (ways > MOST_GRAMS ? 1 : 1 << BITMAP_BITS);
    if (cost < least) [least, best] = [cost, at];
  }
  return best;
}

/** All ways to write the four bytes, as unsigned numbers. */
function spellGrams(sets: readonly ByteSet[], at: number, pool: ByteSetPool): number[] {
  const [one, two, three, four] = [0, 1, 2, 3].map((index) => (sets[at + index] ?? pool.all).folded) as [readonly number[], readonly number[], readonly number[], readonly number[]];
  const grams: number[] = [];
  for (const d of four) for (const c of three) for (const b of two) for (const a of one) grams.push((a | (b << 8) | (c << 16) | (d << 24)) >>> 0);
  return grams;
}

function checksOf({ offset, sets }: Anchor, classes: Map<ByteSet, number>, classBytes: ByteSet[]): number[] {
  return sets
    .map((set, index) => ({ set, at: index + offset }))
    .filter(({ set }) => set.bits.some((bits) => bits !== 255))
    .sort((a, b) => a.set.weight - b.set.weight || a.at - b.at)
    .map(({ set, at }) => {
      let number = classes.get(set);
      if (number === undefined) {
        number = classBytes.push(set) - 1;
        classes.set(set, number);
      }
      return ((at + SIGHT) << 16) | number;
    });
}
