import { LayerlintError } from '../model/error.js';
import type { Descriptor, Platform } from '../model/image.js';
import type { Notice } from '../model/notice.js';
import type { Blobs } from './blobs.js';
import { readJson } from './blobs.js';
import { MANIFEST_LIMIT, noticeOf, readDocument } from './config-document.js';
import { blobName, digestOf } from './digest.js';
import { imageNotice, readPlatform } from './found-image.js';
import { asList, asRecord, asText, asTexts } from './json.js';
import { isCacheIndex } from './manifest-parts.js';

/** Builders nest once (an index of platforms under the layout's); a tag's list of referrers makes two. */
const DEEPEST_INDEX = 8;
/** A layout of thousands of images is conceivable, one list of more was made to keep a reader busy. */
const MOST_MANIFESTS = 10_000;

/** All indexes of a layout together, one that is listed twice counted twice: the index of a large registry has a few megabytes. */
const INDEX_BUDGET = 64 * 1024 * 1024;
/** What is wrong with an index is clear after a few sentences. */
const MOST_NOTICES = 20;

const INDEX_TYPES = new Set(['application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json']);
const MANIFEST_TYPES = new Set([
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.artifact.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]);

/** A manifest that an index leads to. */
export interface ManifestEntry {
  readonly descriptor: Descriptor;
  /** False when the layout holds no blob for it, and the descriptor does not carry it. */
  readonly present: boolean;
  /** What the descriptor carries where the layout holds no blob. */
  readonly embedded: Buffer | null;
  /** Every tag on the way to it. */
  readonly names: readonly string[];
  /** Its own digest and those of the indexes on the way: what a user may name after `@`. */
  readonly digests: readonly string[];
  /** Of the index and the descriptors on the way, merged. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly platform: Platform | null;
}

/** The manifest of an attestation. https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
export interface AttestationEntry {
  readonly descriptor: Descriptor;
  /** Digest of the manifest that it speaks of; '' where it does not say. */
  readonly subject: string;
}

/** What the index of a layout leads to, in its order. */
export interface IndexWalk {
  readonly entries: readonly ManifestEntry[];
  readonly attested: readonly AttestationEntry[];
  readonly notices: readonly Notice[];
}

/** How the walk came to a place. */
type Way = Pick<ManifestEntry, 'names' | 'digests' | 'annotations'>;

/** Walks index.json and what is nested in it. https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md#indexjson-file */
export async function walkIndex(blobs: Blobs): Promise<IndexWalk> {
  const entries: ManifestEntry[] = [];
  const attested: AttestationEntry[] = [];
  const told = new Map<string, Notice>();
  const tell = (...notices: readonly Notice[]): void => {
    for (const notice of notices) if (told.size < MOST_NOTICES) told.set(notice.message, notice);
  };
  let count = 0;
  let budget = INDEX_BUDGET;

  const visit = async (index: unknown, way: Way, depth: number): Promise<void> => {
    const annotations = mergeAnnotations(way.annotations, asTexts(asRecord(index)['annotations']));
    for (const item of asList(asRecord(index)['manifests'])) {
      if (++count > MOST_MANIFESTS || budget < 0) {
        tell(imageNotice('limit-reached', `The index in ${blobs.place} lists more than ${MOST_MANIFESTS} manifests or ${INDEX_BUDGET} bytes of them; the rest was not read.`));
        return;
      }
      await step(item, { ...way, annotations }, depth);
    }
  };

  const step = async (item: unknown, way: Way, depth: number): Promise<void> => {
    const descriptor = readDescriptor(item);
    const name = blobName(descriptor.digest);
    if (name === null) {
      tell(imageNotice('damaged', `The index in ${blobs.place} names a manifest by what is no digest; it was not read.`));
      return;
    }
    if (way.digests.includes(descriptor.digest)) {
      tell(imageNotice('damaged', `The index \`${name}\` in ${blobs.place} lists itself.`));
      return;
    }
    const own = descriptor.annotations ?? {};
    if (own['vnd.docker.reference.type'] === 'attestation-manifest') {
      attested.push({ descriptor, subject: own['vnd.docker.reference.digest'] ?? '' });
      return;
    }
    const next = {
      names: [...new Set([...way.names, ...refNames(own)])],
      digests: [...way.digests, descriptor.digest],
      annotations: mergeAnnotations(way.annotations, own),
    };
    const stored = (await blobs.find(name)) !== null;
    const embedded = stored ? null : embeddedData(item, descriptor.digest);
    const present = stored || embedded !== null;
    if (present && !MANIFEST_TYPES.has(descriptor.mediaType)) {
      try {
        const bytes = embedded ?? (await blobs.readSmall(name, MANIFEST_LIMIT));
        budget -= bytes.length;
        const { document, notices } = readDocument(bytes, {
          ...descriptor,
          what: `The manifest \`${name}\` in ${blobs.place}`,
        });
        if (!isCacheIndex(document.value) && (INDEX_TYPES.has(descriptor.mediaType) || Array.isArray(asRecord(document.value)['manifests']))) {
          tell(...notices);
          if (depth < DEEPEST_INDEX) await visit(document.value, next, depth + 1);
          else tell(imageNotice('limit-reached', `Indexes in ${blobs.place} nest deeper than ${DEEPEST_INDEX}; \`${name}\` was not read.`));
          return;
        }
      } catch (error) {
        tell(noticeOf(error));
        return;
      }
    }
    entries.push({ descriptor, present, embedded, platform: descriptor.platform ?? null, ...next });
  };

  await visit(await readIndexJson(blobs), { names: [], digests: [], annotations: {} }, 0);
  return { entries, attested, notices: [...told.values()] };
}

