/** What layers said, kept in a directory: one file a layer, by what its bytes and the rules are. */
import { createHash, randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { RuleSet } from '../model/rule.js';
import { layerKey, wasVerified, type LayerReport, type LayerScan } from '../scan/layer.js';
import { hasSecretPath, PACKED_FORMAT, packLayerReport, unpackLayerReport, type PackedLayerReport } from '../scan/pack.js';
import { countTags, SILENT } from './silent-cache.js';

/** Thousands of layers; one takes some kilobytes, or a megabyte where it has a hundred thousand files. */
const MAX_BYTES = 512 * 1024 * 1024;
/** Room for new ones, so that not every run has to look for old ones. */
const KEPT_BYTES = MAX_BYTES * 0.8;
/** Far more than any report takes; who put a bomb into the directory gets a layer read again. */
const MAX_REPORT_BYTES = 64 * 1024 * 1024;
const ENTRIES = 'layers';
const SALT = 'salt';

/** A directory of reports. Reading and writing it never fails: what cannot be used is read or written again. */
export interface LayerCache {
  /** Keys the seals of the secrets in it. */
  readonly salt: string;
  get(key: string): Promise<PackedLayerReport | null>;
  put(key: string, report: PackedLayerReport): Promise<void>;
}

export interface CacheSummary {
  readonly directory: string;
  /** Layers. */
  readonly entries: number;
  /** Of files that are not searched again, for all rule sets; small ones may share one. */
  readonly tags: number;
  readonly bytes: number;
}

/**
 * Opens a cache, made when the first report is put into it. Without a salt of the caller's it has one of its own. Safe with
 * several processes: files come whole, by renaming, and the longest unused go when there are too many bytes.
 */
export async function openLayerCache(directory: string, salt: string | null): Promise<LayerCache> {
  const own = salt ?? (await readSalt(directory)) ?? randomBytes(16).toString('hex');
  let pruned = false;
  return {
    salt: own,
    async get(key) {
      const path = entryPath(directory, key);
      try {
        const text = await promisify(gunzip)(await readFile(path), { maxOutputLength: MAX_REPORT_BYTES });
        const now = new Date();
        await utimes(path, now, now);
        return JSON.parse(text.toString()) as PackedLayerReport;
      } catch {
        return null;
      }
    },
    async put(key, report) {
      const path = entryPath(directory, key);
      const passing = `${path}.${randomBytes(6).toString('hex')}`;
      try {
        await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
        if (salt === null) await writeFile(join(directory, SALT), own, { mode: 0o600, flag: 'wx' }).catch(() => undefined);
        await writeFile(passing, await promisify(gzip)(JSON.stringify(report)), { mode: 0o600 });
        await rename(passing, path);
        if (!pruned) await limitCache(directory);
        pruned = true;
      } catch {
        await rm(passing, { force: true }).catch(() => undefined);
      }
    },
  };
}

/**
 * The same scan, asking for each layer once in a lifetime. What is kept of secrets are their masks and seals. A layer whose
 * bytes were not read to their end, or not those of its digest, is not kept.
 */
export function withCache(scan: LayerScan, cache: LayerCache, rules: RuleSet): LayerScan {
  return async (layer) => {
    if (layer.descriptor.digest === '') return scan(layer);
    const words = [PACKED_FORMAT, rules.digest, layerKey(layer), createHash('sha256').update(cache.salt).digest('hex')];
    const key = createHash('sha256').update(JSON.stringify(words)).digest('hex');
    const known = await cache.get(key);
    const report = known && unpack(known, rules, cache.salt);
    if (report) return report;
    const made = await scan(layer);
    if (wasVerified(made) && !hasSecretPath(made)) await cache.put(key, packLayerReport(made, cache.salt));
    return made;
  };
}

export async function describeCache(directory: string): Promise<CacheSummary> {
  return summarise(directory, await listEntries(directory));
}

/** Keeps it within its bound. */
export function limitCache(directory: string): Promise<CacheSummary> {
  return pruneCache(directory, { most: MAX_BYTES, kept: KEPT_BYTES });
}

/** Removes the longest unused entries until `kept` bytes are left, if there are more than `most`; gives what is left. */
export async function pruneCache(directory: string, { most, kept }: { readonly most: number; readonly kept: number }): Promise<CacheSummary> {
  const entries = await listEntries(directory);
  let { bytes } = summarise(directory, entries);
  if (bytes <= most) return summarise(directory, entries);
  const left = entries.sort((a, b) => b.usedAt - a.usedAt);
  while (bytes > kept) {
    const { path, size } = left.pop()!;
    await rm(path, { force: true });
    bytes -= size;
  }
  return summarise(directory, left);
}

function summarise(directory: string, entries: readonly Entry[]): CacheSummary {
  const sum = (count: (entry: Entry) => number): number => entries.reduce((total, entry) => total + count(entry), 0);
  return { directory, entries: sum(({ isLayer }) => (isLayer ? 1 : 0)), tags: sum(({ isLayer, size }) => (isLayer ? 0 : countTags(size))), bytes: sum(({ size }) => size) };
}

function unpack(packed: PackedLayerReport, rules: RuleSet, salt: string): LayerReport | null {
  try {
    return unpackLayerReport(packed, rules, salt);
  } catch {
    return null;
  }
}

function entryPath(directory: string, key: string): string {
  return join(directory, ENTRIES, key.slice(0, 2), `${key}.json.gz`);
}

async function readSalt(directory: string): Promise<string | null> {
  const text = await readFile(join(directory, SALT), 'utf8').catch(() => '');
  return /^[0-9a-f]{32}$/.test(text) ? text : null;
}

interface Entry {
  readonly path: string;
  readonly isLayer: boolean;
  readonly size: number;
  readonly usedAt: number;
}

async function listEntries(directory: string): Promise<Entry[]> {
  const folders = [ENTRIES, SILENT].map(async (folder) => {
    const names = await readdir(join(directory, folder), { recursive: true }).catch(() => []);
    return Promise.all(
      names.map(async (name): Promise<Entry | null> => {
        const path = join(directory, folder, name);
        const found = await lstat(path).catch(() => null);
        return found?.isFile() ? { path, isLayer: folder === ENTRIES, size: found.size, usedAt: found.mtimeMs } : null;
      }),
    );
  });
  return (await Promise.all(folders)).flat().filter((entry) => entry !== null);
}
