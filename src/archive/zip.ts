import { LayerlintError } from '../model/error.js';
import { decodeName, faultOf } from './archive-event.js';
import type { ArchiveEvent, HeldFiles } from './archive-event.js';
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
  const files = decoder && crc32 ? new HeldEntries(source, decoder, crc32) : null;
  try {
    for (;;) {
      if (files?.begin()) yield { kind: 'files', files };
      const head = await source.peek(LOCAL_BYTES);
      const signature = head.length < 4 ? 0 : head.readUInt32LE(0);
      if (signature === LOCAL && isPlausible(head, 0)) {
        yield* readEntry(source);
        continue;
      }
      if (signature === CENTRAL) directorySeen = true;
      const next = headerNear(source.held, 0);
      source.drop(next === -1 ? Math.min(1, head.length) : next);
      if (next === -1 && !(await findHeader(source))) break;
    }
  } finally {
    if (decoder) returnDecoder('raw', decoder);
  }
  if (!directorySeen && !files?.directorySeen) yield faultOf('damaged', 'The zip archive is cut short: it has no directory at its end.');
}

function isPlausible(bytes: Buffer, at: number): boolean {
  return bytes.length - at >= LOCAL_BYTES && bytes[at + 4]! <= HIGHEST_VERSION && bytes.readUInt16LE(at + 26) > 0;
}

/** Bytes in which the next header of a directory is searched by hand: the next one is rarely far. */
const NEAR = 512;

/** The next place behind `from` where a header may begin; -1 where none is near. */
function headerNear(bytes: Buffer, from: number): number {
  const end = Math.min(from + NEAR, bytes.length - 3);
  for (let at = from + 1; at < end; at += 1) {
    if (bytes[at] !== 0x50 || bytes[at + 1] !== 0x4b) continue;
    const signature = bytes.readUInt32LE(at);
    if (signature === LOCAL || signature === CENTRAL) return at;
  }
  return -1;
}

/**
 * Entries of which all is held, sound, and no larger than what is decoded at a time. Entries that hold nothing are passed over, and
 * so is the directory. Where it ends, all of that has been taken from the source; what follows is read by the piece.
 */
class HeldEntries implements HeldFiles {
  readonly #source: ByteSource;
  readonly #decoder: Decoder;
  readonly #crc32: NonNullable<typeof crc32>;
  #held: Buffer = Buffer.alloc(0);
  #at = 0;
  #position = 0;
  name = '';
  bytes: Buffer = this.#held;
  offset = 0;
  end = 0;
  /** True once a header of the directory has been passed over. */
  directorySeen = false;

  constructor(source: ByteSource, decoder: Decoder, sum: NonNullable<typeof crc32>) {
    this.#source = source;
    this.#decoder = decoder;
    this.#crc32 = sum;
  }

  /** Steps to the first one of what is held by now. */
  begin(): boolean {
    this.#held = this.#source.held;
    this.#position = this.#source.position;
    this.#at = 0;
    return this.next();
  }

  next(): boolean {
    while (this.#held.length - this.#at >= LOCAL_BYTES) {
      const given = this.#step();
      if (given > 0) return true;
      if (given < 0) break;
    }
    this.#source.drop(this.#at);
    return false;
  }

