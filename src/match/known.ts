/** What the build worked out of the built-in rules, half a megabyte that a small lint need not read: loaded by `loadTables`. */
import { inflateRawSync } from 'node:zlib';
import { ANCHORS } from './anchors.generated.js';
import type { ByteSetPool } from './byte-set.js';
import type { FilterTable } from './filter-table.js';
import { GLUED } from './glued.generated.js';
import { readAnchors, type KnownAnchorsData, type PlacedPattern } from './known-anchors.js';
import { keyOfTable, readTable, tableKey } from './known-table.js';
import type { KnownPlaces } from './placed.js';
import { TABLE } from './table.generated.js';

/** The table of all `patterns`; null where they are neither the built-in ones nor what these are in text without breaks. */
export function knownTable(patterns: readonly PlacedPattern[]): FilterTable | null {
  const key = tableKey(patterns);
  return readTable(Buffer.from(TABLE, 'base64'), key) ?? readTable(Buffer.from(GLUED, 'base64'), key);
}

/** What is known of each of the built-in patterns; its gates are those of their table. */
export function knownPlaces(pool: ByteSetPool): KnownPlaces {
  const table = Buffer.from(TABLE, 'base64');
  const data = JSON.parse(inflateRawSync(Buffer.from(ANCHORS, 'base64')).toString('utf8')) as KnownAnchorsData;
  return { gates: readTable(table, keyOfTable(table))!, read: readAnchors(data, pool) };
}
