import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makeSevenZip, sevenNumber, sevenZipOf } from './formats.js';
import { places, PLANT, scan, type Seen } from './plant.js';

const text = (before: number, after: number): Buffer => Buffer.concat([Buffer.alloc(before, 'all work and no play\n'), Buffer.from('\n'), PLANT, Buffer.from('\n'), Buffer.alloc(after, 'makes a dull boy\n')]);
/** Bytes that came out of what was opened: what stands for the work and the memory. */
const opened = ({ documents }: Seen): number => documents.filter(({ within }) => within.length > 0).reduce((sum, { bytes }) => sum + bytes, 0);
const codes = ({ notices }: Seen): string[] => notices.map(({ code }) => code);

describe('7z', () => {
  test('files are found wherever they lie, and in whatever pieces the archive comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 1, max: 40_000 }), async (before, after, piece) => {
        const bytes = makeSevenZip([{ name: 'first', bytes: Buffer.from('one') }, { name: 'd/a.txt', bytes: text(before, after) }, { name: 'last', bytes: Buffer.from('more') }]);
        const seen = await scan(bytes, Math.max(piece, bytes.length / 200));
        expect(seen.notices).toEqual([]);
        expect(places(seen)).toEqual(['d/a.txt']);
      }),
      { numRuns: 30 },
    );
  });

  test('any bytes changed: no more comes out than went in, and no other failure', async () => {
    const whole = makeSevenZip([{ name: 'first', bytes: Buffer.alloc(50, 'x') }, { name: 'a.txt', bytes: text(50, 50) }]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }), async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[12 + (at % (bytes.length - 12))] = value;
        const seen = await scan(bytes, 100);
        expect(opened(seen)).toBeLessThanOrEqual(bytes.length);
        for (const code of codes(seen)) expect(['damaged', 'unknown-format', 'encrypted', 'limit-reached']).toContain(code);
      }),
      { numRuns: 400 },
    );
  });

  const huge = sevenNumber(2n ** 60n);
  const one = sevenNumber(1);
  const folder = (coders: Buffer): Buffer => Buffer.concat([Buffer.from([1, 4, 6]), sevenNumber(0), one, Buffer.from([9]), sevenNumber(8), Buffer.from([0, 7, 11]), one, Buffer.from([0]), coders]);
  test.each([
    ['more files than there is room for', Buffer.concat([Buffer.from([1, 5]), huge, Buffer.from([14]), huge])],
    ['more streams', Buffer.concat([Buffer.from([1, 4, 6]), huge, huge, Buffer.from([9]), huge])],
    ['more folders', Buffer.concat([Buffer.from([1, 4, 7, 11]), huge, Buffer.from([0])])],
    ['more methods', folder(huge)],
    ['sums without end', Buffer.concat([Buffer.from([1, 4, 6]), huge, huge, Buffer.from([10]), Buffer.alloc(50)])],
    ['properties without end', Buffer.concat([Buffer.from([1, 2, 1]), huge])],
    ['a method that feeds itself', folder(Buffer.concat([sevenNumber(3), Buffer.from([1, 0, 1, 0, 1, 0]), sevenNumber(0), one, one, one, Buffer.from([12]), sevenNumber(8), sevenNumber(8), sevenNumber(8), Buffer.from([0, 0, 5]), one, Buffer.from([17]), sevenNumber(5), Buffer.from([0, 97, 0, 0, 0, 0, 0])]))],
  ])('%s', async (_what, header) => {
    const seen = await scan(sevenZipOf(Buffer.alloc(8), header));
    expect(codes(seen)).toEqual(['damaged']);
    expect(opened(seen)).toBe(0);
  });

  test('a list of files that is packed in itself', async () => {
    const length = 200;
    const packed = Buffer.concat([Buffer.from([0x17, 6]), sevenNumber(0), sevenNumber(1), Buffer.from([9]), sevenNumber(length), Buffer.from([0, 7, 11]), sevenNumber(1), Buffer.from([0]), sevenNumber(1), Buffer.from([1, 0, 12]), sevenNumber(length), Buffer.from([0, 0])]);
    const header = Buffer.concat([packed, Buffer.alloc(length - packed.length)]);
    const archive = sevenZipOf(Buffer.alloc(0), header);
    expect(codes(await scan(archive))).toEqual(['damaged']);
  });

  test('a list that lies where nothing is', async () => {
    for (const [offset, size] of [[2n ** 63n, 10n], [0n, 2n ** 62n], [10n ** 6n, 1n]] as const) {
      const bytes = Buffer.from(makeSevenZip([{ name: 'a', bytes: PLANT }]));
      bytes.writeBigUInt64LE(offset, 12);
      bytes.writeBigUInt64LE(size, 20);
      const seen = await scan(bytes);
      expect(codes(seen)).toEqual(['damaged']);
      expect(places(seen)).toEqual(['']);
    }
  });
});

describe('LZMA', () => {
  const header = (dictionary: number, size: bigint): Buffer => {
    const bytes = Buffer.alloc(13);
    bytes[0] = 0x5d;
    bytes.writeUInt32LE(dictionary, 1);
    bytes.writeBigUInt64LE(size, 5);
    return bytes;
  };
  test('random data behind a header ends in a notice, and gives little', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 100, maxLength: 3000 }), async (random) => {
        const seen = await scan(Buffer.concat([header(0x10000, 2n ** 64n - 1n), Buffer.from([0]), random]), 100);
        for (const code of codes(seen)) expect(code).toBe('damaged');
        // A match of 273 bytes takes a bit or more.
        expect(opened(seen)).toBeLessThan((random.length + 20) * 8 * 273);
      }),
      { numRuns: 100 },
    );
  });

  test('a dictionary beyond all measure is not made', async () => {
    expect(codes(await scan(Buffer.concat([header(0x80000000, 2n ** 64n - 1n), Buffer.alloc(100)])))).toEqual(['limit-reached']);
  });

  test('zeros decode to literals of zero, one at a time: a stream that never ends is cut where its bytes end', async () => {
    const bytes = Buffer.concat([header(0x10000, 2n ** 37n), Buffer.alloc(5000)]);
    const seen = await scan(bytes, 512);
    expect(codes(seen)).toEqual(['damaged']);
    // All bits zero are the likelier half, ever more so: one bit in 45 steps at best.
    expect(opened(seen)).toBeLessThan(bytes.length * 8 * 64);
  });
});
