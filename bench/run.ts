import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import { decompressPieces } from '../src/archive/decompress.js';
import { openImages } from '../src/source/open.js';
import { copies } from './layers.js';

/**
 * Every bench of speed, one after the other, each in a process of its own: `npm run bench [layer.tar.gz …]`. Without layers it
 * packs this project's node_modules; `bench/make-layers.ts` makes better ones. Where it says `of inflating alone`, both were measured in one run.
 */
const here = (name: string): string => new URL(`${name}.js`, import.meta.url).pathname;

/** From Node 22.15 on. */
const canZstd = (zlib as { readonly createZstdCompress?: () => Transform }).createZstdCompress;

const folder = await mkdtemp(join(tmpdir(), 'layerlint-bench-'));
try {
  const given = process.argv.slice(2);
  const layers = given.length > 0 ? given : [await packNodeModules(join(folder, 'node_modules.tar.gz'))];
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}, load ${loadavg()[0]!.toFixed(1)}: figures mean little unless the load is below one`);
  for (const layer of layers) {
    run(`A gzip layer on one core: ${layer}`, 'scan', layer);
    run('Tokens planted in its files', 'planted', layer);
  }
  run('Two cores: one layer in two threads, two layers side by side', 'threads', layers[0]!, layers.at(-1)!);
  if (layers.length > 1) run('A layer that repeats the one below it, and one that has nothing in common with it', 'repeats', layers[0]!, layers.at(-1)!);
  else console.log('\n## What repeats\n\nSkipped: give two layers that have nothing in common.');
  run('A layer that is built anew', 'rebuilt', layers[0]!);
  const tar = join(folder, 'layer.tar');
  await unpack(layers[0]!, tar);
  run('The search alone, and by the number of rules', 'prefilter', tar);
  run('Twice the bytes, the layers, the rules', 'doubling', tar);
  run('Hyperscan over the same bytes', 'hyperscan', tar);
  if (canZstd) {
    const zstd = join(folder, 'layer.tar.zst');
    await pipeline(createReadStream(tar), canZstd(), createWriteStream(zstd));
    run('zstd, by each way of reading it', 'zstd', zstd);
  } else console.log('\n## zstd\n\nSkipped: this Node has no zstd of its own.');
  run('Expressions that explode, on the engine for rules of strangers', 'explosions');
  run('A whole run of the command, cold, by the number of threads', 'cold', layers[0]!);
  run('Starting', 'start');
  run('Dockerfiles', 'lint-speed');
  run('Memory, by what an image holds', 'memory', '0.2', '2');
  run('Memory for one layer of a registry, compressed and not', 'registry-memory', '1', 'gzip');
  run('', 'registry-memory', '1', 'none');
  run('Peers on the PATH', 'peers', tar);
} finally {
  await rm(folder, { recursive: true, force: true });
}

function run(title: string, name: string, ...parameters: string[]): void {
  if (title !== '') console.log(`\n## ${title}\n`);
  const { status } = spawnSync(process.execPath, [here(name), ...parameters], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}

async function packNodeModules(path: string): Promise<string> {
  const { images } = await openImages('dir:node_modules');
  await pipeline(copies(await images[0]!.layers[0]!.open()), zlib.createGzip({ level: 6 }), createWriteStream(path));
  return path;
}

async function unpack(layer: string, path: string): Promise<void> {
  const { pieces } = await decompressPieces(createReadStream(layer));
  await pipeline(copies(pieces), createWriteStream(path));
}
