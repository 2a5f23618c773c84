/**
 * How long it takes to start, beside a Node process that does nothing. `node dist/bench/start.js [runs]`, after
 * `npm run build`; each is run in turn, so that what else the machine does meets all alike, and CPU time counts beside the
 * clock, since others slow that less. The goal for `--version` and for linting one file is 1.5 times the empty process and 40 ms.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const bundled = fileURLToPath(new URL('../bundle/layerlint.js', import.meta.url));
const unbundled = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'layerlint-start-'));
const empty = join(folder, 'empty.mjs');
const dockerfile = join(folder, 'Dockerfile');
writeFileSync(empty, '');
writeFileSync(dockerfile, 'FROM node:22\nWORKDIR /app\nCOPY package.json .\nARG NPM_TOKEN\nRUN npm ci\nENV NODE_ENV=production\nCMD ["node", "."]\n');

const COMMANDS = {
  'an empty module': [empty],
  '--version': [bundled, '--version'],
  '--help': [bundled, '--help'],
  'lint --help': [bundled, 'lint', '--help'],
  'lint of one file': [bundled, 'lint', dockerfile],
  '--version, not bundled': [unbundled, '--version'],
  'lint of one file, not bundled': [unbundled, 'lint', dockerfile],
} as const;

/** Runs a command in Bash, which says afterwards what its children took: user and system time, `0m0.05s 0m0.01s`. */
const SHELL = '"$@" >/dev/null || [ $? = 1 ] || exit; times';

interface Run {
  readonly wall: number;
  readonly cpu: number;
}

const runs = Number(process.argv[2] ?? 15);
const measured = new Map<string, Run[]>(Object.keys(COMMANDS).map((name) => [name, []]));
try {
  for (let run = 0; run < runs; run += 1) {
    for (const [name, argv] of Object.entries(COMMANDS)) measured.get(name)!.push(measure(name, argv));
  }
} finally {
  rmSync(folder, { recursive: true });
}

function measure(name: string, argv: readonly string[]): Run {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync('bash', ['-c', SHELL, 'bash', process.execPath, ...argv], { encoding: 'utf8' });
  const wall = performance.now() - began;
  if (status !== 0 || stderr !== '') throw new Error(`${name} ended with ${status}: ${stderr}`);
  const times = [...stdout.trim().split('\n').at(-1)!.matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, seconds]) => Number(minutes) * 60_000 + Number(seconds) * 1000);
  return { wall, cpu: times.reduce((sum, time) => sum + time, 0) };
}

// The least is what the work takes; the rest is what others took.
const least = (name: string, of: keyof Run) => Math.min(...measured.get(name)!.map((run) => run[of]));
const base = 'an empty module';
const goal = (of: keyof Run) => 1.5 * least(base, of) + 40;
/** Commands that the goal is for. */
const HELD: readonly string[] = ['--version', 'lint of one file'];

function verdict(name: string, of: keyof Run): string {
  if (!HELD.includes(name)) return '';
  const room = goal(of) - least(name, of);
  return `${goal(of).toFixed(0)}: ${room >= 0 ? `kept, ${room.toFixed(0)} below` : `missed by ${(-room).toFixed(0)}`}`;
}

process.stdout.write(`Node ${process.version}, ${runs} runs each, the least of each, in ms. Goal: 1.5 times the empty module and 40 ms.\n\n| | CPU time | goal | by the clock | goal | CPU time of the empty module's |\n|---|---|---|---|---|---|\n`);
for (const name of Object.keys(COMMANDS)) {
  process.stdout.write(`| ${name} | ${least(name, 'cpu').toFixed(0)} | ${verdict(name, 'cpu')} | ${least(name, 'wall').toFixed(0)} | ${verdict(name, 'wall')} | ${(least(name, 'cpu') / least(base, 'cpu')).toFixed(2)} |\n`);
}
