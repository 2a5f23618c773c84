import { LayerlintError } from '../model/error.js';
import type { Aside } from './aside.js';
import { tellRest } from './aside.js';
import { unbranch, undelta } from './branch.js';
import type { Branch } from './branch.js';
import type { ByteSource } from './byte-source.js';
import { Dictionary } from './dictionary.js';
import { crc32 } from './inflate.js';
import { LzmaDecoder } from './lzma.js';
import { MAX_DICTIONARY_BYTES } from './lzma-stream.js';

const MAGIC = '\xfd7zXZ\0';
const FOOTER_MAGIC = 'YZ';
const LZMA2 = 0x21;
const DELTA = 3;
const BRANCHES: Readonly<Record<number, Branch>> = { 4: 'x86', 5: 'PowerPC', 7: 'ARM', 8: 'ARM-Thumb', 9: 'SPARC', 10: 'ARM64' };
/** The most that one chunk of LZMA2 gives. */
const MAX_CHUNK_BYTES = 2 * 1024 * 1024;
/** Bytes of the check behind each block, by its kind. */
const CHECK_BYTES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

/**
 * All streams, one after the other; what follows the last one and is no stream is ignored. Of the filters those for Itanium and
 * RISC-V are not known. The checks of blocks are passed over.
 * Own code, since the library at hand stops after the first stream and lets one stream only be read at a time.
 * https://tukaani.org/xz/xz-file-format.txt
 */
export async function* unxz(source: ByteSource, aside?: Aside): AsyncGenerator<Buffer> {
  for (let first = true; ; first = false) {
    if (!first) while ((await source.peek(4)).equals(Buffer.alloc(4))) source.drop(4);
    const header = await source.peek(12);
    if (header.toString('latin1', 0, 6) !== MAGIC) {
      if (first) throw damaged('It does not begin with a header.');
      if (aside) await tellRest(source, 'xz', aside);
      return;
    }
    if (header.length < 12) throw cutShort();
    const flags = header.readUInt16BE(6);
    if (flags > 15 || (crc32 && crc32(header.subarray(6, 8), 0) !== header.readUInt32LE(8))) throw damaged('Its header is not understood.');
    source.drop(12);
    const checkBytes = CHECK_BYTES[flags]!;
    for (let size = await source.peek(1); size[0] !== 0; size = await source.peek(1)) {
      if (size.length === 0) throw cutShort();
      yield* readBlock(source, checkBytes);
    }
    await readIndex(source, flags);
  }
}

async function* readBlock(source: ByteSource, checkBytes: number): AsyncGenerator<Buffer> {
  const size = ((await source.peek(1))[0]! + 1) * 4;
  const { dictionaryBytes, filters } = readBlockHeader(await exactly(source, size));
  const dictionary = new Dictionary(dictionaryBytes, MAX_CHUNK_BYTES);
  const counter = { bytes: 0 };
  let pieces = readChunks(source, dictionary, counter);
  for (const filter of filters) pieces = filter(pieces);
  yield* pieces;
  await exactly(source, (-counter.bytes & 3) + checkBytes);
}

type Filter = (pieces: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>;

/** Size of the dictionary, and what is to be undone behind it, in that order. */
function readBlockHeader(header: Buffer): { readonly dictionaryBytes: number; readonly filters: readonly Filter[] } {
  const flags = header[1]!;
  let at = 2;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; shift < 63; shift += 7) {
      const byte = header[at];
      at += 1;
      if (byte === undefined) break;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw damaged('A number in a block header does not end.');
  };
  if (flags & 0x3c) throw damaged('A block header is not understood.');
  if (flags & 0x40) number();
  if (flags & 0x80) number();
  const filters: Filter[] = [];
  for (let left = flags & 3; left > 0; left -= 1) {
    const id = number();
    const end = number() + at;
    if (end > header.length) throw damaged('A filter has wrong properties.');
    filters.unshift(filterOf(id, header.subarray(at, end)));
    at = end;
  }
  if (number() !== LZMA2) throw unknownFilter();
  if (number() !== 1) throw damaged('A filter has wrong properties.');
  return { dictionaryBytes: dictionaryOf(header[at] ?? 255), filters };
}

