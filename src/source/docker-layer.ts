import { createHash } from 'node:crypto';
import { sniffCompression } from '../archive/decompress.js';
import type { Notice } from '../model/notice.js';
import type { Blobs } from './blobs.js';
import { normalizeName } from './blobs.js';
import { noticeOf } from './config-document.js';
import { digestOfBlobName, parseDigest } from './digest.js';
import type { StoredLayer } from './found-image.js';
import { imageNotice } from './found-image.js';
import { asList, asText } from './json.js';

const LAYER_TYPE = 'application/vnd.docker.image.rootfs.diff.tar';

/** Which member a diff id was claimed for first. */
export type Claims = Map<string, string>;

/** Finds the layer in the member `path` of a Docker archive; what is wrong with it is a notice. `source` is what manifest.json says of its origin. */
export async function locateLayer(blobs: Blobs, path: string, diffId: string | null, source: Readonly<Record<string, unknown>>, claims: Claims, notices: Notice[]): Promise<StoredLayer> {
  const absent = (code: 'blob-missing' | 'external-layer' | 'damaged', message: string): StoredLayer => {
    notices.push(imageNotice(code, message));
    return { descriptor: { mediaType: LAYER_TYPE, digest: diffId ?? '', size: 0 }, blobName: null, absent: message };
  };
  const name = normalizeName(path);
  if (name === null) return absent('damaged', `The image names a layer outside ${blobs.place} (\`${path}\`); it was not read.`);
  try {
    const blob = await blobs.find(name);
    if (blob === null) {
      const external = asList(source['urls']).length > 0 || /foreign|nondistributable/.test(asText(source['mediaType']));
      return external
        ? absent('external-layer', `The layer \`${path}\` is not in ${blobs.place}: it is to be had from its vendor only.`)
        : absent('blob-missing', `The layer \`${path}\` is not in ${blobs.place}.`);
    }
    const digest = digestOfBlobName(blob.name) ?? blob.computedDigest ?? (await digestOfMember(blobs, blob.name, isFirstClaim(claims, diffId, blob.name) ? diffId : null));
    return { descriptor: { mediaType: LAYER_TYPE, digest, size: blob.size }, blobName: blob.name, absent: null };
  } catch (error) {
    const notice = noticeOf(error);
    notices.push(notice);
    return { descriptor: { mediaType: LAYER_TYPE, digest: diffId ?? '', size: 0 }, blobName: null, absent: notice.message };
  }
}

/** Two members under one claim: one of them may lie, and must not borrow the other's digest before it has been read. */
function isFirstClaim(claims: Claims, diffId: string | null, name: string): boolean {
  if (diffId === null) return false;
  const first = claims.get(diffId) ?? name;
  claims.set(diffId, first);
  return first === name;
}

/** An uncompressed layer's digest is the diff id, proved while it is read; only another one has to be computed first. */
async function digestOfMember(blobs: Blobs, name: string, diffId: string | null): Promise<string> {
  const hash = createHash('sha256');
  let isFirst = true;
  for await (const piece of await blobs.open(name)) {
    if (isFirst && diffId !== null && parseDigest(diffId)?.algorithm === 'sha256' && sniffCompression(piece) === 'none') return diffId;
    isFirst = false;
    hash.update(piece);
  }
  return `sha256:${hash.digest('hex')}`;
}
