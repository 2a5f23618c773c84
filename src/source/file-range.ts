import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { LayerlintError } from '../model/error.js';

/**
 * Small enough that many layers may be open at once, and big enough for a thread that searches and reads for another as well: it comes to
 * read once in some ten milliseconds.
 */
const PIECE = 1024 * 1024;

export interface OpenFile {
  readonly handle: FileHandle;
  readonly size: number;
}

/** Bytes `[offset, offset + size)` of an open file, as often as wanted; fails with `damaged` where the file ends before. */
export function readRange(handle: FileHandle, offset: number, size: number, what: string): Readable {
  return Readable.from(pieces(handle, offset, size, what), { objectMode: false, highWaterMark: PIECE });
}

/** All of a file that is opened when the first byte is wanted and closed behind the last: a stream that nobody reads holds none. */
export function readWhole(open: () => Promise<OpenFile>, what: string): Readable {
  return Readable.from(whole(open, what), { objectMode: false, highWaterMark: PIECE });
}

/** Up to `length` bytes at `position`; fewer only at the end of the file. */
export async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

async function* whole(open: () => Promise<OpenFile>, what: string): AsyncGenerator<Buffer> {
  const { handle, size } = await open();
  try {
    yield* pieces(handle, 0, size, what);
  } finally {
    await handle.close();
  }
}

async function* pieces(handle: FileHandle, offset: number, size: number, what: string): AsyncGenerator<Buffer> {
  for (let done = 0; done < size; ) {
    const piece = await readAt(handle, offset + done, Math.min(PIECE, size - done));
    if (piece.length === 0) {
      throw new LayerlintError('damaged', `${what} ends after ${done} of its ${size} bytes.`, { hint: 'The file was cut short; save or copy the image again.' });
    }
    done += piece.length;
    yield piece;
  }
}
