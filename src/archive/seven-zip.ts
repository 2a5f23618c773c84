import { LayerlintError } from '../model/error.js';
import { faultOf } from './archive-event.js';
import type { ArchiveEvent } from './archive-event.js';
import type { ByteSource } from './byte-source.js';
import { crc32 } from './inflate.js';
import { FIRST_HEADER_BYTES, readListing, readPackedHeader } from './seven-zip-header.js';
import type { Folder, Listing, Member } from './seven-zip-header.js';
import { isCopied, isEncrypted, readFolder } from './seven-zip-folder.js';

/** Its list of files lies at the end and points anywhere, so an archive is held in memory. */
const MAX_ARCHIVE_BYTES = 256 * 1024 * 1024;
/** Of the list, which is packed as well: some hundred thousand files. */
const MAX_HEADER_BYTES = 32 * 1024 * 1024;
/** A list packed in a packed list: 7-Zip writes one. */
const MOST_HEADERS = 4;
const PACKED_HEADER = 0x17;

/** Files of a 7-Zip archive, folder by folder. Throws `damaged`, `unsupported` and `limit-exceeded`. https://py7zr.readthedocs.io/en/latest/archive_format.html */
export async function* readSevenZip(source: ByteSource): AsyncGenerator<ArchiveEvent> {
  const archive = await collect(source);
  const listing = await findListing(archive);
  if (listing === null) {
    yield faultOf('encrypted', 'Its list of files is encrypted; nothing in it was read.');
    return;
  }
  const members = new Map<number, Member[]>();
  for (const member of listing.members) {
    const known = members.get(member.folder);
    if (known) known.push(member);
    else members.set(member.folder, [member]);
  }
  for (const [index, folder] of listing.folders.entries()) yield* readMembers(archive, folder, members.get(index) ?? []);
}

async function collect(source: ByteSource): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for (let piece = await source.pull(); piece !== null; piece = await source.pull()) {
    length += piece.length;
    if (length > MAX_ARCHIVE_BYTES) throw new LayerlintError('limit-exceeded', `The 7z archive is larger than ${MAX_ARCHIVE_BYTES / 1024 ** 2} MiB; it was looked at as plain bytes only.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Null where it is encrypted. */
async function findListing(archive: Buffer): Promise<Listing | null> {
  if (archive.length < FIRST_HEADER_BYTES) throw cutShort();
  const offset = Number(archive.readBigUInt64LE(12));
  const size = Number(archive.readBigUInt64LE(20));
  if (size === 0) {
    // An archive of nothing; zeros where a header was are none.
    if (crc32 && crc32(archive.subarray(12, FIRST_HEADER_BYTES), 0) !== archive.readUInt32LE(8)) throw new LayerlintError('damaged', 'The 7z archive is damaged: the check sum of its head does not fit.');
    return { folders: [], members: [] };
  }
  const start = FIRST_HEADER_BYTES + offset;
  if (start + size > archive.length) throw cutShort();
  let header = archive.subarray(start, start + size);
  for (let turn = 0; header[0] === PACKED_HEADER; turn += 1) {
    const folder = readPackedHeader(header);
    if (isEncrypted(folder)) return null;
    if (turn === MOST_HEADERS) throw new LayerlintError('damaged', 'The 7z archive is damaged: its list of files is packed without end.');
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of readFolder(archive, folder)) {
      length += piece.length;
      if (length > MAX_HEADER_BYTES) throw new LayerlintError('limit-exceeded', `The list of files of the 7z archive is larger than ${MAX_HEADER_BYTES / 1024 ** 2} MiB; it was looked at as plain bytes only.`);
      pieces.push(Buffer.from(piece));
    }
    header = Buffer.concat(pieces);
  }
  return readListing(header);
}

/** The files of a folder lie one behind the other in what it gives. */
async function* readMembers(archive: Buffer, folder: Folder, members: readonly Member[]): AsyncGenerator<ArchiveEvent> {
  if (members.length === 0) return;
  if (isEncrypted(folder)) {
    for (const { name } of members) yield faultOf('encrypted', `\`${name}\` is encrypted; it was not read.`);
    return;
  }
  const start = Math.min(...folder.streams.map(({ offset }) => offset));
  const end = Math.max(...folder.streams.map(({ offset, length }) => offset + length));
  const copied = isCopied(folder);
  let next = 0;
  let open: Member | null = null;
  let left = 0;
  let passed = 0;
  let check = 0;
  // Where the bytes are no longer those of the file, the folder as a whole counts as seen with its last one.
  const begin = (member: Member): ArchiveEvent => {
    open = member;
    left = member.size;
    check = 0;
    next += 1;
    return { kind: 'entry', name: member.name, size: null, offset: copied ? start + passed : next === members.length ? start : end };
  };
  const finish = function* (whole: boolean): Generator<ArchiveEvent> {
    const { name, crc } = open!;
    open = null;
    const fits = !whole || crc === null || !crc32 || crc === check;
    yield { kind: 'end', offset: copied ? start + passed : end, whole: whole && fits };
    if (!fits) yield faultOf('damaged', `The check sum of \`${name}\` does not fit.`);
  };
  try {
    for await (const piece of readFolder(archive, folder)) {
      for (let at = 0; at < piece.length; ) {
        const member = members[next];
        if (open === null) {
          if (!member) return;
          yield begin(member);
        }
        const bytes = piece.subarray(at, at + left);
        at += bytes.length;
        left -= bytes.length;
        passed += bytes.length;
        if (crc32) check = crc32(bytes, check);
        if (bytes.length > 0) yield { kind: 'data', bytes };
        if (left === 0) yield* finish(true);
      }
    }
  } catch (error) {
    if (!(error instanceof LayerlintError) || error.code === 'limit-exceeded') throw error;
    if (open !== null) yield* finish(false);
    const first = members[Math.max(0, next - 1)]!.name;
    yield faultOf(error.code === 'unsupported' ? 'unknown-format' : 'damaged', `\`${first}\`${members.length > 1 ? ' and files packed together with it' : ''}: ${error.message}`);
  }
}

function cutShort(): LayerlintError {
  return new LayerlintError('damaged', 'The 7z archive is cut short: its list of files, which lies at its end, is not there.');
}
