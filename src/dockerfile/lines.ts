import type { Heredoc, Span, Word } from '../model/dockerfile.js';
import { findHeredocs } from './heredoc.js';
import { TextMapper, type MappedText } from './mapped-text.js';

/** What the builder takes for one instruction, heredoc bodies apart. */
export interface LogicalLine extends Span {
  /** Continuations, comments and blank lines within are gone. */
  readonly line: MappedText;
  readonly heredocs: readonly Heredoc[];
  /** Name of the heredoc that the file ends in; null when all are closed. */
  readonly unterminated: string | null;
}

export interface SplitFile {
  readonly lines: readonly LogicalLine[];
  readonly comments: readonly Word[];
  readonly escape: '\\' | '`';
  /** What is wrong with the directives at the top. */
  readonly faults: readonly (Span & { readonly message: string })[];
}

const DIRECTIVE = /^#\s*([A-Za-z][A-Za-z0-9]*)\s*=\s*(\S.*)$/;
const KNOWN_DIRECTIVES = new Set(['syntax', 'escape', 'check']);
const HOLDS_HEREDOC = /^\s*(?:ONBUILD[\t\v\f\r ]+)?(?:RUN|COPY|ADD)(?![A-Za-z])/i;
const JSON_FORM = /^\s*(?:ONBUILD[\t\v\f\r ]+)?[A-Za-z]+(?:[\t\v\f\r ]+--\S+)*[\t\v\f\r ]*\[/;

/**
 * Splits a file into logical lines as BuildKit does: each physical line ends at `\n`, the escape character ends a line
 * only when no other stands in front of it, and a directive counts only above everything else.
 * https://github.com/moby/buildkit/blob/v0.23.0/frontend/dockerfile/parser/parser.go
 */
export function splitLines(text: string): SplitFile {
  return new Splitter(text).run();
}

class Splitter {
  readonly #text: string;
  readonly #lines: LogicalLine[] = [];
  readonly #comments: Word[] = [];
  readonly #faults: (Span & { message: string })[] = [];
  readonly #directives = new Set<string>();
  #escape: '\\' | '`' = '\\';
  #directivesOver = false;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): SplitFile {
    for (let physical = this.#next(); physical; physical = this.#next()) {
      const start = skipSpace(this.#text, physical.start, physical.end);
      this.#directive(start, physical.end);
      if (this.#text[start] === '#') this.#comment(start, physical.end);
      else if (start < physical.end) this.#logical(start, physical.end);
    }
    return { lines: this.#lines, comments: this.#comments, escape: this.#escape, faults: this.#faults };
  }

  #logical(start: number, firstEnd: number): void {
    const mapper = new TextMapper(this.#text, start);
    let end = firstEnd;
    let cut = this.#continuation(start, firstEnd);
    mapper.add(start, cut ?? firstEnd);
    while (cut !== null) {
      const physical = this.#next();
      if (!physical) break;
      const first = skipSpace(this.#text, physical.start, physical.end);
      if (this.#text[first] === '#') {
        this.#comment(first, physical.end);
        continue;
      }
      if (first === physical.end) continue;
      cut = this.#continuation(physical.start, physical.end);
      mapper.add(physical.start, cut ?? physical.end);
      end = physical.end;
    }
    const line = mapper.finish();
    if (line.text.trim() === '') return;
    const heredocs: Heredoc[] = [];
    let unterminated: string | null = null;
    if (line.text.includes('<<') && HOLDS_HEREDOC.test(line.text) && !isJsonForm(line.text)) {
      for (const announced of findHeredocs(line.text)) {
        if (unterminated !== null) break;
        const { heredoc, closed, bodyEnd } = this.#heredoc(announced.name, announced.chomps, {
          name: announced.name,
          expands: announced.expands,
          start: line.offsets[announced.from]!,
          end: line.offsets[announced.to - 1]! + 1,
        });
        heredocs.push(heredoc);
        end = bodyEnd;
        if (!closed) unterminated = announced.name;
      }
    }
    this.#lines.push({ start, end, line, heredocs, unterminated });
  }

  #heredoc(
    name: string,
    chomps: boolean,
    start: Pick<Heredoc, 'name' | 'expands' | 'start' | 'end'>,
  ): { readonly heredoc: Heredoc; readonly closed: boolean; readonly bodyEnd: number } {
    const bodyStart = this.#position;
    const mapper = new TextMapper(this.#text, bodyStart);
    let contentEnd = bodyStart;
    let bodyEnd = bodyStart;
    let closed = false;
    for (let physical = this.#next(); physical; physical = this.#next()) {
      let from = physical.start;
      if (chomps) while (this.#text[from] === '\t') from += 1;
      bodyEnd = physical.end;
      if (this.#text.slice(from, physical.end) === name) {
        closed = true;
        break;
      }
      mapper.add(from, this.#position);
      contentEnd = this.#position;
    }
    const { text, offsets } = mapper.finish();
    return { heredoc: { ...start, text, offsets, body: { start: bodyStart, end: contentEnd } }, closed, bodyEnd };
  }

  /** The next physical line, its line end left out. */
  #next(): Span | null {
    if (this.#position >= this.#text.length) return null;
    const start = this.#position;
    const newline = this.#text.indexOf('\n', start);
    this.#position = newline === -1 ? this.#text.length : newline + 1;
    let end = newline === -1 ? this.#text.length : newline;
    while (end > start && this.#text[end - 1] === '\r') end -= 1;
    return { start, end };
  }

  /** Where the line is cut when it goes on in the next one; null when it ends. */
  #continuation(start: number, end: number): number | null {
    let at = end;
    while (at > start && (this.#text[at - 1] === ' ' || this.#text[at - 1] === '\t')) at -= 1;
    if (at === start || this.#text[at - 1] !== this.#escape) return null;
    return at - 1 === start || this.#text[at - 2] !== this.#escape ? at - 1 : null;
  }

  #comment(start: number, end: number): void {
    const raw = this.#text.slice(start, end);
    this.#comments.push({ start, end, raw, text: raw.slice(1).trim() });
  }

  #directive(start: number, end: number): void {
    if (this.#directivesOver) return;
    const match = DIRECTIVE.exec(this.#text.slice(start, end).trimEnd());
    const name = match?.[1]!.toLowerCase() ?? '';
    if (!match || !KNOWN_DIRECTIVES.has(name)) {
      this.#directivesOver = true;
      return;
    }
    if (this.#directives.has(name)) {
      this.#faults.push({ start, end, message: `The directive \`${name}\` stands twice; the builder stops here. Keep one.` });
      return;
    }
    this.#directives.add(name);
    if (name !== 'escape') return;
    const value = match[2]!;
    if (value === '\\' || value === '`') this.#escape = value;
    else this.#faults.push({ start, end, message: 'The escape directive takes a backslash or a backtick; the builder stops here.' });
  }
}

function skipSpace(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && /\s/.test(text[at]!)) at += 1;
  return at;
}

function isJsonForm(line: string): boolean {
  const found = JSON_FORM.exec(line);
  if (!found) return false;
  try {
    const value: unknown = JSON.parse(line.slice(found[0].length - 1));
    return Array.isArray(value) && value.every((item) => typeof item === 'string');
  } catch {
    return false;
  }
}
