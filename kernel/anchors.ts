import { deflateRawSync } from 'node:zlib';
import { builtInRules } from '../rules/index.js';
import { ByteSetPool } from '../src/match/byte-set.js';
import { buildFilterTable } from '../src/match/filter-table.js';
import { gluedRule } from '../src/match/glued-rule.js';
import type { GramShares } from '../src/match/gram.js';
import { writeAnchors } from '../src/match/known-anchors.js';
import { writeTable } from '../src/match/known-table.js';
import { placePatterns, type Placed } from '../src/match/placed.js';
import { RegexTreeReader } from '../src/match/regex-tree.js';
import type { CredentialRule, Pattern } from '../src/model/rule.js';

/** The anchors of the built-in rules, the table of all of them, and that of the same for text without breaks; `list` is what `kernel/count-grams.js` wrote. */
export function placeBuiltIn(list: string): Readonly<Record<'ANCHORS' | 'TABLE' | 'GLUED', Buffer>> {
  const rules = builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential');
  const pool = new ByteSetPool();
  const reader = new RegexTreeReader(pool);
  const shares = readShares(list);
  const place = (patterns: readonly Pattern[]): Placed => placePatterns(patterns, pool, reader, null, shares);
  const tableOf = (patterns: readonly Pattern[], placed: Placed): Buffer => writeTable(patterns, buildFilterTable(placed, pool));
  const patterns = rules.flatMap((rule) => rule.patterns);
  const placed = place(patterns);
  const glued = rules.flatMap(gluedRule).flatMap((rule) => rule.patterns);
  return {
    ANCHORS: deflateRawSync(Buffer.from(JSON.stringify(writeAnchors(patterns, placed.anchors))), { level: 9 }),
    TABLE: tableOf(patterns, placed),
    GLUED: tableOf(glued, place(glued)),
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
