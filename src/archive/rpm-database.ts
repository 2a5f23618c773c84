import { readBerkeleyHash } from './berkeley-hash.js';
import { readSqlite, SQLITE_MAGIC, type Fault } from './sqlite.js';

/** `RpmP`, `Slot` and `BlbS`, as numbers of little-endian bytes. */
const NDB_MAGIC = 0x506d7052;
const SLOT_MAGIC = 0x746f6c53;
const BLOB_MAGIC = 0x53626c42;
const NDB_HEADER_BYTES = 32;
const SLOT_BYTES = 16;
const BLOB_HEADER_BYTES = 16;
const BLOCK_BYTES = 16;
const SLOT_PAGE_BYTES = 4096;

/**
 * The header of each installed package, in whichever of rpm's three forms the database is: SQLite, its own `ndb`, or Berkeley DB's
 * hash as it was before 2020. `fault` is called for what could not be followed. No byte is given out twice, so that the cost is
 * that of the file. Null where the bytes are none of the three.
 */
export function readRpmDatabase(bytes: Buffer, fault: Fault): Iterable<Buffer> | null {
  if (bytes.toString('latin1', 0, SQLITE_MAGIC.length) === SQLITE_MAGIC) return packagesOf(bytes, fault);
  if (bytes.length >= NDB_HEADER_BYTES && bytes.readUInt32LE(0) === NDB_MAGIC) return readNdb(bytes, fault);
  return readBerkeleyHash(bytes, fault);
}

/** https://github.com/rpm-software-management/rpm/blob/master/lib/backend/sqlite.cc */
function* packagesOf(bytes: Buffer, fault: Fault): Generator<Buffer> {
  for (const { name, rows } of readSqlite(bytes, fault)) {
    if (name !== 'Packages') continue;
    for (const [, blob] of rows()) if (blob) yield blob;
  }
}

/** Slots that say where each package's blob begins, in blocks of 16 bytes. https://github.com/rpm-software-management/rpm/blob/master/lib/backend/ndb/rpmpkg.c */
function* readNdb(bytes: Buffer, fault: Fault): Generator<Buffer> {
  const end = Math.min(bytes.length, bytes.readUInt32LE(12) * SLOT_PAGE_BYTES);
  let left = bytes.length;
  for (let slot = NDB_HEADER_BYTES; slot + SLOT_BYTES <= end; slot += SLOT_BYTES) {
    const at = bytes.readUInt32LE(slot + 8) * BLOCK_BYTES;
    if (at === 0) continue;
    const blob = bytes.readUInt32LE(slot) === SLOT_MAGIC ? blobAt(bytes, at) : null;
    if (blob === null || blob.length > left) fault(slot);
    else {
      left -= blob.length;
      yield blob;
    }
  }
}

function blobAt(bytes: Buffer, at: number): Buffer | null {
  const start = at + BLOB_HEADER_BYTES;
  if (start > bytes.length || bytes.readUInt32LE(at) !== BLOB_MAGIC) return null;
  const end = start + bytes.readUInt32LE(at + 12);
  return end > bytes.length ? null : bytes.subarray(start, end);
}
