import { LayerlintError } from '../../model/error.js';
import type { Descriptor, Image, Platform } from '../../model/image.js';
import type { Notice } from '../../model/notice.js';
import { readAttestations } from '../attestations.js';
import type { Blobs } from '../blobs.js';
import { MANIFEST_LIMIT, noticeOf } from '../config-document.js';
import { blobName, digestOf, parseDigest } from '../digest.js';
import { buildImage, imageNotice, readPlatform } from '../found-image.js';
import { asList, asRecord, asText, parseJson } from '../json.js';
import { readParts } from '../manifest-parts.js';
import type { ManifestEntry } from '../oci-index.js';
import { attestedOf, mergeAnnotations, readDescriptor, walkIndex } from '../oci-index.js';
import type { LoadedManifest } from '../oci-manifest.js';
import { loadManifest } from '../oci-manifest.js';
import { choosePlatform } from '../platform.js';
import { verifyStream } from '../verify.js';
import type { ImageName } from './image-name.js';
import { repositoryOf } from './image-name.js';
import { findReferrers } from './referrers.js';
import type { FoundReferrers, ReferrerHints } from './referrers.js';
import { fetchManifest, registryBlobs } from './registry-blobs.js';
import type { StoredManifest } from './registry-blobs.js';
import type { Repository } from './repository.js';
import { isSchema1, readSchema1, schema1Payload } from './schema1.js';

/** An index for every platform there is lists some thirty. */
const MOST_IMAGES = 256;

/** The images that a tag or digest leads to, of the platform asked for; only what is chosen is loaded. */
export async function readImages(repository: Repository, name: ImageName, platform: Platform | 'all' | undefined): Promise<readonly Image[]> {
  const reference = name.digest ?? name.tag ?? 'latest';
  const stored = await fetchManifest(repository, reference, MANIFEST_LIMIT);
  if (stored === null) {
    throw new LayerlintError('not-found', `${name.host} has no image \`${name.repository}${name.digest === null ? ':' : '@'}${reference}\`.`, { hint: 'Check name and tag; `skopeo list-tags` shows what there is.' });
  }
  return (await readStoredImages(repository, name, stored, platform)).images;
}

/** As `readImages`, from a manifest that was fetched already; with the digest of that manifest. */
export async function readStoredImages(repository: Repository, name: ImageName, stored: StoredManifest, platform: Platform | 'all' | undefined, hints?: ReferrerHints): Promise<{ readonly digest: string; readonly images: readonly Image[] }> {
  const reference = name.digest ?? name.tag ?? 'latest';
  const what = `The manifest \`${reference}\` in \`${repository.place}\``;
  const value = parseJson(stored.bytes, what);
  const digest = verifyManifest(stored, value, name.digest, what);
  return { digest, images: isSchema1(value) ? [schema1Image(repository, name, { value, stored, digest, what })] : await readIndexed(repository, name, platform, { stored, digest, value }, hints) };
}

/** What was asked for by digest must be it; a tag gives what the registry says that it gives. */
function verifyManifest({ bytes, digest: claimed }: StoredManifest, value: unknown, wanted: string | null, what: string): string {
  const expected = wanted ?? claimed;
  const algorithm = parseDigest(expected)?.algorithm;
  const digest = digestOf(isSchema1(value) ? schema1Payload(bytes, value) : bytes, algorithm);
  if (algorithm !== undefined && digest !== expected) {
    throw new LayerlintError('damaged', `${what} has the digest ${digest}, not ${expected}.`, { hint: 'The registry, or something on the way to it, gives another image than it claims.' });
  }
  return digest;
}

interface Root {
  readonly stored: StoredManifest;
  readonly value: unknown;
  readonly digest: string;
}