  /** The length of the entry that it took, 0 where it passed over something; below 0 where the next is not to be had so. */
  #step(): number {
    const held = this.#held;
    const at = this.#at;
    const signature = held.readUInt32LE(at);
    if (signature === CENTRAL) {
      const next = headerNear(held, at);
      if (next === -1) return -1;
      this.directorySeen = true;
      this.#at = next;
      return 0;
    }
    if (signature !== LOCAL || !isPlausible(held, at)) return -1;
    const start = at + LOCAL_BYTES + held.readUInt16LE(at + 26) + held.readUInt16LE(at + 28);
    const method = held.readUInt16LE(at + 8);
    if (start > held.length || method !== DEFLATED || held[at + 6]! & ENCRYPTED) return -1;
    const { name, stored, size, flags, crc } = parseLocalHeader(held, at, start);
    const decoder = this.#decoder;
    if ((stored ?? 0) > held.length - start || (size ?? 0) > decoder.output.length) return -1;
    decoder.reset();
    decoder.run(held, start, true);
    const { failure, taken, given } = decoder;
    if (failure || decoder.isFull || (stored !== null && stored !== taken)) return -1;
    const end = start + taken;
    const descriptor = flags & HAS_DESCRIPTOR ? findDescriptor(held, end, taken, given) : null;
    if (flags & HAS_DESCRIPTOR ? descriptor === null || held.length < end + DESCRIPTOR_BYTES : false) return -1;
    const bytes = decoder.output.subarray(0, given);
    if (this.#crc32(bytes, 0) !== (descriptor?.crc ?? crc)) return -1;
    this.#at = end + (descriptor?.length ?? 0);
    this.name = name;
    this.bytes = bytes;
    this.offset = this.#position + start;
    this.end = this.#position + this.#at;
    return given;
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
  const header = parseLocalHeader(bytes, 0, length);
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

/** Of `[at, end)`. */
function parseLocalHeader(bytes: Buffer, at: number, end: number): LocalHeader {
  const flags = bytes.readUInt16LE(at + 6);
  const nameEnd = at + LOCAL_BYTES + bytes.readUInt16LE(at + 26);
  const name = decodeName(bytes, at + LOCAL_BYTES, nameEnd);
  const size = bytes.readUInt32LE(at + 22);
  let stored: number | null = bytes.readUInt32LE(at + 18);
  if (stored === UNKNOWN_SIZE) stored = readZip64Size(bytes, nameEnd, end, size === UNKNOWN_SIZE);
  const method = bytes.readUInt16LE(at + 8);
  // Java deflates even the nothing that a directory holds.
  if (stored === 0 && flags & HAS_DESCRIPTOR && (method !== STORED || !name.endsWith('/'))) stored = null;
  return { name, method, flags, crc: bytes.readUInt32LE(at + 14), stored, size: flags & HAS_DESCRIPTOR || size === UNKNOWN_SIZE ? null : size };
}

/** The compressed size stands behind the uncompressed one, where both are too large for the header. */
function readZip64Size(bytes: Buffer, from: number, end: number, both: boolean): number | null {
  for (let at = from; at + 4 <= end; ) {
    const length = bytes.readUInt16LE(at + 2);
    const field = at + 4 + (both ? 8 : 0);
    if (bytes.readUInt16LE(at) === ZIP64 && field + 8 <= Math.min(end, at + 4 + length)) {
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
  const found = findDescriptor(await source.peek(DESCRIPTOR_BYTES), 0, taken, length);
  if (found) source.drop(found.length);
  return found;
}

/** Of the longest of its four forms. */
const DESCRIPTOR_BYTES = 24;

/** The sizes, which are known by now, tell which of the four forms stands at `at`: with a signature or without, in words or in twice as many; null when it is none of them. */
function findDescriptor(bytes: Buffer, at: number, taken: number, length: number): { readonly crc: number; readonly length: number } | null {
  const signed = bytes.length >= at + 4 && bytes.readUInt32LE(at) === DESCRIPTOR;
  for (let start = signed ? at + 4 : at; start >= at; start -= 4) {
    for (let words = 1; words <= 2; words += 1) {
      const end = start + 4 + 8 * words;
      if (bytes.length < end || !isNumber(bytes, start + 4, words, taken) || !isNumber(bytes, start + 4 + 4 * words, words, length)) continue;
      return { crc: bytes.readUInt32LE(start), length: end - at };
    }
  }
  return null;
}

/** Of one word, which may be cut, or of two. */
function isNumber(bytes: Buffer, at: number, words: number, value: number): boolean {
  return bytes.readUInt32LE(at) === value % 2 ** 32 && (words === 1 || bytes.readUInt32LE(at + 4) === Math.floor(value / 2 ** 32));
}
