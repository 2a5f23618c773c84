import type { Pattern } from '../model/rule.js';

/** A match of a pattern; offsets in the text that was searched, ends exclusive. */
export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  /** Null where `secret` took no part in the match. */
  readonly secret: readonly [start: number, end: number] | null;
  /** The pattern's named groups. */
  readonly groups: Readonly<Record<string, string | undefined>>;
}

/** A pattern's expression, ready to run, whatever runs it. */
export interface PatternRegex {
  /**
   * The match that begins at `from` or, where the pattern has `before`, the first that begins there or behind it. One that `refuses` is
   * true of may be left out: where each stands is then not worked out.
   */
  find(text: string, from: number, refuses?: (groups: RegexMatch['groups']) => boolean): RegexMatch | null;
  /** False only where no match begins anywhere in `text`. */
  mayMatch(text: string): boolean;
}

/** Runs on JavaScript's own engine. Throws `SyntaxError` where that refuses the expression. */
export function nativeRegex({ regex, flags = '', before = 0 }: Pattern): PatternRegex {
  // Where a match may begin at several bytes, one search finds the first of them.
  const how = `${before > 0 ? 'g' : 'y'}${flags}`;
  const search = new RegExp(regex, how);
  if (endsWithSecret(regex)) return secretLast(search);
  let withIndices: RegExp | null = null;
  let matched = false;
  return {
    find(text, from, refuses) {
      search.lastIndex = from;
      // Indices cost as much as the search itself; of some patterns hardly any place holds a match, of others most do, and few are worth it.
      if (refuses) {
        const groups = search.exec(text)?.groups;
        if (groups === undefined || refuses(groups)) return null;
      } else if (!matched && !search.test(text)) return null;
      withIndices ??= new RegExp(regex, `d${how}`);
      withIndices.lastIndex = from;
      const match = withIndices.exec(text);
      matched = match !== null;
      if (match === null) return null;
      return { start: match.index, end: match.index + match[0].length, secret: match.indices!.groups?.secret ?? null, groups: match.groups ?? {} };
    },
    mayMatch: () => true,
  };
}

/** Indices take an expression of their own, which is compiled and run beside the other: where a match ends with its secret, they need not be asked for. */
function secretLast(search: RegExp): PatternRegex {
  return {
    find(text, from, refuses) {
      search.lastIndex = from;
      const match = search.exec(text);
      if (match === null || refuses?.(match.groups!)) return null;
      const end = match.index + match[0].length;
      return { start: match.index, end, secret: [end - match.groups!.secret!.length, end], groups: match.groups! };
    },
    mayMatch: () => true,
  };
}

const TOKEN = /\\[^]|\[(?:\\[^]|[^\\\]])*\]|\((?:\?(?::|<?[=!]|<\w+>))?|[^]/g;

/** Whether each match ends where its secret does: the group is in every way, and behind it nothing is taken. */
export function endsWithSecret(regex: string): boolean {
  let depth = 0;
  let place: 'before' | 'within' | 'behind' = 'before';
  for (const [token] of regex.matchAll(TOKEN)) {
    if (token.startsWith('(')) {
      if (depth === 0 && place === 'behind' && token !== '(?=' && token !== '(?!') return false;
      if (depth === 0 && token === '(?<secret>') place = 'within';
      depth += 1;
    } else if (token === ')') {
      depth -= 1;
      if (depth === 0 && place === 'within') place = 'behind';
    } else if (depth === 0 && (token === '|' || place === 'behind')) return false;
  }
  return place === 'behind';
}
