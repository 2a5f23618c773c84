/**
 * How well a value's rarity tells secrets from names: surprise of neighbouring characters against plain Shannon entropy.
 * `node dist/bench/rarity.js folder…` takes the names in the code of the folders (packages, unpacked) as what is no secret, and
 * the secrets of the texts that others publish as what is one.
 */
import { existsSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { builtInRules } from '../rules/index.js';
import { shannonEntropy, surprise } from '../src/judge/entropy.js';
import { isRandom } from '../src/judge/value.js';
import { createMatcher } from '../src/match/matcher.js';
import { rulesOfKind } from '../src/model/rule.js';

const VECTORS = '../shared/corpus/credential-vectors.jsonl.gz';
const LEAST = 16;
const MOST_WORDS = 300_000;
/** Names of program code, and nothing from within a string: what is in those may be drawn at random. */
const NAME = /(?<![\w'"`+/=-])[A-Za-z_]\w{15,127}(?![\w'"`+/=-])/g;
/** Hexadecimal has a test of its own; a value with separators is no word. */
const isWord = (text: string): boolean => text.length >= LEAST && text.length <= 128 && /^[A-Za-z0-9_+/-]+$/.test(text) && !/^[0-9a-fA-F-]+$/.test(text);

function* walk(folder: string): Generator<string> {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const stat = lstatSync(path);
    if (stat.isDirectory()) yield* walk(path);
    else if (stat.isFile() && stat.size < 200_000 && /\.(?:[cm]?[jt]s|py|rb|go|java|c|h|php)$/.test(name)) yield path;
  }
}

function wordsOf(folders: readonly string[]): string[] {
  const words = new Set<string>();
  for (const folder of folders) {
    for (const path of walk(folder)) {
      for (const word of readFileSync(path, 'latin1').match(NAME) ?? []) if (isWord(word)) words.add(word);
      if (words.size >= MOST_WORDS) return [...words];
    }
  }
  return [...words];
}

function secrets(): string[] {
  const matcher = createMatcher(rulesOfKind({ rules: builtInRules, digest: '' }, 'credential').filter(({ rank }) => rank === 'specific'));
  const found = new Set<string>();
  for (const line of gunzipSync(readFileSync(VECTORS)).toString('utf8').trim().split('\n')) {
    const { text, expect } = JSON.parse(line) as { readonly text: string; readonly expect: string };
    if (expect !== 'match') continue;
    const bytes = Buffer.from(text);
    for (const { secret } of matcher.match({ bytes, base: 0, from: 0, to: bytes.length, path: 'vector' })) {
      const value = secret.reveal() ?? '';
      if (isWord(value)) found.add(value);
    }
  }
  return [...found];
}

/** Share of the secrets above the bound that lets so many of the words pass. */
function recallAt(share: number, measure: (text: string) => number, words: readonly string[], values: readonly string[]): string {
  const bound = words.map(measure).sort((a, b) => b - a)[Math.floor(words.length * share)]!;
  return `${((100 * values.filter((value) => measure(value) > bound).length) / values.length).toFixed(1)} % above ${bound.toFixed(2)}`;
}

const WEIGHTS = [0, 0.25, 0.5, 1, 2, 4];

/** The sum of both that does best on every other word and secret, and what it does on the rest. */
function together(share: number, words: readonly string[], values: readonly string[]): string {
  const half = (texts: readonly string[], which: number): string[] => texts.filter((_, at) => at % 2 === which);
  const sum = (weight: number) => (text: string): number => surprise(text) + weight * shannonEntropy(text);
  const recall = (weight: number, which: number): number => Number(recallAt(share, sum(weight), half(words, which), half(values, which)).split(' ')[0]);
  const best = WEIGHTS.map((weight) => [recall(weight, 0), weight] as const).reduce((a, b) => (b[0] > a[0] ? b : a))[1];
  return `${recall(best, 1).toFixed(1)} % with Shannon counted ${best} times`;
}

if (!existsSync(VECTORS)) console.log(`${VECTORS} is not here: nothing is measured.`);
else {
  const [words, values] = [wordsOf(process.argv.slice(2)), secrets()];
  console.log(`${values.length} secrets, ${words.length} words of ${LEAST} characters and more`);
  for (const share of [0.05, 0.01, 0.001]) {
    console.log(`one word in ${1 / share} passes: surprise ${recallAt(share, surprise, words, values)}; Shannon ${recallAt(share, shannonEntropy, words, values)}; together ${together(share, words, values)}`);
  }
  const share = (texts: readonly string[]): string => `${((100 * texts.filter(isRandom).length) / texts.length).toFixed(1)} %`;
  console.log(`what the rules ask (\`isRandom\`, both of them and word breaks): ${share(values)} of the secrets, ${share(words)} of the names`);
}
