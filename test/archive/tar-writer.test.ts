import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BLOCK } from '../../src/archive/tar-header.js';
import { headerBytes, writeHeaders, type WrittenEntry } from '../../src/archive/tar-writer.js';
import { TarReader, type TarEntry } from '../../src/archive/tar.js';

/** No slash at its end, which would make a directory of it. */
const name = (maxLength: number): fc.Arbitrary<Buffer> => fc.stringMatching(/^[a-z\u00e9\u{1f511} ./-]*[a-z]$/u, { maxLength }).map((text) => Buffer.from(text));
const entries: fc.Arbitrary<WrittenEntry> = fc.record({
  path: fc.oneof(name(90), name(300).map((part) => Buffer.concat(Array.from({ length: 12 }, () => part)))),
  flag: fc.constantFrom('0', '2', '3', '6'),
  mode: fc.nat(0o7777),
  size: fc.oneof(fc.constant(0), fc.nat(3000), fc.constantFrom(8 ** 11 - 1, 8 ** 11, 2 ** 45)),
  target: fc.oneof(fc.constant(Buffer.alloc(0)), name(400)),
});

test('what is written is what a reader reads, wherever it lies', () => {
  fc.assert(
    fc.property(entries, fc.nat(3), (drawn, blocks) => {
      const entry = { ...drawn, size: drawn.flag === '0' ? drawn.size : 0, target: drawn.flag === '2' ? drawn.target : Buffer.alloc(0) };
      const at = blocks * BLOCK;
      const length = headerBytes(entry);
      expect(length % BLOCK).toBe(0);
      // What stood there before must not shine through.
      const bytes = Buffer.alloc(at + length + BLOCK, 0xa5);
      writeHeaders(bytes, at, entry);
      expect(bytes.subarray(0, at).every((byte) => byte === 0xa5)).toBe(true);
      expect(bytes.subarray(at + length).every((byte) => byte === 0xa5)).toBe(true);
      const read: TarEntry[] = [];
      const damage: string[] = [];
      const reader = new TarReader({ entry: (one) => void read.push(one), data: () => undefined, end: () => undefined, damage: (message) => void damage.push(message) });
      reader.push(bytes.subarray(at, at + length));
      expect(damage).toEqual([]);
      expect(read).toEqual([
        {
          path: entry.path.toString(),
          type: { 0: 'file', 2: 'symlink', 3: 'device', 5: 'directory', 6: 'fifo' }[entry.flag],
          size: entry.size,
          storedSize: entry.size,
          mode: entry.mode,
          linkTarget: entry.flag === '2' ? entry.target.toString() : null,
          mtime: 0,
          pax: null,
        },
      ]);
    }),
    { numRuns: 500 },
  );
});
