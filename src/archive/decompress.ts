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
const NOTHING = Buffer.alloc(0);

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
 * `limit-exceeded`; an error of `stored` comes through as it is. However they end, by `return` too, they end `stored`. `aside` is told what
 * a stream holds beside its content.
 */
export async function decompressPieces(stored: AsyncIterable<Buffer>, aside?: Aside): Promise<Decompressed> {
  const source = new ByteSource(stored[Symbol.asyncIterator]());
  let compression: Compression = 'none';
  let failure: { readonly error: unknown } | null = null;
  try {
    compression = sniffCompression(await source.peek(LONGEST_MAGIC));
  } catch (error) {
    // An error this early belongs to the reader of the bytes, like any other.
    failure = { error };
  }
  const pieces = limit(failure === null ? open(compression, source, aside) : failAfterRest(source, failure.error), source);
  // What stands in its `finally` is done only if it has begun.
  await pieces.next();
  return { compression, pieces };
}

async function* open(compression: Compression, source: ByteSource, aside?: Aside): AsyncGenerator<Buffer> {
  switch (compression) {
    case 'gzip':
      return yield* (await import('./gzip.js')).gunzip(source, aside);
    case 'zstd':
      return yield* (await import('./zstd.js')).unzstd(source, aside);
    case 'bzip2':
      return yield* (await import('./bzip2.js')).bunzip2(source, aside);
    case 'xz':
      return yield* (await import('./xz.js')).unxz(source, aside);
    case 'none':
      return yield* passThrough(source);
  }
}

async function* passThrough(source: ByteSource): AsyncGenerator<Buffer> {
  for (let piece = await source.pull(); piece !== null; piece = await source.pull()) yield piece;
}

async function* failAfterRest(source: ByteSource, error: unknown): AsyncGenerator<Buffer> {
  yield source.rest();
  throw error;
}

/** Begins with nothing, so that it may be begun without a piece having been taken. */
async function* limit(inflated: AsyncIterable<Buffer>, source: ByteSource): AsyncGenerator<Buffer> {
  let total = 0;
  try {
    yield NOTHING;
    for await (const piece of inflated) {
      total += piece.length;
      if (total > MAX_TOTAL_BYTES || (total > RATIO_FREE_BYTES && total > source.received * MAX_RATIO)) {
        throw new LayerlintError('limit-exceeded', `${source.received} compressed bytes grew to more than ${total - piece.length}; the rest was not read.`);
      }
      yield piece;
    }
  } finally {
    await source.close();
  }
}
