import { AR_MAGIC } from '../archive/ar.js';
import { isCpio } from '../archive/cpio.js';
import { sniffCompression } from '../archive/decompress.js';
import { isLzip, isLzmaAlone } from '../archive/lzma-head.js';
import { RPM_MAGIC } from '../archive/rpm.js';
import { isSourceMap } from '../archive/source-map.js';
import { SQLITE_MAGIC } from '../archive/sqlite.js';
import { BLOCK, isHeader } from '../archive/tar-header.js';

/** Files with files in them; a `rar` is known and not opened. */
export type Container = 'zip' | 'tar' | 'ar' | 'gzip' | 'bzip2' | 'xz' | 'zstd' | 'lzma' | 'lzip' | '7z' | 'git-object' | 'git-pack' | 'cpio' | 'rpm' | 'sqlite' | 'source-map' | 'rar';

/** Bytes that tell every container; a tar's header is the longest. */
export const CONTAINER_HEAD = BLOCK;

const SEVEN_ZIP_MAGIC = '7z\xbc\xaf\x27\x1c';
/** Versions 4 and 5. Its method is not free to be decoded. */
const RAR_MAGIC = 'Rar!\x1a\x07';
const BZIP2_BLOCKS = ['1AY&SY', '\x17\x72\x45\x38\x50\x90'];

/** Deflated data has no magic to speak of: this is the one kind that its name must confirm, and then its first words. */
const LOOSE_OBJECT = /(?:^|\/)objects\/[0-9a-f]{2}\/[0-9a-f]{38}(?:[0-9a-f]{24})?$/;

/** By magic bytes, never by name alone; needs the first 512 bytes or the whole of a shorter file. */
export function sniffContainer(head: Buffer, path: string): Container | null {
  switch (head[0]) {
    case 0x50: // P
      return head.length >= 30 && head.readUInt32LE(0) === 0x04034b50 ? 'zip' : isPack(head) ? 'git-pack' : isTar(head) ? 'tar' : null;
    case 0x78: // zlib
      return head.length > 2 && head.readUInt16BE(0) % 31 === 0 && LOOSE_OBJECT.test(path) ? 'git-object' : isTar(head) ? 'tar' : null;
    case 0x1f:
      return head.length >= 4 && head[1] === 0x8b && head[2] === 8 && (head[3]! & 0xe0) === 0 ? 'gzip' : null;
    case 0x42: // B
      return sniffCompression(head) === 'bzip2' && BZIP2_BLOCKS.includes(head.toString('latin1', 4, 10)) ? 'bzip2' : isTar(head) ? 'tar' : null;
    case 0xfd:
      return sniffCompression(head) === 'xz' ? 'xz' : null;
    case 0x28: // (
      return head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528 ? 'zstd' : isTar(head) ? 'tar' : null;
    case 0x21: // !
      return head.toString('latin1', 0, AR_MAGIC.length) === AR_MAGIC ? 'ar' : isTar(head) ? 'tar' : null;
    case 0x23: // #
      return isScriptBeforeZip(head) ? 'zip' : isTar(head) ? 'tar' : null;
    case 0x4a: // J
      return head.toString('latin1', 0, 8) === 'JM\x01\0PK\x03\x04' ? 'zip' : isTar(head) ? 'tar' : null;
    case 0x30: // 0
      return isCpio(head) ? 'cpio' : isTar(head) ? 'tar' : null;
    case 0x53: // S
      return head.toString('latin1', 0, SQLITE_MAGIC.length) === SQLITE_MAGIC ? 'sqlite' : isTar(head) ? 'tar' : null;
    case 0x29: // )
    case 0x7b: // {
    case 0xef: // a byte order mark
      return isSourceMap(head) ? 'source-map' : isTar(head) ? 'tar' : null;
    case 0xed:
      return head.toString('latin1', 0, RPM_MAGIC.length) === RPM_MAGIC ? 'rpm' : isTar(head) ? 'tar' : null;
    case 0x37: // 7
      return head.toString('latin1', 0, SEVEN_ZIP_MAGIC.length) === SEVEN_ZIP_MAGIC ? '7z' : isTar(head) ? 'tar' : null;
    case 0x4c: // L
      return isLzip(head) ? 'lzip' : isTar(head) ? 'tar' : null;
    case 0x52: // R
      return head.toString('latin1', 0, RAR_MAGIC.length) === RAR_MAGIC ? 'rar' : isTar(head) ? 'tar' : null;
    case 0x5d: // ]
      return isLzmaAlone(head) ? 'lzma' : isTar(head) ? 'tar' : null;
    default:
      return isTar(head) ? 'tar' : null;
  }
}

/** A Python program in one file: the line that starts it, then the zip. */
function isScriptBeforeZip(head: Buffer): boolean {
  const line = head[1] === 0x21 ? head.subarray(0, CONTAINER_HEAD).indexOf('\nPK\x03\x04', 0, 'latin1') : -1;
  return line !== -1 && head.indexOf(0x0a) === line;
}

function isPack(head: Buffer): boolean {
  return head.length >= 32 && head.toString('latin1', 0, 4) === 'PACK' && (head[7] === 2 || head[7] === 3) && head.readUIntBE(4, 3) === 0;
}

/** The last byte is looked at first: it is NUL in nearly every header, and in hardly any text. */
function isTar(head: Buffer): boolean {
  return head.length >= BLOCK && head[0] !== 0 && head[511] === 0 && isHeader(head, 0);
}
