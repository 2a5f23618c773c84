import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { FilterTable } from './filter-table.js';
import { sourceOf, type PlacedPattern } from './known-anchors.js';

/** Names and kinds of a table's arrays, in the order in which they are written. */
const ARRAYS = {
  slots: Uint32Array, items: Uint32Array, checks: Uint32Array, patterns: Uint32Array, gates: Uint32Array, gateStates: Int16Array,
  bitmap: Uint8Array, records: Uint8Array, classes: Uint8Array, gateSets: Uint8Array, gateClasses: Uint8Array,
} as const satisfies { readonly [Name in keyof FilterTable]?: Uint32ArrayConstructor | Int16ArrayConstructor | Uint8ArrayConstructor };

const KEY_BYTES = 32;

type ArrayName = keyof typeof ARRAYS;
type Numbers = Omit<FilterTable, ArrayName>;

interface Head {
  readonly numbers: Numbers;
  readonly bytes: Readonly<Record<ArrayName, number>>;
}

/** The same for two lists of patterns only if they have the same table. */
export function tableKey(patterns: readonly PlacedPattern[]): Buffer {
  return createHash('sha256').update(patterns.map(sourceOf).join('\n')).digest();
}

/** A table of all `patterns`, worked out ahead of time. */
export function writeTable(patterns: readonly PlacedPattern[], table: FilterTable): Buffer {
  const names = Object.keys(ARRAYS) as ArrayName[];
  const { slotBits, longest, first, last } = table;
  const head: Head = {
    numbers: { slotBits, longest, first, last },
    bytes: Object.fromEntries(names.map((name) => [name, table[name].byteLength])) as Head['bytes'],
  };
  const text = Buffer.from(`${JSON.stringify(head)}\n`);
  const arrays = names.map((name) => Buffer.from(table[name].buffer, table[name].byteOffset, table[name].byteLength));
  return Buffer.concat([tableKey(patterns), deflateRawSync(Buffer.concat([text, ...arrays]), { level: 9 })]);
}

/** The key that a table was written with. */
export function keyOfTable(written: Buffer): Buffer {
  return written.subarray(0, KEY_BYTES);
}

/** Null where it is the table of other patterns than those of the key. */
export function readTable(written: Buffer, key: Buffer): FilterTable | null {
  if (!keyOfTable(written).equals(key)) return null;
  const all = inflateRawSync(written.subarray(KEY_BYTES));
  let at = all.indexOf(0x0a) + 1;
  const { numbers, bytes } = JSON.parse(all.toString('latin1', 0, at)) as Head;
  const arrays = (Object.keys(ARRAYS) as ArrayName[]).map((name) => {
    const part = new Uint8Array(all.subarray(at, at + bytes[name])).buffer;
    at += bytes[name];
    return [name, new ARRAYS[name](part)];
  });
  return { ...numbers, ...(Object.fromEntries(arrays) as Pick<FilterTable, ArrayName>) };
}
