import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readLayer } from '../../src/layer/read.js';
import { LayerlintError } from '../../src/model/error.js';
import type { Image, Layer } from '../../src/model/image.js';
import { openImages } from '../../src/source/open.js';
import type { OpenedImages } from '../../src/source/open.js';

const ARCHIVE = '../shared/corpus/compat.tar.gz';

interface ExpectedImage {
  readonly via: 'manifest.json' | 'index.json';
  readonly ref?: string | null;
  readonly repo_tags?: readonly string[] | null;
  readonly digest?: string;
  readonly error?: string;
  readonly config?: object | null;
  readonly layers?: readonly { readonly regular?: number | null }[];
}

interface Row {
  readonly id: string;
  readonly file: string;
  readonly kind: string;
  readonly problems: readonly string[];
}

/** What one image must show; `regular` null where the layer is no tar. */
interface Facts {
  readonly names: readonly string[];
  readonly config: boolean;
  readonly regular: readonly (number | null)[];
}

const folder = existsSync(ARCHIVE) ? mkdtempSync(join(tmpdir(), 'layerlint-corpus-')) : null;
if (folder === null) {
  console.warn(`Skipped: ${ARCHIVE} is not there, so archives of other tools were not read.`);
} else {
  execFileSync('tar', ['-xzf', ARCHIVE, '-C', folder]);
}
afterAll(() => {
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
});

const rows: readonly Row[] =
  folder === null
    ? []
    : readFileSync(join(folder, 'manifest.jsonl'), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Row)
        .filter(({ kind }) => kind === 'image' || kind === 'image-dir');

/** The same manifest under several tags is one image to us; the corpus lists it once a tag. */
function expectedFacts(row: Row, via: ExpectedImage['via']): readonly Facts[] {
  const { expected } = JSON.parse(readFileSync(join(folder!, `${row.file}.json`), 'utf8')) as { expected: { images: readonly ExpectedImage[] } };
  const facts = new Map<string, Facts>();
  for (const [index, image] of expected.images.filter((each) => each.via === via && each.error === undefined).entries()) {
    const key = image.digest ?? `${index}`;
    const names = [...(image.repo_tags ?? []), ...(image.ref == null ? [] : [image.ref])];
    facts.set(key, {
      names: [...new Set([...(facts.get(key)?.names ?? []), ...names])].sort(),
      config: image.config != null,
      regular: (image.layers ?? []).map((layer) => layer.regular ?? null),
    });
  }
  return [...facts.values()];
}

async function countRegular(layer: Layer): Promise<number | null> {
  let regular = 0;
  let tar = true;
  await readLayer(await layer.open(), {
    file(file) {
      // What is no tar is delivered as one file without a name.
      if (file.path === '' && file.type === 'file') tar = false;
      // The index of an eStargz layer stands behind the end of the tar that other readers stop at.
      if (file.type === 'file' && file.path !== 'stargz.index.json') regular++;
      return false;
    },
    bytes() {},
    end() {},
    notice() {},
  });
  return tar ? regular : null;
}

async function readFacts(image: Image, seen: ReadonlyMap<Layer, number | null>): Promise<Facts> {
  const regular: (number | null)[] = [];
  for (const layer of image.layers) regular.push(seen.has(layer) ? seen.get(layer)! : await countRegular(layer));
  return { names: [...image.names].sort(), config: image.config !== null, regular };
}

async function factsOf(opened: OpenedImages<number | null>): Promise<readonly Facts[]> {
  try {
    const facts: Facts[] = [];
    for (const image of opened.images) facts.push(await readFacts(image, opened.seen));
    return facts;
  } finally {
    await opened.close();
  }
}

/** Every door that the row fits, with the half of a mixed archive that the door reads. */
function doorsOf(row: Row): readonly (readonly [door: string, via: ExpectedImage['via']])[] {
  const path = join(folder!, row.file);
  if (row.kind === 'image-dir') return [[`oci:${path}`, 'index.json'], [path, 'index.json']];
  const docker = expectedFacts(row, 'manifest.json').length > 0;
  const oci = expectedFacts(row, 'index.json').length > 0;
  const looking = docker ? 'manifest.json' : 'index.json';
  return [
    ...(docker ? [[`docker-archive:${path}`, 'manifest.json'] as const] : []),
    ...(oci ? [[`oci-archive:${path}`, 'index.json'] as const] : []),
    [path, looking],
    ['-', looking],
  ];
}

const readable = rows.filter((row) => expectedFacts(row, 'manifest.json').length + expectedFacts(row, 'index.json').length > 0);
/** Saved before there was a manifest.json: what lists images by it lists none. */
const old = rows.filter((row) => row.id === 'moby__emptyLayer.tar');
const unreadable = rows.filter((row) => !readable.includes(row) && !old.includes(row) && !row.id.startsWith('trivy__test_index_json_dir'));

(folder === null ? describe.skip : describe)('images that others wrote', () => {
  test('the corpus is whole', () => {
    expect(readable.length).toBeGreaterThanOrEqual(22);
    expect(unreadable.length + old.length).toBeGreaterThanOrEqual(5);
  });

  for (const row of readable) {
    for (const [door, via] of doorsOf(row)) {
      test(`${row.id} through ${door === '-' ? 'standard input' : door.replace(folder!, '')}`, async () => {
        const opened = await openImages(door, {
          platform: 'all',
          onLayer: async (layer) => countRegular(layer),
          ...(door === '-' ? { stdin: createReadStream(join(folder!, row.file)) } : {}),
        });
        const found = await factsOf(opened);
        const expected = expectedFacts(row, via);
        expect(found.map(({ config, regular }) => ({ config, regular }))).toEqual(expected.map(({ config, regular }) => ({ config, regular })));
        // The corpus knows the nearest tag in the index only; we list every one on the way.
        for (const [index, { names }] of expected.entries()) expect(found[index]!.names).toEqual(via === 'manifest.json' && names.length > 0 ? names : expect.arrayContaining([...names]));
      });
    }
  }

  for (const row of old) {
    test(`${row.id}, of a Docker of 2015`, async () => {
      const { images, close } = await openImages(join(folder!, row.file));
      expect(images.map(({ layers, history, notices }) => [layers.length, history.length, notices])).toEqual([[3, 3, []]]);
      await close();
    });
  }

  for (const row of unreadable) {
    for (const door of row.kind === 'image-dir' ? [`oci:${join(folder!, row.file)}`] : [`docker-archive:${join(folder!, row.file)}`, join(folder!, row.file), '-']) {
      test(`${row.id} holds no image: ${door === '-' ? 'standard input' : door.replace(folder!, '')}`, async () => {
        const opening = openImages(door, door === '-' ? { stdin: createReadStream(join(folder!, row.file)) } : {});
        const error = await opening.then(() => null, (caught: unknown) => caught);
        expect(error).toBeInstanceOf(LayerlintError);
        expect((error as LayerlintError).hint).not.toBeNull();
      });
    }
  }
});
