import { instantiate } from '../kernel/instance.js';
import { CODE } from '../kernel/scan.generated.js';
import { SIGHT } from './filter-table.js';
import type { FilterTable } from './filter-table.js';
import type { Engine } from './prefilter.js';

/** Results that are fetched at once; a list of one place must fit. */
const RESULTS = 8192;
/** Room for the text of one search. */
const TEXT_BYTES = 64 * 1024;
/** The search reads sixteen bytes and the rest of four at a time. */
const OVERRUN = 32;
/** As in `kernel/scan.ts`. */
const BITMAP_AT = 1024;

interface ScanKernel {
  readonly resumeAt: { readonly value: number };
  setUp(slots: number, slotBits: number, lists: number, entries: number, checks: number, classes: number, results: number, pairs: number): void;
  search(at: number, end: number, low: number, high: number): number;
}

/** The search in WebAssembly; null where this process has none. */
export function wasmEngine(table: FilterTable): Engine | null {
  const { bitmap, slots, lists, entries, checks, classes, first, last } = table;
  const pairs = Math.max(RESULTS, entries.length);
  const parts = [bitmap, slots, lists, entries, checks, classes];
  const places: number[] = [];
  let end = BITMAP_AT;
  for (const part of parts) {
    places.push(end);
    end = (end + part.byteLength + 15) & ~15;
  }
  const results = end;
  const text = results + pairs * 8;
  const made = instantiate<ScanKernel>(CODE, text + 2 * SIGHT + TEXT_BYTES + OVERRUN);
  if (!made) return null;
  const { exports: kernel, memory } = made;
  const bytesOf = new Uint8Array(memory.buffer);
  parts.forEach((part, index) => bytesOf.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), places[index]!));
  const [, slotsAt, listsAt, entriesAt, checksAt, classesAt] = places as [number, number, number, number, number, number];
  kernel.setUp(slotsAt, table.slotBits, listsAt, entriesAt, checksAt, classesAt, results, pairs);
  const found = new Uint32Array(memory.buffer, results, pairs * 2);

  const searchStrip: Engine = (bytes, from, to, hit) => {
    // `text` stands for `from - SIGHT`; what lies outside the bytes counts as NUL.
    const left = Math.max(0, from - SIGHT);
    const right = Math.min(bytes.length, to + SIGHT);
    const shift = text + SIGHT - from;
    bytesOf.fill(0, text, left + shift);
    bytesOf.set(bytes.subarray(left, right), left + shift);
    bytesOf.fill(0, right + shift, to + shift + SIGHT + OVERRUN);
    for (let at = from + first + shift; at < to + last + shift; at = kernel.resumeAt.value) {
      const count = kernel.search(at, to + last + shift, from + shift, to + shift);
      for (let index = 0; index < count; index++) hit(found[2 * index + 1]!, found[2 * index]! - shift);
    }
  };
  return (bytes, from, to, hit) => {
    for (let at = from; at < to; at += TEXT_BYTES) searchStrip(bytes, at, Math.min(to, at + TEXT_BYTES), hit);
  };
}
