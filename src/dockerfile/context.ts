import { lstat, open, readFile, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LayerlintError } from '../model/error.js';
import { parseIgnore, type IgnoreFile } from './ignore.js';

/** A file that the builder would be sent. */
export interface ContextFile {
  /** Relative to the context, with slashes. */
  readonly path: string;
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
}

/** What was not taken in, and why. */
export interface ContextFault {
  readonly path: string;
  readonly code: 'unreadable' | 'limit-reached';
  readonly message: string;
}

export interface ContextListing {
  /** Sorted by path. */
  readonly files: readonly ContextFile[];
  readonly faults: readonly ContextFault[];
}

/** A directory as the builder sees it: what the ignore file leaves out is not there. */
export interface BuildContext {
  /** The directory, as the user named it. */
  readonly directory: string;
  /** The ignore file's name in the context; null when there is none. */
  readonly ignoreFile: string | null;
  /** The text of the context's `.gitignore`; null or absent when there is none that can be read. */
  readonly gitignore?: string | null;
  /** True when the ignore file leaves the path out, whether it exists or not. */
  excludes(path: string): boolean;
  /** Walks the directory once, the first time. Symbolic links are not followed. */
  list(): Promise<ContextListing>;
}

/** A context with more files has `node_modules` or data in it; walking on would take minutes. */
const MOST_CONTEXT_FILES = 100_000;
const DEEPEST_FOLDER = 100;
/** Above this nothing that a person wrote. */
const LARGEST_IGNORE_FILE = 1024 * 1024;

/** Reads a Dockerfile's bytes. Throws `not-found` and `unreadable`. */
export async function readDockerfile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw unreadable(path, error, 'Name a Dockerfile, or a directory to search for them.');
  }
}

/**
 * Opens a build context. `<Dockerfile>.dockerignore` beside the Dockerfile counts in place of `.dockerignore`.
 * What `unsaved` has of an ignore file counts before what is stored. Throws `not-found` when the directory is none.
 */
export async function openContext(directory: string, dockerfilePath: string, unsaved: (path: string) => string | null = () => null): Promise<BuildContext> {
  try {
    if (!(await stat(directory)).isDirectory()) {
      throw new LayerlintError('not-found', `\`${directory}\` is no directory.`, { hint: 'Name the directory that `docker build` is given.' });
    }
  } catch (error) {
    if (error instanceof LayerlintError) throw error;
    throw unreadable(directory, error, 'Name the directory that `docker build` is given.');
  }
  const ignore = await findIgnore(directory, dockerfilePath, unsaved);
  const gitignore = await readGitignore(directory);
  let listing: Promise<ContextListing> | null = null;
  const excludes = (path: string): boolean => ignore?.rules.excludes(path) ?? false;
  return { directory, ignoreFile: ignore?.name ?? null, gitignore, excludes, list: () => (listing ??= new Walk(directory, ignore?.rules ?? null).run()) };
}

async function findIgnore(directory: string, dockerfilePath: string, unsaved: (path: string) => string | null): Promise<{ readonly name: string; readonly rules: IgnoreFile } | null> {
  const own = `${basename(dockerfilePath)}.dockerignore`;
  for (const [path, name] of [[join(dirname(dockerfilePath), own), own], [join(directory, '.dockerignore'), '.dockerignore']] as const) {
    const open = unsaved(path);
    if (open !== null && open.length <= LARGEST_IGNORE_FILE) return { name, rules: parseIgnore(open) };
    try {
      if ((await stat(path)).size > LARGEST_IGNORE_FILE) {
        throw new LayerlintError('limit-exceeded', `\`${path}\` is too large for an ignore file.`, { hint: 'Shorten it, or lint without a context.' });
      }
      return { name, rules: parseIgnore(await readFile(path, 'utf8')) };
    } catch (error) {
      if (error instanceof LayerlintError) throw error;
      if (!isAbsent(error)) throw unreadable(path, error, 'Make it readable: without it nobody knows what the builder is sent.');
    }
  }
  return null;
}

/** It only makes advice better, so that one which cannot be read is none. */
async function readGitignore(directory: string): Promise<string | null> {
  const path = join(directory, '.gitignore');
  try {
    const { size } = await stat(path);
    return size > LARGEST_IGNORE_FILE ? null : await readFile(path, 'utf8');
  } catch {
    return null;
  }
}

class Walk {
  readonly #root: string;
  readonly #ignore: IgnoreFile | null;
  readonly #files: ContextFile[] = [];
  readonly #faults: ContextFault[] = [];
  #full = false;

  constructor(root: string, ignore: IgnoreFile | null) {
    this.#root = root;
    this.#ignore = ignore;
  }

  async run(): Promise<ContextListing> {
    await this.#folder('', 0);
    this.#files.sort((a, b) => (a.path < b.path ? -1 : 1));
    return { files: this.#files, faults: this.#faults };
  }

  async #folder(folder: string, depth: number): Promise<void> {
    if (depth > DEEPEST_FOLDER) {
      this.#faults.push({ path: folder, code: 'limit-reached', message: `\`${folder}\` lies deeper than ${DEEPEST_FOLDER} folders and was not read.` });
      return;
    }
    let entries;
    try {
      entries = await readdir(join(this.#root, folder), { withFileTypes: true });
    } catch {
      this.#faults.push({ path: folder, code: 'unreadable', message: `The folder \`${folder || '.'}\` cannot be read. Make it readable, or leave it out in \`.dockerignore\`.` });
      return;
    }
    for (const entry of entries) {
      if (this.#full) return;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const excluded = this.#ignore?.excludes(path) ?? false;
      if (entry.isDirectory() && (!excluded || this.#ignore?.hasExceptions)) await this.#folder(path, depth + 1);
      else if (entry.isFile() && !excluded) await this.#file(path);
    }
  }

  async #file(path: string): Promise<void> {
    if (this.#files.length >= MOST_CONTEXT_FILES) {
      this.#full = true;
      this.#faults.push({
        path: '',
        code: 'limit-reached',
        message: `The build context holds more than ${MOST_CONTEXT_FILES} files; the rest was not read. Leave out in \`.dockerignore\` what the image does not need.`,
      });
      return;
    }
    const full = join(this.#root, path);
    try {
      const { size } = await lstat(full);
      this.#files.push({ path, size, open: () => read(full) });
    } catch {
      this.#faults.push({ path, code: 'unreadable', message: `\`${path}\` cannot be read.` });
    }
  }
}

async function* read(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  // The stream closes the file.
  yield* file.createReadStream() as AsyncIterable<Uint8Array>;
}

function isAbsent(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR';
}

function unreadable(path: string, cause: unknown, hint: string): LayerlintError {
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new LayerlintError('not-found', `\`${path}\` does not exist.`, { hint, cause });
  const what = code === 'EISDIR' ? 'is a directory' : code === 'EACCES' || code === 'EPERM' ? 'may not be read' : 'cannot be read';
  return new LayerlintError('unreadable', `\`${path}\` ${what}.`, { hint, cause });
}
