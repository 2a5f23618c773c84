import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { afterAll, expect, test } from '@jest/globals';
import { readRange } from '../../src/source/file-range.js';
import { bytesOf, errorOf, Workshop } from './craft.js';

const workshop = new Workshop();
afterAll(() => workshop.remove());

const MIB = 1024 * 1024;
const bytes = randomBytes(9 * MIB + 4711);
const handle = await open(workshop.write(bytes));
afterAll(() => handle.close());

test.each([[0, 0], [0, 1], [5, 300], [3, MIB], [7, MIB + 1], [0, 2 * MIB], [1, bytes.length - 1], [0, bytes.length]])('from %s on, %s bytes', async (from, size) => {
  expect((await bytesOf(readRange(handle, from, size, 'it'))).equals(bytes.subarray(from, from + size))).toBe(true);
});

test('a large file comes by two pieces of memory, and the next one by the same', async () => {
  const memory = new Set<ArrayBufferLike>();
  for (let turn = 0; turn < 3; turn += 1) for await (const piece of readRange(handle, 0, 8 * MIB, 'it')) memory.add(piece.buffer);
  expect(memory.size).toBe(2);
});

test('two readers at a time have memory of their own', async () => {
  const both = [readRange(handle, 0, bytes.length, 'one'), readRange(handle, 0, bytes.length, 'the other')];
  for (const all of await Promise.all(both.map(bytesOf))) expect(all.equals(bytes)).toBe(true);
});

test('a file that ends too early gives what it has, and is damaged', async () => {
  let seen = 0;
  const reading = (async () => {
    for await (const piece of readRange(handle, 0, bytes.length + 10, 'it')) seen += piece.length;
  })();
  expect(await errorOf(reading)).toMatchObject({ code: 'damaged', message: `it ends after ${bytes.length} of its ${bytes.length + 10} bytes.` });
  expect(seen).toBe(bytes.length);
});
