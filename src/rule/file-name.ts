import type { FileRule } from '../model/rule.js';

/** Says whether a relative path with slashes matches. */
export type PathTest = (path: string) => boolean;

/**
 * `*` is any part of a name, `**` any number of folders, `?` one character, `{a,b}` either; case counts for nothing. A glob
 * without a slash matches the last part of the path; one with a slash matches at the end of it, from a folder's name on.
 */
export function compileGlobs(globs: readonly string[]): PathTest {
  if (globs.length === 0) return () => false;
  const sources = globs.map((glob) => `(?:^|/)${globSource(glob.replace(/^\/+/, ''))}$`);
  const regex = new RegExp(sources.join('|'), 'i');
  return (path) => regex.test(path);
}

function globSource(glob: string): string {
  let source = '';
  let open = 0;
  for (let i = 0; i < glob.length; i++) {
    const character = glob[i]!;
    if (character === '*' && glob[i + 1] === '*') {
      const folder = glob[i + 2] === '/';
      source += folder ? '(?:[^/]*/)*' : '.*';
      i += folder ? 2 : 1;
    } else if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '{') {
      source += '(?:';
      open++;
    } else if (character === '}' && open > 0) {
      source += ')';
      open--;
    } else if (character === ',' && open > 0) source += '|';
    else source += character.replace(/[.+^$()|[\]\\{}]/, '\\$&');
  }
  return source;
}

const compiled = new WeakMap<FileRule, { matches: PathTest; except: PathTest }>();

/** True when the file's path is one that the rule means; compiled once for each rule. */
export function matchFileRule(rule: FileRule, path: string): boolean {
  let tests = compiled.get(rule);
  if (!tests) compiled.set(rule, (tests = { matches: compileGlobs(rule.paths), except: compileGlobs(rule.except ?? []) }));
  return tests.matches(path) && !tests.except(path);
}
