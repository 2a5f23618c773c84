import { decompressPieces } from '../../src/archive/decompress.js';
import type { Compression } from '../../src/archive/decompress.js';
import { TarReader, type TarEntry, type TarHandler } from '../../src/archive/tar.js';

/** What came out of a stream, and the error that ended it. */
export interface Read {
  readonly compression: Compression;
  readonly bytes: Buffer;
  readonly error: unknown;
}

export async function readAll(stored: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<Read> {
  const { compression, pieces } = await decompressPieces(Symbol.asyncIterator in stored ? stored : lend(stored));
  const parts: Buffer[] = [];
  let error: unknown = null;
  try {
    for await (const part of pieces) parts.push(Buffer.from(part));
  } catch (thrown) {
    error = thrown;
  }
  return { compression, bytes: Buffer.concat(parts), error };
}

export function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const points = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return points.slice(1).map((point, index) => Buffer.from(bytes.subarray(points[index], point)));
}

/** Pieces whose memory is used for something else as soon as the next one is asked for. */
export async function* lend(pieces: Iterable<Buffer>): AsyncGenerator<Buffer> {
  let lent: Buffer = Buffer.alloc(0);
  try {
    for (const piece of pieces) {
      lent.fill(0x50);
      yield (lent = Buffer.from(piece));
    }
  } finally {
    lent.fill(0x50);
  }
}

/** The same of one buffer, cut into pieces of a size. */
export function lendBytes(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  return lend((function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  })());
}

/** What becomes of one file of a tar. */
interface Sink<File> {
  data(bytes: Buffer): void;
  end(): File;
}

/** The regular files of a tar by what `begin` makes of them, what was said to be damaged, and the error that ended it. */
export async function readTar<File>(
  pieces: Iterable<Buffer> | AsyncIterable<Buffer>,
  begin: (entry: TarEntry) => Sink<File>,
  more: Pick<TarHandler, 'stray'> = {},
): Promise<{ readonly files: File[]; readonly damage: string[]; readonly error: unknown }> {
  const files: File[] = [];
  const damage: string[] = [];
  let open: Sink<File> | null = null;
  const reader = new TarReader({
    ...more,
    entry: (entry) => void (open = entry.type === 'file' ? begin(entry) : null),
    data: (bytes) => void open?.data(bytes),
    end() {
      if (open) files.push(open.end());
      open = null;
    },
    damage: (message) => void damage.push(message),
  });
  let error: unknown = null;
  try {
    for await (const piece of pieces) reader.push(piece);
  } catch (thrown) {
    error = thrown;
  }
  try {
    reader.finish();
  } catch (thrown) {
    error ??= thrown;
  }
  return { files, damage, error };
}
