import process from 'node:process';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { scanImage, type ScanOptions } from '../src/index.js';
import { imageOf, plainLayer } from './layers.js';

/**
 * What a layer costs that repeats the one below it, as `chown -R` makes it, and what remembering costs where nothing is repeated.
 * `npm run build && node dist/bench/repeats.js LAYER.tar[.gz] OTHER.tar[.gz] [threads]`
 */
const RUNS = 5;
const [one, other, threads = '0'] = process.argv.slice(2);
if (one === undefined || other === undefined) throw new Error('Name two layers, as files.');
const options: ScanOptions = { threads: Number(threads) };
const blobs = { one: await readFile(one), other: await readFile(other) };

async function cost(images: readonly (readonly Buffer[])[]): Promise<number> {
  const before = process.cpuUsage();
  for (const layers of images) await scanImage(imageOf('repeats', layers.map((bytes, index) => plainLayer(bytes.length, () => Promise.resolve(Readable.from([bytes])), index))), options);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const stages: [string, readonly (readonly Buffer[])[]][] = [
  ['one layer', [[blobs.one]]],
  ['the same layer twice in one image', [[blobs.one, blobs.one]]],
  ['the two layers, as two images', [[blobs.one], [blobs.other]]],
  ['the two layers in one image', [[blobs.one, blobs.other]]],
];
const times = stages.map((): number[] => []);
await cost([[blobs.one]]);
for (let run = 0; run < RUNS; run += 1) for (const [at, [, images]] of stages.entries()) times[at]!.push(await cost(images));
const [single, twice, apart, together] = times.map((values) => [...values].sort((a, b) => a - b)[values.length >> 1]!) as [number, number, number, number];
console.log(`one layer ${single.toFixed(2)} s; repeated by a second ${twice.toFixed(2)} s, ${(twice / single).toFixed(2)} of it; median of ${RUNS} interleaved runs, CPU time, ${threads} threads`);
console.log(`two layers with nothing in common ${apart.toFixed(2)} s as two images, ${together.toFixed(2)} s as one: ${(together / apart).toFixed(3)}`);
