import { collect, Unreadable } from './field.js';
import type { FieldList, FieldReader, Group } from './field.js';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

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
    if (this.#text[this.#at] !== '{' && this.#text[this.#at] !== '[') throw new Unreadable('It is no JSON.');
    this.#value(this.#list.root, '', 0);
  }

  #value(group: Group, name: string, depth: number): void {
    const sign = this.#text[this.#at];
    if (sign === '{' || sign === '[') this.#members(name === '' && depth === 0 ? group : this.#list.group(group, name), sign === '{', depth);
    else if (sign === '"') {
      const { value, start, end } = this.#string();
      this.#list.add(group, name, value, start, end);
    } else {
      const from = this.#at;
      while (this.#at < this.#text.length && !/[\s,\]}]/.test(this.#text[this.#at]!)) this.#at += 1;
      if (this.#at === from) throw new Unreadable('A value is missing.');
      this.#list.add(group, name, this.#text.slice(from, this.#at), from, this.#at);
    }
  }

  #members(group: Group, named: boolean, depth: number): void {
    const close = named ? '}' : ']';
    this.#at += 1;
    for (let index = 0; ; index += 1) {
      this.#blank();
      if (this.#text[this.#at] === close) break;
      let name = String(index);
      if (named) {
        name = this.#string().value;
        this.#blank();
        if (this.#text[this.#at] !== ':') throw new Unreadable('A colon is missing.');
        this.#at += 1;
        this.#blank();
      }
      this.#value(group, name, depth + 1);
      this.#blank();
      if (this.#text[this.#at] === ',') this.#at += 1;
      else if (this.#text[this.#at] !== close) throw new Unreadable('A comma is missing.');
    }
    this.#at += 1;
  }

  #string(): { readonly value: string; readonly start: number; readonly end: number } {
    if (this.#text[this.#at] !== '"') throw new Unreadable('A string is missing.');
    const start = this.#at + 1;
    for (let end = start; ; end += 1) {
      const quote = this.#text.indexOf('"', end);
      if (quote === -1) throw new Unreadable('A string does not end.');
      let back = quote;
      while (this.#text[back - 1] === '\\' && back > start) back -= 1;
      end = quote;
      if ((quote - back) % 2 === 1) continue;
      this.#at = quote + 1;
      return { value: unescapeJson(this.#text.slice(start, quote)), start, end: quote };
    }
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
