import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { builtInRules } from '../../rules/index.js';
import { boundedRegex } from '../../src/match/bounded-engine.js';
import { nativeRegex } from '../../src/match/pattern-regex.js';
import type { CredentialRule } from '../../src/model/rule.js';
import { expandTemplate } from '../../src/rule/template.js';

const credentials = builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential');
const both = (regex: string, flags: string, before: number): { readonly ours: ReturnType<typeof boundedRegex>; readonly native: ReturnType<typeof boundedRegex> } => ({
  ours: boundedRegex({ regex, flags, before, reach: 500 }),
  native: nativeRegex({ keywords: [], regex, flags, before, reach: 500 }),
});

describe('the engine for what RE2 cannot say', () => {
  test.each<[string, string, string]>([
    ['(?<secret>a+?)(?=b)', '', 'aaab'],
    ['(?<q>["\'])(?<secret>[^"\']{2,9})\\k<q>', '', `"abc'"abcd"`],
    ['(["\']?)(?<secret>\\w+)\\1;', '', `"abc";'x;`],
    ['(?<secret>(?:a|ab)(?:c|bcd)(?:d*))', '', 'abcd'],
    ['(?:(a)|b)*(?<secret>\\1c)', '', 'abc'],
    ['(?<=k(?<head>[a-z]{0,3})=)(?<secret>\\d+)', '', 'kab=12'],
    ['(?<!x)(?<secret>a)(?!b)', '', 'xaabac'],
    ['(?!.*dummy)(?<secret>[a-z]{3,20})$', 'm', 'adummy\nreal'],
    ['^(?<secret>.)\\b', 'm', 'ab\nc d'],
    ['(?<secret>[^\\]a-]+)[\\]]', '', 'bcd]'],
    ['(?<secret>\\x41\\u0042\\cJ)', 'i', 'ab\n'],
    ['(?<secret>(?:)*(?:a{0}b?)*c)', '', 'bbc'],
    ['(?<secret>a{2,1500})(?=c)', '', `${'a'.repeat(1400)}c`],
    ['(?<secret>.)(?=\\n)', 's', 'x\n'],
  ])('%s finds what JavaScript finds', (regex, flags, text) => {
    for (const before of [0, 4]) {
      const { ours, native } = both(regex, flags, before);
      for (let from = 0; from <= Math.min(text.length, 20); from++) expect({ from, match: ours.find(text, from) }).toEqual({ from, match: native.find(text, from) });
    }
  });

  test('any expression finds what JavaScript finds in any text', () => {
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        fc.constantFrom('a', 'b', '[ab]', '.', '\\b', '^', '$', ''),
        fc.tuple(tie('expression'), tie('expression')).map(([one, other]) => one + other),
        fc.tuple(tie('expression'), tie('expression')).map(([one, other]) => `(?:${one}|${other})`),
        fc.tuple(tie('expression'), fc.constantFrom('*', '+?', '?', '??', '{0,2}', '{1,3}?', '{2}')).map(([one, times]) => `(?:${one})${times}`),
        fc.tuple(tie('expression'), fc.constantFrom('(', '(?=', '(?!')).map(([one, open]) => `${open}${one})`),
      ),
    }));
    fc.assert(
      fc.property(expression, fc.stringMatching(/^[ab]{0,8}$/), (source, text) => {
        const regex = `(?<secret>${source})`;
        const { ours, native } = both(regex, '', 1);
        const [found, wanted] = [ours.find(text, 0), native.find(text, 0)];
        expect({ regex, text, found: found && [found.start, found.end] }).toEqual({ regex, text, found: wanted && [wanted.start, wanted.end] });
      }),
      { numRuns: 3000 },
    );
  });

  test('finds the same secrets as JavaScript in what the rules give as examples', () => {
    let asked = 0;
    for (const { id, examples, patterns } of credentials) {
      for (const pattern of patterns) {
        if (pattern.regex.length > 3000) continue;
        const native = nativeRegex(pattern);
        let ours;
        try {
          ours = boundedRegex(pattern);
        } catch (error) {
          expect((error as Error).message).toMatch(/too large|more than one character|farther/);
          continue;
        }
        for (const template of [...examples.leaks.slice(0, 2), ...examples.clean.slice(0, 1)]) {
          const text = `x\n${expandTemplate(template, 7)}\n`;
          for (const keyword of pattern.keywords.slice(0, 3)) {
            const at = text.toLowerCase().indexOf(keyword.toLowerCase());
            if (at < 0) continue;
            const from = Math.max(0, at - (pattern.before ?? 0));
            expect({ id, secret: ours.find(text, from)?.secret ?? null }).toEqual({ id, secret: native.find(text, from)?.secret?.slice() ?? null });
            asked++;
          }
        }
      }
    }
    expect(asked).toBeGreaterThan(500);
  });

  test.each<[string, RegExp]>([
    ['(?<secret>ab)\\k<secret>', /more than one character/],
    ['(?<secret>(?:a{0,1000}){0,1000})(?!b)', /too large/],
    ['(?<=a{0,300})(?<secret>b)', /farther than 256/],
    [`(?<secret>${'('.repeat(60)}a${')'.repeat(60)})`, /nested more than/],
  ])('%s is refused', (regex, message) => {
    expect(() => boundedRegex({ regex, reach: 100 })).toThrow(message);
  });

  test.each([
    ['bounded repetitions in a row', '(?<secret>a{0,200}a{0,200}a{0,200}a{0,200}a{0,200})(?!a)b', 'a'],
    ['alternatives within each other', '(?<secret>(?:(?:a|aa){0,10}|(?:a|aaa){0,10}){0,10})(?=b)b', 'a'],
    ['look-aheads with repetitions', '(?=(?:a{0,50}a{0,50}){0,5}b)(?<secret>a)', 'a'],
    ['a look-ahead in a repetition', '(?<secret>(?:(?=a{0,30}b)a|a){0,50})(?!a)c', 'a'],
    ['repetitions without an end', '(?<secret>(?:a+)+(?!b)(?:a*)*)c', 'a'],
    ['a reference back to a quote', '([ab])(?<secret>(?:a{0,40}a{0,40}){0,4})\\1c', 'a'],
  ])('%s: twice the text is at most twice the work', (_, regex, unit) => {
    const steps = (length: number): number => {
      const work = { steps: 0 };
      expect(boundedRegex({ regex, before: 1, reach: 1000 }, work).mayMatch(unit.repeat(Math.ceil(length / unit.length)))).toBe(false);
      return work.steps;
    };
    const [once, twice] = [steps(1100), steps(2200)];
    expect(twice).toBeLessThan(once * 2.2);
  });
});
