import { resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { decompressPieces } from '../src/archive/decompress.js';
import type { Layer } from '../src/model/image.js';
import type { LayerScan } from '../src/scan/layer.js';
import { layerOfFile } from './layers.js';

/**
 * A whole scan by several builds and inflating alone, by turns in one process, so that a slow minute hits all of them:
 * `node dist/bench/builds.js layer.tar.gz ROUNDS BUILD…`; a build is the `dist` of another version, where its packages can be found.
 */
const [path, rounds, ...builds] = process.argv.slice(2);
if (path === undefined || !(Number(rounds) > 0) || builds.length === 0) throw new Error('Name a layer, the number of rounds, and the builds.');
const layer = await layerOfFile(path);
const jobs: [string, () => Promise<unknown>][] = [['inflate', inflate]];
for (const build of builds) jobs.push([build, await scanOf(build)]);

const times = jobs.map((): number[] => []);
for (let round = 0; round < Number(rounds); round += 1) {
  for (const [index, [, job]] of jobs.entries()) {
    const before = process.cpuUsage();
    await job();
    const { user, system } = process.cpuUsage(before);
    times[index]!.push((user + system) / 1e6);
  }
}
const sorted = times.map((ones) => [...ones].sort((a, b) => a - b));
const middle = Number(rounds) >> 1;
jobs.forEach(([name], index) => {
  const [least, median] = [sorted[index]![0]!, sorted[index]![middle]!];
  console.log(`${name.padEnd(40)} ${least.toFixed(2)} s at least, ${median.toFixed(2)} s the median; ${(sorted[0]![0]! / least).toFixed(3)} and ${(sorted[0]![middle]! / median).toFixed(3)} of inflating alone`);
});

async function inflate(): Promise<void> {
  const { pieces } = await decompressPieces(await layer.open());
  for await (const piece of pieces) if (piece.length === 0) break;
}

async function scanOf(build: string): Promise<() => Promise<unknown>> {
  const load = async (file: string): Promise<Record<string, unknown>> => (await import(pathToFileURL(resolve(build, file)).href)) as Record<string, unknown>;
  const { builtInRuleSet } = await load('src/index.js');
  const { rulesOfKind } = (await load('src/model/rule.js')) as { rulesOfKind: (rules: unknown, kind: string) => unknown };
  const { loadTables } = (await load('src/match/search.js')) as { loadTables?: () => Promise<void> };
  await loadTables?.();
  const { createMatcher } = (await load('src/match/matcher.js')) as { createMatcher: (rules: unknown) => unknown };
  const { layerScan } = (await load('src/scan/layer.js')) as { layerScan: (rules: unknown, matcher: unknown) => LayerScan };
  // Each build takes layers in its own way.
  const own = (await load('bench/layers.js')) as { layerOfFile: (path: string) => Promise<Layer> };
  const scan = layerScan(builtInRuleSet, createMatcher(rulesOfKind(builtInRuleSet, 'credential')));
  const stored = await own.layerOfFile(path!);
  return () => scan(stored);
}
