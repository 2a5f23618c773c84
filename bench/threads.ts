import process from 'node:process';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { decompressPieces } from '../src/archive/decompress.js';
import { builtInRuleSet } from '../src/index.js';
import { createMatcher } from '../src/match/matcher.js';
import { loadTables } from '../src/match/search.js';
import { rulesOfKind } from '../src/model/rule.js';
import { layerReader } from '../src/scan/layer-reader.js';
import { scanOnThreads } from '../src/threads/pool.js';
import { layerOfFile } from './layers.js';

/**
 * What two cores do with one layer and with two, against inflating them alone by the same inflate, by the clock.
 * `npm run build && node dist/bench/threads.js LAYER.tar.gz LAYER.tar.gz`; wants two cores that nobody else uses.
 */
const RUNS = 5;

if (isMainThread) await main();
else await inflate(workerData as string);

async function main(): Promise<void> {
  const [one, two] = process.argv.slice(2);
  if (one === undefined || two === undefined) throw new Error('Name two layers, as files.');
  await loadTables();
  const reader = layerReader(builtInRuleSet, createMatcher(rulesOfKind(builtInRuleSet, 'credential'), { checked: true }), null);
  const scan = scanOnThreads(builtInRuleSet, reader, { count: 1, entry: new URL('../src/worker.js', import.meta.url), heap: 512, ahead: 64 * 1024 * 1024 });
  const layers = [await layerOfFile(one), await layerOfFile(two)] as const;
  const bytes: number[] = [];
  for (const [at, path] of [one, two].entries()) bytes[at] = await inflate(path);
  // Threads start and tables are built before the clock does.
  await Promise.all(layers.map(scan));
  const stages: [string, () => Promise<unknown>, number][] = [
    ['inflating the first, on one thread', () => onThread(one), bytes[0]!],
    ['scanning the first, on two threads', () => scan(layers[0]), bytes[0]!],
    ['inflating both, side by side', () => Promise.all([onThread(one), onThread(two)]), bytes[0]! + bytes[1]!],
    ['scanning both, side by side', () => Promise.all(layers.map(scan)), bytes[0]! + bytes[1]!],
  ];
  const times = stages.map((): number[] => []);
  for (let run = 0; run < RUNS; run += 1) {
    for (const [at, [, stage]] of stages.entries()) {
      const begin = performance.now();
      await stage();
      times[at]!.push((performance.now() - begin) / 1e3);
    }
  }
  for (const [at, [name, , size]] of stages.entries()) {
    const time = median(times[at]!);
    const share = at % 2 === 0 ? '' : `  ${(median(times[at - 1]!) / time).toFixed(2)} of inflating alone`;
    console.log(`${name.padEnd(36)} ${time.toFixed(2).padStart(6)} s  ${(size / 1e6 / time).toFixed(0).padStart(5)} MB/s${share}`);
  }
  console.log(`median of ${RUNS} interleaved runs, by the clock; peak RSS ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
}

function onThread(path: string): Promise<unknown> {
  const worker = new Worker(new URL(import.meta.url), { workerData: path });
  return new Promise((resolve, reject) => worker.on('exit', resolve).on('error', reject));
}

async function inflate(path: string): Promise<number> {
  const { pieces } = await decompressPieces(await (await layerOfFile(path)).open());
  let size = 0;
  for await (const piece of pieces) size += piece.length;
  return size;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
