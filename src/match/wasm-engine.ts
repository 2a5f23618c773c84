import { instantiate } from '../kernel/instance.js';
import { CODE } from '../kernel/scan.generated.js';
import { STRIP_BYTES, reportInOrder, type AnchorHit, type Engine } from './engine.js';
import { SIGHT } from './filter-table.js';
import type { FilterTable } from './filter-table.js';

/** Results that are fetched at once: a text that is one keyword over and over stays under it. A list of one place must fit. */
const RESULTS = STRIP_BYTES;
/** The search reads sixteen bytes and the rest of four at a time. */
const OVERRUN = 32;
/** As in `kernel/scan.ts`. */
const BITMAP_AT = 8192;

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
  const made = instantiate<ScanKernel>(CODE, text + 2 * SIGHT + STRIP_BYTES + OVERRUN);
  if (!made) return null;
  const { exports: kernel, memory } = made;
  const bytesOf = new Uint8Array(memory.buffer);
  parts.forEach((part, index) => bytesOf.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), places[index]!));
  const [, slotsAt, listsAt, entriesAt, checksAt, classesAt] = places as [number, number, number, number, number, number];
  kernel.setUp(slotsAt, table.slotBits, listsAt, entriesAt, checksAt, classesAt, results, pairs);
  const found = new Uint32Array(memory.buffer, results, pairs * 2);

  const search: Engine = (bytes, from, to, hit) => {
    // `text` stands for `from - SIGHT`; what lies outside the bytes counts as NUL.
    const left = Math.max(0, from - SIGHT);
    const right = Math.min(bytes.length, to + SIGHT);
    const shift = text + SIGHT - from;
    bytesOf.fill(0, text, left + shift);
    bytesOf.set(bytes.subarray(left, right), left + shift);
    bytesOf.fill(0, right + shift, to + shift + SIGHT + OVERRUN);
    const stop = to + last + shift;
    const count = kernel.search(from + first + shift, stop, from + shift, to + shift);
    if (kernel.resumeAt.value < stop) {
      searchOn(count, stop, from, to, shift, hit);
      return;
    }
    for (let index = 0; index < count; index++) hit(found[2 * index]!, found[2 * index + 1]! - shift);
  };
  /** Goes on where there was no room for more results, and puts all of them in order. */
  const searchOn = (begun: number, stop: number, from: number, to: number, shift: number, hit: AnchorHit): void => {
    const places: (readonly [anchor: number, start: number])[] = [];
    for (let count = begun; ; count = kernel.search(kernel.resumeAt.value, stop, from + shift, to + shift)) {
      for (let index = 0; index < count; index++) places.push([found[2 * index]!, found[2 * index + 1]! - shift]);
      if (kernel.resumeAt.value >= stop) break;
    }
    reportInOrder(places, hit);
  };
  return search;
}
