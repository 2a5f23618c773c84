import { LayerlintError } from '../model/error.js';
import { refuseAbsent } from './archive-source.js';
import type { ArchiveRequest } from './archive-request.js';
import type { Blobs } from './blobs.js';
import { missingBlob } from './blobs.js';
import { MANIFEST_LIMIT } from './config-document.js';
import { digestOf, digestOfBlobName, parseDigest } from './digest.js';
import { directoryBlobs } from './directory-blobs.js';
import { asRecord, asText, parseJson } from './json.js';
import { readOciLayout } from './oci.js';
import { findPath } from './path.js';
import type { OpenedImages, OpenOptions, Refusal, Source } from './source.js';

const VERSION = 'version';
/** What the first line of that file says. */
const MARK = 'Directory Transport Version:';
const MANIFEST = 'manifest.json';

/**
 * The directory that `skopeo copy … dir:` and `podman save --format docker-dir` write: `docker-dir:DIR`, or its bare path.
 * https://github.com/containers/image/blob/main/docs/containers-transports.5.md#dirpath
 */
export const copiedSource: Source = {
  name: 'copied image',
  transports: ['docker-dir'],

  async open(_transport, rest, options) {
    const { path, stat } = await findPath(rest, null);
    if (!stat.isDirectory()) throw new LayerlintError('usage', `\`${path}\` is not a directory.`, { hint: 'Name the directory that `skopeo copy … dir:` wrote.' });
    return openCopy(path, { referTo: (label) => `docker-dir:${path}${label}`, selector: '', platform: options.platform });
  },

  async look<T>(reference: string, options: OpenOptions<T>): Promise<OpenedImages<T> | Refusal> {
    const found = await findPath(reference, null).catch((error: unknown) => refuseAbsent(error));
    if ('refusal' in found) return found;
    if (!found.stat.isDirectory()) return { refusal: 'is not a directory' };
    if (!(await isCopy(await directoryBlobs(reference)))) return { refusal: 'has no `version` file of a copied image' };
    return openCopy(reference, { referTo: (label) => `docker-dir:${reference}${label}`, selector: '', platform: options.platform });
  },
};

async function isCopy(files: Blobs): Promise<boolean> {
  const version = await files.find(VERSION);
  if (version === null || version.size > MARK.length + 100 || (await files.find(MANIFEST)) === null) return false;
  return (await files.readSmall(VERSION, version.size)).toString('latin1').startsWith(MARK);
}

async function openCopy<T>(path: string, request: ArchiveRequest): Promise<OpenedImages<T>> {
  const blobs = await layoutOf(await directoryBlobs(path));
  const found = await readOciLayout(blobs, request);
  return { images: found.map(({ image }) => image), seen: new Map(), close: () => blobs.close() };
}

/** The same by the names of a layout: blobs lie under the bare hex of their digests, the manifests of an index with a suffix. */
async function layoutOf(files: Blobs): Promise<Blobs> {
  const bytes = await files.readSmall(MANIFEST, MANIFEST_LIMIT);
  const digest = digestOf(bytes);
  const mediaType = asText(asRecord(parseJson(bytes, `\`${MANIFEST}\` in ${files.place}`))['mediaType']);
  const index = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [{ mediaType, digest, size: bytes.length }] }));
  const nameOf = async (name: string): Promise<string | null> => {
    const named = digestOfBlobName(name);
    if (named === null) return null;
    if (named === digest) return MANIFEST;
    const { hex } = parseDigest(named)!;
    const manifest = `${hex}.${MANIFEST}`;
    return (await files.find(manifest)) === null ? hex : manifest;
  };
  const there = async (name: string): Promise<string> => {
    const own = await nameOf(name);
    if (own === null) throw missingBlob(name, files.place);
    return own;
  };
  return {
    ...files,
    async find(name) {
      if (name === 'index.json') return { name, size: index.length, computedDigest: null };
      const own = await nameOf(name);
      const blob = own === null ? null : await files.find(own);
      return blob && { ...blob, name };
    },
    readSmall: async (name, limit) => (name === 'index.json' ? index : files.readSmall(await there(name), limit)),
    open: async (name) => files.open(await there(name)),
  };
}
