import { readdirSync, readlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openImage, scanReference } from '../../src/index.js';
import { sampleImages } from '../../sample-images/index.js';
import { writeOciLayout } from '../../sample-images/write-oci.js';
import { readWhole } from '../../src/source/file-range.js';
import { bytesOf, dockerArchive, errorOf, layerOf, Workshop } from './craft.js';

const workshop = new Workshop();
afterAll(() => workshop.remove());

/** Files below the path that this process holds open, as Linux lists them. */
function openBelow(path: string): readonly string[] {
  return readdirSync('/proc/self/fd').flatMap((name) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${name}`);
      return target.startsWith(path) ? [target] : [];
    } catch {
      // The listing itself.
      return [];
    }
  });
}

const archive = await dockerArchive([await layerOf('one'), await layerOf('two')]);

describe.each([['as it is', archive], ['compressed', gzipSync(archive)]])('an archive %s', (_, bytes) => {
  test('is held open from `openImage` until `close`', async () => {
    const path = workshop.write(bytes);
    const image = await openImage(path);
    expect(openBelow(path)).toHaveLength(1);
    expect((await bytesOf(await image.layers[0]!.open())).length).toBeGreaterThan(0);
    await image.close();
    expect(openBelow(path)).toEqual([]);
  });

  test('is let go of when its images are too many or not there, and behind a scan', async () => {
    const path = workshop.write(bytes);
    await errorOf(openImage(`docker-archive:${path}:other:1`));
    await scanReference(path);
    expect(openBelow(path)).toEqual([]);
  });
});

test('a layer of a layout that is opened and not read holds no file', async () => {
  const layout = join(workshop.folder, 'layout');
  await writeOciLayout(sampleImages.find(({ name }) => name === 'leaky')!, layout);
  const image = await openImage(layout);
  const unread = await Promise.all(image.layers.map((layer) => layer.open()));
  expect(openBelow(layout)).toEqual([]);
  for (const stream of unread) await stream[Symbol.asyncIterator]().return?.();
  await image.close();
});

test('a file that is left half-way is let go of', async () => {
  const path = workshop.write(Buffer.alloc(8 * 1024 * 1024));
  const present = async () => ({ handle: await open(path), size: 8 * 1024 * 1024 });
  for await (const piece of readWhole(present, 'it')) {
    expect(piece.length).toBeGreaterThan(0);
    expect(openBelow(path)).toHaveLength(1);
    break;
  }
  while (openBelow(path).length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
});
