import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/**
 * What a user waits for: `layerlint scan` from its start to its end, without a cache, for 0, 1 and 2 threads beside the first, by turns,
 * so that a slow minute hits all of them. `node dist/bench/cold.js LAYER.tar.gz [ROUNDS] [BUILD…]`, after `npm run build`; a build is
 * the `dist` of another version, where its packages can be found, and is tried beside this one. Any reference will do for the layer.
 */
const [reference, rounds = '5', ...builds] = process.argv.slice(2);
if (reference === undefined || !(Number(rounds) > 0)) throw new Error('Name a layer, and the number of rounds.');

const THREADS = [0, 1, 2];
/** What the process says of itself when it ends: milliseconds of CPU time and by the clock, and KiB. */
const PROBE = `const { isMainThread } = require('node:worker_threads');
if (isMainThread) process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').writeSync(2, '\\n' + JSON.stringify({ cpu: (user + system) / 1000, wall: process.uptime() * 1000, rss: process.resourceUsage().maxRSS }));
});`;

interface Run {
  readonly cpu: number;
  readonly wall: number;
  readonly rss: number;
}

const folder = mkdtempSync(join(tmpdir(), 'layerlint-cold-'));
const probe = join(folder, 'probe.cjs');
writeFileSync(probe, PROBE);
const jobs = [fileURLToPath(new URL('..', import.meta.url)), ...builds].flatMap((build) => THREADS.map((threads) => ({ build: resolve(build), threads, runs: [] as Run[] })));
try {
  for (let round = 0; round < Number(rounds); round += 1) for (const { build, threads, runs } of jobs) runs.push(measure(build, threads));
} finally {
  rmSync(folder, { recursive: true });
}

function measure(build: string, threads: number): Run {
  const argv = ['--require', probe, join(build, 'bundle/layerlint.js'), 'scan', reference!, '--no-cache', '--quiet', '--format', 'json', '--threads', `${threads}`, '--output', join(folder, 'report.json')];
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  // Findings and places that could not be read are no failure.
  if (status !== 0 && status !== 1 && status !== 3) throw new Error(`${build} ended with ${status}: ${stderr}`);
  return JSON.parse(stderr.trim().split('\n').at(-1)!) as Run;
}

const sorted = (runs: readonly Run[], of: keyof Run): number[] => runs.map((run) => run[of]).sort((a, b) => a - b);
const both = (values: readonly number[], unit: number): string => `${(values[0]! / unit).toFixed(2)} (${(values[values.length >> 1]! / unit).toFixed(2)})`;
const alone = sorted(jobs[0]!.runs, 'wall')[0]!;
process.stdout.write(`Node ${process.version}, ${rounds} rounds, the least (the median) of each.\n\n| build | threads | s by the clock | of no threads | s of CPU time | peak RSS, MiB |\n|---|---|---|---|---|---|\n`);
for (const { build, threads, runs } of jobs) {
  const wall = sorted(runs, 'wall');
  process.stdout.write(`| ${build} | ${threads} | ${both(wall, 1000)} | ${(wall[0]! / alone).toFixed(2)} | ${both(sorted(runs, 'cpu'), 1000)} | ${(sorted(runs, 'rss').at(-1)! / 1024).toFixed(0)} |\n`);
}
