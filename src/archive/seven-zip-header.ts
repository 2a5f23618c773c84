import { LayerlintError } from '../model/error.js';

/** One method of a folder. */
export interface Coder {
  /** Hexadecimal digits. */
  readonly method: string;
  readonly properties: Buffer;
  readonly inputs: number;
  readonly outputs: number;
}

/** What is compressed as one: methods, how they hang together, and where its stored bytes are. */
export interface Folder {
  readonly coders: readonly Coder[];
  /** Inputs that an output feeds: pairs of input and output. */
  readonly bonds: readonly (readonly [input: number, output: number])[];
  /** Inputs that stored streams feed, in their order. */
  readonly packed: readonly number[];
  /** Of each output. */
  readonly sizes: number[];
  /** Of its stored streams: where in the archive they begin, and how long they are. */
  readonly streams: { readonly offset: number; readonly length: number }[];
}

/** A file that is not empty; it lies in a folder behind those in front of it. */
export interface Member {
  readonly name: string;
  readonly folder: number;
  readonly size: number;
  readonly crc: number | null;
}

export interface Listing {
  readonly folders: readonly Folder[];
  readonly members: readonly Member[];
}

/** Where the packed streams begin: behind the first header. */
export const FIRST_HEADER_BYTES = 32;
const HEADER = 1;
const ARCHIVE_PROPERTIES = 2;
const ADDITIONAL_STREAMS = 3;
const MAIN_STREAMS = 4;
const FILES = 5;
const PACK = 6;
const UNPACK = 7;
const SUBSTREAMS = 8;
const SIZE = 9;
const CRC = 10;
const FOLDERS = 11;
const UNPACK_SIZES = 12;
const COUNTS = 13;
const EMPTY_STREAM = 14;
const NAMES = 17;
const END = 0;
/** 7-Zip's own limits. */
const MOST_CODERS = 32;
const MOST_STREAMS = 32;

/** The list of what an archive holds; throws `damaged`. https://py7zr.readthedocs.io/en/latest/archive_format.html */
export function readListing(header: Buffer): Listing {
  const reader = new HeaderReader(header);
  if (reader.byte() !== HEADER) throw damaged();
  let streams: Streams = { folders: [], parts: [] };
  for (let kind = reader.byte(); kind !== END; kind = reader.byte()) {
    if (kind === ARCHIVE_PROPERTIES) for (let type = reader.byte(); type !== END; type = reader.byte()) reader.skip(reader.number());
    else if (kind === ADDITIONAL_STREAMS) readStreams(reader);
    else if (kind === MAIN_STREAMS) streams = readStreams(reader);
    else if (kind === FILES) return { folders: streams.folders, members: readFiles(reader, streams.parts) };
    else throw damaged();
  }
  return { folders: streams.folders, members: [] };
}

/** The folder that holds the list itself, packed. */
export function readPackedHeader(header: Buffer): Folder {
  const reader = new HeaderReader(header);
  reader.byte();
  const folder = readStreams(reader).folders[0];
  if (!folder) throw damaged();
  return folder;
}

interface Part {
  readonly folder: number;
  readonly size: number;
  readonly crc: number | null;
}

interface Streams {
  readonly folders: readonly Folder[];
  /** What each folder gives, file by file. */
  readonly parts: readonly Part[];
}

function readStreams(reader: HeaderReader): Streams {
  let packed: number[] = [];
  let offset = 0;
  let folders: Folder[] = [];
  let crcs: (number | null)[] = [];
  let parts: Part[] | null = null;
  for (let kind = reader.byte(); kind !== END; kind = reader.byte()) {
    if (kind === PACK) {
      offset = FIRST_HEADER_BYTES + reader.number();
      packed = readPack(reader);
    } else if (kind === UNPACK) ({ folders, crcs } = readFolders(reader));
    else if (kind === SUBSTREAMS) parts = readParts(reader, folders, crcs);
    else throw damaged();
  }
  let next = 0;
  for (const folder of folders) {
    for (let count = folder.packed.length; count > 0; count -= 1) {
      const length = packed[next];
      if (length === undefined) throw damaged();
      folder.streams.push({ offset, length });
      offset += length;
      next += 1;
    }
  }
  return { folders, parts: parts ?? folders.map((folder, index) => ({ folder: index, size: sizeOf(folder), crc: crcs[index] ?? null })) };
}

function readPack(reader: HeaderReader): number[] {
  const count = reader.number();
  let sizes: number[] = [];
  for (let kind = reader.byte(); kind !== END; kind = reader.byte()) {
    if (kind === SIZE) sizes = reader.numbers(count);
    else if (kind === CRC) reader.sums(count);
    else throw damaged();
  }
  return sizes;
}

function readFolders(reader: HeaderReader): { readonly folders: Folder[]; readonly crcs: (number | null)[] } {
  const folders: Folder[] = [];
  let crcs: (number | null)[] = [];
  for (let kind = reader.byte(); kind !== END; kind = reader.byte()) {
    if (kind === FOLDERS) {
      const count = reader.number();
      if (reader.byte() !== 0) throw damaged();
      for (let index = 0; index < count; index += 1) folders.push(readFolder(reader));
    } else if (kind === UNPACK_SIZES) for (const { coders, sizes } of folders) sizes.push(...reader.numbers(coders.reduce((sum, { outputs }) => sum + outputs, 0)));
    else if (kind === CRC) crcs = reader.sums(folders.length);
    else throw damaged();
  }
  return { folders, crcs };
}