async function readIndexed(repository: Repository, name: ImageName, platform: Platform | 'all' | undefined, { stored, digest, value }: Root, hints?: ReferrerHints): Promise<readonly Image[]> {
  const mediaType = asText(asRecord(value)['mediaType']) || stored.mediaType;
  const index = { schemaVersion: 2, manifests: [{ mediaType, digest, size: stored.bytes.length }] };
  const known = new Map([
    ['index.json', Buffer.from(JSON.stringify(index))],
    [blobName(digest)!, stored.bytes],
  ]);
  const sizes = new Map<string, number>();
  let manifests: ReadonlySet<string> | null = null;
  // An index lists nothing but manifests.
  const blobs = registryBlobs(repository, sizes, (each) => manifests?.has(each) ?? true, known);
  const walk = await walkIndex(blobs);
  const listed = new Set([...walk.entries, ...walk.attested].map(({ descriptor }) => descriptor.digest));
  manifests = listed;

  const entries = mergeByDigest(walk.entries);
  const notices: Notice[] = [...walk.notices];
  if (entries.length === 0) throw new LayerlintError('damaged', `${blobs.place}: the index leads to no image.${notices.slice(0, 3).map(({ message }) => ` ${message}`).join('')}`, { hint: 'Push the image again.' });
  if (entries.length > MOST_IMAGES) notices.push(imageNotice('limit-reached', `${blobs.place} lists ${entries.length} images under one name; only the first ${MOST_IMAGES} were looked at.`));

  const failures: unknown[] = [];
  const fail = (error: unknown): null => {
    notices.push(noticeOf(error));
    failures.push(error);
    return null;
  };
  const loaded = new Map<ManifestEntry, LoadedManifest | null>();
  const load = async (entry: ManifestEntry): Promise<LoadedManifest | null> => {
    if (!loaded.has(entry)) loaded.set(entry, await loadFrom(blobs, entry.descriptor, sizes, known).catch(fail));
    return loaded.get(entry)!;
  };
  const asked = new Map<string, Promise<FoundReferrers>>();
  const referrersOf = (each: string): Promise<FoundReferrers> => {
    const found = asked.get(each) ?? findReferrers(repository, each, known, hints);
    asked.set(each, found);
    return found;
  };
  const images: Image[] = [];
  for (const candidate of await choose(entries.slice(0, MOST_IMAGES), platform, load, blobs.place)) {
    const { entry } = candidate;
    const manifest = await load(entry);
    if (manifest === null) continue;
    // A tag of several platforms is signed as a whole: what refers to its index is about each of them.
    const referrers = await Promise.all(entry.digests.map(referrersOf));
    const about = [...attestedOf(walk, entry.descriptor.digest), ...referrers.flatMap((found) => found.manifests)].filter((one, at, all) => all.findIndex(({ digest: other }) => other === one.digest) === at);
    for (const one of about) listed.add(one.digest);
    const attested = await readAttestations(blobs, about, (descriptor) => loadFrom(blobs, descriptor, sizes, known));
    const parts = {
      reference: entries.length === 1 ? referenceTo(name) : `docker://${repositoryOf(name)}@${entry.descriptor.digest}`,
      names: namesOf(name),
      manifest: manifest.document,
      platform: candidate.platform,
      config: manifest.config,
      layers: manifest.layers,
      annotations: mergeAnnotations(entry.annotations, manifest.annotations),
      notices: [...manifest.notices, ...referrers.flatMap((found) => found.notices), ...attested.notices],
      attestations: attested.attestations,
      attached: attested.attached,
    };
    images.push(buildImage(parts, blobs).image);
  }
  const [first, ...rest] = images;
  if (first === undefined) throw failures[0] ?? new LayerlintError('not-found', `${blobs.place} holds no image.`, { hint: 'Push the image again.' });
  // What was wrong with the whole is said once.
  return [{ ...first, notices: [...notices, ...first.notices] }, ...rest];
}

interface Candidate {
  readonly entry: ManifestEntry;
  readonly platform: Platform | null;
}

