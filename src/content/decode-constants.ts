import type { DecodedText } from './decode.js';

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
 * may look like a part of them. `first` says that `bytes` begin where the program does.
 */
export function findConstants(program: Program, bytes: Buffer, first: boolean, found: (text: DecodedText) => void): void {
  const lines = new Lines(bytes);
  if (program === 'pe') wideStrings(bytes, lines);
  else if (program === 'pyc') marshalStrings(bytes, lines);
  else if (first) classStrings(bytes, lines);
  const text = lines.text();
  if (text) found(text);
}

/** Pieces of a document put together as lines, with the place of each. */
class Lines {
  readonly #bytes: Buffer;
  readonly #parts: Buffer[] = [];
  /** Where each part begins in the text and in the document, and how many bytes of the document one of the text's stands for. */
  readonly #starts: number[] = [];
  readonly #places: number[] = [];
  readonly #widths: number[] = [];
  #length = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  add(part: Buffer, place: number, width = 1): void {
    this.#starts.push(this.#length);
    this.#places.push(place);
    this.#widths.push(width);
    this.#parts.push(part);
    this.#length += part.length;
  }

  line(start: number, end: number): void {
    this.add(this.#bytes.subarray(start, end), start);
    this.add(BREAK, end, 0);
  }

  text(): DecodedText | null {
    if (this.#length === 0) return null;
    const locate = (index: number): number => {
      let low = 0;
      for (let high = this.#starts.length; high - low > 1; ) {
        const middle = (low + high) >> 1;
        if (this.#starts[middle]! <= index) low = middle;
        else high = middle;
      }
      return this.#places[low]! + (index - this.#starts[low]!) * this.#widths[low]!;
    };
    return { coding: 'constant', bytes: Buffer.concat(this.#parts), start: this.#places[0]!, end: locate(this.#length), locate };
  }
}

const BREAK = Buffer.from('\n');

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
      const text = Buffer.allocUnsafe((end - at) / 2);
      for (let index = 0; index < text.length; index += 1) text[index] = bytes[at + index * 2]!;
      lines.add(text, at, 2);
      lines.add(BREAK, end, 0);
    }
    at = end;
  }
}

/** https://github.com/python/cpython/blob/main/Python/marshal.c: a letter for the kind, a length of one byte or of four. */
function marshalStrings(bytes: Buffer, lines: Lines): void {
  for (let at = 0; at + 2 < bytes.length; at += 1) {
    // The highest bit says that it will be referred to.
    const kind = bytes[at]! & 0x7f;
    let length = 0;
    let start = 0;
    if (kind === 0x7a || kind === 0x5a) {
      // z, Z
      length = bytes[at + 1]!;
      start = at + 2;
    } else if ((kind === 0x61 || kind === 0x41 || kind === 0x75 || kind === 0x74 || kind === 0x73) && at + 5 <= bytes.length) {
      // a, A, u, t, s
      length = bytes.readUInt32LE(at + 1);
      start = at + 5;
    }
    if (length < SHORTEST || start + length > bytes.length) continue;
    let end = start;
    while (end < start + length && isText(bytes[end]!)) end += 1;
    if (end < start + length) continue;
    lines.line(start, end);
    at = end - 1;
  }
}

/** https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html: all strings of the pool, and constants with their names. */
function classStrings(bytes: Buffer, lines: Lines): void {
  const places: (readonly [start: number, end: number] | number | undefined)[] = [];
  let at = 10;
  const count = bytes.readUInt16BE(8);
  for (let index = 1; index < count; index += 1) {
    if (at + 3 > bytes.length) return;
    const tag = bytes[at]!;
    const size = POOL_BYTES[tag];
    if (tag === 1) {
      const length = bytes.readUInt16BE(at + 1);
      places[index] = [at + 3, Math.min(bytes.length, at + 3 + length)];
      if (length >= SHORTEST) lines.line(at + 3, Math.min(bytes.length, at + 3 + length));
      at += 3 + length;
    } else if (size === undefined) return;
    else {
      if (tag === 8) places[index] = bytes.readUInt16BE(at + 1);
      at += 1 + size;
      // Numbers of eight bytes take two places.
      if (tag === 5 || tag === 6) index += 1;
    }
  }
  fieldConstants(bytes, at, places, lines);
}

const POOL_BYTES: Readonly<Record<number, number>> = { 3: 4, 4: 4, 5: 8, 6: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4, 18: 4, 19: 2, 20: 2 };

/** `static final String NAME = "value"`. */
function fieldConstants(bytes: Buffer, from: number, places: readonly (readonly [number, number] | number | undefined)[], lines: Lines): void {
  const utf8 = (index: number): readonly [number, number] | null => (typeof places[index] === 'object' ? places[index] : null);
  let at = from + 6;
  if (at + 2 > bytes.length) return;
  at += 2 + bytes.readUInt16BE(at) * 2;
  if (at + 2 > bytes.length) return;
  const fields = bytes.readUInt16BE(at);
  at += 2;
  for (let field = 0; field < fields && at + 8 <= bytes.length; field += 1) {
    const name = utf8(bytes.readUInt16BE(at + 2));
    const attributes = bytes.readUInt16BE(at + 6);
    at += 8;
    for (let attribute = 0; attribute < attributes && at + 6 <= bytes.length; attribute += 1) {
      const kind = utf8(bytes.readUInt16BE(at));
      const length = bytes.readUInt32BE(at + 2);
      const text = length === 2 && at + 8 <= bytes.length ? places[bytes.readUInt16BE(at + 6)] : undefined;
      const value = typeof text === 'number' ? utf8(text) : null;
      if (name && value && kind && bytes.toString('latin1', kind[0], kind[1]) === 'ConstantValue') {
        lines.add(bytes.subarray(name[0], name[1]), name[0]);
        lines.add(EQUALS, value[0], 0);
        lines.add(bytes.subarray(value[0], value[1]), value[0]);
        lines.add(CLOSE, value[1], 0);
      }
      at += 6 + length;
    }
  }
}

const EQUALS = Buffer.from(' = "');
const CLOSE = Buffer.from('";\n');

const isPrintable = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;
const isText = (byte: number): boolean => (byte >= 0x20 && byte !== 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d;
