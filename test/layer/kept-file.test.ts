import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { KeptFile } from '../../src/layer/kept-file.js';

const MIB = 1024 * 1024;

test('two readers on one thread keep their files apart, whatever sizes are claimed, and use memory again', () => {
  const file = fc.record({ size: fc.integer({ min: 1, max: 300_000 }), claimed: fc.integer({ min: 1, max: 600_000 }), part: fc.integer({ min: 1, max: 90_000 }), fill: fc.nat(255) });
  fc.assert(
    fc.property(fc.array(fc.tuple(file, file), { minLength: 1, maxLength: 4 }), (rounds) => {
      const kept = [new KeptFile(), new KeptFile()] as const;
      for (const pair of rounds) {
        const files = pair.map(({ size, fill }) => Buffer.alloc(size, fill));
        const lent = pair.map(({ part }) => Buffer.alloc(part));
        pair.forEach(({ claimed }, index) => kept[index]!.begin(claimed, false));
        // By turns, each part in memory that is used again; a part that is all of the file must stay as it is.
        for (let turn = 0; turn * Math.min(...pair.map(({ part }) => part)) < 300_000; turn += 1) {
          pair.forEach(({ part, size }, index) => {
            const bytes = files[index]!.subarray(turn * part, (turn + 1) * part);
            if (bytes.length === 0) return;
            if (bytes.length === size) return kept[index]!.write(bytes);
            bytes.copy(lent[index]!);
            kept[index]!.write(pair[index]!.claimed === bytes.length ? Buffer.from(bytes) : lent[index]!.subarray(0, bytes.length));
            lent[index]!.fill(0);
          });
        }
        files.forEach((bytes, index) => expect(kept[index]!.bytes!.equals(bytes)).toBe(true));
      }
    }),
    { numRuns: 60 },
  );
});

test('what is too large is not kept', () => {
  const kept = new KeptFile();
  kept.begin(3, false);
  for (let part = 0; part < 17; part += 1) kept.write(Buffer.alloc(MIB));
  expect([kept.bytes, kept.digests('etc/a')]).toEqual([null, null]);
  kept.begin(20 * MIB, true);
  for (let part = 0; part < 20; part += 1) kept.write(Buffer.alloc(MIB, part));
  expect(kept.bytes!.length).toBe(20 * MIB);
  kept.begin(5, false);
  kept.write(Buffer.from('after'));
  expect(kept.bytes!.toString()).toBe('after');
});
