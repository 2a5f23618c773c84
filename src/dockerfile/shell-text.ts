import type { Expansion, ShellCommand, ShellText } from '../model/shell.js';
import { endOf, sliceText, type MappedText } from './mapped-text.js';

const NAME = /[A-Za-z_]\w*|[0-9@*#?$!-]/y;
/** PowerShell's `$env:NAME`. */
const POWERSHELL = /env:([A-Za-z_]\w*)/iy;
const ASSIGNABLE = /^[A-Za-z_]\w*$/;
/** Substitutions within substitutions; deeper ones stay text. */
export const DEEPEST_SUBSTITUTION = 12;

/** Unclosed substitutions that are looked for to the end of a script; each costs a walk through all that follows. */
const MOST_UNCLOSED = 32;

/** What the words of one script share. */
export interface ShellContext {
  /** Parses what a substitution holds; given in so that words and commands can know each other. */
  readonly parse: (script: MappedText, depth: number) => ShellCommand[];
  readonly depth: number;
  /** Substitutions that nothing closed, so far. */
  unclosed: number;
}

/** Puts a ShellText together character by character. */
export class ShellTextBuilder {
  readonly #pieces: (readonly [number, number])[] = [];
  #length = 0;
  readonly #expansions: Expansion[] = [];
  readonly #source: MappedText;
  readonly #context: ShellContext;
  #end: number;

  constructor(source: MappedText, at: number, context: ShellContext) {
    this.#source = source;
    this.#end = source.offsets[at]!;
    this.#context = context;
  }

  get length(): number {
    return this.#length;
  }

  /** Adds the source's characters `[from, to)` as they stand. */
  add(from: number, to: number): void {
    if (to > from) {
      this.#pieces.push([from, to]);
      this.#length += to - from;
    }
    this.touch(to);
  }

  /** Says that the word reaches to `to`, though its last characters (a quote) are not part of its text. */
  touch(to: number): void {
    this.#end = to > 0 ? this.#source.offsets[to - 1]! + 1 : this.#end;
  }

  /** Adds the expansion that begins with the `$`, backtick or `<(` at `at`; returns where it ends, or `at` when it is none. */
  expand(at: number): number {
    const { text } = this.#source;
    const end = text[at] === '`' ? this.#backticks(at) : this.#dollar(at);
    if (end > at) this.add(at, end);
    return end;
  }

  finish(): ShellText {
    const [only, ...rest] = this.#pieces;
    const { text, offsets } = only && rest.length === 0 ? sliceText(this.#source, ...only) : this.#joined();
    return { text, start: text.length === 0 ? this.#end : offsets[0]!, end: this.#end, offsets, expansions: this.#expansions };
  }

  #joined(): MappedText {
    const text = this.#pieces.map(([from, to]) => this.#source.text.slice(from, to)).join('');
    const offsets = new Int32Array(this.#length + 1).fill(this.#end);
    let at = 0;
    for (const [from, to] of this.#pieces) {
      offsets.set(this.#source.offsets.subarray(from, to), at);
      at += to - from;
    }
    return { text, offsets };
  }

  #dollar(at: number): number {
    const { text } = this.#source;
    if (text[at + 1] === '(') return this.#parenthesis(at);
    if (text[at + 1] === '{') return this.#brace(at);
    POWERSHELL.lastIndex = at + 1;
    NAME.lastIndex = at + 1;
    const powershell = POWERSHELL.exec(text);
    const name = powershell?.[1] ?? NAME.exec(text)?.[0];
    if (name === undefined) return at;
    const end = powershell ? POWERSHELL.lastIndex : at + 1 + name.length;
    if (ASSIGNABLE.test(name)) this.#record('variable', name, end - at, []);
    return end;
  }

  #parenthesis(at: number): number {
    const { text } = this.#source;
    const close = this.#closing(at + 1, '(', ')');
    if (close === -1) return at;
    const arithmetic = text.startsWith('((', at + 1);
    const commands = arithmetic ? [] : this.#inner(at + 2, close);
    this.#record('command', '', close + 1 - at, commands);
    return close + 1;
  }

  #brace(at: number): number {
    const { text } = this.#source;
    const close = this.#closing(at + 1, '{', '}');
    if (close === -1) return at;
    const from = /[!#]/.test(text[at + 2] ?? '') && close > at + 3 ? at + 3 : at + 2;
    NAME.lastIndex = from;
    const name = NAME.exec(text)?.[0] ?? '';
    const rest = from + name.length;
    if (ASSIGNABLE.test(name)) this.#record('variable', name, close + 1 - at, []);
    if (rest < close && text.slice(rest, close).includes('$')) {
      const argument = expandText(sliceText(this.#source, rest, close), { ...this.#context, depth: this.#context.depth + 1 });
      for (const { kind, name: inner, commands } of argument.expansions) this.#record(kind, inner, close + 1 - at, commands);
    }
    return close + 1;
  }

  #backticks(at: number): number {
    const { text } = this.#source;
    if (this.#context.depth >= DEEPEST_SUBSTITUTION) return at;
    let close = at + 1;
    while (close < text.length && text[close] !== '`') close += text[close] === '\\' ? 2 : 1;
    if (close >= text.length) return at;
    this.#record('command', '', close + 1 - at, this.#inner(at + 1, close));
    return close + 1;
  }

  #inner(from: number, to: number): ShellCommand[] {
    return this.#context.parse(sliceText(this.#source, from, to), this.#context.depth + 1);
  }

  #closing(at: number, open: string, close: string): number {
    if (this.#context.depth >= DEEPEST_SUBSTITUTION || this.#context.unclosed >= MOST_UNCLOSED) return -1;
    const end = closing(this.#source.text, at, open, close);
    if (end === -1) this.#context.unclosed += 1;
    return end;
  }

  #record(kind: Expansion['kind'], name: string, length: number, commands: readonly ShellCommand[]): void {
    this.#expansions.push({ kind, name, from: this.length, to: this.length + length, commands });
  }
}

/** A text that expands as a whole, quotes being nothing special: a heredoc's body. */
export function expandText(source: MappedText, context: ShellContext): ShellText {
  const builder = new ShellTextBuilder(source, 0, context);
  const { text } = source;
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const character = text[at]!;
    if (character === '\\' && /[$`\\]/.test(text[at + 1] ?? '')) {
      builder.add(from, at);
      from = at + 1;
      at += 2;
    } else if (character === '$' || character === '`') {
      builder.add(from, at);
      const end = builder.expand(at);
      from = end > at ? end : at;
      at = end > at ? end : at + 1;
    } else at += 1;
  }
  builder.add(from, text.length);
  return builder.finish();
}

/** A text in which nothing expands. */
export function literalText(source: MappedText): ShellText {
  return { text: source.text, start: source.offsets[0]!, end: endOf(source), offsets: source.offsets, expansions: [] };
}

/** Where what opens at `at` closes, quotes and escapes left out; -1 when it does not. */
function closing(text: string, at: number, open: string, close: string): number {
  let depth = 0;
  let quote = '';
  for (let position = at; position < text.length; position++) {
    const character = text[position]!;
    if (character === '\\' && quote !== "'") position += 1;
    else if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (quote !== "'" && character === open) depth += 1;
    else if (quote !== "'" && character === close && --depth === 0) return position;
  }
  return -1;
}
