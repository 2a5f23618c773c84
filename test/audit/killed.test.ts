import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { SampleRegistry } from '../../sample-images/registry.js';
import { AuditDatabase } from '../../src/audit/database.js';
import { MIGRATIONS } from '../../src/audit/schema.js';
import type { AuditReport } from '../../src/index.js';
import { essence, layerlint, type Running } from './command.js';

const SALT = 'a salt of the test';
const KILLS = 5;
/** Layers under way at a time. */
const CONCURRENCY = 3;

let registry: SampleRegistry;
let folder: string;

beforeEach(async () => {
  registry = await SampleRegistry.start({ repositories: 20, tagsEach: 4, layers: 120, layerBytes: 2000 });
  folder = await mkdtemp(join(tmpdir(), 'layerlint-killed-'));
});

afterEach(async () => {
  await registry.stop();
  await rm(folder, { recursive: true, force: true });
});

const start = (store: string): Running => layerlint(['audit', registry.host, '--store', join(folder, store), '--format', 'json', '--fail-on', 'none', '--concurrency', String(CONCURRENCY)], { HOME: folder, LAYERLINT_SALT: SALT });

/** Digests of the layers whose result the store has kept. */
async function storedLayers(store: string): Promise<ReadonlySet<string>> {
  const database = await AuditDatabase.open(join(folder, store), MIGRATIONS, true);
  const rows = database.all<{ digest: string }>('SELECT digest FROM blob JOIN layer_report ON layer_report.blob = blob.id');
  database.close();
  return new Set(rows.map(({ digest }) => digest));
}

/** The same number for the same kill, from 0 up to 1. */
function numberFrom(kill: number): number {
  return createHash('sha256').update(`kill ${kill}`).digest().readUInt32BE(0) / 2 ** 32;
}

test('killed again and again, an audit comes to the same end, and no layer is sent once it is stored', async () => {
  const undisturbed = await start('whole.db').ended;
  expect(undisturbed).toMatchObject({ code: 0, stderr: '' });
  const whole = JSON.parse(undisturbed.stdout) as AuditReport;
  expect(whole.secrets.length).toBeGreaterThan(2);
  let remaining = registry.asked.length;

  const keptAt: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const stored = await storedLayers('killed.db');
    registry.sent.clear();
    // Counted in requests, a moment is as early or late on a slow machine as on a fast one.
    let left = 1 + Math.floor((0.35 + numberFrom(kill) * 0.3) * remaining);
    remaining -= left;
    const { child, ended } = start('killed.db');
    registry.fault = () => {
      left -= 1;
      if (left === 0) child.kill('SIGKILL');
      return false;
    };
    expect((await ended).code).toBeNull();
    expect([...stored].filter((digest) => registry.sent.has(digest))).toEqual([]);
    keptAt.push(stored.size);
    // What a kill costs: the layers that were under way, and no more.
    const after = await storedLayers('killed.db');
    const lost = registry.layerDigests.filter((digest) => registry.sent.has(digest) && !after.has(digest));
    expect(lost.length).toBeLessThanOrEqual(CONCURRENCY);
  }
  registry.fault = () => false;
  registry.sent.clear();
  const stored = await storedLayers('killed.db');
  // Some layers were stored when it was killed, and some were not: else nothing was tried here.
  expect(stored.size).toBeGreaterThan(0);
  expect(stored.size).toBeLessThan(whole.statistics.layers);
  const last = await start('killed.db').ended;
  expect(last).toMatchObject({ code: 0, stderr: '' });
  const report = JSON.parse(last.stdout) as AuditReport;
  expect(essence(report)).toEqual(essence(whole));
  expect(report.statistics.layers).toBe(whole.statistics.layers);
  expect([...stored].filter((digest) => registry.sent.has(digest))).toEqual([]);
  expect(registry.layerDigests.filter((digest) => registry.sent.has(digest)).length).toBe(whole.statistics.layers - stored.size);
  // Both before there was anything to keep, and several times in the midst of the layers.
  expect(new Set([...keptAt, stored.size]).size).toBeGreaterThan(2);
}, 60_000);
