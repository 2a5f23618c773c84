/**
 * What a scan says of files that everyone has: popular Debian, npm and gem packages, unpacked, archives in them opened. Prints
 * each finding above `info` and their number per thousand files.
 * `node dist/bench/false-positives.js [--cache folder] [--round name] [--only substring] [--infos] [--download] [--peers] [image.tar…]`
 * The rounds of packages are those of `packages.ts`, `tuned` unless another is named; `--only` takes those whose name holds a text,
 * `--infos` counts what is `info` by rule and package, `--download` scans nothing, `--peers` lets other scanners on the PATH read the same files. Tars are scanned as images of one layer, their package databases read.
 * Downloads with `apt-get download`, `npm pack` and `gem fetch`, once; where gems are not to be had Debian's packages of them stand in.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scanReference, type Finding } from '../src/index.js';
import { keyFingerprint } from '../src/match/evidence/private-key.js';
import { ROUNDS, type Kind } from './packages.js';
import { runScanner, SCANNERS, versionOf } from './scanners.js';
import { unpackPackage } from './unpack-package.js';

const argv = process.argv.slice(2);
/** Takes the option and its value out of the arguments. */
function option(name: string): string | null {
  const at = argv.indexOf(name);
  return at < 0 ? null : argv.splice(at, 2)[1]!;
}

const folder = option('--cache') ?? join(tmpdir(), 'layerlint-packages');
const round = (option('--round') ?? 'tuned') as keyof typeof ROUNDS;
const only = option('--only') ?? '';
const tars = argv.filter((one) => !one.startsWith('--'));
const packages = ROUNDS[round];
const cache = join(folder, round);

const counts = { files: 0, bytes: 0, info: 0, above: 0 };
const byRule = new Map<string, number>();
const infos = new Map<string, number>();

function count(findings: readonly Finding[], where: string): void {
  for (const { severity, confidence, ruleId, location, secret, excerpt } of findings) {
    if (severity === 'info') {
      counts.info++;
      infos.set(`${ruleId} ${where}`, (infos.get(`${ruleId} ${where}`) ?? 0) + 1);
      continue;
    }
    counts.above++;
    byRule.set(ruleId, (byRule.get(ruleId) ?? 0) + 1);
    const value = secret?.reveal() ?? '';
    const print = ruleId.endsWith('private-key') ? ` key ${keyFingerprint(value)}` : '';
    const path = 'path' in location ? [location.path, ...('within' in location ? location.within : [])].join(' > ') : location.kind;
    const line = 'region' in location ? (location.region?.startLine ?? 0) : 0;
    console.log(`${severity}/${confidence} ${ruleId} ${where}:${path}:${line} ${JSON.stringify((excerpt ?? '').slice(0, 160))}${print}`);
  }
}

async function scan(reference: string, where: string): Promise<void> {
  for (const { findings, statistics } of await scanReference(reference, { threads: 0 })) {
    counts.files += statistics.files;
    counts.bytes += statistics.bytes;
    count(findings, where);
  }
}

const sorted = (numbers: ReadonlyMap<string, number>): (readonly [string, number])[] => [...numbers].sort(([, a], [, b]) => b - a);

function summary(what: string): string {
  return `${what}, ${counts.files} files, ${(counts.bytes / 1e6).toFixed(0)} MB: ${counts.above} findings above info, ${((1000 * counts.above) / counts.files).toFixed(2)} per thousand files (${counts.info} of info)`;
}

for (const tar of tars) {
  Object.assign(counts, { files: 0, bytes: 0, info: 0, above: 0 });
  await scan(tar, tar);
  console.log(summary(tar));
}
if (tars.length === 0) {
  const had: Record<Kind, number> = { debian: 0, npm: 0, gem: 0, app: 0 };
  for (const kind of ['debian', 'npm', 'gem', 'app'] as const) {
    for (const name of (packages[kind] ?? []).filter((one) => one.includes(only))) {
      const root = unpackPackage(cache, kind, name);
      if (root === null) {
        console.log(`not to be had here: ${kind} ${name}`);
        continue;
      }
      had[kind]++;
      if (!argv.includes('--download')) await scan(root, `${kind}/${name}`);
    }
  }
  console.log(sorted(byRule).map(([id, number]) => `${number} ${id}`).join(', '));
  console.log(summary(`${had.debian} Debian, ${had.npm} npm and ${had.gem} gem packages, ${had.app} apps`));
  if (argv.includes('--infos')) for (const [what, number] of sorted(infos)) console.log(`${number} ${what}`);
  for (const scanner of argv.includes('--peers') ? SCANNERS : []) {
    const version = versionOf(scanner);
    if (version === null) console.log(`${scanner.name}: not on the PATH`);
    else {
      const all = runScanner(scanner, cache);
      // Beside the unpacked files lie the packages that they came in.
      const found = typeof all === 'string' ? all : all.filter((file) => file.split('/')[2] === 'root');
      console.log(`${scanner.name} ${version}: ${typeof found === 'string' ? found : `${found.length} findings in ${new Set(found).size} of the same files`}`);
    }
  }
}
