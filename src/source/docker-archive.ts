import { createHash } from 'node:crypto';
import { sniffCompression } from '../archive/decompress.js';
import { LayerlintError } from '../model/error.js';
import type { JsonDocument } from '../model/image.js';
import type { Notice } from '../model/notice.js';
import type { ArchiveRequest } from './archive-request.js';
import type { Blobs } from './blobs.js';
import { normalizeName, readJson } from './blobs.js';
import { CONFIG_LIMIT, noticeOf, readDocument } from './config-document.js';
import { digestOfBlobName, parseDigest } from './digest.js';
import { findManifests } from './docker-manifests.js';
import type { FoundImage, StoredLayer } from './found-image.js';
import { buildImage, imageNotice, readDiffIds } from './found-image.js';
import { asList, asRecord, asText } from './json.js';
import { isNamed } from './names.js';
import { fitsPlatform, platformNotFound } from './platform.js';

/** One tar may hold every image of a host. */
const MANIFEST_JSON_LIMIT = 8 * 1024 * 1024;
const CONFIG_TYPE = 'application/vnd.docker.container.image.v1+json';
const LAYER_TYPE = 'application/vnd.docker.image.rootfs.diff.tar';

/**
 * Reads what `docker save` and `podman save` write, of every age: https://github.com/moby/docker-image-spec/blob/v1.3.1/spec.md#combined-image-json--filesystem-changeset-format
 * Throws `damaged` without a usable manifest.json, `not-found` where the selector fits no image.
 */
export async function readDockerArchive(blobs: Blobs, request: ArchiveRequest): Promise<readonly FoundImage[]> {
  if ((await blobs.find('manifest.json')) === null) throw await explainNoManifest(blobs);
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
    const origin = manifests.byConfig.get(config?.descriptor.digest ?? '') ?? null;
    const layers = await readLayers(blobs, entry, config, claims, notices);
    found.push(
      buildImage(
        {
          reference: request.referTo(label),
          names: names.length > 0 ? names : (origin?.names ?? []),
          manifest: origin?.document ?? null,
          platform: origin?.platform ?? null,
          config,
          layers: layers.map((layer) => withManifestFacts(layer, origin?.document.value)),
          annotations: origin?.annotations ?? {},
          attestations: origin?.attestations ?? [],
          attached: origin?.attached ?? [],
          notices: [...(found.length === 0 ? manifests.notices : []), ...notices, ...(origin?.notices ?? [])],
        },
        blobs,
      ),
    );
  }
  if (found.length === 0) throw noSuchImage(request.selector, entries, blobs.place);
  const { platform } = request;
  if (platform === undefined || platform === 'all') return found;
  const fitting = found.filter(({ image }) => fitsPlatform(image.platform, platform));
  if (fitting.length === 0) throw platformNotFound(platform, found.map(({ image }) => image.platform), blobs.place);
  return fitting;
}

/** Which member a diff id was claimed for first. */
type Claims = Map<string, string>;

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
    layers.push(await readLayer(blobs, path, diffId, asRecord(asRecord(entry['LayerSources'])[diffId ?? '']), claims, notices));
  }
  return layers;
}

async function readLayer(blobs: Blobs, path: string, diffId: string | null, source: Readonly<Record<string, unknown>>, claims: Claims, notices: Notice[]): Promise<StoredLayer> {
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
  let head: Buffer | null = null;
  for await (const piece of (await blobs.open(name)) as AsyncIterable<Buffer>) {
    head ??= piece;
    if (diffId !== null && parseDigest(diffId)?.algorithm === 'sha256' && sniffCompression(head) === 'none') return diffId;
    hash.update(piece);
  }
  return `sha256:${hash.digest('hex')}`;
}

/** The manifest knows how the layer came to be stored so; its words count where it means the same bytes. */
function withManifestFacts(layer: StoredLayer, manifest: unknown): StoredLayer {
  const same = asList(asRecord(manifest)['layers']).map(asRecord).find((descriptor) => descriptor['digest'] === layer.descriptor.digest);
  const mediaType = asText(same?.['mediaType']);
  return mediaType === '' ? layer : { ...layer, descriptor: { ...layer.descriptor, mediaType } };
}

function isSelected(selector: string, index: number, names: readonly string[]): boolean {
  if (selector === '') return true;
  return selector.startsWith('@') ? selector === `@${index}` : names.some((name) => isNamed(name, selector));
}

function noSuchImage(selector: string, entries: readonly Readonly<Record<string, unknown>>[], place: string): LayerlintError {
  const names = entries.flatMap((entry, index) => {
    const tags = asList(entry['RepoTags']).map(asText).filter((tag) => tag !== '');
    return tags.length > 0 ? tags : [`@${index}`];
  });
  return new LayerlintError('not-found', `${place} holds no image \`${selector}\`; it holds ${names.map((name) => `\`${name}\``).join(', ')}.`, {
    hint: 'Name one of these, or none to read every image.',
  });
}

async function explainNoManifest(blobs: Blobs): Promise<LayerlintError> {
  if (blobs.damage.length > 0) {
    return new LayerlintError('damaged', `${blobs.place} breaks off before its \`manifest.json\`: ${blobs.damage.join(' ')}`, {
      hint: 'The archive was cut short; save it again.',
    });
  }
  if ((await blobs.find('repositories')) !== null) {
    return new LayerlintError('unsupported', `${blobs.place} has no \`manifest.json\`: it was saved by a Docker older than 1.10.`, {
      hint: 'Load it into a Docker of today (`docker load`) and save it again.',
    });
  }
  return new LayerlintError('damaged', `${blobs.place} has no \`manifest.json\`, so it is no Docker archive.`, {
    hint: 'Use `oci-archive:` for an OCI archive, or `dir:` for a plain directory.',
  });
}
