import type { DecodedText } from './decode.js';
import { kernelFor } from './survey-kernel.js';

/** Encoded characters that are worth a look: eighteen bytes, less than any token with its prefix. */
const SHORTEST_RUN = 24;
/** Bytes of plain text in a row that prove that something was encoded: random ones do so once in a hundred thousand. */
const SHORTEST_TEXT = 12;
/** Lines that are part of a longer value are at least this long in every format that wraps. */
const SHORTEST_LINE = 60;

/** The value of each character of base64 and base64url, -1 for the rest. */
const BASE64 = new Int8Array(256).fill(-1);
for (const [index, character] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) BASE64[character.charCodeAt(0)] = index;
BASE64[0x2d] = 62;
BASE64[0x5f] = 63;
const HEX = new Int8Array(256).fill(-1);
for (let digit = 0; digit < 16; digit += 1) for (const text of [digit.toString(16), digit.toString(16).toUpperCase()]) HEX[text.charCodeAt(0)] = digit;

const TEXT = new Uint8Array(256);
for (let byte = 0x20; byte < 0x7f; byte += 1) TEXT[byte] = 1;
for (const byte of [0x09, 0x0a, 0x0d]) TEXT[byte] = 1;

/** Characters of one value without the line breaks between them. */
interface Run {
  readonly symbols: Buffer;
  /** Of each line: its first symbol and where that stands. */
  readonly lines: readonly { readonly symbol: number; readonly at: number }[];
}

/** Where runs of the alphabet begin and end that are long enough. */
export function findRuns(bytes: Buffer): number[] {
  const runs: number[] = [];
  let from = 0;
  // What lies between `from` and here is of the alphabet.
  let known = 0;
  while (from + SHORTEST_RUN <= bytes.length) {
    // Looked at backwards: the last byte that is of no use says where the next run can begin, and most need no look.
    let at = from + SHORTEST_RUN - 1;
    while (at >= known && BASE64[bytes[at]!]! >= 0) at -= 1;
    if (at >= known) {
      known = from + SHORTEST_RUN;
      from = at + 1;
      continue;
    }
    let end = from + SHORTEST_RUN;
    while (end < bytes.length && BASE64[bytes[end]!]! >= 0) end += 1;
    runs.push(from, end);
    from = end;
    known = end;
  }
  return runs;
}

/** Text in base64, base64url or hexadecimal digits, wherever in a run of `runs` it begins. */
export function decodeRuns(bytes: Buffer, runs: readonly number[], found: (text: DecodedText) => void): void {
  let done = 0;
  for (let index = 0; index < runs.length; index += 2) {
    if (runs[index]! < done) continue;
    const { run, stop } = joinLines(bytes, runs[index]!, runs[index + 1]!);
    decodeRun(run, found);
    done = stop;
  }
}

function joinLines(bytes: Buffer, start: number, end: number): { readonly run: Run; readonly stop: number } {
  const lines = [{ symbol: 0, at: start }];
  const parts = [bytes.subarray(start, end)];
  let length = end - start;
  let stop = end;
  for (let line = end - start; line >= SHORTEST_LINE; ) {
    const next = lineAfter(bytes, stop);
    if (next === -1) break;
    let to = next;
    while (to < bytes.length && BASE64[bytes[to]!]! >= 0) to += 1;
    if (to === next || to - next > line) break;
    lines.push({ symbol: length, at: next });
    parts.push(bytes.subarray(next, to));
    line = to - next;
    length += line;
    stop = to;
  }
  return { run: { symbols: parts.length === 1 ? parts[0]! : Buffer.concat(parts), lines }, stop };
}

/** Where the next line begins behind its indentation, when nothing but a line break (or one in an escaped string) stands in between; else -1. */
function lineAfter(bytes: Buffer, end: number): number {
  let at = end;
  if (bytes[at] === 0x0d) at += 1;
  if (bytes[at] === 0x0a) at += 1;
  else if (bytes[at] === 0x5c && bytes[at + 1] === 0x6e) at += 2;
  else return -1;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at += 1;
  return at;
}

/** Whether the four symbols at `at` hold three bytes of text. */
function isTextWord(symbols: Buffer, at: number): boolean {
  const word = (BASE64[symbols[at]!]! << 18) | (BASE64[symbols[at + 1]!]! << 12) | (BASE64[symbols[at + 2]!]! << 6) | BASE64[symbols[at + 3]!]!;
  return (TEXT[word >> 16]! & TEXT[(word >> 8) & 0xff]! & TEXT[word & 0xff]!) === 1;
}

