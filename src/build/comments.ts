import { readPragmas, type Pragma } from '../judge/pragma.js';
import type { Suppression } from '../model/finding.js';

const COMMENT = /^[ \t]*(?:#|\/\/)[^\n]*$/gm;

/**
 * The comments of a file that take findings on: `# layerlint-ignore <rule> -- <reason>` for the line below it, or for the file.
 * `today` is what `until=` is held against. A file without comments (JSON) has none.
 */
export function createLineSuppressions(text: string, today: string | null): (ruleId: string, line: number) => Suppression | null {
  const comments = [...text.matchAll(COMMENT)].map(({ index, 0: written }) => ({ start: index, end: index + written.length, raw: written.trim(), text: written.trim().replace(/^(?:#|\/\/)\s*/, '').replace(/\r$/, '') }));
  const pragmas = readPragmas({ comments, instructions: [] }).filter(({ tool, until }) => tool === 'layerlint' && (today === null || until === null || until >= today));
  if (pragmas.length === 0) return () => null;
  const commented = new Set<number>();
  const byLine = new Map<number, Pragma[]>();
  let line = 1;
  let at = 0;
  for (const comment of comments) {
    for (let next = text.indexOf('\n', at); next !== -1 && next < comment.start; next = text.indexOf('\n', at)) {
      line += 1;
      at = next + 1;
    }
    commented.add(line);
    const own = pragmas.filter((pragma) => pragma.comment === comment && pragma.scope === 'instruction');
    if (own.length > 0) byLine.set(line, own);
  }
  return (ruleId, wanted) => {
    const meant = ({ rules }: Pragma): boolean => rules.includes(ruleId);
    let found = pragmas.find((pragma) => pragma.scope === 'file' && meant(pragma));
    for (let above = wanted - 1; !found && commented.has(above); above--) found = byLine.get(above)?.find(meant);
    return found ? { kind: 'inSource', justification: found.reason ?? 'No reason is given.' } : null;
  };
}
