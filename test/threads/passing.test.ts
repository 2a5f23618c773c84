import { MessageChannel } from 'node:worker_threads';
import { describe, expect, test } from '@jest/globals';
import type { Layer } from '../../src/model/image.js';
import { Passing } from '../../src/threads/passing.js';

const KIB = 1024;

interface Piece {
  readonly stored: number;
  readonly unpacked: number;
}

async function* come(pieces: readonly Piece[]): AsyncGenerator<Buffer> {
  for (const { stored } of pieces) yield Promise.resolve(Buffer.alloc(stored));
}

async function pass(size: number, pieces: readonly Piece[]): Promise<readonly number[]> {
  const layer: Layer = { descriptor: { mediaType: '', digest: '', size }, diffId: null, index: 0, historyIndex: null, open: () => Promise.resolve(come(pieces)) };
  const { port1, port2 } = new MessageChannel();
  let told = (): void => undefined;
  const passing = new Passing(layer, port1, () => told());
  const expected = [passing.toCome];
  let at = 0;
  let unpacked = 0;
  try {
    for await (const piece of await passing.layer.open()) {
      expect(piece).toHaveLength(pieces[at]!.stored);
      unpacked += pieces[at]!.unpacked;
      at += 1;
      const heard = new Promise<void>((resolve) => (told = resolve));
      port2.postMessage(unpacked);
      await heard;
      expected.push(passing.toCome);
    }
  } finally {
    port1.close();
  }
  return expected;
}

describe('what is still to come of a layer', () => {
  test('without a size is twice what has passed', async () => {
    expect(await pass(0, [{ stored: KIB, unpacked: KIB }, { stored: KIB, unpacked: KIB }])).toEqual([0, 2 * KIB, 4 * KIB]);
  });

  test('with a size is what is left of it, by what the first part came to', async () => {
    const [before, ...after] = await pass(4 * KIB, Array.from({ length: 4 }, () => ({ stored: KIB, unpacked: 3 * KIB })));
    expect(before).toBe(4 * KIB);
    // The last piece may yet come to more.
    expect(after).toEqual([9, 6, 3, 0].map((left) => (left + 2 * 3) * KIB));
  });

  test('that is small and unpacks to much grows with it', async () => {
    expect((await pass(KIB, [{ stored: KIB, unpacked: 5000 * KIB }])).at(-1)).toBe(10_000 * KIB);
  });

  test('of which more comes than was claimed is not less than nothing', async () => {
    expect(Math.min(...(await pass(KIB, Array.from({ length: 3 }, () => ({ stored: KIB, unpacked: 0 })))))).toBe(0);
  });
});
