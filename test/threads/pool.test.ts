import { describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { tarOf } from '../../sample-images/encode.js';
import { builtInRuleSet } from '../../src/index.js';
import { createMatcher } from '../../src/match/matcher.js';
import type { Layer } from '../../src/model/image.js';
import { LayerlintError } from '../../src/model/error.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { expandTemplate } from '../../src/rule/template.js';
import { layerScan, type LayerReport, type LayerScan } from '../../src/scan/layer.js';
import { layerReader } from '../../src/scan/layer-reader.js';
import { scanOnThreads } from '../../src/threads/pool.js';
import { lendBytes } from '../archive/streams.js';

// Threads are made of what is built; `npm test` builds it.
const entry = pathToFileURL('dist/src/worker.js');
const matcher = createMatcher(rulesOfKind(builtInRuleSet, 'credential'));
const here = layerScan(builtInRuleSet, matcher);
const reader = layerReader(builtInRuleSet, matcher, null);
const there = scanOnThreads(builtInRuleSet, reader, { count: 2, entry, heap: 256, ahead: 8 * 1024 * 1024 });

const layerOf = (bytes: Buffer, { size = bytes.length, failure = null as Error | null, index = 0 } = {}): Layer => ({
  descriptor: { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: '', size },
  diffId: null,
  index,
  historyIndex: null,
  open: () =>
    Promise.resolve(
      (async function* () {
        yield* lendBytes(bytes, 60_000);
        if (failure) throw failure;
      })(),
    ),
});

/** The values too, which JSON would mask. */
const plain = (report: LayerReport) => ({ ...report, files: report.files.map((file) => ({ ...file, hits: file.hits.map((hit) => ({ ...hit, rule: hit.rule.id, secret: hit.secret.reveal() })) })) });

const tar = await tarOf([
  { path: 'app/.env', content: `GITHUB_TOKEN=${expandTemplate('ghp_{base62:30}{crc32:github}', 1)}\n` },
  { path: 'app/noise.bin', content: randomBytes(700_000) },
  { path: 'app/.wh.gone', content: '' },
  { path: 'app/last.env', content: `DATABASE_PASSWORD=${expandTemplate('{pass:14}', 2)}\n` },
]);
/** As claimed: enough for three threads. */
const big = 256 * 1024 * 1024;

describe('a layer on some thread', () => {
  test.each([
    ['that is small', layerOf(gzipSync(tar))],
    ['that is big', layerOf(gzipSync(tar), { size: big })],
    ['not compressed', layerOf(tar, { size: big })],
    ['cut short', layerOf(gzipSync(tar).subarray(0, 300_000), { size: big })],
    ['cut short, and small', layerOf(gzipSync(tar).subarray(0, 300_000))],
    ['with more behind it', layerOf(Buffer.concat([gzipSync(tar), Buffer.from(`GITHUB_TOKEN=${expandTemplate('ghp_{base62:30}{crc32:github}', 3)}`)]), { size: big })],
    ['that is no tar', layerOf(gzipSync(randomBytes(5_000)), { size: big })],
    ['whose digest is wrong', layerOf(gzipSync(tar), { size: big, failure: new LayerlintError('damaged', 'It has another digest.') })],
    ['that is not there', layerOf(Buffer.alloc(0), { failure: new LayerlintError('not-found', 'There is no such blob.') })],
    ['that is empty', layerOf(Buffer.alloc(0))],
  ])('%s says what it says here', async (_words, layer) => {
    const said = plain(await here(layer));
    // One here, and on both others where there is enough to do.
    for (const report of await Promise.all([there(layer), there(layer), there(layer)])) expect(plain(report)).toEqual(said);
    expect(plain(await there(layer))).toEqual(said);
  });

  test('among others gives its own report', async () => {
    const layers = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => layerOf(gzipSync(await tarOf([{ path: `f${index}.env`, content: `GITHUB_TOKEN=${expandTemplate('ghp_{base62:30}{crc32:github}', index)}\n` }])), { index, size: big })),
    );
    const reports = await Promise.all(layers.map(there));
    expect(reports.map(({ files }) => files[0]!.path)).toEqual(layers.map(({ index }) => `f${index}.env`));
  });

  test.each([
    ['cannot begin', `data:text/javascript,${encodeURIComponent("throw new Error('no tables')")}`],
    ['ends at once', 'data:text/javascript,process.exit(3)'],
    ['dies in the middle', `data:text/javascript,${encodeURIComponent("import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => setTimeout(() => process.exit(1), 20));")}`],
  ])('a thread that %s is a typed error, again and again', async (_words, script) => {
    const failing: LayerScan = scanOnThreads(builtInRuleSet, reader, { count: 2, entry: new URL(script), heap: 256, ahead: 8 * 1024 * 1024 });
    for (let round = 0; round < 2; round += 1) {
      const ended = await Promise.allSettled([0, 1, 2].map((less) => failing(layerOf(gzipSync(tar), { size: big - less }))));
      const failed = ended.filter(({ status }) => status === 'rejected');
      // What is read here fails only where one of them was to help with it; one that has not died yet leaves a second layer to be read here.
      expect(failed).not.toHaveLength(0);
      for (const one of failed) expect(one).toMatchObject({ reason: { code: 'internal', hint: expect.stringContaining('--threads 0') } });
    }
  });

  test('that has too little to do for another is read here, the largest first', async () => {
    const asked: string[] = [];
    const alone = scanOnThreads(builtInRuleSet, reader, { count: 2, entry: new URL('data:text/javascript,process.exit(3)'), heap: 256, ahead: 8 * 1024 * 1024 });
    const layer = (size: number): Layer => ({ ...layerOf(gzipSync(tar), { size }), open: () => (asked.push(`${size}`), layerOf(gzipSync(tar)).open()) });
    await Promise.all([3, 9, 1, 7].map((size) => alone(layer(size * 1024 * 1024))));
    expect(asked.map((size) => Number(size) / 1024 / 1024)).toEqual([9, 7, 3, 1]);
  });

  describe('whose size says little', () => {
    /** The layer's report, and how many threads began for it: each asks once where its code is. */
    const begun = async (layer: Layer): Promise<{ readonly threads: number; readonly report: LayerReport }> => {
      let threads = 0;
      const options = { count: 3, heap: 256, ahead: 8 * 1024 * 1024, get entry(): URL { threads += 1; return entry; } };
      const report = await scanOnThreads(builtInRuleSet, reader, options)(layer);
      return { report, threads };
    };
    const token = (seed: number): string => `GITHUB_TOKEN=${expandTemplate('ghp_{base62:30}{crc32:github}', seed)}\n`;
    const filled = (mebibytes: number): Promise<Buffer> =>
      tarOf([
        { path: 'app/first.env', content: token(1) },
        ...Array.from({ length: mebibytes }, (_, index) => ({ path: `app/${index}.bin`, content: Buffer.alloc(1024 * 1024, index % 7) })),
        { path: 'app/last.env', content: token(2) },
      ]);

    test('has none begin for a file that only one can search', async () => {
      const bytes = await tarOf([{ path: 'app/first.env', content: token(1) }, { path: 'app/one.bin', content: Buffer.alloc(150 * 1024 * 1024) }]);
      expect((await begun(layerOf(bytes, { size: 0 }))).threads).toBe(0);
    });

    test.each([
      ['that has none', 40, 0, (bytes: Buffer) => layerOf(bytes, { size: 0 })],
      ['that has none', 80, 1, (bytes: Buffer) => layerOf(bytes, { size: 0 })],
      ['that has none', 150, 2, (bytes: Buffer) => layerOf(bytes, { size: 0 })],
      ['that is small', 40, 0, (bytes: Buffer) => layerOf(gzipSync(bytes, { level: 1 }))],
      ['that is small', 200, 1, (bytes: Buffer) => layerOf(gzipSync(bytes, { level: 1 }))],
    ])('has so many threads begin as what has passed makes it worth: one %s, of %i MiB, %i', async (_words, mebibytes, threads, layer) => {
      const bytes = await filled(mebibytes);
      const seen = await begun(layer(bytes));
      expect(seen.threads).toBe(threads);
      expect(plain(seen.report)).toEqual(plain(await here(layer(bytes))));
      expect(seen.report.files.map(({ path }) => path)).toEqual(['app/first.env', 'app/last.env']);
    });
  });
});
