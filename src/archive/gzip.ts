import { LayerlintError } from '../model/error.js';
import type { Aside } from './aside.js';
import { tellRest } from './aside.js';
import type { ByteSource } from './byte-source.js';
import { crc32, inflateStream } from './inflate.js';

const HEADER_CRC = 2;
const EXTRA = 4;
const NAME = 8;
const COMMENT = 16;
const RESERVED = 0xe0;
/** A file name or comment in a header; longer ones are found in no archive but a hostile one. */
const MAX_HEADER_TEXT = 64 * 1024;
/**
 * All members, one after the other; what follows the last one and is no member is ignored, as gzip does, or told aside. Members are taken apart
 * here because Node's own reader loses the output in front of trailing bytes that it does not understand.
 * https://www.rfc-editor.org/rfc/rfc1952
 */
export async function* gunzip(source: ByteSource, aside?: Aside): AsyncGenerator<Buffer> {
  for (let first = true; ; first = false) {
    const magic = await source.peek(2);
    if (magic.length < 2 || magic[0] !== 0x1f || magic[1] !== 0x8b) {
      if (first) throw damaged('It does not begin with a header.');
      if (aside) await tellRest(source, 'gzip', aside);
      return;
    }
    await readMemberHeader(source, aside);
    yield* inflateMember(source);
  }
}

async function readMemberHeader(source: ByteSource, aside?: Aside): Promise<void> {
  const header = await source.take(10);
  if (header.length < 10) throw cutShort();
  if (header[2] !== 8 || header[3]! & RESERVED) throw damaged('A member header is not understood.');
  const flags = header[3]!;
  if (flags & EXTRA) {
    const size = await source.take(2);
    if (size.length < 2) throw cutShort();
    const length = size.readUInt16LE(0);
    const extra = await source.take(length);
    if (extra.length < length) throw cutShort();
    await aside?.('gzip extra field', extra);
  }
  for (const flag of [NAME, COMMENT]) {
    if (!(flags & flag)) continue;
    let text = 64;
    let end = -1;
    for (; end === -1; text *= 2) {
      const bytes = await source.peek(text);
      end = bytes.indexOf(0);
      if (end !== -1) break;
      if (bytes.length < text) throw cutShort();
      if (text > MAX_HEADER_TEXT) throw damaged('The name in a member header does not end.');
    }
    if (aside) await aside(flag === NAME ? 'gzip file name' : 'gzip comment', Buffer.from((await source.peek(end)).subarray(0, end)));
    source.drop(end + 1);
  }
  if (flags & HEADER_CRC && (await source.take(2)).length < 2) throw cutShort();
}

async function* inflateMember(source: ByteSource): AsyncGenerator<Buffer> {
  let length = 0;
  let check = 0;
  const wrap = (cause: unknown): Error => ((cause as { code?: unknown }).code === 'Z_BUF_ERROR' ? cutShort(cause) : damaged('Its data cannot be inflated.', cause));
  for await (const piece of inflateStream('raw', source, wrap)) {
    length += piece.length;
    if (crc32) check = crc32(piece, check);
    yield piece;
  }
  const trailer = await source.take(8);
  if (trailer.length < 8) throw cutShort();
  if (trailer.readUInt32LE(4) !== length % 2 ** 32 || (crc32 && trailer.readUInt32LE(0) !== check)) throw damaged('A check sum does not fit.');
}

function damaged(what: string, cause?: unknown): LayerlintError {
  return new LayerlintError('damaged', `The gzip stream is damaged. ${what}`, { cause });
}

function cutShort(cause?: unknown): LayerlintError {
  return new LayerlintError('damaged', 'The gzip stream is cut short: unexpected end of gzip data.', { cause });
}
