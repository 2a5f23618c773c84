import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sha256 } from '../../src/model/sha256.js';

describe('sha256', () => {
  test('is Node\'s, at every length around the edges of blocks', () => {
    for (let length = 0; length <= 200; length++) {
      const bytes = Buffer.alloc(length, (length * 37) & 0xff);
      expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
  });

  test('is Node\'s for any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
    }));
  });
});
