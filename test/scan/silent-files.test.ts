import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { tarOf } from '../../sample-images/encode.js';
import { builtInRuleSet } from '../../src/index.js';
import { createMatcher, type Matcher } from '../../src/match/matcher.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { expandTemplate } from '../../src/rule/template.js';
import { NO_HANDS } from '../../src/scan/hands.js';
import { layerScan, type LayerScan } from '../../src/scan/layer.js';
import { packLayerReport, type PackedLayerReport } from '../../src/scan/pack.js';
import { newSilentFiles, SilentFiles } from '../../src/scan/silent-files.js';
import { lendBytes } from '../archive/streams.js';
import { makeZip } from '../content/containers.js';

const matcher = createMatcher(rulesOfKind(builtInRuleSet, 'credential'));
/** Bytes that the matcher is given. */
let searched = 0;
const counting: Matcher = {
  ...matcher,
  match(chunk) {
    searched += chunk.to - chunk.from;
    return matcher.match(chunk);
  },
};
const alone = layerScan(builtInRuleSet, matcher);
const remembering = (): LayerScan => {
  const silent = new SilentFiles(newSilentFiles());
  return layerScan(builtInRuleSet, counting, { hands: NO_HANDS, silent });
};

async function report(scan: LayerScan, tar: Buffer): Promise<PackedLayerReport> {
  const descriptor = { mediaType: '', digest: '', size: tar.length };
  return packLayerReport(await scan({ descriptor, diffId: null, index: 0, historyIndex: null, open: () => Promise.resolve(lendBytes(tar, 100_000)) }), null);
}

/** Bytes that are the same for one seed. */
function noise(seed: number, length: number): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < length; at += 64) parts.push(createHash('sha512').update(`${seed} ${at}`).digest());
  return Buffer.concat(parts).subarray(0, length);
}

const token = (seed: number): Buffer => Buffer.from(`\nGITHUB_TOKEN=${expandTemplate('ghp_{base62:30}{crc32:github}', seed)}\n`);

/** What a file holds, for each kind. */
const kinds: readonly ((seed: number, size: number) => Buffer)[] = [
  noise,
  // Of the same size, but with a secret in it.
  (seed, size) => Buffer.concat([noise(seed, size).subarray(0, Math.max(0, size - token(seed).length)), token(seed)]),
  (seed, size) => makeZip([{ name: 'inner.env', bytes: seed % 2 ? token(seed) : noise(seed, 40) }, { name: 'rest', bytes: noise(seed, size) }]),
  (seed, size) => makeZip([{ name: 'broken', bytes: noise(seed, size) }]).subarray(0, size >> 1),
];

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

  test('are not searched again, unless their path, their size or a byte is another', async () => {
    const scan = remembering();
    const work = async (files: readonly { path: string; content: Buffer }[]): Promise<number> => {
      searched = 0;
      await report(scan, await tarOf(files));
      return searched;
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
