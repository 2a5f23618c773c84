import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SampleRegistry } from '../../sample-images/registry.js';
import { auditRegistries, type AuditOptions, type AuditProgress, type AuditReport } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { essence } from './command.js';

const SIZE = { repositories: 30, tagsEach: 4, layers: 120, layerBytes: 500 };
const SALT = 'a salt of the test';

let registry: SampleRegistry;
let folder: string;

beforeEach(async () => {
  registry = await SampleRegistry.start(SIZE);
  folder = await mkdtemp(join(tmpdir(), 'layerlint-audit-'));
});

afterEach(async () => {
  await registry.stop();
  await rm(folder, { recursive: true, force: true });
});

const audit = (options: AuditOptions = {}, prefix = ''): Promise<AuditReport> => auditRegistries([`${registry.host}${prefix}`], { store: join(folder, 'audit.db'), salt: SALT, ...options });
const blobsSent = (): string[] => registry.layerDigests.filter((digest) => registry.sent.has(digest));

describe('auditRegistries', () => {
  test('reads each distinct layer once, and says which images hold which secret', async () => {
    const report = await audit();
    expect(report.complete).toBe(true);
    expect(report.notices).toEqual([]);
    const used = new Set(report.images.flatMap(({ layers }) => layers.map(({ digest }) => digest)));
    expect(used.size).toBeGreaterThan(3);
    expect([...registry.sent].filter(([digest, times]) => registry.layerDigests.includes(digest) && times !== 1)).toEqual([]);
    expect(report.statistics).toMatchObject({ repositories: 30, tags: 120, layers: blobsSent().length, layersRead: blobsSent().length });
    // 30 repositories of 3 images, every tenth of them for two platforms.
    expect(report.statistics.images).toBe(3 * 27 + 3 * 3 * 2);
    const npm = report.secrets.filter(({ ruleId }) => ruleId.startsWith('npm'));
    expect(npm.length).toBeGreaterThan(0);
    for (const secret of npm) {
      expect(secret.masked).toMatch(/^npm_\*+$/);
      expect(secret.tags.length).toBeGreaterThan(0);
      expect(secret.first?.by).toBe('config');
      expect(secret.anonymous).toBe(true);
      expect(secret.deleteCommands[0]).toContain(`skopeo delete docker://${registry.host}/`);
    }
    const inConfig = report.secrets.find(({ places }) => places.some(({ location }) => location.kind === 'config'));
    expect(inConfig?.tags).toEqual(['1.0', '1.1', '1.2', 'latest'].map((tag) => `${registry.host}/team7/app7:${tag}`));
  });

  test('keeps which files held nothing, and says the same with it in a store of its own', async () => {
    const cache = join(folder, 'cache');
    const first = await audit({ cache });
    expect(await readdir(join(cache, 'files'))).toHaveLength(1);
    const [name] = await readdir(join(cache, 'files'));
    expect((await stat(join(cache, 'files', name!))).size).toBeGreaterThan(64);
    expect(essence(await auditRegistries([registry.host], { store: join(folder, 'other.db'), salt: SALT, cache }))).toEqual(essence(first));
    expect(essence(await auditRegistries([registry.host], { store: join(folder, 'without.db'), salt: SALT }))).toEqual(essence(first));
  });

  test('a second run reads no layer and no config', async () => {
    const first = await audit();
    registry.sent.clear();
    registry.asked.length = 0;
    const second = await audit();
    expect(registry.sent.size).toBe(0);
    expect(registry.requests('/manifests/').every(({ method }) => method === 'HEAD')).toBe(true);
    expect(essence(second)).toEqual(essence(first));
    expect(second.secrets.some(({ isNew }) => isNew)).toBe(false);
    expect(second.changes).toMatchObject({ appeared: { count: 0 }, vanished: { count: 0 }, moved: { count: 0 }, stillPullable: { count: 0 }, secretsGone: { count: 0 } });
  });

  test('a later run reads what is new, and tells what appeared, moved, vanished and can still be pulled', async () => {
    await audit();
    const old = registry.digestOf('team7/app7', 'latest')!;
    const gone = registry.digestOf('team7/app7', '1.0')!;
    const token = expandTemplate('ghp_{base62:30}{crc32:github}', 77);
    const layer = await registry.layer([{ path: 'app/.env', content: `GITHUB_TOKEN=${token}\n` }]);
    const config = { os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [] }, history: [] };
    registry.push('team7/app7', 'latest', config, [layer]);
    registry.push('new/app', '1', config, [layer]);
    registry.untag('team7/app7', '1.2');
    registry.untag('team7/app7', '1.0');
    registry.forget(gone);
    registry.sent.clear();
    const report = await audit();
    expect(Object.fromEntries([...registry.sent].filter(([digest]) => digest === layer || registry.layerDigests.includes(digest)))).toEqual({ [layer]: 1 });
    const { host } = registry;
    expect(report.changes).toMatchObject({
      appeared: { count: 1, names: [`${host}/new/app:1`] },
      vanished: { count: 2, names: [`${host}/team7/app7:1.0`, `${host}/team7/app7:1.2`] },
      moved: { count: 1, names: [`${host}/team7/app7:latest`] },
      stillPullable: { count: 1, names: [`${host}/team7/app7@${old}`] },
    });
    const fresh = report.secrets.filter(({ isNew }) => isNew);
    expect(fresh.map(({ tags }) => tags)).toEqual([[`${host}/new/app:1`, `${host}/team7/app7:latest`]]);
    expect(report.secrets.some(({ untagged }) => untagged.includes(`${host}/team7/app7@${old}`))).toBe(true);
    const image = report.images.find(({ root }) => root === old);
    expect(image).toMatchObject({ tags: [], formerTags: ['1.2', 'latest'], pullable: true });
  });

  test('an image that its only tags leave is told in that run, however few tags there are', async () => {
    const token = expandTemplate('ghp_{base62:30}{crc32:github}', 78);
    const layer = await registry.layer([{ path: 'app/.env', content: `GITHUB_TOKEN=${token}\n` }]);
    const config = { os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [] }, history: [] };
    const old = registry.push('small/app', '1', config, [layer]);
    const first = await audit({}, '/small/app');
    expect(first.secrets.map(({ tags, untagged }) => ({ tags, untagged }))).toEqual([{ tags: [`${registry.host}/small/app:1`], untagged: [] }]);
    registry.push('small/app', '1', { ...config, created: '2026-01-01T00:00:00Z' }, []);
    const second = await audit({}, '/small/app');
    const name = `${registry.host}/small/app@${old}`;
    expect(second.changes).toMatchObject({ moved: { count: 1 }, stillPullable: { count: 1, names: [name] }, secretsGone: { count: 0 } });
    expect(second.secrets.map(({ tags, untagged }) => ({ tags, untagged }))).toEqual([{ tags: [], untagged: [name] }]);
  });

  test('no value is in the store, and nobody else may read it', async () => {
    await audit();
    // SQLite takes its own files beside it away a moment after the store is closed.
    const beside = (name: string) => (error: NodeJS.ErrnoException): null => {
      if (name === 'audit.db' || error.code !== 'ENOENT') throw error;
      return null;
    };
    const names = await readdir(folder);
    expect(names).toContain('audit.db');
    const files = await Promise.all(names.map(async (name) => ({ bytes: await readFile(join(folder, name)).catch(beside(name)), stats: await stat(join(folder, name)).catch(beside(name)) })));
    const bytes = Buffer.concat(files.flatMap((file) => file.bytes ?? []));
    for (const [template, seed] of [['npm_{base62:30}{crc32}', 800_011], ['ghp_{base62:30}{crc32:github}', 900_007]] as const) {
      expect(bytes.includes(expandTemplate(template, seed).slice(4))).toBe(false);
    }
    for (const { stats } of files) expect((stats?.mode ?? 0) & 0o077).toBe(0);
  });

  test('globs, the newest and a date choose', async () => {
    const some = await audit({ include: ['team7/*:1.*'], exclude: ['**:1.2'] });
    expect(some.statistics).toMatchObject({ repositories: 2, tags: 4 });
    const newest = await audit({ newest: 1, store: join(folder, 'newest.db') });
    expect(newest.statistics.tags).toBe(60);
    expect(new Set(newest.images.flatMap(({ tags }) => tags))).toEqual(new Set(['1.2', 'latest']));
    const since = await audit({ since: '2024-01-25', store: join(folder, 'since.db') });
    expect(new Set(since.images.flatMap(({ tags }) => tags))).toEqual(new Set(['1.1', '1.2', 'latest']));
    const amd = await audit({ platform: 'linux/amd64', store: join(folder, 'amd.db') });
    expect(amd.statistics.images).toBe(90);
    const part = await auditRegistries([`${registry.host}/team1`], { store: join(folder, 'part.db'), salt: SALT });
    expect(part.statistics.repositories).toBe(2);
  });

  test('a blob that is missing is told, and asked for again in the next run', async () => {
    const lost = registry.layerDigests[0]!;
    registry.fault = ({ url = '' }, response) => {
      if (!url.endsWith(lost)) return false;
      response.writeHead(404).end();
      return true;
    };
    const report = await audit();
    expect(report.complete).toBe(false);
    expect(report.notices).toEqual([{ place: `layer ${lost}`, message: expect.stringContaining('is not in') }]);
    registry.fault = () => false;
    registry.sent.clear();
    const again = await audit();
    expect(blobsSent()).toEqual([lost]);
    expect(again.complete).toBe(true);
    expect(essence(again)).toEqual(essence(await audit({ store: join(folder, 'other.db') })));
  });

  test('stopped in order, it goes on from there', async () => {
    const stop = new AbortController();
    const stopped = await audit({ signal: stop.signal, concurrency: 2, onProgress: ({ layers }: AuditProgress) => layers >= 10 && stop.abort() });
    expect(stopped.finishedAt).toBeNull();
    expect(stopped.complete).toBe(false);
    const read = blobsSent().length;
    expect(read).toBeLessThan(20);
    registry.asked.length = 0;
    const report = await audit();
    expect(registry.layerDigests.filter((digest) => (registry.sent.get(digest) ?? 0) > 1)).toEqual([]);
    expect(registry.requests('/tags/list').length).toBe(0);
    expect(registry.requests('/manifests/').length).toBe(0);
    expect(report.changes).toBeNull();
    expect(essence(report)).toEqual(essence(await audit({ store: join(folder, 'other.db') })));
  });
});
