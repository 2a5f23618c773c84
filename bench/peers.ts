import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { runScanner, SCANNERS, versionOf, type Scanner } from './scanners.js';

/**
 * Other scanners that are on the PATH, over the same files: wall clock, CPU, memory, findings. `npm run build && node dist/bench/peers.js layer.tar [name…]`.
 * They read a folder; layerlint reads the same folder, and the layer. A peer that is absent is skipped by name, one that fails says so.
 * Of layerlint's findings those above `info` are counted, and the others in brackets.
 */
const [layer, ...named] = process.argv.slice(2);
if (layer === undefined) throw new Error('Name an uncompressed layer.');
const CLI = new URL('../bundle/layerlint.js', import.meta.url).pathname;
const TIME = '/usr/bin/time';

const folder = mkdtempSync(join(tmpdir(), 'layerlint-peers-'));
try {
  const files = join(folder, 'files');
  mkdirSync(files);
  if (spawnSync('tar', ['--no-same-owner', '--no-same-permissions', '--delay-directory-restore', '-xf', layer, '-C', files]).status !== 0) throw new Error(`${layer} cannot be unpacked.`);
  if (!existsSync(TIME)) throw new Error(`${TIME} is needed; Debian's package is \`time\`.`);
  console.log('scanner                        wall s   CPU s  RSS MiB  findings');
  print('layerlint, layer', own(layer));
  print('layerlint, folder', own(`dir:${files}`));
  for (const scanner of SCANNERS.filter(({ name }) => named.length === 0 || named.includes(name))) {
    const version = versionOf(scanner);
    print(version === null ? scanner.name : `${scanner.name} ${version}`, version === null ? 'skipped: not on the PATH' : peer(scanner, files));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function print(name: string, row: string): void {
  console.log(`${name.padEnd(29)} ${row}`);
}

function timed(): readonly [string, ...string[]] {
  return [TIME, '-q', '-f', '%e %U %S %M', '-o', join(folder, 'time')];
}

function own(reference: string): string {
  const [command, ...rest] = [...timed(), process.execPath, CLI, 'scan', '--no-cache', '--format', 'json', reference] as const;
  const { stdout, stderr, status } = spawnSync(command, rest, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status === null || status === 2) return `failed with ${status}: ${stderr.trim().split('\n').at(-1)}`;
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly severity: string }[] };
  const above = findings.filter(({ severity }) => severity !== 'info').length;
  return row(above, findings.length === above ? '' : ` (${findings.length - above})`);
}

function peer(scanner: Scanner, files: string): string {
  const found = runScanner(scanner, files, timed());
  return typeof found === 'string' ? found : row(found.length);
}

function row(findings: number, more = ''): string {
  const [wall, user, system, memory] = readFileSync(join(folder, 'time'), 'utf8').trim().split('\n').at(-1)!.split(' ').map(Number) as [number, number, number, number];
  return `${wall.toFixed(1).padStart(7)} ${(user + system).toFixed(1).padStart(7)} ${(memory / 1024).toFixed(0).padStart(8)} ${String(findings).padStart(9)}${more}`;
}
