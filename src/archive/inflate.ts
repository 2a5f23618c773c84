import * as zlib from 'node:zlib';
import { LayerlintError } from '../model/error.js';
import type { ByteSource } from './byte-source.js';
import { borrowDecoder, decodePieces, returnDecoder } from './decoder.js';
import { DRIVEN, drive } from './drive.js';

/** A call at once costs a tenth of a stream: most members of an archive are this small. */
const AT_ONCE_INPUT = 64 * 1024;
const AT_ONCE_OUTPUT = 1024 * 1024;
const MIN_CHUNK = 64;
const MAX_CHUNK = 16 * 1024;

/** Node has it from 20.15 on; null where there is none. */
export const crc32 = (zlib as { readonly crc32?: (bytes: Buffer, value: number) => number }).crc32 ?? null;

interface WithInfo {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

/** What one deflate stream gives, with the bytes it took; null when it is damaged, cut short or longer than `most`. */
export function inflateAtOnce(format: 'raw' | 'zlib', bytes: Buffer, most: number): { readonly bytes: Buffer; readonly taken: number } | null {
  const decoder = borrowDecoder(format);
  if (decoder === null) return inflateByCall(format, bytes, most);
  const parts: Buffer[] = [];
  let length = 0;
  let taken = 0;
  try {
    do {
      decoder.run(bytes, taken, true);
      if (decoder.failure) return null;
      taken += decoder.taken;
      length += decoder.given;
      if (length > most) return null;
      parts.push(Buffer.from(decoder.output.subarray(0, decoder.given)));
    } while (decoder.isFull);
  } finally {
    returnDecoder(format, decoder);
  }
  return { bytes: parts.length === 1 ? parts[0]! : Buffer.concat(parts), taken };
}

/** The same by the public way. */
export function inflateByCall(format: 'raw' | 'zlib', bytes: Buffer, most: number): { readonly bytes: Buffer; readonly taken: number } | null {
  const options = { info: true, maxOutputLength: Math.max(1, most), chunkSize: Math.min(Math.max(most, MIN_CHUNK), MAX_CHUNK) };
  try {
    const { buffer, engine } = (format === 'raw' ? zlib.inflateRawSync(bytes, options) : zlib.inflateSync(bytes, options)) as unknown as WithInfo;
    return { bytes: buffer, taken: engine.bytesWritten };
  } catch {
    return null;
  }
}

/** Small streams in one piece, which is then all there is; null where the stream must be read by the piece. Takes nothing on null. */
export async function takeInflated(source: ByteSource): Promise<Buffer | null> {
  const inflated = inflateAtOnce('raw', await source.peek(AT_ONCE_INPUT), AT_ONCE_OUTPUT);
  if (inflated === null) return null;
  source.drop(inflated.taken);
  return inflated.bytes;
}

/**
 * One deflate stream to its own end, wherever that is; each piece is valid until the next is asked for. Fails with what `wrap`
 * makes of zlib's error, after all that could be read. https://www.rfc-editor.org/rfc/rfc1951
 */
export async function* inflateStream(format: 'raw' | 'zlib', source: ByteSource, wrap: (cause: unknown) => Error = damaged): AsyncGenerator<Buffer> {
  const decoder = borrowDecoder(format);
  if (decoder === null) {
    yield* inflateByStream(format, source, wrap);
    return;
  }
  try {
    const left = yield* decodePieces(decoder, () => source.pull(), true, wrap);
    if (left.length > 0) source.unread(left);
  } finally {
    returnDecoder(format, decoder);
  }
}

/** The same by the public way. */
export async function* inflateByStream(format: 'raw' | 'zlib', source: ByteSource, wrap: (cause: unknown) => Error = damaged): AsyncGenerator<Buffer> {
  const inflate = format === 'raw' ? zlib.createInflateRaw(DRIVEN) : zlib.createInflate(DRIVEN);
  let fed = 0;
  let last: Buffer = Buffer.alloc(0);
  const pull = async (): Promise<Buffer | null> => {
    // What it leaves of a piece lies behind its end; it would swallow the next ones unseen.
    if (inflate.bytesWritten < fed) return null;
    const piece = await source.pull();
    if (piece === null) return null;
    fed += piece.length;
    last = piece;
    return piece;
  };
  yield* drive(inflate, pull, wrap);
  const left = fed - inflate.bytesWritten;
  if (left > 0) source.unread(last.subarray(last.length - left));
}

function damaged(cause: unknown): LayerlintError {
  return new LayerlintError('damaged', 'Its data cannot be inflated.', { cause });
}
