/** Records of one PAX header: the last of a name wins; sparse maps of version 0.0 repeat two names and are kept in order. */
export interface PaxRecords {
  readonly values: ReadonlyMap<string, string>;
  /** Offset and length by turns, from `GNU.sparse.offset` and `GNU.sparse.numbytes`. */
  readonly sparse: readonly number[];
  /** What is wrong with the header, in words; null when nothing is. Records in front of the fault are kept. */
  readonly fault: string | null;
}

const NEWLINE = 0x0a;
const EQUALS = 0x3d;
const SPACE = 0x20;
const TEXT_KEYS = new Set(['path', 'linkpath', 'uname', 'gname']);
const TIME_KEYS = new Set(['mtime', 'atime', 'ctime']);

/** https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_03 */
export function parsePax(bytes: Buffer): PaxRecords {
  const values = new Map<string, string>();
  const sparse: number[] = [];
  let fault: string | null = null;
  let at = 0;
  while (at < bytes.length) {
    // Some writers fill the block with NULs and count them.
    if (bytes[at] === 0) break;
    const space = bytes.indexOf(SPACE, at);
    const length = space === -1 ? NaN : decimal(bytes.toString('latin1', at, Math.min(space, at + 20)));
    const end = at + length;
    if (!(end <= bytes.length) || end <= space + 1 || bytes[end - 1] !== NEWLINE) {
      fault = 'a PAX record has a length that does not fit';
      break;
    }
    const equals = bytes.indexOf(EQUALS, space + 1);
    if (equals === -1 || equals >= end) {
      fault = 'a PAX record has no `=`';
      break;
    }
    const key = bytes.toString('utf8', space + 1, equals);
    const value = decode(bytes, equals + 1, end - 1);
    const wrong = faultOf(key, value);
    if (wrong !== null) fault ??= wrong;
    else if (key === 'GNU.sparse.offset' || key === 'GNU.sparse.numbytes') sparse.push(decimal(value));
    else values.set(key, value);
    at = end;
  }
  return { values, sparse, fault };
}

function faultOf(key: string, value: string): string | null {
  if (key === '') return 'a PAX record has no name';
  if (TEXT_KEYS.has(key) ? value.includes('\0') : key.includes('\0')) return 'a PAX record holds a NUL where none may be';
  if (TIME_KEYS.has(key) && value !== '' && !/^-?\d+(\.|$)/.test(value)) return `PAX record \`${key}\` is no time`;
  if (key === 'size' && value !== '' && !Number.isSafeInteger(decimal(value))) return 'PAX record `size` is no number';
  return null;
}

function decode(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end);
  return text.includes('\ufffd') ? bytes.toString('latin1', start, end) : text;
}

/** NaN unless the text is nothing but digits. */
export function decimal(text: string): number {
  return /^\d{1,20}$/.test(text) ? Number(text) : NaN;
}
