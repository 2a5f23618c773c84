import { describe, expect, test } from '@jest/globals';
import { MessageChannel } from 'node:worker_threads';
import fc from 'fast-check';
import { LayerlintError } from '../../src/model/error.js';
import { newRing, receiveBytes, sendBytes } from '../../src/threads/feed.js';

async function* chunks(sizes: readonly number[], failure: Error | null = null): AsyncGenerator<Buffer> {
  let next = 0;
  for (const size of sizes) yield Buffer.from(Array.from({ length: size }, () => next++ & 0xff));
  if (failure) throw failure;
}

async function carry(sent: AsyncIterable<Buffer>, ring = newRing()): Promise<{ bytes: Buffer; error: unknown }> {
  const { port1, port2 } = new MessageChannel();
  const sending = sendBytes(port1, ring, sent);
  const pieces: Buffer[] = [];
  let error: unknown = null;
  try {
    for await (const piece of receiveBytes(port2, ring)) pieces.push(Buffer.from(piece));
  } catch (thrown) {
    error = thrown;
  }
  await sending;
  return { bytes: Buffer.concat(pieces), error };
}

describe('bytes to another thread', () => {
  test('arrive whole and in order, however they were cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(600_000), { maxLength: 6 }), async (sizes) => {
        const { bytes, error } = await carry(chunks(sizes));
        expect(error).toBeNull();
        const expected: Buffer[] = [];
        for await (const chunk of chunks(sizes)) expected.push(chunk);
        expect(bytes.equals(Buffer.concat(expected))).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  test('one stream after the other comes by the same memory, whatever became of the last', async () => {
    const ring = newRing();
    const { port1, port2 } = new MessageChannel();
    const sending = sendBytes(port1, ring, chunks([900_000, 900_000]));
    for await (const piece of receiveBytes(port2, ring)) if (piece.length > 0) break;
    await sending;
    for (const sizes of [[300_000], [5_000_000, 1, 256 * 1024]]) {
      const expected: Buffer[] = [];
      for await (const chunk of chunks(sizes)) expected.push(chunk);
      expect((await carry(chunks(sizes), ring)).bytes.equals(Buffer.concat(expected))).toBe(true);
    }
  });

  test('an error arrives behind all bytes, with its code and hint', async () => {
    const { bytes, error } = await carry(chunks([10, 300_000], new LayerlintError('damaged', 'Cut short.', { hint: 'Pull it again.' })));
    expect(bytes.length).toBe(300_010);
    expect(error).toMatchObject({ code: 'damaged', message: 'Cut short.', hint: 'Pull it again.' });
  });

  test('an error of no known kind is an internal one', async () => {
    const { error } = await carry(chunks([1], new TypeError('oops')));
    expect(error).toMatchObject({ code: 'internal', message: expect.stringContaining('oops') });
  });

  test('a slow reader holds the sender back, and one that stops ends it', async () => {
    const { port1, port2 } = new MessageChannel();
    const ring = newRing();
    let sent = 0;
    const sending = sendBytes(
      port1,
      ring,
      (async function* () {
        for (;;) {
          sent += 1;
          yield Buffer.alloc(256 * 1024);
        }
      })(),
    );
    for await (const piece of receiveBytes(port2, ring)) {
      expect(piece.length).toBe(256 * 1024);
      await new Promise((resolve) => setTimeout(resolve, 50));
      break;
    }
    await sending;
    expect(sent).toBeLessThan(24);
  });

  test('a sender that dies is an error, not the end', async () => {
    const { port1, port2 } = new MessageChannel();
    const stream = receiveBytes(port2, newRing());
    port1.postMessage(3);
    port1.close();
    await expect(async () => {
      for await (const piece of stream) expect(piece.length).toBe(3);
    }).rejects.toMatchObject({ code: 'internal' });
  });
});
