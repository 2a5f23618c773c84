import { Readable } from 'node:stream';
import { decompress } from '../../src/archive/decompress.js';
import type { Compression } from '../../src/archive/decompress.js';

/** What came out of a stream, and the error that ended it. */
export interface Read {
  readonly compression: Compression;
  readonly bytes: Buffer;
  readonly error: unknown;
}

export async function readAll(pieces: Iterable<Buffer> | Readable): Promise<Read> {
  const { compression, stream } = await decompress(pieces instanceof Readable ? pieces : Readable.from(pieces));
  const parts: Buffer[] = [];
  let error: unknown = null;
  try {
    for await (const part of stream) parts.push(Buffer.from(part as Buffer));
  } catch (thrown) {
    error = thrown;
  }
  return { compression, bytes: Buffer.concat(parts), error };
}

export function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const points = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return points.slice(1).map((point, index) => Buffer.from(bytes.subarray(points[index], point)));
}
