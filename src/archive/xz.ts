import { LayerlintError } from '../model/error.js';
import type { Aside } from './aside.js';
import { tellRest } from './aside.js';
import type { ByteSource } from './byte-source.js';
import { crc32 } from './inflate.js';
import { Dictionary, LzmaDecoder } from './lzma.js';

const MAGIC = '\xfd7zXZ\0';
const FOOTER_MAGIC = 'YZ';
const LZMA2 = 0x21;
/** What the strongest preset of xz asks for; memory for more is not given to a stranger. */
const MAX_DICTIONARY_BYTES = 64 * 1024 * 1024;
/** The most that one chunk of LZMA2 gives. */
const MAX_CHUNK_BYTES = 2 * 1024 * 1024;
/** Bytes of the check behind each block, by its kind. */
const CHECK_BYTES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

/**
 * All streams, one after the other; what follows the last one and is no stream is ignored. Only the filter LZMA2 is known, which is
 * all that `xz` uses unless told otherwise. The checks of blocks are passed over.
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
  const header = await exactly(source, size);
  const dictionaryBytes = readBlockHeader(header);
  const dictionary = new Dictionary(dictionaryBytes, MAX_CHUNK_BYTES);
  const counter = { bytes: 0 };
  yield* readChunks(source, dictionary, counter);
  await exactly(source, (-counter.bytes & 3) + checkBytes);
}

/** Size of the dictionary. */
function readBlockHeader(header: Buffer): number {
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
  if ((flags & 3) !== 0 || number() !== LZMA2) throw new LayerlintError('unsupported', 'The xz stream uses a filter other than LZMA2, which is not supported.');
  if (number() !== 1) throw damaged('A filter has wrong properties.');
  const bits = header[at] ?? 255;
  if (bits > 40) throw damaged('A filter has wrong properties.');
  const bytes = bits === 40 ? 2 ** 32 - 1 : (2 | (bits & 1)) * 2 ** ((bits >> 1) + 11);
  if (bytes > MAX_DICTIONARY_BYTES) throw new LayerlintError('limit-exceeded', `The xz stream needs a dictionary of ${bytes} bytes; ${MAX_DICTIONARY_BYTES} are allowed.`);
  return bytes;
}

async function* readChunks(source: ByteSource, dictionary: Dictionary, counter: { bytes: number }): AsyncGenerator<Buffer> {
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
      const sizes = await take(4);
      const size = ((control & 0x1f) << 16) + sizes.readUInt16BE(0) + 1;
      const reset = (control >> 5) & 3;
      if (reset >= 2) {
        if (!decoder.setProperties((await take(1))[0]!)) throw damaged('A chunk has wrong properties.');
        needs = 'nothing';
      } else if (needs === 'properties') throw damaged('A chunk does not begin anew where it must.');
      if (reset >= 1) decoder.resetState();
      const input = await take(sizes.readUInt16BE(2) + 1);
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
