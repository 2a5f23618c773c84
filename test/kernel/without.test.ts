import { expect, test } from '@jest/globals';
import { FOUND, foundIn, layerOfRoads } from './roads.js';

test('a process without WebAssembly finds the same', async () => {
  Reflect.deleteProperty(globalThis, 'WebAssembly');
  const { builtInRuleSet } = await import('../../src/index.js');
  const { kernelMemory, takeText } = await import('../../src/kernel/memory.js');
  const { createMatcher } = await import('../../src/match/matcher.js');
  const { rulesOfKind } = await import('../../src/model/rule.js');
  const { layerScan } = await import('../../src/scan/layer.js');
  expect(kernelMemory()).toBeNull();
  expect(takeText(100).length).toBe(100);
  const report = await layerScan(builtInRuleSet, createMatcher(rulesOfKind(builtInRuleSet, 'credential'), { checked: true }))(await layerOfRoads());
  expect(foundIn(report)).toEqual(FOUND);
}, 120_000);
