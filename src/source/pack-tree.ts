import type { Dirent } from 'node:fs';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, readdirSync, readlinkSync } from 'node:fs';
import { BLOCK, parseText } from '../archive/tar-header.js';
import { headerBytes, writeHeaders, type WrittenEntry } from '../archive/tar-writer.js';
import type { Notice, NoticeCode } from '../model/notice.js';

/** Enough that handing it over costs nothing, and few enough that others on this thread have their turn between two. */
const PIECE = 512 * 1024;
/** A tree that one may not read has as many reasons as files; more of them say nothing new. */
const MOST_NOTICES = 1000;
const SLASH = Buffer.from('/');
const NOTHING = Buffer.alloc(0);

/**
 * A tree as a tar, in sorted order, packed while it is read. No link is followed; devices, pipes and sockets are entries
 * without content; what cannot be read goes into `notices`. A root that is a file gives one entry of the name `rootName`. A piece is valid
 * until the next is asked for.
 */
export async function* packTree(root: string, rootName: string, notices: Notice[]): AsyncGenerator<Buffer> {
  const tell = (code: NoticeCode, name: Buffer, what: string): void => {
    if (notices.length < MOST_NOTICES) notices.push({ code, message: `\`${parseText(name, 0, name.length)}\` ${what}`, location: null });
    else if (notices.length === MOST_NOTICES) notices.push({ code: 'limit-reached', message: `More than ${MOST_NOTICES} files could not be read; the rest is not listed.`, location: null });
  };
  yield* new TreePacker(Buffer.from(root), Buffer.from(rootName), tell).pack();
}

/** What a directory says of what lies in it. */
type Kind = Pick<Dirent, 'isDirectory' | 'isFile' | 'isSymbolicLink' | 'isFIFO' | 'isSocket'>;

class TreePacker {
  readonly #root: Buffer;
  readonly #rootName: Buffer;
  readonly #tell: (code: NoticeCode, name: Buffer, what: string) => void;
  /** Room for a byte more than a piece has: whether a file goes on behind its size is asked with its last read. */
  readonly #piece = Buffer.allocUnsafeSlow(PIECE + 1);
  #filled = 0;

  constructor(root: Buffer, rootName: Buffer, tell: (code: NoticeCode, name: Buffer, what: string) => void) {
    this.#root = root;
    this.#rootName = rootName;
    this.#tell = tell;
  }

  /** All calls are synchronous: a promise for each of four costs several times what a small file does. */
  *pack(): Generator<Buffer> {
    // A stack and not recursion: a tree may be deeper than the call stack. Names are bytes, as not all of them are UTF-8.
    const waiting: { readonly path: Buffer; readonly kind: Kind | null }[] = [{ path: this.#root, kind: null }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { path } = next;
      const name = path === this.#root ? this.#rootName : path.subarray(this.#root.length + SLASH.length);
      try {
        const kind = next.kind ?? lstatSync(path);
        if (kind.isDirectory()) {
          if (path !== this.#root) yield* this.#header({ path: Buffer.concat([name, SLASH]), flag: '5', mode: 0o755, size: 0, target: NOTHING });
          const children = (readdirSync(path, { encoding: 'buffer', withFileTypes: true }) as unknown as NamedKind[]).sort((a, b) => Buffer.compare(b.name, a.name));
          for (const child of children) waiting.push({ path: Buffer.concat([path, SLASH, child.name]), kind: child });
        } else if (kind.isFile()) yield* this.#file(path, name);
        else if (kind.isSymbolicLink()) yield* this.#header({ path: name, flag: '2', mode: 0o777, size: 0, target: readlinkSync(path, { encoding: 'buffer' }) });
        else if (!kind.isSocket()) yield* this.#header({ path: name, flag: kind.isFIFO() ? '6' : '3', mode: 0o644, size: 0, target: NOTHING });
      } catch (error) {
        this.#tell('unreadable', name, `could not be read (${reasonOf(error)}).`);
      }
    }
    yield* this.#make(2 * BLOCK);
    this.#zeros(2 * BLOCK);
    yield this.#take();
  }

  /** A file may change while it is read: the entry keeps the size it began with, and the difference is told. */
  *#file(path: Buffer, name: Buffer): Generator<Buffer> {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) return;
      const { size } = stat;
      yield* this.#header({ path: name, flag: '0', mode: stat.mode & 0o7777, size, target: NOTHING });
      let failure: string | null = null;
      for (let done = 0; done < size; ) {
        if (this.#filled === PIECE) yield this.#take();
        const room = Math.min(size - done, PIECE - this.#filled);
        let read = 0;
        try {
          if (failure === null) read = readSync(descriptor, this.#piece, this.#filled, done + room === size ? room + 1 : room, null);
          if (read === 0) failure ??= 'became shorter while it was read.';
          if (read > room) failure = 'became longer while it was read; its end was not read.';
        } catch (error) {
          failure = `could not be read on after ${done} bytes (${reasonOf(error)}).`;
        }
        // The header has promised this many bytes.
        if (read === 0) this.#piece.fill(0, this.#filled, this.#filled + room);
        const length = read === 0 ? room : Math.min(read, room);
        this.#filled += length;
        done += length;
      }
      // A piece is a number of blocks: there is room.
      this.#zeros(-size & (BLOCK - 1));
      if (failure !== null) this.#tell('unreadable', name, failure);
    } finally {
      closeSync(descriptor);
    }
  }

  *#header(entry: WrittenEntry): Generator<Buffer> {
    const length = headerBytes(entry);
    yield* this.#make(length);
    writeHeaders(this.#piece, this.#filled, entry);
    this.#filled += length;
  }

  #zeros(length: number): void {
    this.#piece.fill(0, this.#filled, this.#filled + length);
    this.#filled += length;
  }

  /** Makes room for as many bytes. */
  *#make(length: number): Generator<Buffer> {
    if (this.#filled + length > PIECE) yield this.#take();
  }

  #take(): Buffer {
    const piece = this.#piece.subarray(0, this.#filled);
    this.#filled = 0;
    return piece;
  }
}

/** A name as bytes, which the types of Node do not know of. */
type NamedKind = Kind & { readonly name: Buffer };

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown reason';
}
