import type { DecodedText } from './decode.js';
import { kernelFor } from './survey-kernel.js';

/** A compiled program whose strings stand without breaks between them. */
export type Program = 'class' | 'pyc' | 'pe';

/** Of what could be a secret. */
const SHORTEST = 6;
const NEWLINE = 0x0a;
/** Java 1.1; a Mach-O file for several machines begins the same and has a small number here. */
const FIRST_CLASS_VERSION = 45;
const LAST_CLASS_VERSION = 200;

/** By its first bytes; needs 16. */
export function sniffProgram(head: Buffer, path: string): Program | null {
  if (head.length < 16) return null;
  if (head.readUInt32BE(0) === 0xcafebabe) return head.readUInt16BE(6) >= FIRST_CLASS_VERSION && head.readUInt16BE(6) <= LAST_CLASS_VERSION ? 'class' : null;
  if (head[2] === 0x0d && head[3] === NEWLINE) return /\.py[co]$/.test(path) ? 'pyc' : null;
  return head[0] === 0x4d && head[1] === 0x5a ? 'pe' : null;
}

/**
 * The strings of a program, each on a line of its own: in the program a length or another string stands right beside them, and
 * may look like a part of them. `first` says that `bytes` begin where the program does. The text is valid only during the call.
 */
export function findConstants(program: Program, bytes: Buffer, first: boolean, found: (text: DecodedText) => void): void {
  if (program === 'class' && !first) return;
  let located: DecodedText | null = null;
  const locate = (index: number): number => (located ??= putTogether(program, bytes))!.locate(index);
  const tell = (text: Buffer): void => {
    if (text.length > 0) found({ coding: 'constant', bytes: text, start: 0, end: bytes.length, locate });
  };
  if (program !== 'pe' && kernelFor(bytes.length)?.constants(program, bytes, tell)) return;
  const text = putTogether(program, bytes);
  if (text) found(text);
}

/** By the byte. Where a byte of the text stands is known here only, and asked of few programs. */
export function putTogether(program: Program, bytes: Buffer): DecodedText | null {
  LINES.begin(bytes);
  if (program === 'pe') wideStrings(bytes, LINES);
  else if (program === 'pyc') marshalStrings(bytes, LINES);
  else classStrings(bytes, LINES);
  return LINES.text();
}

/** Below this a loop copies faster than a call. */
const SHORT = 160;

/** Pieces of a document put together as lines, with the place of each; in memory that is used again, since an archive of Java holds tens of thousands of programs. */
class Lines {
  #bytes: Buffer = Buffer.alloc(0);
  #text = Buffer.allocUnsafeSlow(64 * 1024);
  /** Where each part begins in the text and in the document, and how many bytes of the document one of the text's stands for. */
  #parts = new Int32Array(3 * 4096);
  #count = 0;
  #length = 0;

  begin(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#count = 0;
    this.#length = 0;
  }

  get length(): number {
    return this.#length;
  }

  /** Of every `width`th byte from `start` on. */
  add(start: number, end: number, width: 1 | 2 = 1): void {
    this.#begin(start, (end - start) / width, width);
    const text = this.#text;
    const bytes = this.#bytes;
    let at = this.#length;
    if (width === 1 && end - start > SHORT) at += bytes.copy(text, at, start, end);
    else for (let from = start; from < end; from += width) text[at++] = bytes[from]!;
    this.#length = at;
  }

  /** What does not stand in the document, in front of `place` of it. */
  insert(words: string, place: number): void {
    this.#begin(place, words.length, 0);
    for (let index = 0; index < words.length; index += 1) this.#text[this.#length++] = words.charCodeAt(index);
  }

  line(start: number, end: number): void {
    this.add(start, end);
    this.insert('\n', end);
  }

