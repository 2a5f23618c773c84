import type { Layer } from '../model/image.js';
import { LayerlintError } from '../model/error.js';
import type { ArchiveRequest } from './archive-request.js';
import type { Blobs } from './blobs.js';
import { readDockerArchive } from './docker-archive.js';
import type { FoundImage } from './found-image.js';
import { readOciLayout } from './oci.js';
import type { OpenedImages, OpenOptions } from './source.js';
import { streamBlobs } from './stream-blobs.js';
import type { TarMedium } from './stream-blobs.js';

/** What is in a tar: `any` is found out by looking. */
export type ArchiveFormat = 'docker-archive' | 'oci-archive' | 'any';

/** Reads the images of a medium in the format that was named, or in the one that its members show. */
export async function readImages(blobs: Blobs, format: ArchiveFormat, request: ArchiveRequest): Promise<readonly FoundImage[]> {
  if (format === 'docker-archive') return readDockerArchive(blobs, request);
  if (format === 'oci-archive') return readOciLayout(blobs, request);
  for (const name of ['manifest.json', 'repositories']) {
    if ((await blobs.find(name)) !== null) return readMixed(blobs, request);
  }
  if ((await blobs.find('index.json')) !== null) return readOciLayout(blobs, request);
  throw new LayerlintError('damaged', `${blobs.place} has neither \`manifest.json\` nor \`index.json\`. ${blobs.damage.join(' ')}`.trim(), {
    hint: 'The archive was cut short, or is none of an image; save the image again.',
  });
}

/** manifest.json lists what one machine can run; where another platform is asked for, or all, index.json may list more. */
async function readMixed(blobs: Blobs, request: ArchiveRequest): Promise<readonly FoundImage[]> {
  if (request.platform === undefined || (await blobs.find('index.json')) === null) return readDockerArchive(blobs, request);
  const isOther = (error: unknown): boolean => error instanceof LayerlintError && error.code === 'platform-not-found';
  let missed: unknown = null;
  const found = await readDockerArchive(blobs, request).catch((error: unknown) => {
    if (!isOther(error)) throw error;
    missed = error;
    return [];
  });
  const known = new Set(found.flatMap(({ image }) => image.manifest?.descriptor.digest ?? []));
  const listed = await readOciLayout(blobs, request).catch((error: unknown) => {
    // What is wrong with the index has been said with what manifest.json lists.
    if (missed !== null && !isOther(error)) throw error;
    return [];
  });
  const all = [...found, ...listed.filter(({ image }) => !known.has(image.manifest?.descriptor.digest ?? ''))];
  if (all.length === 0) throw missed;
  return all;
}

/** Opens the images of a tar that passes by once; layers too big to keep have been seen by `onLayer` when this returns. */
export async function openPassingImages<T>(medium: TarMedium, format: ArchiveFormat, request: ArchiveRequest, options: OpenOptions<T>): Promise<OpenedImages<T>> {
  const blobs = await streamBlobs(medium, options.onLayer);
  const found = await readImages(blobs, format, request);
  const seen = new Map<Layer, T>();
  for (const { blobNames } of found) {
    for (const [layer, name] of blobNames) {
      const result = blobs.resultOf(name);
      if (result !== null) seen.set(layer, result.value);
    }
  }
  return { images: found.map(({ image }) => image), seen, close: () => blobs.close() };
}
