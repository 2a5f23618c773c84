/** Replaces the UTF-16 stretch `[start, end)` of `Dockerfile.text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a build must be given from now on: a secret of the builder, or the SSH agent. */
export interface BuildSecret {
  readonly kind: 'secret' | 'ssh';
  readonly id: string;
  /** The variable of the one who builds that holds it; null for a file and for the agent. */
  readonly env: string | null;
  /** The file that holds it, as seen from where the build is started; null for a variable and for the agent. */
  readonly file: string | null;
}

/** What is to be mended: every ARG or ENV of one name, one file that COPY or ADD takes in, or one file of the build context. */
export interface FixTarget {
  readonly kind: 'argument' | 'copied-file' | 'context-file';
  /** The variable's name, the source as `CopyPath.path`, or the path in the context. */
  readonly name: string;
}

/** A change that keeps what the build does, as far as the Dockerfile tells. */
export interface Fix {
  readonly target: FixTarget;
  /** One sentence: what was changed. */
  readonly title: string;
  /** In any order, none overlapping another; several insertions at one offset keep their order. */
  readonly edits: readonly TextEdit[];
  /** Lines for the ignore file. */
  readonly ignore: readonly string[];
  readonly secrets: readonly BuildSecret[];
  /** What the user has to know or do beside building with the secret, in sentences. */
  readonly notes: readonly string[];
}

/** Why there is no fix that keeps what the build does, a sentence. */
export interface NoFix {
  readonly target: FixTarget;
  readonly reason: string;
}

/** Fixes for one target, the plainest first, or why there is none. */
export type Plan = readonly Fix[] | NoFix;

/** Tells targets apart. */
export function targetKey({ kind, name }: FixTarget): string {
  return `${kind}:${name}`;
}
