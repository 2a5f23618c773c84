import { LayerlintError } from '../model/error.js';
import { decodeName, faultOf } from './archive-event.js';
import type { ArchiveEvent } from './archive-event.js';
import type { ByteSource } from './byte-source.js';
import { borrowDecoder, returnDecoder, type Decoder } from './decoder.js';
import { crc32, inflateStream, takeInflated } from './inflate.js';
import { readStored } from './stored-entry.js';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const DESCRIPTOR = 0x08074b50;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
/** Methods that hardly any archive uses; each has an end of its own. */
const RARE = { bzip2: 12, lzma: 14, zstd: 93, xz: 95 } as const;
const AES = 99;
const ENCRYPTED = 1;
const HAS_DESCRIPTOR = 8;
const ZIP64 = 0x0001;
/** What LZMA takes at most to say that it ends. */
const LZMA_END_BYTES = 16;
const UNKNOWN_SIZE = 0xffffffff;
/** Pieces in which lost bytes are searched for the next header. */
const SEARCH_BYTES = 64 * 1024;
/** The highest version of the format; a greater one is no header but bytes that look like its beginning. */
const HIGHEST_VERSION = 63;

/**
 * Reads entries by their local headers, in one pass over bytes that need not be seekable: entries that the directory at the end
 * leaves out are read as well, and none can be read twice, so that what comes out is at most 1032 times what went in.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export async function* readZip(source: ByteSource): AsyncGenerator<ArchiveEvent> {
  let directorySeen = false;
  const decoder = borrowDecoder('raw');
  try {
    for (;;) {
      const small = takeSmall(source, decoder);
      if (small) {
        yield small;
        continue;
      }
      const head = await source.peek(LOCAL_BYTES);
      const signature = head.length < 4 ? 0 : head.readUInt32LE(0);
      if (signature === LOCAL && isPlausible(head)) {
        yield* readEntry(source);
        continue;
      }
      if (signature === CENTRAL) directorySeen = true;
      const next = headerNear(source.held);
      source.drop(next === -1 ? Math.min(1, head.length) : next);
      if (next === -1 && !(await findHeader(source))) break;
    }
  } finally {
    if (decoder) returnDecoder('raw', decoder);
  }
  if (!directorySeen) yield faultOf('damaged', 'The zip archive is cut short: it has no directory at its end.');
}

function isPlausible(head: Buffer): boolean {
  return head.length >= LOCAL_BYTES && head[4]! <= HIGHEST_VERSION && head.readUInt16LE(26) > 0;
}

/** Bytes in which the next header of a directory is searched by hand: the next one is rarely far. */
const NEAR = 512;

/** The next place behind the first byte where a header may begin; -1 where none is near. */
function headerNear(bytes: Buffer): number {
  const end = Math.min(NEAR, bytes.length - 3);
  for (let at = 1; at < end; at += 1) {
    if (bytes[at] !== 0x50 || bytes[at + 1] !== 0x4b) continue;
    const signature = bytes.readUInt32LE(at);
    if (signature === LOCAL || signature === CENTRAL) return at;
  }
  return -1;
}

/**
 * The next entry where all of it is held, sound, and no larger than what is decoded at a time; null for any other, which is then
 * read by the piece. Entries that hold nothing are passed over. Its bytes are valid until the next is asked for.
 */
function takeSmall(source: ByteSource, decoder: Decoder | null): ArchiveEvent | null {
  if (decoder === null || crc32 === null) return null;
  for (;;) {
    const { held } = source;
    if (held.length < LOCAL_BYTES || held.readUInt32LE(0) !== LOCAL || !isPlausible(held)) return null;
    const start = LOCAL_BYTES + held.readUInt16LE(26) + held.readUInt16LE(28);
    const method = held[8]! | (held[9]! << 8);
    if (start > held.length || method !== DEFLATED || held[6]! & ENCRYPTED) return null;
    const { name, stored, size, flags, crc } = parseLocalHeader(held.subarray(0, start));
    if ((stored ?? 0) > held.length - start || (size ?? 0) > decoder.output.length) return null;
    decoder.reset();
    decoder.run(held, start, true);
    const { failure, taken, given } = decoder;
    if (failure || decoder.isFull || (stored !== null && stored !== taken)) return null;
    const bytes = decoder.output.subarray(0, given);
    const descriptor = flags & HAS_DESCRIPTOR ? findDescriptor(held.subarray(start + taken, start + taken + DESCRIPTOR_BYTES), taken, given) : null;
    if (flags & HAS_DESCRIPTOR ? descriptor === null || held.length < start + taken + DESCRIPTOR_BYTES : false) return null;
    if (crc32(bytes, 0) !== (descriptor?.crc ?? crc)) return null;
    const offset = source.position + start;
    source.drop(start + taken + (descriptor?.length ?? 0));
    if (given > 0) return { kind: 'file', name, bytes, offset, end: source.position };
  }
}

