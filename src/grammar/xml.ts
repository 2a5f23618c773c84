import { collect, Unreadable } from './field.js';
import type { FieldList, FieldReader, Group } from './field.js';

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const ATTRIBUTE = /([\w:.-]{1,100})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)')/g;
const CDATA = '<![CDATA[';

/**
 * Elements with text are fields of the element around them, attributes fields of their own; `<add key="a" value="b"/>` is a
 * field `a`. Entities of one's own are not known, so that none can grow. https://www.w3.org/TR/xml/
 */
export const readXml: FieldReader = (text, limit) => collect(limit, (list) => walk(text, list));

function walk(text: string, list: FieldList): void {
  let group: Group = list.root;
  let name = '';
  let attributes: Record<string, string> = {};
  /** Where the text of the element that was opened last begins; -1 when it has elements in it. */
  let content = -1;
  for (let at = text.indexOf('<'); at !== -1; ) {
    if (text.startsWith('<!--', at)) at = skip(text, at, '-->');
    else if (text.startsWith(CDATA, at)) at = skip(text, at, ']]>');
    else if (text[at + 1] === '?' || text[at + 1] === '!') at = skip(text, at, '>');
    else if (text[at + 1] === '/') {
      if (content !== -1 && group.parent) addText(list, group.parent, name, text, content, at, attributes);
      if (group.parent) group = group.parent;
      content = -1;
      at = skip(text, at, '>');
    } else {
      const end = tagEnd(text, at);
      if (end === -1) throw new Unreadable('A tag does not end.');
      const tag = /^<([A-Za-z_][\w:.-]{0,200})/.exec(text.slice(at, at + 220));
      if (!tag) {
        at += 1;
      } else {
        name = tag[1]!.replace(/^[\w.-]+:/, '');
        const inner = list.group(group, name);
        attributes = addAttributes(list, group, inner, text, at + tag[0].length, end);
        if (text[end - 1] === '/') content = -1;
        else {
          group = inner;
          content = end + 1;
        }
        at = end + 1;
      }
    }
    at = text.indexOf('<', at);
  }
}

function skip(text: string, from: number, end: string): number {
  const at = text.indexOf(end, from);
  if (at === -1) throw new Unreadable('It is cut short.');
  return at + end.length;
}

/** The `>` that ends a tag; one in quotes does not. */
function tagEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '>') return at;
    if (sign !== '"' && sign !== "'") continue;
    at = text.indexOf(sign, at + 1);
    if (at === -1) return -1;
  }
  return -1;
}

function addAttributes(list: FieldList, outer: Group, inner: Group, text: string, from: number, end: number): Record<string, string> {
  const found: Record<string, string> = {};
  const places = new Map<string, number>();
  for (const match of text.slice(from, end).matchAll(ATTRIBUTE)) {
    const stored = match[2] ?? match[3]!;
    const start = from + match.index + match[0].length - 1 - stored.length;
    found[match[1]!.toLowerCase()] = decodeXml(stored);
    places.set(match[1]!.toLowerCase(), start);
    list.add(inner, match[1]!, decodeXml(stored), start, start + stored.length);
  }
  const key = found.key ?? found.name;
  const value = found.value;
  const start = places.get('value');
  if (key !== undefined && value !== undefined && start !== undefined) list.add(outer, key, value, start, text.indexOf(text[start - 1]!, start));
  return found;
}

function addText(list: FieldList, group: Group, name: string, text: string, from: number, to: number, attributes: Record<string, string>): void {
  let start = from;
  let end = to;
  while (start < end && text.charCodeAt(start) <= 0x20) start += 1;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end -= 1;
  const plain = text.startsWith(CDATA, start) && text.slice(start, end).endsWith(']]>');
  if (plain) {
    start += CDATA.length;
    end -= 3;
  }
  if (end > start) list.add(group, name, plain ? text.slice(start, end) : decodeXml(text.slice(start, end)), start, end, attributes);
}

function decodeXml(stored: string): string {
  if (!stored.includes('&')) return stored;
  return stored.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal?: string, hex?: string, named?: string) => {
    if (named !== undefined) return ENTITIES[named] ?? whole;
    const code = decimal === undefined ? parseInt(hex!, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? Buffer.from(String.fromCodePoint(code), 'utf8').toString('latin1') : whole;
  });
}
