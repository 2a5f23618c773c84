import type { ShellText } from '../model/shell.js';
import type { MappedText } from './mapped-text.js';
import { ShellTextBuilder, type ShellContext } from './shell-text.js';

export type ShellToken =
  | { readonly kind: 'word'; readonly word: ShellText; readonly quoted: boolean }
  /** `;`, `&`, `&&`, `|`, `||`, `|&`, `(`, `)`, `;;` or a line end. */
  | { readonly kind: 'operator'; readonly operator: string; readonly at: number; readonly end: number }
  /** `<`, `>` and their like; the next word is the target. */
  | { readonly kind: 'redirection'; readonly operator: string; readonly at: number; readonly end: number };

const REDIRECTION = /\d*(?:<<<|<<-?|>>|>\||[<>]&|<>|<|>)|&>>?/y;
/** Other white space is a character like any other: a no-break space is part of a word. */
const ENDS_WORD = /[ \t\r\n;&|()<>]/;
const OPERATOR = /;;&?|;&|&&|\|\||\|&|[;&|()\n]/y;

/** Reads the words and operators of a shell script one by one; never fails: a quote that nothing closes ends with the text. */
export class ShellLexer {
  readonly #source: MappedText;
  readonly #context: ShellContext;
  readonly #escape: string;
  #position = 0;

  constructor(source: MappedText, escape: string, context: ShellContext) {
    this.#source = source;
    this.#escape = escape;
    this.#context = context;
  }

  next(): ShellToken | null {
    const { text } = this.#source;
    this.#skip();
    const at = this.#position;
    if (at >= text.length) return null;
    if (/[<>]/.test(text[at]!) && text[at + 1] === '(') return this.#processSubstitution(at);
    for (const [kind, pattern] of [['redirection', REDIRECTION], ['operator', OPERATOR]] as const) {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (found) {
        this.#position = pattern.lastIndex;
        return { kind, operator: found[0].replace(/^\d+/, ''), at, end: this.#position };
      }
    }
    return this.#word();
  }

  /** The rest of the script from its next line on, up to the line that says `name`: the body of a heredoc in a script. */
  takeHeredoc(name: string, chomps: boolean): { readonly from: number; readonly to: number } {
    const { text } = this.#source;
    const from = this.#position;
    for (let start = from; start < text.length; ) {
      const newline = text.indexOf('\n', start);
      const end = newline === -1 ? text.length : newline;
      const line = text.slice(start, end).replace(/\r$/, '');
      this.#position = newline === -1 ? text.length : newline + 1;
      if ((chomps ? line.replace(/^\t+/, '') : line) === name) return { from, to: start };
      start = this.#position;
    }
    return { from, to: text.length };
  }

  #skip(): void {
    const { text } = this.#source;
    for (;;) {
      const character = text[this.#position];
      if (character === ' ' || character === '\t' || character === '\r') this.#position += 1;
      else if (character === this.#escape && /^\r?\n/.test(text.slice(this.#position + 1, this.#position + 3))) {
        this.#position = text.indexOf('\n', this.#position) + 1;
      } else if (character === '#') {
        const newline = text.indexOf('\n', this.#position);
        this.#position = newline === -1 ? text.length : newline;
      } else return;
    }
  }

  /** `<(…)`: a word that stands for what the commands within print. */
  #processSubstitution(at: number): ShellToken {
    const builder = new ShellTextBuilder(this.#source, at, this.#context);
    const end = Math.max(builder.expand(at), at + 2);
    this.#position = end;
    return { kind: 'word', word: builder.finish(), quoted: true };
  }

  #word(): ShellToken {
    const { text } = this.#source;
    const builder = new ShellTextBuilder(this.#source, this.#position, this.#context);
    let quote = '';
    let quoted = false;
    let at = this.#position;
    while (at < text.length) {
      const character = text[at]!;
      if (quote === '' && ENDS_WORD.test(character)) break;
      if (quote === "'") {
        const close = indexOrEnd(text, "'", at);
        builder.add(at, close);
        builder.touch(Math.min(close + 1, text.length));
        quote = '';
        at = close + 1;
      } else if (character === this.#escape && (quote === '' || /["$`\\\n]/.test(text[at + 1] ?? ''))) {
        if (text[at + 1] !== '\n' && at + 1 < text.length) builder.add(at + 1, at + 2);
        quoted = true;
        at += 2;
      } else if (character === quote) {
        quote = '';
        builder.touch(++at);
      } else if (quote === '' && (character === '"' || character === "'")) {
        quote = character;
        quoted = true;
        at += 1;
      } else if (quote === '' && character === '$' && (text[at + 1] === "'" || text[at + 1] === '"')) at += 1;
      else if (character === '$' || (character === '`' && this.#escape !== '`')) {
        const end = builder.expand(at);
        if (end === at) builder.add(at, at + 1);
        at = Math.max(end, at + 1);
      } else {
        const run = plainRun(text, at, quote, this.#escape);
        builder.add(at, run);
        at = run;
      }
    }
    this.#position = Math.min(at, text.length);
    return { kind: 'word', word: builder.finish(), quoted };
  }
}

/** The end of the characters from `at` on that mean nothing to the shell; at least one. */
function plainRun(text: string, at: number, quote: string, escape: string): number {
  const stops = quote === '"' ? /["$`]/ : /[ \t\r\n;&|()<>"'$`]/;
  let end = at + 1;
  while (end < text.length && text[end] !== escape && !stops.test(text[end]!)) end += 1;
  return end;
}

function indexOrEnd(text: string, wanted: string, from: number): number {
  const found = text.indexOf(wanted, from);
  return found === -1 ? text.length : found;
}
