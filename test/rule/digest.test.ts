import { expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { builtInRules } from '../../rules/index.js';
import { builtInRuleSet } from '../../src/index.js';
import { createRuleSet } from '../../src/rule/select.js';

/** Every source that a run of one may come to, types left aside. */
function reach(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, names] of text.matchAll(/(?:^(?:import|export) (?!type )[^;]*?from |\bimport\()'(\.[^']+)\.js'/gm)) {
    const source = `${join(dirname(file), names!)}.ts`;
    if (existsSync(source)) reach(source, seen);
  }
  return seen;
}

test('the digest of the rules covers all code that decides what a layer says', () => {
  const rooms = [...readFileSync('kernel/digest.js', 'utf8').match(/ROOMS = \[(.*)\]/)![1]!.matchAll(/'([^']+)'/g)].map(([, room]) => `${room!}/`);
  const sources = [...reach('src/scan/layer-reader.ts'), ...reach('rules/index.ts')];
  expect(sources).toEqual(expect.arrayContaining(['src/grammar/formats/keystores.ts', 'src/archive/tar.ts', 'rules/credentials/npm.ts']));
  expect(sources.filter((source) => !rooms.some((room) => source.startsWith(room)))).toEqual([]);
});

test('rules that are not all of the built-in ones, and nothing else, have another digest', () => {
  const digests = [builtInRuleSet, createRuleSet(builtInRules.slice(1)), createRuleSet([...builtInRules, { ...builtInRules[0]!, id: 'another' }]), createRuleSet(builtInRules)].map(({ digest }) => digest);
  expect(new Set(digests).size).toBe(digests.length);
});
