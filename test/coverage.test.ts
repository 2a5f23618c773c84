import { describe, expect, test } from '@jest/globals';
import { BANDS } from '../docs/coverage/rows.js';
import { tryForm } from '../docs/coverage/try.js';
import { builtInRules } from '../rules/index.js';
import { createMatcher } from '../src/match/matcher.js';
import { rulesOfKind } from '../src/model/rule.js';

const credentials = rulesOfKind({ rules: builtInRules, digest: '' }, 'credential');
const matcher = createMatcher(credentials);
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

/** What is public by design, or anyone's guess. */
const MILD = new Set(['publishable-key', 'keystore-default-password']);

const members = BANDS.flatMap(({ rows }) => rows.flatMap(({ kind, members }) => Object.entries(members).map(([name, member]) => [`${kind}: ${name}`, member] as const)));
const found = members.flatMap(([name, member]) => (typeof member === 'string' ? [] : [[name, member[0], member.slice(1)] as const]));

describe('the table of credentials', () => {
  test('has all of its rows, each once', () => {
    const [usual, often, seldom, since] = BANDS.map(({ rows }) => rows.length);
    expect(usual! + often! + seldom!).toBe(158);
    expect(since).toBeGreaterThan(0);
    const kinds = BANDS.flatMap(({ rows }) => rows.map(({ kind }) => kind));
    expect(kinds).toEqual([...new Set(kinds)]);
  });
  test('says why where there is no rule', () => {
    for (const [, member] of members) if (typeof member === 'string') expect(member).toMatch(/^[A-Z].{20,}\.$/);
  });
  test.each(found)('%s is found by %s in each form', (_, id, forms) => {
    expect(forms.length).toBeGreaterThan(0);
    for (const form of forms) {
      for (const seed of SEEDS) {
        const hits = tryForm(matcher, form, seed);
        expect({ form, seed, ids: hits.map(({ rule }) => rule.id) }).toEqual({ form, seed, ids: expect.arrayContaining([id]) });
      }
    }
  });
  test.each(found)('%s counts for more than info in nearly every form', (_, id, forms) => {
    if (MILD.has(id)) return;
    const counted = forms.flatMap((form) => SEEDS.map((seed) => tryForm(matcher, form, seed).some(({ rule, severity }) => rule.id === id && severity !== 'info')));
    expect(counted.filter((one) => one).length / counted.length).toBeGreaterThanOrEqual(0.87);
  });
});
