import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { LayerlintError } from '../model/error.js';
import type { Aside } from './aside.js';
import { tell, tellRest } from './aside.js';
import type { ByteSource } from './byte-source.js';
import { Decoder, decodePieces, isSound, PROOF } from './decoder.js';
import { DRIVEN, drive } from './drive.js';

const FRAME_MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a5;

/** fzstd moves its whole window for every block. Blocks of 128 KiB cost 256 moves a byte at most; tiny ones would cost days. */
const MAX_MOVES = 1024;
const FREE_MOVES = 4 * 1024 ** 3;

/** One block of a frame with its header, or the frame's own header or check sum. */
interface Piece {
  readonly bytes: Buffer;
  readonly place: 'first' | 'middle' | 'last';
}

/** Node's own, from 22.15 on. */
const { createZstdDecompress: createDecoder, zstdCompressSync: compress } = zlib as { readonly createZstdDecompress?: (options: object) => Transform; readonly zstdCompressSync?: (bytes: Buffer) => Buffer };

/** What decodes: Node's decoder without its stream, or by it, or a package. */
export type ZstdWay = 'handle' | 'stream' | 'fzstd';

/** Those that this Node has, the fastest first. */
export const ZSTD_WAYS: readonly ZstdWay[] = createDecoder && compress ? (isSound(() => createDecoder(DRIVEN), compress(PROOF), false) ? ['handle', 'stream', 'fzstd'] : ['stream', 'fzstd']) : ['fzstd'];

/**
 * Each piece is valid until the next is asked for. All frames, one after the other, skippable ones left out, or told aside; so is what follows the last one and is no frame.
 * Frames are taken apart here because both decoders go wrong where one ends within a piece of input.
 * https://www.rfc-editor.org/rfc/rfc8878
 */
export async function* unzstd(source: ByteSource, aside?: Aside, way = ZSTD_WAYS[0]!): AsyncGenerator<Buffer> {
  const pieces = readFrames(source, aside);
  if (way === 'fzstd') return yield* decodeByFrames(pieces);
  // An end without a frame is damage to it.
  const first = await pieces.next();
  if (first.done) return;
  let bytes: Buffer | null = first.value.bytes;
  const pull = async (): Promise<Buffer | null> => {
    const piece = bytes;
    bytes = null;
    if (piece !== null) return piece;
    const next = await pieces.next();
    return next.done ? null : next.value.bytes;
  };
  const stream = createDecoder!(DRIVEN);
  if (way === 'stream') return yield* drive(stream, pull, damagedBy);
  const decoder = Decoder.of(stream)!;
  try {
    // Frames have been seen whole by then.
    yield* decodePieces(decoder, pull, false, damagedBy);
  } finally {
    decoder.close();
  }
}

async function* decodeByFrames(pieces: AsyncIterable<Piece>): AsyncGenerator<Buffer> {
  const { Decompress } = await import('fzstd');
  let out: Buffer[] = [];
  let decoder = new Decompress();
  let window = 0;
  let moved = 0;
  let total = 0;
  for await (const { bytes, place } of pieces) {
    if (place === 'first') {
      decoder = new Decompress((data) => {
        if (data.length > 0) out.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
      });
      window = windowSize(bytes);
    }
    let failure: unknown = null;
    try {
      // It may keep what it is given.
      decoder.push(Buffer.from(bytes), place === 'last');
    } catch (error) {
      failure = error ?? new Error('The decoder failed.');
    }
    for (const piece of out) total += piece.length;
    yield* out;
    out = [];
    if (failure !== null) throw damagedBy(failure);
    moved += window;
    if (moved > FREE_MOVES + total * MAX_MOVES) {
      throw new LayerlintError('limit-exceeded', 'The zstd stream is made of tiny blocks with a huge window; the rest was not read.', {
        hint: 'Node 22.15 and later read it.',
      });
    }
  }
}

