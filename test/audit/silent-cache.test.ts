import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { sampleImages } from '../../sample-images/index.js';
import { tarOf } from '../../sample-images/encode.js';
import { writeOciLayout } from '../../sample-images/write-oci.js';
import { pruneCache } from '../../src/audit/layer-cache.js';
import { openSilentCache } from '../../src/audit/silent-cache.js';
import { run } from '../../src/cli/program.js';
import { builtInRuleSet } from '../../src/index.js';
import type { Layer } from '../../src/model/image.js';
import type { RuleSet } from '../../src/model/rule.js';
import { createRuleSet } from '../../src/rule/select.js';
import { NO_HANDS } from '../../src/scan/hands.js';
import { layerScan, type LayerScan } from '../../src/scan/layer.js';
import { layerReader } from '../../src/scan/layer-reader.js';
import { packLayerReport, type PackedLayerReport } from '../../src/scan/pack.js';
import { SilentFiles, SLOTS } from '../../src/scan/silent-files.js';
import { scanOnThreads } from '../../src/threads/pool.js';
import { lendBytes } from '../archive/streams.js';
import { counting, kinds, matcher, noise, searched, token } from '../scan/counted-search.js';

const rules = builtInRuleSet;
const alone = layerScan(rules, matcher);
const folder = mkdtempSync(join(tmpdir(), 'layerlint-silent-'));
let count = 0;
let directory = '';
beforeEach(() => void (directory = join(folder, `cache-${count++}`)));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Stored {
  readonly path: string;
  readonly content: Buffer;
}

/** A run of its own, with what the ones before it have kept. */
function newRun(set: RuleSet = rules): LayerScan {
  const kept = openSilentCache(directory, set, () => Promise.resolve());
  const scan = layerScan(set, counting, { hands: NO_HANDS, silent: new SilentFiles(kept.data) });
  return (layer) => kept.around(() => scan(layer));
}

/** The same on two other threads, which are made of what is built. */
function newRunOnThreads(): LayerScan {
  const kept = openSilentCache(directory, rules, () => Promise.resolve());
  const reader = layerReader(rules, matcher, new SilentFiles(kept.data));
  const scan = scanOnThreads(rules, reader, { count: 2, entry: pathToFileURL('dist/src/worker.js'), heap: 256, ahead: 8 * 1024 * 1024, silent: { data: kept.data, repeats: () => true } });
  return (layer) => kept.around(() => scan(layer));
}

/** Of a size that all threads are worth. */
const layerOf = (tar: Buffer): Layer => ({
  descriptor: { mediaType: '', digest: '', size: 256 * 1024 * 1024 },
  diffId: null,
  index: 0,
  historyIndex: null,
  open: () => Promise.resolve(lendBytes(tar, 100_000)),
});

async function report(scan: LayerScan, files: readonly Stored[]): Promise<PackedLayerReport> {
  return packLayerReport(await scan(layerOf(await tarOf(files))), null);
}

/** Bytes that a run of its own searches. */
async function work(files: readonly Stored[], set: RuleSet = rules): Promise<number> {
  searched.bytes = 0;
  await report(newRun(set), files);
  return searched.bytes;
}

const sizes = [5_000, 80_000, 1_300_000];
const total = sizes.reduce((sum, size) => sum + size, 0);
const silent = sizes.map((size, index): Stored => ({ path: `app/${index}.js`, content: noise(index, size) }));

const kept = (): string[] => (existsSync(join(directory, 'files')) ? readdirSync(join(directory, 'files')).map((name) => join(directory, 'files', name)) : []);

