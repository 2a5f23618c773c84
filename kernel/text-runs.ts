// Text in base64 and in hexadecimal digits, as src/content/decode-base.ts finds it.
import { firstOf, hexOf, hexValue, is, isPlain, isText, othersOf, symbol } from './symbols';

/** Where `textRuns` stopped, since its results were full; the end of the text where it did not. */
export let resumedAt: usize = 0;

/** Symbols of a block whose places are noted in one word; whole quanta. */
const BLOCK: usize = 48;

/**
 * Finds stretches of text in symbols of base64, or of hexadecimal digits, from `from` on in steps of one quantum or pair, as
 * src/content/decode-base.ts does. Gives their number; a result is two numbers, start and end, offsets from `base`. `places`: of base64, what `notePlaces` has noted.
 */
export function textRuns(hex: bool, base: usize, from: usize, to: usize, places: usize, resultsAt: usize, resultPairs: i32): i32 {
  let count = 0;
  while (count < resultPairs) {
    from = hex ? nextHex(from, to) : nextBase64(base, from, to, places);
    if (from == 0) break;
    const start = from;
    from = hex ? hexEnd(from, to) : base64End(from, to);
    const result = resultsAt + (<usize>count << 3);
    store<u32>(result, <u32>(start - base));
    store<u32>(result, <u32>(from - base), 4);
    count++;
    from += hex ? 2 : 4;
  }
  resumedAt = from == 0 ? to : from;
  return count;
}

/** Notes where four quanta may begin whose twelve bytes are all below 80: a word for each block of symbols from `from` on. */
export function notePlaces(from: usize, to: usize, places: usize): void {
  for (; from < to; from += BLOCK, places += 8) {
    const one = valuesAt(from);
    const two = valuesAt(from + 16);
    const three = valuesAt(from + 32);
    const four = valuesAt(from + 48);
    // The highest bits of the three bytes are one bit each of the first three symbols.
    const first = bits(one, 2) | (bits(two, 2) << 16) | (bits(three, 2) << 32) | (bits(four, 2) << 48);
    const second = bits(one, 4) | (bits(two, 4) << 16) | (bits(three, 4) << 32) | (bits(four, 4) << 48);
    const third = bits(one, 6) | (bits(two, 6) << 16) | (bits(three, 6) << 32) | (bits(four, 6) << 48);
    let quanta = ~(first | (second >> 1) | (third >> 2));
    quanta &= quanta >> 4;
    store<u64>(places, quanta & (quanta >> 8) & 0xffffffffffff);
  }
}

/** Of sixteen values one bit each, which `shift` brings to the top. */
// @ts-ignore: decorator
@inline
function bits(values: v128, shift: i32): u64 {
  return <u64>(<u32>i8x16.bitmask(i8x16.shl(values, shift)));
}

/** The first quantum from `at` on that begins four of text; 0 where there is none. */
function nextBase64(base: usize, at: usize, to: usize, places: usize): usize {
  const steps = <u64>0x111111111111 << ((at - base) & 3);
  while (at + 16 <= to) {
    let block = (at - base) / BLOCK;
    let noted = load<u64>(places + (block << 3)) & steps & (~(<u64>0) << ((at - base) % BLOCK));
    while (noted == 0) {
      block++;
      if (base + block * BLOCK + 16 > to) return 0;
      noted = load<u64>(places + (block << 3)) & steps;
    }
    at = base + block * BLOCK + <usize>ctz(noted);
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
  const bytes = v128.or(quantaAt(at), i32x4.splat(0x20000000));
  return i32x4.bitmask(i32x4.eq(othersOf(bytes, true), i32x4.splat(0)));
}

/** The three bytes of each of the four quanta at `at`, and a NUL behind them; anything where other symbols stand. */
// @ts-ignore: decorator
@inline
function quantaAt(at: usize): v128 {
  const values = valuesAt(at);
  const first = v128.or(i32x4.shl(v128.and(values, i32x4.splat(0x3f)), 2), v128.and(i32x4.shr_u(values, 12), i32x4.splat(0x03)));
  const second = v128.or(v128.and(i32x4.shl(values, 4), i32x4.splat(0xf000)), v128.and(i32x4.shr_u(values, 10), i32x4.splat(0x0f00)));
  const third = v128.or(v128.and(i32x4.shl(values, 6), i32x4.splat(0xc00000)), v128.and(i32x4.shr_u(values, 8), i32x4.splat(0x3f0000)));
  return v128.or(v128.or(first, second), third);
}

/** Of sixteen symbols at `at` the values, anything where no symbol stands. */
// @ts-ignore: decorator
@inline
function valuesAt(at: usize): v128 {
  const symbols = v128.load(at);
  const high = i8x16.shr_u(symbols, 4);
  const low = v128.and(symbols, i8x16.splat(0x0f));
  // What to add to a character for its value: by its row of ASCII, and in the second row (`+`, `-`, `/`) by its column.
  const row = i8x16.swizzle(i8x16(0, 0, 0, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0), high);
  const column = i8x16.swizzle(i8x16(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 19, 0, 17, 0, 16), low);
  const shift = v128.or(row, v128.and(column, is(high, 2)));
  return i8x16.add(i8x16.add(symbols, shift), v128.and(is(symbols, 0x5f), i8x16.splat(33)));
}

/** Writes what the quanta of text `[from, to)` say to `out`, and the bytes of text that the next one begins with, as far as it goes up to `end`; gives the end of what was written. */
export function decodeBase64(from: usize, to: usize, end: usize, out: usize): usize {
  for (; from + 16 <= to; from += 16, out += 12) v128.store(out, i8x16.swizzle(quantaAt(from), i8x16(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 3, 7, 11, 15)));
  for (; from < end; from += 4, out += 3) {
    let word: u32 = 0;
    const symbols = min<i32>(4, <i32>(end - from));
    for (let index = 0; index < 4; index++) word = (word << 6) | (index < symbols ? symbol(from + <usize>index) : 0);
    store<u32>(out, bswap(word << 8));
    if (from < to) continue;
    const last = out + <usize>(symbols - 1);
    while (out < last && isPlain(<u32>load<u8>(out))) out++;
    return out;
  }
  return out;
}

/** The first pair from `at` on that begins twelve of text; 0 where there is none. */
function nextHex(at: usize, to: usize): usize {
  while (at + 24 <= to) {
    const digits = hexOf(at) | (hexOf(at + 16) << 16) | (hexOf(at + 32) << 32) | (hexOf(at + 48) << 48);
    let places: u64 = 0;
    // Whether there are twenty-four digits in a row.
    let rows = digits & (digits >> 1);
    rows &= rows >> 2;
    rows &= rows >> 4;
    if ((rows & (rows >> 8) & (rows >> 16)) != 0) {
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
