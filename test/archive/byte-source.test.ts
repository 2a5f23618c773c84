import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ByteSource } from '../../src/archive/byte-source.js';
import { lend, split } from './streams.js';

type Step = readonly [verb: 'pull' | 'unread' | 'peek' | 'take' | 'skip' | 'held' | 'rest', length: number];

const step = fc.tuple(fc.constantFrom<Step[0]>('pull', 'unread', 'peek', 'peek', 'take', 'take', 'skip', 'held', 'rest'), fc.nat(40)) as fc.Arbitrary<Step>;

describe('bytes that arrive in pieces', () => {
  test('are read once each, in their order, however they are asked for', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(), { maxLength: 12 }), fc.array(step, { maxLength: 30 }), async (source, cuts, steps) => {
      const all = Buffer.from(source);
      const bytes = new ByteSource(lend(split(all, cuts)));
      let at = 0;
      for (const [verb, length] of steps) {
        const ahead = all.subarray(at, at + length);
        if (verb === 'skip') {
          expect(await bytes.skip(length)).toBe(ahead.length === length);
          at += ahead.length;
        } else if (verb === 'peek') expect(await bytes.peek(length)).toEqual(ahead);
        else if (verb === 'take') {
          expect(await bytes.take(length)).toEqual(ahead);
          at += ahead.length;
        } else if (verb === 'held') {
          expect(bytes.held).toEqual(all.subarray(at, at + bytes.held.length));
        } else {
          const piece = verb === 'rest' ? bytes.rest() : await bytes.pull();
          expect(piece ?? Buffer.alloc(0)).toEqual(all.subarray(at, at + (piece?.length ?? 0)));
          if (verb !== 'rest') expect(piece === null).toBe(at === all.length);
          at += piece?.length ?? 0;
          if (verb === 'unread' && piece !== null) {
            const back = Math.min(length, piece.length);
            bytes.unread(piece.subarray(piece.length - back));
            at -= back;
          }
        }
        expect(bytes.position).toBe(at);
      }
    }), { numRuns: 1000, examples: [[Uint8Array.of(0, 0), [1_845_091], [['peek', 2], ['unread', 0], ['pull', 0]]]] });
  });

  test('what came in front of an error can be taken', async () => {
    const source = new ByteSource((async function* () {
      yield* lend([Buffer.from('some'), Buffer.from('thing')]);
      throw new Error('lost');
    })());
    expect((await source.take(3)).toString()).toBe('som');
    await expect(source.peek(20)).rejects.toThrow('lost');
    expect(source.rest().toString()).toBe('ething');
  });

  test('the work of gathering many small pieces grows with their number', async () => {
    let copied = 0;
    const { concat } = Buffer;
    const pieces = (count: number): Buffer[] => Array.from({ length: count }, () => Buffer.alloc(100));
    const work = async (count: number): Promise<number> => {
      const source = new ByteSource(pieces(count)[Symbol.iterator]() as unknown as AsyncIterator<Buffer>);
      copied = 0;
      Buffer.concat = (list) => {
        const joined = concat(list);
        copied += joined.length;
        return joined;
      };
      try {
        expect((await source.peek(count * 100)).length).toBe(count * 100);
      } finally {
        Buffer.concat = concat;
      }
      return copied;
    };
    expect(await work(4000)).toBeLessThanOrEqual(4 * (await work(1000)));
  });
});
