import { asList, asRecord, asText } from './json.js';

/** https://github.com/moby/buildkit/blob/v0.16.0/cache/remotecache/v1/spec.go */
const CACHE_CONFIG = 'application/vnd.buildkit.cacheconfig.v0';
const LISTS_OR_MANIFEST = /\.(?:image\.index|image\.manifest|artifact\.manifest|distribution\.manifest\.(?:list\.)?v2)\b/;

/** What a manifest says, in the terms of an image manifest. */
export interface ManifestParts {
  /** Annotations and `config` are where an image manifest has them. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** The descriptors of what is neither config nor manifest; undefined where it is no manifest. */
  readonly blobs: unknown;
}

/** Reads image manifests, artifacts and build caches alike. */
export function readParts(value: unknown): ManifestParts {
  const manifest = asRecord(value);
  if (!isCacheIndex(value)) return { manifest, blobs: manifest['layers'] ?? manifest['blobs'] };
  const entries = asList(manifest['manifests']);
  const config = entries.find(isCacheConfig);
  return { manifest: { ...manifest, config }, blobs: entries.filter((item) => item !== config) };
}

/**
 * True for what BuildKit keeps a build cache in (`--cache-to type=registry`): an index by its name, whose entries are
 * layers and a config. A list that names manifests too is a list: else an image could hide among the blobs of a cache.
 */
export function isCacheIndex(value: unknown): boolean {
  const entries = asList(asRecord(value)['manifests']);
  return entries.some(isCacheConfig) && !entries.some((item) => LISTS_OR_MANIFEST.test(asText(asRecord(item)['mediaType'])));
}

function isCacheConfig(item: unknown): boolean {
  return asRecord(item)['mediaType'] === CACHE_CONFIG;
}