/** Passes over bytes up to the next header of an entry or of the directory; false at the end. */
async function findHeader(source: ByteSource): Promise<boolean> {
  for (;;) {
    const bytes = await source.peek(SEARCH_BYTES);
    for (let at = bytes.indexOf('PK', 0, 'latin1'); at !== -1 && at + 4 <= bytes.length; at = bytes.indexOf('PK', at + 1, 'latin1')) {
      const signature = bytes.readUInt32LE(at);
      if (signature !== LOCAL && signature !== CENTRAL) continue;
      source.drop(at);
      return true;
    }
    if (bytes.length < SEARCH_BYTES) {
      source.drop(bytes.length);
      return false;
    }
    source.drop(bytes.length - 3);
  }
}

interface LocalHeader {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  /** Stored bytes; null when only the descriptor behind them tells. */
  readonly stored: number | null;
  /** Uncompressed ones, as far as is known. */
  readonly size: number | null;
}

async function* readEntry(source: ByteSource): AsyncGenerator<ArchiveEvent> {
  const fixed = await source.peek(LOCAL_BYTES);
  const length = LOCAL_BYTES + fixed.readUInt16LE(26) + fixed.readUInt16LE(28);
  const bytes = await source.take(length);
  if (bytes.length < length) return;
  const header = parseLocalHeader(bytes);
  const { name, method, stored } = header;
  if (header.flags & ENCRYPTED || method === AES) {
    yield faultOf('encrypted', `\`${name}\` is encrypted; it was not read.`);
    if (stored !== null) await source.skip(stored);
  } else if (method === DEFLATED || (Object.values(RARE) as number[]).includes(method)) yield* readCoded(source, header);
  else if (method === STORED && stored !== null) yield* readStoredEntry(source, header, stored);
  else {
    yield faultOf('unknown-format', method === STORED ? `\`${name}\` is stored without its size; it was looked at as plain bytes only.` : `\`${name}\` is compressed by method ${method}, which is not supported; it was not read.`);
    if (stored !== null) await source.skip(stored);
  }
}

function parseLocalHeader(bytes: Buffer): LocalHeader {
  const flags = bytes.readUInt16LE(6);
  const nameEnd = LOCAL_BYTES + bytes.readUInt16LE(26);
  const name = decodeName(bytes.subarray(LOCAL_BYTES, nameEnd));
  let stored: number | null = bytes.readUInt32LE(18);
  if (stored === UNKNOWN_SIZE) stored = readZip64Size(bytes, nameEnd, bytes.readUInt32LE(22) === UNKNOWN_SIZE);
  const method = bytes.readUInt16LE(8);
  // Java deflates even the nothing that a directory holds.
  if (stored === 0 && flags & HAS_DESCRIPTOR && (method !== STORED || !name.endsWith('/'))) stored = null;
  const size = bytes.readUInt32LE(22);
  return { name, method, flags, crc: bytes.readUInt32LE(14), stored, size: flags & HAS_DESCRIPTOR || size === UNKNOWN_SIZE ? null : size };
}

/** The compressed size stands behind the uncompressed one, where both are too large for the header. */
function readZip64Size(bytes: Buffer, from: number, both: boolean): number | null {
  for (let at = from; at + 4 <= bytes.length; ) {
    const length = bytes.readUInt16LE(at + 2);
    const field = at + 4 + (both ? 8 : 0);
    if (bytes.readUInt16LE(at) === ZIP64 && field + 8 <= Math.min(bytes.length, at + 4 + length)) {
      const size = bytes.readBigUInt64LE(field);
      return size <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(size) || null : null;
    }
    at += 4 + length;
  }
  return null;
}

async function* readStoredEntry(source: ByteSource, { name, crc, flags }: LocalHeader, stored: number): AsyncGenerator<ArchiveEvent> {
  if (stored === 0) return;
  let check = 0;
  const events = readStored(source, name, stored);
  let next = await events.next();
  for (; !next.done; next = await events.next()) {
    if (crc32 && next.value.kind === 'data') check = crc32(next.value.bytes, check);
    yield next.value;
  }
  if (next.value > 0) yield faultOf('damaged', `\`${name}\` is cut short.`);
  else if (crc32 && check !== crc && !(flags & HAS_DESCRIPTOR)) yield faultOf('damaged', `The check sum of \`${name}\` does not fit.`);
}

