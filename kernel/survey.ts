// The look of src/content/survey.ts in AssemblyScript, sixteen bytes at a time; `npm run kernel` compiles it.
// All addresses are bytes of the one memory, which JavaScript lays out: the text, and room for results.
import { clearEdges, restoreEdges } from './edges';
import { isPrintable } from './escapes';
import { firstOf, hexOf, hexValue, isText, lowHalf } from './symbols';
export { jsonText, splice, spliced } from './escapes';
export { classText, findSign, marshalText } from './programs';
export { decodeBase64, notePlaces, resumedAt, textRuns } from './text-runs';

/** As in src/content/decode-base.ts. */
const SHORTEST_RUN: i32 = 24;
const SHORTEST_LINE: i32 = 60;
/** As in src/content/decode-escapes.ts. */
const MARGIN: i32 = 8 * 1024;
const FARTHEST: i32 = 64 * 1024;
/** Results that the last block of a survey may still add: stretches of three bytes, and runs. */
const BLOCK_RESULTS: i32 = 64;

/** What a result is, in the two highest bits of its start. */
const URL: u32 = 1 << 30;
const JSON: u32 = 2 << 30;

let results: usize = 0;
let capacity: i32 = 0;
let origin: usize = 0;
let limit: usize = 0;
let at: usize = 0;
/** Characters of the alphabet that end at `at`. */
let carried: i32 = 0;
let count: i32 = 0;
/** From where on the next sign counts, and from where on the next stretch may begin; see `find` in src/content/decode-escapes.ts. */
let percentFrom: usize = 0;
let percentLow: usize = 0;
let backslashFrom: usize = 0;
let backslashLow: usize = 0;

export function begin(textAt: usize, textEnd: usize, resultsAt: usize, resultPairs: i32): void {
  origin = at = percentFrom = percentLow = backslashFrom = backslashLow = textAt;
  limit = textEnd;
  results = resultsAt;
  capacity = resultPairs;
  carried = 0;
}

/**
 * Goes on until the results are full or the text ends; gives the number of results.
 * A result is two numbers: kind and start, and end; offsets in the text.
 */
export function survey(): i32 {
  clearEdges(origin, limit);
  count = 0;
  goOn();
  restoreEdges(origin, limit);
  return count;
}

function goOn(): void {
  while (at < limit) {
    if (count + BLOCK_RESULTS > capacity) return;
    const first = v128.load(at);
    const second = v128.load(at, 16);
    const third = v128.load(at, 32);
    const fourth = v128.load(at, 48);
    const one = classesOf(first);
    const two = classesOf(second);
    const three = classesOf(third);
    const four = classesOf(fourth);
    const members = membersOf(one) | (membersOf(two) << 16) | (membersOf(three) << 32) | (membersOf(four) << 48);
    if (v128.any_true(v128.or(v128.or(percents(first), percents(second)), v128.or(percents(third), percents(fourth))))) {
      let rest = maskOf(percents(first)) | (maskOf(percents(second)) << 16) | (maskOf(percents(third)) << 32) | (maskOf(percents(fourth)) << 48);
      for (; rest != 0; rest &= rest - 1) if (at + <usize>ctz(rest) >= percentFrom) lookAtPercent(at + <usize>ctz(rest));
    }
    // The sign of a set's number says that the byte is a backslash.
    let rest = maskOf(one) | (maskOf(two) << 16) | (maskOf(three) << 32) | (maskOf(four) << 48);
    for (; rest != 0; rest &= rest - 1) if (at + <usize>ctz(rest) >= backslashFrom) lookAtBackslash(at + <usize>ctz(rest));
    at = walkRuns(members);
  }
  if (carried >= SHORTEST_RUN) giveRun(limit - carried, limit);
  carried = 0;
}

/** True when the text has been looked at to its end. */
export function isDone(): bool {
  return at >= limit;
}