  text(): DecodedText | null {
    if (this.#length === 0) return null;
    const parts = this.#parts;
    const count = this.#count;
    const locate = (index: number): number => {
      let low = 0;
      for (let high = count; high - low > 1; ) {
        const middle = (low + high) >> 1;
        if (parts[3 * middle]! <= index) low = middle;
        else high = middle;
      }
      return parts[3 * low + 1]! + (index - parts[3 * low]!) * parts[3 * low + 2]!;
    };
    return { coding: 'constant', bytes: this.#text.subarray(0, this.#length), start: 0, end: this.#bytes.length, locate };
  }

  #begin(place: number, length: number, width: number): void {
    if (this.#length + length > this.#text.length) {
      const larger = Buffer.allocUnsafeSlow(2 * (this.#length + length));
      this.#text.copy(larger, 0, 0, this.#length);
      this.#text = larger;
    }
    let at = 3 * this.#count;
    if (at === this.#parts.length) {
      const larger = new Int32Array(2 * at);
      larger.set(this.#parts);
      this.#parts = larger;
    }
    this.#parts[at++] = this.#length;
    this.#parts[at++] = place;
    this.#parts[at] = width;
    this.#count += 1;
  }
}

const LINES = new Lines();

/** UTF-16 in between other bytes, as Windows and .NET keep it. */
function wideStrings(bytes: Buffer, lines: Lines): void {
  for (let at = 0; at + 1 < bytes.length; ) {
    if (bytes[at + 1] !== 0 || !isPrintable(bytes[at]!)) {
      at += 1;
      continue;
    }
    let end = at + 2;
    while (end + 1 < bytes.length && bytes[end + 1] === 0 && isPrintable(bytes[end]!)) end += 2;
    if (end - at >= SHORTEST * 2) {
      lines.add(at, end, 2);
      lines.insert('\n', end);
    }
    at = end;
  }
}

/** Of the letter for the kind, which the highest bit says will be referred to: bytes of its length. z, Z; a, A, u, t, s. */
const LENGTH_BYTES = new Uint8Array(256);
for (const [letters, length] of [['zZ', 1], ['aAuts', 4]] as const) for (const letter of Buffer.from(letters)) LENGTH_BYTES[letter] = LENGTH_BYTES[letter | 0x80] = length;
/** Kinds whose text is ASCII alone. */
const IS_ASCII = new Uint8Array(256);
for (const letter of Buffer.from('zZaA')) IS_ASCII[letter] = IS_ASCII[letter | 0x80] = 1;

/** https://github.com/python/cpython/blob/main/Python/marshal.c: a letter for the kind, a length of one byte or of four. */
function marshalStrings(bytes: Buffer, lines: Lines): void {
  for (let at = 0; at + 2 < bytes.length; at += 1) {
    const start = marshalText(bytes, at);
    if (start === 0) continue;
    let end = start + marshalLength(bytes, at);
    lines.line(start, end);
    // The letter may be one of a name that is too short to be passed over (`z`): then the string begins a few bytes behind it.
    for (let inner = at + 1; inner <= at + SHORTEST; inner += 1) {
      const next = marshalText(bytes, inner);
      if (next === 0) continue;
      lines.line(next, next + marshalLength(bytes, inner));
      end = Math.max(end, next + marshalLength(bytes, inner));
    }
    at = end - 1;
  }
}

/** Where the text of the string at `at` begins; 0 where there is none. */
function marshalText(bytes: Buffer, at: number): number {
  const long = LENGTH_BYTES[bytes[at]!]!;
  if (long === 0 || at + 1 + long > bytes.length) return 0;
  const start = at + 1 + long;
  const end = start + marshalLength(bytes, at);
  if (end - start < SHORTEST || end > bytes.length) return 0;
  const most = IS_ASCII[bytes[at]!] === 1 ? 0x7f : 0xff;
  for (let index = start; index < end; index += 1) if (!isText(bytes[index]!) || bytes[index]! > most) return 0;
  return start;
}

const marshalLength = (bytes: Buffer, at: number): number => (LENGTH_BYTES[bytes[at]!] === 1 ? bytes[at + 1]! : bytes.readUInt32LE(at + 1));

/** Of the pool of a class: where a text stands, or, below 0, the index of a text that is a constant. 0 for all else: no text stands there. */
const POOL = new Int32Array(2 ** 16);

/** https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html: all strings of the pool, and constants with their names. */
function classStrings(bytes: Buffer, lines: Lines): void {
  let at = 10;
  const count = bytes.readUInt16BE(8);
  POOL.fill(0, 0, count);
  for (let index = 1; index < count; index += 1) {
    if (at + 3 > bytes.length) return;
    const tag = bytes[at]!;
    const next = (bytes[at + 1]! << 8) | bytes[at + 2]!;
    if (tag === 1) {
      POOL[index] = at + 3;
      if (next >= SHORTEST) lines.line(at + 3, Math.min(bytes.length, at + 3 + next));
      at += 3 + next;
      continue;
    }
    const size = POOL_BYTES[tag]!;
    if (size === 0) return;
    if (tag === 8) POOL[index] = -next;
    at += size;
    // Numbers of eight bytes take two places.
    if (tag === 5 || tag === 6) index += 1;
  }
  fieldConstants(bytes, at, count, lines);
}

/** By the tag that they begin with. */
const POOL_BYTES = new Uint8Array(256);
for (const [tag, size] of [[3, 5], [4, 5], [5, 9], [6, 9], [7, 3], [8, 3], [9, 5], [10, 5], [11, 5], [12, 5], [15, 4], [16, 3], [17, 5], [18, 5], [19, 3], [20, 3]] as const) POOL_BYTES[tag] = size;

/** `static final String NAME = "value"`. Where fields would make more of the pool than there is, the rest is left to the strings as they stand. */
function fieldConstants(bytes: Buffer, from: number, count: number, lines: Lines): void {
  const most = lines.length + 2 * bytes.length;
  const textAt = (index: number): number => (index < count ? POOL[index]! : 0);
  const endOf = (start: number): number => Math.min(bytes.length, start + bytes.readUInt16BE(start - 2));
  let at = from + 6;
  if (at + 2 > bytes.length) return;
  at += 2 + bytes.readUInt16BE(at) * 2;
  if (at + 2 > bytes.length) return;
  const fields = bytes.readUInt16BE(at);
  at += 2;
  for (let field = 0; field < fields && at + 8 <= bytes.length; field += 1) {
    const name = textAt(bytes.readUInt16BE(at + 2));
    const attributes = bytes.readUInt16BE(at + 6);
    at += 8;
    for (let attribute = 0; attribute < attributes && at + 6 <= bytes.length; attribute += 1) {
      const kind = textAt(bytes.readUInt16BE(at));
      const length = bytes.readUInt32BE(at + 2);
      const constant = length === 2 && at + 8 <= bytes.length ? textAt(bytes.readUInt16BE(at + 6)) : 0;
      const value = constant < 0 ? textAt(-constant) : 0;
      if (name > 0 && value > 0 && kind > 0 && bytes.toString('latin1', kind, endOf(kind)) === 'ConstantValue') {
        if (lines.length > most) return;
        lines.add(name, endOf(name));
        lines.insert(' = "', value);
        lines.add(value, endOf(value));
        lines.insert('";\n', endOf(value));
      }
      at += 6 + length;
    }
  }
}

const isPrintable = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;
const isText = (byte: number): boolean => (byte >= 0x20 && byte !== 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d;
