import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import { tarOf } from '../../sample-images/encode.js';
import type { Layer } from '../../src/model/image.js';
import { Workshop, bytesOf, dockerArchive, errorOf, layerOf, sha256 } from './craft.js';

const workshop = new Workshop();
afterAll(() => workshop.remove());

const MIB = 1024 * 1024;
const big = await layerOf(Buffer.alloc(3 * MIB, 'big layer '));
const bigger = await layerOf(Buffer.alloc(5 * MIB, 'bigger layer '));
const small = await layerOf('small');
const archive = await dockerArchive([big, small, bigger, big]);

/** In pieces of odd sizes, as a pipe gives them. */
function pipe(bytes: Buffer, size = 10_007): Readable {
  return Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    })(),
    { objectMode: false },
  );
}

const digestOf = async (layer: Layer): Promise<string> => `sha256:${sha256(await bytesOf(await layer.open()))}`;
const expected = [big, small, bigger, big].map((layer) => `sha256:${sha256(layer)}`);

describe('standard input', () => {
  test('big layers are handed over as they pass, and tied to the images afterwards', async () => {
    const order: number[] = [];
    const { images, seen } = await workshop.open('-', {
      stdin: pipe(archive),
      onLayer: async (layer) => {
        order.push(layer.index);
        return digestOf(layer);
      },
    });
    const { layers } = images[0]!;
    expect(order).toEqual([-1, -1, -1]);
    expect(layers.map((layer) => seen.get(layer) ?? null)).toEqual([expected[0], null, expected[2], expected[3]]);
    expect(layers.map((layer) => layer.descriptor.digest)).toEqual(expected);
    expect(await digestOf(layers[1]!)).toBe(expected[1]);
    expect((await errorOf(layers[0]!.open())).code).toBe('already-read');
  });

  test.each([
    ['never opens it', async () => 'skipped'],
    ['reads its first bytes only', async (layer: Layer) => {
      for await (const piece of await layer.open()) return `${piece.length > 0}`;
      return 'empty';
    }],
    ['throws the bytes away', async (layer: Layer) => {
      await (await layer.open())[Symbol.asyncIterator]().return?.();
      return 'thrown away';
    }],
  ])('a reader that %s does not stop the rest', async (_, onLayer) => {
    const { images, seen } = await workshop.open('-', { stdin: pipe(archive), onLayer });
    expect(images[0]!.layers.map((layer) => layer.descriptor.digest)).toEqual(expected);
    expect(seen.size).toBe(3);
  });

  test('without a reader big layers pass by', async () => {
    const { images, seen } = await workshop.open('-', { stdin: pipe(archive) });
    expect(seen.size).toBe(0);
    expect(images[0]!.layers.map((layer) => layer.descriptor.digest)).toEqual(expected);
  });

  test('a failing reader ends it all with its own error', async () => {
    const onLayer = (): Promise<never> => Promise.reject(new Error('reader failed'));
    await expect(workshop.open('-', { stdin: pipe(archive), onLayer })).rejects.toThrow('reader failed');
  });

  test('a stream is read no faster than its layers are', async () => {
    let produced = 0;
    const stdin = Readable.from(
      (function* () {
        for (let at = 0; at < archive.length; at += 64 * 1024) {
          produced = at;
          yield archive.subarray(at, at + 64 * 1024);
        }
      })(),
      { objectMode: false },
    );
    const ahead: number[] = [];
    await workshop.open('-', {
      stdin,
      onLayer: async (layer) => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        ahead.push(produced);
        await bytesOf(await layer.open());
      },
    });
    expect(ahead[0]).toBeLessThan(MIB);
  });

  test('many small layers are kept up to a budget, and then handed over', async () => {
    const layers = await Promise.all(Array.from({ length: 80 }, (_, index) => layerOf(Buffer.alloc(MIB - 4096, `layer ${index} `))));
    const { images, seen } = await workshop.open('-', { stdin: pipe(await dockerArchive(layers), MIB), onLayer: digestOf });
    expect(seen.size).toBeGreaterThan(10);
    expect(seen.size).toBeLessThan(20);
    for (const layer of images[0]!.layers) expect(seen.get(layer) ?? (await digestOf(layer))).toBe(layer.descriptor.digest);
  });

  test('an archive cut inside its manifest keeps nothing but says so; one cut behind it is read with a notice', async () => {
    const manifestAt = archive.lastIndexOf('manifest.json');
    expect((await errorOf(workshop.open('-', { stdin: pipe(archive.subarray(0, manifestAt + 600)), onLayer: digestOf }))).code).toBe('damaged');
    const more = Buffer.concat([archive.subarray(0, manifestAt + 1024), (await tarOf([{ path: 'repositories', content: 'x'.repeat(5000) }])).subarray(0, 2000)]);
    const { images, seen } = await workshop.open('-', { stdin: pipe(more), onLayer: digestOf });
    expect(images[0]!.notices.map((notice) => notice.code)).toEqual(['damaged']);
    expect(seen.size).toBe(3);
  });

  test.each([
    ['plain', (bytes: Buffer) => bytes],
    ['compressed', (bytes: Buffer) => gzipSync(bytes)],
  ])('a bare root file system, %s, is one layer that can be read once', async (_, encode) => {
    const root = await tarOf([{ path: './' }, { path: './etc/' }, { path: './etc/passwd', content: 'root' }, { path: './var/big', content: Buffer.alloc(2 * MIB, 'x') }]);
    const { images, seen } = await workshop.open('-', { stdin: pipe(encode(root)) });
    expect(images).toHaveLength(1);
    expect(images[0]).toMatchObject({ kind: 'directory', reference: '-', config: null, manifest: null });
    expect(seen.size).toBe(0);
    expect((await bytesOf(await images[0]!.layers[0]!.open())).equals(root)).toBe(true);
    expect((await errorOf(images[0]!.layers[0]!.open())).code).toBe('already-read');
  });

  test.each([['nothing', ''], ['text', 'hello\n'.repeat(1000)], ['zeros', '\0'.repeat(100_000)]])('%s is not a tar', async (_, text) => {
    expect((await errorOf(workshop.open('-', { stdin: Readable.from([Buffer.from(text)]) }))).code).toBe('unrecognised');
  });

  test('a stream that fails is an error, not a hang', async () => {
    const stdin = Readable.from(
      (async function* () {
        yield archive.subarray(0, 100_000);
        throw new Error('the pipe broke');
      })(),
      { objectMode: false },
    );
    const error = await errorOf(workshop.open('-', { stdin, onLayer: async (layer) => bytesOf(await layer.open()).catch(() => null) }));
    expect(error.code).toBe('damaged');
    expect(error.message).toContain('the pipe broke');
  });
});

test('a compressed archive file can be read again, layer by layer', async () => {
  const path = workshop.write(gzipSync(archive));
  for (const reference of [path, `docker-archive:${path}`]) {
    const { images } = await workshop.open(reference);
    for (const [index, layer] of images[0]!.layers.entries()) expect(await digestOf(layer)).toBe(expected[index]);
    const half = await images[0]!.layers[2]!.open();
    for await (const piece of half) if (piece.length > 0) break;
    expect(await digestOf(images[0]!.layers[2]!)).toBe(expected[2]);
  }
});
