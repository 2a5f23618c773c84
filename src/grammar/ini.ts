import { collect } from './field.js';
import type { FieldReader } from './field.js';

interface Dialect {
  /** Characters that stand between a name and its value; ` ` is any white space. */
  readonly signs: string;
  readonly comments: string;
}

/** https://docs.python.org/3/library/configparser.html#supported-ini-file-structure */
const CONTINUED = /^[ \t]+([^\s#;=:[][^\s=:]*={0,2})(?=[ \t]*(?:\r?\n|$))/;
const LONGEST_CONTINUED = 2000;

/** Lines of names and values under `[sections]`, in any dialect. */
export function ini({ signs, comments }: Dialect): FieldReader {
  const separator = new RegExp(`[${signs.replace(' ', '\\s')}]`);
  return (text, limit) => collect(limit, (list) => {
    let group = list.root;
    for (let at = 0; at < text.length; ) {
      const newline = text.indexOf('\n', at);
      const end = newline === -1 ? text.length : newline;
      const line = text.slice(at, end);
      const start = at;
      at = end + 1;
      const first = line.search(/[^\s\ufeff]/);
      if (first === -1 || comments.includes(line[first]!)) continue;
      if (line[first] === '[') {
        const close = line.lastIndexOf(']');
        const name = line.slice(first, close === -1 ? undefined : close).replace(/^[[\s"']+|[\]\s"']+$/g, '');
        group = list.group(list.root, name);
        continue;
      }
      const body = line.slice(first).replace(/^(?:export|set|setenv)\s+/, (word) => ' '.repeat(word.length));
      const from = body.search(/\S/);
      const sign = body.slice(from).search(separator);
      if (sign < 1) continue;
      const name = body.slice(from, from + sign).trim().replace(/^["']|["']$/g, '');
      const [value, offset] = valueOf(body.slice(from + sign).replace(/^\s*[=:]?\s*/, (gap) => '\0'.repeat(gap.length)), comments);
      if (value === '' && first === 0) {
        // Python's reader takes the value from the next line where that is indented and gives no name of its own.
        const next = CONTINUED.exec(text.slice(at, at + LONGEST_CONTINUED));
        if (next) list.add(group, name, next[1]!, at + next[0].length - next[1]!.length, at + next[0].length);
      } else if (value !== '') list.add(group, name, value, start + first + from + sign + offset, start + first + from + sign + offset + value.length);
    }
  });
}

/** The value behind NULs that stand for what is in front of it, and where it begins. */
function valueOf(rest: string, comments: string): [string, number] {
  let from = 0;
  while (rest[from] === '\0') from += 1;
  const quote = rest[from];
  if (quote === '"' || quote === "'") {
    const close = rest.indexOf(quote, from + 1);
    if (close !== -1) return [rest.slice(from + 1, close), from + 1];
  }
  let value = rest.slice(from);
  for (let at = 1; at < value.length; at += 1) {
    // A sign within a word belongs to the password.
    if (comments.includes(value[at]!) && (value[at - 1] === ' ' || value[at - 1] === '\t')) value = value.slice(0, at);
  }
  return [value.trimEnd(), from];
}

/** `name = value` with `#` and `;` in front of comments. */
export const readIni = ini({ signs: '=', comments: '#;' });
/** As Python's `configparser` and Java's properties have it. */
export const readProperties = ini({ signs: '=:', comments: '#!;' });
/** A word, a blank, the rest of the line. */
export const readDirectives = ini({ signs: ' ', comments: '#;' });