describe('files that held nothing', () => {
  test('are not searched in a later run, in whatever layer they lie', async () => {
    expect(await work(silent)).toBeGreaterThanOrEqual(total);
    expect(await work(silent)).toBe(0);
    expect(await work([...silent].reverse())).toBe(0);
    expect(await work([...silent, { path: 'app/new.js', content: noise(7, 6000) }])).toBeLessThan(13_000);
  });

  test('are searched under another path, with another byte, and with a token that was put in', async () => {
    await work(silent);
    expect(await work(silent.map(({ path, content }) => ({ path: `other/${path}`, content })))).toBeGreaterThanOrEqual(total);
    for (const [index, size] of sizes.entries()) {
      for (const at of [0, size >> 1, size - 1]) {
        const content = Buffer.from(silent[index]!.content);
        content[at]! ^= 1;
        expect(await work(silent.map((file, other) => (other === index ? { ...file, content } : file)))).toBeGreaterThanOrEqual(size);
      }
      // Of the same size, which the larger ones are waited for by.
      const planted = Buffer.from(silent[index]!.content);
      token(index).copy(planted, size >> 1);
      const { files } = await report(newRun(), silent.map((file, other) => (other === index ? { ...file, content: planted } : file)));
      expect(files.map(({ path, hits }) => [path, hits.length])).toEqual([[`app/${index}.js`, 1]]);
    }
  });

  test('are small ones in runs: one that changes, comes or goes has no more than its neighbours searched', async () => {
    const size = 700;
    const small = Array.from({ length: 2000 }, (_, index): Stored => ({ path: `lib/${index % 50}/${noise(index, 4).toString('hex')}.js`, content: noise(index, size + (index % 7)) }));
    // Runs end where a parcel does, too, which may move.
    const few = small.length * size * 0.25;
    expect(await work(small)).toBeGreaterThanOrEqual(small.length * size);
    expect(await work(small)).toBe(0);
    const change = (content: Buffer): Stored[] => small.map((file, index) => (index === 300 ? { ...file, content } : file));
    for (const other of [change(noise(1000, size)), change(noise(1001, 12_000)), small.toSpliced(200, 1), small.toSpliced(400, 0, { path: 'lib/new', content: noise(1002, 90) })]) {
      const searchedThen = await work(other);
      expect(searchedThen).toBeGreaterThan(0);
      expect(searchedThen).toBeLessThan(few);
    }
    // One that says something is searched each time, and so are its neighbours.
    const loud = change(Buffer.concat([token(1), noise(1, size)]));
    for (let again = 0; again < 2; again += 1) {
      const { files } = await report(newRun(), loud);
      expect(files.map(({ path }) => path)).toEqual([small[300]!.path]);
    }
    const loudWork = await work(loud);
    expect(loudWork).toBeGreaterThan(size);
    expect(loudWork).toBeLessThan(few);
    // Bytes that move from a file to the next are not the same files.
    const [one, two] = [small[0]!, small[1]!];
    const moved = [{ ...one, content: Buffer.concat([one.content, two.content.subarray(0, 10)]) }, { ...two, content: two.content.subarray(10) }, ...small.slice(2)];
    expect(await work(moved)).toBeGreaterThan(size);
  });

  test('are those of the same rules only', async () => {
    await work(silent);
    const fewer = createRuleSet(rules.rules.slice(0, -1));
    expect(await work(silent, fewer)).toBeGreaterThanOrEqual(total);
    expect(await work(silent, fewer)).toBe(0);
    expect(kept()).toHaveLength(2);
    const [one, other] = kept() as [string, string];
    for (const [from, to] of [[one, other], [other, one]] as const) {
      const mine = readFileSync(to);
      writeFileSync(to, readFileSync(from));
      expect(Math.max(await work(silent), await work(silent, fewer))).toBeGreaterThanOrEqual(total);
      writeFileSync(to, mine);
    }
  });

  test('are no names to read, and for their owner alone', async () => {
    await work(silent);
    const [path] = kept() as [string];
    expect(readFileSync(path).toString('latin1')).not.toMatch(/app|\.js/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, 'files')).mode & 0o777).toBe(0o700);
    expect(statSync(path).size).toBeLessThan(64 + 16 * (2 * sizes.length + 1));
  });
});

/** What somebody may do to what is kept. */
const harms: readonly (readonly [name: string, harm: (path: string) => void])[] = [
  ['empty', (path) => writeFileSync(path, '')],
  ['cut by a byte', (path) => writeFileSync(path, readFileSync(path).subarray(0, -1))],
  ['cut by a tag', (path) => writeFileSync(path, readFileSync(path).subarray(0, -16))],
  ['cut in its head', (path) => writeFileSync(path, readFileSync(path).subarray(0, 40))],
  ['of another form', (path) => writeFileSync(path, flip(readFileSync(path), 15))],
  ['with another key', (path) => writeFileSync(path, flip(readFileSync(path), 20))],
  ['with another seal', (path) => writeFileSync(path, flip(readFileSync(path), 40))],
  ['with another tag', (path) => writeFileSync(path, flip(readFileSync(path), 70))],
  ['longer than any', (path) => writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(SLOTS * 16)]))],
  ['something else', (path) => writeFileSync(path, noise(1, 4096))],
  ['a link', (path) => {
    writeFileSync(`${path}-there`, readFileSync(path));
    rmSync(path);
    symlinkSync(`${path}-there`, path);
  }],
];

function flip(bytes: Buffer, at: number): Buffer {
  bytes[at]! ^= 1;
  return bytes;
}

