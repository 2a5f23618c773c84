import { describe, expect, test } from '@jest/globals';
import { builtInRules } from '../../rules/index.js';
import { endsWithSecret, nativeRegex } from '../../src/match/pattern-regex.js';
import type { CredentialRule } from '../../src/model/rule.js';
import { expandTemplate } from '../../src/rule/template.js';

const rules = builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential');

describe('where a secret stands in a match', () => {
  test.each([
    ['(?<secret>a+)', true],
    ['x(?<secret>(?:a|b)+)(?![\\w)])(?=[ ]|$)', true],
    ['(?<=(?<head>a))[)(](?<secret>\\)|[)]{2})', true],
    ['(?<secret>a)b', false],
    ['(?<secret>a)?', false],
    ['(?<secret>a){1,3}(?!b)', false],
    ['(?<secret>a)\\k<secret>', false],
    ['(?<secret>a)(?:b|)', false],
    ['(?<secret>a)(?=b)[c]?', false],
    ['(?<secret>a)|b', false],
    ['b|(?<secret>a)', false],
    ['(?:x(?<secret>a)|y)', false],
    ['(?=(?<secret>a))a', false],
    ['a+', false],
  ])('%s ends with it: %p', (regex, expected) => {
    expect(endsWithSecret(regex)).toBe(expected);
  });

  test('is what indices say, in examples of all rules', () => {
    const last = { yes: 0, no: 0 };
    for (const { patterns, examples } of rules) {
      for (const pattern of patterns) {
        const { regex, flags = '', before = 0 } = pattern;
        const native = nativeRegex(pattern);
        const withIndices = new RegExp(regex, `d${before > 0 ? 'g' : 'y'}${flags}`);
        for (const [seed, template] of examples.leaks.slice(0, 1).entries()) {
          const text = `${expandTemplate(template, seed + 1)}\n`;
          for (let from = 0; from < Math.min(text.length, 120); from += 1) {
            withIndices.lastIndex = from;
            const match = withIndices.exec(text);
            const found = native.find(text, from);
            expect(found).toEqual(match && { start: match.index, end: match.index + match[0].length, secret: match.indices!.groups?.secret ?? null, groups: match.groups ?? {} });
            if (found) last[endsWithSecret(regex) ? 'yes' : 'no'] += 1;
          }
        }
      }
    }
    expect(last.yes).toBeGreaterThan(400);
    expect(last.no).toBeGreaterThan(20);
  });
});
