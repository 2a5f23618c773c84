import { collect, Unreadable } from './field.js';
import type { FieldList, FieldReader, Group } from './field.js';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const LIST = 0x5b;
const BACKSLASH = 0x5c;
const OBJECT = 0x7b;

/** White space, a comma, or what closes what it stands in. */
const endsWord = (code: number): boolean => (code >= 0x09 && code <= 0x0d) || code === 0x20 || code === 0xa0 || code === COMMA || code === LIST + 2 || code === OBJECT + 2;

/** Values of a JSON document with their places; comments and commas too many are let pass. https://www.rfc-editor.org/rfc/rfc8259 */
export const readJson: FieldReader = (text, limit) => collect(limit, (list) => new JsonReader(text, list).read());

class JsonReader {
  readonly #text: string;
  readonly #list: FieldList;
  #at = 0;

  constructor(text: string, list: FieldList) {
    this.#text = text;
    this.#list = list;
  }

  read(): void {
    this.#blank();
    const sign = this.#text.charCodeAt(this.#at);
    if (sign !== OBJECT && sign !== LIST) throw new Unreadable('It is no JSON.');
    this.#value(this.#list.root, '', 0);
  }

  #value(group: Group, name: string, depth: number): void {
    const text = this.#text;
    const sign = text.charCodeAt(this.#at);
    if (sign === OBJECT || sign === LIST) this.#members(name === '' && depth === 0 ? group : this.#list.group(group, name), sign === OBJECT, depth);
    else if (sign === QUOTE) {
      const start = this.#at + 1;
      this.#list.add(group, name, this.#string(), start, this.#at - 1);
    } else {
      const from = this.#at;
      while (this.#at < text.length && !endsWord(text.charCodeAt(this.#at))) this.#at += 1;
      if (this.#at === from) throw new Unreadable('A value is missing.');
      this.#list.add(group, name, text.slice(from, this.#at), from, this.#at);
    }
  }

  #members(group: Group, named: boolean, depth: number): void {
    const text = this.#text;
    // Two further than what opens it.
    const close = named ? OBJECT + 2 : LIST + 2;
    this.#at += 1;
    for (let index = 0; ; index += 1) {
      this.#blank();
      if (text.charCodeAt(this.#at) === close) break;
      let name;
      if (named) {
        name = this.#string();
        this.#blank();
        if (text.charCodeAt(this.#at) !== COLON) throw new Unreadable('A colon is missing.');
        this.#at += 1;
        this.#blank();
      } else name = String(index);
      this.#value(group, name, depth + 1);
      this.#blank();
      const sign = text.charCodeAt(this.#at);
      if (sign === COMMA) this.#at += 1;
      else if (sign !== close) throw new Unreadable('A comma is missing.');
    }
    this.#at += 1;
  }

  /** Goes on behind its closing quote. */
  #string(): string {
    const text = this.#text;
    if (text.charCodeAt(this.#at) !== QUOTE) throw new Unreadable('A string is missing.');
    const start = this.#at + 1;
    for (let quote = text.indexOf('"', start); quote !== -1; quote = text.indexOf('"', quote + 1)) {
      let back = quote;
      while (back > start && text.charCodeAt(back - 1) === BACKSLASH) back -= 1;
      if ((quote - back) % 2 === 1) continue;
      this.#at = quote + 1;
      return unescapeJson(text.slice(start, quote));
    }
    throw new Unreadable('A string does not end.');
  }

  #blank(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09 || code === 0xef || code === 0xbb || code === 0xbf) this.#at += 1;
      else if (code === 0x2f && this.#text[this.#at + 1] === '/') this.#skipTo('\n');
      else if (code === 0x2f && this.#text[this.#at + 1] === '*') this.#skipTo('*/');
      else return;
    }
  }

  #skipTo(end: string): void {
    const at = this.#text.indexOf(end, this.#at);
    this.#at = at === -1 ? this.#text.length : at + end.length;
  }
}

/** A string's body without its escapes, in bytes of UTF-8. */
export function unescapeJson(body: string): string {
  if (!body.includes('\\')) return body;
  return body.replace(/\\(?:u([0-9a-fA-F]{4})|([^]))/g, (_, code: string | undefined, sign: string) =>
    code === undefined ? (ESCAPES[sign] ?? sign) : Buffer.from(String.fromCharCode(parseInt(code, 16)), 'utf8').toString('latin1'),
  );
}
