import type { Span } from '../model/dockerfile.js';

/** A build argument as a file that starts builds passes it; the span is the value's, or the name's where there is none. */
export interface PassedArgument extends Span {
  readonly name: string;
  /** As written, quotes taken off; null where the builder takes it from its environment. */
  readonly value: string | null;
}

/** One build that a file starts. */
export interface StartedBuild {
  /** From where the file's paths are seen, with slashes, `..` left in; null where the file does not say in plain words. */
  readonly dockerfile: string | null;
  readonly args: readonly PassedArgument[];
}

/** What a reader makes of one file. */
export interface BuildFile {
  readonly builds: readonly StartedBuild[];
  /** Why the file, or the rest of it, was not read; a sentence. */
  readonly fault: string | null;
}

/** What kind of file starts builds, going by its name. */
export type BuildFileKind = 'compose' | 'bake-hcl' | 'bake-json' | 'github' | 'gitlab';

/** The kind of a path with slashes; null for all others. */
export function buildFileKind(path: string): BuildFileKind | null {
  const name = path.split('/').at(-1)!;
  if (/^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/i.test(name)) return 'compose';
  if (/^docker-bake(?:\.[\w-]+)?\.(?:hcl|json)$/i.test(name)) return name.toLowerCase().endsWith('json') ? 'bake-json' : 'bake-hcl';
  if (/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i.test(path) || /(?:^|\/)action\.ya?ml$/i.test(path)) return 'github';
  return /^\.gitlab-ci(?:[.-][\w.-]+)?\.ya?ml$/i.test(name) ? 'gitlab' : null;
}

/** The folder that a file's paths are seen from: of a workflow the repository's, of the others their own. */
export function baseFolder(path: string, kind: BuildFileKind): string {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return kind === 'github' ? folder.replace(/(?:^|\/)\.github(?:\/.*)?$/, '') : folder;
}

/** Joins a context and what it says of its Dockerfile; null where either is a variable or a URL. */
export function dockerfileOf(context: string | null, dockerfile: string | null): string | null {
  const folder = context ?? '.';
  const file = dockerfile ?? 'Dockerfile';
  if (/[$]|:\/\/|^git@/.test(folder + file)) return null;
  return file.startsWith('/') ? file : joinPath(folder, file);
}

/** Joins two paths with slashes and takes `.` and `..` out as far as they go. */
export function joinPath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return ((path.startsWith('/') || folder.startsWith('/')) ? '/' : '') + parts.join('/');
}