/** Of each byte the sets it is in, by what its two halves have in common: 1 `+-/`, 2 digits, 4 `A-Oa-o`, 8 `P-Zp-z`, 16 `_`, -128 a backslash. */
// @ts-ignore: decorator
@inline
function classesOf(bytes: v128): v128 {
  const high = i8x16.swizzle(i8x16(0, 0, 0x01, 0x02, 0x04, -0x68, 0x04, 0x08, 0, 0, 0, 0, 0, 0, 0, 0), i8x16.shr_u(bytes, 4));
  const low = i8x16.swizzle(
    i8x16(0x0a, 0x0e, 0x0e, 0x0e, 0x0e, 0x0e, 0x0e, 0x0e, 0x0e, 0x0e, 0x0c, 0x05, -0x7c, 0x05, 0x04, 0x15),
    v128.and(bytes, i8x16.splat(0x0f)),
  );
  return v128.and(high, low);
}

// @ts-ignore: decorator
@inline
function percents(bytes: v128): v128 {
  return i8x16.eq(bytes, i8x16.splat(0x25));
}

/** The sixteen signs. */
// @ts-ignore: decorator
@inline
function maskOf(lanes: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(lanes));
}

// @ts-ignore: decorator
@inline
function membersOf(sets: v128): u64 {
  return maskOf(i8x16.gt_s(sets, i8x16.splat(0)));
}

/** Gives the runs that end within the block at `at`, of which `members` are of the alphabet; gives where to go on. */
function walkRuns(members: u64): usize {
  const next = at + 64;
  if (members == ~(<u64>0)) {
    carried += 64;
    return next;
  }
  let rest = members;
  const head = <i32>ctz(~rest);
  if (carried + head >= SHORTEST_RUN) giveRun(at - carried, at + head);
  rest &= ~(((<u64>1) << head) - 1);
  // What is left begins within the block.
  let starts = rest & (rest >> 1);
  starts &= starts >> 2;
  starts &= starts >> 4;
  starts &= starts >> 8;
  starts &= starts >> 8;
  while (starts != 0) {
    const from = <i32>ctz(starts);
    const length = <i32>ctz(~(rest >> from));
    if (from + length >= 64) break;
    giveRun(at + from, at + from + length);
    starts &= ~(((<u64>1) << (from + length)) - 1);
  }
  carried = <i32>clz(~members);
  return next;
}

function giveRun(start: usize, end: usize): void {
  if (mayJoin(start, end) || holdsText(start, end) || holdsHex(start, end)) give(0, start, end);
}

// @ts-ignore: decorator
@inline
function give(kind: u32, start: usize, end: usize): void {
  const result = results + (<usize>count << 3);
  store<u32>(result, kind | <u32>(start - origin));
  store<u32>(result, <u32>(end - origin), 4);
  count++;
}

/** A line that a next one may belong to. */
function mayJoin(start: usize, end: usize): bool {
  if (<i32>(end - start) < SHORTEST_LINE) return false;
  const next = <u32>load<u8>(end);
  return next == 0x0a || next == 0x0d || next == 0x5c;
}

/** Whether four quanta in a row decode to text: what the first character of each must be is asked of all places at once. */
function holdsText(start: usize, end: usize): bool {
  const last = end - 16;
  for (let from = start; from <= last; from += 48) {
    const upper = lowHalf(from) | (lowHalf(from + 16) << 16) | (lowHalf(from + 32) << 32) | (lowHalf(from + 48) << 48);
    let places = upper & (upper >> 4);
    places &= places >> 8;
    for (; places != 0; places &= places - 1) {
      const place = from + <usize>ctz(places);
      if (place > last) break;
      if (isText(place) && isText(place + 4) && isText(place + 8) && isText(place + 12)) return true;
    }
  }
  return false;
}

/** Whether twelve pairs of hexadecimal digits in a row may be text; the decoder looks closer. */
function holdsHex(start: usize, end: usize): bool {
  for (let from = start; from + 24 <= end; from += 40) {
    const digits = hexOf(from) | (hexOf(from + 16) << 16) | (hexOf(from + 32) << 32) | (hexOf(from + 48) << 48);
    if (digits == 0) continue;
    const first = firstOf(from) | (firstOf(from + 16) << 16) | (firstOf(from + 32) << 32) | (firstOf(from + 48) << 48);
    const pairs = first & (digits >> 1);
    let places = pairs & (pairs >> 2);
    places &= places >> 4;
    places &= (places >> 8) & (places >> 16);
    if (places != 0) return true;
  }
  return false;
}

