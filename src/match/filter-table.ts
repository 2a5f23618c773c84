import type { Anchor } from './anchor.js';
import type { ByteSet, ByteSetPool } from './byte-set.js';
import { GRAM, spellGrams } from './gram.js';

/** Bits of the first look's bit field: 256 KiB, which the second cache of a core holds; with fewer, too many places pass by chance. */
export const BITMAP_BITS = 21;
/** Spreads four bytes over the bit field (Knuth, The Art of Computer Programming 6.4): its high bits depend on all four, its low ones do not. */
export const HASH = 0x9e3779b1;
/** Further bits of the hash, kept with a slot. */
export const TAG_BITS = 8;
/** Two thirds full at most, so that a search ends soon; with more room, more of it lies outside of the second cache. */
const SPARSE = 1.5;
const FEWEST_SLOT_BITS = 6;
const MOST_SLOT_BITS = 22;

/** Numbers of one entry. */
export const ENTRY_NUMBERS = 4;
/** Bytes around a keyword that checks may look at. */
export const SIGHT = 128;

/** All that the search needs, as plain numbers: the same for every engine. */
export interface FilterTable {
  /** One bit for each hash of four folded bytes that an anchor holds. */
  readonly bitmap: Uint8Array;
  /** Logarithm of the number of slots. */
  readonly slotBits: number;
  /** Open addressing by the hash: where a list begins in `lists`, then the tag; 0 is free. What falls together shares a list. */
  readonly slots: Uint32Array;
  /** Lists of entries, each with its length in front; beside each entry the first of its checks, counted from the four bytes. */
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

export function buildFilterTable(anchors: readonly Anchor[], pool: ByteSetPool): FilterTable {
  const checks: number[] = [];
  const classes = new Map<ByteSet, number>();
  const entries: number[] = [];
  const grams: (readonly number[])[] = [];
  const quick: number[] = [];
  let first = 0;
  let last = 0;
  anchors.forEach((anchor, index) => {
    const begin = checks.length;
    addChecks(anchor, pool, classes, checks);
    for (const at of anchor.grams) {
      const offset = at + anchor.offset;
      first = Math.min(first, offset);
      last = Math.max(last, offset);
      entries.push(offset, begin, checks.length, index);
      quick.push(quickCheck(anchor, at, classes));
      grams.push(spellGrams(anchor.sets, at, pool));
    }
  });
  const allClasses = new Uint8Array(classes.size * 32);
  for (const [set, index] of classes) allClasses.set(set.bits, index * 32);
  return { ...hashGrams(grams, quick), entries: Int32Array.from(entries), checks: Uint32Array.from(checks), classes: allClasses, first, last };
}

/** Grams and the first check of each entry. */
function hashGrams(grams: readonly (readonly number[])[], quick: readonly number[]): Pick<FilterTable, 'bitmap' | 'slotBits' | 'slots' | 'lists'> {
  const count = grams.reduce((sum, { length }) => sum + length, 0);
  const slotBits = Math.min(MOST_SLOT_BITS, Math.max(FEWEST_SLOT_BITS, Math.ceil(Math.log2(count * SPARSE + 1))));
  if (count > 1 << MOST_SLOT_BITS >> 1) throw new RangeError(`The keywords can be written in ${count} ways, more than can be looked for.`);
  const mask = (1 << slotBits) - 1;
  const bitmap = new Uint8Array(1 << (BITMAP_BITS - 3));
  const tags = new Int16Array(mask + 1).fill(-1);
  // Of each slot its entries, the last one first, chained.
  const heads = new Int32Array(mask + 1).fill(-1);
  const items: number[] = [];
  const rest: number[] = [];
  grams.forEach((ways, entry) => {
    for (const gram of ways) {
      const hash = Math.imul(gram, HASH);
      const bit = hash >>> (32 - BITMAP_BITS);
      bitmap[bit >> 3]! |= 1 << (bit & 7);
      let slot = hash >>> (32 - slotBits);
      const tag = (hash >>> (32 - slotBits - TAG_BITS)) & ((1 << TAG_BITS) - 1);
      // As the search walks: it stops at the first slot with its tag, whoever came there first.
      while (tags[slot] !== -1 && tags[slot] !== tag) slot = (slot + 1) & mask;
      tags[slot] = tag;
      if (items[heads[slot]!] === entry) continue;
      rest.push(heads[slot]!);
      heads[slot] = items.push(entry) - 1;
    }
  });
  return { bitmap, slotBits, ...listSlots(tags, heads, items, rest, quick) };
}

function listSlots(tags: Int16Array, heads: Int32Array, items: readonly number[], rest: readonly number[], quick: readonly number[]): Pick<FilterTable, 'slots' | 'lists'> {
  const slots = new Uint32Array(tags.length);
  // The first number stands for no list.
  const lists: number[] = [0];
  const alone = new Map<number, number>();
  tags.forEach((tag, slot) => {
    if (tag === -1) return;
    const list: number[] = [];
    for (let item = heads[slot]!; item !== -1; item = rest[item]!) list.push(items[item]!);
    const known = list.length === 1 ? alone.get(list[0]!) : undefined;
    const begin = known ?? lists.push(list.length, ...list.flatMap((entry) => [entry, quick[entry]!])) - 2 * list.length - 1;
    if (list.length === 1) alone.set(list[0]!, begin);
    slots[slot] = (begin << TAG_BITS) | tag;
  });
  return { slots, lists: Uint32Array.from(lists) };
}

function addChecks({ offset, sets }: Anchor, pool: ByteSetPool, classes: Map<ByteSet, number>, checks: number[]): void {
  const places = sets.flatMap((set, index) => (set === pool.all ? [] : [{ set, at: index + offset }]));
  for (const { set, at } of places.sort((a, b) => a.set.weight - b.set.weight || a.at - b.at)) checks.push(checkOf(set, at, classes));
}

/** The one byte outside of the four that is the least to be expected: most places fail on it. */
function quickCheck({ sets }: Anchor, gramAt: number, classes: Map<ByteSet, number>): number {
  const outside = sets.map((set, index) => ({ set, at: index - gramAt })).filter(({ at }) => at < 0 || at >= GRAM);
  const { set, at } = outside.reduce((best, one) => (one.set.weight < best.set.weight ? one : best), outside[0] ?? { set: sets[Math.max(0, gramAt)]!, at: Math.max(0, -gramAt) });
  return checkOf(set, at, classes);
}

function checkOf(set: ByteSet, at: number, classes: Map<ByteSet, number>): number {
  const number = classes.get(set) ?? classes.size;
  classes.set(set, number);
  return ((at + SIGHT) << 16) | number;
}
