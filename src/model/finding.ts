import type { Identity } from './identity.js';
import type { Location, Region } from './location.js';
import type { Secret } from './secret.js';
import type { Confidence, Severity } from './severity.js';

/**
 * Who can still read the secret.
 * `present`: in the final file system. `recoverable`: deleted or overwritten by `hiddenByLayer` (counted from 0), yet in
 * the image. `metadata`: in config, history, annotation or attestation. `build`: a Dockerfile says so; `sinks` tells where
 * the build will leave it.
 */
export type Exposure =
  | { readonly state: 'present' }
  | { readonly state: 'recoverable'; readonly hiddenByLayer: number }
  | { readonly state: 'metadata' }
  | { readonly state: 'build'; readonly sinks: readonly Sink[] };

/** Where a build leaves what it was given. `cache` means the builder's cache only, `log` the build's output. */
export type Sink = 'config' | 'history' | 'provenance' | 'layer' | 'cache' | 'log';

/** What to do: why it matters, how to write it instead, how to make the leaked value worthless. */
export interface Remediation {
  readonly why: string;
  readonly fix: string;
  readonly rotate: Rotation | null;
}

export interface Rotation {
  /** The issuer's page; null where there is none that fits everyone. */
  readonly url: string | null;
  readonly steps: readonly string[];
}

/** Why a finding does not count. https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317733 */
export interface Suppression {
  readonly kind: 'inSource' | 'external';
  readonly justification: string;
}

/** One stop on the way that a secret takes through a Dockerfile. */
export interface FlowStep {
  readonly region: Region;
  /** What happens there, a sentence, redacted. */
  readonly message: string;
}

/** Another place of the same secret's way, in a file of its own. */
export interface RelatedPlace {
  readonly path: string;
  readonly region: Region;
  /** What happens there, a sentence, redacted. */
  readonly message: string;
}

/** An image, as a user would write it to get at it again. */
export interface ImageReference {
  readonly reference: string;
  /** Of its manifest; null where the medium stores none. */
  readonly digest: string | null;
}

/** One secret at one place; the same for a Dockerfile line and for a byte in a layer. */
export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** One sentence, redacted. */
  readonly message: string;
  readonly location: Location;
  /** Null where the place is the leak and no value is known (`ARG NPM_TOKEN`). */
  readonly secret: Secret | null;
  /** Whose it is and what it opens, redacted; absent where nothing is known. */
  readonly identity?: readonly Identity[];
  /** What the value says about itself and how sure that is, in sentences, redacted. */
  readonly evidence: readonly string[];
  /** Stable when lines move or the image is rebuilt; see `fingerprint.ts`. */
  readonly fingerprint: string;
  readonly exposure: Exposure;
  readonly suppression: Suppression | null;
  readonly remediation: Remediation;
  /** The whole way through the Dockerfile, from where the secret comes in to where it stays; absent where it is one line. */
  readonly flow?: readonly FlowStep[];
  /** Where its way goes on, or comes from, in other files; absent where it does not. */
  readonly related?: readonly RelatedPlace[];
  /** The base image that it came with; absent where the image added it itself, or where no base was named. */
  readonly inheritedFrom?: ImageReference;
  /** The older image that still holds it, where a comparison shows that the newer one does not. */
  readonly stillIn?: ImageReference;
  /** The line or lines of the region, every known secret masked; null where the place has no text to show. */
  readonly excerpt: string | null;
}
