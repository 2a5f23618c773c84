import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Trigrams } from '../../src/match/trigrams.js';

const ascii = fc.string({ unit: 'binary-ascii', maxLength: 12 });

describe('Trigrams', () => {
  test('a text may hold each of its words, whatever their case and the bytes around', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 20 }), ascii, fc.uint8Array({ maxLength: 20 }), (before, word, after) => {
      const text = (written: string): Trigrams => new Trigrams(Buffer.concat([before, Buffer.from(written, 'latin1'), after]));
      expect(text(word).mayHold(word)).toBe(true);
      expect(text(word.toUpperCase()).mayHold(word.toLowerCase())).toBe(true);
    }));
  });

  test('most words that are not in it, it does not hold', () => {
    const text = new Trigrams(Buffer.from('ARG NPM_TOKEN\n'));
    expect(['npm_', 'token', 'NPM_TOKEN'].filter((word) => text.mayHold(word))).toHaveLength(3);
    expect(['secret', 'password', 'tokens', 'ghp_', 'npm-', 'kentoken'].filter((word) => text.mayHold(word))).toEqual([]);
  });

  test('a text of less than three bytes holds nothing of three', () => {
    expect(['', 'a', 'ab'].filter((text) => new Trigrams(Buffer.from(text)).mayHold('abc'))).toEqual([]);
  });
});
