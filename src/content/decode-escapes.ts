import type { Coding, DecodedText } from './decode.js';
import { kernelFor } from './survey-kernel.js';

const PERCENT = 0x25;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const FEWEST = 2;
/** What is looked at on each side of an escape, where no break comes first. */
const MARGIN = 8 * 1024;
const FARTHEST = 64 * 1024;
/** Fewer are put together here, since each call has its price. */
const FEW_BYTES = 256;

const HEX = new Int8Array(256).fill(-1);
for (let digit = 0; digit < 16; digit += 1) for (const text of [digit.toString(16), digit.toString(16).toUpperCase()]) HEX[text.charCodeAt(0)] = digit;
/** By the character behind the backslash; 0 for what is no escape. */
const JSON_ESCAPES = new Uint8Array(256);
for (const [character, byte] of Object.entries({ '"': '"', '/': '/', '\\': '\\', n: '\n', r: '\r', t: '\t' })) JSON_ESCAPES[character.charCodeAt(0)] = byte.charCodeAt(0);

/** What an escape takes and stands for: `length << 8 | byte`, or 0 where there is none. */
type Escape = number;

interface Escapes {
  readonly sign: number;
  read(bytes: Buffer, at: number): Escape;
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
    if (!tells(bytes, at, coding) || read(bytes, at) === 0) {
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
  for (let index = 0; index < stretches.length; index += 2) {
    const [start, end] = [stretches[index]!, stretches[index + 1]!];
    const tell = ({ bytes: text, escapes, locate }: Spliced): void => {
      if (escapes >= FEWEST) found({ coding, bytes: text, start, end, locate });
    };
    const kernel = end - start > FEW_BYTES ? kernelFor(end - start) : null;
    // Where bytes of it stand is asked only of a text that something was found in.
    let located: Spliced | null = null;
    const locate = (index: number): number => (located ??= splice(bytes, start, end, coding)).locate(index);
    if (!kernel?.splice(bytes.subarray(start, end), coding === 'JSON', (text, escapes) => tell({ bytes: text, escapes, locate }))) tell(splice(bytes, start, end, coding));
  }
}

interface Spliced {
  readonly bytes: Buffer;
  readonly escapes: number;
  locate(index: number): number;
}

/** Backslashes are everywhere; those in front of quotes, slashes and code points are of strings within strings. */
function tells(bytes: Buffer, at: number, coding: Coding): boolean {
  const next = bytes[at + 1];
  return coding === 'URL' || next === 0x22 || next === 0x2f || next === 0x75;
}

function splice(bytes: Buffer, start: number, end: number, coding: keyof typeof ESCAPES): Spliced {
  const { sign, read } = ESCAPES[coding];
  const out = Buffer.allocUnsafe(end - start);
  // Where the text goes on behind each escape, and the bytes do.
  const texts: number[] = [0];
  const places: number[] = [start];
  let length = 0;
  // Byte by byte: most stretches between escapes are too short for a call to pay.
  for (let at = start; at < end; ) {
    const byte = bytes[at]!;
    const escape = byte === sign ? read(bytes, at) : 0;
    if (escape === 0 || at + (escape >> 8) > end) {
      out[length++] = byte;
      at += 1;
      continue;
    }
    out[length++] = escape & 0xff;
    at += escape >> 8;
    texts.push(length);
    places.push(at);
  }
  const locate = (index: number): number => {
    let low = 0;
    for (let high = texts.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (texts[middle]! <= index) low = middle;
      else high = middle;
    }
    return places[low]! + index - texts[low]!;
  };
  return { bytes: out.subarray(0, length), escapes: texts.length - 1, locate };
}

function readPercent(bytes: Buffer, at: number): Escape {
  const high = HEX[bytes[at + 1] ?? 0]!;
  const low = HEX[bytes[at + 2] ?? 0]!;
  const byte = high * 16 + low;
  return high >= 0 && low >= 0 && byte >= 0x20 && byte < 0x7f ? (3 << 8) | byte : 0;
}

function readBackslash(bytes: Buffer, at: number): Escape {
  const next = bytes[at + 1] ?? 0;
  if (next === 0x75) {
    let code = 0;
    for (let digit = 2; digit < 6; digit += 1) {
      const value = HEX[bytes[at + digit] ?? 0]!;
      if (value < 0) return 0;
      code = code * 16 + value;
    }
    return code >= 0x20 && code < 0x7f ? (6 << 8) | code : 0;
  }
  const byte = JSON_ESCAPES[next]!;
  return byte === 0 ? 0 : (2 << 8) | byte;
}

/** What no URL holds: white space, quotes, brackets, bytes that are no ASCII. */
function isUrlBreak(byte: number): boolean {
  return byte <= 0x20 || byte >= 0x7f || byte === 0x22 || byte === 0x27 || byte === 0x3c || byte === 0x3e || byte === 0x60;
}
