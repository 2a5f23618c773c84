// Text with escapes, as src/content/decode-escapes.ts reads it.
import { hexValue } from './symbols';

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

/** Whether four digits say a printable character of ASCII. */
export function isPrintable(digits: usize): bool {
  const high = hexValue(<u32>load<u8>(digits, 2));
  const low = hexValue(<u32>load<u8>(digits, 3));
  return load<u16>(digits) == 0x3030 && high >= 2 && high <= 7 && low <= 15 && !(high == 7 && low == 15);
}