/** Bytes that a frame may look back; fzstd refuses more than 32 MiB. https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.1.2 */
function windowSize(header: Buffer): number {
  const descriptor = header[4]!;
  if (descriptor & 0x20) {
    const at = 5 + [0, 1, 2, 4][descriptor & 3]!;
    const length = header.length - at;
    return length === 1 ? header[at]! : length === 2 ? header.readUInt16LE(at) + 256 : length === 4 ? header.readUInt32LE(at) : Number(header.readBigUInt64LE(at));
  }
  const base = 2 ** (10 + (header[5]! >> 3));
  return base + (base / 8) * (header[5]! & 7);
}

/** One block at a time, since a block grows to 128 KiB at most: that bounds what a decoder holds. */
async function* readFrames(source: ByteSource, aside?: Aside): AsyncGenerator<Piece> {
  for (let first = true; ; first = false) {
    const head = await source.peek(18);
    const magic = head.length < 4 ? 0 : head.readUInt32LE(0);
    if (magic >>> 4 === SKIPPABLE_MAGIC) {
      source.drop(4);
      const field = await source.take(4);
      if (field.length < 4) throw cutShort();
      const length = field.readUInt32LE(0);
      // Indexes of files stand in such frames (`zstd:chunked`), and whatever someone put there.
      if (!(await (aside ? tell(source, 'zstd skippable frame', length, aside) : source.skip(length)))) throw cutShort();
      continue;
    }
    if (magic !== FRAME_MAGIC) {
      if (first && head.length > 0) throw damaged('It does not begin with a frame.');
      if (aside) await tellRest(source, 'zstd', aside);
      return;
    }
    if (head.length < 6) throw cutShort();
    const descriptor = head[4]!;
    const headerLength = frameHeaderLength(descriptor);
    // Without it a decoder puts out bytes that nobody wrote.
    if (head.length >= headerLength && needsDictionary(head)) throw new LayerlintError('unsupported', 'The zstd stream needs a dictionary, which is nowhere in it.');
    yield { bytes: Buffer.from(await exactly(source, headerLength)), place: 'first' };
    const checked = (descriptor & 4) !== 0;
    for (let last = false; !last; ) {
      const header = await source.peek(3);
      if (header.length < 3) throw cutShort();
      const word = header.readUIntLE(0, 3);
      last = (word & 1) !== 0;
      const type = (word >> 1) & 3;
      const size = word >> 3;
      if (type === 3 || size > 128 * 1024) throw damaged('A block is of no known kind.');
      yield { bytes: await exactly(source, 3 + (type === 1 ? 1 : size)), place: last && !checked ? 'last' : 'middle' };
    }
    if (checked) yield { bytes: await exactly(source, 4), place: 'last' };
  }
}

function frameHeaderLength(descriptor: number): number {
  const single = (descriptor & 0x20) !== 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3]!;
  const contentSize = [single ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  return 4 + 1 + (single ? 0 : 1) + dictionary + contentSize;
}

/** True when the frame names a dictionary by a number other than 0. */
function needsDictionary(head: Buffer): boolean {
  const length = [0, 1, 2, 4][head[4]! & 3]!;
  const at = head[4]! & 0x20 ? 5 : 6;
  return head.subarray(at, at + length).some((byte) => byte !== 0);
}

async function exactly(source: ByteSource, length: number): Promise<Buffer> {
  const bytes = await source.take(length);
  if (bytes.length < length) throw cutShort();
  return bytes;
}

function damagedBy(cause: unknown): LayerlintError {
  return damaged('Its data cannot be decompressed.', cause);
}

function damaged(what: string, cause?: unknown): LayerlintError {
  return new LayerlintError('damaged', `The zstd stream is damaged. ${what}`, { cause });
}

function cutShort(): LayerlintError {
  return new LayerlintError('damaged', 'The zstd stream is cut short: unexpected end of zstd data.');
}
