import type { Pattern } from '../model/rule.js';
import { placeAnchors, type Anchor } from './anchor.js';
import type { ByteSetPool } from './byte-set.js';
import { GateTable, type Gates } from './gate-table.js';
import type { GramShares } from './gram.js';
import type { RegexTreeReader } from './regex-tree.js';

/** Where patterns can match. */
export interface Placed {
  readonly anchors: readonly Anchor[];
  readonly gates: Gates;
  /** Of each pattern the number of its gate, 0 where it has none. */
  readonly gateOf: readonly number[];
}

/** What is known of single patterns ahead of time. */
export interface KnownPlaces {
  readonly gates: Gates;
  /** Of a pattern, which counts as number `index`; null for one that is not known. */
  readonly read: (pattern: Pattern, index: number) => { readonly gate: number; readonly anchors: readonly Anchor[] } | null;
}

/** `shares` as for `placeAnchors`. */
export function placePatterns(patterns: readonly Pattern[], pool: ByteSetPool, reader: RegexTreeReader, known: KnownPlaces | null = null, shares: GramShares | null = null): Placed {
  const gates = new GateTable(pool, known?.gates);
  const gateOf: number[] = [];
  const anchors = patterns.flatMap((pattern, index) => {
    const read = known?.read(pattern, index);
    if (read) {
      gateOf.push(read.gate);
      return read.anchors;
    }
    const tree = reader.read(pattern);
    gateOf.push(hasGate(pattern) ? gates.add(tree) : 0);
    return placeAnchors(pattern, tree, index, pool, shares);
  });
  return { anchors, gates: gates.gates(), gateOf };
}

/**
 * Gates follow matches that begin with the keyword. What runs strangers' expressions asks of many places at once whether any can
 * match, which no text makes dear.
 */
function hasGate({ before = 0, engine }: Pattern): boolean {
  return before === 0 && engine === undefined;
}
