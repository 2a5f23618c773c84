import { lstat, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { LayerlintError } from '../index.js';

/** Small enough to keep memory flat behind a slow reader, large enough to be quick. */
const SLICE = 1 << 16;

/** Writes the whole text, at the reader's pace. A reader that has gone away (`| head`) ends it quietly. */
export async function writeText(stream: Writable, text: string): Promise<void> {
  try {
    for (let at = 0; at < text.length; ) {
      const end = sliceEnd(text, at);
      await writeSlice(stream, text.slice(at, end));
      at = end;
    }
  } catch (error) {
    if (!isClosedPipe(error)) throw error;
  }
}

// The callback comes even from a stream that is broken already, where `drain` would never.
function writeSlice(stream: Writable, slice: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(slice, (error) => (error ? reject(error) : resolve()));
  });
}

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}

/** A surrogate pair cut in two would become two replacement characters. */
function sliceEnd(text: string, at: number): number {
  const end = Math.min(at + SLICE, text.length);
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last < 0xdc00 ? end + 1 : end;
}

/**
 * Replaces the file in one step, so that nobody ever reads half a report. What is no plain file (`/dev/stdout`, a FIFO) is
 * written to in place. `mode` holds for a file that is new.
 */
export async function writeFileWhole(path: string, text: string, mode: number): Promise<void> {
  try {
    const target = await plainFile(path);
    if (target === null) await writeFile(path, text);
    else await replaceFile(target, text, mode);
  } catch (cause) {
    throw new LayerlintError('unreadable', `The report could not be written to \`${path}\`.`, {
      hint: 'Check that the directory exists and that you may write there.',
      cause,
    });
  }
}

async function plainFile(path: string): Promise<string | null> {
  const target = await realpath(path).catch(() => path);
  const found = await lstat(target).catch(() => null);
  return found === null || found.isFile() ? target : null;
}

/** Permissions of a file that is new; the umask takes its share. */
const NEW_FILE_MODE = 0o666;

/** Puts new bytes into a file of the user's in one step; it keeps its permissions. Throws `unreadable`. */
export async function rewriteFile(path: string, bytes: Buffer): Promise<void> {
  try {
    const target = await plainFile(path);
    if (target === null) throw new Error('It is no plain file.');
    const mode = await stat(target).then((found) => found.mode & 0o7777, () => null);
    await replaceFile(target, bytes, mode ?? NEW_FILE_MODE, mode !== null);
  } catch (cause) {
    throw new LayerlintError('unreadable', `\`${path}\` could not be rewritten.`, { hint: 'Check that you may write the file and its directory; `--fix-dry-run` shows what was to change.', cause });
  }
}

async function replaceFile(target: string, content: string | Buffer, mode: number, exactly = false): Promise<void> {
  const draft = join(dirname(target), `.layerlint-${process.pid}-${Date.now()}.tmp`);
  const handle = await open(draft, 'wx', mode);
  try {
    try {
      await handle.writeFile(content);
      if (exactly) await handle.chmod(mode);
    } finally {
      await handle.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
