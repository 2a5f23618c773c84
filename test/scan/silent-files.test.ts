import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { tarOf } from '../../sample-images/encode.js';
import { builtInRuleSet } from '../../src/index.js';
import { NO_HANDS } from '../../src/scan/hands.js';
import { layerScan, type LayerScan } from '../../src/scan/layer.js';
import { packLayerReport, type PackedLayerReport } from '../../src/scan/pack.js';
import { newSilentFiles, SilentFiles } from '../../src/scan/silent-files.js';
import { lendBytes } from '../archive/streams.js';
import { counting, kinds, matcher, noise, searched, token } from './counted-search.js';

const alone = layerScan(builtInRuleSet, matcher);
const remembering = (): LayerScan => {
  const silent = new SilentFiles(newSilentFiles());
  return layerScan(builtInRuleSet, counting, { hands: NO_HANDS, silent });
};

async function report(scan: LayerScan, tar: Buffer): Promise<PackedLayerReport> {
  const descriptor = { mediaType: '', digest: '', size: tar.length };
  return packLayerReport(await scan({ descriptor, diffId: null, index: 0, historyIndex: null, open: () => Promise.resolve(lendBytes(tar, 100_000)) }), null);
}

describe('files that were searched and held nothing', () => {
  test('change no report, whatever layers repeat of each other', async () => {
    const file = fc.record({ path: fc.constantFrom('a', 'b/c', 'b/id_rsa', 'd.jar'), kind: fc.nat(kinds.length - 1), seed: fc.nat(1), size: fc.constantFrom(0, 300, 17_000, 90_000, 1_150_000) });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(file, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 4 }), async (layers) => {
        const scan = remembering();
        for (const files of layers) {
          const tar = await tarOf(files.map(({ path, kind, seed, size }) => ({ path, content: kinds[kind]!(seed, size) })));
          expect(await report(scan, tar)).toEqual(await report(alone, tar));
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  test('are four of those that want one place, and of a fifth one gives way', () => {
    const silent = new SilentFiles(newSilentFiles());
    const tags = Array.from({ length: 5 }, (_, index) => Buffer.concat([Buffer.from([1, 2, 3, 4]), noise(index, 12)]));
    for (const tag of [...tags.slice(0, 4), ...tags.slice(0, 4)]) silent.add(tag);
    expect(tags.map((tag) => silent.has(tag))).toEqual([true, true, true, true, false]);
    silent.add(tags[4]!);
    expect(silent.has(tags[4]!)).toBe(true);
    expect(tags.filter((tag) => silent.has(tag))).toHaveLength(4);
  });

  test('are not searched again, unless their path, their size or a byte is another', async () => {
    const scan = remembering();
    const work = async (files: readonly { path: string; content: Buffer }[]): Promise<number> => {
      searched.bytes = 0;
      await report(scan, await tarOf(files));
      return searched.bytes;
    };
    const silent = [17_000, 200_000, 3_000_000].map((size, index) => ({ path: `f${index}`, content: noise(index, size) }));
    const all = 3_217_000;
    expect(await work(silent)).toBeGreaterThanOrEqual(all);
    expect(await work(silent)).toBe(0);
    expect(await work(silent.map(({ path, content }) => ({ path: `other/${path}`, content })))).toBeGreaterThanOrEqual(all);
    for (const change of [0, 8_000, 16_999]) {
      const content = Buffer.from(silent[0]!.content);
      content[change]! ^= 1;
      expect(await work([{ path: 'f0', content }])).toBeGreaterThanOrEqual(17_000);
    }
    const large = Buffer.from(silent[2]!.content);
    large[2_999_999]! ^= 1;
    expect(await work([{ path: 'f2', content: large }])).toBeGreaterThanOrEqual(3_000_000);
    // What says something says it each time.
    const loud = { path: 'loud', content: Buffer.concat([noise(9, 50_000), token(9)]) };
    expect(await work([loud])).toBeGreaterThan(50_000);
    expect(await work([loud])).toBeGreaterThan(50_000);
  });
});
