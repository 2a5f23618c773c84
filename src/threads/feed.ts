/** Bytes from one thread to another, no more under way than a few pieces. */
import { Readable } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';
import { LayerlintError, type ErrorCode } from '../model/error.js';

/** Small pieces are sent together: a message costs as much as scanning a few thousand bytes. */
const PIECE = 256 * 1024;
/** Enough that neither side waits for the other's turn, though the sender may be searching, and a fixed part of the memory. */
const PIECES_UNDER_WAY = 16;

/** An error on its way to another thread: an Error of a class of our own would arrive as a plain one. */
export interface SentError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
}

/** What goes to the reader: bytes, or the end with what went wrong. */
type ToReader = Uint8Array<ArrayBuffer> | { readonly end: SentError | null };
/** What comes back: one piece has been taken, or no more is wanted. */
type ToWriter = 'taken' | 'stop';

export function packError(error: unknown): SentError {
  if (error instanceof LayerlintError) return { code: error.code, message: error.message, hint: error.hint };
  return { code: 'internal', message: error instanceof Error ? (error.stack ?? error.message) : String(error), hint: null };
}

export function unpackError({ code, message, hint }: SentError): LayerlintError {
  return new LayerlintError(code, message, hint === null ? {} : { hint });
}

/** Sends all bytes, and in the end the error that they ended with, if any. Never throws; ends early where the reader stops or dies. */
export async function sendBytes(port: MessagePort, chunks: AsyncIterable<Buffer>): Promise<void> {
  let free = PIECES_UNDER_WAY;
  let stopped = false;
  let wake = (): void => undefined;
  port.on('message', (message: ToWriter) => {
    if (message === 'stop') stopped = true;
    else free += 1;
    wake();
  });
  port.on('close', () => {
    stopped = true;
    wake();
  });
  const send = async (piece: Uint8Array<ArrayBuffer>): Promise<void> => {
    while (free === 0 && !stopped) await new Promise<void>((resolve) => (wake = resolve));
    free -= 1;
    if (!stopped) port.postMessage(piece satisfies ToReader);
  };
  let end: SentError | null = null;
  try {
    for await (const piece of inPieces(chunks)) {
      await send(piece);
      if (stopped) break;
    }
  } catch (error) {
    end = packError(error);
  }
  port.postMessage({ end } satisfies ToReader);
}

/**
 * The same bytes in pieces of one size, but the last; each is valid until the next. They are copied to the reader and not given
 * away: memory that came from elsewhere makes no thread collect its garbage, and one that only reads would let it pile up.
 */
async function* inPieces(chunks: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const piece = new Uint8Array(PIECE);
  let filled = 0;
  const rest = (): Uint8Array<ArrayBuffer> => piece.slice(0, filled);
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; ) {
        const length = Math.min(chunk.length - at, PIECE - filled);
        piece.set(chunk.subarray(at, at + length), filled);
        at += length;
        filled += length;
        if (filled < PIECE) continue;
        yield piece;
        filled = 0;
      }
    }
  } catch (error) {
    // What could be read counts, whatever came behind it.
    if (filled > 0) yield rest();
    throw error;
  }
  if (filled > 0) yield rest();
}

/** The bytes that arrive at a port; fails with the error that they ended with, after all of them. Destroying it stops the sender. */
export function receiveBytes(port: MessagePort): Readable {
  const arrived: ToReader[] = [];
  let closed = false;
  let wake = (): void => undefined;
  port.on('message', (message: ToReader) => {
    arrived.push(message);
    wake();
  });
  port.on('close', () => {
    closed = true;
    wake();
  });
  async function* pieces(): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        while (arrived.length === 0 && !closed) await new Promise<void>((resolve) => (wake = resolve));
        const message = arrived.shift() ?? { end: { code: 'internal', message: 'The thread that sent these bytes ended too early.', hint: null } };
        if (!(message instanceof Uint8Array)) {
          if (message.end !== null) throw unpackError(message.end);
          return;
        }
        yield Buffer.from(message.buffer, message.byteOffset, message.byteLength);
        port.postMessage('taken' satisfies ToWriter);
      }
    } finally {
      port.postMessage('stop' satisfies ToWriter);
      port.close();
    }
  }
  // A mark of one byte makes the stream ask for a piece only when the last one has been taken: an error drops nothing.
  return Readable.from(pieces(), { objectMode: false, highWaterMark: 1 });
}
