import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { decompressPieces, sniffCompression } from '../archive/decompress.js';
import { LayerlintError } from '../model/error.js';
import type { ArchiveRequest } from './archive-request.js';
import { readAt, readRange } from './file-range.js';
import { openPassingImages, readImages } from './one-pass.js';
import type { ArchiveFormat } from './one-pass.js';
import { findPath } from './path.js';
import { explainPathError } from './path-error.js';
import { peekTar } from './peek.js';
import { rootImage } from './root-image.js';
import type { OpenedImages, OpenOptions, Refusal, Source } from './source.js';
import { tarBlobs } from './tar-blobs.js';

/** A tar file: `docker-archive:PATH[:name:tag]`, `oci-archive:PATH[:tag]`, or the bare path of either or of a root file system's tar. */
export const archiveSource: Source = {
  name: 'tar archive',
  transports: ['docker-archive', 'oci-archive'],

  async open(transport, rest, options) {
    const { path, selector, stat } = await findPath(rest, /[:@]/g);
    if (stat.isDirectory()) {
      throw new LayerlintError('usage', `\`${path}\` is a directory, not an archive.`, { hint: `Use \`oci:${path}\` for an OCI layout, or \`dir:${path}\` for plain files.` });
    }
    const format = transport === 'oci-archive' ? 'oci-archive' : 'docker-archive';
    const request = { referTo: (label: string) => `${transport}:${path}${label}`, selector, platform: options.platform };
    return openFile(path, format, request, options);
  },

  async look<T>(reference: string, options: OpenOptions<T>): Promise<OpenedImages<T> | Refusal> {
    const found = await findPath(reference, null).catch((error: unknown) => refuseAbsent(error));
    if ('refusal' in found) return found;
    if (found.stat.isDirectory()) return { refusal: 'is a directory' };
    const request: ArchiveRequest = { referTo: (label, format) => (label === '' ? reference : `${format}:${reference}${label}`), selector: '', platform: options.platform };
    const looks = found.stat.isFile() ? await lookInside(reference) : 'image';
    if (looks === 'no-tar') return { refusal: 'is not a tar archive' };
    if (looks === 'root') {
      const handle = await openHandle(reference);
      const open = (): Promise<AsyncIterable<Buffer>> => Promise.resolve(readRange(handle, 0, found.stat.size, `\`${reference}\``));
      return { images: [rootImage(reference, found.stat.size, open)], seen: new Map(), close: () => handle.close() };
    }
    return openFile(reference, 'any', request, options);
  },
};

/** A path that is not there refuses; one that may not be read is an error, since the user meant it. */
export function refuseAbsent(error: unknown): Refusal {
  if (error instanceof LayerlintError && error.code === 'not-found') return { refusal: 'there is no such file or directory' };
  throw error;
}

async function openFile<T>(path: string, format: ArchiveFormat, request: ArchiveRequest, options: OpenOptions<T>): Promise<OpenedImages<T>> {
  const handle = await openHandle(path);
  const place = `\`${path}\``;
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) {
      const { pieces } = await decompressPieces(handle.createReadStream());
      return await openPassingImages({ place, pieces, again: null }, format, request, options);
    }
    if (sniffCompression(await readAt(handle, 0, SNIFFED)) === 'none') {
      const blobs = await tarBlobs(handle, stat.size, place);
      const images = await readImages(blobs, format, request);
      return { images: images.map(({ image }) => image), seen: new Map(), close: () => blobs.close() };
    }
    const again = async (): Promise<AsyncIterable<Buffer>> => (await decompressPieces(readRange(handle, 0, stat.size, place))).pieces;
    const opened = await openPassingImages({ place, pieces: await again(), again }, format, request, options);
    return { ...opened, close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** A magic number and the tar magic of the first header. */
const SNIFFED = 512;

async function lookInside(path: string): Promise<'image' | 'root' | 'no-tar'> {
  const handle = await openHandle(path);
  try {
    const { size } = await handle.stat();
    const { pieces } = await decompressPieces(readRange(handle, 0, size, `\`${path}\``));
    const { looks } = await peekTar(pieces);
    await pieces.return(undefined);
    return looks;
  } finally {
    await handle.close();
  }
}

function openHandle(path: string): Promise<FileHandle> {
  return open(path, 'r').catch((cause: unknown) => {
    throw explainPathError(path, cause);
  });
}
