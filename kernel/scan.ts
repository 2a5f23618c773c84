// The search of src/match/filter-table.ts in AssemblyScript; `npm run kernel` compiles it. src/match/scalar-engine.ts does the same in JavaScript.
// All addresses are bytes of the one memory, which JavaScript lays out; the first ones are these, and every search of a thread uses them.

import { clearEdges, restoreEdges } from './edges';
import { passes } from './gate';
export { giveGatesRoom, setUpGates } from './gate';

/** Sixteen addresses of bytes in the bit field, on their way from vectors. */
const SPREAD: usize = 64;
/** For each eight places, by which of them have their bit: those places, in order. Two tables, of the first and the last eight of sixteen. */
const PLACES: usize = 1024;
/** Where places are noted that have their bit, of so many bytes at once: what is noted stays in the nearest cache. */
const NOTED: usize = 9216;
const STEP: usize = 8192;
/** As in src/match/filter-table.ts. */
const BITMAP_BITS: u32 = 21;
const TAG_BITS: u32 = 7;
const RECORD: usize = 64;
const SIGHT: usize = 128;

let bitmap: usize = 0;
let slots: usize = 0;
let slotBits: u32 = 0;
let items: usize = 0;
let longest: i32 = 1;
let records: usize = 0;
let checks: usize = 0;
let classes: usize = 0;
let work: usize = 0;
let fitting: usize = 0;
let room: i32 = 0;
let results: usize = 0;
/** Where the text ends that is searched. */
let textEnd: usize = 0;

/** Where the last search stopped since its results might not have had room, or its end. */
export let resumeAt: usize = 0;

/** `room`: places that `work`, `fitting` and `results` hold, each in eight bytes; at least `longestList`. */
export function setUp(bitmapAt: usize, slotsAt: usize, bits: u32, itemsAt: usize, longestList: i32, recordsAt: usize, checksAt: usize, classesAt: usize): void {
  bitmap = bitmapAt;
  slots = slotsAt;
  slotBits = bits;
  items = itemsAt;
  longest = longestList;
  records = recordsAt;
  checks = checksAt;
  classes = classesAt;
  for (let set = 0; set < 256; set++) {
    let first = PLACES + (<usize>set << 4);
    for (let place = 0; place < 8; place++) {
      // Vectors bring the places of even numbers first, and those of odd ones behind them.
      if (((set >> ((place >> 1) | ((place & 1) << 2))) & 1) == 0) continue;
      store<u16>(first, <u16>(place << 1));
      store<u16>(first, <u16>((place << 1) + 16), 4096);
      first += 2;
    }
  }
}

export function giveRoom(workAt: usize, fittingAt: usize, resultsAt: usize, places: i32): void {
  work = workAt;
  fitting = fittingAt;
  results = resultsAt;
  room = places;
}

// @ts-ignore: decorator
@inline
function hashAt(at: usize): u32 {
  return (load<u32>(at) | 0x20202020) * 0x9e3779b1;
}

/** Of the four bytes at every fourth place. */
// @ts-ignore: decorator
@inline
function hashesAt(at: usize): v128 {
  return i32x4.mul(v128.or(v128.load(at), i32x4.splat(0x20202020)), i32x4.splat(0x9e3779b1));
}

/** Of each hash, which bit of its byte. */
// @ts-ignore: decorator
@inline
function bitsOf(hashes: v128): v128 {
  return v128.and(i32x4.shr_u(hashes, 32 - BITMAP_BITS), i32x4.splat(7));
}

/** Of each hash, where its byte of the bit field lies. */
// @ts-ignore: decorator
@inline
function addressesOf(hashes: v128): v128 {
  return i32x4.add(i32x4.shr_u(hashes, 35 - BITMAP_BITS), i32x4.splat(<i32>bitmap));
}

// @ts-ignore: decorator
@inline
function spread(lane: usize): usize {
  return <usize>load<u32>(SPREAD + (lane << 2));
}

