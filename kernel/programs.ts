// The strings of programs, as src/content/decode-constants.ts and src/content/glued.ts look for them.
import { is, othersOf } from './symbols';

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
