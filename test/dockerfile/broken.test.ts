import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { builtInRules } from '../../rules/index.js';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { createMatcher } from '../../src/match/matcher.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { createRuleSet } from '../../src/rule/select.js';
import { expandTemplate } from '../../src/rule/template.js';
import { lint } from '../../src/scan/lint.js';

const FOLDER = new URL('../dockerfiles/', import.meta.url);
const rules = createRuleSet(builtInRules);
const matcher = createMatcher(rulesOfKind(rules, 'credential'));

/** What tears a file apart: quotes, brackets, heredocs, line ends and white space of every kind. */
const ODD = [
  '\\', '`', '"', "'", '$', '$(', '${', '$((', '`', '<<EOF\n', '<<-\n', '3<<"E"\n', '\n', '\r\n', '\r', '\t', '\v', '\f', '\0', '\u00a0', '\u2028', '\ufeff',
  '|', '&&', ';;', '(', ')', '{', '}', '<(', '>', '2>&1', '#', '# escape=`\n', '--mount=type=secret,', '--mount=', '--from=', '[', ']', '["', ',', '=', ':', '@', '://',
  'ONBUILD ', 'FROM ', 'ARG ', 'ENV ', 'RUN ', 'SHELL ["cmd"]\n', '\\ud800', '😀', 'é', '-'.repeat(40), '*'.repeat(20), '../'.repeat(9),
] as const;

/** https://en.wikipedia.org/wiki/Xorshift */
function random(seed: number): () => number {
  let state = seed * 2_654_435_761 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** A few insertions, cuts, doublings and swaps of lines. */
function broken(text: string, seed: number): string {
  const next = random(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  let out = text;
  for (let change = 0; change < 1 + (seed % 8); change++) {
    const at = below(out.length + 1);
    const kind = next();
    if (kind < 0.5) out = out.slice(0, at) + ODD[below(ODD.length)]! + out.slice(at);
    else if (kind < 0.7) out = out.slice(0, at) + out.slice(at + below(60));
    else if (kind < 0.9) out = out.slice(0, at) + out.slice(Math.max(0, at - below(300)), at) + out.slice(at);
    else out = out.split('\n').reverse().join('\n');
  }
  return out;
}

const seeds = readdirSync(FOLDER).map((name) => [name, expandTemplate(readFileSync(new URL(name, FOLDER), 'utf8'), 3)] as const);

describe('a broken file is linted, and no rule fails on it', () => {
  test.each(seeds)('%s', async (name, text) => {
    for (let seed = 1; seed <= 150; seed++) {
      const mutant = broken(text, seed);
      const dockerfile = parseDockerfile(mutant, name);
      const { findings, notices } = await lint(dockerfile, rules, { matcher });
      const told = { seed, failed: notices.filter(({ code }) => code === 'rule-failed').map(({ message }) => message) };
      expect(told).toEqual({ seed, failed: [] });
      const lines = dockerfile.text.split('\n').length;
      for (const { location } of findings) {
        const { startLine, endLine } = location.region!;
        expect({ seed, inside: startLine >= 1 && startLine <= endLine && endLine <= lines }).toEqual({ seed, inside: true });
      }
      let end = 0;
      for (const instruction of dockerfile.instructions) {
        expect({ seed, ordered: instruction.start >= end && instruction.end >= instruction.start && instruction.end <= dockerfile.text.length }).toEqual({ seed, ordered: true });
        end = instruction.end;
      }
    }
  }, 120_000);
});
