import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/**
 * Other scanners that are on the PATH, over the same files: wall clock, CPU, memory, findings. `npm run build && node dist/bench/peers.js layer.tar`.
 * They read a folder, layerlint the layer; a peer that is absent is skipped by name.
 */
const path = process.argv[2];
if (path === undefined) throw new Error('Name an uncompressed layer.');
const CLI = new URL('../src/cli/main.js', import.meta.url).pathname;

const folder = mkdtempSync(join(tmpdir(), 'layerlint-peers-'));
try {
  const files = join(folder, 'files');
  spawnSync('mkdir', [files]);
  spawnSync('tar', ['-xf', path, '-C', files]);
  const report = join(folder, 'report.json');
  const peers: readonly (readonly [name: string, command: readonly string[], count: (output: string) => number])[] = [
    ['layerlint', [process.execPath, CLI, 'scan', '--format', 'json', `dir:${files}`], (text) => (JSON.parse(text) as { findings?: unknown[]; reports?: { findings: unknown[] }[] }).findings?.length ?? count(text, /"ruleId"/g)],
    ['gitleaks', ['gitleaks', 'dir', '--no-banner', '--report-format', 'json', '--report-path', report, files], () => count(readFileSync(report, 'utf8'), /"RuleID"/g)],
    ['betterleaks', ['betterleaks', 'dir', '--no-banner', '--report-format', 'json', '--report-path', report, files], () => count(readFileSync(report, 'utf8'), /"RuleID"/g)],
    ['trufflehog', ['trufflehog', 'filesystem', '--no-verification', '--json', files], (text) => count(text, /"DetectorName"/g)],
    ['trivy', ['trivy', 'fs', '--scanners', 'secret', '--format', 'json', '--quiet', files], (text) => count(text, /"RuleID"/g)],
    ['kingfisher', ['kingfisher', 'scan', '--no-validate', '--format', 'json', files], (text) => count(text, /"rule_id"|"rule"\s*:/g)],
  ];
  console.log('scanner       wall s   CPU s  RSS MiB  findings');
  for (const [name, command, found] of peers) {
    const log = join(folder, 'time');
    const { stdout, error, status } = spawnSync('/usr/bin/time', ['-f', '%e %U %S %M', '-o', log, ...command], { encoding: 'utf8', maxBuffer: 2 ** 30 });
    if (error) console.log(`${name.padEnd(12)} skipped: /usr/bin/time is not here`);
    else if (status === 127) console.log(`${name.padEnd(12)} skipped: not on the PATH`);
    else {
      const [wall, user, system, memory] = readFileSync(log, 'utf8').trim().split('\n').at(-1)!.split(' ').map(Number) as [number, number, number, number];
      console.log(`${name.padEnd(12)} ${wall.toFixed(1).padStart(7)} ${(user + system).toFixed(1).padStart(7)} ${(memory / 1024).toFixed(0).padStart(8)} ${String(found(stdout)).padStart(9)}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
