import { deflateRawSync } from 'node:zlib';
import { builtInRules } from '../rules/index.js';
import { placeAnchors } from '../src/match/anchor.js';
import { ByteSetPool } from '../src/match/byte-set.js';
import { buildFilterTable } from '../src/match/filter-table.js';
import type { GramShares } from '../src/match/gram.js';
import { writeAnchors } from '../src/match/known-anchors.js';
import { writeTable } from '../src/match/known-table.js';
import { RegexTreeReader } from '../src/match/regex-tree.js';

/** The anchors of the built-in rules, and the table of all of them; `list` is what `kernel/count-grams.js` wrote. */
export function placeBuiltIn(list: string): { readonly ANCHORS: Buffer; readonly TABLE: Buffer } {
  const patterns = builtInRules.flatMap((rule) => (rule.kind === 'credential' ? rule.patterns : []));
  const pool = new ByteSetPool();
  const reader = new RegexTreeReader(pool);
  const shares = readShares(list);
  const anchors = patterns.flatMap((pattern, index) => placeAnchors(pattern, reader.read(pattern), index, pool, shares));
  return {
    ANCHORS: deflateRawSync(Buffer.from(JSON.stringify(writeAnchors(patterns, anchors))), { level: 9 }),
    TABLE: writeTable(patterns, buildFilterTable(anchors, pool)),
  };
}

function readShares(list: string): GramShares {
  const shares = new Map<number, number>();
  for (const line of list.split('\n')) {
    const [level, grams] = [line.slice(0, line.indexOf(' ')), Buffer.from(line.slice(line.indexOf(' ') + 1), 'latin1')];
    for (let at = 0; at + 4 <= grams.length; at += 4) shares.set(grams.readInt32LE(at), 2 ** -Number(level));
  }
  return shares;
}
