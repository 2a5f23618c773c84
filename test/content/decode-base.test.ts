import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findBase } from '../../src/content/decode-base.js';

const look = (text: string, shift = 0): string[] => {
  const found: string[] = [];
  findBase(Buffer.from(text, 'latin1'), ({ coding, bytes, start, end }) => found.push(`${coding} ${start + shift} ${end + shift} ${bytes.toString('latin1')}`));
  return found;
};
const encoded = fc.tuple(fc.string({ minLength: 1, maxLength: 60 }), fc.constantFrom('base64', 'base64url', 'hex')).map(([text, coding]) => Buffer.from(text).toString(coding as 'hex'));
const piece = fc.oneof(encoded, fc.string({ maxLength: 30 }), fc.constantFrom('.', ' ', '=', 'a'.repeat(23), 'word'));

describe('findBase', () => {
  test('looks at every run that is long enough, and at nothing else', () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 14 }), (parts) => {
      // Lines that follow each other may be one value.
      const text = parts.join('').replace(/[\\\n\r]/g, ' ');
      const runs = [...text.matchAll(/[A-Za-z0-9+/_-]{24,}/g)].flatMap((run) => look(run[0], run.index));
      expect(look(text)).toEqual(runs);
    }), { numRuns: 300 });
  });
});
