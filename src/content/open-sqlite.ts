import type { ByteSource } from '../archive/byte-source.js';
import { readSqlite } from '../archive/sqlite.js';
import { memberOf } from './inner-document.js';
import type { InnerDocument } from './inner-document.js';
import type { FileOpener } from './open.js';
import type { Say } from './open-container.js';

/** Trees point anywhere, so a database is held in memory; those of package managers and programs are smaller, and joining the pieces takes as much once more. */
const MAX_DATABASE_BYTES = 128 * 1024 * 1024;
/** Bytes of a blob that are looked at to tell whether it is text. */
const BLOB_HEAD = 64;
const NEWLINE = Buffer.from('\n');

/**
 * Each table as a document of lines `column: value`, so that a value is whole wherever its bytes lie and goes by its name. What has
 * been deleted still lies in the file's own bytes, which are looked at as they are.
 */
export async function openSqlite(document: InnerDocument, source: ByteSource, inner: FileOpener, say: Say): Promise<void> {
  const pieces: Buffer[] = [];
  let length = 0;
  for (let piece = await source.pull(); piece !== null; piece = await source.pull()) {
    length += piece.length;
    if (length > MAX_DATABASE_BYTES) {
      say('too-large', `The database is larger than ${MAX_DATABASE_BYTES / 1024 ** 2} MiB; its rows were looked at as plain bytes only.`);
      return;
    }
    pieces.push(piece);
  }
  let faults = 0;
  for (const table of readSqlite(Buffer.concat(pieces), () => (faults += 1))) {
    let begun = false;
    try {
      for (const row of table.rows()) {
        const lines = row.flatMap((value, column) => (value && isText(value) ? [Buffer.from(`${table.columns[column] ?? `column${column + 1}`}: `), value, NEWLINE] : []));
        if (lines.length === 0) continue;
        if (!begun) inner.begin(memberOf(document, table.name, null));
        begun = true;
        inner.write(Buffer.concat(lines));
        const rest = inner.settle();
        if (rest) await rest;
      }
    } finally {
      if (begun) inner.end();
      await inner.settle();
    }
  }
  if (faults > 0) say('damaged', `${faults} ${faults === 1 ? 'page' : 'pages'} of the database could not be followed; they were looked at as plain bytes only.`);
}

function isText(value: Buffer): boolean {
  for (let at = 0; at < value.length && at < BLOB_HEAD; at += 1) {
    const byte = value[at]!;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
  }
  return value.length > 0;
}
