import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tarOf } from '../../sample-images/encode.js';
import type { SampleFile } from '../../sample-images/sample.js';
import { LayerlintError } from '../../src/model/error.js';
import { openImages } from '../../src/source/open.js';
import type { OpenedImages, OpenOptions } from '../../src/source/open.js';

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A folder of one test file, to be removed at its end. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'layerlint-source-'));
  readonly #opened: OpenedImages<unknown>[] = [];
  #count = 0;

  /** Writes bytes under a new name and gives the path. */
  write(bytes: Buffer | string): string {
    const path = join(this.folder, `item-${this.#count++}`);
    writeFileSync(path, bytes);
    return path;
  }

  /** Opens images that are closed when the test file ends. */
  async open<T>(reference: string, options: OpenOptions<T> = {}): Promise<OpenedImages<T>> {
    const opened = await openImages(reference, options);
    this.#opened.push(opened);
    return opened;
  }

  async remove(): Promise<void> {
    for (const opened of this.#opened) await opened.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One layer with one file. */
export function layerOf(content: string | Buffer): Promise<Buffer> {
  return tarOf([{ path: 'app/file', content }]);
}

export interface ArchiveChanges {
  readonly config?: (config: Record<string, unknown>) => unknown;
  readonly manifest?: (entry: Record<string, unknown>) => unknown;
  readonly members?: (members: SampleFile[]) => SampleFile[];
}

/** A Docker archive of these layers, changed as a test wants it. */
export async function dockerArchive(layers: readonly Buffer[], changes: ArchiveChanges = {}): Promise<Buffer> {
  const config = {
    os: 'linux',
    architecture: 'amd64',
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${sha256(layer)}`) },
    history: layers.map((_, index) => ({ created_by: `step ${index}` })),
  };
  const configText = JSON.stringify(changes.config?.(config) ?? config);
  const configName = `${sha256(configText)}.json`;
  const entry = { Config: configName, RepoTags: ['sample:1'], Layers: layers.map((_, index) => `layer${index}/layer.tar`) };
  const members: SampleFile[] = [
    ...layers.map((content, index) => ({ path: `${sha256(`${index}`)}/`, content, index })).flatMap(({ path }) => [{ path }]),
    ...layers.map((content, index) => ({ path: `layer${index}/layer.tar`, content })),
    { path: configName, content: configText },
    { path: 'manifest.json', content: JSON.stringify(changes.manifest?.(entry) ?? [entry]) },
  ];
  return tarOf(changes.members?.(members) ?? members);
}

export async function bytesOf(lent: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of lent) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

/** The typed error that a promise ends in; anything else fails the test. */
export async function errorOf(promise: Promise<unknown>): Promise<LayerlintError> {
  const error = await promise.then(() => null, (caught: unknown) => caught);
  if (error instanceof LayerlintError) return error;
  throw error ?? new Error('It should have failed.');
}
