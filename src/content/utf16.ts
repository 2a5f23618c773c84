export type Utf16 = 'utf-16le' | 'utf-16be';

/** Bytes that are looked at to tell UTF-16 without a byte order mark. */
export const UTF16_HEAD = 512;
/** Fewer bytes than this prove nothing. */
const SHORTEST_HEAD = 8;
/** Share of characters that must be plain text: a false alarm costs a second look at the file, a miss costs the file. */
const ENOUGH = 0.7;

/** By byte order mark, or by NULs in every other byte of text; needs the first 512 bytes or the whole of a shorter file. */
export function sniffUtf16(head: Buffer): Utf16 | null {
  if (head.length < 2) return null;
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const length = Math.min(head.length, UTF16_HEAD) & ~1;
  if (length < SHORTEST_HEAD || (head[0] !== 0 && head[1] !== 0)) return null;
  let little = 0;
  let big = 0;
  for (let at = 0; at < length; at += 2) {
    if (head[at + 1] === 0 && isText(head[at]!)) little += 1;
    else if (head[at] === 0 && isText(head[at + 1]!)) big += 1;
  }
  const enough = (length / 2) * ENOUGH;
  return little >= enough ? 'utf-16le' : big >= enough ? 'utf-16be' : null;
}

function isText(byte: number): boolean {
  return byte >= 0x20 ? byte !== 0x7f : byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/** Turns UTF-16 into UTF-8, in pieces of any size; every two bytes become one code unit, so offsets can be computed back. */
export class Utf16Decoder {
  readonly #order: Utf16;
  #rest: Buffer = Buffer.alloc(0);

  constructor(order: Utf16) {
    this.#order = order;
  }

  write(bytes: Buffer): Buffer {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    let end = all.length & ~1;
    // A high surrogate waits for the low one.
    const high = end >= 2 ? all[this.#order === 'utf-16le' ? end - 1 : end - 2]! : 0;
    if (high >= 0xd8 && high <= 0xdb) end -= 2;
    const units = this.#order === 'utf-16le' ? all.subarray(0, end) : Buffer.from(all.subarray(0, end)).swap16();
    this.#rest = Buffer.from(all.subarray(end));
    return Buffer.from(units.toString('utf16le'), 'utf8');
  }

  /** A surrogate that stands alone at the end; a single last byte is no character. */
  end(): Buffer {
    return this.#rest.length >= 2 ? Buffer.from('\ufffd', 'utf8') : Buffer.alloc(0);
  }
}
