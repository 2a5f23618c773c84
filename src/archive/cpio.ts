import { decodeName, faultOf } from './archive-event.js';
import type { ArchiveEvent } from './archive-event.js';
import type { ByteSource } from './byte-source.js';
import { readStored } from './stored-entry.js';

/** Numbers in hexadecimal, `newc` and its form with sums. */
const NEWC = /^07070[12][0-9a-fA-F]{104}$/;
/** Numbers in octal, POSIX.1. */
const ODC = /^070707[0-7]{70}$/;
const NEWC_BYTES = 110;
const ODC_BYTES = 76;
/** Sizes are kept in the RPM's header instead. */
const STRIPPED = '07070X';
const TRAILER = 'TRAILER!!!';
/** A path is shorter on every system. */
const MAX_NAME = 64 * 1024;
const FILE_TYPE = 0o170000;
const REGULAR = 0o100000;
const SYMLINK = 0o120000;
/** Zeros behind the end, up to a block. */
const BLOCK_BYTES = 64 * 1024;

/** True for the first bytes of an archive; needs 110 of them. */
export function isCpio(head: Buffer): boolean {
  return NEWC.test(head.toString('latin1', 0, NEWC_BYTES)) || ODC.test(head.toString('latin1', 0, ODC_BYTES)) || head.toString('latin1', 0, 6) === STRIPPED;
}

interface Header {
  readonly mode: number;
  readonly size: number;
  readonly nameLength: number;
  /** Header and name end at a multiple of this, and so does the content. */
  readonly align: number;
  readonly length: number;
}

function parse(bytes: Buffer): Header | null {
  const text = bytes.toString('latin1');
  if (NEWC.test(text)) {
    const field = (index: number): number => parseInt(text.slice(6 + index * 8, 14 + index * 8), 16);
    return { mode: field(1), size: field(6), nameLength: field(11), align: 4, length: NEWC_BYTES };
  }
  const short = text.slice(0, ODC_BYTES);
  if (!ODC.test(short)) return null;
  return { mode: parseInt(short.slice(18, 24), 8), size: parseInt(short.slice(65, 76), 8), nameLength: parseInt(short.slice(59, 65), 8), align: 1, length: ODC_BYTES };
}

/** Members of a cpio archive, `newc` and `odc`, several archives behind one another as well. https://man.freebsd.org/cgi/man.cgi?query=cpio&sektion=5 */
export async function* readCpio(source: ByteSource): AsyncGenerator<ArchiveEvent> {
  for (;;) {
    const head = await source.peek(NEWC_BYTES);
    if (head.length === 0) return;
    if (head[0] === 0) {
      if (!(await skipZeros(source))) return;
      continue;
    }
    const header = parse(head);
    if (!header || header.nameLength === 0 || header.nameLength > MAX_NAME) {
      const stripped = head.toString('latin1', 0, 6) === STRIPPED;
      yield stripped ? faultOf('unknown-format', 'Its files are larger than cpio can say; they were not read.') : faultOf('damaged', 'The cpio archive is damaged: a member does not begin where it should.');
      return;
    }
    source.drop(header.length);
    const nameBytes = await source.take(header.nameLength);
    const name = decodeName(nameBytes.subarray(0, Math.max(0, header.nameLength - 1)));
    await source.skip(pad(header.length + header.nameLength, header.align));
    if (name === TRAILER) continue;
    const type = header.mode & FILE_TYPE;
    if (header.size > 0 && (type === REGULAR || type === 0)) {
      if ((yield* readStored(source, name, header.size)) > 0) {
        yield faultOf('damaged', `The cpio archive is cut short in \`${name}\`.`);
        return;
      }
    } else if (header.size > 0 && !(await source.skip(header.size))) {
      yield faultOf('damaged', `The cpio archive is cut short in \`${name}\`${type === SYMLINK ? ', a link' : ''}.`);
      return;
    }
    await source.skip(pad(header.size, header.align));
  }
}

const pad = (length: number, align: number): number => (align - (length % align)) % align;

/** False at the end. */
async function skipZeros(source: ByteSource): Promise<boolean> {
  for (;;) {
    const bytes = await source.peek(BLOCK_BYTES);
    if (bytes.length === 0) return false;
    let at = 0;
    while (at < bytes.length && bytes[at] === 0) at += 1;
    source.drop(at);
    if (at < bytes.length) return true;
  }
}