/** Those of the platform asked for. Only where the index names no platform the image itself is asked for it. */
async function choose(entries: readonly ManifestEntry[], platform: Platform | 'all' | undefined, load: (entry: ManifestEntry) => Promise<LoadedManifest | null>, place: string): Promise<readonly Candidate[]> {
  const candidates: Candidate[] = [];
  for (const entry of entries) {
    if (entry.platform !== null) candidates.push({ entry, platform: entry.platform });
    else {
      const manifest = await load(entry);
      if (manifest !== null) candidates.push({ entry, platform: readPlatform(asRecord(manifest.config?.value)) });
    }
  }
  return candidates.length === 0 ? [] : choosePlatform(candidates, platform, () => '', place);
}

/** Layers of a known size are taken to be there; of those that vendors keep, the registry is asked. */
async function loadFrom(blobs: Blobs, descriptor: Descriptor, sizes: Map<string, number>, known: Map<string, Buffer>): Promise<LoadedManifest> {
  const name = blobName(descriptor.digest)!;
  const bytes = await blobs.readSmall(name, MANIFEST_LIMIT);
  known.set(name, bytes);
  try {
    for (const item of asList(readParts(parseJson(bytes, `The manifest \`${name}\` in ${blobs.place}`)).blobs)) {
      const layer = readDescriptor(item);
      const external = (layer.urls ?? []).length > 0 || /nondistributable|foreign/.test(layer.mediaType);
      if (!external && Number.isSafeInteger(layer.size) && layer.size > 0) sizes.set(layer.digest, Math.max(layer.size, sizes.get(layer.digest) ?? 0));
    }
    return await loadManifest(blobs, descriptor);
  } finally {
    known.delete(name);
  }
}

function mergeByDigest(entries: readonly ManifestEntry[]): ManifestEntry[] {
  const merged = new Map<string, ManifestEntry>();
  for (const entry of entries) {
    const before = merged.get(entry.descriptor.digest);
    const platform = before?.platform ?? entry.platform;
    merged.set(entry.descriptor.digest, before ? { ...before, platform, annotations: mergeAnnotations(before.annotations, entry.annotations) } : entry);
  }
  return [...merged.values()];
}

function schema1Image(repository: Repository, name: ImageName, { value, stored, digest, what }: Root & { readonly what: string }): Image {
  const { config, layers, notices } = readSchema1(value, what);
  const blobs = registryBlobs(repository, new Map(), () => false, new Map());
  const { image } = buildImage(
    {
      reference: referenceTo(name),
      names: namesOf(name),
      manifest: { descriptor: { mediaType: stored.mediaType, digest, size: stored.bytes.length }, value },
      platform: null,
      config,
      layers: layers.map((descriptor) => ({ descriptor, blobName: blobName(descriptor.digest), absent: blobName(descriptor.digest) === null ? 'A layer is named by what is no digest; it was not read.' : null })),
      annotations: {},
      notices,
      attestations: [],
      attached: [],
    },
    blobs,
  );
  const open = async (layer: string): Promise<ReturnType<typeof verifyStream>> => {
    const at = blobName(layer);
    if (at === null) throw new LayerlintError('not-found', `${what} names a layer by what is no digest.`);
    return verifyStream(await blobs.open(at), { digest: layer, size: null }, `\`${at}\` in ${blobs.place}`);
  };
  // The format tells no sizes, so that there is nothing to compare them with.
  return { ...image, layers: image.layers.map((layer) => ({ ...layer, open: () => open(layer.descriptor.digest) })) };
}

function referenceTo(name: ImageName): string {
  return `docker://${repositoryOf(name)}${name.tag === null ? '' : `:${name.tag}`}${name.digest === null ? '' : `@${name.digest}`}`;
}

function namesOf(name: ImageName): readonly string[] {
  return name.tag === null ? [] : [`${repositoryOf(name)}:${name.tag}`];
}