/**
 * Searches every second four bytes that begin in `[at, end)` of the text `[from, to)` for anchors whose keyword begins in `[low, high)` and whose gate passes; gives the number
 * of results, which are anchors and places, in no order. Each step is made for many places before the next, and without a branch
 * where it could go either way: a result that does not count is written all the same, and written over.
 */
export function search(from: usize, to: usize, at: usize, end: usize, low: usize, high: usize): i32 {
  textEnd = to;
  clearEdges(from, to);
  const count = searchWithin(at, end, low, high);
  restoreEdges(from, to);
  return count;
}

function searchWithin(at: usize, end: usize, low: usize, high: usize): i32 {
  let count = 0;
  for (; at < end; at += STEP) {
    let last = note(at, min(end, at + STEP));
    while (last > NOTED && at + <usize>load<u16>(last - 2) >= end) last -= 2;
    for (let first = NOTED; first < last; ) {
      const part = min(last, first + (<usize>max(1, room / longest) << 1));
      if (count + (<i32>(part - first) >> 1) * longest > room) {
        resumeAt = at + <usize>load<u16>(first);
        return count;
      }
      count = hold(fit(findLists(at, first, part)), low, high, count);
      first = part;
    }
  }
  resumeAt = end;
  return count;
}

/** Notes the places whose bit is set, as distances from `at`; gives the end of the notes. */
// @ts-ignore: decorator
@inline
function note(at: usize, stop: usize): usize {
  let next = NOTED;
  let here = i16x8.splat(0);
  for (let gram = at; gram < stop; gram += 32) {
    const one = hashesAt(gram);
    const two = hashesAt(gram + 2);
    const three = hashesAt(gram + 16);
    const four = hashesAt(gram + 18);
    v128.store(SPREAD, addressesOf(one));
    v128.store(SPREAD, addressesOf(two), 16);
    v128.store(SPREAD, addressesOf(three), 32);
    v128.store(SPREAD, addressesOf(four), 48);
    let bytes = i8x16.splat(0);
    bytes = v128.load8_lane(spread(0), bytes, 0);
    bytes = v128.load8_lane(spread(1), bytes, 1);
    bytes = v128.load8_lane(spread(2), bytes, 2);
    bytes = v128.load8_lane(spread(3), bytes, 3);
    bytes = v128.load8_lane(spread(4), bytes, 4);
    bytes = v128.load8_lane(spread(5), bytes, 5);
    bytes = v128.load8_lane(spread(6), bytes, 6);
    bytes = v128.load8_lane(spread(7), bytes, 7);
    bytes = v128.load8_lane(spread(8), bytes, 8);
    bytes = v128.load8_lane(spread(9), bytes, 9);
    bytes = v128.load8_lane(spread(10), bytes, 10);
    bytes = v128.load8_lane(spread(11), bytes, 11);
    bytes = v128.load8_lane(spread(12), bytes, 12);
    bytes = v128.load8_lane(spread(13), bytes, 13);
    bytes = v128.load8_lane(spread(14), bytes, 14);
    bytes = v128.load8_lane(spread(15), bytes, 15);
    const bits = i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(bitsOf(one), bitsOf(two)), i16x8.narrow_i32x4_s(bitsOf(three), bitsOf(four)));
    const asked = i8x16.swizzle(i8x16(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0), bits);
    const set = 0xffff ^ <u32>i8x16.bitmask(i8x16.eq(v128.and(bytes, asked), i8x16.splat(0)));
    v128.store(next, i16x8.add(here, v128.load(PLACES + (<usize>(set & 0xff) << 4))));
    next += <usize>popcnt(set & 0xff) << 1;
    v128.store(next, i16x8.add(here, v128.load(PLACES + 4096 + (<usize>(set >> 8) << 4))));
    next += <usize>popcnt(set >> 8) << 1;
    here = i16x8.add(here, i16x8.splat(32));
  }
  return next;
}

