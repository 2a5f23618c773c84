import { Readable } from 'node:stream';
import { createGunzip, constants } from 'node:zlib';
import { LayerlintError } from '../model/error.js';

export type Compression = 'none' | 'gzip' | 'zstd' | 'bzip2' | 'xz';

/** Uncompressed bytes of one stream: 1 TiB is far above any image and ends a bomb that keeps within the ratio. */
export const MAX_TOTAL_BYTES = 2 ** 40;
/** Uncompressed bytes per stored byte: deflate reaches 1032 at most; the other methods go higher on zeros alone. */
export const MAX_RATIO = 20_000;
/** The ratio is not looked at below this, so that a small file of zeros may be as small as its method makes it. */
export const RATIO_FREE_BYTES = 256 * 1024 * 1024;

const LONGEST_MAGIC = 8;

/** By magic bytes; needs the first eight, or the whole of a shorter stream. */
export function sniffCompression(head: Buffer): Compression {
  if (head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head.length >= 4) {
    const word = head.readUInt32LE(0);
    if (word === 0xfd2fb528 || (word >>> 4 === 0x184d2a5 && head.length > 4)) return 'zstd';
    if (head.toString('latin1', 0, 3) === 'BZh' && head[3]! >= 0x31 && head[3]! <= 0x39) return 'bzip2';
  }
  if (head.length >= 6 && head.toString('latin1', 0, 6) === '\xfd7zXZ\0') return 'xz';
  return 'none';
}

/**
 * Detects by magic bytes, never by name or media type. The stream fails with `damaged` (after all bytes that could be read)
 * or `limit-exceeded`; an error of `stored` comes through as it is. Destroying the stream destroys `stored`.
 */
export async function decompress(stored: Readable): Promise<{ compression: Compression; stream: Readable }> {
  const chunks = stored[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first: Buffer[] = [];
  let length = 0;
  let failure: unknown = null;
  while (length < LONGEST_MAGIC && failure === null) {
    try {
      const next = await chunks.next();
      if (next.done) break;
      first.push(next.value);
      length += next.value.length;
    } catch (error) {
      failure = error ?? new LayerlintError('unreadable', 'The stream failed.');
    }
  }
  const compression = sniffCompression(Buffer.concat(first).subarray(0, LONGEST_MAGIC));
  const counter = { stored: 0 };
  const source = rejoin(first, failure, chunks, counter);
  const inflated = compression === 'none' ? source : limit(await open(compression, source), counter);
  // A mark of one byte makes the stream ask for a chunk only when the last one has been taken: an error drops nothing.
  return { compression, stream: Readable.from(inflated, { objectMode: false, highWaterMark: 1 }) };
}

async function* rejoin(first: readonly Buffer[], failure: unknown, rest: AsyncIterator<Buffer>, counter: { stored: number }): AsyncGenerator<Buffer> {
  try {
    for (const chunk of first) {
      counter.stored += chunk.length;
      yield chunk;
    }
    if (failure !== null) throw failure;
    for (let next = await rest.next(); !next.done; next = await rest.next()) {
      counter.stored += next.value.length;
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}

async function open(compression: Exclude<Compression, 'none'>, source: AsyncGenerator<Buffer>): Promise<AsyncIterable<Buffer>> {
  switch (compression) {
    case 'gzip':
      return gunzip(source);
    default:
      throw new LayerlintError('unsupported', `Compression \`${compression}\` is not supported.`);
  }
}

async function* limit(inflated: AsyncIterable<Buffer>, counter: { readonly stored: number }): AsyncGenerator<Buffer> {
  let total = 0;
  for await (const chunk of inflated) {
    total += chunk.length;
    if (total > MAX_TOTAL_BYTES || (total > RATIO_FREE_BYTES && total > counter.stored * MAX_RATIO)) {
      throw new LayerlintError('limit-exceeded', `${counter.stored} compressed bytes grew to more than ${total - chunk.length}; the rest was not read.`);
    }
    yield chunk;
  }
}

async function* gunzip(source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const inflate = createGunzip({ chunkSize: 64 * 1024, finishFlush: constants.Z_SYNC_FLUSH });
  const input = Readable.from(source);
  input.on('error', (error) => inflate.destroy(error));
  input.pipe(inflate);
  try {
    for await (const chunk of inflate) yield chunk as Buffer;
  } catch (error) {
    if (error instanceof LayerlintError) throw error;
    throw new LayerlintError('damaged', 'The gzip stream is damaged.', { cause: error });
  } finally {
    input.destroy();
    inflate.destroy();
  }
}
