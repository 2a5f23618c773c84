import type { Pattern } from '../model/rule.js';
import { ByteSetPool } from './byte-set.js';
import { buildFilterTable, type FilterTable } from './filter-table.js';
import type { LinearEngine } from './linear-engine.js';
import type * as Known from './known.js';
import { placePatterns } from './placed.js';
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

export function tablesAreLoaded(): boolean {
  return known !== null;
}

/** Uses the tables where they are loaded; else it begins plainly and builds them when many bytes come. */
export function createSearch(patterns: readonly Pattern[], { engine, linear = null }: SearchOptions = {}): Search {
  let plain: Search | null = null;
  let tables: Search | null = null;
  let seen = 0;
  return (bytes, from, to, hit) => {
    seen += to - from;
    if (engine === 'plain' || (engine === undefined && known === null && tables === null && seen <= PLAIN_BYTES)) (plain ??= plainSearch(patterns))(bytes, from, to, hit);
    else (tables ??= tableSearch(patterns, linear, engine === 'scalar' ? 'scalar' : undefined))(bytes, from, to, hit);
  };
}

function tableSearch(patterns: readonly Pattern[], linear: LinearEngine | null, engine?: 'scalar'): Search {
  const table = known?.knownTable(patterns) ?? tableOf(patterns, linear);
  const owners = table.patterns;
  const prefilter = prefilterOf(table, engine);
  return (bytes, from, to, hit) => prefilter(bytes, from, to, (anchor, start) => hit(owners[anchor]!, start));
}

/** Of patterns that are not known together, each by itself. */
function tableOf(patterns: readonly Pattern[], linear: LinearEngine | null): FilterTable {
  const pool = new ByteSetPool();
  return buildFilterTable(placePatterns(patterns, pool, new RegexTreeReader(pool, linear), known?.knownPlaces(pool)), pool);
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
