import type { Attestation, JsonDocument, Platform } from '../model/image.js';
import type { Notice } from '../model/notice.js';
import { readAttestations } from './attestations.js';
import type { Blobs } from './blobs.js';
import { noticeOf } from './config-document.js';
import type { StoredLayer } from './found-image.js';
import { attestedOf, mergeAnnotations, walkIndex } from './oci-index.js';
import { loadManifest } from './oci-manifest.js';

/** What the OCI half of a mixed archive knows of an image that manifest.json lists. */
export interface ListedManifest {
  readonly document: JsonDocument;
  readonly layers: readonly StoredLayer[];
  readonly names: readonly string[];
  readonly platform: Platform | null;
  readonly annotations: Readonly<Record<string, string>>;
  readonly attestations: readonly Attestation[];
  readonly attached: readonly StoredLayer[];
  readonly notices: readonly Notice[];
}

/** By config digest, since artifacts share one; empty for an archive without index.json, or with one that lists nothing (Docker 25 writes such). */
export async function findManifests(blobs: Blobs): Promise<{ readonly byConfig: ReadonlyMap<string, readonly ListedManifest[]>; readonly notices: readonly Notice[] }> {
  const byConfig = new Map<string, ListedManifest[]>();
  if ((await blobs.find('index.json')) === null) return { byConfig, notices: [] };
  const notices: Notice[] = [];
  try {
    const walk = await walkIndex(blobs);
    notices.push(...walk.notices);
    for (const entry of walk.entries) {
      // Docker lists every platform of an index and saves the blobs of one; manifest.json lists what is there.
      if (!entry.present) continue;
      try {
        const { document, config, layers, annotations } = await loadManifest(blobs, entry.descriptor, entry.embedded);
        if (config === null) continue;
        const attested = await readAttestations(blobs, attestedOf(walk, entry.descriptor.digest), (descriptor) => loadManifest(blobs, descriptor));
        const before = byConfig.get(config.descriptor.digest) ?? [];
        byConfig.set(config.descriptor.digest, [...before, {
          document,
          layers,
          names: entry.names,
          platform: entry.platform,
          annotations: mergeAnnotations(entry.annotations, annotations),
          ...attested,
        }]);
      } catch (error) {
        notices.push(noticeOf(error));
      }
    }
  } catch (error) {
    notices.push(noticeOf(error));
  }
  return { byConfig, notices };
}

/** The one of these whose layers are those; the only one where none is. */
export function manifestOf(listed: readonly ListedManifest[], layers: readonly StoredLayer[]): ListedManifest | null {
  const digests = layers.map(({ descriptor }) => descriptor.digest).join(' ');
  const same = listed.find((one) => one.layers.map(({ descriptor }) => descriptor.digest).join(' ') === digests);
  return same ?? (listed.length === 1 ? listed[0]! : null);
}
