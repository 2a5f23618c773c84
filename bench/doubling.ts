import { readFileSync } from 'node:fs';
import process from 'node:process';
import { Readable } from 'node:stream';
import { builtInRuleSet } from '../src/index.js';
import { createMatcher } from '../src/match/matcher.js';
import { createSearch } from '../src/match/search.js';
import { rulesOfKind } from '../src/model/rule.js';
import { layerScan } from '../src/scan/layer.js';
import { syntheticPattern } from './synthetic-pattern.js';

/** How the CPU time of a scan grows: `npm run build && node dist/bench/doubling.js layer.tar`. Goals: 2.05 for bytes and layers, 1.3 for rules. */
const RUNS = 5;
const HALF_BYTES = 32 * 1024 * 1024;
const BLOCK = 256 * 1024;

const path = process.argv[2];
if (path === undefined) throw new Error('Name an uncompressed layer.');
const bytes = readFileSync(path).subarray(0, HALF_BYTES);
const scan = layerScan(builtInRuleSet, createMatcher(rulesOfKind(builtInRuleSet, 'credential'), { engine: 'wasm' }));
const layer = (times: number): Parameters<typeof scan>[0] => ({
  descriptor: { mediaType: '', digest: '', size: bytes.length * times }, diffId: null, index: 0, historyIndex: null,
  open: () => Promise.resolve(Readable.from(pieces(times), { objectMode: false })),
});
function* pieces(times: number): Generator<Buffer> {
  for (let round = 0; round < times; round += 1) for (let at = 0; at < bytes.length; at += BLOCK) yield bytes.subarray(at, at + BLOCK);
}
const search = (count: number): (() => void) => {
  const places = createSearch(Array.from({ length: count }, (_, index) => syntheticPattern(index)), { engine: 'wasm' });
  return () => places(bytes, 0, bytes.length, () => undefined);
};

await compare('twice the bytes', () => scan(layer(1)), () => scan(layer(2)));
await compare('twice the layers', () => scan(layer(1)), async () => {
  await scan(layer(1));
  await scan(layer(1));
});
await compare('800 rules, then 1,600', search(800), search(1600));

async function compare(name: string, once: () => unknown, twice: () => unknown): Promise<void> {
  const ratios: number[] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    const [one, two] = [await timed(once), await timed(twice)];
    // The first run warms up.
    if (run > 0) ratios.push(two / one);
  }
  console.log(`${name.padEnd(24)} ${ratios.sort((a, b) => a - b)[RUNS >> 1]!.toFixed(2)} times the time, median of ${RUNS}`);
}

async function timed(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
