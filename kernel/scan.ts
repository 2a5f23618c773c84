// The search of src/match/filter-table.ts in AssemblyScript; `npm run kernel` compiles it. src/match/scalar-engine.ts does the same in JavaScript.
// All addresses are bytes of the one memory, which JavaScript lays out.

/** Where the bit field lies: known while compiling, since every byte goes through it. */
const BITMAP: usize = 8192;
/** Where places are noted whose bit is set, of so many bytes at once: what is noted stays in the nearest cache. */
const NOTED: usize = 1024;
const STEP: usize = 2048;
/** As in src/match/filter-table.ts. */
const BITMAP_BITS: u32 = 21;
const TAG_BITS: u32 = 8;
let slots: usize = 0;
let slotBits: u32 = 0;
let lists: usize = 0;
let entries: usize = 0;
let checks: usize = 0;
let classes: usize = 0;
let results: usize = 0;
let capacity: i32 = 0;

/** Where the last search stopped since its results were full, or its end. */
export let resumeAt: usize = 0;

export function setUp(slotsAt: usize, bits: u32, listsAt: usize, entriesAt: usize, checksAt: usize, classesAt: usize, resultsAt: usize, resultPairs: i32): void {
  slots = slotsAt;
  slotBits = bits;
  lists = listsAt;
  entries = entriesAt;
  checks = checksAt;
  classes = classesAt;
  results = resultsAt;
  capacity = resultPairs;
}

// @ts-ignore: decorator
@inline
function hashAt(at: usize): u32 {
  return (load<u32>(at) | 0x20202020) * 0x9e3779b1;
}

/** Writes `gram` down at `next`, and keeps it only if its bit is set: no branch, which would be foretold wrongly. */
// @ts-ignore: decorator
@inline
function note(gram: usize, next: usize): usize {
  const hash = hashAt(gram);
  store<u32>(next, <u32>gram);
  return next + <usize>(((load<u32>(<usize>(hash >> (37 - BITMAP_BITS)) << 2, BITMAP) >> (hash >> (32 - BITMAP_BITS))) & 1) << 2);
}

/** Searches every second four bytes that begin in `[at, end)` for anchors whose keyword begins in `[low, high)`; gives the number of results, which are anchors and places, by their places. */
export function search(at: usize, end: usize, low: usize, high: usize): i32 {
  let count = 0;
  for (; at < end; at += STEP) {
    const stop = min(end, at + STEP);
    let next = NOTED;
    for (let gram = at; gram < stop; gram += 16) {
      next = note(gram, next);
      next = note(gram + 2, next);
      next = note(gram + 4, next);
      next = note(gram + 6, next);
      next = note(gram + 8, next);
      next = note(gram + 10, next);
      next = note(gram + 12, next);
      next = note(gram + 14, next);
    }
    for (let noted = NOTED; noted < next; noted += 4) {
      const gram = <usize>load<u32>(noted);
      if (gram >= end) break;
      const added = look(gram, low, high, count);
      if (added < 0) {
        resumeAt = gram;
        return count;
      }
      count = added;
    }
  }
  resumeAt = end;
  return count;
}

/** Whether a byte at some distance from `at` is of a class: one check. */
// @ts-ignore: decorator
@inline
function fitsAt(at: usize, check: u32): bool {
  const byte = <u32>load<u8>(at + (check >> 16) - 128);
  return ((<u32>load<u8>(classes + (<usize>(check & 0xffff) << 5) + (byte >> 3)) >> (byte & 7)) & 1) != 0;
}

/** Puts a result where it belongs among the others: they come nearly in order. */
// @ts-ignore: decorator
@inline
function enter(result: u64, count: i32): void {
  let place = results + (<usize>count << 3);
  for (; place > results && load<u64>(place - 8) > result; place -= 8) store<u64>(place, load<u64>(place - 8));
  store<u64>(place, result);
}

/** The new number of results, or -1 when those at `gram` may not fit. */
function look(gram: usize, low: usize, high: usize, count: i32): i32 {
  const hash = hashAt(gram);
  const tag = (hash >> (32 - slotBits - TAG_BITS)) & ((1 << TAG_BITS) - 1);
  let slot = hash >> (32 - slotBits);
  let found: u32;
  while (true) {
    found = load<u32>(slots + (<usize>slot << 2));
    if (found == 0) return count;
    if ((found & ((1 << TAG_BITS) - 1)) == tag) break;
    slot = (slot + 1) & ((1 << slotBits) - 1);
  }
  const list = found >> TAG_BITS;
  let next = lists + (<usize>list << 2);
  const length = load<i32>(next);
  if (count + length > capacity) return -1;
  const stop = next + (<usize>length << 3);
  while (next < stop) {
    next += 8;
    if (!fitsAt(gram, load<u32>(next))) continue;
    const entry = entries + (<usize>load<u32>(next - 4) << 4);
    const start = gram - load<i32>(entry);
    if (start < low || start >= high) continue;
    let check = checks + (<usize>load<i32>(entry, 4) << 2);
    const last = checks + (<usize>load<i32>(entry, 8) << 2);
    let fits = true;
    while (check < last) {
      if (!fitsAt(start, load<u32>(check))) {
        fits = false;
        break;
      }
      check += 4;
    }
    if (!fits) continue;
    enter((<u64>start << 32) | <u64>load<u32>(entry, 12), count);
    count++;
  }
  return count;
}
