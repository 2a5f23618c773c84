import { deflateRawSync, deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ByteSource } from '../../src/archive/byte-source.js';
import { borrowDecoder, returnDecoder } from '../../src/archive/decoder.js';
import { inflateAtOnce, inflateByCall, inflateByStream, inflateStream } from '../../src/archive/inflate.js';
import { lend, split } from './streams.js';

type Format = 'raw' | 'zlib';

interface Outcome {
  readonly text: string;
  readonly error: string | null;
  /** What stands behind the encoded stream. */
  readonly rest: string;
}

async function outcome(read: typeof inflateStream, format: Format, pieces: Iterable<Buffer>): Promise<Outcome> {
  const source = new ByteSource(lend(pieces));
  const parts: Buffer[] = [];
  let error: string | null = null;
  try {
    for await (const piece of read(format, source, (cause) => new Error((cause as { code?: string }).code ?? 'none'))) parts.push(Buffer.from(piece));
  } catch (cause) {
    error = (cause as Error).message;
  }
  const rest: Buffer[] = [];
  for (let piece = await source.pull(); error === null && piece !== null; piece = await source.pull()) rest.push(Buffer.from(piece));
  return { text: Buffer.concat(parts).toString('latin1'), error, rest: Buffer.concat(rest).toString('latin1') };
}

const encode = { raw: deflateRawSync, zlib: deflateSync } as const;
const content = fc.oneof(
  fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
  fc.tuple(fc.string({ minLength: 1, maxLength: 20 }), fc.nat(20_000)).map(([text, times]) => Buffer.from(text.repeat(times))),
);
const format = fc.constantFrom<Format>('raw', 'zlib');

describe('a decoder without its stream', () => {
  test('is what this Node has', () => {
    const decoder = borrowDecoder('raw');
    expect(decoder).not.toBeNull();
    returnDecoder('raw', decoder!);
    expect(borrowDecoder('raw')).toBe(decoder);
  });

  test('gives what the stream gives, however the input is cut, and leaves what is behind', async () => {
    await fc.assert(fc.asyncProperty(format, content, fc.uint8Array({ maxLength: 30 }), fc.array(fc.nat(), { maxLength: 6 }), async (kind, bytes, behind, cuts) => {
      const stored = Buffer.concat([encode[kind](bytes), behind]);
      const direct = await outcome(inflateStream, kind, split(stored, cuts));
      expect(direct).toEqual(await outcome(inflateByStream, kind, split(stored, cuts)));
      expect(direct).toEqual({ text: bytes.toString('latin1'), error: null, rest: Buffer.from(behind).toString('latin1') });
    }), { numRuns: 30 });
  });

  test('fails as the stream fails on what is cut short or damaged, and is as good as new for the next', async () => {
    await fc.assert(fc.asyncProperty(format, content, fc.nat(), fc.option(fc.nat(255)), fc.array(fc.nat(), { maxLength: 3 }), async (kind, bytes, place, damage, cuts) => {
      const whole = encode[kind](bytes);
      const at = place % whole.length;
      const stored = damage === null ? whole.subarray(0, at) : Buffer.concat([whole.subarray(0, at), Buffer.from([damage]), whole.subarray(at + 1)]);
      const [direct, public_] = [await outcome(inflateStream, kind, split(stored, cuts)), await outcome(inflateByStream, kind, split(stored, cuts))];
      expect([direct.error, direct.rest]).toEqual([public_.error, public_.rest]);
      // Where a stream fails depends on how it cuts its output.
      expect(bytes.toString('latin1').startsWith(direct.text) || damage !== null).toBe(true);
      expect((await outcome(inflateStream, kind, [whole])).text).toBe(bytes.toString('latin1'));
    }), { numRuns: 30 });
  });

  test('at once: the same bytes, taken as far, and no more than is allowed', () => {
    fc.assert(fc.property(format, content, fc.uint8Array({ maxLength: 10 }), fc.nat(2_000_000), fc.nat(), (kind, bytes, behind, most, cut) => {
      const stored = Buffer.concat([encode[kind](bytes), behind]);
      expect(inflateAtOnce(kind, stored, most)).toEqual(inflateByCall(kind, stored, most));
      const short = stored.subarray(0, cut % stored.length);
      expect(inflateAtOnce(kind, short, most)).toEqual(inflateByCall(kind, short, most));
    }), { numRuns: 30 });
  });

  test('a bomb comes piece by piece', async () => {
    const bomb = deflateRawSync(Buffer.alloc(64 * 1024 * 1024));
    let longest = 0;
    let length = 0;
    for await (const piece of inflateStream('raw', new ByteSource([bomb][Symbol.iterator]() as unknown as AsyncIterator<Buffer>))) {
      longest = Math.max(longest, piece.length);
      length += piece.length;
    }
    expect([length, longest <= 256 * 1024]).toEqual([64 * 1024 * 1024, true]);
    expect(inflateAtOnce('raw', bomb, 1024 * 1024)).toBeNull();
  });
});
