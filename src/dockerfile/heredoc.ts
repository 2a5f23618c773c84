import { unquote } from './words.js';

/** How a heredoc was announced. */
export interface HeredocStart {
  readonly name: string;
  readonly expands: boolean;
  /** Leading tabs are taken off its lines and its end. */
  readonly chomps: boolean;
  /** Where the announcement stands in the logical line. */
  readonly from: number;
  readonly to: number;
}

const START = /^(\d*)<<(-?)([^<]*)$/;
/** Between `<<` and a name that stands apart from it. */
const APART = /^\d*<<-?$/;
/** `${X}` and what else a substitution may look like; anything else makes the builder give up on the line. */
const BAD_SUBSTITUTION = /^\$\{(?:$|[{}:])/;

/**
 * The heredocs that a logical line announces, in order; the builder escapes with `\` here whatever the file says.
 * A quote that nothing closes hides them all, as it does for the builder.
 * https://github.com/moby/buildkit/blob/v0.23.0/frontend/dockerfile/parser/parser.go
 */
export function findHeredocs(line: string): HeredocStart[] {
  const starts: HeredocStart[] = [];
  let from = -1;
  let quote = '';
  const finish = (to: number): void => {
    const match = from === -1 ? null : START.exec(line.slice(from, to));
    const written = match?.[3]!.trim() ?? '';
    const name = unquote(written, '\\');
    if (match && name !== '') {
      const quoted = count(name) !== count(written);
      starts.push({ name, expands: !quoted, chomps: match[2] === '-', from, to });
    }
    from = -1;
  };
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (quote === '' && /\s/.test(character)) {
      if (from !== -1 && APART.test(line.slice(from, at))) {
        while (/\s/.test(line[at + 1] ?? '')) at += 1;
        continue;
      }
      finish(at);
      continue;
    }
    if (from === -1) from = at;
    if (quote === "'") {
      if (character === "'") quote = '';
    } else if (character === '\\') at += 1;
    else if (character === '$' && BAD_SUBSTITUTION.test(line.slice(at, at + 3))) return [];
    else if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
  }
  if (quote !== '') return [];
  finish(line.length);
  return starts;
}

const count = (text: string): number => text.replace(/[^'"]/g, '').length;
