import { LayerlintError } from '../model/error.js';
import { refuseAbsent } from './archive-source.js';
import type { ArchiveRequest } from './archive-request.js';
import { readJson } from './blobs.js';
import { MANIFEST_LIMIT } from './config-document.js';
import { directoryBlobs } from './directory-blobs.js';
import { asRecord } from './json.js';
import { readOciLayout } from './oci.js';
import { findPath } from './path.js';
import type { OpenedImages, OpenOptions, Refusal, Source } from './source.js';

/** An OCI layout as a directory: `oci:DIR[:tag|@digest]`, or the directory's bare path. */
export const ociSource: Source = {
  name: 'OCI layout',
  transports: ['oci'],

  async open(_transport, rest, options) {
    const { path, selector, stat } = await findPath(rest, /[:@]/g);
    if (!stat.isDirectory()) throw new LayerlintError('usage', `\`${path}\` is not a directory.`, { hint: `Use \`oci-archive:${path}\` for a layout in a tar file.` });
    return openLayout(path, { referTo: (label) => `oci:${path}${label}`, selector, platform: options.platform });
  },

  async look<T>(reference: string, options: OpenOptions<T>): Promise<OpenedImages<T> | Refusal> {
    const found = await findPath(reference, null).catch((error: unknown) => refuseAbsent(error));
    if ('refusal' in found) return found;
    if (!found.stat.isDirectory()) return { refusal: 'is not a directory' };
    if (!(await isLayout(reference))) return { refusal: 'has neither `oci-layout` nor an `index.json` of images' };
    return openLayout(reference, { referTo: (label) => `oci:${reference}${label}`, selector: '', platform: options.platform });
  },
};

async function openLayout<T>(path: string, request: ArchiveRequest): Promise<OpenedImages<T>> {
  const blobs = await directoryBlobs(path);
  const found = await readOciLayout(blobs, request);
  return { images: found.map(({ image }) => image), seen: new Map(), close: () => blobs.close() };
}

/** An index.json alone may be anyone's; it counts when it lists manifests. */
async function isLayout(path: string): Promise<boolean> {
  const blobs = await directoryBlobs(path);
  if ((await blobs.find('oci-layout')) !== null) return true;
  if ((await blobs.find('index.json')) === null) return false;
  try {
    return Array.isArray(asRecord(await readJson(blobs, 'index.json', MANIFEST_LIMIT))['manifests']);
  } catch {
    return false;
  }
}
