import { LayerlintError } from '../model/error.js';
import type { JsonDocument } from '../model/image.js';
import type { Notice } from '../model/notice.js';
import type { ArchiveRequest } from './archive-request.js';
import type { Blobs } from './blobs.js';
import { normalizeName, readJson } from './blobs.js';
import { CONFIG_LIMIT, noticeOf, readDocument } from './config-document.js';
import type { Claims } from './docker-layer.js';
import { locateLayer } from './docker-layer.js';
import type { ListedManifest } from './docker-manifests.js';
import { findManifests, manifestOf } from './docker-manifests.js';
import { readOldArchive } from './docker-old-archive.js';
import { isSelected, noSuchImage } from './docker-selection.js';
import type { FoundImage, StoredLayer } from './found-image.js';
import { buildImage, imageNotice, readDiffIds } from './found-image.js';
import { asList, asRecord, asText } from './json.js';
import { fitsPlatform, platformNotFound } from './platform.js';

/** One tar may hold every image of a host. */
const MANIFEST_JSON_LIMIT = 8 * 1024 * 1024;
const CONFIG_TYPE = 'application/vnd.docker.container.image.v1+json';

/**
 * Reads what `docker save` and `podman save` write, of every age (before 1.10 there was no manifest.json): https://github.com/moby/docker-image-spec/blob/v1.3.1/spec.md#combined-image-json--filesystem-changeset-format
 * Throws `damaged` without a usable manifest.json, `not-found` where the selector fits no image.
 */
export async function readDockerArchive(blobs: Blobs, request: ArchiveRequest): Promise<readonly FoundImage[]> {
  if ((await blobs.find('manifest.json')) === null) {
    if ((await blobs.find('repositories')) === null) throw explainNoManifest(blobs);
    return ofPlatform(await readOldArchive(blobs, request), request, blobs.place);
  }
  const value = await readJson(blobs, 'manifest.json', MANIFEST_JSON_LIMIT);
  const entries = asList(value).map(asRecord);
  if (entries.length === 0) {
    throw new LayerlintError('damaged', `\`manifest.json\` in ${blobs.place} lists no image.`, { hint: 'Save the image again, and name it when you do.' });
  }
  const manifests = await findManifests(blobs);
  const found: FoundImage[] = [];
  const claims: Claims = new Map();
  for (const [index, entry] of entries.entries()) {
    const names = asList(entry['RepoTags']).map(asText).filter((name) => name !== '');
    if (!isSelected(request.selector, index, names)) continue;
    const label = entries.length === 1 ? '' : `:${names[0] ?? `@${index}`}`;
    const { config, notices } = await readConfig(blobs, asText(entry['Config']));
    const layers = await readLayers(blobs, entry, config, claims, notices);
    const origin = manifestOf(manifests.byConfig.get(config?.descriptor.digest ?? '') ?? [], layers);
    found.push(
      buildImage(
        {
          reference: request.referTo(label, 'docker-archive'),
          names: names.length > 0 ? names : (origin?.names ?? []),
          manifest: origin?.document ?? null,
          platform: origin?.platform ?? null,
          config,
          layers: layers.map((layer) => withManifestFacts(layer, origin)),
          annotations: origin?.annotations ?? {},
          attestations: origin?.attestations ?? [],
          attached: origin?.attached ?? [],
          notices: [...(found.length === 0 ? manifests.notices : []), ...notices, ...(origin?.notices ?? [])],
        },
        blobs,
      ),
    );
  }
  if (found.length === 0) throw noSuchImage(request.selector, listNames(entries), blobs.place);
  return ofPlatform(found, request, blobs.place);
}

function ofPlatform(found: readonly FoundImage[], { platform }: ArchiveRequest, place: string): readonly FoundImage[] {
  if (platform === undefined || platform === 'all') return found;
  const fitting = found.filter(({ image }) => fitsPlatform(image.platform, platform));
  if (fitting.length === 0) throw platformNotFound(platform, found.map(({ image }) => image.platform), place);
  return fitting;
}

async function readConfig(blobs: Blobs, path: string): Promise<{ config: JsonDocument | null; notices: Notice[] }> {
  const name = normalizeName(path);
  if (name === null) return { config: null, notices: [imageNotice('blob-missing', `An image in ${blobs.place} names no config.`)] };
  const hex = /([0-9a-f]{64})(\.json)?$/.exec(name)?.[1];
  try {
    const bytes = await blobs.readSmall(name, CONFIG_LIMIT);
    const claimed = { mediaType: CONFIG_TYPE, digest: hex === undefined ? '' : `sha256:${hex}`, what: `The config \`${name}\` in ${blobs.place}` };
    const { document, notices } = readDocument(bytes, claimed);
    return { config: document, notices: [...notices] };
  } catch (error) {
    return { config: null, notices: [noticeOf(error)] };
  }
}

async function readLayers(blobs: Blobs, entry: Readonly<Record<string, unknown>>, config: JsonDocument | null, claims: Claims, notices: Notice[]): Promise<readonly StoredLayer[]> {
  const paths = asList(entry['Layers']).map(asText);
  const diffIds = readDiffIds(asRecord(config?.value));
  const layers: StoredLayer[] = [];
  for (const [index, path] of paths.entries()) {
    const diffId = diffIds.length === paths.length ? (diffIds[index] ?? null) : null;
    layers.push(await locateLayer(blobs, path, diffId, asRecord(asRecord(entry['LayerSources'])[diffId ?? '']), claims, notices));
  }
  return layers;
}

/** The manifest knows how the layer came to be stored so, and whether it is one; its words count where it means the same bytes. */
function withManifestFacts(layer: StoredLayer, origin: ListedManifest | null): StoredLayer {
  const same = origin?.layers.find(({ descriptor }) => descriptor.digest === layer.descriptor.digest);
  if (!same) return layer;
  const { fileName, descriptor } = same;
  return { ...layer, descriptor: { ...layer.descriptor, mediaType: descriptor.mediaType || layer.descriptor.mediaType, ...(fileName === undefined || !descriptor.annotations ? {} : { annotations: descriptor.annotations }) }, ...(fileName === undefined ? {} : { fileName }) };
}

function listNames(entries: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  return entries.flatMap((entry, index) => {
    const tags = asList(entry['RepoTags']).map(asText).filter((tag) => tag !== '');
    return tags.length > 0 ? tags : [`@${index}`];
  });
}

function explainNoManifest(blobs: Blobs): LayerlintError {
  if (blobs.damage.length > 0) {
    return new LayerlintError('damaged', `${blobs.place} breaks off before its \`manifest.json\`: ${blobs.damage.join(' ')}`, {
      hint: 'The archive was cut short; save it again.',
    });
  }
  return new LayerlintError('damaged', `${blobs.place} has no \`manifest.json\`, so it is no Docker archive.`, {
    hint: 'Use `oci-archive:` for an OCI archive, or `dir:` for a plain directory.',
  });
}
