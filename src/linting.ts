/** Dockerfiles and the files that start builds, with what lies beside them. */
import { buildFileKind, type BuildFileKind } from './build/build-file.js';
import { openContext, readDockerfile } from './dockerfile/context.js';
import { parseDockerfile } from './dockerfile/parse.js';
import type { Report } from './model/report.js';
import { builtInRuleSet, type CommonOptions, matcherOf } from './rule-sets.js';
import { lint } from './scan/lint.js';

export interface LintOptions extends CommonOptions {
  /** The build context, default the Dockerfile's folder; null lints the text alone. */
  readonly contextDirectory?: string | null;
  /** Bytes of the build context that are read at most; default: as much as a large image holds. */
  readonly mostContextBytes?: number;
  /** `YYYY-MM-DD`, for suppressions that hold until a date; default: today, in UTC. */
  readonly today?: string;
  /** What an editor holds of a file and has not saved; it counts in place of what is stored for ignore files and Dockerfiles. */
  readonly unsaved?: (path: string) => string | null;
}

/** What `lintBuildFile` can be told. */
export type BuildFileOptions = Pick<LintOptions, 'rules' | 'salt' | 'today' | 'unsaved'>;

/** Lints a Dockerfile with its build context. Throws `not-found` and `unreadable`. */
export async function lintDockerfile(path: string, options: LintOptions = {}): Promise<Report> {
  return lintText(await readDockerfile(path), path, { contextDirectory: dockerfileFolder(path), ...options });
}

/** Lints the text of a Dockerfile; `path` is what the report calls it. Without a context directory only the text is linted. */
export async function lintText(text: string | Buffer, path: string, options: LintOptions = {}): Promise<Report> {
  const { rules = builtInRuleSet, salt = null, contextDirectory = null, mostContextBytes, today = new Date().toISOString().slice(0, 10), unsaved } = options;
  const context = contextDirectory === null ? null : await openContext(contextDirectory, path, unsaved);
  return lint(parseDockerfile(text, path), rules, { context, salt, today, matcher: await matcherOf(rules, text.length), ...(mostContextBytes === undefined ? {} : { mostContextBytes }) });
}

/** True for the name of a compose file, a bake file or a pipeline that may start builds. */
export function isBuildFile(path: string): boolean {
  return buildFileKind(path.replaceAll('\\', '/')) !== null;
}

/**
 * Finds secrets that a compose file, a bake file or a pipeline passes as build arguments, and ties them to the ARG of the
 * Dockerfile that it names, if that can be read; compose files that it includes or extends follow with reports of their own. No report when there is nothing to tell. Throws `not-found` and `unreadable`.
 */
export async function lintBuildFile(path: string, options: BuildFileOptions = {}): Promise<Report[]> {
  const { readBuildFile, readNamedFile } = await import('./build/load.js');
  const { partsOf } = await import('./build/lint.js');
  const text = await readBuildFile(path);
  const reports = await lintBuildText(text, path, options);
  const own = path.replaceAll('\\', '/');
  const seen = new Set([own]);
  const waiting = partsOf({ path: own, text });
  for (let at = 0; at < waiting.length && seen.size < MOST_PARTS; at++) {
    const part = waiting[at]!;
    if (seen.has(part)) continue;
    seen.add(part);
    const content = options.unsaved?.(part) ?? (await readNamedFile(part))?.toString();
    if (content === undefined) continue;
    reports.push(...(await lintBuildText(content, part, { ...options, kind: 'compose' })));
    waiting.push(...partsOf({ path: part, text: content, kind: 'compose' }));
  }
  return reports;
}

/** Compose files that are parts of one; a project of more was generated. */
const MOST_PARTS = 100;

/** As `lintBuildFile`, for a text that is called `path`, without the files that it includes. `kind` says what it is where its name does not. */
export async function lintBuildText(text: string, path: string, { kind, ...options }: BuildFileOptions & { readonly kind?: BuildFileKind } = {}): Promise<Report[]> {
  const { lintBuildFile: lintBuildFileWith, wantedFiles } = await import('./build/lint.js');
  const { readNamedFile } = await import('./build/load.js');
  const { rules = builtInRuleSet, salt = null, today = new Date().toISOString().slice(0, 10), unsaved = () => null } = options;
  const file = { path: path.replaceAll('\\', '/'), text, ...(kind === undefined ? {} : { kind }) };
  const others = new Map<string, Buffer | string | null>();
  // A file that is read may lead to more of them.
  for (let wanted = wantedFiles(file, others); wanted.length > 0; wanted = wantedFiles(file, others)) {
    for (const other of wanted) others.set(other, unsaved(other) ?? (await readNamedFile(other)));
  }
  return lintBuildFileWith(file, others, { rules, salt, today, matcher: await matcherOf(rules, text.length) });
}

export function dockerfileFolder(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '.' : path.slice(0, slash) || '/';
}
