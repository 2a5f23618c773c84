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
