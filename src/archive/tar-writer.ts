import { BLOCK } from './tar-header.js';

/** What a header says; names of any length and in any coding. */
export interface WrittenEntry {
  readonly path: Buffer;
  /** The type byte of the header. */
  readonly flag: '0' | '2' | '3' | '5' | '6';
  readonly mode: number;
  /** Bytes that follow, padded to a whole block. */
  readonly size: number;
  /** Of a symbolic link; empty for the rest. */
  readonly target: Buffer;
}

const NAME_BYTES = 100;
const SIZE_DIGITS = 11;
const MOST_OCTAL = 8 ** SIZE_DIGITS;
const ZERO = 0x30;
/** What GNU tar calls the entries that hold a name too long for a header. */
const LONG = Buffer.from('././@LongLink');
/** The fields that are the same in all: owner, group, time, a checksum of spaces, magic. */
const EMPTY = Buffer.alloc(BLOCK);
EMPTY.write('0000000\x000000000\x00', 108, 'latin1');
EMPTY.write('00000000000\x00        ', 136, 'latin1');
EMPTY.write('ustar  \x00', 257, 'latin1');

const padded = (length: number): number => (length + BLOCK - 1) & -BLOCK;

/** Bytes of all headers of an entry. */
export function headerBytes({ path, target }: Pick<WrittenEntry, 'path' | 'target'>): number {
  return BLOCK + longBytes(path) + longBytes(target);
}

function longBytes(name: Buffer): number {
  return name.length > NAME_BYTES ? BLOCK + padded(name.length) : 0;
}

/**
 * Writes the headers of an entry to `to`, `headerBytes` from `at` on, in GNU's dialect.
 * https://www.gnu.org/software/tar/manual/html_node/Standard.html
 */
export function writeHeaders(to: Buffer, at: number, { path, flag, mode, size, target }: WrittenEntry): void {
  const behind = writeLong(to, writeLong(to, at, 'L', path), 'K', target);
  writeHeader(to, behind, path, flag, mode, size, target);
}

function writeLong(to: Buffer, at: number, flag: string, name: Buffer): number {
  if (name.length <= NAME_BYTES) return at;
  writeHeader(to, at, LONG, flag, 0, name.length, EMPTY.subarray(0, 0));
  const end = at + longBytes(name);
  to.fill(0, at + BLOCK + name.copy(to, at + BLOCK), end);
  return end;
}

function writeHeader(to: Buffer, at: number, path: Buffer, flag: string, mode: number, size: number, target: Buffer): void {
  EMPTY.copy(to, at);
  path.copy(to, at, 0, NAME_BYTES);
  writeOctal(to, at + 100, 7, mode);
  if (size < MOST_OCTAL) writeOctal(to, at + 124, SIZE_DIGITS, size);
  else {
    to[at + 124] = 0x80;
    to.writeUIntBE(size, at + 130, 6);
  }
  to[at + 156] = flag.charCodeAt(0);
  target.copy(to, at + 157, 0, NAME_BYTES);
  let sum = 0;
  for (let index = at; index < at + BLOCK; index += 1) sum += to[index]!;
  writeOctal(to, at + 148, 6, sum);
  to[at + 154] = 0;
}

function writeOctal(to: Buffer, at: number, digits: number, value: number): void {
  for (let index = at + digits - 1, rest = value; index >= at; index -= 1) {
    to[index] = ZERO + (rest % 8);
    rest = Math.floor(rest / 8);
  }
}
