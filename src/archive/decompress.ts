import { Readable } from 'node:stream';
import { LayerlintError } from '../model/error.js';
import type { Aside } from './aside.js';
import { ByteSource } from './byte-source.js';

export type Compression = 'none' | 'gzip' | 'zstd' | 'bzip2' | 'xz';

/** Uncompressed bytes of one stream: 1 TiB is far above any image and ends a bomb that keeps within the ratio. */
const MAX_TOTAL_BYTES = 2 ** 40;
/** Uncompressed bytes per stored byte: deflate reaches 1032 at most; the other methods go higher, on long zeros alone. */
export const MAX_RATIO = 20_000;
/** The ratio is not looked at below this, so that a small file of zeros may be as small as its method makes it. */
export const RATIO_FREE_BYTES = 256 * 1024 * 1024;

const LONGEST_MAGIC = 6;

/** By magic bytes; needs the first six, or the whole of a shorter stream. */
export function sniffCompression(head: Buffer): Compression {
  if (head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head.length >= 4) {
    const word = head.readUInt32LE(0);
    if (word === 0xfd2fb528 || word >>> 4 === 0x184d2a5) return 'zstd';
    if (head.toString('latin1', 0, 3) === 'BZh' && head[3]! >= 0x31 && head[3]! <= 0x39) return 'bzip2';
  }
  if (head.length >= 6 && head.toString('latin1', 0, 6) === '\xfd7zXZ\0') return 'xz';
  return 'none';
}

/** What a stream turned out to be, and its uncompressed bytes. */
export interface Decompressed {
  readonly compression: Compression;
  /** Each piece is valid only until the next is asked for. */
  readonly pieces: AsyncGenerator<Buffer>;
}

/**
 * Detects by magic bytes, never by name or media type. The pieces end in `damaged` (after all bytes that could be read) or
 * `limit-exceeded`; an error of `stored` comes through as it is. Whoever stops early destroys `stored`. `aside` is told what a stream
 * holds beside its content.
 */
export async function decompressPieces(stored: Readable, aside?: Aside): Promise<Decompressed> {
  const source = new ByteSource(stored[Symbol.asyncIterator]() as AsyncIterator<Buffer>);
  try {
    const compression = sniffCompression(await source.peek(LONGEST_MAGIC));
    return { compression, pieces: limit(await open(compression, source, aside), source) };
  } catch (error) {
    // An error this early belongs to the reader of the bytes, like any other.
    return { compression: 'none', pieces: failAfterRest(source, error) };
  }
}

/** As `decompressPieces`, for whoever wants a stream: its chunks stay valid. Destroying it destroys `stored`. */
export async function decompress(stored: Readable): Promise<{ compression: Compression; stream: Readable }> {
  const { compression, pieces } = await decompressPieces(stored);
  // A mark of one byte makes the stream ask for a piece only when the last one has been taken: an error drops nothing.
  const stream = Readable.from(compression === 'none' ? pieces : copies(pieces), { objectMode: false, highWaterMark: 1 });
  stream.once('close', () => stored.destroy());
  return { compression, stream };
}

async function* copies(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

async function open(compression: Compression, source: ByteSource, aside?: Aside): Promise<AsyncIterable<Buffer>> {
  switch (compression) {
    case 'gzip':
      return (await import('./gzip.js')).gunzip(source, aside);
    case 'zstd':
      return (await import('./zstd.js')).unzstd(source, aside);
    case 'bzip2':
      return (await import('./bzip2.js')).bunzip2(source, aside);
    case 'xz':
      return (await import('./xz.js')).unxz(source, aside);
    case 'none':
      return passThrough(source);
  }
}

async function* passThrough(source: ByteSource): AsyncGenerator<Buffer> {
  for (let piece = await source.pull(); piece !== null; piece = await source.pull()) yield piece;
}

async function* failAfterRest(source: ByteSource, error: unknown): AsyncGenerator<Buffer> {
  yield source.rest();
  throw error;
}

async function* limit(inflated: AsyncIterable<Buffer>, source: ByteSource): AsyncGenerator<Buffer> {
  let total = 0;
  for await (const piece of inflated) {
    total += piece.length;
    if (total > MAX_TOTAL_BYTES || (total > RATIO_FREE_BYTES && total > source.received * MAX_RATIO)) {
      throw new LayerlintError('limit-exceeded', `${source.received} compressed bytes grew to more than ${total - piece.length}; the rest was not read.`);
    }
    yield piece;
  }
}
