// What bytes are, alone and in the codings that text is found in.

/** The value of each character of base64 and base64url; 64 for the rest. */
const BASE64: usize = memory.data<u8>([
  64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
  64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 62, 64, 62, 64, 63, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 64, 64, 64, 64, 64, 64,
  64, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 64, 64, 64, 64, 63,
  64, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 64, 64, 64, 64, 64,
]);

/** Which of sixteen characters of the alphabet stand for less than 32: only they can begin a quantum of ASCII. */
// @ts-ignore: decorator
@inline
export function lowHalf(address: usize): u64 {
  const bytes = v128.load(address);
  const capital = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x41)), i8x16.splat(26));
  const small = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x61)), i8x16.splat(6));
  return <u64>(<u32>i8x16.bitmask(v128.or(capital, small)));
}

/** Whether the quantum of base64 at `address` is three bytes of text. */
export function isText(address: usize): bool {
  const word = (symbol(address) << 18) | (symbol(address + 1) << 12) | (symbol(address + 2) << 6) | symbol(address + 3);
  return isPlain(word >> 16) && isPlain((word >> 8) & 0xff) && isPlain(word & 0xff);
}

// @ts-ignore: decorator
@inline
export function symbol(address: usize): u32 {
  return <u32>load<u8>(BASE64 + <usize>load<u8>(address));
}

// @ts-ignore: decorator
@inline
export function isPlain(byte: u32): bool {
  return (byte >= 0x20 && byte < 0x7f) || byte == 0x09 || byte == 0x0a || byte == 0x0d;
}

// @ts-ignore: decorator
@inline
export function hexOf(address: usize): u64 {
  const bytes = v128.load(address);
  const digit = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10));
  const letter = i8x16.lt_u(i8x16.sub(v128.or(bytes, i8x16.splat(0x20)), i8x16.splat(0x61)), i8x16.splat(6));
  return <u64>(<u32>i8x16.bitmask(v128.or(digit, letter)));
}

/** The first digit of a byte of text: `2` to `7`, or `0` for a tab or a line's end. */
// @ts-ignore: decorator
@inline
export function firstOf(address: usize): u64 {
  const bytes = v128.load(address);
  const digit = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x32)), i8x16.splat(6));
  return <u64>(<u32>i8x16.bitmask(v128.or(digit, i8x16.eq(bytes, i8x16.splat(0x30)))));
}

/** 16 for what is no digit. */
// @ts-ignore: decorator
@inline
export function hexValue(byte: u32): u32 {
  const digit = byte - 0x30;
  if (digit < 10) return digit;
  const letter = (byte | 0x20) - 0x61;
  return letter < 6 ? letter + 10 : 16;
}

// @ts-ignore: decorator
@inline
export function is(bytes: v128, byte: u8): v128 {
  return i8x16.eq(bytes, i8x16.splat(<i8>byte));
}

/** Which bytes are no text. */
// @ts-ignore: decorator
@inline
export function othersOf(bytes: v128, ascii: bool): v128 {
  const white = v128.or(v128.or(is(bytes, 0x09), is(bytes, 0x0a)), is(bytes, 0x0d));
  const control = v128.andnot(i8x16.lt_u(bytes, i8x16.splat(0x20)), white);
  const bad = v128.or(control, is(bytes, 0x7f));
  return ascii ? v128.or(bad, i8x16.lt_s(bytes, i8x16.splat(0))) : bad;
}
