import type { Registry } from '../../source/registry/connect.js';

/** One manifest of a repository, under all tags that lead to it; what a list does not tell is null. */
export interface Version {
  /** Empty where no tag leads there. */
  readonly tags: readonly string[];
  readonly digest: string | null;
  /** ISO 8601. */
  readonly pushed: string | null;
}

/** How a registry lists what it holds. */
export interface Catalogue {
  /** Names without the host, in whatever order, perhaps of more than the prefix covers. Throws `unauthorized`, `registry-unreachable`, `not-found`. */
  repositories(prefix: string): AsyncIterable<string>;
  /** Of one repository; none where it is gone. */
  versions(repository: string): AsyncIterable<Version>;
}

/** One kind of registry: a file beside the others and its name in `CATALOGUES`. */
export interface CatalogueKind {
  /** True for hosts that are known to list so. */
  fits(host: string): boolean;
  open(context: CatalogueContext): Catalogue;
}

export interface CatalogueContext {
  readonly registry: Registry;
  /** The interface beside the registry, where the user names one. */
  readonly url: URL | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Says what the list could not tell. */
  note(message: string): void;
}
