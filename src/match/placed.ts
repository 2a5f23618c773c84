import type { Pattern } from '../model/rule.js';
import { placeAnchors, type Anchor } from './anchor.js';
import type { ByteSet, ByteSetPool } from './byte-set.js';
import { GateTable, type Beginning, type Gates } from './gate-table.js';
import type { GramShares } from './gram.js';
import { sourceOf } from './known-anchors.js';
import type { RegexTreeReader } from './regex-tree.js';

/** Where patterns can match. */
export interface Placed {
  readonly anchors: readonly Anchor[];
  readonly gates: Gates;
}

/** What is known of single patterns ahead of time. */
export interface KnownPlaces {
  readonly gates: Gates;
  /** The anchors of a pattern, which counts as number `index`; null for one that is not known. */
  readonly read: (pattern: Pattern, index: number) => readonly Anchor[] | null;
}

/** `shares` as for `placeAnchors`. */
export function placePatterns(patterns: readonly Pattern[], pool: ByteSetPool, reader: RegexTreeReader, known: KnownPlaces | null = null, shares: GramShares | null = null): Placed {
  const gates = new GateTable(pool, known?.gates);
  // Patterns that are the same to the search have one gate.
  const shared = new Map<string, readonly (Beginning | null)[]>();
  const anchors = patterns.flatMap((pattern, index) => {
    const read = known?.read(pattern, index);
    if (read) return read;
    const tree = reader.read(pattern);
    const own = placeAnchors(pattern, tree, index, pool, shares);
    if (!hasGate(pattern)) return own;
    const source = sourceOf(pattern);
    const beginnings = shared.get(source) ?? gates.add(tree, own.map(spelled));
    shared.set(source, beginnings);
    return own.map((anchor, at) => (beginnings[at] ? { ...anchor, gate: beginnings[at] } : anchor));
  });
  return { anchors, gates: gates.gates() };
}

/** What an anchor asks from the keyword's first byte on, as far as each byte is one letter. */
function spelled({ offset, sets }: Anchor): readonly ByteSet[] {
  const behind = sets.slice(-offset);
  const end = behind.findIndex(({ folded }) => folded.length !== 1);
  return end < 0 ? behind : behind.slice(0, end);
}

/**
 * Gates follow matches that begin with the keyword. What runs strangers' expressions asks of many places at once whether any can
 * match, which no text makes dear.
 */
function hasGate({ before = 0, engine }: Pattern): boolean {
  return before === 0 && engine === undefined;
}