function lookAtPercent(place: usize): void {
  const first = <u32>load<u8>(place, 1);
  const high = hexValue(first);
  const low = hexValue(<u32>load<u8>(place, 2));
  // Printable: `20` to `7E`.
  if (high < 2 || high > 7 || low > 15 || (high == 7 && low == 15)) {
    percentFrom = place + (first == 0x25 ? 2 : 1);
    return;
  }
  let start = place;
  while (start > percentLow && <i32>(place - start) < MARGIN && !isUrlBreak(<u32>load<u8>(start - 1))) start--;
  let end = place;
  while (end < limit && <i32>(end - place) < FARTHEST && !isUrlBreak(<u32>load<u8>(end))) end++;
  percentLow = end < limit && !isUrlBreak(<u32>load<u8>(end)) ? end - MARGIN : end;
  percentFrom = end;
  give(URL, start, end);
}

function lookAtBackslash(place: usize): void {
  const next = <u32>load<u8>(place, 1);
  const tells = next == 0x22 || next == 0x2f || (next == 0x75 && isPrintable(place + 2));
  if (!tells) {
    backslashFrom = place + (next == 0x5c ? 2 : 1);
    return;
  }
  const start = lineStart(max(backslashLow, place - min(place, <usize>MARGIN)), place);
  const end = lineEnd(place, min(limit, place + <usize>FARTHEST));
  backslashLow = end < limit && !isLineBreak(<u32>load<u8>(end)) ? end - MARGIN : end;
  backslashFrom = end;
  give(JSON, start, end);
}

/** Behind the last line break in `[from, to)`; `from` where there is none. */
function lineStart(from: usize, to: usize): usize {
  while (to >= from + 16) {
    const breaks = lineBreaks(to - 16);
    if (breaks != 0) return to - 16 + <usize>(32 - clz(breaks));
    to -= 16;
  }
  while (to > from && !isLineBreak(<u32>load<u8>(to - 1))) to--;
  return to;
}

/** The first line break in `[from, to)`; `to` where there is none. */
function lineEnd(from: usize, to: usize): usize {
  for (; from + 16 <= to; from += 16) {
    const breaks = lineBreaks(from);
    if (breaks != 0) return from + <usize>ctz(breaks);
  }
  while (from < to && !isLineBreak(<u32>load<u8>(from))) from++;
  return from;
}

/** Which of sixteen bytes are line breaks. */
// @ts-ignore: decorator
@inline
function lineBreaks(at: usize): u32 {
  const bytes = v128.load(at);
  return <u32>i8x16.bitmask(v128.or(i8x16.eq(bytes, i8x16.splat(0x0a)), i8x16.eq(bytes, i8x16.splat(0))));
}

// @ts-ignore: decorator
@inline
function isUrlBreak(byte: u32): bool {
  return byte <= 0x20 || byte >= 0x7f || byte == 0x22 || byte == 0x27 || byte == 0x3c || byte == 0x3e || byte == 0x60;
}

// @ts-ignore: decorator
@inline
function isLineBreak(byte: u32): bool {
  return byte == 0x0a || byte == 0;
}

/** Line feeds in `[from, to)`. */
export function countNewlines(from: usize, to: usize): i32 {
  let sum = 0;
  for (; from + 16 <= to; from += 16) sum += popcnt(i8x16.bitmask(i8x16.eq(v128.load(from), i8x16.splat(0x0a))));
  for (; from < to; from++) sum += <i32>(load<u8>(from) == 0x0a);
  return sum;
}

/** UTF-16 code units of the valid UTF-8 in `[from, to)`: one for each byte that begins a character, and a second one where four bytes are one. */
export function countUnits(from: usize, to: usize): i32 {
  let sum = 0;
  for (; from + 16 <= to; from += 16) {
    const bytes = v128.load(from);
    // As signed numbers, bytes that continue a character are the least.
    sum += popcnt(i8x16.bitmask(i8x16.ge_s(bytes, i8x16.splat(-64)))) + popcnt(i8x16.bitmask(i8x16.ge_u(bytes, i8x16.splat(-16))));
  }
  for (; from < to; from++) {
    const byte = <u32>load<u8>(from);
    sum += byte >> 6 == 2 ? 0 : byte >= 0xf0 ? 2 : 1;
  }
  return sum;
}
