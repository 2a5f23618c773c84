import { instantiate } from '../kernel/instance.js';
import { CODE } from '../kernel/scan.generated.js';
import { STRIP_BYTES, reportInOrder, type AnchorHit, type Engine } from './engine.js';
import { SIGHT } from './filter-table.js';
import type { FilterTable } from './filter-table.js';
import { MOST_STATES } from './gate-table.js';

/** Results that are fetched at once: a text that is one keyword over and over stays under it. A list of one place must fit. */
const RESULTS = STRIP_BYTES;
/** The search reads thirty-two bytes at a time, and some behind the last of them. */
const OVERRUN = 64;
/** As in `kernel/scan.ts`. */
const BITMAP_AT = 20480;
/** Of 128 bytes each, for the rows of gates: what two large images of different kinds need. When they are full, gates let pass. */
const GATE_UNITS = 60_000;
/** Two bytes each. */
const GATE_BUCKETS = 16_384;
/** A line of the cache. */
const LINE = 64;

interface ScanKernel {
  readonly resumeAt: { readonly value: number };
  setUp(slots: number, slotBits: number, items: number, longest: number, records: number, checks: number, classes: number): void;
  giveRoom(work: number, fitting: number, results: number, places: number): void;
  setUpGates(gates: number, states: number, sets: number, classes: number, classCount: number): void;
  giveGatesRoom(rowCounts: number, gates: number, buckets: number, marks: number, states: number, waiting: number, found: number, units: number, unitCount: number): void;
  search(at: number, end: number, low: number, high: number, textEnd: number): number;
}

/** The search in WebAssembly; null where this process has none. */
export function wasmEngine(table: FilterTable): Engine | null {
  const { bitmap, slots, items, records, checks, classes, gates, gateStates, gateSets, gateClasses, first, last } = table;
  const room = Math.max(RESULTS, table.longest);
  const parts = [bitmap, slots, items, records, checks, classes, gates, gateStates, gateSets, gateClasses];
  let end = BITMAP_AT;
  const take = (bytes: number): number => {
    const at = end;
    end = Math.ceil((end + bytes) / LINE) * LINE;
    return at;
  };
  const places = parts.map(({ byteLength }) => take(byteLength));
  // One more, since what does not count is written too.
  const [work, fitting, results] = [take(room * 8 + 8), take(room * 8 + 8), take(room * 8)] as const;
  const [rowCounts, buckets, marks, waiting, foundStates, units] = [take(gates.length * 2), take(GATE_BUCKETS * 2), take(MOST_STATES * 4), take(MOST_STATES * 8), take(MOST_STATES * 2), take(GATE_UNITS * 128)] as const;
  const text = take(2 * SIGHT + STRIP_BYTES + OVERRUN);
  const made = instantiate<ScanKernel>(CODE, end);
  if (!made) return null;
  const { exports: kernel, memory } = made;
  const bytesOf = new Uint8Array(memory.buffer);
  parts.forEach((part, index) => bytesOf.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), places[index]!));
  const [, slotsAt, itemsAt, recordsAt, checksAt, classesAt, ...gatesAt] = places as [number, number, number, number, number, number, number, number, number, number];
  kernel.setUp(slotsAt, table.slotBits, itemsAt, table.longest, recordsAt, checksAt, classesAt);
  kernel.setUpGates(...gatesAt, Math.max(...gateClasses) + 1);
  kernel.giveGatesRoom(rowCounts, gates.length, buckets, marks, MOST_STATES, waiting, foundStates, units, GATE_UNITS);
  kernel.giveRoom(work, fitting, results, room);
  const found = new Uint32Array(memory.buffer, results, room * 2);
  // Little-endian, the anchor first: as numbers they are ordered by place, and then by anchor.
  const order = new BigUint64Array(memory.buffer, results, room);

  const search: Engine = (bytes, from, to, hit) => {
    // `text` stands for `from - SIGHT`; what lies outside the bytes counts as NUL.
    const left = Math.max(0, from - SIGHT);
    const right = Math.min(bytes.length, to + SIGHT);
    const shift = text + SIGHT - from;
    bytesOf.fill(0, text, left + shift);
    bytesOf.set(bytes.subarray(left, right), left + shift);
    bytesOf.fill(0, right + shift, to + shift + SIGHT + OVERRUN);
    const stop = to + last + shift;
    const searchFrom = (at: number): number => kernel.search(at, stop, from + shift, to + shift, right + shift);
    const count = searchFrom(from + first + shift);
    if (kernel.resumeAt.value < stop) {
      searchOn(count, stop, searchFrom, shift, hit);
      return;
    }
    if (count > 1) order.subarray(0, count).sort();
    for (let index = 0; index < count; index++) hit(found[2 * index]!, found[2 * index + 1]! - shift);
  };
  /** Goes on where there was no room for more results, and puts all of them in order. */
  const searchOn = (begun: number, stop: number, searchFrom: (at: number) => number, shift: number, hit: AnchorHit): void => {
    const places: (readonly [anchor: number, start: number])[] = [];
    for (let count = begun; ; count = searchFrom(kernel.resumeAt.value)) {
      for (let index = 0; index < count; index++) places.push([found[2 * index]!, found[2 * index + 1]! - shift]);
      if (kernel.resumeAt.value >= stop) break;
    }
    reportInOrder(places, hit);
  };
  return search;
}