function filterOf(id: number, properties: Buffer): Filter {
  if (id === DELTA && properties.length === 1) return (pieces) => undelta(properties[0]! + 1, pieces);
  const branch = BRANCHES[id];
  if (branch === undefined) throw unknownFilter();
  if (properties.length !== 0 && properties.length !== 4) throw damaged('A filter has wrong properties.');
  return (pieces) => unbranch(branch, pieces, properties.length === 0 ? 0 : properties.readUInt32LE(0));
}

/** Bytes, of the one that stands for them. Throws `damaged` and `limit-exceeded`. */
export function dictionaryOf(bits: number): number {
  if (bits > 40) throw damaged('A filter has wrong properties.');
  const bytes = bits === 40 ? 2 ** 32 - 1 : (2 | (bits & 1)) * 2 ** ((bits >> 1) + 11);
  if (bytes > MAX_DICTIONARY_BYTES) throw new LayerlintError('limit-exceeded', `The xz stream needs a dictionary of ${bytes} bytes; ${MAX_DICTIONARY_BYTES} are allowed.`);
  return bytes;
}

const unknownFilter = (): LayerlintError => new LayerlintError('unsupported', 'The xz stream uses a filter that is not supported.');

/** The chunks of LZMA2, up to the one that ends them; `counter` counts what they took. Throws `damaged`. */
export async function* readChunks(source: ByteSource, dictionary: Dictionary, counter: { bytes: number }): AsyncGenerator<Buffer> {
  const decoder = new LzmaDecoder(dictionary);
  // Each says what the next chunk must bring along.
  let needs: 'dictionary' | 'properties' | 'nothing' = 'dictionary';
  const take = async (length: number): Promise<Buffer> => {
    const bytes = await exactly(source, length);
    counter.bytes += length;
    return bytes;
  };
  for (;;) {
    const control = (await take(1))[0]!;
    if (control === 0) return;
    if (control === 1 || control >= 0xe0) {
      dictionary.reset();
      decoder.resetPosition();
      if (needs === 'dictionary') needs = 'properties';
    } else if (needs === 'dictionary') throw damaged('Its first chunk does not begin anew.');
    if (control < 0x80) {
      if (control > 2) throw damaged('A chunk is of no known kind.');
      const bytes = await take((await take(2)).readUInt16BE(0) + 1);
      for (const byte of bytes) dictionary.put(byte);
      decoder.passOver(bytes.length);
    } else {
      const sizes = (await take(4)).readUInt32BE(0);
      const size = ((control & 0x1f) << 16) + (sizes >>> 16) + 1;
      const reset = (control >> 5) & 3;
      if (reset >= 2) {
        if (!decoder.setProperties((await take(1))[0]!)) throw damaged('A chunk has wrong properties.');
        needs = 'nothing';
      } else if (needs === 'properties') throw damaged('A chunk does not begin anew where it must.');
      if (reset >= 1) decoder.resetState();
      const input = await take((sizes & 0xffff) + 1);
      if (input.length < 5) throw damaged('A chunk is too short.');
      try {
        decoder.decode(input, size);
      } catch (error) {
        if (dictionary.fresh > 0) yield dictionary.drain();
        throw error;
      }
    }
    yield dictionary.drain();
  }
}

/** And the footer, which repeats the flags of the header. */
async function readIndex(source: ByteSource, flags: number): Promise<void> {
  let length = 0;
  const take = async (): Promise<number> => {
    length += 1;
    return (await exactly(source, 1))[0]!;
  };
  const number = async (): Promise<number> => {
    let value = 0;
    for (let shift = 0; shift < 63; shift += 7) {
      const byte = await take();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw damaged('A number in the index does not end.');
  };
  await take();
  for (let left = (await number()) * 2; left > 0; left -= 1) await number();
  // Padding and a check sum.
  await exactly(source, (-length & 3) + 4);
  const footer = await exactly(source, 12);
  if (footer.readUInt16BE(8) !== flags || footer.toString('latin1', 10) !== FOOTER_MAGIC) throw damaged('Its footer is not understood.');
}

async function exactly(source: ByteSource, length: number): Promise<Buffer> {
  const bytes = await source.take(length);
  if (bytes.length < length) throw cutShort();
  return bytes;
}

function damaged(what: string): LayerlintError {
  return new LayerlintError('damaged', `The xz stream is damaged. ${what}`);
}

function cutShort(): LayerlintError {
  return new LayerlintError('damaged', 'The xz stream is cut short: unexpected end of xz data.');
}
