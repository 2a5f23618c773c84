import { collect, Limited, Unreadable } from './field.js';
import type { FieldList, FieldReader, Group } from './field.js';
import { unescapeJson } from './json.js';

const BARE = /[A-Za-z0-9_-]+/y;
/** What has more lines that are none is no TOML. */
const MOST_BROKEN = 500;
/** What is neither a string nor a table: a number, a date, a switch. */
const OTHER = /[^\s,\]}#]+/y;

/**
 * Values of a TOML document with their places; items of an array are named by their position. What stands behind an equals sign
 * without quotes is taken as it is, since people forget them. https://toml.io/en/v1.0.0
 */
export const readToml: FieldReader = (text, limit) => collect(limit, (list) => new TomlReader(text, list).read());

class TomlReader {
  readonly #text: string;
  readonly #list: FieldList;
  #at = 0;
  #broken = 0;

  constructor(text: string, list: FieldList) {
    this.#text = text;
    this.#list = list;
  }

  read(): void {
    let group: Group = this.#list.root;
    for (this.#blank(); this.#at < this.#text.length; this.#blank()) {
      try {
        if (this.#text[this.#at] === '[') group = this.#header();
        else this.#pair(group);
      } catch (error) {
        // One line that is none does not spoil those behind it.
        this.#broken += 1;
        if (!(error instanceof Unreadable) || error instanceof Limited || this.#broken > MOST_BROKEN) throw error;
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end === -1 ? this.#text.length : end + 1;
      }
    }
  }

  /** `[a.b]` and `[[a.b]]`. */
  #header(): Group {
    while (this.#text[this.#at] === '[') this.#at += 1;
    const path = this.#path();
    if (this.#text[this.#at] !== ']') throw new Unreadable('A header does not end.');
    while (this.#text[this.#at] === ']') this.#at += 1;
    return path.reduce<Group>((group, name) => this.#list.group(group, name), this.#list.root);
  }

  #pair(outer: Group): void {
    const path = this.#path();
    if (this.#text[this.#at] !== '=') throw new Unreadable('An equals sign is missing.');
    this.#at += 1;
    this.#gap();
    const group = path.slice(0, -1).reduce<Group>((parent, name) => this.#list.group(parent, name), outer);
    this.#value(group, path.at(-1)!);
  }

  /** Names with dots between them, blanks around. */
  #path(): string[] {
    const path: string[] = [];
    for (;;) {
      this.#gap();
      path.push(this.#name());
      this.#gap();
      if (this.#text[this.#at] !== '.') return path;
      this.#at += 1;
    }
  }

  #name(): string {
    const sign = this.#text[this.#at];
    if (sign === '"' || sign === "'") return this.#string().value;
    BARE.lastIndex = this.#at;
    const name = BARE.exec(this.#text)?.[0];
    if (name === undefined) throw new Unreadable('A name is missing.');
    this.#at += name.length;
    return name;
  }

  #value(group: Group, name: string): void {
    const sign = this.#text[this.#at];
    if (sign === '"' || sign === "'") {
      const { value, start, end } = this.#string();
      if (value !== '') this.#list.add(group, name, value, start, end);
    } else if (sign === '{' || sign === '[') {
      this.#at += 1;
      this.#members(this.#list.group(group, name), sign === '{' ? '}' : ']');
    } else {
      OTHER.lastIndex = this.#at;
      const value = OTHER.exec(this.#text)?.[0];
      if (value === undefined) throw new Unreadable('A value is missing.');
      this.#list.add(group, name, value, this.#at, this.#at + value.length);
      this.#at += value.length;
    }
  }

  /** Of an inline table or an array, over as many lines as they have. */
  #members(group: Group, close: string): void {
    for (let index = 0; ; index += 1) {
      this.#blank();
      if (this.#at >= this.#text.length) throw new Unreadable('It is cut short.');
      if (this.#text[this.#at] === close) break;
      if (close === '}') this.#pair(group);
      else this.#value(group, String(index));
      this.#blank();
      if (this.#text[this.#at] === ',') this.#at += 1;
      else if (this.#text[this.#at] !== close) throw new Unreadable('A comma is missing.');
    }
    this.#at += 1;
  }

  #string(): { readonly value: string; readonly start: number; readonly end: number } {
    const quote = this.#text[this.#at]!;
    const long = this.#text.startsWith(quote.repeat(3), this.#at);
    const mark = long ? quote.repeat(3) : quote;
    const start = this.#at + mark.length;
    for (let end = start; end < this.#text.length; end += 1) {
      if (this.#text[end] === '\n' && !long) break;
      if (this.#text[end] === '\\' && quote === '"') end += 1;
      else if (this.#text.startsWith(mark, end)) {
        this.#at = end + mark.length;
        const stored = this.#text.slice(start, end);
        return { value: quote === '"' ? unescapeJson(stored) : stored, start, end };
      }
    }
    // Nobody looks for its end again.
    if (long) this.#at = this.#text.length;
    throw new Unreadable('A string does not end.');
  }

  #gap(): void {
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at += 1;
  }

  /** Blanks, ends of lines and comments. */
  #blank(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d) this.#at += 1;
      else if (code === 0x23) {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end === -1 ? this.#text.length : end + 1;
      } else return;
    }
  }
}
