/** What a filter of betterleaks clears, as far as it is said in bounds of entropy and lists; each list stands for itself. */
export interface Filter {
  /** Bits a character at or below which a secret is none. */
  readonly entropy: number | null;
  readonly lists: FilterList[];
  /** Conditions that are more than that, and count for nothing. */
  readonly unread: number;
}

/** An allowlist as gitleaks has it. */
export type FilterList = {
  regexTarget?: 'secret' | 'match' | 'line';
  regexes?: string[];
  stopwords?: string[];
  paths?: string[];
};

const ENTROPY = /^(?:filter\.)?entropy\(finding\["secret"\]\)\s*<=?\s*(\d+(?:\.\d+)?)$/;
const LIST = /^(?:filter\.)?(matchesAny|containsAny)\(\s*(.+?)\s*,\s*\[([^]*)\]\s*\)$/s;
const PATH = /^\(?\s*(?:get\(attributes,\s*"path",\s*""\)|attributes\["path"\](?:\s*\?\?\s*"")?|attributes\[\?"path"\]\.orValue\(""\))\s*\)?$/;
const FOUND = /^finding\["(secret|match|line)"\]$/;
/** A text: raw between backticks or behind `r`, else with escapes. */
const TEXT = /`[^`]*`|r?"(?:[^"\\]|\\[^])*"|r?'(?:[^'\\]|\\[^])*'/y;

/** Reads `a || b || …`; a condition with anything else in it is counted and left. https://github.com/betterleaks/betterleaks/tree/main/docs */
export function readFilter(source: string): Filter {
  let entropy: number | null = null;
  const lists: FilterList[] = [];
  let unread = 0;
  for (const term of terms(source)) {
    const bound = ENTROPY.exec(term);
    const list = bound ? null : readList(term);
    if (bound) entropy = Math.max(entropy ?? 0, Number(bound[1]));
    else if (list) lists.push(list);
    else unread++;
  }
  return { entropy, lists, unread };
}

function readList(term: string): FilterList | null {
  const call = LIST.exec(term);
  if (!call) return null;
  const texts = readTexts(call[3]!);
  if (texts === null) return null;
  const found = FOUND.exec(call[2]!)?.[1] as 'secret' | 'match' | 'line' | undefined;
  if (call[1] === 'containsAny') return found === 'secret' ? { stopwords: texts } : null;
  if (PATH.test(call[2]!)) return { paths: texts };
  return found === undefined ? null : { regexTarget: found, regexes: texts };
}

/** The texts of a list, or null where it holds anything else. */
function readTexts(source: string): string[] | null {
  const texts: string[] = [];
  for (let at = 0; ; ) {
    at += /^[\s,]*/.exec(source.slice(at))![0].length;
    if (at >= source.length) return texts;
    TEXT.lastIndex = at;
    const found = TEXT.exec(source)?.[0];
    if (found === undefined) return null;
    at += found.length;
    texts.push(found.startsWith('`') ? found.slice(1, -1) : found.startsWith('r') ? found.slice(2, -1) : found.slice(1, -1).replace(/\\([^])/g, (_, one: string) => ({ n: '\n', t: '\t', r: '\r' })[one] ?? one));
  }
}

/** What stands between `||` outside of brackets and texts, without comments and without brackets around all of it. */
function terms(source: string): readonly string[] {
  const found: string[] = [];
  let term = '';
  let open = 0;
  for (let at = 0; at < source.length; ) {
    TEXT.lastIndex = at;
    const text = TEXT.exec(source)?.[0];
    const comment = text === undefined && source.startsWith('//', at) ? (/[^\n]*/.exec(source.slice(at))![0].length) : 0;
    if (comment === 0 && text === undefined && open === 0 && source.startsWith('||', at)) {
      found.push(term);
      term = '';
      at += 2;
      continue;
    }
    const piece = text ?? source[at]!;
    if (comment > 0) at += comment;
    else {
      if ('([{'.includes(piece)) open++;
      if (')]}'.includes(piece)) open--;
      term += piece;
      at += piece.length;
    }
  }
  const all = [...found, term].map((one) => one.trim()).filter((one) => one !== '');
  return all.length === 1 && /^\((?!.*\)\s*&&)[^]*\)$/.test(all[0]!) ? terms(all[0]!.slice(1, -1)) : all;
}
