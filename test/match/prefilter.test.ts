import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPrefilter } from '../../src/match/prefilter.js';

const letters = fc.constantFrom('a', 'b', 'A', 'B', 'c', '-');
const words = fc.array(fc.string({ unit: letters, minLength: 3, maxLength: 6 }), { minLength: 1, maxLength: 6 });

function scan(keywords: readonly string[], text: string, from = 0, to = text.length): string[] {
  const found: string[] = [];
  createPrefilter(keywords).scan(Buffer.from(text, 'latin1'), from, to, (keyword, start) => found.push(`${keyword}@${start}`));
  return found.sort();
}

function naive(keywords: readonly string[], text: string, from = 0, to = text.length): string[] {
  const lower = text.toLowerCase();
  return keywords
    .flatMap((keyword, index) => Array.from({ length: text.length }, (_, at) => at).filter((at) => at >= from && at < to && lower.startsWith(keyword.toLowerCase(), at)).map((at) => `${index}@${at}`))
    .sort();
}

describe('createPrefilter', () => {
  test('finds what a search for each keyword finds', () => {
    fc.assert(fc.property(words, fc.string({ unit: letters, maxLength: 60 }), (keywords, text) => {
      const distinct = [...new Set(keywords.map((word) => word.toLowerCase()))];
      expect(scan(distinct, text)).toEqual(naive(distinct, text));
    }));
  });
  test('owns what begins in [from, to)', () => {
    fc.assert(fc.property(words, fc.string({ unit: letters, maxLength: 40 }), fc.nat(40), fc.nat(40), (keywords, text, a, b) => {
      const distinct = [...new Set(keywords.map((word) => word.toLowerCase()))];
      const [from, to] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)];
      expect(scan(distinct, text, from, to)).toEqual(naive(distinct, text, from, to));
    }));
  });
  test('folds ASCII only, and nothing is found in nothing', () => {
    expect(scan(['key'], 'KEY \u00cbKEY kEy')).toEqual(['0@0', '0@5', '0@9'].sort());
    expect(scan([], 'anything')).toEqual([]);
  });
});