function isTextPair(symbols: Buffer, at: number): boolean {
  const high = HEX[symbols[at]!]!;
  const low = HEX[symbols[at + 1]!]!;
  return high >= 0 && low >= 0 && TEXT[high * 16 + low] === 1;
}

/**
 * Gives each stretch of text from `begin` on, `least` steps of `width` symbols or more. Looked at backwards, as runs are: in what
 * begins at another symbol than this most steps are no text, and the last of `least` steps that is none says where the next stretch can begin.
 */
function textStretches(symbols: Buffer, begin: number, width: number, least: number, isText: (symbols: Buffer, at: number) => boolean, found: (from: number, to: number) => void): void {
  let known = begin;
  for (let from = begin; from + least * width <= symbols.length; ) {
    let at = from + (least - 1) * width;
    while (at >= known && isText(symbols, at)) at -= width;
    if (at >= known) {
      // What lies between there and here is text.
      known = from + least * width;
      from = at + width;
      continue;
    }
    let end = from + least * width;
    while (end + width <= symbols.length && isText(symbols, end)) end += width;
    found(from, end);
    from = end + width;
    known = from;
  }
}

/** Where text stands in symbols: the symbols of a step, first and last one of each stretch; hexadecimal digits first, and then by the symbol of a step that they begin at. */
export function findText(symbols: Buffer): number[] {
  const stretches: number[] = [];
  for (const { width, least, isText } of STEPS) {
    for (let phase = 0; phase < width; phase += 1) textStretches(symbols, phase, width, least, isText, (from, to) => stretches.push(width, from, to));
  }
  return stretches;
}

const STEPS = [
  { width: 2, least: SHORTEST_TEXT, isText: isTextPair },
  { width: 4, least: SHORTEST_TEXT / 3, isText: isTextWord },
] as const;

/** Fewer are looked at here, since each call has its price. */
const FEW_SYMBOLS = 256;

function decodeRun(run: Run, found: (text: DecodedText) => void): void {
  const { symbols } = run;
  const stretches = (symbols.length > FEW_SYMBOLS ? kernelFor(symbols.length)?.findText(symbols) : undefined) ?? findText(symbols);
  for (let index = 0; index < stretches.length; index += 3) {
    const [width, from, to] = [stretches[index]!, stretches[index + 1]!, stretches[index + 2]!];
    if (width === 2) {
      give(run, 'hexadecimal', Buffer.from(symbols.toString('latin1', from, to), 'hex'), from, 2, found);
      continue;
    }
    const tell = (bytes: Buffer): void => give(run, 'base64', bytes, from, 4 / 3, found);
    if (to - from > FEW_SYMBOLS && kernelFor(to - from)?.decodeBase64(symbols, from, to, tell)) continue;
    tell(decodeBase64(symbols, from, to));
  }
}

/** What the quanta of text in `[from, to)` say, and a byte or two that what is left of the next one may still hold. */
export function decodeBase64(symbols: Buffer, from: number, to: number): Buffer {
  const bytes = Buffer.from(symbols.toString('latin1', from, Math.min(to + 4, symbols.length)), 'base64');
  return trim(bytes, ((to - from) >> 2) * 3);
}

/** Text bytes behind the ones that are known to be text. */
function trim(bytes: Buffer, known: number): Buffer {
  let end = known;
  while (end < bytes.length && TEXT[bytes[end]!]) end += 1;
  return bytes.subarray(0, end);
}

function give({ symbols, lines }: Run, coding: 'base64' | 'hexadecimal', bytes: Buffer, begin: number, width: number, found: (text: DecodedText) => void): void {
  const place = (symbol: number): number => {
    let low = 0;
    for (let high = lines.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (lines[middle]!.symbol <= symbol) low = middle;
      else high = middle;
    }
    return lines[low]!.at + symbol - lines[low]!.symbol;
  };
  // A byte ends behind the last character that holds a bit of it, which may be the one that the next begins in.
  const endOf = (index: number): number => place(Math.min(symbols.length, begin + Math.ceil(index * width)) - 1) + 1;
  found({
    coding,
    bytes,
    start: place(begin),
    end: endOf(bytes.length),
    locate: (index) => (index < bytes.length ? place(begin + Math.floor(index * width)) : endOf(index)),
  });
}
