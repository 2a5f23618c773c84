/** What is known of files that held nothing, kept in a directory beside the reports of layers: one file a rule set. */
import { createHash, randomBytes } from 'node:crypto';
import { lstat, mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RuleSet } from '../model/rule.js';
import { KEY_BYTES, newSilentFiles, SilentFiles, SLOTS, TAG_BYTES, type SilentFilesData } from '../scan/silent-files.js';

/** Beside the reports. */
export const SILENT = 'files';
/** Raised whenever tags of before mean something else. */
const MAGIC = Buffer.from('layerlint tags 1');
const SEAL_BYTES = 32;
const HEAD_BYTES = MAGIC.length + KEY_BYTES + SEAL_BYTES;
const MOST_BYTES = HEAD_BYTES + SLOTS * TAG_BYTES;
/** So many new ones are written while layers are still being read: a run of days may be ended at any time. */
const MANY = 4096;

/** Files that were silent in this run and in those before. Reading and writing it never fails: what cannot be used is made anew. */
export interface SilentCache {
  readonly data: SilentFilesData;
  /** Does what reads layers: with what is kept, and keeping what it adds when nobody reads any more. */
  around<T>(read: () => Promise<T>): Promise<T>;
}

/**
 * Nothing is read before the first layer is. Safe with several processes: files come whole, by renaming; of two that write at once
 * the last one's stays. Calls `written` after the first time that something was.
 */
export function openSilentCache(directory: string, rules: RuleSet, written: () => Promise<unknown>): SilentCache {
  const data = newSilentFiles();
  const silent = new SilentFiles(data);
  let loading: Promise<void> | null = null;
  let saving: Promise<void> = Promise.resolve();
  let readers = 0;
  let saved = 0;
  const path = (): string => join(directory, SILENT, createHash('sha256').update(rules.digest).digest('hex'));

  async function load(): Promise<void> {
    const kept = await readKept(path(), rules.digest);
    if (kept === null) return;
    data.key.set(kept.key);
    silent.load(kept.tags);
  }

  async function save(): Promise<void> {
    const { added } = silent;
    if (added === saved) return;
    const isFirst = saved === 0;
    saved = added;
    const tags = silent.tags();
    const passing = `${path()}.${randomBytes(6).toString('hex')}`;
    try {
      await mkdir(join(directory, SILENT), { recursive: true, mode: 0o700 });
      await writeFile(passing, Buffer.concat([MAGIC, data.key, seal(rules.digest, data.key, tags), tags]), { mode: 0o600 });
      await rename(passing, path());
      if (isFirst) await written();
    } catch {
      await rm(passing, { force: true }).catch(() => undefined);
    }
  }

  return {
    data,
    async around(read) {
      readers += 1;
      try {
        await (loading ??= load());
        return await read();
      } finally {
        readers -= 1;
        if (readers === 0 || silent.added - saved >= MANY) await (saving = saving.then(save));
      }
    },
  };
}

/** How many tags such a file of so many bytes holds. */
export function countTags(bytes: number): number {
  return Math.max(0, Math.floor((bytes - HEAD_BYTES) / TAG_BYTES));
}

/** Null where there is none, or none that was written for these rules, as it is. */
async function readKept(path: string, rules: string): Promise<{ readonly key: Buffer; readonly tags: Buffer } | null> {
  try {
    const found = await lstat(path);
    if (!found.isFile() || found.size < HEAD_BYTES || found.size > MOST_BYTES) return null;
    const bytes = await readFile(path);
    const key = bytes.subarray(MAGIC.length, MAGIC.length + KEY_BYTES);
    const tags = bytes.subarray(HEAD_BYTES);
    if (!bytes.subarray(0, MAGIC.length).equals(MAGIC) || !bytes.subarray(MAGIC.length + KEY_BYTES, HEAD_BYTES).equals(seal(rules, key, tags))) return null;
    const now = new Date();
    await utimes(path, now, now);
    return { key, tags };
  } catch {
    return null;
  }
}

/** By which one that is damaged, or another's under this name, is told. */
function seal(rules: string, key: Uint8Array, tags: Buffer): Buffer {
  return createHash('sha256').update(`${rules}\0`).update(key).update(tags).digest();
}
