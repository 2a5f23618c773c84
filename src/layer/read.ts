import { createHash } from 'node:crypto';
import { decompressPieces } from '../archive/decompress.js';
import type { Compression } from '../archive/decompress.js';
import { BLOCK, isHeader, isZeroBlock } from '../archive/tar-header.js';
import { TarReader } from '../archive/tar.js';
import { LayerlintError } from '../model/error.js';
import type { File } from '../model/file.js';
import type { NoticeCode } from '../model/notice.js';
import { HidesBuilder, type HiddenPaths } from './hides.js';
import { normalisePath } from './path.js';

const SHA256 = /^sha256:[0-9a-f]{64}$/;
/** Entries of one layer: several times the biggest seen in practice; each costs some thirty bytes until the image is done. */
const MAX_ENTRIES = 2_000_000;
/** Names of attributes that are kept in mind: real archives have a handful. */
const MAX_TOLD = 100;
/** Notices of one layer about its entries: enough to see what is wrong, and few enough to read. */
const MAX_ENTRY_NOTICES = 100;

/** PAX records that say what the header says too, or where a file lies on the disk that it came from. */
const PLAIN_RECORDS = /^(?:path|linkpath|size|uid|gid|uname|gname|[amc]time|(?:hdr)?charset|GNU\.sparse\..*|(?:LIBARCHIVE|SCHILY)\.(?:creationtime|dev|ino|nlink|fflags|filetype|devmajor|devminor|realsize))$/;
/** What stands in a layer and in none of its files. */
export const STREAM = '(the compressed layer)';
const STRAY = '(between the files of the tar archive)';

/** Called while the layer passes. Two entries of one name are both delivered, in order. */
export interface LayerVisitor {
  /** Every entry, whiteouts too; true = wants its bytes. `linkTarget` of a hard link is normalised. */
  file(file: File): boolean;
  /** Valid only during the call. */
  bytes(bytes: Buffer): void;
  /** After the bytes of a wanted file, also when it is empty or cut short. */
  end(): void;
  /** What a tar header says of the entry just begun beyond what any file has: an extended attribute, a comment. */
  attribute?(path: string, name: string, value: string): void;
  notice(code: NoticeCode, message: string, path: string | null): void;
  /** Awaited after each piece of the layer: what cannot be done at once is done here, so that no more than a piece waits. */
  settle?(): Promise<void> | null;
}

export interface LayerSummary {
  readonly compression: Compression;
  /** False for what is no tar: it was delivered as one file with the path ''. */
  readonly isTree: boolean;
  /** Computed over all uncompressed bytes; says nothing of use where the layer could not be read to its end. Null where nobody asked. */
  readonly diffId: string | null;
  readonly entries: number;
  readonly hidden: HiddenPaths;
  /** See `HidesBuilder`. */
  readonly replacedWithin: (path: string, ordinal: number) => boolean;
}

/**
 * Decompresses by magic bytes and walks the tar. What is damaged ends in a notice and keeps all that was read before;
 * what is no tar at all is delivered as one file with the path ''. `verified` is the digest that `stored` fails without, or '':
 * where the layer is not compressed, it is the diff ID as well, and half the time of reading is saved. Null: there is nothing to hold a diff ID against.
 */
export async function readLayer(stored: AsyncIterable<Buffer>, visitor: LayerVisitor, verified: string | null = ''): Promise<LayerSummary> {
  const hides = new HidesBuilder();
  const walk = new LayerWalk(visitor, hides);
  const aside = (name: string, bytes: Buffer): void => visitor.attribute?.(STREAM, name, bytes.toString('utf8'));
  const { compression, pieces } = await decompressPieces(stored, aside);
  const hash = verified === null || (compression === 'none' && SHA256.test(verified)) ? null : createHash('sha256');
  try {
    for (let chunk = await nextChunk(pieces, visitor); chunk !== null; chunk = await nextChunk(pieces, visitor)) {
      hash?.update(chunk);
      const more = walk.push(chunk);
      const rest = visitor.settle?.();
      if (rest) await rest;
      if (!more) break;
    }
  } finally {
    await pieces.return(undefined);
  }
  walk.finish();
  await visitor.settle?.();
  return { compression, isTree: walk.isTree, diffId: hash ? `sha256:${hash.digest('hex')}` : verified, entries: walk.entries, hidden: hides.build(), replacedWithin: (path, ordinal) => hides.replacedWithin(path, ordinal) };
}

/** Null at the end; an error of the stream is said and ends it as well. */
async function nextChunk(chunks: AsyncIterator<Buffer>, visitor: LayerVisitor): Promise<Buffer | null> {
  try {
    const next = await chunks.next();
    return next.done ? null : next.value;
  } catch (error) {
    if (!(error instanceof Error) || (error instanceof LayerlintError && error.code === 'internal')) throw error;
    visitor.notice(noticeCodeOf(error), error.message, null);
    return null;
  }
}

/** A stored stream whose digest is wrong fails with `damaged` and says `digest` in its message. */
function noticeCodeOf(error: Error): NoticeCode {
  if (!(error instanceof LayerlintError)) return 'unreadable';
  if (error.code === 'limit-exceeded') return 'limit-reached';
  if (error.code === 'unsupported') return 'unknown-format';
  if (error.code !== 'damaged') return 'unreadable';
  return /digest/i.test(error.message) ? 'digest-mismatch' : 'damaged';
}

