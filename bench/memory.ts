import { fork } from 'node:child_process';
import { Buffer } from 'node:buffer';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { scanImage, type Image } from '../src/index.js';
import { header, piece } from './generated-tar.js';
import { imageOf, plainLayer } from './layers.js';

/**
 * Peak RSS of scans of images that are generated while they are read, each in a process of its own.
 * `npm run build && node dist/bench/memory.js [GiB …]`; default 0.2 and 2. 20 takes minutes.
 * `node dist/bench/memory.js budget [MiB …]`: the same with `--memory`, default 190, 230 and 270, and a file of 1 GiB.
 */
const LIMIT_MIB = 300;

/** A tar of `files` files of `size` bytes each. */
async function* tar(files: number, size: number): AsyncGenerator<Buffer> {
  for (let file = 0; file < files; file += 1) {
    // As a disk or a network does, it lets the event loop come round.
    if (file % 256 === 0) await new Promise((resolve) => setImmediate(resolve));
    yield header(`srv/data-${file % 977}/file-${file}.log`, size);
    for (let left = size; left > 0; left -= piece.length) yield left < piece.length ? piece.subarray(0, left) : piece;
    if (size % 512 > 0) yield Buffer.alloc(512 - (size % 512));
  }
  yield Buffer.alloc(1024);
}

function generatedImage(layers: number, files: number, size: number): Image {
  const stored = files * (512 + Math.ceil(size / 512) * 512) + 1024;
  const open = (): Promise<AsyncIterable<Buffer>> => Promise.resolve(tar(files, size));
  return imageOf('generated', Array.from({ length: layers }, (_, index) => plainLayer(stored, open, index)));
}

const [first, ...rest] = process.argv.slice(2);
if (first === 'case') {
  const [name, layers, files, size, budget] = [rest[0]!, Number(rest[1]), Number(rest[2]), Number(rest[3]), rest[4]];
  const limit = budget === undefined ? LIMIT_MIB : Number(budget);
  const before = process.cpuUsage();
  const { statistics, notices } = await scanImage(generatedImage(layers, files, size), budget === undefined ? {} : { memory: limit });
  const { user, system } = process.cpuUsage(before);
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(
    `${name.padEnd(34)} ${(statistics.bytes / 2 ** 30).toFixed(1).padStart(5)} GiB  ${(statistics.bytes / (user + system)).toFixed(0).padStart(4)} MB/s of CPU time  ` +
      `peak RSS ${peak.toFixed(0).padStart(4)} MiB  ${notices.length} notices${peak > limit ? `  over the ${limit} MiB that it should take` : ''}`,
  );
} else {
  const isBudget = first === 'budget';
  const sizes = isBudget ? [1] : first === undefined ? [0.2, 2] : process.argv.slice(2).map(Number);
  const budgets = !isBudget ? [[]] : (rest.length > 0 ? rest : ['190', '230', '270']).map((budget) => [budget]);
  const cases: [string, number, number, number][] = [
    ...sizes.map((gib): [string, number, number, number] => [`one file of ${gib} GiB`, 1, 1, Math.round(gib * 2 ** 30)]),
    ['200,000 files in one layer', 1, 200_000, 700],
    ['40 layers of 1,000 files', 40, 1_000, 20_000],
  ];
  for (const budget of budgets) {
    if (isBudget) console.log(`--memory ${budget[0]}`);
    for (const one of cases) {
      await new Promise((resolve) => fork(fileURLToPath(import.meta.url), ['case', ...one.map(String), ...budget]).on('exit', resolve));
    }
  }
}
