import type { Anchor } from './anchor.js';
import type { ByteSetPool } from './byte-set.js';
import { buildFilterTable } from './filter-table.js';
import { scalarEngine } from './scalar-engine.js';
import { wasmEngine } from './wasm-engine.js';

/** Reports the anchors whose keyword begins in `[from, to)`, in no order. */
export type Engine = (bytes: Uint8Array, from: number, to: number, found: (anchor: number, start: number) => void) => void;

/** Finds anchors in one pass, however many there are. */
export interface Prefilter {
  /** Reports the anchors whose keyword begins in `[from, to)`, by their places and then by their index. */
  scan(bytes: Uint8Array, from: number, to: number, hit: (anchor: number, start: number) => void): void;
}

/** Bytes after which what was found is put in order: a few hundred places at most in text. */
const SORTED_BYTES = 64 * 1024;
const MOST_ANCHORS = 2 ** 20;

/** `engine` is for tests; by default the fastest that this process can run. */
export function createPrefilter(anchors: readonly Anchor[], pool: ByteSetPool, engine?: 'wasm' | 'scalar'): Prefilter {
  if (anchors.length >= MOST_ANCHORS) throw new RangeError(`At most ${MOST_ANCHORS} keywords can be looked for; there are ${anchors.length}.`);
  const table = buildFilterTable(anchors, pool);
  const search = (engine === 'scalar' ? null : wasmEngine(table)) ?? scalarEngine(table);
  let places: number[] = [];
  const collect = (anchor: number, start: number): void => {
    places.push(start * MOST_ANCHORS + anchor);
  };
  return {
    scan(bytes, from, to, hit) {
      for (let at = from; at < to; at += SORTED_BYTES) {
        places = [];
        search(bytes, at, Math.min(to, at + SORTED_BYTES), collect);
        places.sort((a, b) => a - b);
        for (const place of places) hit(place % MOST_ANCHORS, Math.floor(place / MOST_ANCHORS));
      }
    },
  };
}
