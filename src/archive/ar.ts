import { decodeName, faultOf } from './archive-event.js';
import type { ArchiveEvent } from './archive-event.js';
import type { ByteSource } from './byte-source.js';
import { readStored } from './stored-entry.js';

/** What every archive of `ar` begins with, a Debian package too. */
export const AR_MAGIC = '!<arch>\n';
const HEADER_BYTES = 60;
/** GNU keeps long names in a member of their own; more is found in no library. */
const MAX_NAMES_BYTES = 16 * 1024 * 1024;

/** Members of a Unix archive, GNU's and BSD's long names included. https://manpages.debian.org/bookworm/dpkg-dev/deb.5.en.html */
export async function* readAr(source: ByteSource): AsyncGenerator<ArchiveEvent> {
  await source.take(AR_MAGIC.length);
  let names: Buffer = Buffer.alloc(0);
  for (;;) {
    const header = await source.take(HEADER_BYTES);
    if (header.length === 0) return;
    const size = header.length < HEADER_BYTES || header.toString('latin1', 58, 60) !== '`\n' ? NaN : Number(header.toString('latin1', 48, 58).trim() || 'none');
    if (!Number.isSafeInteger(size) || size < 0) {
      yield faultOf('damaged', 'The archive is damaged: a member does not begin where it should.');
      return;
    }
    const stored = header.toString('latin1', 0, 16).trimEnd();
    let left = size;
    let name = stored.replace(/\/$/, '');
    if (stored === '//' && size <= MAX_NAMES_BYTES) {
      names = await source.take(size);
      left -= names.length;
    } else if (/^\/\d+$/.test(stored)) name = nameAt(names, Number(stored.slice(1)));
    else if (/^#1\/\d+$/.test(stored)) {
      const bytes = await source.take(Math.min(left, Number(stored.slice(3)), MAX_NAMES_BYTES));
      left -= bytes.length;
      name = decodeName(bytes).replace(/\0+$/, '');
    }
    if (left > 0 && !/^(?:\/|\/\/|\/SYM64\/|__\.SYMDEF.*)$/.test(stored)) {
      left = yield* readStored(source, name, left);
    } else if (left > 0 && (await source.skip(left))) left = 0;
    if (left > 0) {
      yield faultOf('damaged', `The archive is cut short in \`${name}\`.`);
      return;
    }
    if (size % 2 === 1) await source.skip(1);
  }
}

function nameAt(names: Buffer, offset: number): string {
  const end = names.indexOf('\n', offset, 'latin1');
  return decodeName(names.subarray(offset, end === -1 ? names.length : end)).replace(/\/$/, '');
}
