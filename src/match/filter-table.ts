import type { Anchor } from './anchor.js';
import type { ByteSet, ByteSetPool } from './byte-set.js';
import type { Gates } from './gate-table.js';
import { spellGrams } from './gram.js';
import type { Placed } from './placed.js';

/** Bits of the first look's bit field: 256 KiB, which the second cache of a core holds; with fewer, too many places pass by chance. */
export const BITMAP_BITS = 21;
/** Spreads four bytes over the bit field (Knuth, The Art of Computer Programming 6.4): its high bits depend on all four, its low ones do not. */
export const HASH = 0x9e3779b1;
/** Further bits of the hash, kept with a slot. */
export const TAG_BITS = 7;
/** Two thirds full at most, so that few share a slot; with more room, more of it lies outside of the second cache. */
const SPARSE = 1.5;
const FEWEST_SLOT_BITS = 6;
const MOST_SLOT_BITS = 22;

/** Bytes of an anchor that are held against a place at once. */
export const WINDOW = 16;
/** Bytes of one record, so that none lies in two lines of the cache. */
export const RECORD = 64;
/** Checks that are made at once. */
const CHECKS = 4;
/** Bytes around a keyword that an anchor may look at. */
export const SIGHT = 128;

/** All that the search needs, as plain numbers: the same for every engine. */
export interface FilterTable extends Gates {
  /** One bit for each hash of four folded bytes that an anchor holds. */
  readonly bitmap: Uint8Array;
  /** Logarithm of the number of slots. */
  readonly slotBits: number;
  /** By the hash: the first item of a list, then an odd tag; a tag of 0 where hashes with several tags fall together, and share a list. */
  readonly slots: Uint32Array;
  /** `anchor << 9 | (offset of the four bytes from the keyword + 128) << 1 | whether the list goes on`; the first one stands for no list. */
  readonly items: Uint32Array;
  /** Items of the longest list. */
  readonly longest: number;
  /**
   * Of each anchor, `RECORD` bytes: a mask and what must be left of sixteen bytes under it, where from the keyword these lie,
   * where its checks begin and end, its gate, the state to begin with and the bytes to skip.
   * The rest is room for the engine.
   */
  readonly records: Uint8Array;
  /** `(offset from the keyword + 128) << 16 | class`, the rarest first, for what no mask says; the last one again until there are `CHECKS`. */
  readonly checks: Uint32Array;
  /** Sets of bytes, 32 bytes each. */
  readonly classes: Uint8Array;
  /** Of each anchor the index of its pattern. */
  readonly patterns: Uint32Array;
  /** The least and the greatest offset of four bytes from their keyword. */
  readonly first: number;
  readonly last: number;
}

export function buildFilterTable({ anchors, gates }: Placed, pool: ByteSetPool): FilterTable {
  const records = new Uint8Array(anchors.length * RECORD);
  const view = new DataView(records.buffer);
  const checks: number[] = [];
  const classes = new Map<ByteSet, number>();
  const grams: Gram[] = [];
  anchors.forEach((anchor, index) => {
    const { offset, sets } = anchor;
    const from = narrowest(sets);
    const window = sets.slice(from, from + WINDOW);
    window.forEach(({ cube: { mask, value } }, step) => {
      records[index * RECORD + step] = mask;
      records[index * RECORD + WINDOW + step] = value;
    });
    view.setInt32(index * RECORD + 2 * WINDOW, offset + from, true);
    view.setUint32(index * RECORD + 2 * WINDOW + 4, checks.length, true);
    addChecks(anchor, new Set(window.flatMap(({ cube }, step) => (cube.exact ? [from + step] : []))), pool, classes, checks);
    view.setUint32(index * RECORD + 2 * WINDOW + 8, checks.length, true);
    const { gate = 0, state = 0, skipped = 0 } = anchor.gate ?? {};
    view.setUint32(index * RECORD + 2 * WINDOW + 12, gate, true);
    view.setUint16(index * RECORD + 2 * WINDOW + 16, state, true);
    view.setUint16(index * RECORD + 2 * WINDOW + 18, skipped, true);
    for (const at of anchor.grams) grams.push({ item: (index << 9) | ((at + offset + SIGHT) << 1), offset: at + offset, ways: spellGrams(sets, at, pool) });
  });
  const allClasses = new Uint8Array(classes.size * 32);
  for (const [set, index] of classes) allClasses.set(set.bits, index * 32);
  const offsets = grams.map(({ offset }) => offset);
  const patterns = Uint32Array.from(anchors, ({ pattern }) => pattern);
  return { ...gates, ...hashGrams(grams), patterns, records, checks: Uint32Array.from(checks), classes: allClasses, first: Math.min(0, ...offsets), last: Math.max(0, ...offsets) };
}

