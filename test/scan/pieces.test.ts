import { expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { sampleImages } from '../../sample-images/index.js';
import { tarOf } from '../../sample-images/encode.js';
import { builtInRuleSet } from '../../src/index.js';
import { createMatcher } from '../../src/match/matcher.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { layerScan } from '../../src/scan/layer.js';
import { packLayerReport, type PackedLayerReport } from '../../src/scan/pack.js';
import { lendBytes } from '../archive/streams.js';

const scan = layerScan(builtInRuleSet, createMatcher(rulesOfKind(builtInRuleSet, 'credential')));
const files = sampleImages.flatMap(({ images }) => images.flatMap(({ steps }) => steps.flatMap((step) => step.files ?? [])));

test.each([1, 7, 100, 511, 4_000])('a layer says the same when %s bytes come at a time', async (size) => {
  const tar = await tarOf(files);
  const report = async (bytes: Buffer, piece: number): Promise<PackedLayerReport> => {
    const layer = { descriptor: { mediaType: '', digest: '', size: bytes.length }, diffId: null, index: 0, historyIndex: null };
    return packLayerReport(await scan({ ...layer, open: () => Promise.resolve(lendBytes(bytes, piece)) }), null);
  };
  for (const stored of [tar, gzipSync(tar)]) {
    const whole = await report(stored, stored.length);
    expect(whole.files.length).toBeGreaterThan(5);
    expect(await report(stored, size)).toEqual(whole);
  }
});
