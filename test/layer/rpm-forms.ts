import { createHash } from 'node:crypto';

/** A package as these tests make it; `algorithm` as OpenPGP counts them, null for a header of the time of MD5. */
export interface MadePackage {
  readonly vendor: string;
  readonly signed?: boolean;
  readonly algorithm?: number | null;
  readonly files: readonly (readonly [string, string])[];
}

const ALGORITHMS: Readonly<Record<number, string>> = { 1: 'md5', 2: 'sha1', 8: 'sha256', 10: 'sha512' };
const STRING = 6;
const STRINGS = 8;
const INT32 = 4;
const BIN = 7;

const zeroEnded = (texts: readonly string[]): Buffer => Buffer.from(texts.map((text) => `${text}\0`).join(''));
function int32(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  numbers.forEach((number, at) => bytes.writeUInt32BE(number, at * 4));
  return bytes;
}

/** A header from tags, types, counts and bytes, laid out in the order given. */
export function headerOf(entries: readonly (readonly [number, number, number, Buffer])[]): Buffer {
  const data: Buffer[] = [];
  let offset = 0;
  const index = entries.map(([tag, type, count, bytes]) => {
    const padding = type === INT32 ? (4 - (offset % 4)) % 4 : 0;
    data.push(Buffer.alloc(padding), bytes);
    offset += padding;
    const entry = int32([tag, type, offset, count]);
    offset += bytes.length;
    return entry;
  });
  return Buffer.concat([int32([entries.length, offset]), ...index, ...data]);
}

export function packageHeader({ vendor, signed = true, algorithm = 8, files }: MadePackage): Buffer {
  const folders = [...new Set(files.map(([path]) => `/${path.slice(0, path.lastIndexOf('/') + 1)}`))];
  const digest = (content: string): string => createHash(ALGORITHMS[algorithm ?? 1]!).update(content).digest('hex');
  return headerOf([
    ...(signed ? [[268, BIN, 4, Buffer.alloc(4)] as const] : []),
    [1000, STRING, 1, zeroEnded(['acme'])],
    [1011, STRING, 1, zeroEnded([vendor])],
    // A folder has no digest.
    [1035, STRINGS, files.length + 1, zeroEnded(['', ...files.map(([, content]) => digest(content))])],
    [1116, INT32, files.length + 1, int32([0, ...files.map(([path]) => folders.indexOf(`/${path.slice(0, path.lastIndexOf('/') + 1)}`))])],
    [1117, STRINGS, files.length + 1, zeroEnded(['folder', ...files.map(([path]) => path.slice(path.lastIndexOf('/') + 1))])],
    [1118, STRINGS, folders.length, zeroEnded(folders)],
    ...(algorithm === null ? [] : [[5011, INT32, 1, int32([algorithm])] as const]),
  ]);
}

/** rpm's own form: a page of slots, then blobs in blocks of sixteen bytes. */
export function ndbOf(headers: readonly Buffer[]): Buffer {
  const slots = Buffer.alloc(4096);
  slots.write('RpmP', 0, 'latin1');
  slots.writeUInt32LE(1, 12);
  for (let at = 32; at < slots.length; at += 16) slots.write('Slot', at, 'latin1');
  const blobs: Buffer[] = [];
  let block = slots.length / 16;
  headers.forEach((header, index) => {
    const head = Buffer.alloc(16);
    head.write('BlbS', 0, 'latin1');
    head.writeUInt32LE(index + 1, 4);
    head.writeUInt32LE(header.length, 12);
    const blob = Buffer.concat([head, header, Buffer.alloc((16 - (header.length % 16)) % 16)]);
    slots.writeUInt32LE(index + 1, 32 + index * 16 + 4);
    slots.writeUInt32LE(block, 32 + index * 16 + 8);
    slots.writeUInt32LE(blob.length / 16, 32 + index * 16 + 12);
    blobs.push(blob);
    block += blob.length / 16;
  });
  return Buffer.concat([slots, ...blobs]);
}

const PAGE = 512;

/** A hash of Berkeley DB: a page of items for each header, and its bytes in a chain of pages. */
export function berkeleyOf(headers: readonly Buffer[], big = false): Buffer {
  const short = (page: Buffer, at: number, value: number): number => (big ? page.writeUInt16BE(value, at) : page.writeUInt16LE(value, at));
  const long = (page: Buffer, at: number, value: number): number => (big ? page.writeUInt32BE(value, at) : page.writeUInt32LE(value, at));
  const meta = Buffer.alloc(PAGE);
  long(meta, 12, 0x061561);
  long(meta, 20, PAGE);
  const pages = [meta];
  for (const header of headers) {
    const items = Buffer.alloc(PAGE);
    items[25] = 13;
    short(items, 20, 2);
    short(items, 26, PAGE - 5);
    short(items, 28, PAGE - 17);
    items[PAGE - 5] = 1;
    items[PAGE - 17] = 3;
    long(items, PAGE - 13, pages.length + 1);
    long(items, PAGE - 9, header.length);
    pages.push(items);
    for (let at = 0; at < header.length; at += PAGE - 26) {
      const part = header.subarray(at, at + PAGE - 26);
      const page = Buffer.alloc(PAGE);
      page[25] = 7;
      short(page, 22, part.length);
      if (at + part.length < header.length) long(page, 16, pages.length + 1);
      part.copy(page, 26);
      pages.push(page);
    }
  }
  return Buffer.concat(pages);
}
