export type Utf32 = 'utf-32le' | 'utf-32be';

/** Fewer bytes than this prove nothing without a byte order mark. */
const SHORTEST_HEAD = 16;
const MOST_HEAD = 512;
/** As for UTF-16: a false alarm costs a second look at the file. */
const ENOUGH = 0.7;
const REPLACEMENT = 0xfffd;

/** By byte order mark, or by three NULs beside each character of text; ask before UTF-16, whose mark is the same. */
export function sniffUtf32(head: Buffer): Utf32 | null {
  if (head.length < 4) return null;
  const mark = head.readUInt32BE(0);
  if (mark === 0xfffe0000) return 'utf-32le';
  if (mark === 0x0000feff) return 'utf-32be';
  const length = Math.min(head.length, MOST_HEAD) & ~3;
  if (length < SHORTEST_HEAD || (head[0] !== 0 && head[3] !== 0)) return null;
  let little = 0;
  let big = 0;
  for (let at = 0; at < length; at += 4) {
    if (isText(head.readUInt32LE(at))) little += 1;
    else if (isText(head.readUInt32BE(at))) big += 1;
  }
  const enough = (length / 4) * ENOUGH;
  return little >= enough ? 'utf-32le' : big >= enough ? 'utf-32be' : null;
}

function isText(code: number): boolean {
  return (code >= 0x20 && code < 0x7f) || code === 0x09 || code === 0x0a || code === 0x0d;
}

/** Turns UTF-32 into UTF-8; every four bytes become one UTF-16 code unit (characters beyond become `\ufffd`), so offsets can be computed back. */
export class Utf32Decoder {
  readonly #order: Utf32;
  #rest: Buffer = Buffer.alloc(0);

  constructor(order: Utf32) {
    this.#order = order;
  }

  write(bytes: Buffer): Buffer {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const end = all.length & ~3;
    const units = Buffer.allocUnsafe(end >> 1);
    for (let at = 0; at < end; at += 4) {
      const code = this.#order === 'utf-32le' ? all.readUInt32LE(at) : all.readUInt32BE(at);
      units.writeUInt16LE(code > 0xffff || (code >= 0xd800 && code < 0xe000) ? REPLACEMENT : code, at >> 1);
    }
    this.#rest = Buffer.from(all.subarray(end));
    return Buffer.from(units.toString('utf16le'), 'utf8');
  }

  /** What is left is no whole character. */
  end(): Buffer {
    return Buffer.alloc(0);
  }
}
