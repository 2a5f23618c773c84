import { LayerlintError } from '../model/error.js';
import type { Aside } from './aside.js';
import { tellRest } from './aside.js';
import type { ByteSource } from './byte-source.js';
import { Dictionary } from './dictionary.js';
import { LONGEST_MATCH, LzmaDecoder } from './lzma.js';
import { ALONE_BYTES, isLzip, LEAST_DICTIONARY_BYTES, MAX_SIZE, USUAL_PROPERTIES } from './lzma-head.js';

/** What the strongest preset of xz asks for; memory for more is not given to a stranger. */
export const MAX_DICTIONARY_BYTES = 64 * 1024 * 1024;
const INPUT_BYTES = 64 * 1024;
const OUTPUT_BYTES = 256 * 1024;
const LZIP_TRAILER_BYTES = 20;

/**
 * The old form of `.lzma`, as `xz --format=lzma` and RPM packages of ten years ago write it; one stream, no check sum.
 * https://git.tukaani.org/?p=xz.git;a=blob_plain;f=doc/lzma-file-format.txt
 */
export async function* unlzma(source: ByteSource): AsyncGenerator<Buffer> {
  const header = await source.take(ALONE_BYTES);
  if (header.length < ALONE_BYTES) throw damaged('It is cut short.');
  const size = header.readBigUInt64LE(5);
  yield* decodeLzma(source, header[0]!, header.readUInt32LE(1), size < BigInt(MAX_SIZE) ? Number(size) : null);
}

/** All members of a lzip file; check sums are passed over, what follows is ignored or told aside. https://www.nongnu.org/lzip/manual/lzip_manual.html#File-format */
export async function* unlzip(source: ByteSource, aside?: Aside): AsyncGenerator<Buffer> {
  for (let first = true; ; first = false) {
    const header = await source.peek(6);
    if (header.length < 6 || !isLzip(header)) {
      if (first) throw damaged('It does not begin with a header.');
      if (aside) await tellRest(source, 'lzip', aside);
      return;
    }
    source.drop(6);
    const bits = header[5]! & 31;
    if (bits < 12 || bits > 29) throw damaged('Its header is not understood.');
    yield* decodeLzma(source, USUAL_PROPERTIES, 2 ** bits - (2 ** bits / 16) * (header[5]! >> 5), null);
    if ((await source.take(LZIP_TRAILER_BYTES)).length < LZIP_TRAILER_BYTES) throw damaged('It is cut short.');
  }
}

/** One stream of LZMA, behind its header. It ends after `size` bytes, or where it says so; both may be. Throws `damaged` and `limit-exceeded`. */
export async function* decodeLzma(source: ByteSource, properties: number, dictionaryBytes: number, size: number | null): AsyncGenerator<Buffer> {
  // What is looked back on can be no larger than what there is.
  const looksBack = Math.max(LEAST_DICTIONARY_BYTES, Math.min(dictionaryBytes, size ?? Infinity));
  if (looksBack > MAX_DICTIONARY_BYTES) throw new LayerlintError('limit-exceeded', `The LZMA data needs a dictionary of ${looksBack} bytes; ${MAX_DICTIONARY_BYTES} are allowed.`);
  const dictionary = new Dictionary(looksBack, OUTPUT_BYTES + LONGEST_MATCH);
  const decoder = new LzmaDecoder(dictionary);
  const head = await source.take(5);
  if (head.length < 5) throw damaged('It is cut short.');
  if (head[0] !== 0 || !decoder.setProperties(properties)) throw damaged('Its header is not understood.');
  decoder.resetState();
  decoder.begin(head);
  let left = size ?? Infinity;
  while (left > 0 && !decoder.ended) {
    const input = await source.peek(INPUT_BYTES);
    let taken = 0;
    let failure: unknown = null;
    try {
      taken = decoder.run(input, input.length < INPUT_BYTES, OUTPUT_BYTES, left);
    } catch (error) {
      failure = error;
    }
    source.drop(taken);
    left -= dictionary.fresh;
    if (dictionary.fresh > 0) yield dictionary.drain();
    if (failure !== null) throw failure as Error;
  }
  if (size !== null && left > 0) throw damaged('It ends before its size.');
}

function damaged(what: string): LayerlintError {
  return new LayerlintError('damaged', `The LZMA data is damaged. ${what}`);
}