/** The lists of noted places: pairs of place and item in `work`; gives their end. */
// @ts-ignore: decorator
@inline
function findLists(at: usize, first: usize, last: usize): usize {
  let next = work;
  for (let noted = first; noted < last; noted += 2) {
    const gram = at + <usize>load<u16>(noted);
    const hash = hashAt(gram);
    const slot = load<u32>(slots + (<usize>(hash >> (32 - slotBits)) << 2));
    const tag = slot & ((1 << TAG_BITS) - 1);
    store<u32>(next, <u32>gram);
    store<u32>(next, slot >> TAG_BITS, 4);
    const own = tag == (((hash >> (32 - slotBits - TAG_BITS)) & ((1 << TAG_BITS) - 1)) | 1);
    next += <usize>(<u32>own | <u32>(tag == 0)) << 3;
  }
  return next;
}

/** Holds each item of the lists against the sixteen bytes of its anchor; what fits lies in `fitting`, as pairs of start and record. Gives their end. */
// @ts-ignore: decorator
@inline
function fit(last: usize): usize {
  let next = fitting;
  for (let place = work; place < last; place += 8) {
    const index = load<u32>(place, 4);
    const item = load<u32>(items + (<usize>index << 2));
    const start = <usize>load<u32>(place) + SIGHT - <usize>((item >> 1) & 0xff);
    const record = records + <usize>(item >> 9) * RECORD;
    // The next of the list takes its turn behind all others.
    store<u32>(last, load<u32>(place));
    store<u32>(last, index + 1, 4);
    last += <usize>(item & 1) << 3;
    const differs = v128.any_true(v128.xor(v128.and(v128.load(start + load<i32>(record, 32)), v128.load(record)), v128.load(record, 16)));
    store<u32>(next, <u32>start);
    store<u32>(next, <u32>record, 4);
    next += <usize>(<u32>differs ^ 1) << 3;
  }
  return next;
}

/** Holds the rest of an anchor's bytes against the classes that they must be of, four at a time, and asks its gate; gives the new number of results. */
// @ts-ignore: decorator
@inline
function hold(last: usize, low: usize, high: usize, count: i32): i32 {
  let next = fitting;
  for (let place = fitting; place < last; place += 8) {
    const start = <usize>load<u32>(place);
    const record = <usize>load<u32>(place, 4);
    store<u32>(next, <u32>start);
    store<u32>(next, <u32>record, 4);
    next += <usize>(<u32>(start >= low) & <u32>(start < high) & fourFit(start, checks + (<usize>load<u32>(record, 36) << 2))) << 3;
  }
  for (let place = fitting; place < next; place += 8) {
    const start = <usize>load<u32>(place);
    const record = <usize>load<u32>(place, 4);
    let check = checks + (<usize>load<u32>(record, 36) << 2) + 16;
    const end = checks + (<usize>load<u32>(record, 40) << 2);
    while (check < end && fourFit(start, check)) check += 16;
    if (check < end) continue;
    if (load<u32>(record, 44) != 0 && !passes(record, start, textEnd)) continue;
    const result = results + (<usize>count << 3);
    store<u32>(result, <u32>((record - records) / RECORD));
    store<u32>(result, <u32>start, 4);
    count++;
  }
  return count;
}

// @ts-ignore: decorator
@inline
function fourFit(start: usize, check: usize): u32 {
  return fits(start, load<u32>(check)) & fits(start, load<u32>(check, 4)) & fits(start, load<u32>(check, 8)) & fits(start, load<u32>(check, 12));
}

/** 1 where a byte at some distance from `at` is of a class: one check. */
// @ts-ignore: decorator
@inline
function fits(at: usize, check: u32): u32 {
  const byte = <u32>load<u8>(at + (check >> 16) - SIGHT);
  return (<u32>load<u8>(classes + (<usize>(check & 0xffff) << 5) + (byte >> 3)) >> (byte & 7)) & 1;
}
