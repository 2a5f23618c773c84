import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { builtInRules } from '../rules/index.js';
import { builtInRuleSet } from '../src/index.js';
import { createMatcher } from '../src/match/matcher.js';
import type { CredentialRule } from '../src/model/rule.js';
import { layerScan } from '../src/scan/layer.js';
import { layerOfFile } from './layers.js';

/**
 * A plain tar layer against Hyperscan for the same expressions without what it cannot do (looking around, references back), which
 * counts where matches end in bytes that lie in memory: the whole scan of the layer from its file on one core, and its search
 * alone (places, expressions, evidence). `npm run build && node dist/bench/hyperscan.js layer.tar`; needs g++ and
 * libhyperscan-dev, and says so where they are missing.
 */
const RUNS = 5;
const BLOCK = 1024 * 1024;
const MOST_COUNTED = 48;

const path = process.argv[2];
if (path === undefined) throw new Error('Name an uncompressed layer.');
const bytes = readFileSync(path);
const rules = builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential');
const patterns = rules.flatMap((rule) => rule.patterns);

const matcher = createMatcher(rules, { engine: 'wasm' });
const layer = await layerOfFile(path);

const folder = mkdtempSync(join(tmpdir(), 'layerlint-hyperscan-'));
try {
  const source = new URL('../../bench/hyperscan.cpp', import.meta.url).pathname;
  const flags = spawnSync('pkg-config', ['--cflags', '--libs', 'libhs'], { encoding: 'utf8' });
  const built = flags.status === 0 ? spawnSync('g++', ['-O2', '-o', join(folder, 'hyperscan'), source, ...flags.stdout.trim().split(/\s+/)], { encoding: 'utf8' }) : flags;
  if (built.status !== 0) console.log('Skipped: Hyperscan is not compared, since g++ or libhyperscan-dev is not here.');
  else {
    const list = join(folder, 'patterns');
    writeFileSync(list, patterns.map(({ regex, flags: own = '' }) => `${own.includes('i') ? 'i' : 'c'} ${withoutLooks(regex)}\n`).join(''));
    const { stdout, stderr, status } = spawnSync(join(folder, 'hyperscan'), [list, path], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const [taken, matches, rate] = stdout.trim().split(' ').map(Number) as [number, number, number];
    const search = await best(searchAlone);
    const scan = layerScan(builtInRuleSet, matcher);
    const whole = await best(async () => (await scan(layer)).files.reduce((sum, { hits }) => sum + hits.length, 0));
    console.log(`${(bytes.length / 1e6).toFixed(0)} MB, ${patterns.length} patterns of ${rules.length} rules; CPU time, the best of ${RUNS} runs each`);
    console.log(`Hyperscan, ${taken} of them, ends of ${matches} matches  ${rate} MB/s`);
    console.log(`layerlint, whole scan of the layer from its file, ${whole.result} hits  ${whole.rate.toFixed(0)} MB/s  ${(whole.rate / rate).toFixed(2)} of Hyperscan (goal: 0.60)`);
    console.log(`layerlint, the search alone: ${search.result} hits  ${search.rate.toFixed(0)} MB/s  ${(search.rate / rate).toFixed(2)} of Hyperscan`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function searchAlone(): number {
  let hits = 0;
  for (let from = 0; from < bytes.length; from += BLOCK) hits += matcher.match({ bytes, base: 0, from, to: Math.min(bytes.length, from + BLOCK), path: 'etc/x.js' }).length;
  return hits;
}

async function best(work: () => number | Promise<number>): Promise<{ readonly rate: number; readonly result: number }> {
  let least = Infinity;
  let result = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const before = process.cpuUsage();
    result = await work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1e6);
  }
  return { rate: bytes.length / 1e6 / least, result };
}

/** Matches no less than the expression does. */
function withoutLooks(regex: string): string {
  let text = regex.replace(/\\k<\w+>/g, '["\'`]');
  for (let open = /\(\?<?[=!]/.exec(text); open; open = /\(\?<?[=!]/.exec(text)) text = text.slice(0, open.index) + text.slice(groupEnd(text, open.index));
  // Long counted repetitions make its automata larger than it takes.
  const open = text.replace(/\{(\d+),(\d+)\}/g, (all, least: string, most: string) => (Number(most) > MOST_COUNTED ? `{${Math.min(Number(least), MOST_COUNTED)},}` : all));
  return open.replace(/\(\?<\w+>/g, '(?:');
}

function groupEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start, inClass = false; at < text.length; at += 1) {
    const one = text[at];
    if (one === '\\') at += 1;
    else if (inClass) inClass = one !== ']';
    else if (one === '[') inClass = true;
    else if (one === '(') depth += 1;
    else if (one === ')' && (depth -= 1) === 0) return at + 1;
  }
  return text.length;
}
