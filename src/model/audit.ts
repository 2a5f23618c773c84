import type { Exposure, Rotation } from './finding.js';
import type { Identity } from './identity.js';
import type { Location } from './location.js';
import type { Confidence, Severity } from './severity.js';

/** The ways to list a registry, of which the first that fits its host is taken; the last fits every one. */
export const CATALOGUES = ['docker-hub', 'ghcr', 'gitlab', 'quay', 'harbor', 'google', 'ecr', 'acr', 'artifactory', 'distribution'] as const;
export type CatalogueName = (typeof CATALOGUES)[number];

/** What an audit of registries answers: which secret, in which images, since when, who can pull it, what to delete and rotate. */
export interface AuditReport {
  /** What was audited, as the user named it: `HOST[/PREFIX]`. */
  readonly scope: readonly string[];
  /** When the run that it is of began, ISO 8601 in UTC. */
  readonly startedAt: string;
  /** Null where the run was stopped before its end: what is told is what was read until then. */
  readonly finishedAt: string | null;
  /** False when a notice says that something was not read, or the run did not come to its end. */
  readonly complete: boolean;
  /** Worst first, then by the number of images; one entry a fingerprint. */
  readonly secrets: readonly AuditedSecret[];
  /** Every image that a secret lies in; `SecretPlace.images` counts into this list. */
  readonly images: readonly AuditedImage[];
  readonly notices: readonly AuditNotice[];
  /** Against the last run of the same scope that came to its end; null where there is none. */
  readonly changes: AuditChanges | null;
  readonly statistics: AuditStatistics;
}

/** One secret, wherever it lies. Every text is redacted. */
export interface AuditedSecret {
  /** Under the store's salt, so that it tells the value wherever it is. */
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly title: string;
  /** The worst of its places. */
  readonly severity: Severity;
  /** The surest of its places. */
  readonly confidence: Confidence;
  /** Null where the place is the leak and no value is known. */
  readonly masked: string | null;
  /** Whose it is and what it opens; empty where nothing is known. */
  readonly identity: readonly Identity[];
  /** What the value says of itself and how sure that is, in sentences. */
  readonly evidence: readonly string[];
  readonly places: readonly SecretPlace[];
  /** When the first and the last image that holds it came into the registry, as far as is known. */
  readonly first: Moment | null;
  readonly last: Moment | null;
  /** `host/repository:tag`, sorted: what hands it out to whoever pulls that tag now. */
  readonly tags: readonly string[];
  /** `host/repository@digest`, sorted: no tag leads there any more, and yet it can be pulled. */
  readonly untagged: readonly string[];
  /** True where one of the images was read without signing in: then anyone can pull it. */
  readonly anonymous: boolean;
  /** True where neither the run that `changes` is against nor an earlier one found it. */
  readonly isNew: boolean;
  readonly why: string;
  readonly fix: string;
  readonly rotate: Rotation | null;
  /** Shell commands, one for each manifest that holds it; to be run after rotating, never instead. */
  readonly deleteCommands: readonly string[];
}

/** One place, in however many images: a layer that ten thousand images share is one place. */
export interface SecretPlace {
  readonly message: string;
  readonly location: Location;
  readonly exposure: Exposure;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly excerpt: string | null;
  /** Indexes into `AuditReport.images`, ascending. */
  readonly images: readonly number[];
}

/** A moment, and who says so: the registry's list, or the image's own config, which may say anything. */
export interface Moment {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly by: 'registry' | 'config';
}

/** One platform's image in one repository, under all tags that lead to it. */
export interface AuditedImage {
  /** `host/repository`. */
  readonly repository: string;
  /** Of its manifest. */
  readonly digest: string;
  /** Of what the tags name: its index, or itself. */
  readonly root: string;
  /** `os/architecture[/variant]`; null where nothing says. */
  readonly platform: string | null;
  /** Tags that lead there now, sorted. */
  readonly tags: readonly string[];
  /** Tags that led there in an earlier run and do no more, sorted. */
  readonly formerTags: readonly string[];
  /** False where no tag leads there and the registry no longer gives it by its digest. */
  readonly pullable: boolean;
  readonly pushed: Moment | null;
  /** The shell command that takes what the tags name out of the registry; to be run after rotating, never instead. */
  readonly deleteCommand: string;
  /** Base first: what a picture of the image needs. */
  readonly layers: readonly AuditedLayer[];
}

export interface AuditedLayer {
  readonly digest: string;
  readonly size: number;
  /** The instruction that made it, redacted; null when unknown. */
  readonly createdBy: string | null;
}

/** What could not be read, and where: a registry, a repository, a tag, an image or a layer. */
export interface AuditNotice {
  readonly place: string;
  readonly message: string;
}

/** What differs from the run before. Names are sorted; of more than a thousand of one kind the first are named and all counted. */
export interface AuditChanges {
  /** When that run began. */
  readonly since: string;
  readonly appeared: Listed;
  /** Tags that are gone. */
  readonly vanished: Listed;
  /** Tags that lead elsewhere now. */
  readonly moved: Listed;
  /** `host/repository@digest`: known from earlier runs, without a tag now, and still to be pulled. */
  readonly stillPullable: Listed;
  /** Fingerprints of secrets that were in an image then and are in none now. */
  readonly secretsGone: Listed;
}

export interface Listed {
  readonly count: number;
  readonly names: readonly string[];
}

export interface AuditStatistics {
  readonly repositories: number;
  readonly tags: number;
  readonly images: number;
  /** Distinct ones, by the digest of their stored bytes. */
  readonly layers: number;
  /** How many of these were read in this run; the others were known. */
  readonly layersRead: number;
  /** Stored bytes of the layers that were read in this run. */
  readonly bytesRead: number;
  /** What the layers of all images add up to, were each read for each image. */
  readonly bytesListed: number;
  /** Findings that a suppression takes out. */
  readonly suppressed: number;
  /** Sent to registries in this run. */
  readonly requests: number;
  readonly seconds: number;
}
