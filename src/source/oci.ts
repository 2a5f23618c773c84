import { LayerlintError } from '../model/error.js';
import type { Platform } from '../model/image.js';
import type { Notice } from '../model/notice.js';
import type { ArchiveRequest } from './archive-request.js';
import { readAttestations } from './attestations.js';
import type { Blobs } from './blobs.js';
import { noticeOf } from './config-document.js';
import type { FoundImage } from './found-image.js';
import { buildImage, imageNotice, readPlatform } from './found-image.js';
import { asRecord } from './json.js';
import { isNamed } from './names.js';
import type { IndexWalk, ManifestEntry } from './oci-index.js';
import { attestedOf, mergeAnnotations, walkIndex } from './oci-index.js';
import type { LoadedManifest } from './oci-manifest.js';
import { loadManifest } from './oci-manifest.js';
import { choosePlatform } from './platform.js';

/** A manifest that could be loaded, under all names that lead to it. */
interface Candidate {
  readonly entry: ManifestEntry;
  readonly loaded: LoadedManifest | null;
  readonly platform: Platform | null;
}

/**
 * Reads an OCI image layout: https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md
 * Throws `damaged` when nothing in it can be read, `not-found` and `platform-not-found` when nothing fits what was asked for.
 */
export async function readOciLayout(blobs: Blobs, request: ArchiveRequest): Promise<readonly FoundImage[]> {
  const walk = await walkIndex(blobs);
  if (walk.entries.length === 0) throw nothingListed(walk, blobs.place);
  const listed = mergeByDigest(walk.entries);
  const entries = listed.filter((entry) => isSelected(entry, request.selector));
  if (entries.length === 0) throw noSuchImage(request.selector, listed, blobs.place);

  const notices: Notice[] = [...walk.notices];
  const failures: unknown[] = [];
  const candidates: Candidate[] = [];
  for (const entry of entries) {
    try {
      const loaded = entry.present ? await loadManifest(blobs, entry.descriptor, entry.embedded) : null;
      candidates.push({ entry, loaded, platform: entry.platform ?? readPlatform(asRecord(loaded?.config?.value)) });
    } catch (error) {
      failures.push(error);
      notices.push(noticeOf(error));
    }
  }
  const there = candidates.filter((candidate) => candidate.loaded !== null);
  if (there.length === 0) throw failures[0] ?? nothingThere(candidates, blobs.place);

  const chosen = choosePlatform(there, request.platform, (candidate) => candidate.entry.names.join(' '), blobs.place);
  for (const { entry } of choosePlatform(candidates, request.platform, (candidate) => candidate.entry.names.join(' '), null)) {
    if (!entry.present) notices.push(imageNotice('blob-missing', `The manifest ${entry.descriptor.digest} is listed, but not in ${blobs.place}.`));
  }
  const images: FoundImage[] = [];
  for (const [position, { entry, loaded, platform }] of chosen.entries()) {
    if (loaded === null) continue;
    const attested = await readAttestations(blobs, attestedOf(walk, entry.descriptor.digest), (descriptor) => loadManifest(blobs, descriptor));
    const found = buildImage(
      {
        reference: request.referTo(listed.length === 1 ? '' : labelOf(entry, chosen), 'oci-archive'),
        names: entry.names,
        manifest: loaded.document,
        platform,
        config: loaded.config,
        layers: loaded.layers,
        annotations: mergeAnnotations(entry.annotations, loaded.annotations),
        // What was wrong with the layout as a whole is said once.
        notices: [...(position === 0 ? notices : []), ...loaded.notices, ...attested.notices],
        attestations: attested.attestations,
        attached: attested.attached,
      },
      blobs,
    );
    images.push(found);
  }
  return images;
}

/** An image under several tags is one image. */
function mergeByDigest(entries: readonly ManifestEntry[]): readonly ManifestEntry[] {
  const merged = new Map<string, ManifestEntry>();
  for (const entry of entries) {
    const before = merged.get(entry.descriptor.digest);
    merged.set(
      entry.descriptor.digest,
      before === undefined
        ? entry
        : {
            ...before,
            names: [...new Set([...before.names, ...entry.names])],
            digests: [...new Set([...before.digests, ...entry.digests])],
            annotations: mergeAnnotations(before.annotations, entry.annotations),
            platform: before.platform ?? entry.platform,
          },
    );
  }
  return [...merged.values()];
}

function labelOf(entry: ManifestEntry, chosen: readonly Candidate[]): string {
  const name = entry.names.find((each) => chosen.filter((other) => other.entry.names.includes(each)).length === 1);
  return name === undefined ? `@${entry.descriptor.digest}` : `:${name}`;
}

function isSelected(entry: ManifestEntry, selector: string): boolean {
  if (selector === '') return true;
  return selector.startsWith('@') ? entry.digests.includes(selector.slice(1)) : entry.names.some((name) => isNamed(name, selector));
}

function nothingListed(walk: IndexWalk, place: string): LayerlintError {
  const reasons = walk.notices.slice(0, 3).map((notice) => notice.message).join(' ');
  return new LayerlintError('damaged', `\`index.json\` in ${place} leads to no image.${reasons === '' ? '' : ` ${reasons}`}`, {
    hint: 'Copy the image again, with all of its blobs.',
  });
}

function nothingThere(candidates: readonly Candidate[], place: string): LayerlintError {
  const digests = candidates.map(({ entry }) => entry.descriptor.digest).slice(0, 5);
  return new LayerlintError('damaged', `${place} lists ${candidates.length} images and holds the manifest of none (${digests.join(', ')}).`, {
    hint: 'Copy the image again, with all of its blobs.',
  });
}

function noSuchImage(selector: string, entries: readonly ManifestEntry[], place: string): LayerlintError {
  const there = [...new Set(entries.flatMap(({ names, descriptor }) => (names.length > 0 ? names : [`@${descriptor.digest}`])))];
  return new LayerlintError('not-found', `${place} holds no image \`${selector}\`; it holds ${there.map((name) => `\`${name}\``).join(', ')}.`, {
    hint: 'Name one of these, or none to read every image.',
  });
}
