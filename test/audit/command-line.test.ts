import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SampleRegistry } from '../../sample-images/registry.js';
import { beginRun, openStore } from '../../src/audit/store.js';
import { builtInRuleSet, type AuditReport } from '../../src/index.js';
import { layerlint } from './command.js';

let registry: SampleRegistry;
let folder: string;

beforeEach(async () => {
  registry = await SampleRegistry.start({ repositories: 12, tagsEach: 3, layers: 60, layerBytes: 500 });
  folder = await mkdtemp(join(tmpdir(), 'layerlint-audit-cli-'));
});

afterEach(async () => {
  await registry.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => layerlint(args, { HOME: folder, LAYERLINT_SALT: 'salt' }).ended;
const report = async (): Promise<AuditReport> => JSON.parse((await run('report', '-f', 'json')).stdout) as AuditReport;

describe('what is mistyped is no clean registry', () => {
  test.each([
    ['a prefix', () => [`${registry.host}/teem1`], /lists no repository `teem1`, and none below it/],
    ['a glob', () => [registry.host, '--include', 'teem*/**'], /that the globs let through/],
    ['a kind of catalogue', () => [registry.host, '--catalogue', 'habor'], /Allowed choices are docker-hub, .*ecr/],
    ['a host', () => ['registry.invalid'], /^error: registry\.invalid: /],
    ['a name without a host', () => ['team1'], /HOST\[\/PREFIX\]/],
    ['nothing', () => [], /Nothing to audit/],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await run('audit', ...args());
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test('and the answer of the run before still stands', async () => {
    expect((await run('audit', registry.host)).code).toBe(1);
    const before = await report();
    expect(before.secrets.length).toBeGreaterThan(0);
    expect((await run('audit', `${registry.host}/teem1`)).code).toBe(2);
    expect(await report()).toEqual(before);
  });

  test('an empty registry among others is told, and the others are read', async () => {
    await writeFile(join(folder, 'list'), `# ours\n${registry.host}/none\n\n${registry.host}/team1\n`);
    const { code, stdout } = await run('audit', '--from', join(folder, 'list'), '-f', 'json', '--fail-on', 'none');
    expect(code).toBe(3);
    expect((JSON.parse(stdout) as AuditReport).notices).toEqual([{ place: `${registry.host}/none`, message: expect.stringContaining('lists no repository') }]);
  });
});

test('what has changed is told against the last whole run of the same scope', async () => {
  await run('audit', registry.host);
  registry.untag('team1/app1', '1.0');
  // Another scope in between, and one that came to nothing.
  await run('audit', `${registry.host}/team2`);
  await run('audit', `${registry.host}/teem2`);
  const { stdout } = await run('audit', registry.host, '-f', 'json');
  expect((JSON.parse(stdout) as AuditReport).changes).toMatchObject({ vanished: { count: 1, names: [`${registry.host}/team1/app1:1.0`] }, appeared: { count: 0 } });
});

test('the text says each place and each advice once, and ends with what it comes to', async () => {
  const file = { path: 'app/.npmrc', content: `//registry.npmjs.org/:_authToken=${'x'.repeat(3)}-7f3Kq9ZpLw2Vt8Rb5Nc1\n` };
  const config = { os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [] }, history: [{ created_by: 'COPY . /app' }] };
  for (const number of [1, 2, 3]) registry.push(`same/app${number}`, '1', config, [await registry.layer([file, { path: `app/${number}`, content: `${number}` }])]);
  const { stdout } = await run('audit', registry.host);
  expect(stdout.match(/app\/\.npmrc:1:\d+\n/g)!.length).toBeLessThan(stdout.match(/^ \w+ +\w/gm)!.length);
  expect(stdout).toContain('in 3 images, such as');
  expect(stdout).toMatch(/\n {2}rotate {6}as [0-9a-f]{32} above\n/);
  // On the first run everything would be new.
  expect(stdout).not.toContain('new in this run');
  expect(stdout).toMatch(/\nAll of them, the worst first:\n {2}critical {2}/);
  expect(stdout).toMatch(new RegExp(`\\n${registry.host}, run of \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC:\\n\\d+ secrets \\(`));
  expect((await run('audit', registry.host)).stdout).toContain('UTC:\n  Nothing has changed.\n');
});

test('a run that was stopped is gone on with, but not a day later', async () => {
  const store = await openStore(join(folder, 'runs.db'));
  try {
    const begin = (at: string) => beginRun(store, 'a plan', ['registry.example'], builtInRuleSet, at);
    const first = begin('2026-03-01T10:00:00Z');
    expect(begin('2026-03-02T09:00:00Z')).toMatchObject({ id: first.id, resumed: true });
    expect(begin('2026-03-02T11:00:00Z')).toMatchObject({ id: first.id + 1, resumed: false });
  } finally {
    store.close();
  }
});
