import type { Document, LineCounter, Node } from 'yaml';
import type { Locate } from './format.js';

/** Places in a YAML or JSON text: of the value, or of the nearest thing around it that is there. */
export function locateYaml(document: Document, lines: LineCounter): Locate {
  return (path) => {
    for (let length = path.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : (document.getIn(path.slice(0, length), true) as Node | null | undefined);
      if (node?.range) {
        const { line, col } = lines.linePos(node.range[0]);
        return `:${line}:${col}`;
      }
    }
    return '';
  };
}

/** Places in a TOML text of tables and lists of tables: the line of the key, or of the table that should have it. */
export function locateToml(text: string): Locate {
  const lines = text.split('\n');
  return (path) => {
    let from = 0;
    let best = '';
    const names: string[] = [];
    for (let at = 0; at < path.length; at++) {
      const step = path[at]!;
      if (typeof step !== 'string') continue;
      names.push(step);
      const index = path[at + 1];
      const table = findTable(lines, names.join('.'), from, typeof index === 'number' ? index : 0);
      if (table >= 0) {
        from = table + 1;
        best = `:${table + 1}:${lines[table]!.search(/\S/) + 1}`;
      } else {
        const key = findKey(lines, step, from);
        if (key) return key;
      }
    }
    return best;
  };
}

function findTable(lines: readonly string[], name: string, from: number, index: number): number {
  let seen = -1;
  for (let line = from; line < lines.length; line++) {
    const header = /^\s*\[{1,2}\s*([\w.-]+)\s*\]{1,2}/.exec(lines[line]!)?.[1];
    // A list that was written as tables of names: the first of them.
    if ((header === name || (index === 0 && header?.startsWith(`${name}.`))) && ++seen === index) return line;
  }
  return -1;
}

/** The value of a key within its table. */
function findKey(lines: readonly string[], key: string, from: number): string | null {
  for (let line = from; line < lines.length && !/^\s*\[{1,2}\s*[\w."-]+\s*\]/.test(lines[line]!); line++) {
    const found = /^(\s*"?([\w-]+)"?\s*=\s*)/.exec(lines[line]!);
    if (found?.[2] === key) return `:${line + 1}:${found[1]!.length + 1}`;
  }
  return null;
}
