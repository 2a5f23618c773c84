import { reportInOrder, type Engine } from './engine.js';
import { BITMAP_BITS, HASH, RECORD, SIGHT, TAG_BITS, WINDOW } from './filter-table.js';
import type { FilterTable } from './filter-table.js';
import { Gate } from './gate.js';
import { FOLD, STRIDE } from './gram.js';

/** The search in JavaScript, for where there is no WebAssembly; finds what `kernel/scan.ts` finds. */
export function scalarEngine(table: FilterTable): Engine {
  const { bitmap, slotBits, slots, items, records, checks, classes, first, last } = table;
  const tagMask = (1 << TAG_BITS) - 1;
  const numbers = new DataView(records.buffer, records.byteOffset, records.byteLength);
  const gates: Gate[] = [];
  const passes = (bytes: Uint8Array, start: number, anchor: number): boolean => {
    const record = anchor * RECORD + 2 * WINDOW;
    const gate = numbers.getUint32(record + 12, true);
    if (gate === 0) return true;
    return (gates[gate] ??= new Gate(table, gate)).passes(bytes, start, { state: numbers.getUint16(record + 16, true), skipped: numbers.getUint16(record + 18, true) });
  };
  const fits = (bytes: Uint8Array, start: number, anchor: number): boolean => {
    const record = anchor * RECORD;
    const window = start + numbers.getInt32(record + 2 * WINDOW, true);
    for (let step = 0; step < WINDOW; step++) if (((bytes[window + step] ?? 0) & records[record + step]!) !== records[record + WINDOW + step]!) return false;
    const end = numbers.getUint32(record + 2 * WINDOW + 8, true);
    for (let index = numbers.getUint32(record + 2 * WINDOW + 4, true); index < end; index++) {
      const check = checks[index]!;
      const byte = bytes[start + (check >>> 16) - SIGHT] ?? 0;
      if (((classes[((check & 0xffff) << 5) + (byte >> 3)]! >> (byte & 7)) & 1) === 0) return false;
    }
    return true;
  };
  return (bytes, from, to, hit) => {
    const places: (readonly [anchor: number, start: number])[] = [];
    const byteAt = (at: number): number => (at >= 0 && at < bytes.length ? bytes[at]! : 0);
    const begin = from + first;
    let low = byteAt(begin) | (byteAt(begin + 1) << 8);
    for (let at = begin; at < to + last; at += STRIDE) {
      const high = byteAt(at + 2) | (byteAt(at + 3) << 8);
      const word = low | (high << 16);
      low = high;
      const hash = Math.imul(word | FOLD, HASH);
      const bit = hash >>> (32 - BITMAP_BITS);
      if (((bitmap[bit >> 3]! >> (bit & 7)) & 1) === 0) continue;
      const slot = slots[hash >>> (32 - slotBits)]!;
      const tag = slot & tagMask;
      if (tag !== 0 && tag !== (((hash >>> (32 - slotBits - TAG_BITS)) & tagMask) | 1)) continue;
      for (let index = slot >>> TAG_BITS, goesOn = true; goesOn; index++) {
        const item = items[index]!;
        goesOn = (item & 1) === 1;
        const start = at + SIGHT - ((item >> 1) & 0xff);
        if (start >= from && start < to && fits(bytes, start, item >>> 9) && passes(bytes, start, item >>> 9)) places.push([item >>> 9, start]);
      }
    }
    reportInOrder(places, hit);
  };
}
