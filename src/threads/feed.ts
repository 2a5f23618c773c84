/** Bytes from one thread to another, by memory that both see: no more under way than it holds. */
import type { MessagePort } from 'node:worker_threads';
import { LayerlintError, type ErrorCode } from '../model/error.js';

/** Small pieces are sent together: a message costs as much as scanning a few thousand bytes. */
const PIECE = 256 * 1024;
/** Enough that neither side waits for the other's turn, though the sender may be searching, and a fixed part of the memory. */
const PIECES_UNDER_WAY = 16;

/** Pieces that go round, for one stream of bytes after the other. What is copied into a message is garbage on both sides. */
export type Ring = SharedArrayBuffer;

export function newRing(): Ring {
  return new SharedArrayBuffer(PIECE * PIECES_UNDER_WAY);
}

/** An error on its way to another thread: an Error of a class of our own would arrive as a plain one. */
export interface SentError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
}

/** What goes to the reader: how many bytes the next piece has, or the end with what went wrong. */
type ToReader = number | { readonly end: SentError | null };
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
export async function sendBytes(port: MessagePort, ring: Ring, chunks: AsyncIterable<Buffer>): Promise<void> {
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
  const writer = new Writer(ring, (length) => {
    free -= 1;
    port.postMessage(length satisfies ToReader);
  });
  let end: SentError | null = null;
  try {
    read: for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; ) {
        while (free === 0 && !stopped) await new Promise<void>((resolve) => (wake = resolve));
        if (stopped) break read;
        at += writer.write(chunk, at);
      }
    }
  } catch (error) {
    end = packError(error);
  }
  // What could be read counts, whatever came behind it.
  writer.send();
  port.postMessage({ end } satisfies ToReader);
}

/** Puts bytes into one piece of the ring after the other. */
class Writer {
  readonly #pieces: readonly Uint8Array[];
  readonly #sent: (length: number) => void;
  #turn = 0;
  #filled = 0;

  constructor(ring: Ring, sent: (length: number) => void) {
    this.#pieces = piecesOf(ring);
    this.#sent = sent;
  }

  /** Takes bytes from `at` on, as many as fit into the piece, which must be free, and tells how many; a full piece is sent. */
  write(bytes: Buffer, at: number): number {
    const length = Math.min(bytes.length - at, PIECE - this.#filled);
    this.#pieces[this.#turn]!.set(at === 0 && length === bytes.length ? bytes : bytes.subarray(at, at + length), this.#filled);
    this.#filled += length;
    if (this.#filled === PIECE) this.send();
    return length;
  }

  /** Sends what is there. */
  send(): void {
    if (this.#filled === 0) return;
    this.#sent(this.#filled);
    this.#turn = (this.#turn + 1) % PIECES_UNDER_WAY;
    this.#filled = 0;
  }
}

function piecesOf(ring: Ring): readonly Buffer[] {
  return Array.from({ length: PIECES_UNDER_WAY }, (_, index) => Buffer.from(ring, index * PIECE, PIECE));
}

/**
 * The bytes that arrive at a port; fails with the error that they ended with, after all of them. A piece is valid until the next is
 * asked for. Its `return` stops the sender.
 */
export function receiveBytes(port: MessagePort, ring: Ring): AsyncGenerator<Buffer> {
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
    const memory = piecesOf(ring);
    try {
      for (let turn = 0; ; turn = (turn + 1) % PIECES_UNDER_WAY) {
        while (arrived.length === 0 && !closed) await new Promise<void>((resolve) => (wake = resolve));
        const message = arrived.shift() ?? { end: { code: 'internal', message: 'The thread that sent these bytes ended too early.', hint: null } };
        if (typeof message !== 'number') {
          if (message.end !== null) throw unpackError(message.end);
          return;
        }
        yield memory[turn]!.subarray(0, message);
        port.postMessage('taken' satisfies ToWriter);
      }
    } finally {
      port.postMessage('stop' satisfies ToWriter);
      port.close();
    }
  }
  return pieces();
}
