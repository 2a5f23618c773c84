import type { Finding, ImageReference } from './finding.js';
import type { LayerReference } from './location.js';
import type { Notice } from './notice.js';

export interface Target {
  readonly kind: 'dockerfile' | 'image' | 'directory';
  /** As a user would write it to get at the same thing again. */
  readonly reference: string;
  /** Manifest digest, or the config's where no manifest is stored (docker-archive); null for Dockerfiles and directories. */
  readonly digest: string | null;
  /** `os/architecture[/variant]`; null for Dockerfiles and directories. */
  readonly platform: string | null;
}

export interface Statistics {
  readonly layers: number;
  readonly files: number;
  /** Uncompressed bytes of content looked at. */
  readonly bytes: number;
  /** Files not read, or not to their end; each has a notice. */
  readonly filesSkipped: number;
}

/** A layer as the image lists it, whether or not anything was found in it. */
export interface ReportLayer extends LayerReference {
  /** Of the bytes as stored; 0 where the medium does not say. */
  readonly size: number;
  /** Files with content, and their bytes, as far as they were read. */
  readonly files: number;
  readonly bytes: number;
  /** The base image that it came with; absent where it did not, or where no base was named. */
  readonly inheritedFrom?: ImageReference;
}

/** What was found in one target. Findings are in reading order: metadata first, then layers from the base up. */
export interface Report {
  readonly target: Target;
  /** False when any notice says that something was not fully read. */
  readonly complete: boolean;
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
  readonly statistics: Statistics;
  /** Base first; absent where the target is no image. */
  readonly layers?: readonly ReportLayer[];
  /** What is worth knowing beside findings, in sentences, redacted. Unlike a notice none of it makes the report incomplete. */
  readonly remarks?: readonly string[];
}
