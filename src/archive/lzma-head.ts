/** Of a file of the old form. */
export const ALONE_BYTES = 13;
/** lc 3, lp 0, pb 2: what lzip always means, and every encoder where nothing else is asked for. */
export const USUAL_PROPERTIES = 0x5d;
/** No encoder makes it smaller, and headers of small files say 0. */
export const LEAST_DICTIONARY_BYTES = 4096;
/** Larger sizes than this are no sizes. */
export const MAX_SIZE = 2 ** 38;
const LZIP_MAGIC = 'LZIP\x01';

/**
 * By what its header says, since it has no magic: the usual properties, a size of the dictionary with one or two bits set, a size
 * of the content that is unknown or below 256 GiB, and the zero that coded data begins with. Needs 14 bytes.
 */
export function isLzmaAlone(head: Buffer): boolean {
  if (head.length <= ALONE_BYTES || head[0] !== USUAL_PROPERTIES || head[ALONE_BYTES] !== 0) return false;
  const dictionary = head.readUInt32LE(1);
  const low = dictionary & -dictionary;
  if (dictionary < LEAST_DICTIONARY_BYTES || (dictionary !== 0xffffffff && dictionary !== low >>> 0 && dictionary !== (low * 3) >>> 0)) return false;
  const size = head.readBigUInt64LE(5);
  return size === 0xffffffffffffffffn || size < BigInt(MAX_SIZE);
}

/** A lzip file, by its first bytes. */
export const isLzip = (head: Buffer): boolean => head.toString('latin1', 0, LZIP_MAGIC.length) === LZIP_MAGIC;
