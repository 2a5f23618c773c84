import type { Stats } from 'node:fs';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, readdirSync, readlinkSync } from 'node:fs';
import { pack as createPack } from 'tar-stream';
import type { Header, Pack } from 'tar-stream';
import type { Notice, NoticeCode } from '../model/notice.js';

const PIECE = 256 * 1024;
/** A tree that one may not read has as many reasons as files; more of them say nothing new. */
const MOST_NOTICES = 1000;
const SLASH = Buffer.from('/');
/** Headers in front of the reader; a tree of a million empty directories must not stand in memory as a whole. */
const MOST_AHEAD = 1024 * 1024;
const BLOCK = 512;
const EMPTY = Buffer.alloc(0);

/** How far the packer is in front of the reader, in bytes. */
interface Flow {
  ahead: number;
  wake: () => void;
}

/**
 * A tree as a tar, in sorted order, packed while it is read. No link is followed; devices, pipes and sockets are entries
 * without content; what cannot be read goes into `notices`. A root that is a file gives one entry of the name `rootName`.
 */
export async function* packTree(root: string, rootName: string, notices: Notice[]): AsyncGenerator<Buffer> {
  const pack = createPack();
  const flow: Flow = { ahead: 0, wake: () => undefined };
  const packing = packAll(pack, flow, Buffer.from(root), rootName, notices).then(
    () => pack.finalize(),
    (error: unknown) => pack.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  try {
    for await (const piece of pack as AsyncIterable<Buffer>) {
      yield piece;
      flow.ahead -= piece.length;
      flow.wake();
    }
  } finally {
    pack.destroy(null);
    flow.wake();
    await packing;
  }
}

async function packAll(pack: Pack, flow: Flow, root: Buffer, rootName: string, notices: Notice[]): Promise<void> {
  const tell = (code: NoticeCode, name: string, what: string): void => {
    if (notices.length < MOST_NOTICES) notices.push({ code, message: `\`${name}\` ${what}`, location: null });
    else if (notices.length === MOST_NOTICES) notices.push({ code: 'limit-reached', message: `More than ${MOST_NOTICES} files could not be read; the rest is not listed.`, location: null });
  };
  // A stack and not recursion: a tree may be deeper than the call stack. Names are bytes, as not all of them are UTF-8.
  const waiting: { readonly path: Buffer; readonly name: string }[] = [{ path: root, name: '' }];
  for (let next = waiting.pop(); next !== undefined && !pack.destroyed; next = waiting.pop()) {
    const { path, name } = next;
    const shown = name === '' ? rootName : name;
    if (flow.ahead > MOST_AHEAD) await new Promise<void>((resolve) => (flow.wake = resolve));
    if (pack.destroyed) return;
    flow.ahead += BLOCK;
    try {
      // Synchronous, since a promise for each of six calls costs several times what a small file does.
      const stat = lstatSync(path);
      if (stat.isDirectory()) {
        if (name !== '') await writeHeader(pack, { ...about(stat), name: `${name}/`, type: 'directory' });
        const children = readdirSync(path, { encoding: 'buffer' }).sort(Buffer.compare).reverse();
        for (const child of children) {
          waiting.push({ path: Buffer.concat([path, SLASH, child]), name: name === '' ? child.toString() : `${name}/${child.toString()}` });
        }
      } else if (stat.isFile()) {
        flow.ahead += stat.size;
        await writeFile(pack, path, shown, tell);
      }
      else if (stat.isSymbolicLink()) await writeHeader(pack, { ...about(stat), name: shown, type: 'symlink', linkname: readlinkSync(path) });
      else if (!stat.isSocket()) await writeHeader(pack, { ...about(stat), name: shown, type: stat.isFIFO() ? 'fifo' : 'character-device' });
    } catch (error) {
      if (pack.destroyed) return;
      tell('unreadable', shown, `could not be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`);
    }
  }
}

/** A file may change while it is read: the entry keeps the size it began with, and the difference is told. */
async function writeFile(pack: Pack, path: Buffer, name: string, tell: (code: NoticeCode, name: string, what: string) => void): Promise<void> {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return;
    let done = 0;
    let failure: string | null = null;
    const entry = pack.entry({ ...about(stat), name, type: 'file', size: stat.size });
    const ended = new Promise<void>((resolve) => {
      const done = (): void => {
        pack.off('close', done);
        resolve();
      };
      entry.on('close', done);
      pack.on('close', done);
    });
    while (done < stat.size && !pack.destroyed) {
      const length = Math.min(PIECE, stat.size - done);
      let piece: Buffer = EMPTY;
      try {
        if (failure === null) piece = readFully(descriptor, done, length);
        if (failure === null && piece.length < length) failure = 'became shorter while it was read.';
      } catch (error) {
        failure = `could not be read on after ${done} bytes (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`;
      }
      // The header has promised this many bytes.
      const whole = piece.length === length ? piece : Buffer.concat([piece, Buffer.alloc(length - piece.length)]);
      done += length;
      if (!entry.write(whole)) await drained(entry, pack);
    }
    entry.end(undefined);
    await ended;
    const after = fstatSync(descriptor);
    if (failure === null && after.size > stat.size) failure = 'became longer while it was read; its end was not read.';
    if (failure !== null) tell('unreadable', name, failure);
  } finally {
    closeSync(descriptor);
  }
}

/** Fewer bytes than asked only at the end of the file. */
function readFully(descriptor: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  for (let read = -1; read !== 0 && filled < length; filled += read) read = readSync(descriptor, bytes, filled, length - filled, position + filled);
  return bytes.subarray(0, filled);
}

function about(stat: Stats): Pick<Header, 'mode' | 'mtime'> {
  return { mode: stat.mode & 0o7777, mtime: stat.mtime };
}

function writeHeader(pack: Pack, headers: Parameters<Pack['entry']>[0]): Promise<void> {
  return new Promise((resolve, reject) => {
    pack.on('close', resolve);
    pack.entry(headers, (error) => {
      pack.off('close', resolve);
      if (error) reject(error);
      else resolve();
    });
  });
}

function drained(entry: ReturnType<Pack['entry']>, pack: Pack): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      entry.off('drain', done);
      entry.off('close', done);
      pack.off('close', done);
      resolve();
    };
    entry.on('drain', done);
    entry.on('close', done);
    pack.on('close', done);
  });
}
