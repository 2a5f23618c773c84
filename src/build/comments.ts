import { readPragmas, type Pragma } from '../judge/pragma.js';
import type { Suppression } from '../model/finding.js';

const COMMENT = /^[ \t]*(?:#|\/\/)[^\n]*$/gm;

/** A suppression of one rule that took nothing on; `isOver` where its last day has passed. */
export interface UnusedSuppression {
  readonly pragma: Pragma;
  readonly id: string;
  readonly isOver: boolean;
}

/** The comments of a file that take findings on, and which of them did. */
export interface LineSuppressions {
  /** For a finding of that rule at a line, from 1. */
  at(ruleId: string, line: number): Suppression | null;
  /** To be asked when every finding was asked for. */
  unused(): UnusedSuppression[];
}

/**
 * Reads `# layerlint-ignore <rule> -- <reason>` for the line below it, or for the file. `today` is what `until=` is held against. A
 * file without comments (JSON) has none.
 */
export function createLineSuppressions(text: string, today: string | null): LineSuppressions {
  const comments = [...text.matchAll(COMMENT)].map(({ index, 0: written }) => ({ start: index + written.length - written.trimStart().length, end: index + written.trimEnd().length, raw: written.trim(), text: written.trim().replace(/^(?:#|\/\/)\s*/, '').replace(/\r$/, '') }));
  const all = readPragmas({ comments, instructions: [] }).filter(({ tool }) => tool === 'layerlint');
  const isOver = ({ until }: Pragma): boolean => today !== null && until !== null && until < today;
  const pragmas = all.filter((pragma) => !isOver(pragma));
  const used = new Map<Pragma, Set<string>>();
  const unused = (): UnusedSuppression[] => all.flatMap((pragma) => pragma.rules.filter((id) => !used.get(pragma)?.has(id)).map((id) => ({ pragma, id, isOver: isOver(pragma) })));
  if (pragmas.length === 0) return { at: () => null, unused };
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
  return {
    at(ruleId, wanted) {
      const meant = ({ rules }: Pragma): boolean => rules.includes(ruleId);
      let found: Pragma | undefined;
      for (let above = wanted - 1; !found && commented.has(above); above--) found = byLine.get(above)?.find(meant);
      found ??= pragmas.find((pragma) => pragma.scope === 'file' && meant(pragma));
      if (!found) return null;
      used.set(found, (used.get(found) ?? new Set()).add(ruleId));
      return { kind: 'inSource', justification: found.reason ?? 'No reason is given.' };
    },
    unused,
  };
}