describe('what is kept of them', () => {
  test.each(harms)('is made anew where it is %s', async (_name, harm) => {
    const expected = await report(alone, silent);
    await work(silent);
    harm(kept()[0]!);
    searched.bytes = 0;
    expect(await report(newRun(), silent)).toEqual(expected);
    expect(searched.bytes).toBeGreaterThanOrEqual(total);
    expect(await work(silent)).toBe(0);
  });

  test('is left where its place is taken or cannot be read, and the scan goes on', async () => {
    await work(silent);
    const [path] = kept() as [string];
    rmSync(path);
    mkdirSync(path);
    expect(await work(silent)).toBeGreaterThanOrEqual(total);
    expect(kept()).toEqual([path]);
    rmSync(directory, { recursive: true });
    writeFileSync(directory, 'a file');
    expect(await work(silent)).toBeGreaterThanOrEqual(total);
    rmSync(directory);
  });

  test('is not written where nothing is new', async () => {
    await work(silent);
    const [path] = kept() as [string];
    chmodSync(path, 0o400);
    const { ino } = statSync(path);
    await work(silent);
    expect(statSync(path).ino).toBe(ino);
  });

  test('is one of two that write at once, whole', async () => {
    const others = silent.map(({ path, content }) => ({ path: `b/${path}`, content }));
    const [one, two] = [newRun(), newRun()];
    await Promise.all([report(one, silent), report(two, others), report(one, others.slice(1)), report(two, silent.slice(1))]);
    expect(kept()).toHaveLength(1);
    expect((await work(silent)) + (await work(others))).toBeLessThan(2 * total);
  });

  test('changes no report, whoever reads: nothing, all of it, damaged or another\u2019s', async () => {
    const file = fc.record({ path: fc.constantFrom('a', 'b/c', 'b/id_rsa', 'd.jar', 'e.env'), kind: fc.nat(kinds.length - 1), seed: fc.nat(1), size: fc.constantFrom(0, 300, 301, 5_000, 90_000, 1_150_000, 2_300_000) });
    const harm = fc.constantFrom(...harms.map(([, change]) => change), () => undefined);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(file, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 4 }), harm, fc.boolean(), async (layers, change, onThreads) => {
        rmSync(directory, { recursive: true, force: true });
        for (const [index, files] of [...layers, ...layers].entries()) {
          const stored = files.map(({ path, kind, seed, size }) => ({ path, content: kinds[kind]!(seed, size) }));
          if (index === layers.length) for (const path of kept()) change(path);
          expect(await report(onThreads ? newRunOnThreads() : newRun(), stored)).toEqual(await report(alone, stored));
        }
      }),
      { numRuns: 10 },
    );
  }, 300_000);

  test('goes with the cache, longest unused first', async () => {
    await work(silent);
    await work(silent, createRuleSet(rules.rules.slice(0, -1)));
    const [one, other] = kept() as [string, string];
    utimesSync(one, new Date(0), new Date(0));
    const bytes = statSync(one).size + statSync(other).size;
    // The large one has a second tag, by which it is waited for.
    expect(await pruneCache(directory, { most: bytes, kept: 0 })).toEqual({ directory, entries: 0, tags: 8, bytes });
    expect(await pruneCache(directory, { most: 0, kept: bytes - 1 })).toMatchObject({ tags: 4 });
    expect(kept()).toEqual([other]);
  });
});

describe('on the command line', () => {
  const layout = join(folder, 'layout');
  async function layerlint(...argv: string[]): Promise<{ code: number; text: string }> {
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    let text = '';
    for (const stream of [stdout, stderr]) stream.on('data', (piece) => (text += String(piece)));
    const code = await run(argv, { stdin, stdout, stderr, env: { LAYERLINT_CACHE: directory } });
    return { code, text };
  }

  test.each(sampleImages)('a scan of $name with what is kept of its files is the same, in JSON', async (sample) => {
    await writeOciLayout(sample, layout);
    const first = await layerlint('scan', '--all-platforms', '-f', 'json', layout);
    rmSync(join(directory, 'layers'), { recursive: true, force: true });
    expect(await layerlint('scan', '--all-platforms', '-f', 'json', layout)).toEqual(first);
    expect(await layerlint('scan', '--all-platforms', '-f', 'json', '--no-cache', layout)).toEqual(first);
    rmSync(layout, { recursive: true });
  });

  test('nothing is read of it where every layer is known; cache counts and prunes it', async () => {
    const app = join(folder, 'app');
    mkdirSync(app);
    writeFileSync(join(app, 'a.js'), noise(3, 5000));
    await layerlint('scan', `dir:${app}`, '--no-cache');
    expect(existsSync(directory)).toBe(false);
    await layerlint('scan', `dir:${app}`);
    expect((await layerlint('cache')).text).toContain(', 1 tag of files, 0.0 MB');
    await writeOciLayout(sampleImages[0]!, layout);
    await layerlint('scan', layout);
    const [path] = kept() as [string];
    utimesSync(path, new Date(0), new Date(0));
    await layerlint('scan', layout);
    expect(statSync(path).mtimeMs).toBe(0);
    expect((await layerlint('cache', 'prune')).text).toContain('reports of 0 layers, 0 tags of files, 0.0 MB');
    expect(kept()).toEqual([]);
  });
});
