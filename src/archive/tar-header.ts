import type { FileType } from '../model/file.js';

/** Headers, data and padding all come in blocks of this many bytes. */
export const BLOCK = 512;

/** One header block as stored; names are not yet replaced by what long-name and PAX headers say. */
export interface TarHeader {
  readonly name: string;
  /** The type byte as a character; `'\0'` is a plain file of version 7. */
  readonly flag: string;
  readonly size: number;
  readonly mode: number;
  readonly mtime: number;
  readonly linkName: string;
}

const NAME = 0;
const MODE = 100;
const SIZE = 124;
const MTIME = 136;
const CHECKSUM = 148;
const FLAG = 156;
const LINK_NAME = 157;
const MAGIC = 257;
const PREFIX = 345;
const STAR_TRAILER = 508;

export function isZeroBlock(bytes: Buffer, start: number): boolean {
  for (let at = start; at < start + BLOCK; at += 1) if (bytes[at] !== 0) return false;
  return true;
}

/** True when the checksum fits, summed over unsigned bytes as the standard says or over signed ones as old tars did. */
export function isHeader(bytes: Buffer, start: number): boolean {
  const claimed = parseNumber(bytes, start + CHECKSUM, 8);
  if (claimed === null) return false;
  let unsigned = 8 * 0x20;
  let high = 0;
  for (let at = start; at < start + BLOCK; at += 1) {
    const byte = bytes[at]!;
    unsigned += byte;
    high += byte >> 7;
  }
  for (let at = start + CHECKSUM; at < start + CHECKSUM + 8; at += 1) {
    const byte = bytes[at]!;
    unsigned -= byte;
    high -= byte >> 7;
  }
  return claimed === unsigned || claimed === unsigned - 256 * high;
}

/**
 * Reads a block whose checksum is known to fit; null when its size is no number. A negative size comes back negative.
 * https://www.gnu.org/software/tar/manual/html_node/Standard.html
 */
export function parseHeader(bytes: Buffer, start: number): TarHeader | null {
  const size = parseNumber(bytes, start + SIZE, 12);
  if (size === null) return null;
  const name = parseText(bytes, start + NAME, 100);
  const prefix = parsePrefix(bytes, start);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    flag: String.fromCharCode(bytes[start + FLAG]!),
    size,
    mode: (parseNumber(bytes, start + MODE, 8) ?? 0) & 0o7777,
    mtime: parseNumber(bytes, start + MTIME, 12) ?? 0,
    linkName: parseText(bytes, start + LINK_NAME, 100),
  };
}

function parsePrefix(bytes: Buffer, start: number): string {
  if (bytes[start + PREFIX] === 0) return '';
  const magic = bytes.toString('latin1', start + MAGIC, start + MAGIC + 8);
  if (magic.startsWith('ustar\0')) {
    const star = bytes.toString('latin1', start + STAR_TRAILER, start + BLOCK) === 'tar\0';
    return parseText(bytes, start + PREFIX, star ? 131 : 155);
  }
  if (!magic.startsWith('ustar ')) return '';
  // GNU keeps times here. Go before 1.8 wrote a prefix all the same, so what is no time but plain text is one.
  const times = parseNumber(bytes, start + PREFIX, 12) !== null && parseNumber(bytes, start + PREFIX + 12, 12) !== null;
  if (times) return '';
  const text = parseText(bytes, start + PREFIX, 155);
  return /^[\x20-\x7e]+$/.test(text) ? text : '';
}

/** Octal text or, with the top bit set, a big-endian two's complement number; null when it is neither. An empty field is 0. */
export function parseNumber(bytes: Buffer, start: number, length: number): number | null {
  const end = start + length;
  const first = bytes[start]!;
  if (first & 0x80) {
    // 0xff starts a negative number; any other lead carries bits of its own below the marker.
    let value = first & 0x40 ? (first & 0x3f) - 0x40 : first & 0x3f;
    for (let at = start + 1; at < end; at += 1) value = value * 256 + bytes[at]!;
    return Number.isSafeInteger(value) ? value : value < 0 ? Number.MIN_SAFE_INTEGER : Number.MAX_SAFE_INTEGER;
  }
  let at = start;
  while (at < end && (bytes[at] === 0x20 || bytes[at] === 0)) at += 1;
  let value = 0;
  for (; at < end; at += 1) {
    const byte = bytes[at]!;
    if (byte === 0x20 || byte === 0) break;
    if (byte < 0x30 || byte > 0x37) return null;
    value = value * 8 + (byte - 0x30);
  }
  return value;
}

/** Text up to the first NUL: UTF-8 where it is valid, else latin1, so that no two stored names become one. */
export function parseText(bytes: Buffer, start: number, length: number): string {
  const limit = Math.min(start + length, bytes.length);
  let end = start;
  let ascii = true;
  for (; end < limit; end += 1) {
    const byte = bytes[end]!;
    if (byte === 0) break;
    if (byte >= 0x80) ascii = false;
  }
  if (ascii) return bytes.toString('latin1', start, end);
  const text = bytes.toString('utf8', start, end);
  return text.includes('\ufffd') ? bytes.toString('latin1', start, end) : text;
}

/** What says something of the entry behind it, or of all: PAX records, and names too long for a header. */
export function isExtension(flag: string): boolean {
  return 'xXgLK'.includes(flag);
}

/** Types of which the standard says that no bytes follow, whatever the size field claims; archives differ on it. */
export function isHeaderOnly(flag: string): boolean {
  return flag >= '1' && flag <= '6';
}

/** An unknown type is a file when it has bytes, so that they are looked at. */
export function fileType(flag: string, name: string, size: number): FileType {
  switch (flag) {
    case '0':
      // Docker makes a file of one that has bytes.
      return name.endsWith('/') && size === 0 ? 'directory' : 'file';
    case '\0':
      // Before there was a type for it a slash said so.
      return name.endsWith('/') ? 'directory' : 'file';
    case '7':
    case 'S':
      return 'file';
    case '1':
      return 'hardlink';
    case '2':
      return 'symlink';
    case '3':
    case '4':
      return 'device';
    case '5':
    case 'D':
      return 'directory';
    case '6':
      return 'fifo';
    default:
      return size > 0 ? 'file' : 'unknown';
  }
}
