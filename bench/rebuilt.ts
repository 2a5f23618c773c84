import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';
import { extract, pack } from 'tar-stream';
import { decompressPieces } from '../src/archive/decompress.js';
import { copies, layerOfFile } from './layers.js';

/**
 * What a layer costs that is built anew: other digest and times, the same files, or those below one folder changed. Each scan is a
 * process of its own, without threads, by turns: without a cache, with an empty one, and with one that holds what a scan of the old
 * layer found silent. `npm run build && node dist/bench/rebuilt.js LAYER.tar.gz [ROUNDS] [FOLDER]`; without a folder it is that of
 * the file in the middle of the layer.
 */
const [path, rounds = '5', named] = process.argv.slice(2);
if (path === undefined || !(Number(rounds) > 0)) throw new Error('Name a layer, and the number of rounds.');
const COMMAND = fileURLToPath(new URL('../bundle/layerlint.js', import.meta.url));
const NOWHERE = '/dev/null';
/** What the process says of itself when it ends: seconds of CPU time, and KiB. */
const PROBE = `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').writeSync(2, '\\n' + JSON.stringify({ cpu: (user + system) / 1e6, rss: process.resourceUsage().maxRSS }));
});`;

interface Run {
  readonly cpu: number;
  readonly rss: number;
}

const folder = await mkdtemp(join(tmpdir(), 'layerlint-rebuilt-'));
const probe = join(folder, 'probe.cjs');
const output = join(folder, 'report.json');
const cache = join(folder, 'cache');
try {
  await writeFile(probe, PROBE);
  const changed = named ?? (await middleFolder());
  const [old, same, other] = [join(folder, 'old.tar.gz'), join(folder, 'same.tar.gz'), join(folder, 'changed.tar.gz')];
  // All by one compressor, so that they cost the same to inflate.
  await rebuild(old, 0, null);
  await rebuild(same, 60_000, null);
  const count = await rebuild(other, 60_000, changed);
  const runs = { alone: [] as Run[], first: [] as Run[], again: [] as Run[], changed: [] as Run[] };
  const inflating: number[] = [];
  for (let round = 0; round < Number(rounds); round += 1) {
    inflating.push(await inflate(old));
    runs.alone.push(await scan(same, null));
    const expected = await said();
    const changedAlone = await scan(other, null).then(said);
    await rm(cache, { recursive: true, force: true });
    runs.first.push(await scan(old, cache));
    runs.again.push(await scan(same, cache));
    if ((await said()) !== expected) throw new Error('What is kept changed a report.');
    // What a scan says of a layer is kept as well, but under another digest.
    runs.changed.push(await scan(other, cache));
    if ((await said()) !== changedAlone) throw new Error('What is kept changed a report.');
  }
  const least = (values: readonly number[]): number => Math.min(...values);
  const alone = least(runs.alone.map(({ cpu }) => cpu));
  console.log(`Node ${process.version}, ${rounds} rounds by turns, each scan a process of its own, no threads; seconds of CPU time, the least (the median); ${count} files below \`${changed}\` changed\n`);
  console.log('| | s | of a scan without a cache | peak RSS, MiB |\n|---|---|---|---|');
  console.log(`| inflating alone, in a process that has done so before | ${both(inflating)} | ${(least(inflating) / alone).toFixed(3)} | |`);
  for (const [name, list] of [['a scan without a cache', runs.alone], ['with an empty cache', runs.first], ['the same files in another layer, then', runs.again], ['the same with the folder changed', runs.changed]] as const) {
    const times = list.map(({ cpu }) => cpu);
    console.log(`| ${name} | ${both(times)} | ${(least(times) / alone).toFixed(3)} | ${(Math.max(...list.map(({ rss }) => rss)) / 1024).toFixed(0)} |`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

function both(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  return `${sorted[0]!.toFixed(2)} (${sorted[sorted.length >> 1]!.toFixed(2)})`;
}

async function scan(layer: string, kept: string | null): Promise<Run> {
  const argv = ['--require', probe, COMMAND, 'scan', layer, '--quiet', '--format', 'json', '--threads', '0', '--output', output];
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8', env: { ...process.env, LAYERLINT_CACHE: kept ?? '' } });
  // Findings and places that could not be read are no failure.
  if (status !== 0 && status !== 1 && status !== 3) throw new Error(`A scan ended with ${status}: ${stderr}`);
  return JSON.parse(stderr.trim().split('\n').at(-1)!) as Run;
}

function said(): Promise<string> {
  return readFile(output, 'utf8');
}

async function inflate(file: string): Promise<number> {
  const layer = await layerOfFile(file);
  const before = process.cpuUsage();
  const { pieces } = await decompressPieces(await layer.open());
  for await (const piece of pieces) if (piece.length === 0) break;
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function middleFolder(): Promise<string> {
  const names: string[] = [];
  await rebuild(NOWHERE, 0, null, (name) => names.push(name));
  return names[names.length >> 1]!.replace(/[^/]*$/, '');
}

/** The layer with all its files so many milliseconds younger, and a byte more in those below `changed`, of which it gives the number. */
async function rebuild(target: string, younger: number, changed: string | null, see: (name: string) => void = () => undefined): Promise<number> {
  const { pieces } = await decompressPieces(createReadStream(path!, { highWaterMark: 1 << 18 }));
  const [from, to] = [extract(), pack()];
  let count = 0;
  from.on('entry', (header, stream, next) => {
    const size = header.size ?? 0;
    const isChanged = changed !== null && header.type === 'file' && header.name.startsWith(changed);
    if (isChanged) count += 1;
    if (header.type === 'file') see(header.name);
    const entry = to.entry({ ...header, mtime: new Date((header.mtime?.getTime() ?? 0) + younger), size: size + (isChanged ? 1 : 0) }, (error) => next(error));
    if (!entry) return void stream.resume().on('end', () => next());
    // Of a tar that is cut short; without a listener it would end the process.
    for (const one of [stream, entry]) one.on('error', (error) => to.destroy(error));
    stream.on('end', () => isChanged && entry.write('\n'));
    stream.pipe(entry);
  });
  from.on('finish', () => to.finalize());
  await Promise.all([pipeline(copies(pieces), from), pipeline(to, createGzip({ level: target === NOWHERE ? 0 : 6 }), createWriteStream(target))]);
  return count;
}
