/**
 * A stretch of one document. Lines and columns count from 1 and `end…` is exclusive; columns are UTF-16 code units
 * (SARIF's and the editors' default), byte offsets count from 0 in the document as it is stored.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317685
 */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly byteOffset: number;
  readonly byteLength: number;
}

/** The layer that a location lies in; `index` counts from 0 at the base. */
export interface LayerReference {
  readonly index: number;
  /** Digest of the bytes as stored; empty where the medium stores no blob (a plain directory). */
  readonly digest: string;
  /** Digest of the uncompressed tar; empty where the config claims none. */
  readonly diffId: string;
  /** The instruction that made the layer, as the image's history words it, without a shell prefix; null when unknown. */
  readonly createdBy: string | null;
}

/** The line of a Dockerfile, from 1, that put something into an image. */
export interface DockerfileLine {
  readonly path: string;
  readonly line: number;
}

/** Absent where no Dockerfile was given, or where it could not be told which of its lines it was. */
interface Attributed {
  readonly dockerfile?: DockerfileLine;
}

/** Absent where the document is not read by a grammar of its own. */
interface Keyed {
  /** The way from the document's root to the value, redacted: `auths.r.acme.io.auth`. */
  readonly key?: string;
}

/** Where a document stands. */
export type Origin =
  | { readonly kind: 'dockerfile'; readonly path: string }
  /** `broughtBy` is the instruction that takes the file in. */
  | ({ readonly kind: 'context'; readonly path: string; readonly within: readonly string[]; readonly broughtBy?: DockerfileLine } & Keyed)
  /** `path` as in the layer, relative, with slashes; `within` names the way through nested archives, outermost first. */
  | ({ readonly kind: 'layer'; readonly path: string; readonly within: readonly string[]; readonly layer: LayerReference } & Attributed & Keyed)
  /** `pointer` is a JSON pointer (RFC 6901) into the image's config document. */
  | ({ readonly kind: 'config'; readonly pointer: string } & Attributed)
  /** `pointer` as for config; `layer` is null for a step that made none; `instruction` is the step, redacted. */
  | ({ readonly kind: 'history'; readonly pointer: string; readonly instruction: string; readonly layer: LayerReference | null } & Attributed)
  | { readonly kind: 'annotation'; readonly pointer: string }
  | { readonly kind: 'attestation'; readonly pointer: string; readonly digest: string };

/** An origin and the region within it; null where only the document as a whole is meant. */
export type Location = Origin & { readonly region: Region | null };
