import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { builtInRules } from '../rules/index.js';
import { builtInRuleSet } from '../src/index.js';
import { createMatcher } from '../src/match/matcher.js';
import type { CredentialRule, Pattern } from '../src/model/rule.js';
import { layerScan } from '../src/scan/layer.js';
import { isLongList, spelledForHyperscan, withoutLooks } from './hyperscan-spelling.js';
import { layerOfFile } from './layers.js';

/**
 * A plain tar layer against Hyperscan, which counts where matches end in bytes that lie in memory: the whole scan of the layer from
 * its file on one core, and its search alone (places, expressions, evidence). What Hyperscan cannot do (looking around, references
 * back) is left out; beyond that it is given the same expressions as they are, in the spelling that suits it best, which is what it
 * is fair to hold against it, and those alone that it is fast with either way. `npm run build && node dist/bench/hyperscan.js layer.tar`;
 * needs g++ and libhyperscan-dev, and says so where they are missing.
 */
const RUNS = 5;
const BLOCK = 1024 * 1024;

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
    const scan = layerScan(builtInRuleSet, matcher);
    console.log(`${(bytes.length / 1e6).toFixed(0)} MB, ${patterns.length} patterns of ${rules.length} rules; CPU time, the best of ${RUNS} runs each`);
    const forms: [string, readonly Pattern[], (regex: string) => readonly string[]][] = [
      ['as they are', patterns, (regex) => [withoutLooks(regex)]],
      ['in the spelling that suits it', patterns, spelledForHyperscan],
      ['so, without long lists of words', patterns.filter(({ regex }) => !isLongList(regex)), spelledForHyperscan],
    ];
    for (const [form, ones, spell] of forms) {
      const { taken, matches, rate } = runHyperscan(ones.flatMap(({ regex, flags: own = '' }) => spell(regex).map((one) => `${own.includes('i') ? 'i' : 'c'} ${one}\n`)));
      console.log(`Hyperscan, ${ones.length} patterns ${form}: ${taken} expressions, ends of ${matches} matches, ${rate} MB/s`);
      // In the same minute: what else the machine does weighs on both.
      const whole = await best(async () => (await scan(layer)).files.reduce((sum, { hits }) => sum + hits.length, 0));
      const search = await best(searchAlone);
      console.log(`  layerlint, whole scan of the layer from its file: ${whole.result} hits, ${whole.rate.toFixed(0)} MB/s, ${(whole.rate / rate).toFixed(2)} of that (goal: 0.60)`);
      console.log(`  layerlint, the search alone: ${search.result} hits, ${search.rate.toFixed(0)} MB/s, ${(search.rate / rate).toFixed(2)} of that`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function runHyperscan(lines: readonly string[]): { readonly taken: number; readonly matches: number; readonly rate: number } {
  const list = join(folder, 'patterns');
  writeFileSync(list, lines.join(''));
  const { stdout, stderr, status } = spawnSync(join(folder, 'hyperscan'), [list, path!], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const [taken, matches, rate] = stdout.trim().split(' ').map(Number) as [number, number, number];
  return { taken, matches, rate };
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
