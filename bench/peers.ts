import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/**
 * Other scanners that are on the PATH, over the same files: wall clock, CPU, memory, findings. `npm run build && node dist/bench/peers.js layer.tar`.
 * They read a folder; layerlint reads the same folder, and the layer. A peer that is absent is skipped by name, one that fails says so.
 */
const layer = process.argv[2];
if (layer === undefined) throw new Error('Name an uncompressed layer.');
const CLI = new URL('../bundle/layerlint.js', import.meta.url).pathname;
/** The rules that its makers recommend, which are a package beside it. */
const SECRETLINT = '{"rules":[{"id":"@secretlint/secretlint-rule-preset-recommend"}]}';
const TIME = '/usr/bin/time';

interface Scanner {
  readonly name: string;
  readonly command: readonly string[];
  /** Codes with which it ends when it has done its work. */
  readonly done: readonly number[];
  readonly count: (output: string) => number;
}

const folder = mkdtempSync(join(tmpdir(), 'layerlint-peers-'));
try {
  const files = join(folder, 'files');
  const report = join(folder, 'report.json');
  mkdirSync(files);
  if (spawnSync('tar', ['--no-same-owner', '--no-same-permissions', '--delay-directory-restore', '-xf', layer, '-C', files]).status !== 0) throw new Error(`${layer} cannot be unpacked.`);
  const own = (name: string, reference: string): Scanner => ({ name, command: [process.execPath, CLI, 'scan', '--no-cache', '--format', 'json', reference], done: [0, 1, 3], count: (text) => (JSON.parse(text) as { findings: unknown[] }).findings.length });
  const inFolder = (name: string): Scanner => ({ name, command: [name, 'dir', '--no-banner', '--report-format', 'json', '--report-path', report, files], done: [0, 1], count: () => occurrences(readFileSync(report, 'utf8'), /"RuleID"/g) });
  const scanners: readonly Scanner[] = [
    own('layerlint, layer', layer),
    own('layerlint, folder', `dir:${files}`),
    inFolder('gitleaks'),
    inFolder('betterleaks'),
    { name: 'trufflehog', command: ['trufflehog', 'filesystem', '--no-verification', '--no-update', '--json', files], done: [0, 183], count: (text) => occurrences(text, /"DetectorName"/g) },
    { name: 'trivy', command: ['trivy', 'fs', '--scanners', 'secret', '--offline-scan', '--format', 'json', '--quiet', files], done: [0], count: (text) => occurrences(text, /"RuleID"/g) },
    { name: 'kingfisher', command: ['kingfisher', 'scan', '--no-validate', '--format', 'json', files], done: [0, 200, 205], count: (text) => occurrences(text, /"rule_id"|"rule"\s*:/g) },
    { name: 'secretlint', command: ['secretlint', '--format', 'compact', '--secretlintrcJSON', SECRETLINT, `${files}/**/*`], done: [0, 1], count: (text) => occurrences(text, /@secretlint\/secretlint-rule-/g) },
  ];
  if (!existsSync(TIME)) throw new Error(`${TIME} is needed; Debian's package is \`time\`.`);
  console.log('scanner            wall s   CPU s  RSS MiB  findings');
  for (const scanner of scanners) console.log(`${scanner.name.padEnd(17)} ${measure(scanner)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measure({ command, done, count }: Scanner): string {
  const log = join(folder, 'time');
  const { stdout, stderr, status } = spawnSync(TIME, ['-q', '-f', '%e %U %S %M', '-o', log, ...command], { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status === 127) return 'skipped: not on the PATH';
  if (status === null || !done.includes(status)) return `failed with ${status}: ${stderr.trim().split('\n').at(-1)}`;
  const [wall, user, system, memory] = readFileSync(log, 'utf8').trim().split('\n').at(-1)!.split(' ').map(Number) as [number, number, number, number];
  return `${wall.toFixed(1).padStart(7)} ${(user + system).toFixed(1).padStart(7)} ${(memory / 1024).toFixed(0).padStart(8)} ${String(count(stdout)).padStart(9)}`;
}

function occurrences(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
