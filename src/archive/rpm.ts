import { LayerlintError } from '../model/error.js';
import type { ByteSource } from './byte-source.js';

/** What every package begins with. */
export const RPM_MAGIC = '\xed\xab\xee\xdb';
const LEAD_BYTES = 96;
const HEADER_MAGIC = 0x8eade801;
const INTRO_BYTES = 16;
const INDEX_BYTES = 16;
/** The library's own limits. https://github.com/rpm-software-management/rpm/blob/master/lib/header.c */
const MAX_TAGS = 0x000fffff;
const MAX_DATA = 0x0fffffff;

/**
 * Passes over lead, signature and header, up to the payload: a cpio archive, compressed mostly. Throws `damaged`.
 * https://rpm-software-management.github.io/rpm/manual/format_v4.html
 */
export async function skipToPayload(source: ByteSource): Promise<void> {
  if ((await source.take(LEAD_BYTES)).length < LEAD_BYTES) throw damaged();
  const signature = await skipHeader(source);
  await source.skip((8 - (signature % 8)) % 8);
  await skipHeader(source);
}

/** Gives the length of the header. */
async function skipHeader(source: ByteSource): Promise<number> {
  const intro = await source.take(INTRO_BYTES);
  if (intro.length < INTRO_BYTES || intro.readUInt32BE(0) !== HEADER_MAGIC) throw damaged();
  const tags = intro.readUInt32BE(8);
  const data = intro.readUInt32BE(12);
  if (tags > MAX_TAGS || data > MAX_DATA) throw damaged();
  const length = tags * INDEX_BYTES + data;
  if (!(await source.skip(length))) throw damaged();
  return INTRO_BYTES + length;
}

function damaged(): LayerlintError {
  return new LayerlintError('damaged', 'The RPM package is damaged: its header does not lead to its files.');
}
