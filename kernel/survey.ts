// The look of src/content/survey.ts in AssemblyScript, sixteen bytes at a time; `npm run kernel` compiles it.
// All addresses are bytes of the one memory, which JavaScript lays out: the text, and room for results.
import { clearEdges, restoreEdges } from './edges';

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

/** The value of each character of base64 and base64url; 64 for the rest. */
const BASE64: usize = memory.data<u8>([
  64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
  64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 62, 64, 62, 64, 63, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 64, 64, 64, 64, 64, 64,
  64, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 64, 64, 64, 64, 63,
  64, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 64, 64, 64, 64, 64,
]);

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

/** Which of sixteen characters of the alphabet stand for less than 32: only they can begin a quantum of ASCII. */
// @ts-ignore: decorator
@inline
function lowHalf(address: usize): u64 {
  const bytes = v128.load(address);
  const capital = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x41)), i8x16.splat(26));
  const small = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x61)), i8x16.splat(6));
  return <u64>(<u32>i8x16.bitmask(v128.or(capital, small)));
}

/** Whether the quantum of base64 at `address` is three bytes of text. */
function isText(address: usize): bool {
  const word = (symbol(address) << 18) | (symbol(address + 1) << 12) | (symbol(address + 2) << 6) | symbol(address + 3);
  return isPlain(word >> 16) && isPlain((word >> 8) & 0xff) && isPlain(word & 0xff);
}

// @ts-ignore: decorator
@inline
function symbol(address: usize): u32 {
  return <u32>load<u8>(BASE64 + <usize>load<u8>(address));
}

// @ts-ignore: decorator
@inline
function isPlain(byte: u32): bool {
  return (byte >= 0x20 && byte < 0x7f) || byte == 0x09 || byte == 0x0a || byte == 0x0d;
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

// @ts-ignore: decorator
@inline
function hexOf(address: usize): u64 {
  const bytes = v128.load(address);
  const digit = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10));
  const letter = i8x16.lt_u(i8x16.sub(v128.or(bytes, i8x16.splat(0x20)), i8x16.splat(0x61)), i8x16.splat(6));
  return <u64>(<u32>i8x16.bitmask(v128.or(digit, letter)));
}

/** The first digit of a byte of text: `2` to `7`, or `0` for a tab or a line's end. */
// @ts-ignore: decorator
@inline
function firstOf(address: usize): u64 {
  const bytes = v128.load(address);
  const digit = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x32)), i8x16.splat(6));
  return <u64>(<u32>i8x16.bitmask(v128.or(digit, i8x16.eq(bytes, i8x16.splat(0x30)))));
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
  let start = place;
  while (start > backslashLow && <i32>(place - start) < MARGIN && !isLineBreak(<u32>load<u8>(start - 1))) start--;
  let end = place;
  while (end < limit && <i32>(end - place) < FARTHEST && !isLineBreak(<u32>load<u8>(end))) end++;
  backslashLow = end < limit && !isLineBreak(<u32>load<u8>(end)) ? end - MARGIN : end;
  backslashFrom = end;
  give(JSON, start, end);
}

/** Whether four digits say a printable character of ASCII. */
function isPrintable(digits: usize): bool {
  const high = hexValue(<u32>load<u8>(digits, 2));
  const low = hexValue(<u32>load<u8>(digits, 3));
  return load<u16>(digits) == 0x3030 && high >= 2 && high <= 7 && low <= 15 && !(high == 7 && low == 15);
}

