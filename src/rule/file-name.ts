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
    if (!literals.some((literal) => holds(lower, literal))) return false;
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
  const pieces = glob.replace(/\{.*/s, '*').split(/\*\*\/|[^\x20-\x7e]|[*?]/).map((piece) => piece.toLowerCase());
  const longest = pieces.reduce((long, piece) => (piece.length >= long.length ? piece : long));
  return { text: longest, atEnd: longest === pieces.at(-1) };
}

/** Gives what belongs to the globs that a path matches. */
export type GlobIndex<T> = (path: string, found: (value: T) => void) => void;

/** A path in lower case, and its parts that a table may have: the last one, that from its last dot on, and the folder it lies in. */
interface Parts {
  readonly path: string;
  readonly lower: string;
  readonly name: string;
  readonly ending: string;
  readonly folder: string;
}

// Who reads a file and who names it ask one after the other.
let last: Parts = { path: '', lower: '', name: '', ending: '', folder: '' };

function partsOf(path: string): Parts {
  if (path === last.path) return last;
  const lower = path.toLowerCase();
  const slash = lower.lastIndexOf('/');
  const dot = lower.lastIndexOf('.');
  return (last = {
    path,
    lower,
    name: lower.slice(slash + 1),
    ending: dot > slash ? lower.slice(dot) : '',
    folder: slash === -1 ? '' : lower.slice(lower.lastIndexOf('/', slash - 1) + 1, slash),
  });
}

interface Indexed<T> {
  readonly value: T;
  readonly literal: Literal;
  readonly test: PathTest;
  /** True where nothing is left to be asked when its table has the name, as for `.env` and `*.json`. */
  readonly isWhole: boolean;
}

/** Many globs, each with a value, as `compileGlobs` takes them one by one: few paths pass more than a look at the tables. */
export function indexGlobs<T>(entries: Iterable<readonly [glob: string, value: T]>): GlobIndex<T> {
  const byName = new Map<string, Indexed<T>[]>();
  const byEnding = new Map<string, Indexed<T>[]>();
  const byFolder = new Map<string, Indexed<T>[]>();
  const byStart = new Map<string, Indexed<T>[]>();
  const others: Indexed<T>[] = [];
  for (const [given, value] of entries) {
    const glob = given.replace(/^\/+/, '');
    const lower = glob.toLowerCase();
    const [name, folder = ''] = lower.split('/').reverse() as [string, string?];
    const ending = /^[^*?{]*\*[^*?{]*(\.[^.*?{]+)$/.exec(name)?.[1];
    // What spans folders but for whole ones may end in any, and letters beyond ASCII may have more than two cases.
    const isPlain = !/[^/]\*\*|\*\*(?!\/)/.test(glob) && /^[\x20-\x7e]+$/.test(glob);
    const one = { value, literal: literalOf(glob), test: compileGlobs([glob]), isWhole: isPlain && lower === name && (!/[*?{]/.test(name) || name === `*${ending}`) };
    if (!isPlain) others.push(one);
    else if (!/[*?{]/.test(name)) put(byName, name, one);
    else if (ending !== undefined) put(byEnding, ending, one);
    else if (folder !== '' && !/[*?{]/.test(folder)) put(byFolder, folder, one);
    else if (!/[*?{]/.test(name[0]!)) put(byStart, name[0]!, one);
    else others.push(one);
  }
  return (path, found) => {
    const { lower, name, ending, folder } = partsOf(path);
    const give = (list: readonly Indexed<T>[] | undefined): void => {
      if (list === undefined) return;
      // In a path, too.
      for (const { value, literal, test, isWhole } of list) if ((isWhole && lower === path) || (holds(lower, literal) && test(path))) found(value);
    };
    give(byName.get(name));
    give(byEnding.get(ending));
    give(byFolder.get(folder));
    if (name !== '') give(byStart.get(name[0]!));
    give(others);
  };
}

const holds = (lower: string, { text, atEnd }: Literal): boolean => (atEnd ? lower.endsWith(text) : lower.includes(text));

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
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

const indexed = new WeakMap<readonly FileRule[], GlobIndex<number>>();

/** The first of the rules that means the path; the list must not change. */
export function findFileRule(rules: readonly FileRule[], path: string): FileRule | null {
  let index = indexed.get(rules);
  if (!index) indexed.set(rules, (index = indexGlobs(rules.flatMap(({ paths }, at) => paths.map((glob) => [glob, at] as const)))));
  let first = rules.length;
  index(path, (at) => {
    if (at < first && matchFileRule(rules[at]!, path)) first = at;
  });
  return rules[first] ?? null;
}
