import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { decompressPieces } from '../src/archive/decompress.js';
import { builtInRuleSet } from '../src/index.js';
import { readLayer } from '../src/layer/read.js';
import { createMatcher } from '../src/match/matcher.js';
import { loadTables } from '../src/match/search.js';
import { rulesOfKind } from '../src/model/rule.js';
import type { Layer } from '../src/model/image.js';
import { layerScan } from '../src/scan/layer.js';
import { openImages } from '../src/source/open.js';
import { copies, layerOfFile } from './layers.js';

/**
 * What a scan costs above the least that it could: inflating alone, then inflating and walking the tar, then the whole.
 * `npm run build && node dist/bench/scan.js [layer.tar[.gz|.zst]]`; without a file it packs this project's node_modules.
 */
const RUNS = 5;

const given = process.argv[2];
const folder = await mkdtemp(join(tmpdir(), 'layerlint-bench-'));
try {
  const path = given ?? (await packNodeModules(join(folder, 'layer.tar.gz')));
  const layer = await layerOfFile(path);
  await loadTables();
  const matcher = createMatcher(rulesOfKind(builtInRuleSet, 'credential'));
  const scan = layerScan(builtInRuleSet, matcher);
  const stages: [string, () => Promise<number>][] = [
    ['inflate', () => inflate(layer)],
    ['inflate, walk, digest', () => walk(layer)],
    ['whole scan', async () => (await scan(layer)).statistics.bytes],
  ];
  const times = new Map<string, number[]>(stages.map(([name]) => [name, []]));
  let bytes = 0;
  // Interleaved, so that a slow minute of the machine hits every stage alike.
  for (let run = 0; run < RUNS; run += 1) {
    for (const [name, stage] of stages) {
      const before = process.cpuUsage();
      const seen = await stage();
      if (name === 'inflate') bytes = seen;
      const { user, system } = process.cpuUsage(before);
      times.get(name)!.push((user + system) / 1e6);
    }
  }
  const least = median(times.get('inflate')!);
  console.log(`${(bytes / 1e6).toFixed(0)} MB uncompressed, ${rulesOfKind(builtInRuleSet, 'credential').length} credential rules, median of ${RUNS} interleaved runs, CPU time`);
  for (const [name] of stages) {
    const time = median(times.get(name)!);
    console.log(`${name.padEnd(24)} ${time.toFixed(2).padStart(6)} s  ${(bytes / 1e6 / time).toFixed(0).padStart(5)} MB/s  ${(least / time).toFixed(2)} of inflating alone`);
  }
  console.log(`the first whole scan, with tables and cold code: ${times.get('whole scan')![0]!.toFixed(2)} s`);
  console.log(`peak RSS ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function packNodeModules(path: string): Promise<string> {
  const { images } = await openImages('dir:node_modules');
  await pipeline(copies(await images[0]!.layers[0]!.open()), createGzip({ level: 6 }), createWriteStream(path));
  return path;
}

async function inflate(layer: Layer): Promise<number> {
  const { pieces } = await decompressPieces(await layer.open());
  let bytes = 0;
  for await (const piece of pieces) bytes += piece.length;
  return bytes;
}

async function walk(layer: Layer): Promise<number> {
  let bytes = 0;
  await readLayer(await layer.open(), {
    file: () => true,
    bytes: (chunk) => (bytes += chunk.length),
    end: () => undefined,
    notice: () => undefined,
  });
  return bytes;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
