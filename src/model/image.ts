import type { Notice } from './notice.js';

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md */
export interface Descriptor {
  readonly mediaType: string;
  /** Digest of the stored bytes, `sha256:<hex>`. */
  readonly digest: string;
  /** Size of the stored bytes. */
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: Platform;
  readonly artifactType?: string;
  readonly urls?: readonly string[];
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md#image-index-property-descriptions */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** A layer as the image lists it. `open` may be called more than once unless the medium is a pipe. */
export interface Layer {
  readonly descriptor: Descriptor;
  /** Claimed by the config, hence never a cache key; null where the config claims none. */
  readonly diffId: string | null;
  /** From 0 at the base. */
  readonly index: number;
  /** The history entry that made it, counted from 0; null when history and layers do not fit together. */
  readonly historyIndex: number | null;
  /**
   * Only where it is no layer of a file system but a blob of its own (of an artifact, a build cache, an attestation): what its
   * bytes are called if they are one file. Such a blob hides nothing, and nothing hides it.
   */
  readonly fileName?: string;
  /**
   * The stored bytes (compressed or not). A piece is lent: it is valid until the next one is asked for. Fails with `damaged` at the end
   * unless size and digest are right. Whoever stops before the end says so by `return`, as `for await` does.
   */
  open(): Promise<AsyncIterable<Buffer>>;
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md#properties */
export interface HistoryEntry {
  readonly createdBy: string;
  readonly created: string | null;
  readonly author: string | null;
  readonly comment: string | null;
  /** True when the step made no layer. */
  readonly emptyLayer: boolean;
}

/** A JSON document of the image as it was stored: unknown keys matter, so the parsed value is the whole of it. */
export interface JsonDocument {
  readonly descriptor: Descriptor;
  readonly value: unknown;
}

/** A statement about an image, kept beside it: provenance, an SBOM. https://github.com/in-toto/attestation/blob/v1.0/spec/README.md */
export interface Attestation {
  /** What kind of statement it is, as `https://slsa.dev/provenance/v0.2`; '' where nothing says so. */
  readonly predicateType: string;
  readonly statement: JsonDocument;
}

/** One platform's image, immutable, whatever it was read from. */
export interface Image {
  /** What kind of target the user named: a plain directory or file is an image of one layer. */
  readonly kind: 'image' | 'directory';
  /** As a user would write it to get at this image again. */
  readonly reference: string;
  /** Every tag it goes by in its medium. */
  readonly names: readonly string[];
  /** Null where the medium stores no manifest blob (docker-archive, directory). */
  readonly manifest: JsonDocument | null;
  readonly platform: Platform | null;
  /** Null for a directory. */
  readonly config: JsonDocument | null;
  readonly history: readonly HistoryEntry[];
  /** Base first. */
  readonly layers: readonly Layer[];
  /** Of the manifest, its descriptor and its index, merged. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Found by the index or the referrers of its medium; public to whoever can pull the image. */
  readonly attestations: readonly Attestation[];
  /** What else is said of it and is no JSON, or too much of it to be parsed: read as files. Absent where there is none. */
  readonly attached?: readonly Layer[];
  /** What could not be read while opening it (a missing blob, an unknown media type). */
  readonly notices: readonly Notice[];
}
