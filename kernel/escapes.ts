// Text with escapes, as src/content/decode-escapes.ts reads it.
import { hexValue } from './symbols';

/** Escapes that the last splice has read. */
export let spliced: i32 = 0;

/** Writes `[from, to)` to `out`, with what its escapes stand for, as src/content/decode-escapes.ts reads them; gives the end of what was written. */
export function splice(from: usize, to: usize, backslash: bool, out: usize): usize {
  const sign = i8x16.splat(backslash ? 0x5c : 0x25);
  spliced = 0;
  while (from < to) {
    // Sixty-four bytes at a time: how far the next one is cannot be foretold, but that there is one can.
    const signs = maskOf(i8x16.eq(copy(from, out, 0), sign)) | (maskOf(i8x16.eq(copy(from, out, 16), sign)) << 16) | (maskOf(i8x16.eq(copy(from, out, 32), sign)) << 32) | (maskOf(i8x16.eq(copy(from, out, 48), sign)) << 48);
    const plain = min(to - from, <usize>ctz(signs));
    from += plain;
    out += plain;
    if (signs == 0 || from >= to) continue;
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

/** Whether four digits say a printable character of ASCII. */
export function isPrintable(digits: usize): bool {
  const high = hexValue(<u32>load<u8>(digits, 2));
  const low = hexValue(<u32>load<u8>(digits, 3));
  return load<u16>(digits) == 0x3030 && high >= 2 && high <= 7 && low <= 15 && !(high == 7 && low == 15);
}

/**
 * Writes what the characters `[from, to)` of a string of JSON say to `out`, in UTF-8, which they must be themselves; gives the end of what
 * was written, 0 where they are no string. Half of a surrogate pair alone is U+FFFD, as Node writes it.
 */
export function jsonText(from: usize, to: usize, out: usize): usize {
  while (from < to) {
    const signs = maskOf(special(copy(from, out, 0))) | (maskOf(special(copy(from, out, 16))) << 16) | (maskOf(special(copy(from, out, 32))) << 32) | (maskOf(special(copy(from, out, 48))) << 48);
    const plain = min(to - from, <usize>ctz(signs));
    from += plain;
    out += plain;
    if (signs == 0 || from >= to) continue;
    if (load<u8>(from) != 0x5c || to - from < 2) return 0;
    const next = <u32>load<u8>(from, 1);
    if (next == 0x75) {
      let code = codeUnit(from, to);
      if (code > 0xffff) return 0;
      from += 6;
      if (code >> 10 == 0x36) {
        const low = codeUnit(from, to);
        if (low >> 10 == 0x37) {
          code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
          from += 6;
        }
      }
      out = encode(code >> 11 == 0x1b ? 0xfffd : code, out);
      continue;
    }
    const byte = plainEscape(next);
    if (byte == 0) return 0;
    store<u8>(out, <u8>byte);
    out++;
    from += 2;
  }
  return out;
}

/** What cannot stand in a string as it is. */
// @ts-ignore: decorator
@inline
function special(bytes: v128): v128 {
  return v128.or(v128.or(i8x16.eq(bytes, i8x16.splat(0x5c)), i8x16.eq(bytes, i8x16.splat(0x22))), i8x16.lt_u(bytes, i8x16.splat(0x20)));
}

// @ts-ignore: decorator
@inline
function copy(from: usize, out: usize, at: usize): v128 {
  const bytes = v128.load(from + at);
  v128.store(out + at, bytes);
  return bytes;
}

// @ts-ignore: decorator
@inline
function maskOf(lanes: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(lanes));
}

/** What the escape `\uXXXX` at `at` says; more than 16 bits where none stands there. */
function codeUnit(at: usize, to: usize): u32 {
  if (to - at < 6 || load<u16>(at) != 0x755c) return 0x10000;
  const one = hexValue(<u32>load<u8>(at, 2));
  const two = hexValue(<u32>load<u8>(at, 3));
  const three = hexValue(<u32>load<u8>(at, 4));
  const four = hexValue(<u32>load<u8>(at, 5));
  return one > 15 || two > 15 || three > 15 || four > 15 ? 0x10000 : (one << 12) | (two << 8) | (three << 4) | four;
}

function plainEscape(next: u32): u32 {
  switch (next) {
    case 0x22:
    case 0x2f:
    case 0x5c:
      return next;
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    case 0x6e:
      return 0x0a;
    case 0x72:
      return 0x0d;
    case 0x74:
      return 0x09;
    default:
      return 0;
  }
}

/** Writes a character in UTF-8; gives its end. */
function encode(code: u32, out: usize): usize {
  if (code < 0x80) {
    store<u8>(out, <u8>code);
    return out + 1;
  }
  if (code < 0x800) {
    store<u8>(out, <u8>(0xc0 | (code >> 6)));
  } else if (code < 0x10000) {
    store<u8>(out, <u8>(0xe0 | (code >> 12)));
    store<u8>(++out, <u8>(0x80 | ((code >> 6) & 0x3f)));
  } else {
    store<u8>(out, <u8>(0xf0 | (code >> 18)));
    store<u8>(++out, <u8>(0x80 | ((code >> 12) & 0x3f)));
    store<u8>(++out, <u8>(0x80 | ((code >> 6) & 0x3f)));
  }
  store<u8>(++out, <u8>(0x80 | (code & 0x3f)));
  return out + 1;
}