/** Uncompressed bytes to files. */
class LayerWalk {
  readonly #visitor: LayerVisitor;
  readonly #hides: HidesBuilder;
  readonly #tar: TarReader;
  #head: Buffer | null = Buffer.alloc(0);
  #format: 'tar' | 'raw' = 'tar';
  #wanted = false;
  #full = false;
  #path = '';
  #isStray = false;
  /** The last value of each attribute. */
  readonly #told = new Map<string, string>();
  #notices = 0;
  entries = 0;

  constructor(visitor: LayerVisitor, hides: HidesBuilder) {
    this.#visitor = visitor;
    this.#hides = hides;
    this.#tar = new TarReader({
      entry: (entry) => {
        const { path, climbs } = normalisePath(entry.path);
        if (climbs) this.#notice('damaged', `\`${entry.path}\` points outside the layer; it was taken as \`${path}\`.`, path);
        const linkTarget = entry.linkTarget !== null && entry.type === 'hardlink' ? normalisePath(entry.linkTarget).path : entry.linkTarget;
        this.#path = path;
        this.#closeStray();
        this.#open({ path, type: entry.type, size: entry.size, mode: entry.mode, linkTarget });
        if (entry.pax !== null && !this.#full) this.#tellAttributes(path, entry.pax);
      },
      data: (bytes) => {
        if (this.#wanted) visitor.bytes(bytes);
      },
      end: () => this.#close(),
      stray: (bytes) => this.#readStray(bytes),
      damage: (message) => this.#notice('damaged', message, this.#path === '' ? null : this.#path),
    });
  }

  get isTree(): boolean {
    return this.#format === 'tar';
  }

  /** False when a limit is reached and no more is wanted. */
  push(chunk: Buffer): boolean {
    if (this.#head === null) this.#feed(chunk);
    else if (this.#head.length + chunk.length < BLOCK) this.#head = Buffer.concat([this.#head, chunk]);
    else {
      this.#head = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
      this.#begin(false);
    }
    return !this.#full;
  }

  finish(): void {
    this.#finish();
    this.#closeStray();
  }

  #finish(): void {
    if (this.#head !== null && this.#head.length > 0) this.#begin(true);
    if (this.#format === 'raw') {
      this.#close();
      return;
    }
    try {
      this.#tar.finish();
    } catch (error) {
      if (!(error instanceof LayerlintError)) throw error;
      this.#visitor.notice('damaged', error.message, this.#path === '' ? null : this.#path);
    }
  }

  #begin(complete: boolean): void {
    const head = this.#head!;
    this.#head = null;
    if (head.length < BLOCK ? head.some((byte) => byte !== 0) : !isZeroBlock(head, 0) && !isHeader(head, 0)) {
      this.#format = 'raw';
      // More than what has come, while the true size is unknown, keeps a reader from taking the first piece for the whole.
      this.#open({ path: '', type: 'file', size: complete ? head.length : head.length + 1, mode: 0o644, linkTarget: null });
    }
    this.#feed(head);
  }

  #feed(chunk: Buffer): void {
    if (this.#format === 'tar') this.#tar.push(chunk);
    else if (this.#wanted) this.#visitor.bytes(chunk);
  }

  #open(file: File): void {
    this.entries += 1;
    if (this.entries > MAX_ENTRIES) {
      if (!this.#full) this.#visitor.notice('limit-reached', `The layer has more than ${MAX_ENTRIES} entries; the rest was not read.`, null);
      this.#full = true;
      return;
    }
    this.#hides.add(file.path, file.type);
    this.#wanted = this.#visitor.file(file);
  }

  /** As one file: whoever hides bytes there means them to be found by someone. */
  #readStray(bytes: Buffer): void {
    if (!this.#isStray) {
      this.#isStray = true;
      this.#wanted = this.#visitor.file({ path: STRAY, type: 'file', size: bytes.length + 1, mode: 0o644, linkTarget: null });
    }
    if (this.#wanted) this.#visitor.bytes(bytes);
  }

  #closeStray(): void {
    if (this.#isStray) this.#close();
    this.#isStray = false;
  }

  /** A global record is said of every file, and told once. */
  #tellAttributes(path: string, pax: ReadonlyMap<string, string>): void {
    for (const [name, value] of pax) {
      if (PLAIN_RECORDS.test(name) || this.#told.get(name) === value) continue;
      this.#told.set(name, value);
      this.#visitor.attribute?.(path, name, value);
    }
    if (this.#told.size > MAX_TOLD) this.#told.clear();
  }

  #close(): void {
    if (this.#wanted) this.#visitor.end();
    this.#wanted = false;
  }

  #notice(code: NoticeCode, message: string, path: string | null): void {
    this.#notices += 1;
    if (this.#notices < MAX_ENTRY_NOTICES) this.#visitor.notice(code, message, path);
    else if (this.#notices === MAX_ENTRY_NOTICES) this.#visitor.notice('limit-reached', 'More notices about this layer were left out.', null);
  }
}
