import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decompress as unzstd } from 'fzstd';
import { gzipStored, zstdRaw } from '../../sample-images/encode.js';
import { sampleImages } from '../../sample-images/index.js';
import { sampleForms } from '../../sample-images/write.js';
import { readLayer } from '../../src/layer/read.js';
import type { Image } from '../../src/model/image.js';
import { openImages } from '../../src/source/open.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layerlint-samples-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function bytesOf(path: string, directory: boolean): Promise<Record<string, string>> {
  if (!directory) return { '': (await readFile(path)).toString('base64') };
  const names = (await readdir(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(names.sort().map(async (name) => [name.slice(path.length), (await readFile(name)).toString('base64')] as const));
  return Object.fromEntries(contents);
}

/** What must be the same whatever the image was read from. */
async function essence(image: Image): Promise<unknown> {
  const layers = [];
  for (const layer of image.layers) {
    const files: string[] = [];
    const notices: string[] = [];
    const summary = await readLayer(await layer.open(), {
      file: (file) => (files.push(`${file.type} ${file.path} ${file.size} ${file.linkTarget ?? ''}`), false),
      bytes() {},
      end() {},
      notice: (_code, message) => void notices.push(message),
    });
    layers.push({ diffId: layer.diffId, computed: summary.diffId, index: layer.index, historyIndex: layer.historyIndex, files, notices });
  }
  const { kind, platform, config, history, notices } = image;
  return { kind, platform, config: { digest: config?.descriptor.digest, value: config?.value }, history, notices, layers, names: image.names };
}

async function read(reference: string, stdin: string | null): Promise<readonly unknown[]> {
  const opened = await openImages(reference, { platform: 'all', ...(stdin === null ? {} : { stdin: createReadStream(stdin) }) });
  const read: unknown[] = [];
  for (const image of opened.images) read.push(await essence(image));
  await opened.close();
  return read;
}

describe.each(sampleImages.map((sample) => [sample.name, sample] as const))('%s', (name, sample) => {
  test.each(sampleForms.map((form) => [form.name, form] as const))('written twice as %s gives the same bytes', async (_, form) => {
    const paths = [join(folder, `${name}-${form.name}-1`), join(folder, `${name}-${form.name}-2`)] as const;
    for (const path of paths) await form.write(sample, path);
    expect(await bytesOf(paths[1], form.transport === 'oci')).toEqual(await bytesOf(paths[0], form.transport === 'oci'));
  });

  test('every door gives the same images', async () => {
    const results: [string, readonly unknown[]][] = [];
    for (const form of sampleForms) {
      const path = join(folder, `${name}-${form.name}`);
      await form.write(sample, path);
      results.push([`${form.transport}:`, await read(`${form.transport}:${path}`, null)], [`${form.name} by looking`, await read(path, null)]);
      if (form.transport !== 'oci') results.push([`${form.name} on standard input`, await read('-', path)]);
    }
    const [, first] = results[0]!;
    expect(first).toHaveLength(sample.images.length);
    for (const [door, images] of results) expect([door, images]).toEqual([door, first]);
  });

  test('every plant stands where the recipe says', async () => {
    const path = join(folder, `${name}-plants`);
    await sampleForms[0]!.write(sample, path);
    const { images, close } = await openImages(`docker-archive:${path}`);
    for (const [index, recipe] of sample.images.entries()) {
      for (const plant of recipe.plants) {
        const image = images[index]!;
        const text = plant.layer === null ? atPointer(image.config?.value, plant.at) : await fileIn(image, plant.layer, plant.at);
        expect(text).toContain(plant.value);
      }
    }
    await close();
  });
});

test.each([0, 1, 65_535, 65_536, 131_072, 131_073, 300_000])('stored frames of %i bytes are valid gzip and zstd', (length) => {
  const bytes = Buffer.alloc(length, 'layer');
  expect(gunzipSync(gzipStored(bytes)).equals(bytes)).toBe(true);
  expect(Buffer.from(unzstd(zstdRaw(bytes))).equals(bytes)).toBe(true);
});

function atPointer(value: unknown, pointer: string): string {
  return String(pointer.split('/').slice(1).reduce((at, key) => (at as Record<string, unknown>)[key], value));
}

async function fileIn(image: Image, layer: number, path: string): Promise<string> {
  const pieces: Buffer[] = [];
  await readLayer(await image.layers[layer]!.open(), {
    file: (file) => file.path === path,
    bytes: (bytes) => void pieces.push(Buffer.from(bytes)),
    end() {},
    notice() {},
  });
  const bytes = Buffer.concat(pieces);
  return bytes[0] === 0xff ? bytes.toString('utf16le') : bytes.toString();
}
