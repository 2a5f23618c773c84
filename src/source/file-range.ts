import type { FileHandle } from 'node:fs/promises';
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

/** Memory of pieces, to be used again: V8 looks for garbage in all of its heap once for every 64 MiB of new buffers. */
const idle: Buffer[] = [];
const MOST_IDLE = 4;

/**
 * Bytes `[offset, offset + size)` of an open file, as often as wanted. A piece is valid until the next is asked for, which is read
 * meanwhile. Fails with `damaged` where the file ends before.
 */
export async function* readRange(handle: FileHandle, offset: number, size: number, what: string): AsyncGenerator<Buffer> {
  const memory = [takePiece(size), takePiece(size - PIECE)];
  let next = readInto(memory[0]!, handle, offset);
  try {
    for (let done = 0, turn = 1; done < size; turn ^= 1) {
      const piece = await next;
      if (piece.length === 0) {
        throw new LayerlintError('damaged', `${what} ends after ${done} of its ${size} bytes.`, { hint: 'The file was cut short; save or copy the image again.' });
      }
      done += piece.length;
      next = readInto(memory[turn]!.subarray(0, size - done), handle, offset + done);
      // Whoever asks for it is told; until then it is no error that nobody sees to.
      next.catch(() => undefined);
      yield piece;
    }
  } finally {
    // Until then it is written to.
    await next.catch(() => undefined);
    for (const one of memory) if (one.length === PIECE && idle.length < MOST_IDLE) idle.push(one);
  }
}

/** All of a file that is opened when the first byte is wanted and closed behind the last: what nobody begins to read holds none. */
export async function* readWhole(open: () => Promise<OpenFile>, what: string): AsyncGenerator<Buffer> {
  const { handle, size } = await open();
  try {
    yield* readRange(handle, 0, size, what);
  } finally {
    await handle.close();
  }
}

/** Up to `length` bytes at `position`; fewer only at the end of the file. */
export function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  return readInto(Buffer.allocUnsafe(length), handle, position);
}

/** The same bytes into memory that is there: as many as it holds. */
async function readInto(bytes: Buffer, handle: FileHandle, position: number): Promise<Buffer> {
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

function takePiece(wanted: number): Buffer {
  if (wanted >= PIECE) return idle.pop() ?? Buffer.allocUnsafeSlow(PIECE);
  return Buffer.allocUnsafe(Math.max(0, wanted));
}
