import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { builtInRules } from '../rules/index.js';
import { survey, surveyPlainly } from '../src/content/survey.js';
import { createMatcher } from '../src/match/matcher.js';
import { createSearch, loadTables, type EngineName } from '../src/match/search.js';
import type { CredentialRule, Pattern } from '../src/model/rule.js';
import { syntheticPattern } from './synthetic-pattern.js';

/**
 * What finding the places costs, apart from everything else: its tables, by engine, and by the number of rules; and the look for what is encoded.
 * `npm run build && node dist/bench/prefilter.js file`; the file is taken as it is, so give an uncompressed tar.
 */
const RUNS = 5;
const BLOCK = 1024 * 1024;
const MOST_BYTES = 128 * 1024 * 1024;
const SYNTHETIC = [100, 400, 800, 1600];

const path = process.argv[2];
if (path === undefined) throw new Error('Name a file to search.');
const bytes = (await readFile(path)).subarray(0, MOST_BYTES);
const rules = builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential');
const patterns = rules.flatMap((rule) => rule.patterns);

const unknown = firstSearch(patterns);
await loadTables();
console.log(`tables: loaded ${firstSearch(patterns)} ms of CPU time, of other rules (all built-in ones but one) ${firstSearch(patterns.slice(1))} ms; worked out anew ${unknown} ms`);
const jobs: [string, () => number][] = [];
for (const engine of ['wasm', 'scalar'] as const) jobs.push([`${rules.length} rules, ${engine}`, searchAll(patterns, engine)]);
for (const count of SYNTHETIC) jobs.push([`${count} synthetic patterns, wasm`, searchAll(Array.from({ length: count }, (_, index) => syntheticPattern(index)), 'wasm')]);
const matcher = createMatcher(rules, { engine: 'wasm' });
jobs.push([`${rules.length} rules, places and regexes`, () => blocks((from, to) => matcher.match({ bytes, base: 0, from, to, path: 'etc/x.js' }).length)]);
jobs.push(['look for codings', () => blocks((from, to) => survey(bytes.subarray(from, to)).runs.length)]);
jobs.push(['the same in JavaScript', () => blocks((from, to) => surveyPlainly(bytes.subarray(from, to)).runs.length)]);

const times = new Map<string, number[]>(jobs.map(([name]) => [name, []]));
const found = new Map<string, number>();
for (let run = 0; run <= RUNS; run += 1) {
  for (const [name, job] of jobs) {
    const before = process.cpuUsage();
    found.set(name, job());
    const { user, system } = process.cpuUsage(before);
    // The first run builds the tables and warms up.
    if (run > 0) times.get(name)!.push((user + system) / 1e6);
  }
}
console.log(`${(bytes.length / 1e6).toFixed(0)} MB, median of ${RUNS} interleaved runs, CPU time`);
for (const [name] of jobs) {
  const sorted = times.get(name)!.sort((a, b) => a - b);
  console.log(`${name.padEnd(34)} ${(bytes.length / 1e6 / sorted[RUNS >> 1]!).toFixed(0).padStart(5)} MB/s ${String(found.get(name)).padStart(9)} found`);
}

/** What a process pays before its first search. */
function firstSearch(ones: readonly Pattern[]): string {
  const before = process.cpuUsage();
  createSearch(ones, { engine: 'wasm' })(bytes, 0, 1, () => undefined);
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / 1000).toFixed(0);
}

function searchAll(ones: readonly Pattern[], engine: EngineName): () => number {
  const search = createSearch(ones, { engine });
  return () => {
    let places = 0;
    search(bytes, 0, bytes.length, () => (places += 1));
    return places;
  };
}

function blocks(match: (from: number, to: number) => number): number {
  let sum = 0;
  for (let from = 0; from < bytes.length; from += BLOCK) sum += match(from, Math.min(bytes.length, from + BLOCK));
  return sum;
}
