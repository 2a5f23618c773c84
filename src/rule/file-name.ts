import type { FileRule } from '../model/rule.js';

/** Says whether a relative path with slashes matches. */
export type PathTest = (path: string) => boolean;

/**
 * `*` is any part of a name, `**` any number of folders, `?` one character, `{a,b}` either; case counts for nothing. A glob
 * without a slash matches the last part of the path; one with a slash matches at the end of it, from a folder's name on.
 */
export function compileGlobs(globs: readonly string[]): PathTest {
  const relative = globs.map((glob) => glob.replace(/^\/+/, ''));
  const literals = relative.map(literalOf);
  let regex: RegExp | null = null;
  // Every place in a file asks again.
  let last: string | null = null;
  let answer = false;
  const test = (path: string): boolean => {
    // Nearly all paths hold nothing of the kind, and compiling an expression costs more than asking a hundred of them.
    const lower = path.toLowerCase();
    if (!literals.some(({ text, atEnd }) => (atEnd ? lower.endsWith(text) : lower.includes(text)))) return false;
    regex ??= new RegExp(relative.map((glob) => `(?:^|/)${globSource(glob)}$`).join('|'), 'i');
    return regex.test(path);
  };
  return (path) => {
    if (path !== last) [last, answer] = [path, test(path)];
    return answer;
  };
}

interface Literal {
  readonly text: string;
  readonly atEnd: boolean;
}

/** What a path must hold in lower case to match: ASCII alone, since other letters may have more than two cases. */
function literalOf(glob: string): Literal {
  // Of what stands in braces, any may be left out, and where they end is no concern here.
  const pieces = glob.replace(/\{.*/s, '*').split(/[^\x20-\x7e]|[*?]/).map((piece) => piece.toLowerCase());
  const last = pieces.at(-1)!;
  return last === '' ? { text: pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest)), atEnd: false } : { text: last, atEnd: true };
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
  return source + ')'.repeat(open);
}

const compiled = new WeakMap<FileRule, { matches: PathTest; except: PathTest }>();

/** True when the file's path is one that the rule means; compiled once for each rule. */
export function matchFileRule(rule: FileRule, path: string): boolean {
  let tests = compiled.get(rule);
  if (!tests) compiled.set(rule, (tests = { matches: compileGlobs(rule.paths), except: compileGlobs(rule.except ?? []) }));
  return tests.matches(path) && !tests.except(path);
}
