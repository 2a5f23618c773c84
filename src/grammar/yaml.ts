import { FieldList } from './field.js';
import type { Field, FieldReader, Group } from './field.js';
import { readJson, unescapeJson } from './json.js';

/** A key and what follows its colon. */
const KEY = /^(?:"((?:[^"\\]|\\.){0,500})"|'([^']{0,500})'|([^\s#"'[\]{},&*!|>%@`-][^#\n]{0,300}?|-[^\s#][^#\n]{0,300}?))[ \t]*:(?=[ \t\r]|$)/;
const PAIR = /(?:"([^"\\\n]{1,200})"|'([^'\n]{1,200})'|([\w.$/@-]{1,200}))[ \t]*:[ \t]*(?:"((?:[^"\\\n]|\\.){0,4000})"|'([^'\n]{0,4000})'|([^\s"',{}[\]][^,{}\n]{0,4000}))/g;

interface Level {
  readonly indent: number;
  readonly group: Group;
}

/**
 * The part of YAML that people write settings in: block mappings and lists, scalars of every style, flow mappings on one line,
 * several documents. Aliases stay what they are, so that nothing can grow. https://yaml.org/spec/1.2.2/
 */
export const readYaml: FieldReader = (text) => (/^\s*\{/.test(text.slice(0, 400)) ? readJson(text) : new YamlReader(text).read());

class YamlReader {
  readonly #text: string;
  readonly #list = new FieldList();
  #at = 0;
  #document = 0;
  /** Outermost first. */
  #levels: Level[];

  constructor(text: string) {
    this.#text = text;
    this.#levels = [{ indent: -1, group: this.#list.root }];
  }

  read(): Field[] {
    while (this.#at < this.#text.length) this.#line();
    return this.#list.fields;
  }

  #line(): void {
    const text = this.#text;
    const start = this.#at;
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    this.#at = end + 1;
    let from = start;
    while (from < end && (text[from] === ' ' || text[from] === '\t' || text[from] === '\ufeff')) from += 1;
    if (from === end || text[from] === '#' || text[from] === '\r') return;
    if (from === start && /^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(from, from + 4))) {
      this.#document += 1;
      this.#levels = [{ indent: -1, group: this.#list.group(this.#list.root, `#${this.#document}`) }];
      return;
    }
    let indent = from - start;
    let item = false;
    while (text[from] === '-' && (text[from + 1] === ' ' || text[from + 1] === '\t')) {
      const depth = indent;
      from += 1;
      while (from < end && (text[from] === ' ' || text[from] === '\t')) from += 1;
      indent = from - start;
      this.#close(item ? depth : depth + 0.5);
      this.#levels.push({ indent: depth + 0.5, group: this.#list.group(this.#top(), '-') });
      item = true;
    }
    const key = KEY.exec(text.slice(from, Math.min(end, from + 1000)));
    if (!key) {
      if (item) this.#value(this.#top(), '', from, end, indent);
      return;
    }
    this.#close(indent);
    const name = key[1] === undefined ? (key[2] ?? key[3]!) : unescapeJson(key[1]);
    this.#value(this.#top(), name, from + key[0].length, end, indent);
  }

  #top(): Group {
    return this.#levels.at(-1)!.group;
  }

  /** Leaves every level that does not lie further out. */
  #close(indent: number): void {
    while (this.#levels.length > 1 && this.#levels.at(-1)!.indent >= indent) this.#levels.pop();
  }

  #value(group: Group, name: string, from: number, end: number, indent: number): void {
    const text = this.#text;
    let at = from;
    const blank = (): void => {
      while (at < end && (text[at] === ' ' || text[at] === '\t')) at += 1;
    };
    blank();
    while (text[at] === '!' || text[at] === '&') {
      while (at < end && text[at] !== ' ' && text[at] !== '\t') at += 1;
      blank();
    }
    if (at >= end || text[at] === '#' || text[at] === '\r') {
      this.#levels.push({ indent, group: this.#list.group(group, name) });
      return;
    }
    switch (text[at]) {
      case '|':
      case '>':
        this.#block(group, name, indent);
        return;
      case '"':
      case "'":
        this.#quoted(group, name, at);
        return;
      case '{':
      case '[':
        this.#flow(this.#list.group(group, name), at, end);
        return;
      case '*':
        return;
    }
    const value = text.slice(at, end).replace(/[ \t]+#.*$/, '').trimEnd();
    if (value !== '') this.#list.add(group, name, value, at, at + value.length);
  }

  /** A scalar of several lines, its indentation taken off. */
  #block(group: Group, name: string, indent: number): void {
    const text = this.#text;
    const start = this.#at;
    const lines: string[] = [];
    while (this.#at < text.length) {
      const newline = text.indexOf('\n', this.#at);
      const end = newline === -1 ? text.length : newline;
      const line = text.slice(this.#at, end);
      const first = line.search(/\S/);
      if (first !== -1 && first <= indent) break;
      lines.push(line.replace(/\r$/, ''));
      this.#at = end + 1;
    }
    const margin = Math.max(0, lines.find((line) => /\S/.test(line))?.search(/\S/) ?? 0);
    let stop = Math.min(this.#at, text.length);
    while (stop > start && text.charCodeAt(stop - 1) <= 0x20) stop -= 1;
    if (stop > start + margin) this.#list.add(group, name, lines.map((line) => line.slice(margin)).join('\n').trimEnd(), start + margin, stop);
  }

  #quoted(group: Group, name: string, open: number): void {
    const text = this.#text;
    const quote = text[open]!;
    for (let at = open + 1; at < text.length && at - open < 64 * 1024; at += 1) {
      if (quote === '"' && text[at] === '\\') at += 1;
      else if (text[at] === quote) {
        if (quote === "'" && text[at + 1] === "'") {
          at += 1;
          continue;
        }
        const stored = text.slice(open + 1, at);
        const value = quote === '"' ? unescapeJson(stored) : stored.replaceAll("''", "'");
        if (value !== '') this.#list.add(group, name, value.replace(/\s*\n\s*/g, ' '), open + 1, at);
        const newline = text.indexOf('\n', at);
        this.#at = Math.max(this.#at, newline === -1 ? text.length : newline + 1);
        return;
      }
    }
  }

  /** Pairs of a flow mapping, on one line. */
  #flow(group: Group, from: number, end: number): void {
    for (const match of this.#text.slice(from, end).matchAll(PAIR)) {
      const stored = match[4] ?? match[5] ?? match[6]!.trimEnd();
      const last = from + match.index + match[0].length - (match[6] === undefined ? 1 : match[6].length - stored.length);
      const value = match[4] === undefined ? stored : unescapeJson(stored);
      if (value !== '') this.#list.add(group, match[1] ?? match[2] ?? match[3]!, value, last - stored.length, last);
    }
  }
}
