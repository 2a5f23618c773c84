import type { Locate } from './format.js';

type Step = string | number;

/**
 * Places in a TOML text that parses: of the value, or of the nearest thing around it that is there. Names count without case, as
 * gitleaks reads them. https://toml.io/en/v1.0.0
 */
export function locateToml(text: string): Locate {
  const places = new TomlPlaces(text).read();
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const offset = places.get(keyOf(path.slice(0, length)));
      if (offset !== undefined) return lineAndColumn(text, offset);
    }
    return '';
  };
}

function lineAndColumn(text: string, offset: number): string {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    start = at + 1;
  }
  return `:${line}:${offset - start + 1}`;
}

const keyOf = (path: readonly Step[]): string => path.map((step) => (typeof step === 'number' ? `#${step}` : step.toLowerCase())).join('\0');

/** Walks the text once; what it meets where it expects something else ends the walk, since only the parser says what is wrong. */
class TomlPlaces {
  readonly #text: string;
  readonly #places = new Map<string, number>();
  /** Of each list of tables, how many there are. */
  readonly #tables = new Map<string, number>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): ReadonlyMap<string, number> {
    let table: readonly Step[] = [];
    for (this.#skip(true); this.#at < this.#text.length; this.#skip(true)) {
      const start = this.#at;
      if (this.#text[start] === '[') table = this.#header();
      else this.#pair(table);
      if (this.#at === start) break;
    }
    return this.#places;
  }

  #header(): readonly Step[] {
    const start = this.#at;
    const list = this.#text.startsWith('[[', start);
    this.#at += list ? 2 : 1;
    let path: readonly Step[] = [];
    for (const name of this.#names()) path = [...this.#last(path), name];
    if (list) {
      const key = keyOf(path);
      this.#note(path, start);
      this.#tables.set(key, (this.#tables.get(key) ?? 0) + 1);
    }
    path = this.#last(path);
    for (let length = 1; length <= path.length; length++) this.#note(path.slice(0, length), start);
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end;
    return path;
  }

  /** Below a list of tables, the latest of them is meant. */
  #last(path: readonly Step[]): readonly Step[] {
    const count = this.#tables.get(keyOf(path));
    return count === undefined ? path : [...path, count - 1];
  }

  #pair(table: readonly Step[]): void {
    const start = this.#at;
    const path = [...table, ...this.#names()];
    this.#skip(false);
    if (this.#text[this.#at] !== '=') return;
    this.#at++;
    this.#skip(false);
    this.#note(path, this.#at);
    for (let length = table.length + 1; length < path.length; length++) this.#note(path.slice(0, length), start);
    this.#value(path);
  }

  #names(): string[] {
    const names: string[] = [];
    for (;;) {
      this.#skip(false);
      const start = this.#at;
      if (/["']/.test(this.#text[start] ?? '')) {
        this.#string();
        names.push(this.#text.slice(start + 1, this.#at - 1));
      } else {
        while (/[\w-]/.test(this.#text[this.#at] ?? '')) this.#at++;
        names.push(this.#text.slice(start, this.#at));
      }
      this.#skip(false);
      if (this.#text[this.#at] !== '.') return names;
      this.#at++;
    }
  }

  #value(path: readonly Step[]): void {
    const first = this.#text[this.#at];
    if (first === '"' || first === "'") this.#string();
    else if (first === '[') this.#items(']', (index) => {
      this.#note([...path, index], this.#at);
      this.#value([...path, index]);
    });
    else if (first === '{') this.#items('}', () => this.#pair(path));
    else while (this.#at < this.#text.length && !/[\s,\]}#]/.test(this.#text[this.#at]!)) this.#at++;
  }

  #items(close: string, item: (index: number) => void): void {
    this.#at++;
    for (let index = 0; ; index++) {
      this.#skip(true);
      const start = this.#at;
      if (start >= this.#text.length) return;
      if (this.#text[start] === close) {
        this.#at++;
        return;
      }
      item(index);
      this.#skip(true);
      if (this.#text[this.#at] === ',') this.#at++;
      else if (this.#at === start) this.#at = this.#text.length;
    }
  }

  #string(): void {
    const quote = this.#text[this.#at]!;
    const long = this.#text.startsWith(quote.repeat(3), this.#at);
    const close = long ? quote.repeat(3) : quote;
    this.#at += close.length;
    while (this.#at < this.#text.length && !this.#text.startsWith(close, this.#at)) this.#at += quote === '"' && this.#text[this.#at] === '\\' ? 2 : 1;
    this.#at += close.length;
    // A long one may end with two quotes of its own.
    for (let more = 0; long && more < 2 && this.#text[this.#at] === quote; more++) this.#at++;
  }

  #note(path: readonly Step[], at: number): void {
    const key = keyOf(path);
    if (!this.#places.has(key)) this.#places.set(key, at);
  }

  /** Blanks and comments, and with `lines` line feeds. */
  #skip(lines: boolean): void {
    for (;;) {
      const character = this.#text[this.#at];
      if (character === ' ' || character === '\t' || character === '\uFEFF' || (lines && (character === '\n' || character === '\r'))) this.#at++;
      else if (character === '#' && lines) {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.#text.length : end;
      } else return;
    }
  }
}