/** The manifests that speak of the one with this digest; what names no subject is taken to speak of every image. */
export function attestedOf({ attested }: IndexWalk, digest: string): readonly Descriptor[] {
  return attested.filter(({ subject }) => subject === digest || subject === '').map(({ descriptor }) => descriptor);
}

/** Media type, digest and size as claimed; absent fields read as '' and 0. */
export function readDescriptor(value: unknown): Descriptor {
  const record = asRecord(value);
  const platform = readPlatform(record['platform']);
  const urls = asList(record['urls']).map(asText);
  const artifactType = asText(record['artifactType']);
  return {
    mediaType: asText(record['mediaType']),
    digest: asText(record['digest']),
    size: typeof record['size'] === 'number' ? record['size'] : 0,
    ...(record['annotations'] === undefined || record['annotations'] === null ? {} : { annotations: asTexts(record['annotations']) }),
    ...(platform === null ? {} : { platform }),
    ...(urls.length === 0 ? {} : { urls }),
    ...(artifactType === '' ? {} : { artifactType }),
  };
}

/**
 * The bytes that a descriptor carries itself; null unless they have its digest.
 * https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md#embedded-content
 */
export function embeddedData(value: unknown, digest: string): Buffer | null {
  const data = asText(asRecord(value)['data']);
  if (data === '') return null;
  const bytes = Buffer.from(data, 'base64');
  return digestOf(bytes, digest.startsWith('sha512:') ? 'sha512' : 'sha256') === digest ? bytes : null;
}

/** Both are kept where two say different things under one key, since either may hold a secret. */
export function mergeAnnotations(outer: Readonly<Record<string, string>>, inner: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const merged: Record<string, string> = { ...outer };
  for (const [key, value] of Object.entries(inner)) {
    const overridden = merged[key];
    merged[key] = value;
    if (overridden === undefined || overridden === value) continue;
    let spare = `${key} (index)`;
    while (merged[spare] !== undefined && merged[spare] !== overridden) spare += '*';
    merged[spare] = overridden;
  }
  return merged;
}

async function readIndexJson(blobs: Blobs): Promise<unknown> {
  if ((await blobs.find('index.json')) === null) {
    const cut = blobs.damage.length > 0 ? ` ${blobs.damage.join(' ')}` : '';
    throw new LayerlintError('damaged', `${blobs.place} has no \`index.json\`, so it is no OCI layout.${cut}`, {
      hint: 'Use `docker-archive:` for what `docker save` wrote, or `dir:` for a plain directory.',
    });
  }
  return readJson(blobs, 'index.json', MANIFEST_LIMIT);
}

/** Tools write the tag under the first key, containerd and BuildKit the whole name under the second. */
function refNames(annotations: Readonly<Record<string, string>>): readonly string[] {
  return [annotations['org.opencontainers.image.ref.name'], annotations['io.containerd.image.name']].filter((name) => name !== undefined && name !== '') as string[];
}
