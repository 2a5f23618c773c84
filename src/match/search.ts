import type { Pattern } from '../model/rule.js';
import { placeAnchors, type Anchor } from './anchor.js';
import { ByteSetPool } from './byte-set.js';
import { buildFilterTable } from './filter-table.js';
import type { LinearEngine } from './linear-engine.js';
import { Gate } from './gate.js';
import type * as Known from './known.js';
import { prefilterOf } from './prefilter.js';
import { RegexTreeReader } from './regex-tree.js';
import { Trigrams } from './trigrams.js';

/** Reports places in `[from, to)` where a pattern, by its index, is worth trying; every place of a match is among them. Ordered by place, then by index. */
export type Search = (bytes: Buffer, from: number, to: number, hit: (pattern: number, start: number) => void) => void;

/** `plain` looks for one keyword after the other; the others build tables first. */
export type EngineName = 'wasm' | 'scalar' | 'plain';

/** Loading the tables costs as much as looking for each keyword by itself in this many bytes of one file: a lint of one file never needs them. */
export const PLAIN_BYTES = 64 * 1024;

export interface SearchOptions {
  /** For tests and benches. */
  readonly engine?: EngineName;
  /** Where a pattern asks for it. */
  readonly linear?: LinearEngine | null;
}

let known: typeof Known | null = null;

/** Whoever has more than `PLAIN_BYTES` searched waits for it first: without what is known of the built-in rules their tables are worked out anew, in half a second. */
export async function loadTables(): Promise<void> {
  known ??= await import('./known.js');
}

/** Uses the tables where they are loaded; else it begins plainly and builds them when many bytes come. */
export function createSearch(patterns: readonly Pattern[], { engine, linear = null }: SearchOptions = {}): Search {
  const plain = plainSearch(patterns);
  let tables: Search | null = null;
  let seen = 0;
  return (bytes, from, to, hit) => {
    seen += to - from;
    if (engine === 'plain' || (engine === undefined && known === null && tables === null && seen <= PLAIN_BYTES)) plain(bytes, from, to, hit);
    else (tables ??= tableSearch(patterns, linear, engine === 'scalar' ? 'scalar' : undefined))(bytes, from, to, hit);
  };
}

function tableSearch(patterns: readonly Pattern[], linear: LinearEngine | null, engine?: 'scalar'): Search {
  const pool = new ByteSetPool();
  const reader = new RegexTreeReader(pool, linear);
  const table = known?.knownTable(patterns) ?? buildFilterTable(anchorsOf(patterns, pool, reader), pool);
  const owners = table.patterns;
  const prefilter = prefilterOf(table, engine);
  const gates: (Gate | null | undefined)[] = [];
  return (bytes, from, to, hit) => {
    prefilter(bytes, from, to, (anchor, start) => {
      const index = owners[anchor]!;
      let gate = gates[index];
      if (gate === undefined) gates[index] = gate = gateOf(patterns[index]!, pool, reader);
      if (gate === null || gate.passes(bytes, start)) hit(index, start);
    });
  };
}

/** Of patterns that are not known together, each by itself. */
function anchorsOf(patterns: readonly Pattern[], pool: ByteSetPool, reader: RegexTreeReader): Anchor[] {
  const read = known?.knownAnchors(pool);
  return patterns.flatMap((pattern, index) => read?.(pattern, index) ?? placeAnchors(pattern, reader.read(pattern), index, pool));
}

/**
 * Each pattern has its gate from its first place on: a gate is made in a fraction of the time that the engine takes to compile the
 * expression, and most patterns have no place that passes. What runs strangers' expressions asks of many places at once whether any can match,
 * which no text makes dear.
 */
function gateOf(pattern: Pattern, pool: ByteSetPool, reader: RegexTreeReader): Gate | null {
  return (pattern.before ?? 0) > 0 || pattern.engine !== undefined ? null : new Gate(reader.read(pattern), pool);
}

function plainSearch(patterns: readonly Pattern[]): Search {
  const owners = new Map<string, number[]>();
  patterns.forEach(({ keywords }, index) => {
    for (const keyword of new Set(keywords.map((word) => word.toLowerCase()))) {
      const same = owners.get(keyword);
      if (same) same.push(index);
      else owners.set(keyword, [index]);
    }
  });
  const longest = Math.max(0, ...[...owners.keys()].map(({ length }) => length));
  return (bytes, from, to, hit) => {
    const searched = bytes.subarray(from, to + longest - 1);
    const trigrams = new Trigrams(searched);
    const text = foldedText(searched);
    const places: (readonly [number, number])[] = [];
    for (const [keyword, indexes] of owners) {
      if (!trigrams.mayHold(keyword)) continue;
      for (let at = text.indexOf(keyword); at !== -1 && at < to - from; at = text.indexOf(keyword, at + 1)) {
        for (const index of indexes) places.push([from + at, index]);
      }
    }
    places.sort(([a, one], [b, other]) => a - b || one - other);
    for (const [start, index] of places) hit(index, start);
  };
}

/** In lower case, a character a byte. Only ASCII is folded: other letters may change their length. */
export function foldedText(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
