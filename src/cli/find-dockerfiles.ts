import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isBuildFile, isDockerfileName, LayerlintError } from '../index.js';

/** Directories that hold other people's files, or no files of a build at all. */
const SKIPPED = new Set(['node_modules', '.git']);

/**
 * The Dockerfiles that the paths stand for, without doubles: a file stands for itself whatever its name, a directory for every
 * Dockerfile below it, in the order of their names. Symbolic links to directories are not followed.
 * Throws `not-found` for a path that is not there.
 */
export async function findDockerfiles(paths: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const path of paths) {
    if (await isDirectory(path)) for (const file of await walk(path, isDockerfileName)) found.add(file);
    else found.add(path);
  }
  return [...found];
}

/** What to say where nothing is to be read. */
export function nothingFound(paths: readonly string[]): LayerlintError {
  return new LayerlintError('not-found', `There is no Dockerfile in ${paths.map((path) => `\`${path}\``).join(', ')} or below, nor any file that starts builds.`, {
    hint: 'Name the file: `layerlint lint path/to/file`. A file that is named is read whatever it is called.',
  });
}

/**
 * The compose files, bake files and pipelines that the paths stand for, without doubles: a file for itself, a directory for
 * every one below it.
 */
export async function findBuildFiles(paths: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const path of paths) {
    if (await isDirectory(path)) for (const file of await walk(path, (_, below) => isBuildFile(below))) found.add(file);
    else if (isBuildFile(path)) found.add(path);
  }
  return [...found];
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw new LayerlintError('not-found', `\`${path}\` can not be read.`, {
      hint: 'Name a Dockerfile, a directory that holds some, or `-` for standard input.',
      cause,
    });
  }
}

async function walk(root: string, isWanted: (name: string, path: string) => boolean): Promise<string[]> {
  const found: string[] = [];
  const waiting = [root];
  for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
    const below: string[] = [];
    for (const entry of await list(directory)) {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) below.push(path);
      } else if (isWanted(entry.name, path) && (entry.isFile() || (entry.isSymbolicLink() && (await isLinkToFile(path))))) {
        found.push(path);
      }
    }
    waiting.push(...below.reverse());
  }
  return found;
}

async function list(directory: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    throw new LayerlintError('unreadable', `The directory \`${directory}\` can not be read.`, {
      hint: 'Run as a user who may read it, or name the Dockerfiles one by one.',
      cause,
    });
  }
}

async function isLinkToFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
