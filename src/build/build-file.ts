import type { Span } from '../model/dockerfile.js';

/** A name with what it is set to, as a file writes it; the span is the value's, or the name's where there is none. */
export interface PassedArgument extends Span {
  readonly name: string;
  /** As written, quotes taken off; null where it comes from the environment of whoever starts it. */
  readonly value: string | null;
}

/** One build that a file starts. */
export interface StartedBuild {
  /** From where the file's paths are seen, with slashes, `..` left in; null where the file does not say in plain words. */
  readonly dockerfile: string | null;
  readonly args: readonly PassedArgument[];
}

/** A variable that containers of a service get when they start. */
export interface ServiceSetting extends PassedArgument {
  readonly service: string;
}

/** A file of such variables, where a service names it. */
export interface ServiceFile extends Span {
  readonly service: string;
  readonly path: string;
}

/** What a reader makes of one file. */
export interface BuildFile {
  readonly builds: readonly StartedBuild[];
  readonly settings: readonly ServiceSetting[];
  readonly settingFiles: readonly ServiceFile[];
  /** Other compose files that are a part of this one, whatever they are called: what it includes, and what its services extend. */
  readonly composeFiles: readonly string[];
  /** Variables that the file takes from a store of secrets, whatever their names say. */
  readonly secretNames: ReadonlySet<string>;
  /** Why the file, or the rest of it, was not read; a sentence without its full stop. */
  readonly fault: string | null;
}

/** A file that does nothing. */
export const NOTHING: BuildFile = { builds: [], settings: [], settingFiles: [], composeFiles: [], secretNames: new Set(), fault: null };

/** Another file's text by a path seen from where this file's paths are seen; null where there is none that can be read. */
export type OtherFile = (path: string) => string | null;

/** What kind of file starts builds, going by its name. */
export type BuildFileKind = 'compose' | 'bake-hcl' | 'bake-json' | 'github' | 'pipeline' | 'script';

/** Pipelines in YAML whose place or name says so. */
const PIPELINES =
  /^(?:\.gitlab-ci(?:[.-][\w.-]+)?|azure-pipelines(?:[.-][\w.-]+)?|bitbucket-pipelines|\.drone|\.woodpecker|\.travis|cloudbuild(?:[.-][\w.-]+)?|buildspec(?:[.-][\w.-]+)?|skaffold|codefresh|appveyor|\.appveyor|[Tt]askfile)\.ya?ml$/i;
const PIPELINE_FOLDERS = /(?:^|\/)(?:\.circleci|\.woodpecker|\.azure-pipelines|\.gitlab\/ci|\.buildkite|\.tekton)\/[^/]+\.ya?ml$/i;
/** Scripts that people start builds with; only their calls of a builder are read. */
const SCRIPTS = /^(?:Jenkinsfile(?:\..+)?|.+\.jenkinsfile|(?:GNU)?[Mm]akefile|.+\.mk|justfile|.+\.(?:sh|bash))$/;

/** The kind of a path with slashes; null for all others. */
export function buildFileKind(path: string): BuildFileKind | null {
  const name = path.split('/').at(-1)!;
  if (/^docker-bake(?:\.[\w-]+)*\.(?:hcl|json)$/i.test(name)) return name.toLowerCase().endsWith('json') ? 'bake-json' : 'bake-hcl';
  // A name that is none of YAML's is asked no more of it: each expression costs more to compile than to try.
  return (/\.ya?ml$/i.test(name) ? yamlKind(path, name) : null) ?? (SCRIPTS.test(name) ? 'script' : null);
}

function yamlKind(path: string, name: string): BuildFileKind | null {
  if (/^(?:docker-|podman-)?compose(?:[.-][\w.-]+)?\.ya?ml$/i.test(name)) return 'compose';
  if (/(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/i.test(path) || /^action\.ya?ml$/i.test(name)) return 'github';
  return PIPELINES.test(name) || PIPELINE_FOLDERS.test(path) ? 'pipeline' : null;
}

/** Folders of a repository's own settings, from whose parent the paths in their files are seen. */
const HIDDEN_FOLDER = /(?:^|\/)\.(?:github|gitea|forgejo|circleci|woodpecker|azure-pipelines|gitlab|buildkite|tekton)(?:\/.*)?$/;

/** The folder that a file's paths are seen from: of a pipeline the repository's, of the others their own. */
export function baseFolder(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/'))).replace(HIDDEN_FOLDER, '') || (path.startsWith('/') ? '/' : '');
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
