import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sampleImages } from '../../sample-images/index.js';
import { tarOf } from '../../sample-images/encode.js';
import { writeOciLayout } from '../../sample-images/write-oci.js';
import { run } from '../../src/cli/program.js';
import { builtInRuleSet, formatReport, openImage, scanReference, type Image } from '../../src/index.js';
import { openLayerCache, pruneCache, withCache } from '../../src/audit/layer-cache.js';
import { createMatcher } from '../../src/match/matcher.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { createRuleSet } from '../../src/rule/select.js';
import { expandTemplate } from '../../src/rule/template.js';
import { scanImage } from '../../src/scan/image.js';
import { layerScan, type LayerScan } from '../../src/scan/layer.js';

const rules = builtInRuleSet;
const matcher = createMatcher(rulesOfKind(rules, 'credential'));
const folder = mkdtempSync(join(tmpdir(), 'layerlint-cache-'));
const leaky = sampleImages.find(({ name }) => name === 'leaky')!;
const layout = join(folder, 'layout');
await writeOciLayout(leaky, layout);
const image = await openImage(layout);
let count = 0;
let directory = '';
beforeEach(() => void (directory = join(folder, `cache-${count++}`)));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** How many layers were read, and what the scan said. */
async function scan(of: Image, { salt = null as string | null, set = rules } = {}): Promise<{ read: number; said: string }> {
  let read = 0;
  const here = layerScan(set, matcher);
  const counting: LayerScan = (layer) => {
    read += 1;
    return here(layer);
  };
  const report = await scanImage(of, { rules: set, matcher, salt, scanLayer: withCache(counting, await openLayerCache(directory, salt), set) });
  return { read, said: formatReport(report, { format: 'json' }) + formatReport(report) };
}

const files = (): string[] => readdirSync(directory, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
const entries = (): string[] => files().filter((file) => file.endsWith('.json.gz'));

describe('what layers said', () => {
  test.each([null, 'salt'])('is not asked again, and is the same (salt %s)', async (salt) => {
    const first = await scan(image, { salt });
    const again = await scan(image, { salt });
    expect(first.read).toBe(image.layers.length);
    expect(again).toEqual({ read: 0, said: first.said });
  });

  test('is kept without any value, and for its owner alone', async () => {
    await scan(image);
    expect(entries().length).toBeGreaterThan(0);
    for (const file of files()) {
      const bytes = readFileSync(file);
      const text = file.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString();
      for (const { value } of leaky.plants) expect(text).not.toContain(JSON.stringify(value).slice(1, -1));
      expect(statSync(file).mode & 0o077).toBe(0);
    }
  });

  test('holds for the same rules and salt only', async () => {
    await scan(image);
    expect((await scan(image, { salt: 'x' })).read).toBe(image.layers.length);
    expect((await scan(image, { set: createRuleSet(rules.rules.slice(0, -1)) })).read).toBe(image.layers.length);
  });

  test.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, 20)],
    ['no gzip', () => Buffer.from('hello')],
    ['not of the form', () => gzipSync('{"files":3}')],
    ['huge', () => gzipSync(Buffer.alloc(65 * 1024 * 1024, ' '))],
  ])('is made anew where it is %s', async (_words, change) => {
    const first = await scan(image);
    for (const file of entries()) writeFileSync(file, change(readFileSync(file)));
    expect(await scan(image)).toEqual({ read: image.layers.length, said: first.said });
    expect((await scan(image)).read).toBe(0);
  });

  test('is not kept of bytes that are not those of the digest', async () => {
    const wrong = join(folder, 'wrong');
    await writeOciLayout(leaky, wrong);
    const opened = await openImage(wrong);
    const [layer] = opened.layers;
    writeFileSync(join(wrong, 'blobs/sha256', layer!.descriptor.digest.slice(7)), await tarOf([{ path: 'a', content: 'clean' }]));
    await scan(opened);
    expect((await scan(opened)).read).toBe(1);
  });

  test('that nobody used for long goes first', async () => {
    await scan(image);
    const before = entries();
    const [oldest, ...others] = before;
    utimesSync(oldest!, new Date(0), new Date(0));
    const bytes = before.reduce((sum, file) => sum + statSync(file).size, 0);
    expect(await pruneCache(directory, { most: bytes, kept: 0 })).toMatchObject({ entries: before.length, bytes });
    await pruneCache(directory, { most: bytes - 1, kept: bytes - 1 });
    expect(entries().sort()).toEqual(others.sort());
  });

  test('a directory that cannot be written keeps nothing, and the scan goes on', async () => {
    writeFileSync(directory, 'a file');
    expect((await scan(image)).read).toBe(image.layers.length);
    expect((await scan(image)).read).toBe(image.layers.length);
    rmSync(directory);
  });

  test('is shared by scans that run at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => scan(image, { salt: 's' })));
    expect(new Set(all.map(({ said }) => said)).size).toBe(1);
    expect(entries()).toHaveLength(new Set(image.layers.map(({ descriptor }) => descriptor.digest)).size);
    expect(files().every((file) => file.endsWith('.json.gz'))).toBe(true);
  });
});

describe('on the command line', () => {
  async function layerlint(...argv: string[]): Promise<{ code: number; text: string }> {
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    const code = await run(argv, { stdin, stdout, stderr, env: { LAYERLINT_CACHE: directory } });
    return { code, text: String(stdout.read() ?? '') + String(stderr.read() ?? '') };
  }

  test('a second scan says the same, and --show-secrets still shows values', async () => {
    const first = await layerlint('scan', layout);
    expect(entries().length).toBeGreaterThan(0);
    expect(await layerlint('scan', layout)).toEqual(first);
    const token = leaky.plants.find(({ layer, value }) => layer !== null && !value.includes('\n'))!.value;
    expect((await layerlint('scan', layout, '--show-secrets')).text).toContain(token);
  });

  test('--no-cache keeps nothing; cache shows and prunes', async () => {
    await layerlint('scan', layout, '--no-cache');
    expect(existsSync(directory)).toBe(false);
    await layerlint('scan', layout);
    expect((await layerlint('cache')).text).toMatch(new RegExp(`reports of ${entries().length} layers?, \\d+ tags? of files, 0\\.\\d MB`));
    expect((await layerlint('cache', 'prune')).text).toContain('reports of 0 layers, 0 tags of files, 0.0 MB');
    expect(entries()).toEqual([]);
  });

  test('a library user keeps nothing unless asked', async () => {
    await scanReference(layout);
    expect(existsSync(directory)).toBe(false);
  });
});

test('a value known only from a kept report is masked in the history all the same', async () => {
  const password = expandTemplate('{pass:14}', 5);
  const archive = join(folder, 'history.tar');
  const { dockerArchive } = await import('../source/craft.js');
  const layer = await tarOf([{ path: 'app/.env', content: `DATABASE_PASSWORD=${password}\n` }]);
  writeFileSync(archive, await dockerArchive([layer], { config: (config) => ({ ...config, history: [{ created_by: `/bin/sh -c printf ${password} | tool` }] }) }));
  const opened = await openImage(archive);
  const first = await scan(opened);
  const again = await scan(opened);
  await opened.close();
  expect(again).toEqual({ read: 0, said: first.said });
  expect(again.said).toContain('printf');
  expect(again.said).not.toContain(password);
});
