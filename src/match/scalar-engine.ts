import { reportInOrder, type Engine } from './engine.js';
import { BITMAP_BITS, ENTRY_NUMBERS, HASH, SIGHT, TAG_BITS } from './filter-table.js';
import type { FilterTable } from './filter-table.js';
import { FOLD, STRIDE } from './gram.js';

/** The search in JavaScript, for where there is no WebAssembly; finds what `kernel/scan.ts` finds. */
export function scalarEngine({ bitmap, slotBits, slots, lists, entries, checks, classes, first, last }: FilterTable): Engine {
  const mask = slots.length - 1;
  const tagMask = (1 << TAG_BITS) - 1;
  const fitsAt = (bytes: Uint8Array, at: number, check: number): boolean => {
    const byte = bytes[at + (check >>> 16) - SIGHT] ?? 0;
    return ((classes[((check & 0xffff) << 5) + (byte >> 3)]! >> (byte & 7)) & 1) !== 0;
  };
  const fits = (bytes: Uint8Array, start: number, index: number): boolean => {
    const end = entries[index * ENTRY_NUMBERS + 2]!;
    for (let check = entries[index * ENTRY_NUMBERS + 1]!; check < end; check++) if (!fitsAt(bytes, start, checks[check]!)) return false;
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
      let slot = hash >>> (32 - slotBits);
      const tag = (hash >>> (32 - slotBits - TAG_BITS)) & tagMask;
      while (slots[slot] !== 0 && (slots[slot]! & tagMask) !== tag) slot = (slot + 1) & mask;
      const list = slots[slot]! >>> TAG_BITS;
      for (let item = list + 2 * lists[list]! - 1; item > list; item -= 2) {
        if (!fitsAt(bytes, at, lists[item + 1]!)) continue;
        const index = lists[item]!;
        const start = at - entries[index * ENTRY_NUMBERS]!;
        if (start >= from && start < to && fits(bytes, start, index)) places.push([entries[index * ENTRY_NUMBERS + 3]!, start]);
      }
    }
    reportInOrder(places, hit);
  };
}
