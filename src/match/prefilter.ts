import type { ByteSetPool } from './byte-set.js';
import { STRIP_BYTES, type Engine } from './engine.js';
import { buildFilterTable, type FilterTable } from './filter-table.js';
import type { Placed } from './placed.js';
import { scalarEngine } from './scalar-engine.js';
import { wasmEngine } from './wasm-engine.js';

/** Finds anchors in one pass, however many there are and however long the text. `engine` is for tests; by default the fastest that this process can run. */
export function createPrefilter(placed: Placed, pool: ByteSetPool, engine?: 'wasm' | 'scalar'): Engine {
  return prefilterOf(buildFilterTable(placed, pool), engine);
}

/** As `createPrefilter`, where there is a table. */
export function prefilterOf(table: FilterTable, engine?: 'wasm' | 'scalar'): Engine {
  const search = (engine === 'scalar' ? null : wasmEngine(table)) ?? scalarEngine(table);
  return (bytes, from, to, hit) => {
    for (let at = from; at < to; at += STRIP_BYTES) search(bytes, at, Math.min(to, at + STRIP_BYTES), hit);
  };
}
