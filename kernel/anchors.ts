import { builtInRules } from '../rules/index.js';
import { placeAnchors } from '../src/match/anchor.js';
import { ByteSetPool } from '../src/match/byte-set.js';
import type { GramShares } from '../src/match/gram.js';
import { writeAnchors } from '../src/match/known-anchors.js';
import { RegexTreeReader } from '../src/match/regex-tree.js';

/** The anchors of the built-in rules as JSON; `list` is what `kernel/count-grams.js` wrote. */
export function placeBuiltInAnchors(list: string): string {
  const patterns = builtInRules.flatMap((rule) => (rule.kind === 'credential' ? rule.patterns : []));
  const pool = new ByteSetPool();
  const reader = new RegexTreeReader(pool);
  const shares = readShares(list);
  return JSON.stringify(writeAnchors(patterns, patterns.flatMap((pattern, index) => placeAnchors(pattern, reader.read(pattern), index, pool, shares))));
}

function readShares(list: string): GramShares {
  const shares = new Map<number, number>();
  for (const line of list.split('\n')) {
    const [level, grams] = [line.slice(0, line.indexOf(' ')), Buffer.from(line.slice(line.indexOf(' ') + 1), 'latin1')];
    for (let at = 0; at + 4 <= grams.length; at += 4) shares.set(grams.readInt32LE(at), 2 ** -Number(level));
  }
  return shares;
}
