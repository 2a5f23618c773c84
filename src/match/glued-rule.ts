import type { CredentialRule, Pattern } from '../model/rule.js';

/** Characters that an expression must name for its text not to stand in others by chance, or one less with a sign among them. */
const FEWEST = 4;
/** With these, words end (`task_`). */
const END_OF_WORD = /^[a-z]+[_-]$/;
/** A digest's worth of hexadecimal digits behind them is no word. */
const DIGITS = /\[(?:0-9a-f|a-f0-9)\]\{(?:3[2-9]|[4-9]\d)/;
/** Evidence that parses what was found, or adds it up: it decides alone how sure a finding is. */
const PROOFS = ['checksum', 'jwt', 'structure'];

/** Keys stand on lines of their own, in a program too. */
const KEY = 'private-key';

/** What finds a rule's tokens in text without breaks; none where it has no such pattern. `generic`, so that what is not drawn at random is dropped, and what has its edges wins. */
export function gluedRule(rule: CredentialRule): CredentialRule[] {
  const patterns = rule.patterns.flatMap(gluedPattern);
  return patterns.length === 0 ? [] : [{ ...rule, rank: 'generic', patterns }];
}

function gluedPattern(pattern: Pattern): Pattern[] {
  const { evidence = [], engine } = pattern;
  const regex = engine ? null : withoutEdges(pattern.regex);
  if (regex === null || evidence.some(({ name }) => name === KEY)) return [];
  const named = literalsOf(regex);
  const rare = isRare(named, regex) ? pattern.keywords : pattern.keywords.filter((keyword) => isRare(keyword, regex));
  if (rare.length === 0) return [];
  const proven = evidence.some(({ name }) => PROOFS.includes(name));
  const options = { ...(proven ? { proven: 1 } : {}), ...(/[^A-Za-z0-9]/.test(`${named}${rare[0]!}`) ? {} : { plain: 1 }) };
  // Behind an underscore it is the rest of a name, as compilers of C++ write them: `_Sp_counted_ptr_…`.
  return [{ ...pattern, keywords: rare, regex: `(?<!_)${regex}`, evidence: [...evidence, { name: 'glued', options }] }];
}

function isRare(text: string, regex: string): boolean {
  if (text.length >= FEWEST) return true;
  return text.length === FEWEST - 1 && /[^A-Za-z0-9]/.test(text) && (!END_OF_WORD.test(text) || DIGITS.test(regex));
}

/** The group of the secret, where there is nothing else but what may not stand beside it. */
function withoutEdges(regex: string): string | null {
  let start = 0;
  while (regex.startsWith('(?<!', start)) start = closing(regex, start) + 1;
  if (!regex.startsWith('(?<secret>', start)) return null;
  const end = closing(regex, start) + 1;
  let at = end;
  while (regex.startsWith('(?!', at)) at = closing(regex, at) + 1;
  return at === regex.length ? regex.slice(start, end) : null;
}

/** Where the group that begins at `open` ends. */
function closing(regex: string, open: number): number {
  let depth = 0;
  let inClass = false;
  for (let at = open; at < regex.length; at += 1) {
    const sign = regex[at];
    if (sign === '\\') at += 1;
    else if (inClass) inClass = sign !== ']';
    else if (sign === '[') inClass = true;
    else if (sign === '(') depth += 1;
    else if (sign === ')' && --depth === 0) return at;
  }
  return regex.length;
}

/** Characters that stand in the secret for themselves, but those within inner groups. */
function literalsOf(secret: string): string {
  const body = secret.slice('(?<secret>'.length, -1);
  let literals = '';
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at]!;
    if (sign === '(') at = closing(body, at);
    else if (sign === '[' || sign === '{') at = body.indexOf(sign === '[' ? ']' : '}', at);
    else if (sign === '\\') {
      at += 1;
      if (!/[A-Za-z0-9]/.test(body[at]!)) literals += body[at]!;
    } else if (sign === '|') return '';
    else if (!'?*+.^$'.includes(sign)) literals += sign;
  }
  return literals;
}
