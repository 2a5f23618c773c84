import { collect } from './field.js';
import type { FieldReader } from './field.js';

const NAME = /^[ \t]*(?:export[ \t]+|set(?:env)?[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*(?:=|:[ \t])[ \t]*/;
/** A quoted value ends within so many bytes, or its quote is a part of it. */
const LONGEST_QUOTED = 64 * 1024;

/** What shells and dotenv libraries read; values in quotes may have several lines. */
export const readDotenv: FieldReader = (text, limit) => collect(limit, (list) => {
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    let end = newline === -1 ? text.length : newline;
    const head = NAME.exec(text.slice(at, end));
    if (head) {
      const from = at + head[0].length;
      const quote = text[from];
      const close = quote === '"' || quote === "'" || quote === '`' ? closing(text, from, quote) : -1;
      if (close !== -1) {
        const stored = text.slice(from + 1, close);
        list.add(list.root, head[1]!, quote === '"' ? stored.replace(/\\([nrt"\\$])/g, (_, sign: string) => ESCAPES[sign] ?? sign) : stored, from + 1, close);
        const next = text.indexOf('\n', close);
        end = next === -1 ? text.length : next;
      } else {
        const value = text.slice(from, end).replace(/[ \t]+#.*$/, '').trimEnd();
        if (value !== '') list.add(list.root, head[1]!, value, from, from + value.length);
      }
    }
    at = end + 1;
  }
});

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function closing(text: string, open: number, quote: string): number {
  for (let at = open + 1; at < text.length && at - open < LONGEST_QUOTED; at += 1) {
    if (text[at] === '\\' && quote === '"') at += 1;
    else if (text[at] === quote) return at;
  }
  return -1;
}
