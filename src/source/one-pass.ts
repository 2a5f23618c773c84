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
    if ((await blobs.find(name)) !== null) return readDockerArchive(blobs, request);
  }
  if ((await blobs.find('index.json')) !== null) return readOciLayout(blobs, request);
  throw new LayerlintError('damaged', `${blobs.place} has neither \`manifest.json\` nor \`index.json\`. ${blobs.damage.join(' ')}`.trim(), {
    hint: 'The archive was cut short, or is none of an image; save the image again.',
  });
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
