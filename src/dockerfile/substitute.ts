import type { Variable } from '../model/dockerfile.js';

/** What a text becomes when its variables are put in. */
export interface Substitution {
  /** Null when a part is known to the build only. */
  readonly value: string | null;
  readonly sources: readonly Variable[];
}

/** No variable needs more; keeps `ENV A=$A$A` from doubling until memory ends. */
const LONGEST_VALUE = 4096;
/** Nested `${A:-${B:-…}}`; deeper ones are left as they stand. */
const DEEPEST = 16;

/**
 * Puts variables into a raw word and takes its quotes off, as the builder does: nothing is replaced in single quotes.
 * A variable that nobody declared is empty. Supports `$X`, `${X}` and the modifiers `:-`, `-`, `:+`, `+`, `:?`, `?`, `#`, `%`, `/`;
 * pattern modifiers keep the value as it is.
 */
export function substitute(raw: string, escape: string, find: (name: string) => Variable | null): Substitution {
  const sources = new Set<Variable>();
  let known = true;

  const read = (name: string): string | null => {
    const variable = find(name);
    if (!variable) return '';
    sources.add(variable);
    if (variable.value === null) known = false;
    return variable.value;
  };

  const expand = (text: string, depth: number): string => {
    let out = '';
    let quote = '';
    for (let at = 0; at < text.length && out.length < LONGEST_VALUE; at++) {
      const character = text[at]!;
      if (quote === "'") {
        if (character === "'") quote = '';
        else out += character;
      } else if (character === escape) {
        const next = text[at + 1] ?? '';
        if (quote === '"' && next !== '"' && next !== '$' && next !== escape) out += character;
        out += next;
        at += 1;
      } else if (character === quote) quote = '';
      else if (quote === '' && (character === '"' || character === "'")) quote = character;
      else if (character === '$' && depth < DEEPEST) {
        const reference = readReference(text, at);
        if (!reference) {
          out += character;
          continue;
        }
        out += resolve(reference, depth);
        at = reference.end - 1;
      } else out += character;
    }
    return out.slice(0, LONGEST_VALUE);
  };

  const resolve = ({ name, operator, argument }: Reference, depth: number): string => {
    const declared = find(name) !== null;
    const value = operator.endsWith('+') ? (find(name)?.value ?? null) : read(name);
    const has = declared && (value === null || !operator.startsWith(':') || value !== '');
    if (operator.endsWith('-')) return has ? (value ?? '') : expand(argument, depth + 1);
    if (operator.endsWith('+')) return has ? expand(argument, depth + 1) : '';
    return value ?? '';
  };

  const value = expand(raw, 0);
  return { value: known ? value : null, sources: [...sources] };
}

interface Reference {
  readonly name: string;
  readonly operator: string;
  readonly argument: string;
  readonly end: number;
}

const NAME = /[A-Za-z_]\w*/y;
const OPERATOR = /:?[-+?]|##?|%%?|\/\/?/y;

function readReference(text: string, at: number): Reference | null {
  const braced = text[at + 1] === '{';
  NAME.lastIndex = at + (braced ? 2 : 1);
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return null;
  const after = at + (braced ? 2 : 1) + name.length;
  if (!braced) return { name, operator: '', argument: '', end: after };
  const close = closingBrace(text, after);
  if (close === -1) return null;
  OPERATOR.lastIndex = after;
  const operator = OPERATOR.exec(text)?.[0] ?? '';
  return { name, operator, argument: text.slice(after + operator.length, close), end: close + 1 };
}

function closingBrace(text: string, from: number): number {
  let depth = 1;
  const end = Math.min(text.length, from + LONGEST_VALUE);
  for (let at = from; at < end; at++) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}
