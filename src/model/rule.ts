import type { Dockerfile } from './dockerfile.js';
import type { Rotation, Sink } from './finding.js';
import type { Image } from './image.js';
import type { Secret } from './secret.js';
import type { Confidence, Severity } from './severity.js';

/** What every rule says about itself, before it does any work. */
export interface RuleWords {
  /** kebab-case; names the fault, never the fix; reads well after "allow …". The docs URL is derived from it. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Why it matters: one or two sentences. */
  readonly why: string;
  /** How to write it instead: one or two sentences. */
  readonly fix: string;
  readonly references: readonly string[];
}

/**
 * Evidence that a pattern asks for, by name; `src/match/evidence` has one file for each.
 * It moves the confidence and never drops a token that has an issuer's shape.
 */
export type EvidenceName = string;

export interface EvidenceUse {
  readonly name: EvidenceName;
  /** Numbers and words the evidence takes; each evidence says which. */
  readonly options?: Readonly<Record<string, number | string>>;
}

/** A shape of credential. Plain data, so that users' rules and built-in ones are the same thing. */
export interface Pattern {
  /** ASCII literals of at least three bytes, matched without case: the prefilter looks for these and nothing else. */
  readonly keywords: readonly string[];
  /**
   * Source of a regular expression over latin1 text with a group `secret`. It is tried at the keyword's first byte, or, with
   * `before`, at any of that many bytes in front of it; a match must cover the keyword.
   */
  readonly regex: string;
  /** `i` and `m`, `s` where they are needed. */
  readonly flags?: string;
  /**
   * What runs `regex`. Default: JavaScript's own engine, for expressions that cannot be made slow. `linear` takes RE2's syntax
   * instead, and time linear in the text whatever the expression: every rule of a stranger that can be said so runs on it, and
   * every other on `bounded`, which takes JavaScript's syntax and time linear in the text too, but more of it.
   */
  readonly engine?: 'linear' | 'bounded';
  /** How far in front of the keyword a match may begin, in bytes. Default 0. */
  readonly before?: number;
  /** How far behind the keyword's first byte a match may end, in bytes: the longest match. */
  readonly reach: number;
  /** Confidence before evidence. Default `medium`. */
  readonly confidence?: Confidence;
  readonly evidence?: readonly EvidenceUse[];
  /** Only in documents whose path matches one of these globs. Default: everywhere. */
  readonly paths?: readonly string[];
  /** Only in documents in whose path this expression, in RE2's syntax, has a match. Default: everywhere. */
  readonly within?: string;
  /** A secret with at most this many bits of Shannon entropy a character is no match. */
  readonly entropy?: number;
  /** What the rule's author knows to be no secret: it is no match. */
  readonly except?: readonly Exception[];
}

/** Holds when one of what it says holds, or with `every` all of it; what it does not say counts for nothing. */
export interface Exception {
  /** What `regexes` look at: the secret (the default), the whole match, or the line that it begins on. */
  readonly target?: 'secret' | 'match' | 'line';
  /** In RE2's syntax, found anywhere. */
  readonly regexes?: readonly string[];
  /** Stand in the secret, without case. */
  readonly words?: readonly string[];
  /** In RE2's syntax, found anywhere in the path. */
  readonly paths?: readonly string[];
  readonly every?: boolean;
}

/** What stands near a credential and tells whose it is, or is its other half. Either `regex` or `rule`. */
export interface Companion {
  /** What it is, a noun: `Twilio account`. */
  readonly label: string;
  /** Looked for around the secret; the value shown is its group `id`, or all of it. */
  readonly regex?: string;
  /** `i` where it is needed. */
  readonly flags?: string;
  /** Must stand right in front of the secret, its name mostly. */
  readonly when?: string;
  /** A rule whose finding near by becomes a part of this one; its value is shown masked. */
  readonly rule?: string;
  /** Bytes on either side of the secret. Default 400. */
  readonly within?: number;
}

/**
 * A text from which a seeded generator makes examples, so that no live-looking token is ever committed:
 * `{base62:30}`, `{hex:40}`, `{crc32}` …; `src/rule/template.ts` has the list.
 */
export type Template = string;

export interface Examples {
  readonly leaks: readonly Template[];
  readonly clean: readonly Template[];
}

/** A credential by its shape. */
export interface CredentialRule extends RuleWords {
  readonly kind: 'credential';
  /** `specific` beats `generic` where both see the same bytes. */
  readonly rank: 'specific' | 'generic';
  readonly patterns: readonly Pattern[];
  /** What belongs to it. */
  readonly companions?: readonly Companion[];
  readonly rotate: Rotation;
  readonly examples: Examples;
}

/** A file that should not be in an image, by its name. */
export interface FileRule extends RuleWords {
  readonly kind: 'file';
  /** Globs over the path; a pattern without a slash matches the last part. */
  readonly paths: readonly string[];
  /** Globs that clear a path again (`.env.example`). */
  readonly except?: readonly string[];
  /** True where the name alone is proof enough to report a file in a layer whose content showed nothing. */
  readonly opaque: boolean;
  readonly rotate: Rotation;
  /** Paths that must match and paths that must not. */
  readonly examples: Examples;
}

/** What a Dockerfile rule or an image rule found, before it becomes a Finding. */
export interface Problem {
  readonly message: string;
  readonly secret: Secret | null;
  readonly confidence: Confidence;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  readonly fix?: string;
  readonly evidence?: readonly string[];
  /** A name that tells this problem from others of its rule (a variable, a path): part of the fingerprint. */
  readonly name: string;
}

/** One stop of a secret's way through a Dockerfile: `[start, end)` in UTF-16 offsets, and a sentence. */
export interface ProblemStep {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** A problem at UTF-16 offsets `[start, end)` of the Dockerfile's text. */
export interface DockerfileProblem extends Problem {
  readonly start: number;
  readonly end: number;
  readonly sinks: readonly Sink[];
  /** From where the secret comes in to where it stays. */
  readonly flow?: readonly ProblemStep[];
}

/** What a Dockerfile does wrong. */
export interface DockerfileRule extends RuleWords {
  readonly kind: 'dockerfile';
  readonly examples: Examples;
  /** `files` are the file rules of the set, for what COPY and ADD name. */
  check(dockerfile: Dockerfile, files: readonly FileRule[]): readonly DockerfileProblem[];
}

/** What a file that starts builds or containers does wrong: words alone, as one reader serves all of them. */
export interface BuildRule extends RuleWords {
  readonly kind: 'build';
}

/** A problem in an image's metadata, at a JSON pointer into the config (RFC 6901). */
export interface ImageProblem extends Problem {
  readonly pointer: string;
  /** UTF-16 offsets of the secret within the string at `pointer`; the whole string when absent. */
  readonly start?: number;
  readonly end?: number;
}

/** What an image does wrong beside holding a credential of known shape. */
export interface ImageRule extends RuleWords {
  readonly kind: 'image';
  check(image: Image): readonly ImageProblem[];
}

export type Rule = CredentialRule | FileRule | DockerfileRule | BuildRule | ImageRule;

/** Rules and a digest over all that they say and over the code that applies them: two sets with one digest find the same things. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  /** `sha256:<hex>`; part of every cache key. */
  readonly digest: string;
  /** What of a rules file could not be taken as it was meant, in sentences. */
  readonly remarks?: readonly string[];
}

/** The rules of one kind, in the order of the set. */
export function rulesOfKind<K extends Rule['kind']>({ rules }: RuleSet, kind: K): Extract<Rule, { readonly kind: K }>[] {
  return rules.filter((rule): rule is Extract<Rule, { readonly kind: K }> => rule.kind === kind);
}
