import { giveTables, giveTablesAfter, takeTables } from '../kernel/memory.js';
import { CODE } from '../kernel/scan.generated.js';
import { STRIP_BYTES, reportInOrder, type AnchorHit, type Engine } from './engine.js';
import { SIGHT } from './filter-table.js';
import type { FilterTable } from './filter-table.js';
import { MOST_STATES } from './gate-table.js';

/** Results that are fetched at once: a text that is one keyword over and over stays under it. A list of one place must fit. */
const RESULTS = STRIP_BYTES;
/** Of 128 bytes each, for the rows of gates: what two large images of different kinds need. When they are full, gates let pass. */
const GATE_UNITS = 60_000;
/** Two bytes each. */
const GATE_BUCKETS = 16_384;

interface ScanKernel {
  readonly resumeAt: { readonly value: number };
  setUp(bitmap: number, slots: number, slotBits: number, items: number, longest: number, records: number, checks: number, classes: number): void;
  giveRoom(work: number, fitting: number, results: number, places: number): void;
  setUpGates(gates: number, states: number, sets: number, classes: number, classCount: number): void;
  giveGatesRoom(rowCounts: number, gates: number, buckets: number, marks: number, states: number, waiting: number, found: number, units: number, unitCount: number): void;
  search(from: number, to: number, at: number, end: number, low: number, high: number): number;
}

/** The search in WebAssembly; null where this process has none. */
export function wasmEngine(table: FilterTable): Engine | null {
  const { bitmap, slots, items, records, checks, classes, gates, gateStates, gateSets, gateClasses, first, last } = table;
  const room = Math.max(RESULTS, table.longest);
  const parts = [bitmap, slots, items, records, checks, classes, gates, gateStates, gateSets, gateClasses];
  // One more, since what does not count is written too.
  const rooms = [room * 8 + 8, room * 8 + 8, room * 8, gates.length * 2, GATE_BUCKETS * 2, MOST_STATES * 4, MOST_STATES * 8, MOST_STATES * 2, GATE_UNITS * 128];
  const tables = takeTables([...parts.map(({ byteLength }) => byteLength), ...rooms]);
  if (tables === null) return null;
  const kernel = tables.memory.run<ScanKernel>(CODE);
  if (kernel === null) {
    giveTables(tables);
    return null;
  }
  const { memory, places } = tables;
  parts.forEach((part, index) => memory.bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), places[index]!));
  const [bitmapAt, slotsAt, itemsAt, recordsAt, checksAt, classesAt, ...gatesAt] = places.slice(0, parts.length) as [number, number, number, number, number, number, number, number, number, number];
  const [work, fitting, results, rowCounts, buckets, marks, waiting, foundStates, units] = places.slice(parts.length) as [number, number, number, number, number, number, number, number, number];
  kernel.setUp(bitmapAt, slotsAt, table.slotBits, itemsAt, table.longest, recordsAt, checksAt, classesAt);
  kernel.setUpGates(...gatesAt, Math.max(...gateClasses) + 1);
  kernel.giveGatesRoom(rowCounts, gates.length, buckets, marks, MOST_STATES, waiting, foundStates, units, GATE_UNITS);
  kernel.giveRoom(work, fitting, results, room);
  const found = new Uint32Array(memory.buffer, results, room * 2);
  // Little-endian, the anchor first: as numbers they are ordered by place, and then by anchor.
  const order = new BigUint64Array(memory.buffer, results, room);

  const search: Engine = (bytes, from, to, hit) => {
    // What lies outside of the bytes counts as NUL, whatever lies there.
    const left = Math.max(0, from - SIGHT);
    const right = Math.min(bytes.length, to + SIGHT);
    const shift = memory.stage(bytes, left, right) - left;
    const stop = to + last + shift;
    const searchFrom = (at: number): number => kernel.search(left + shift, right + shift, at, stop, from + shift, to + shift);
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
  giveTablesAfter(tables, search);
  return search;
}
