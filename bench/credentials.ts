/**
 * What the credential rules find: recall on texts that others published, silence on their negatives, and every finding in
 * folders that hold no secret. `node dist/bench/credentials.js [--missed] [--peers] [--vectors file.jsonl] [folder…]`; with `--peers` the
 * other scanners on the PATH read the same texts, each a file; each line of a file of vectors is a text as JSON: source, rule, text, what
 * to expect and of which rules.
 */
import { closeSync, existsSync, lstatSync, mkdtempSync, openSync, readFileSync, readSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { builtInRules } from '../rules/index.js';
import { createMatcher, resolveOverlaps } from '../src/match/matcher.js';
import type { Hit } from '../src/match/matcher.js';
import type { CredentialRule } from '../src/model/rule.js';
import { runScanner, SCANNERS, versionOf } from './scanners.js';

interface Vector {
  readonly source: string;
  readonly rule: string;
  readonly text: string;
  readonly expect: 'match' | 'no-match';
  readonly scope: 'rule' | 'global';
}

const VECTORS = '../shared/corpus/credential-vectors.jsonl.gz';
const given = process.argv.indexOf('--vectors');
const file = given === -1 ? VECTORS : process.argv[given + 1]!;
const WINDOW = 256 * 1024;

const matcher = createMatcher(builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential'));
const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const folders = process.argv.slice(2).filter((argument) => !argument.startsWith('--') && argument !== file);

function find(bytes: Buffer, path: string): Hit[] {
  const hits: Hit[] = [];
  for (let from = 0; from < bytes.length; from += WINDOW) {
    const base = Math.max(0, from - matcher.reach);
    const to = Math.min(bytes.length, from + WINDOW);
    const end = Math.min(bytes.length, to + matcher.reach);
    hits.push(...matcher.match({ bytes: bytes.subarray(base, end), base, from: from - base, to: to - base, path }));
  }
  return resolveOverlaps(hits);
}

function measureVectors(): void {
  if (!existsSync(file)) {
    console.log(`${file} is not here: recall is not measured.`);
    return;
  }
  const bytes = readFileSync(file);
  const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trim().split('\n');
  const vectors = lines.map((line) => JSON.parse(line) as Vector);
  const sources = new Map<string, { found: number; all: number; rules: Map<string, { found: number; all: number }> }>();
  let silent = 0;
  let loud = 0;
  let negatives = 0;
  const missed: string[] = [];
  for (const { source, rule, text, expect, scope } of vectors) {
    const hits = find(Buffer.from(text, 'utf8'), 'vector');
    if (expect === 'match') {
      const row = sources.get(source) ?? { found: 0, all: 0, rules: new Map() };
      sources.set(source, row);
      const kind = row.rules.get(rule) ?? { found: 0, all: 0 };
      row.rules.set(rule, kind);
      const found = hits.length > 0 ? 1 : 0;
      row.found += found;
      row.all++;
      kind.found += found;
      kind.all++;
      if (!found) missed.push(`MISSED ${source} ${rule}: ${JSON.stringify(text.slice(0, 220))}`);
    } else if (scope === 'global') {
      negatives++;
      if (hits.some(({ severity }) => severity !== 'info' && severity !== 'low')) loud++;
      if (hits.length === 0) silent++;
      else missed.push(`NOT SILENT ${source} ${rule}: ${JSON.stringify(text.slice(0, 160))} ${hits.map((hit) => `${hit.rule.id}/${hit.confidence}`).join(' ')}`);
    }
  }
  for (const [source, { found, all, rules }] of sources) {
    const macro = [...rules.values()].reduce((sum, one) => sum + one.found / one.all, 0) / rules.size;
    console.log(`${source.padEnd(24)} recall ${(found / all).toFixed(3)} (${found}/${all})  by rule ${macro.toFixed(3)} (${rules.size} rules)`);
  }
  const all = [...sources.values()].reduce((sum, row) => sum + row.all, 0);
  const found = [...sources.values()].reduce((sum, row) => sum + row.found, 0);
  console.log(`${'all'.padEnd(24)} recall ${(found / all).toFixed(3)} (${found}/${all});  global negatives silent ${silent}/${negatives}, above low ${loud}`);
  if (options.includes('--missed')) console.log(missed.join('\n'));
  if (options.includes('--peers')) measurePeers(vectors);
}

/** A text counts as found when anything is found in it, as with our own rules. */
function measurePeers(vectors: readonly Vector[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'layerlint-vectors-'));
  const file = (index: number): string => `${String(index).padStart(4, '0')}.txt`;
  try {
    vectors.forEach(({ text }, index) => writeFileSync(join(folder, file(index)), text));
    for (const scanner of SCANNERS) {
      const version = versionOf(scanner);
      if (version === null) continue;
      const files = runScanner(scanner, folder);
      if (typeof files === 'string') {
        console.log(`${scanner.name} ${version}: ${files}`);
        continue;
      }
      const found = new Set(files);
      const share = (which: (vector: Vector) => boolean): string => {
        const all = vectors.flatMap((vector, index) => (which(vector) ? [index] : []));
        return `${all.filter((index) => found.has(file(index))).length}/${all.length}`;
      };
      const positive = ({ expect }: Vector): boolean => expect === 'match';
      const bySource = [...new Set(vectors.filter(positive).map(({ source }) => source))].map((source) => `${source} ${share((one) => positive(one) && one.source === source)}`);
      console.log(`${scanner.name} ${version}: ${share(positive)} (${bySource.join(', ')}); global negatives with a finding ${share(({ expect, scope }) => expect === 'no-match' && scope === 'global')}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function* walk(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    try {
      const stat = lstatSync(path);
      if (stat.isDirectory()) yield* walk(path);
      else if (stat.isFile() && stat.size > 0 && stat.size < 512 * 1024 * 1024) yield path;
    } catch {
      console.log(`cannot read ${path}`);
    }
  }
}

function measureFolder(folder: string): void {
  const counts = new Map<string, number>();
  let bytes = 0;
  const started = process.cpuUsage();
  for (const path of walk(folder)) {
    const content = readWhole(path);
    bytes += content.length;
    for (const hit of find(content, path.replace(/^\/+/, ''))) {
      const key = `${hit.rule.id} ${hit.severity} ${hit.confidence}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (options.includes('--missed') && hit.severity !== 'info') {
        console.log(`${key} ${path}:${hit.start} ${hit.secret.masked} ${JSON.stringify(content.toString('latin1', Math.max(0, hit.start - 50), Math.min(hit.end + 10, hit.start + 60)))}`);
      }
    }
  }
  const { user, system } = process.cpuUsage(started);
  console.log(`${folder}: ${(bytes / 1e6).toFixed(0)} MB, ${(bytes / (user + system)).toFixed(0)} MB/s cpu, reading and windows included`);
  for (const [key, count] of [...counts].sort(([, a], [, b]) => b - a)) console.log(`  ${String(count).padStart(6)} ${key}`);
}

function readWhole(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(lstatSync(path).size);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(file);
  }
}

measureVectors();
for (const folder of folders) measureFolder(folder);
