import type { Coding, DecodedText } from './decode.js';

const PERCENT = 0x25;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const FEWEST = 2;
/** What is looked at on each side of an escape, where no break comes first. */
const MARGIN = 8 * 1024;
const FARTHEST = 64 * 1024;

const HEX = new Int8Array(256).fill(-1);
for (let digit = 0; digit < 16; digit += 1) for (const text of [digit.toString(16), digit.toString(16).toUpperCase()]) HEX[text.charCodeAt(0)] = digit;
const JSON_ESCAPES: Readonly<Record<number, number>> = { 0x22: 0x22, 0x2f: 0x2f, 0x5c: 0x5c, 0x6e: 0x0a, 0x72: 0x0d, 0x74: 0x09 };

interface Escape {
  readonly length: number;
  readonly byte: number;
}

interface Escapes {
  readonly sign: number;
  read(bytes: Buffer, at: number): Escape | null;
  isBreak(byte: number): boolean;
}

const ESCAPES = {
  URL: { sign: PERCENT, read: readPercent, isBreak: isUrlBreak },
  JSON: { sign: BACKSLASH, read: readBackslash, isBreak: (byte) => byte === NEWLINE || byte === 0 },
} satisfies Readonly<Record<string, Escapes>>;

/** Where text with `%3A`, or with `\"`, `\/` and `\u003d` in it, begins and ends: from one break to the next. */
export function findStretches(bytes: Buffer, coding: keyof typeof ESCAPES): number[] {
  const { sign, read, isBreak }: Escapes = ESCAPES[coding];
  const stretches: number[] = [];
  let from = 0;
  for (let at = bytes.indexOf(sign); at !== -1; ) {
    if (!tells(bytes, at, coding) || read(bytes, at) === null) {
      at = bytes.indexOf(sign, at + 1 + (bytes[at + 1] === sign ? 1 : 0));
      continue;
    }
    let start = at;
    while (start > from && at - start < MARGIN && !isBreak(bytes[start - 1]!)) start -= 1;
    let end = at;
    while (end < bytes.length && end - at < FARTHEST && !isBreak(bytes[end]!)) end += 1;
    stretches.push(start, end);
    // Where a break did not end it, the next stretch looks back: a bundle's source map is one line.
    from = end < bytes.length && !isBreak(bytes[end]!) ? end - MARGIN : end;
    at = bytes.indexOf(sign, end);
  }
  return stretches;
}

/** Stretches with what their escapes stand for. */
export function decodeStretches(bytes: Buffer, coding: keyof typeof ESCAPES, stretches: readonly number[], found: (text: DecodedText) => void): void {
  const { sign, read } = ESCAPES[coding];
  for (let index = 0; index < stretches.length; index += 2) {
    const [start, end] = [stretches[index]!, stretches[index + 1]!];
    const text = splice(bytes, start, end, sign, read);
    if (text) found({ coding, bytes: text.bytes, start, end, locate: text.locate });
  }
}

/** Backslashes are everywhere; those in front of quotes, slashes and code points are of strings within strings. */
function tells(bytes: Buffer, at: number, coding: Coding): boolean {
  const next = bytes[at + 1];
  return coding === 'URL' || next === 0x22 || next === 0x2f || next === 0x75;
}

function splice(bytes: Buffer, start: number, end: number, sign: number, read: (bytes: Buffer, at: number) => Escape | null): { readonly bytes: Buffer; locate(index: number): number } | null {
  const out = Buffer.allocUnsafe(end - start);
  // Where each stretch without escapes begins, in the text and in the bytes.
  const texts: number[] = [0];
  const places: number[] = [start];
  let length = 0;
  let at = start;
  for (let next = bytes.indexOf(sign, at); next !== -1 && next < end; next = bytes.indexOf(sign, next)) {
    const escape = read(bytes, next);
    if (escape === null || next + escape.length > end) {
      next += 1;
      continue;
    }
    length += bytes.copy(out, length, at, next);
    texts.push(length);
    places.push(next);
    out[length] = escape.byte;
    length += 1;
    next += escape.length;
    at = next;
    texts.push(length);
    places.push(at);
  }
  if (texts.length < 1 + 2 * FEWEST) return null;
  length += bytes.copy(out, length, at, end);
  const locate = (index: number): number => {
    let low = 0;
    for (let high = texts.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (texts[middle]! <= index) low = middle;
      else high = middle;
    }
    return places[low]! + index - texts[low]!;
  };
  return { bytes: out.subarray(0, length), locate };
}

function readPercent(bytes: Buffer, at: number): Escape | null {
  const high = HEX[bytes[at + 1] ?? 0]!;
  const low = HEX[bytes[at + 2] ?? 0]!;
  const byte = high * 16 + low;
  return high >= 0 && low >= 0 && byte >= 0x20 && byte < 0x7f ? { length: 3, byte } : null;
}

function readBackslash(bytes: Buffer, at: number): Escape | null {
  const next = bytes[at + 1] ?? 0;
  if (next === 0x75) {
    let code = 0;
    for (let digit = 2; digit < 6; digit += 1) {
      const value = HEX[bytes[at + digit] ?? 0]!;
      if (value < 0) return null;
      code = code * 16 + value;
    }
    return code >= 0x20 && code < 0x7f ? { length: 6, byte: code } : null;
  }
  const byte = JSON_ESCAPES[next];
  return byte === undefined ? null : { length: 2, byte };
}

/** What no URL holds: white space, quotes, brackets, bytes that are no ASCII. */
function isUrlBreak(byte: number): boolean {
  return byte <= 0x20 || byte >= 0x7f || byte === 0x22 || byte === 0x27 || byte === 0x3c || byte === 0x3e || byte === 0x60;
}