/** 16 for what is no digit. */
// @ts-ignore: decorator
@inline
function hexValue(byte: u32): u32 {
  const digit = byte - 0x30;
  if (digit < 10) return digit;
  const letter = (byte | 0x20) - 0x61;
  return letter < 6 ? letter + 10 : 16;
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

/** The first place in `[from, to)` where one of the signs of src/content/glued.ts may begin: with `Go?b`, `/ru` or `/sr`; `to` where there is none. */
export function findSign(from: usize, to: usize): usize {
  for (; from < to; from += 16) {
    const first = v128.load(from);
    const second = v128.load(from, 1);
    const third = v128.load(from, 2);
    const go = v128.and(v128.and(is(first, 0x47), is(second, 0x6f)), is(v128.load(from, 3), 0x62));
    const rust = v128.and(is(first, 0x2f), v128.or(v128.and(is(second, 0x72), is(third, 0x75)), v128.and(is(second, 0x73), is(third, 0x72))));
    const found = i8x16.bitmask(v128.or(go, rust));
    if (found != 0) return min(to, from + <usize>ctz(found));
  }
  return to;
}

// @ts-ignore: decorator
@inline
function is(bytes: v128, byte: u8): v128 {
  return i8x16.eq(bytes, i8x16.splat(<i8>byte));
}

/** Escapes that the last splice has read. */
export let spliced: i32 = 0;

/** Writes `[from, to)` to `out`, with what its escapes stand for, as src/content/decode-escapes.ts reads them; gives the end of what was written. */
export function splice(from: usize, to: usize, backslash: bool, out: usize): usize {
  const sign = i8x16.splat(backslash ? 0x5c : 0x25);
  spliced = 0;
  while (from < to) {
    const bytes = v128.load(from);
    v128.store(out, bytes);
    const signs = i8x16.bitmask(i8x16.eq(bytes, sign));
    const plain = min(to - from, signs == 0 ? 16 : <usize>ctz(signs));
    from += plain;
    out += plain;
    if (plain == 16 || from >= to) continue;
    const escape = backslash ? readBackslash(from) : readPercent(from);
    const length = <usize>(escape >> 8);
    if (escape == 0 || from + length > to) {
      store<u8>(out, load<u8>(from));
      from++;
    } else {
      store<u8>(out, <u8>escape);
      from += length;
      spliced++;
    }
    out++;
  }
  return out;
}

/** Bytes that the escape takes and the one that it stands for, `length << 8 | byte`; 0 where there is none. */
function readPercent(at: usize): u32 {
  const high = hexValue(<u32>load<u8>(at, 1));
  const low = hexValue(<u32>load<u8>(at, 2));
  const byte = (high << 4) | low;
  return high < 16 && low < 16 && byte >= 0x20 && byte < 0x7f ? (3 << 8) | byte : 0;
}

function readBackslash(at: usize): u32 {
  const next = <u32>load<u8>(at, 1);
  switch (next) {
    case 0x22:
    case 0x2f:
    case 0x5c:
      return (2 << 8) | next;
    case 0x6e:
      return (2 << 8) | 0x0a;
    case 0x72:
      return (2 << 8) | 0x0d;
    case 0x74:
      return (2 << 8) | 0x09;
    case 0x75:
      return isPrintable(at + 2) ? (6 << 8) | (hexValue(<u32>load<u8>(at, 4)) << 4) | hexValue(<u32>load<u8>(at, 5)) : 0;
    default:
      return 0;
  }
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

/** Where the text of programs is written, and the last place where a line and what is copied too much of it find room. */
let written: usize = 0;
let lastPlace: usize = 0;

/** As in src/content/decode-constants.ts. */
const SHORTEST_TEXT: u32 = 6;
/** Bytes that are copied at once, so that much more than what is wanted. */
const COPIED: usize = 16;

/** Appends `[from, to)`; false where there is no room. */
function copy(from: usize, to: usize): bool {
  if (written + (to - from) > lastPlace) return false;
  let out = written;
  written += to - from;
  for (; from < to; from += COPIED, out += COPIED) v128.store(out, v128.load(from));
  return true;
}

function copyLine(from: usize, to: usize): bool {
  if (!copy(from, to)) return false;
  store<u8>(written++, 0x0a);
  return true;
}

// @ts-ignore: decorator
@inline
function half(at: usize): u32 {
  return <u32>bswap<u16>(load<u16>(at));
}

/** Bytes that a constant of each tag takes; 0 for what is none. */
const POOL_BYTES: usize = memory.data<u8>([0, 0, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3, 0, 0, 0]);

/**
 * Writes the strings of the Java class in `[from, to)` to `[out, room)` as src/content/decode-constants.ts does; gives the end of what was
 * written, 0 where there was no room. `pool` has four bytes for each constant: where a text stands, below 0 the index of one that is a constant.
 */
export function classText(from: usize, to: usize, pool: usize, out: usize, room: usize): usize {
  written = out;
  lastPlace = room - COPIED - 8;
  const count = half(from + 8);
  memory.fill(pool, 0, <usize>count << 2);
  let at = from + 10;
  for (let index: u32 = 1; index < count; index++) {
    if (at + 3 > to) return written;
    const tag = <u32>load<u8>(at);
    const next = half(at + 1);
    if (tag == 1) {
      at += 3;
      store<i32>(pool + (<usize>index << 2), <i32>at);
      if (next >= SHORTEST_TEXT && !copyLine(at, min(to, at + <usize>next))) return 0;
      at += <usize>next;
      continue;
    }
    const size = tag < 24 ? <usize>load<u8>(POOL_BYTES + <usize>tag) : 0;
    if (size == 0) return written;
    if (tag == 8) store<i32>(pool + (<usize>index << 2), -(<i32>next));
    at += size;
    if (tag == 5 || tag == 6) index++;
  }
  return fieldConstants(at, from, to, pool, count) ? written : 0;
}

function fieldConstants(pastPool: usize, from: usize, to: usize, pool: usize, count: u32): bool {
  const most = written + 2 * (to - from);
  let at = pastPool + 6;
  if (at + 2 > to) return true;
  at += 2 + (<usize>half(at) << 1);
  if (at + 2 > to) return true;
  const fields = half(at);
  at += 2;
  for (let field: u32 = 0; field < fields && at + 8 <= to; field++) {
    const name = textAt(pool, count, half(at + 2));
    const attributes = half(at + 6);
    at += 8;
    for (let attribute: u32 = 0; attribute < attributes && at + 6 <= to; attribute++) {
      const kind = textAt(pool, count, half(at));
      const length = bswap<u32>(load<u32>(at, 2));
      const constant = length == 2 && at + 8 <= to ? textAt(pool, count, half(at + 6)) : 0;
      const value = constant < 0 ? textAt(pool, count, <u32>-constant) : 0;
      if (name > 0 && value > 0 && kind > 0 && saysConstant(<usize>kind, to)) {
        if (written > most) return true;
        if (!copy(name, endOf(name, to)) || !copy4(0x22203d20) || !copy(value, endOf(value, to)) || !copy4(0x000a3b22)) return false;
        written--;
      }
      if (<usize>length > to - at) return true;
      at += 6 + <usize>length;
    }
  }
  return true;
}

function copy4(word: u32): bool {
  if (written > lastPlace) return false;
  store<u32>(written, word);
  written += 4;
  return true;
}

// @ts-ignore: decorator
@inline
function textAt(pool: usize, count: u32, index: u32): i32 {
  return index < count ? load<i32>(pool + (<usize>index << 2)) : 0;
}

// @ts-ignore: decorator
@inline
function endOf(text: usize, to: usize): usize {
  return min(to, text + <usize>half(text - 2));
}

/** `ConstantValue`. */
function saysConstant(text: usize, to: usize): bool {
  return endOf(text, to) - text == 13 && load<u64>(text) == 0x746e6174736e6f43 && load<u64>(text, 5) == 0x65756c6156746e61;
}

/** Writes the strings of the Python program in `[from, to)` to `[out, room)`, as src/content/decode-constants.ts does; gives the end of what was written, 0 where there was no room. */
export function marshalText(from: usize, to: usize, out: usize, room: usize): usize {
  written = out;
  lastPlace = room - COPIED - 8;
  for (let at = from; at + 2 < to; ) {
    const letters = i8x16.bitmask(lettersOf(v128.load(at)));
    if (letters == 0) {
      at += 16;
      continue;
    }
    at += <usize>ctz(letters);
    if (at + 2 >= to) break;
    let end = stringEnd(at, to);
    if (end == 0) {
      at++;
      continue;
    }
    if (!copyLine(textOf(at), end)) return 0;
    for (let inner = at + 1; inner <= at + <usize>SHORTEST_TEXT; inner++) {
      const next = stringEnd(inner, to);
      if (next == 0) continue;
      if (!copyLine(textOf(inner), next)) return 0;
      end = max(end, next);
    }
    at = end;
  }
  return written;
}

/** Which bytes are a letter for a kind of string: z, Z, a, A, u, t, s, with the highest bit or without. */
// @ts-ignore: decorator
@inline
function lettersOf(bytes: v128): v128 {
  const low = v128.and(bytes, i8x16.splat(0x7f));
  const short = v128.or(is(low, 0x7a), is(low, 0x5a));
  const ascii = v128.or(is(low, 0x61), is(low, 0x41));
  return v128.or(v128.or(short, ascii), v128.or(v128.or(is(low, 0x75), is(low, 0x74)), is(low, 0x73)));
}

// @ts-ignore: decorator
@inline
function isShort(letter: u32): bool {
  return (letter | 0x20) == 0x7a;
}

// @ts-ignore: decorator
@inline
function textOf(at: usize): usize {
  return at + (isShort(<u32>load<u8>(at) & 0x7f) ? 2 : 5);
}

/** Where the text of the string at `at` ends; 0 where there is none. */
function stringEnd(at: usize, to: usize): usize {
  const letter = <u32>load<u8>(at) & 0x7f;
  const short = isShort(letter);
  const ascii = short || (letter | 0x20) == 0x61;
  if (!ascii && letter != 0x75 && letter != 0x74 && letter != 0x73) return 0;
  const start = textOf(at);
  const length = short ? <u32>load<u8>(at, 1) : load<u32>(at, 1);
  if (start > to || length < SHORTEST_TEXT || length > <u32>(to - start)) return 0;
  const end = start + <usize>length;
  for (let from = start; from < end; from += 16) {
    const others = i8x16.bitmask(othersOf(v128.load(from), ascii));
    if (others != 0 && from + <usize>ctz(others) < end) return 0;
  }
  return end;
}

/** Which bytes are no text. */
// @ts-ignore: decorator
@inline
function othersOf(bytes: v128, ascii: bool): v128 {
  const white = v128.or(v128.or(is(bytes, 0x09), is(bytes, 0x0a)), is(bytes, 0x0d));
  const control = v128.andnot(i8x16.lt_u(bytes, i8x16.splat(0x20)), white);
  const bad = v128.or(control, is(bytes, 0x7f));
  return ascii ? v128.or(bad, i8x16.lt_s(bytes, i8x16.splat(0))) : bad;
}

/** Where `textRuns` stopped, since its results were full; the end of the text where it did not. */
export let resumedAt: usize = 0;

/**
 * Finds stretches of text in symbols of base64, or of hexadecimal digits, from `from` on in steps of one quantum or pair, as
 * src/content/decode-base.ts does. Gives their number; a result is two numbers, start and end, offsets from `base`.
 */
export function textRuns(hex: bool, base: usize, from: usize, to: usize, resultsAt: usize, resultPairs: i32): i32 {
  origin = base;
  results = resultsAt;
  count = 0;
  while (count < resultPairs) {
    from = hex ? nextHex(from, to) : nextBase64(from, to);
    if (from == 0) break;
    const start = from;
    from = hex ? hexEnd(from, to) : base64End(from, to);
    give(0, start, from);
    from += hex ? 2 : 4;
  }
  resumedAt = from == 0 ? to : from;
  return count;
}

/** The first quantum from `at` on that begins four of text; 0 where there is none. */
function nextBase64(at: usize, to: usize): usize {
  while (at + 16 <= to) {
    const upper = lowHalf(at) | (lowHalf(at + 16) << 16) | (lowHalf(at + 32) << 32) | (lowHalf(at + 48) << 48);
    let places = upper & (upper >> 4);
    places &= places >> 8;
    places &= 0x111111111111;
    if (places == 0) {
      at += 48;
      continue;
    }
    at += <usize>ctz(places);
    if (at + 16 > to) return 0;
    const others = textQuanta(at) ^ 15;
    if (others == 0) return at;
    // Behind the last one that is none.
    at += <usize>(32 - clz(others)) << 2;
  }
  return 0;
}

function base64End(at: usize, to: usize): usize {
  while (at + 16 <= to && textQuanta(at) == 15) at += 16;
  while (at + 4 <= to && isText(at)) at += 4;
  return at;
}

/** Which of the four quanta at `at` are three bytes of text each. */
function textQuanta(at: usize): i32 {
  const symbols = v128.load(at);
  const high = i8x16.shr_u(symbols, 4);
  const low = v128.and(symbols, i8x16.splat(0x0f));
  // What to add to a character for its value: by its row of ASCII, and in the second row (`+`, `-`, `/`) by its column.
  const row = i8x16.swizzle(i8x16(0, 0, 0, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0), high);
  const column = i8x16.swizzle(i8x16(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 19, 0, 17, 0, 16), low);
  const shift = v128.or(row, v128.and(column, is(high, 2)));
  const values = i8x16.add(i8x16.add(symbols, shift), v128.and(is(symbols, 0x5f), i8x16.splat(33)));
  const first = v128.or(i32x4.shl(v128.and(values, i32x4.splat(0x3f)), 2), v128.and(i32x4.shr_u(values, 12), i32x4.splat(0x03)));
  const second = v128.or(v128.and(i32x4.shl(values, 4), i32x4.splat(0xf000)), v128.and(i32x4.shr_u(values, 10), i32x4.splat(0x0f00)));
  const third = v128.or(v128.and(i32x4.shl(values, 6), i32x4.splat(0xc00000)), v128.and(i32x4.shr_u(values, 8), i32x4.splat(0x3f0000)));
  const bytes = v128.or(v128.or(first, second), v128.or(third, i32x4.splat(0x20000000)));
  return i32x4.bitmask(i32x4.eq(othersOf(bytes, true), i32x4.splat(0)));
}

/** The first pair from `at` on that begins twelve of text; 0 where there is none. */
function nextHex(at: usize, to: usize): usize {
  while (at + 24 <= to) {
    const digits = hexOf(at) | (hexOf(at + 16) << 16) | (hexOf(at + 32) << 32) | (hexOf(at + 48) << 48);
    let places: u64 = 0;
    if (digits != 0) {
      const first = firstOf(at) | (firstOf(at + 16) << 16) | (firstOf(at + 32) << 32) | (firstOf(at + 48) << 48);
      const pairs = first & (digits >> 1);
      places = pairs & (pairs >> 2);
      places &= places >> 4;
      places &= (places >> 8) & (places >> 16);
      places &= 0x5555555555;
    }
    if (places == 0) {
      at += 40;
      continue;
    }
    at += <usize>ctz(places);
    if (at + 24 > to) return 0;
    let pair = at + 22;
    while (pair >= at && isTextPair(pair)) pair -= 2;
    if (pair < at) return at;
    at = pair + 2;
  }
  return 0;
}

function hexEnd(at: usize, to: usize): usize {
  while (at + 2 <= to && isTextPair(at)) at += 2;
  return at;
}

function isTextPair(at: usize): bool {
  const high = hexValue(<u32>load<u8>(at));
  const low = hexValue(<u32>load<u8>(at, 1));
  return high < 16 && low < 16 && isPlain((high << 4) | low);
}
