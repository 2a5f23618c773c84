import type { Attestation, JsonDocument, Platform } from '../model/image.js';
import type { Notice } from '../model/notice.js';
import { readAttestations } from './attestations.js';
import type { Blobs } from './blobs.js';
import { noticeOf } from './config-document.js';
import type { StoredLayer } from './found-image.js';
import { attestedOf, mergeAnnotations, walkIndex } from './oci-index.js';
import { loadManifest } from './oci-manifest.js';

/** What the OCI half of a mixed archive knows of an image that manifest.json lists. */
export interface ManifestOfConfig {
  readonly document: JsonDocument;
  readonly names: readonly string[];
  readonly platform: Platform | null;
  readonly annotations: Readonly<Record<string, string>>;
  readonly attestations: readonly Attestation[];
  readonly attached: readonly StoredLayer[];
  readonly notices: readonly Notice[];
}

/** By config digest; empty for an archive without index.json, or with one that lists nothing (Docker 25 writes such). */
export async function findManifests(blobs: Blobs): Promise<{ readonly byConfig: ReadonlyMap<string, ManifestOfConfig>; readonly notices: readonly Notice[] }> {
  const byConfig = new Map<string, ManifestOfConfig>();
  if ((await blobs.find('index.json')) === null) return { byConfig, notices: [] };
  const notices: Notice[] = [];
  try {
    const walk = await walkIndex(blobs);
    notices.push(...walk.notices);
    for (const entry of walk.entries) {
      // Docker lists every platform of an index and saves the blobs of one; manifest.json lists what is there.
      if (!entry.present) continue;
      try {
        const { document, config, annotations } = await loadManifest(blobs, entry.descriptor);
        if (config === null) continue;
        const attested = await readAttestations(blobs, attestedOf(walk, entry.descriptor.digest), (descriptor) => loadManifest(blobs, descriptor));
        byConfig.set(config.descriptor.digest, {
          document,
          names: entry.names,
          platform: entry.platform,
          annotations: mergeAnnotations(entry.annotations, annotations),
          ...attested,
        });
      } catch (error) {
        notices.push(noticeOf(error));
      }
    }
  } catch (error) {
    notices.push(noticeOf(error));
  }
  return { byConfig, notices };
}
