import { LayerlintError } from '../model/error.js';
import type { Descriptor, JsonDocument } from '../model/image.js';
import type { Notice } from '../model/notice.js';
import type { Blobs } from './blobs.js';
import { normalizeName } from './blobs.js';
import { CONFIG_LIMIT, MANIFEST_LIMIT, noticeOf, readDocument } from './config-document.js';
import { blobName } from './digest.js';
import type { StoredLayer } from './found-image.js';
import { imageNotice } from './found-image.js';
import { asList, asRecord, asText, asTexts } from './json.js';
import { readParts } from './manifest-parts.js';
import { embeddedData, readDescriptor } from './oci-index.js';

/** Whose layers are those of a file system; other manifests are of artifacts, whose blobs may be anything. */
const IMAGE_CONFIGS = new Set(['', 'application/vnd.oci.image.config.v1+json', 'application/vnd.docker.container.image.v1+json']);

/** A manifest with all that it leads to, layers unread. */
export interface LoadedManifest {
  readonly document: JsonDocument;
  readonly config: JsonDocument | null;
  readonly layers: readonly StoredLayer[];
  readonly annotations: Readonly<Record<string, string>>;
  readonly notices: readonly Notice[];
}

/** Reads one image manifest or artifact. Throws when the manifest itself cannot be read; parts that cannot are notices. */
export async function loadManifest(blobs: Blobs, descriptor: Descriptor, embedded: Buffer | null = null): Promise<LoadedManifest> {
  const name = blobName(descriptor.digest) ?? '';
  const what = `The manifest \`${name}\` in ${blobs.place}`;
  const { document, notices } = readDocument(embedded ?? (await blobs.readSmall(name, MANIFEST_LIMIT)), { ...descriptor, what });
  const { manifest, blobs: items } = readParts(document.value);
  if (items === undefined && manifest['config'] === undefined) {
    const old = manifest['fsLayers'] !== undefined || manifest['schemaVersion'] === 1;
    throw new LayerlintError('unsupported', old ? `${what} is of schema 1, which is not read.` : `${what} is neither an image manifest nor an index.`, {
      hint: old ? 'Convert the image with `skopeo copy --format oci`.' : 'Save or copy the image again.',
    });
  }
  const config = await loadConfig(blobs, manifest['config']);
  const layers: StoredLayer[] = [];
  const found: Notice[] = [...notices, ...config.notices];
  const isArtifact = !IMAGE_CONFIGS.has(asText(asRecord(manifest['config'])['mediaType'])) && asRecord(config.document?.value)['rootfs'] === undefined;
  for (const item of asList(items)) {
    const layer = await locateLayer(blobs, item, found);
    layers.push(isArtifact || manifest['blobs'] !== undefined ? { ...layer, fileName: fileNameOf(layer.descriptor) } : layer);
  }
  if (config.blob !== null) layers.push(config.blob);
  return { document, config: config.document, layers, annotations: asTexts(manifest['annotations']), notices: found };
}

/** What a blob is called if it is one file: its title where it has one, else its digest. */
export function fileNameOf({ annotations, digest }: Descriptor): string {
  return normalizeName(annotations?.['org.opencontainers.image.title'] ?? '') ?? digest.replace(/^\w+:/, '');
}

/** `blob` where the config is no JSON: of an artifact it may be anything, and is read as a file. */
async function loadConfig(blobs: Blobs, value: unknown): Promise<{ readonly document: JsonDocument | null; readonly blob: StoredLayer | null; readonly notices: readonly Notice[] }> {
  // An artifact of the older kind has none.
  if (value === undefined) return { document: null, blob: null, notices: [] };
  const descriptor = readDescriptor(value);
  const name = blobName(descriptor.digest);
  if (name === null) return { document: null, blob: null, notices: [imageNotice('damaged', `A manifest in ${blobs.place} names its config by what is no digest.`)] };
  const what = `The config \`${name}\` in ${blobs.place}`;
  try {
    const embedded = embeddedData(value, descriptor.digest);
    return { blob: null, ...readDocument(embedded ?? (await blobs.readSmall(name, CONFIG_LIMIT)), { ...descriptor, what }) };
  } catch (error) {
    // A config of another type may be anything; only one that claims to be JSON is damaged when it is not.
    const isFile = !/json$/.test(descriptor.mediaType) && error instanceof LayerlintError && (error.code === 'damaged' || error.code === 'limit-exceeded');
    if (isFile) return { document: null, blob: { descriptor, blobName: name, absent: null, fileName: fileNameOf(descriptor) }, notices: [] };
    return { document: null, blob: null, notices: [noticeOf(error)] };
  }
}

async function locateLayer(blobs: Blobs, value: unknown, notices: Notice[]): Promise<StoredLayer> {
  const descriptor = readDescriptor(value);
  const absent = (code: 'blob-missing' | 'external-layer' | 'damaged', message: string): StoredLayer => {
    notices.push(imageNotice(code, message));
    return { descriptor, blobName: null, absent: message };
  };
  const name = blobName(descriptor.digest);
  if (name === null) return absent('damaged', `A manifest in ${blobs.place} names a layer by what is no digest; it was not read.`);
  try {
    const blob = await blobs.find(name);
    if (blob === null) {
      const embedded = embeddedData(value, descriptor.digest);
      if (embedded !== null) return { descriptor, blobName: null, absent: null, embedded };
      return isExternal(descriptor)
        ? absent('external-layer', `The layer \`${name}\` is not in ${blobs.place}: it is to be had from its vendor only.`)
        : absent('blob-missing', `The layer \`${name}\` is not in ${blobs.place}.`);
    }
    if (descriptor.mediaType.endsWith('+encrypted')) notices.push(imageNotice('encrypted', `The layer \`${name}\` in ${blobs.place} is encrypted; its files cannot be read.`));
    return { descriptor, blobName: blob.name, absent: null };
  } catch (error) {
    const notice = noticeOf(error);
    notices.push(notice);
    return { descriptor, blobName: null, absent: notice.message };
  }
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#non-distributable-layers */
function isExternal(descriptor: Descriptor): boolean {
  return (descriptor.urls ?? []).length > 0 || /nondistributable|foreign/.test(descriptor.mediaType);
}
