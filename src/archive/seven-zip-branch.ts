import { LayerlintError } from '../model/error.js';
import type { ByteSource } from './byte-source.js';

const TOP = 2 ** 24;
const MODELS = 2 + 256;
const OUTPUT_BYTES = 64 * 1024;

/**
 * BCJ2, which 7-Zip uses for x86 programs: the code without the targets of its calls and jumps, those of calls, those of jumps,
 * and bits that say for each opcode whether its target was taken out. Ends after `size` bytes; throws `damaged`. https://www.7-zip.org/sdk.html
 */
export async function* unbranch2([code, calls, jumps, choices]: readonly ByteSource[], size: number): AsyncGenerator<Buffer> {
  const models = new Uint16Array(MODELS).fill(1024);
  const head = await exactly(choices!, 5);
  let range = 0xffffffff;
  let value = head.readUInt32BE(1);
  let out = Buffer.allocUnsafe(OUTPUT_BYTES);
  let length = 0;
  let written = 0;
  let previous = 0;
  let piece: Buffer = Buffer.alloc(0);
  let at = 0;
  const put = (byte: number): void => {
    out[length] = byte;
    length += 1;
    written += 1;
    previous = byte;
  };
  while (written < size) {
    if (length > OUTPUT_BYTES - 8) {
      yield out.subarray(0, length);
      out = Buffer.allocUnsafe(OUTPUT_BYTES);
      length = 0;
    }
    if (at === piece.length) {
      const next = await code!.pull();
      if (next === null) break;
      piece = next;
      at = 0;
    }
    const before = previous;
    const byte = piece[at]!;
    at += 1;
    put(byte);
    const isJump = before === 0x0f && (byte & 0xf0) === 0x80;
    if (!isJump && (byte & 0xfe) !== 0xe8) continue;
    const model = byte === 0xe8 ? 2 + before : byte === 0xe9 ? 1 : 0;
    if (range < TOP) {
      range = (range << 8) >>> 0;
      value = ((value << 8) | (await exactly(choices!, 1))[0]!) >>> 0;
    }
    const bound = (range >>> 11) * models[model]!;
    if (value < bound) {
      range = bound;
      models[model]! += (2048 - models[model]!) >> 5;
      continue;
    }
    range -= bound;
    value -= bound;
    models[model]! -= models[model]! >> 5;
    if (written >= size) break;
    const target = ((await exactly(byte === 0xe8 ? calls! : jumps!, 4)).readUInt32BE(0) - (written + 4)) >>> 0;
    for (let shift = 0; shift < 32 && written < size; shift += 8) put((target >>> shift) & 0xff);
  }
  if (length > 0) yield out.subarray(0, length);
}

async function exactly(source: ByteSource, length: number): Promise<Buffer> {
  const bytes = await source.take(length);
  if (bytes.length < length) throw new LayerlintError('damaged', 'The 7z archive is damaged. It is cut short.');
  return bytes;
}
