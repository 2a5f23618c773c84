import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PLANT, scan, VALUE } from './plant.js';

function encode(text: string, little: boolean, mark: boolean): Buffer {
  const codes = [...(mark ? '\ufeff' : ''), ...text].map((character) => character.codePointAt(0)!);
  const bytes = Buffer.alloc(codes.length * 4);
  for (const [index, code] of codes.entries()) {
    if (little) bytes.writeUInt32LE(code, index * 4);
    else bytes.writeUInt32BE(code, index * 4);
  }
  return bytes;
}

test('a plant in UTF-32 of either order is found where it stands', async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.boolean(), fc.string({ unit: fc.constantFrom(...'ab c\n', 'é', '😀'), maxLength: 300 }), fc.integer({ min: 1, max: 50 }), async (little, mark, front, piece) => {
      const text = `name = value\nother = ${PLANT.toString()} ${front} ${PLANT.toString()}\n`;
      const bytes = encode(text, little, mark);
      const { documents } = await scan(bytes, Math.max(piece, 20));
      const regions = documents.flatMap(({ hits }) => hits.map(({ region }) => bytes.subarray(region.byteOffset, region.byteOffset + region.byteLength)));
      expect(regions).toHaveLength(2);
      for (const region of regions) expect(region.equals(encode(VALUE, little, false))).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test.each([
  ['a table of small numbers', Buffer.from(Uint32Array.from({ length: 200 }, (_, index) => index * 1000).buffer)],
  ['zeros', Buffer.alloc(1000)],
])('%s is no text', async (_what, bytes) => {
  expect((await scan(bytes)).documents.flatMap(({ hits }) => hits)).toEqual([]);
});