/** Four bytes of an anchor, in all ways that they can be written. */
interface Gram {
  readonly item: number;
  /** From the keyword. */
  readonly offset: number;
  readonly ways: readonly number[];
}

/** Where the sixteen sets begin whose masks say most. */
function narrowest(sets: readonly ByteSet[]): number {
  const worth = sets.map(({ cube, weight }) => (cube.exact ? Math.log(weight) : 0));
  let best = 0;
  let least = Infinity;
  for (let from = 0; from === 0 || from + WINDOW <= sets.length; from++) {
    let sum = 0;
    for (let step = from; step < from + WINDOW && step < sets.length; step++) sum += worth[step]!;
    if (sum < least) [least, best] = [sum, from];
  }
  return best;
}

/** The rarest first; sets at `known` places are not asked again. */
function addChecks({ offset, sets }: Anchor, known: ReadonlySet<number>, pool: ByteSetPool, classes: Map<ByteSet, number>, checks: number[]): void {
  const places = sets.flatMap((set, index) => (set === pool.all || known.has(index) ? [] : [{ set, at: index + offset }]));
  // Where masks say all, there is one check that says nothing.
  if (places.length === 0) places.push({ set: pool.all, at: 0 });
  places.sort((a, b) => a.set.weight - b.set.weight || a.at - b.at);
  const least = Math.ceil(places.length / CHECKS) * CHECKS;
  for (let index = 0; index < least; index++) {
    const { set, at } = places[Math.min(index, places.length - 1)]!;
    const number = classes.get(set) ?? classes.size;
    classes.set(set, number);
    checks.push(((at + SIGHT) << 16) | number);
  }
}

function hashGrams(grams: readonly Gram[]): Pick<FilterTable, 'bitmap' | 'slotBits' | 'slots' | 'items' | 'longest'> {
  const count = grams.reduce((sum, { ways }) => sum + ways.length, 0);
  const slotBits = Math.min(MOST_SLOT_BITS, Math.max(FEWEST_SLOT_BITS, Math.ceil(Math.log2(count * SPARSE + 1))));
  if (count > 1 << MOST_SLOT_BITS >> 1) throw new RangeError(`The keywords can be written in ${count} ways, more than can be looked for.`);
  const bitmap = new Uint8Array(1 << (BITMAP_BITS - 3));
  const slots = new Uint32Array(1 << slotBits);
  // Of each slot its grams, the last one first, chained; the first link stands for none.
  const heads = new Int32Array(1 << slotBits);
  const owners = new Int32Array(count + 1);
  const rest = new Int32Array(count + 1);
  const tags = new Int16Array(1 << slotBits).fill(-1);
  let links = 0;
  grams.forEach(({ ways }, owner) => {
    for (const gram of ways) {
      const hash = Math.imul(gram, HASH);
      const bit = hash >>> (32 - BITMAP_BITS);
      bitmap[bit >> 3]! |= 1 << (bit & 7);
      const slot = hash >>> (32 - slotBits);
      const tag = ((hash >>> (32 - slotBits - TAG_BITS)) & ((1 << TAG_BITS) - 1)) | 1;
      tags[slot] = tags[slot] === -1 || tags[slot] === tag ? tag : 0;
      if (heads[slot]! > 0 && owners[heads[slot]!] === owner) continue;
      links++;
      owners[links] = owner;
      rest[links] = heads[slot]!;
      heads[slot] = links;
    }
  });
  // A list of one is shared by all slots that have it.
  const items = [0, ...grams.map(({ item }) => item)];
  let longest = 1;
  for (let slot = 0; slot < slots.length; slot++) {
    const head = heads[slot]!;
    if (head === 0) continue;
    let first = owners[head]! + 1;
    if (rest[head] !== 0) {
      first = items.length;
      for (let link = head; link !== 0; link = rest[link]!) items.push(grams[owners[link]!]!.item | (rest[link] === 0 ? 0 : 1));
      longest = Math.max(longest, items.length - first);
    }
    slots[slot] = (first << TAG_BITS) | tags[slot]!;
  }
  return { bitmap, slotBits, slots, items: Uint32Array.from(items), longest };
}
