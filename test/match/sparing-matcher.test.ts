import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { credentialKeywords, credentialRules } from '../../rules/index.js';
import { createMatcher, type Hit } from '../../src/match/matcher.js';
import { loadTables, PLAIN_BYTES } from '../../src/match/search.js';
import { createSparingMatcher } from '../../src/match/sparing-matcher.js';
import type { Chunk } from '../../src/model/chunk.js';
import type { CredentialRule } from '../../src/model/rule.js';
import { expandTemplate } from '../../src/rule/template.js';

const matcher = createMatcher(credentialRules, { engine: 'plain' });

function chunkOf(text: string): Chunk {
  const bytes = Buffer.from(text, 'latin1');
  return { bytes, base: 0, from: 0, to: bytes.length, path: 'Dockerfile' };
}

const describeHits = (hits: readonly Hit[]): string[] => hits.map(({ rule, start, end, confidence, severity, evidence }) => `${rule.id} ${start} ${end} ${confidence} ${severity} ${evidence.join('|')}`);

const document = fc
  .array(fc.tuple(fc.nat(credentialRules.length - 1), fc.nat(99), fc.string({ maxLength: 40 }), fc.boolean()), { maxLength: 4 })
  .map((parts) => parts.map(([index, seed, noise, loud]) => {
    const { leaks } = credentialRules[index]!.examples;
    const text = `${noise}\n${expandTemplate(leaks[seed % leaks.length]!, seed)}`;
    return loud ? text.toUpperCase() : text;
  }).join('\n'));

describe('createSparingMatcher', () => {
  test('finds what the whole matcher finds, text after text', () => {
    fc.assert(fc.property(fc.array(document, { minLength: 1, maxLength: 4 }), (texts) => {
      const sparing = createSparingMatcher(credentialRules, credentialKeywords);
      for (const text of texts) expect(describeHits(sparing.match(chunkOf(text)))).toEqual(describeHits(matcher.match(chunkOf(text))));
    }), { numRuns: 100 });
  });

  test('each rule finds its examples', () => {
    for (const { examples } of credentialRules) {
      const text = examples.leaks.map((template) => expandTemplate(template, 7)).join('\n');
      expect(describeHits(createSparingMatcher(credentialRules, credentialKeywords).match(chunkOf(text)))).toEqual(describeHits(matcher.match(chunkOf(text))));
    }
  });

  /** Rules, and the ids of those of which the patterns were asked for. */
  function watched(): { rules: readonly CredentialRule[]; read: ReadonlySet<string> } {
    const read = new Set<string>();
    const rules = credentialRules.map((rule) => Object.defineProperty({ ...rule }, 'patterns', { get: () => (read.add(rule.id), rule.patterns) }));
    return { rules, read };
  }

  test('reads no rule whose keyword is not in the text', () => {
    const { rules, read } = watched();
    const sparing = createSparingMatcher(rules, credentialKeywords);
    sparing.match(chunkOf('FROM scratch\n'));
    expect(read.size).toBe(0);
    sparing.match(chunkOf('ARG NPM_TOKEN\n'));
    expect(read).toContain('npm-token');
    expect(read.size).toBeLessThan(credentialRules.length / 20);
  });

  test('reads all where all are asked for, or much is searched', () => {
    const asked = watched();
    expect(createSparingMatcher(asked.rules, credentialKeywords).reach).toBe(matcher.reach);
    expect(asked.read.size).toBe(credentialRules.length);
    const much = watched();
    createSparingMatcher(much.rules, credentialKeywords).match(chunkOf('#'.repeat(PLAIN_BYTES + 1)));
    expect(much.read.size).toBe(credentialRules.length);
  });

  test('is whole where tables lie ready', async () => {
    const { rules, read } = watched();
    await loadTables();
    createSparingMatcher(rules, credentialKeywords).match(chunkOf('FROM scratch\n'));
    expect(read.size).toBe(credentialRules.length);
  });
});