/** Of any method whose data tells its own end. */
async function* readCoded(source: ByteSource, header: LocalHeader): AsyncGenerator<ArchiveEvent> {
  const { name, stored } = header;
  const offset = source.position;
  const small = header.method === DEFLATED ? await takeInflated(source) : null;
  let length = 0;
  let check = 0;
  let damage: string | null = null;
  if (small) {
    length = small.length;
    if (crc32) check = crc32(small, 0);
    if (length > 0) {
      yield { kind: 'entry', name, size: length, offset };
      yield { kind: 'data', bytes: small };
    }
  } else {
    yield { kind: 'entry', name, size: null, offset };
    try {
      for await (const bytes of header.method === DEFLATED ? inflateStream('raw', source) : await inflateRare(source, header)) {
        length += bytes.length;
        if (crc32) check = crc32(bytes, check);
        yield { kind: 'data', bytes };
      }
    } catch (error) {
      if (!(error instanceof LayerlintError) || error.code === 'limit-exceeded') throw error;
      damage = 'its data cannot be inflated';
    }
  }
  // An end mark may follow where the size has been reached.
  if (header.method === RARE.lzma && stored !== null) await source.skip(Math.max(0, Math.min(LZMA_END_BYTES, stored - (source.position - offset))));
  const taken = source.position - offset;
  const descriptor = header.flags & HAS_DESCRIPTOR && damage === null ? await readDescriptor(source, taken, length) : null;
  const crc = descriptor ? descriptor.crc : header.flags & HAS_DESCRIPTOR ? null : header.crc;
  if (damage === null && stored !== null && stored !== taken) damage = 'its size is not the one that its header claims';
  else if (damage === null && crc32 && crc !== null && crc !== check) damage = 'its check sum does not fit';
  if (length > 0 || !small) yield { kind: 'end', offset: source.position, whole: damage === null };
  if (damage !== null) yield faultOf('damaged', `\`${name}\` is damaged: ${damage}.`);
}

async function inflateRare(source: ByteSource, { method, size }: LocalHeader): Promise<AsyncIterable<Buffer>> {
  switch (method) {
    case RARE.bzip2:
      return (await import('./bzip2.js')).bunzip2(source);
    case RARE.zstd:
      return (await import('./zstd.js')).unzstd(source);
    case RARE.xz:
      return (await import('./xz.js')).unxz(source);
    default: {
      // Two bytes of version, the length of the properties, and these.
      const head = await source.take(9);
      if (head.length < 9 || head.readUInt16LE(2) !== 5) throw new LayerlintError('damaged', 'The LZMA data is damaged. Its header is not understood.');
      return (await import('./lzma-stream.js')).decodeLzma(source, head[4]!, head.readUInt32LE(5), size);
    }
  }
}

async function readDescriptor(source: ByteSource, taken: number, length: number): Promise<{ readonly crc: number } | null> {
  const found = findDescriptor(await source.peek(DESCRIPTOR_BYTES), taken, length);
  if (found) source.drop(found.length);
  return found;
}

/** Of the longest of its four forms. */
const DESCRIPTOR_BYTES = 24;

/** The sizes, which are known by now, tell which of the four forms it has; null when it has none of them. */
function findDescriptor(bytes: Buffer, taken: number, length: number): { readonly crc: number; readonly length: number } | null {
  for (const start of bytes.length >= 4 && bytes.readUInt32LE(0) === DESCRIPTOR ? [4, 0] : [0]) {
    for (const wide of [false, true]) {
      const end = start + (wide ? 20 : 12);
      if (bytes.length < end) continue;
      const sizes = wide
        ? [bytes.readUInt32LE(start + 4), bytes.readUInt32LE(start + 8), bytes.readUInt32LE(start + 12), bytes.readUInt32LE(start + 16)]
        : [bytes.readUInt32LE(start + 4), 0, bytes.readUInt32LE(start + 8), 0];
      if (sizes[0] !== taken % 2 ** 32 || sizes[2] !== length % 2 ** 32) continue;
      if (wide && (sizes[1] !== Math.floor(taken / 2 ** 32) || sizes[3] !== Math.floor(length / 2 ** 32))) continue;
      return { crc: bytes.readUInt32LE(start), length: end };
    }
  }
  return null;
}