function readFolder(reader: HeaderReader): Folder {
  const coders: Coder[] = [];
  let inputs = 0;
  let outputs = 0;
  const count = reader.number();
  if (count === 0 || count > MOST_CODERS) throw damaged();
  for (let index = 0; index < count; index += 1) {
    const flags = reader.byte();
    if (flags & 0x80) throw damaged();
    const method = reader.bytes(flags & 15).toString('hex');
    const many = (flags & 0x10) !== 0;
    const coder = { method, inputs: many ? reader.number() : 1, outputs: many ? reader.number() : 1, properties: flags & 0x20 ? reader.bytes(reader.number()) : Buffer.alloc(0) };
    inputs += coder.inputs;
    outputs += coder.outputs;
    if (inputs > MOST_STREAMS || outputs > MOST_STREAMS || outputs === 0) throw damaged();
    coders.push(coder);
  }
  const bonds = Array.from({ length: outputs - 1 }, () => [reader.number(), reader.number()] as const);
  const free = inputs - bonds.length;
  if (free < 1) throw damaged();
  const bound = new Set(bonds.map(([input]) => input));
  const packed = free === 1 ? Array.from({ length: inputs }, (_, input) => input).filter((input) => !bound.has(input)).slice(0, 1) : reader.numbers(free);
  return { coders, bonds, packed, sizes: [], streams: [] };
}

/** Of what comes out of it in the end: the output that feeds nothing. */
export function lastOutput({ bonds, sizes }: Folder): number {
  const used = new Set(bonds.map(([, output]) => output));
  const last = sizes.findIndex((_, output) => !used.has(output));
  if (last === -1) throw damaged();
  return last;
}

const sizeOf = (folder: Folder): number => folder.sizes[lastOutput(folder)]!;

function readParts(reader: HeaderReader, folders: readonly Folder[], crcs: readonly (number | null)[]): Part[] {
  let counts = folders.map(() => 1);
  let kind = reader.byte();
  if (kind === COUNTS) {
    counts = reader.numbers(folders.length);
    kind = reader.byte();
  }
  const parts: { folder: number; size: number; crc: number | null }[] = [];
  for (const [folder, count] of counts.entries()) {
    let left = sizeOf(folders[folder]!);
    for (let part = 1; part < count; part += 1) {
      const size = kind === SIZE ? reader.number() : Infinity;
      if (size > left) throw damaged();
      parts.push({ folder, size, crc: null });
      left -= size;
    }
    if (count > 0) parts.push({ folder, size: left, crc: count === 1 ? (crcs[folder] ?? null) : null });
  }
  if (kind === SIZE) kind = reader.byte();
  for (; kind !== END; kind = reader.byte()) {
    if (kind !== CRC) throw damaged();
    const unknown = parts.filter(({ crc }) => crc === null);
    const sums = reader.sums(unknown.length);
    unknown.forEach((part, index) => (part.crc = sums[index] ?? null));
  }
  return parts;
}

function readFiles(reader: HeaderReader, parts: readonly Part[]): Member[] {
  const count = reader.number();
  let empty: (index: number) => boolean = () => false;
  let names: (string | null)[] = [];
  for (let kind = reader.byte(); kind !== END; kind = reader.byte()) {
    const property = new HeaderReader(reader.bytes(reader.number()));
    if (kind === EMPTY_STREAM) empty = property.bits(count);
    else if (kind === NAMES && property.byte() === 0) names = property.names(count);
  }
  const members: Member[] = [];
  let next = 0;
  // A count that lies is longer than what there is to count.
  for (let index = 0; index < count && next < parts.length; index += 1) {
    if (empty(index)) continue;
    members.push({ name: names[index] ?? 'unnamed', ...parts[next]! });
    next += 1;
  }
  return members;
}

/** Numbers and lists; whatever is counted takes room in the header, so that its end ends every loop. */
class HeaderReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw damaged();
    this.#at += 1;
    return byte;
  }

  bytes(length: number): Buffer {
    if (length > this.#bytes.length - this.#at) throw damaged();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  skip(length: number): void {
    this.bytes(length);
  }

  /** As many bytes follow the first one as it has ones in front; what is left of it are the highest bits. */
  number(): number {
    const first = this.byte();
    let value = 0;
    for (let index = 0, mask = 0x80; index < 8; index += 1, mask >>= 1) {
      if ((first & mask) === 0) return value + (first & (mask - 1)) * 2 ** (8 * index);
      value += this.byte() * 2 ** (8 * index);
    }
    return value;
  }

  numbers(count: number): number[] {
    if (count > this.#bytes.length - this.#at) throw damaged();
    return Array.from({ length: count }, () => this.number());
  }

  bits(count: number): (index: number) => boolean {
    const bytes = this.bytes(Math.ceil(count / 8));
    return (index) => (bytes[index >> 3]! & (0x80 >> (index & 7))) !== 0;
  }

  sums(count: number): (number | null)[] {
    if (count > this.#bytes.length * 8) throw damaged();
    const known = this.byte() === 0 ? this.bits(count) : () => true;
    return Array.from({ length: count }, (_, index) => (known(index) ? this.bytes(4).readUInt32LE(0) : null));
  }

  /** Each ends with a NUL of two bytes. */
  names(count: number): string[] {
    const names: string[] = [];
    while (names.length < count && this.#at + 1 < this.#bytes.length) {
      let end = this.#at;
      while (end + 1 < this.#bytes.length && this.#bytes.readUInt16LE(end) !== 0) end += 2;
      names.push(this.#bytes.toString('utf16le', this.#at, end));
      this.#at = end + 2;
    }
    return names;
  }
}

function damaged(): LayerlintError {
  return new LayerlintError('damaged', 'The 7z archive is damaged: its list of files cannot be read.');
}
