import { collect } from './field.js';
import type { FieldReader, Group } from './field.js';

/** A name, quoted or not, what assigns, and a quoted value; or PHP's `define`. */
const LITERAL =
  /(?:define[ \t]{0,4}\([ \t]{0,4})?(?:(['"])([\w.-]{1,100})\1\]?|[$:@]?([A-Za-z_][\w.]{0,100}))[ \t]{0,20}(?:=>|:=|=|:|,)[ \t]{0,20}[bru]?(['"])((?:[^\\\r\n'"]|\\.|(?!\4)['"]){1,500})\4/y;
/** Where a literal may begin. */
const START = /[A-Za-z_$:@'"]/;

/** Names and quoted values of settings that are code: PHP, Python, Ruby, JavaScript. Braces and brackets keep them together. */
export const readLiterals: FieldReader = (text, limit) => collect(limit, (list) => {
  let group: Group = list.root;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (sign === '#' || (sign === '/' && (text[at + 1] === '/' || text[at + 1] === '*'))) {
      const end = text.indexOf(sign === '/' && text[at + 1] === '*' ? '*/' : '\n', at);
      if (end === -1) break;
      at = end;
    } else if (sign === '{' || sign === '[' || sign === '(') group = list.group(group, '');
    else if (sign === '}' || sign === ']' || sign === ')') group = group.parent ?? group;
    else if (START.test(sign)) {
      LITERAL.lastIndex = at;
      const match = LITERAL.exec(text);
      if (match) {
        const stored = match[5]!;
        const end = at + match[0].length - 1;
        list.add(match[0].startsWith('define') ? list.root : group, match[2] ?? match[3]!, stored.replace(/\\(['"\\])/g, '$1'), end - stored.length, end);
        at = end;
      } else if (sign === '"' || sign === "'") at = closing(text, at);
      else while (/\w/.test(text[at + 1] ?? '')) at += 1;
    }
  }
});

/** Where a string on one line ends, or the quote itself where it does not. */
function closing(text: string, open: number): number {
  for (let at = open + 1; at < text.length && at - open < 1000; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '\n') return open;
    else if (text[at] === text[open]) return at;
  }
  return open;
}
