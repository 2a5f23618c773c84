import type { ByteSource } from '../archive/byte-source.js';
import { ID_BYTES, readGitPack } from '../archive/git-pack.js';
import { inflateStream } from '../archive/inflate.js';
import { LayerlintError } from '../model/error.js';
import { objectOf } from './inner-document.js';
import type { InnerDocument } from './inner-document.js';
import type { FileOpener } from './open.js';
import type { Say } from './open-container.js';

/** Deltas point back anywhere, so a pack is held in memory; the biggest in images are a tenth of this. */
const MAX_PACK_BYTES = 512 * 1024 * 1024;
/** Paths kept of what trees name; what comes after goes by its id. */
const MAX_PATHS = 500_000;
const HEADER = /^(?:blob|commit|tag|tree) \d{1,15}\0/;
const HEADER_BYTES = 32;
/** Packs go by a hash of what is in them, as long as the ids of objects. */
const SHA256_PACK = /(?:^|\/)pack-[0-9a-f]{64}\.pack$/;

/** A loose object: its header in front of its bytes, deflated. Trees hold names only and are passed over, as a tar's headers are. */
export async function openGitObject(document: InnerDocument, source: ByteSource, inner: FileOpener, coverage: number[]): Promise<void> {
  const id = document.path.split('/').slice(-2).join('');
  let head: Buffer | null = Buffer.alloc(0);
  try {
    for await (const piece of inflateStream('zlib', source)) {
      let bytes = piece;
      if (head !== null) {
        head = Buffer.concat([head, piece]);
        const header = HEADER.exec(head.toString('latin1', 0, HEADER_BYTES));
        if (!header && head.length < HEADER_BYTES) continue;
        // Something else that is deflated and happens to lie here; its stored bytes are looked at all the same.
        if (!header) return;
        if (header[0].startsWith('tree')) return;
        bytes = head.subarray(header[0].length);
        head = null;
        inner.begin(objectOf(document, id, null, null));
      }
      inner.write(bytes);
      await inner.settle();
    }
    coverage.push(0, source.position);
  } finally {
    if (head === null) {
      inner.end();
      await inner.settle();
    }
  }
}

/** All objects of a pack, deleted history too; an object goes by its id and by the path that a tree gave it. */
export async function openGitPack(document: InnerDocument, source: ByteSource, inner: FileOpener, coverage: number[], say: Say): Promise<void> {
  const pack = await collect(source);
  if (pack === null) {
    say('too-large', `The git pack is larger than ${MAX_PACK_BYTES / 1024 ** 2} MiB; its objects were not looked at.`);
    return;
  }
  const paths = new Map<string, string>();
  const missing = (count: number): void => say('damaged', `${count} ${count === 1 ? 'object rests' : 'objects rest'} on others that are not in the git pack; they were not read.`);
  const hash = SHA256_PACK.test(document.path) ? 'sha256' : 'sha1';
  for (const { id, type, bytes } of readGitPack(pack, missing, hash)) {
    if (type === 'tree') {
      namePaths(bytes, paths.get(id) ?? '', paths, ID_BYTES[hash]);
      continue;
    }
    if (bytes.length === 0) continue;
    try {
      inner.begin(objectOf(document, id, paths.get(id) ?? null, bytes.length));
      inner.write(bytes);
    } finally {
      inner.end();
      await inner.settle();
    }
  }
  coverage.push(0, pack.length);
}

async function collect(source: ByteSource): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for (let piece = await source.pull(); piece !== null; piece = await source.pull()) {
    length += piece.length;
    if (length > MAX_PACK_BYTES) return null;
    pieces.push(piece);
  }
  if (length < 12) throw new LayerlintError('damaged', 'The git pack is cut short.');
  return Buffer.concat(pieces);
}

/** Trees come before what they name, roots first. https://git-scm.com/docs/gitformat-index (modes and names as in a tree) */
function namePaths(tree: Buffer, folder: string, paths: Map<string, string>, idBytes: number): void {
  for (let at = 0; at < tree.length && paths.size < MAX_PATHS; ) {
    const space = tree.indexOf(0x20, at);
    const end = space === -1 ? -1 : tree.indexOf(0, space);
    if (end === -1) return;
    const name = tree.toString('utf8', space + 1, end);
    const id = tree.toString('hex', end + 1, end + 1 + idBytes);
    if (!paths.has(id)) paths.set(id, folder === '' ? name : `${folder}/${name}`);
    at = end + 1 + idBytes;
  }
}
