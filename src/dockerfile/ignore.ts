import { compileGlob } from './glob.js';

/** Says whether a path of the build context is left out. */
export interface IgnoreFile {
  /** `path` is relative with slashes. A folder that is left out may still hold files that a later `!` line takes in. */
  excludes(path: string): boolean;
  /** True when any line begins with `!`: then a folder that is left out must be walked all the same. */
  readonly hasExceptions: boolean;
}

interface Pattern {
  readonly negated: boolean;
  readonly matches: (path: string) => boolean;
}

/** More lines than any ignore file has; each costs a test for each path. */
const MOST_PATTERNS = 10_000;

/**
 * Reads a `.dockerignore` as BuildKit does: the last line that matches a path or one of its folders decides.
 * https://github.com/moby/patternmatcher/blob/v0.6.0/patternmatcher.go
 */
export function parseIgnore(text: string): IgnoreFile {
  const patterns = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .slice(0, MOST_PATTERNS)
    .flatMap((line) => readPattern(line));
  return {
    hasExceptions: patterns.some(({ negated }) => negated),
    excludes: (path) => {
      const folders = parentsOf(path);
      let excluded = false;
      for (const { negated, matches } of patterns) {
        // A line that could not change the answer is not asked.
        if (negated !== excluded) continue;
        if (matches(path) || folders.some(matches)) excluded = !negated;
      }
      return excluded;
    },
  };
}

function readPattern(line: string): Pattern[] {
  if (line.startsWith('#')) return [];
  let written = line.trim();
  const negated = written.startsWith('!');
  if (negated) written = written.slice(1).trim();
  if (written === '') return [];
  const clean = cleanPath(written);
  const pattern = clean.length > 1 ? clean.replace(/^\//, '') : clean;
  const matches = compileGlob(pattern);
  return matches ? [{ negated, matches }] : [];
}

/** Go's `filepath.Clean`. */
function cleanPath(path: string): string {
  const rooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !rooted) parts.push(part);
  }
  return (rooted ? '/' : '') + parts.join('/') || (rooted ? '/' : '.');
}

function parentsOf(path: string): string[] {
  const parents: string[] = [];
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) parents.push(path.slice(0, slash));
  return parents;
}
