import { compileGlob } from './glob.js';

/** A line for an ignore file that keeps a path out of the build. */
export interface IgnoreLine {
  readonly line: string;
  /** True when `.gitignore` says the same, in its own way of writing. */
  readonly fromGit: boolean;
}

interface GitPattern {
  readonly line: string;
  readonly negated: boolean;
  readonly matches: (path: string) => boolean;
}

/** More lines than any ignore file has; each costs a test for each path. */
const MOST_PATTERNS = 2_000;

/**
 * Reads a `.gitignore` for what it would leave out, and says it in the syntax of `.dockerignore`, where a name counts at the
 * root only unless `**` stands in front. https://git-scm.com/docs/gitignore#_pattern_format
 */
export function createIgnoreLines(gitignore: string | null): (path: string) => IgnoreLine {
  const patterns = (gitignore ?? '')
    .replace(/^\uFEFF/, '')
    .split('\n')
    .slice(0, MOST_PATTERNS)
    .flatMap(readGitPattern);
  return (path) => {
    const folders = [path, ...parentsOf(path)];
    let last: GitPattern | null = null;
    for (const pattern of patterns) if (folders.some(pattern.matches)) last = pattern;
    return last && !last.negated ? { line: last.line, fromGit: true } : { line: escapeGlob(path), fromGit: false };
  };
}

function readGitPattern(written: string): GitPattern[] {
  const text = written.replace(/\r$/, '').replace(/(?<!\\)\s+$/, '');
  if (text === '' || text.startsWith('#')) return [];
  const negated = text.startsWith('!');
  const bare = text.slice(negated ? 1 : 0).replace(/\/$/, '');
  if (bare === '') return [];
  // A slash anywhere but at the end ties a pattern to the folder of the file.
  const line = bare.includes('/') ? bare.replace(/^\//, '') : `**/${bare}`;
  const matches = compileGlob(line);
  return matches ? [{ line, negated, matches }] : [];
}

function parentsOf(path: string): string[] {
  const parents: string[] = [];
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) parents.push(path.slice(0, slash));
  return parents;
}

function escapeGlob(path: string): string {
  return path.replace(/[*?[\\]/g, '\\$&').replace(/^[!#]/, '\\$&');
}
