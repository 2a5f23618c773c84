import { collect, Unreadable } from './field.js';
import type { Field, FieldList, FieldReader, Group } from './field.js';
import { readJson, unescapeJson } from './json.js';

/** A key and what follows its colon. */
const KEY = /^(?:"((?:[^"\\]|\\.){0,500})"|'([^']{0,500})'|([^\s#"'[\]{},&*!|>%@`-][^#\n]{0,300}?|-[^\s#][^#\n]{0,300}?))[ \t]*:(?=[ \t\r]|$)/;
const PAIR = /(?:"([^"\\\n]{1,200})"|'([^'\n]{1,200})'|([\w.$/@-]{1,200}))[ \t]*:[ \t]*(?:&([\w.-]{1,100})[ \t]+)?(?:"((?:[^"\\\n]|\\.){0,4000})"|'([^'\n]{0,4000})'|([^\s"',{}[\]][^,{}\n]{0,4000}))/g;

/** https://yaml.org/type/merge.html */
const MERGE = '<<';

/** Fields that aliases may stand for: a settings file has some dozens. */
const MOST_ALIASED = 5000;

interface Level {
  readonly indent: number;
  readonly group: Group;
}

/**
 * The part of YAML that people write settings in: block mappings and lists, scalars of every style, flow mappings on one line,
 * several documents. An alias gives the fields of its anchor again, under its own name; `MOST_ALIASED` of
 * these end what aliases of aliases would grow to. https://yaml.org/spec/1.2.2/
 */
export const readYaml: FieldReader = (text, limit) => {
  // A template's braces stand in front of no JSON.
  const json = /^\s*\{/.test(text.slice(0, 400)) ? readJson(text, limit) : [];
  return json.length > 0 ? json : collect(limit, (list) => new YamlReader(text, list).read());
};

class YamlReader {
  readonly #text: string;
  readonly #list: FieldList;
  #at = 0;
  #document = 0;
  #aliased = 0;
  /** Outermost first. */
  #levels: Level[];
  /** A scalar, or a group whose fields are those from `from` on, as far as they are within it. */
  readonly #anchors = new Map<string, { readonly group: Group; readonly from: number } | Field>();

  constructor(text: string, list: FieldList) {
    this.#text = text;
    this.#list = list;
    this.#levels = [{ indent: -1, group: this.#list.root }];
  }

  read(): void {
    while (this.#at < this.#text.length) this.#line();
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
    if (item && text[from] === '&') {
      const name = this.#word(from + 1, end);
      this.#anchors.set(name, { group: this.#top(), from: this.#list.fields.length });
      from += 1 + name.length;
      while (from < end && (text[from] === ' ' || text[from] === '\t')) from += 1;
      indent = from - start;
      if (from === end || text[from] === '\r') return;
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
    const known = this.#list.fields.length;
    let anchor: string | null = null;
    while (text[at] === '!' || text[at] === '&') {
      if (text[at] === '&') anchor = this.#word(at + 1, end);
      while (at < end && text[at] !== ' ' && text[at] !== '\t') at += 1;
      blank();
    }
    if (at >= end || text[at] === '#' || text[at] === '\r') {
      this.#levels.push({ indent, group: this.#list.group(group, name) });
      if (anchor !== null) this.#anchors.set(anchor, { group: this.#top(), from: known });
      return;
    }
    this.#scalar(group, name, at, end, indent);
    const first = this.#list.fields[known];
    // A flow mapping makes a group, everything else a field.
    if (anchor !== null && first) this.#anchors.set(anchor, first.group === group ? first : { group: first.group, from: known });
  }

  #scalar(group: Group, name: string, at: number, end: number, indent: number): void {
    const text = this.#text;
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
        this.#flow(name === MERGE ? group : this.#list.group(group, name), at, end);
        return;
      case '*':
        this.#alias(group, name, this.#word(at + 1, end));
        return;
    }
    const value = text.slice(at, end).replace(/[ \t]+#.*$/, '').trimEnd();
    if (value !== '') this.#list.add(group, name, value, at, at + value.length);
  }

  /** The name of an anchor or an alias. */
  #word(from: number, end: number): string {
    return /^[^\s,[\]{}]{1,100}/.exec(this.#text.slice(from, Math.min(end, from + 100)))?.[0] ?? '';
  }

  #again(group: Group, field: Field, name = field.name): void {
    this.#aliased += 1;
    if (this.#aliased > MOST_ALIASED) throw new Unreadable('Its aliases stand for too many fields.');
    this.#list.again(group, field, name);
  }

  /** What the anchor holds, under `name`; for a merge key, beside what the group says itself. */
  #alias(group: Group, name: string, anchor: string): void {
    const known = this.#anchors.get(anchor);
    if (!known) return;
    if ('start' in known) {
      this.#again(group, known, name);
      return;
    }
    const root = name === MERGE ? group : this.#list.group(group, name);
    const groups = new Map<Group, Group>([[known.group, root]]);
    const last = this.#list.fields.length;
    for (let index = known.from; index < last; index += 1) {
      const field = this.#list.fields[index]!;
      const place = this.#placeOf(field.group, groups, known.group);
      if (!place) break;
      if (!(name === MERGE && place === group && group.fields.has(field.name.toLowerCase()))) this.#again(place, field);
    }
  }

  /** The group that stands for `group` among the copies of what lies in `top`; null for one outside. */
  #placeOf(group: Group, groups: Map<Group, Group>, top: Group): Group | null {
    const known = groups.get(group);
    if (known) return known;
    if (!group.parent || group.path.length <= top.path.length) return null;
    const parent = this.#placeOf(group.parent, groups, top);
    if (!parent) return null;
    const copy = this.#list.group(parent, group.path.at(-1)!);
    groups.set(group, copy);
    return copy;
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
      if (match[7]?.startsWith('*')) continue;
      const stored = match[5] ?? match[6] ?? match[7]!.trimEnd();
      const last = from + match.index + match[0].length - (match[7] === undefined ? 1 : match[7].length - stored.length);
      const value = match[5] === undefined ? stored : unescapeJson(stored);
      if (value === '') continue;
      this.#list.add(group, match[1] ?? match[2] ?? match[3]!, value, last - stored.length, last);
      if (match[4] !== undefined) this.#anchors.set(match[4], this.#list.fields.at(-1)!);
    }
    for (const merged of this.#text.slice(from, end).matchAll(/[[,:][ \t]*\*([\w.-]{1,100})[ \t]*(?=[,\]}])/g)) {
      const name = /(?:"([^"\n]{1,200})"|([\w.<-]{1,200}))[ \t]*$/.exec(this.#text.slice(Math.max(from, from + merged.index - 204), from + merged.index));
      this.#alias(group, merged[0].startsWith(':') ? (name?.[1] ?? name?.[2] ?? '') : MERGE, merged[1]!);
    }
  }
}
