import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildImage } from './assemble.js';
import type { BuiltImage } from './assemble.js';
import { sha256, tarOf } from './encode.js';
import type { SampleFile, SampleImage } from './sample.js';

export const OCI_LAYOUT = '{"imageLayoutVersion":"1.0.0"}';
const CONFIG_TYPE = 'application/vnd.oci.image.config.v1+json';
const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';

interface BlobDescriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** Blobs by digest, each once. */
export class BlobFolder {
  readonly #blobs = new Map<string, Buffer>();

  add(content: Buffer | string, mediaType: string): BlobDescriptor {
    const bytes = Buffer.from(content);
    const hex = sha256(bytes);
    this.#blobs.set(hex, bytes);
    return { mediaType, digest: `sha256:${hex}`, size: bytes.length };
  }

  /** Sorted by name, as builders write them. */
  files(): readonly SampleFile[] {
    return [...this.#blobs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([hex, content]) => ({ path: `blobs/sha256/${hex}`, content }));
  }
}

/** Adds all blobs of the images and gives the text of index.json; images that share a name go under one index. */
export function addImages(folder: BlobFolder, images: readonly BuiltImage[]): string {
  const byName = new Map<string, object[]>();
  for (const image of images) {
    const manifest = {
      schemaVersion: 2,
      mediaType: MANIFEST_TYPE,
      config: folder.add(image.config, CONFIG_TYPE),
      layers: image.layers.map(({ blob, mediaType }) => folder.add(blob, mediaType)),
    };
    const descriptor = { ...folder.add(JSON.stringify(manifest), MANIFEST_TYPE), platform: image.recipe.platform };
    for (const name of image.recipe.names.length === 0 ? [''] : image.recipe.names) byName.set(name, [...(byName.get(name) ?? []), descriptor]);
  }
  const manifests = [...byName].map(([name, descriptors]) => {
    const only = descriptors.length === 1 ? descriptors[0] : folder.add(JSON.stringify({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests: descriptors }), INDEX_TYPE);
    return name === '' ? only : { ...only, annotations: { 'org.opencontainers.image.ref.name': name } };
  });
  return JSON.stringify({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests });
}

/** An OCI image layout in a directory that may not exist yet. */
export async function writeOciLayout(sample: SampleImage, directory: string): Promise<void> {
  for (const { path, content } of await layoutFiles(sample)) {
    const target = join(directory, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content ?? '');
  }
}

/** The same layout as a tar. */
export async function writeOciArchive(sample: SampleImage, path: string): Promise<void> {
  await writeFile(path, await tarOf([{ path: 'blobs/' }, { path: 'blobs/sha256/' }, ...(await layoutFiles(sample))]));
}

async function layoutFiles(sample: SampleImage): Promise<readonly SampleFile[]> {
  const folder = new BlobFolder();
  const index = addImages(folder, await Promise.all(sample.images.map(buildImage)));
  return [...folder.files(), { path: 'index.json', content: index }, { path: 'oci-layout', content: OCI_LAYOUT }];
}
