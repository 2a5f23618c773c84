import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Positions } from '../../src/content/position.js';
import { countUtf8Units, decodeText } from '../../src/content/text.js';

const text = fc.array(fc.oneof(fc.constantFrom('\n', 'é', '漢', '😀', 'x'.repeat(5000), 'é'.repeat(2500), '\xff'), fc.string({ maxLength: 30 })), { maxLength: 12 }).map((parts) => parts.join(''));

describe('Positions', () => {
  test('places are those of the decoded text, in whatever order they are asked for', () => {
    fc.assert(fc.property(text, fc.boolean(), fc.array(fc.nat(), { maxLength: 8 }), (source, isDamaged, questions) => {
      const bytes = Buffer.from(source, isDamaged ? 'latin1' : 'utf8');
      const positions = new Positions();
      positions.begin(true);
      for (const question of questions) {
        const before = decodeText(bytes, 0, question % (bytes.length + 1));
        const offset = question % (bytes.length + 1);
        const place = positions.locate(bytes, 0, offset);
        // A place within a character is behind it.
        if (!isDamaged && Buffer.byteLength(bytes.toString('utf8', 0, offset).replace(/\ufffd/g, '')) !== offset) continue;
        if (isDamaged && offset < bytes.length && decodeText(bytes, 0, bytes.length).slice(0, before.length) !== before) continue;
        expect(place).toEqual({ line: before.split('\n').length, column: before.length - before.lastIndexOf('\n'), units: before.length });
      }
    }), { numRuns: 200 });
  });
  test('code units of valid UTF-8 at any alignment', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.nat(7), (source, shift) => {
      const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(source)]).subarray(shift);
      expect(countUtf8Units(bytes)).toBe(source.length);
    }));
  });
});
