import type { Pattern } from '../model/rule.js';
import type { PatternRegex } from './pattern-regex.js';

/**
 * Runs expressions in time linear in the text, whoever wrote them: what rules of strangers run on (`Pattern.engine`).
 * It takes RE2's syntax, with look-behinds besides. https://github.com/google/re2/wiki/Syntax
 */
export interface LinearEngine {
  /**
   * An expression of JavaScript in RE2's syntax; null where that cannot say it: references back, look-aheads within, counts above 1,000.
   * A look-ahead at the end takes its bytes, since only `secret` is kept of a match.
   */
  translate(regex: string, flags: string): string | null;
  /** Throws what says why the expression is refused. */
  compile(pattern: Pick<Pattern, 'regex' | 'flags' | 'before' | 'engine'> & { readonly reach?: number }): PatternRegex;
  /** Which of the 256 latin1 characters an atom matches: one character, an escape, or a class in brackets. */
  classOf(atom: string, flags: string): (byte: number) => boolean;
}

/** A look-ahead for one character of a class, and one for whatever has no group in it, at the end of an expression. */
const NOT_FOLLOWED = /\(\?!(?:\[(\^?)((?:[^\\\]]|\\[^])+)\]|(\\[wds])|([^\\()[\]^$.|?*+{}]))\)$/i;
const FOLLOWED = /\(\?=((?:[^()\\]|\\[^])*)\)$/;
const REFERENCE_BACK = /\\(?:[1-9]|k<)/;

/** The engine is loaded only where a rule asks for it: it is as big as the rest of the matcher. */
export async function loadLinearEngine(): Promise<LinearEngine> {
  const { RE2JS } = await import('re2js');
  const { boundedRegex } = await import('./bounded-engine.js');
  const compile = (regex: string, flags: string) => {
    let bits = RE2JS.LOOKBEHINDS;
    if (flags.includes('i')) bits |= RE2JS.CASE_INSENSITIVE;
    if (flags.includes('m')) bits |= RE2JS.MULTILINE;
    if (flags.includes('s')) bits |= RE2JS.DOTALL;
    return RE2JS.compile(regex, bits);
  };
  return {
    translate(regex, flags) {
      if (REFERENCE_BACK.test(regex)) return null;
      const open = regex
        .replace(NOT_FOLLOWED, (_, negated: string | undefined, members: string | undefined, escape: string | undefined, one: string | undefined) => {
          if (escape !== undefined) return `(?:${escape.toLowerCase() === escape ? escape.toUpperCase() : escape.toLowerCase()}|\\z)`;
          return `(?:[${negated === '^' ? '' : '^'}${members ?? one}]|\\z)`;
        })
        .replace(FOLLOWED, '(?:$1)');
      try {
        const translated = RE2JS.translateRegExp(open);
        compile(translated, flags);
        return translated;
      } catch {
        return null;
      }
    },
    compile(pattern) {
      if (pattern.engine === 'bounded') return boundedRegex(pattern);
      const { regex, flags = '', before = 0 } = pattern;
      const compiled = compile(regex, flags);
      const names = Object.keys(compiled.namedGroups());
      // Importers name the groups of alternatives `secret`, `secret2` and so on: one of them takes part.
      const secrets = names.filter((one) => /^secret\d*$/.test(one));
      return {
        find(text, from) {
          const matcher = compiled.matcher(text);
          if (from > text.length || !matcher.find(from) || (before === 0 && matcher.start() !== from)) return null;
          const groups = Object.fromEntries(names.map((name) => [name, matcher.group(name) ?? undefined]));
          const name = secrets.find((one) => groups[one] !== undefined);
          const secret = name === undefined ? null : ([matcher.start(name), matcher.end(name)] as const);
          return { start: matcher.start(), end: matcher.end(), secret, groups };
        },
        mayMatch: (text) => compiled.test(text),
      };
    },
    classOf(atom, flags) {
      const compiled = compile(atom, flags);
      return (byte) => compiled.testExact(String.fromCharCode(byte));
    },
  };
}
