import type { Fault } from './sqlite.js';

const MAGIC = 0x061561;
const MAGIC_OFFSET = 12;
const PAGE_HEADER_BYTES = 26;
/** Of pages. */
const OVERFLOW = 7;
const HASH_UNSORTED = 2;
const HASH = 13;
/** Of items on a page: the bytes themselves, or where they lie. */
const KEY_DATA = 1;
const OFF_PAGE = 3;
const OFF_PAGE_BYTES = 12;

/**
 * The values of a hash of Berkeley DB, in the order of its pages; null where the bytes are none. Each page is read once, whatever
 * points to it. https://github.com/berkeleydb/libdb/blob/master/src/dbinc/db_page.h
 */
export function readBerkeleyHash(bytes: Buffer, fault: Fault): Iterable<Buffer> | null {
  if (bytes.length < 512) return null;
  const little = bytes.readUInt32LE(MAGIC_OFFSET) === MAGIC;
  if (!little && bytes.readUInt32BE(MAGIC_OFFSET) !== MAGIC) return null;
  const size = little ? bytes.readUInt32LE(20) : bytes.readUInt32BE(20);
  if (size < 512 || size > 65_536 || (size & (size - 1)) !== 0) return null;
  return new Pages(bytes, size, little, fault).values();
}

class Pages {
  readonly #seen = new Set<number>();

  constructor(
    private readonly bytes: Buffer,
    private readonly size: number,
    private readonly little: boolean,
    private readonly fault: Fault,
  ) {}

  *values(): Generator<Buffer> {
    const pages = Math.floor(this.bytes.length / this.size);
    for (let number = 1; number < pages; number += 1) {
      const page = this.bytes.subarray(number * this.size, (number + 1) * this.size);
      if (page[25] !== HASH && page[25] !== HASH_UNSORTED) continue;
      const items = this.#short(page, 20);
      let left = this.size;
      // Key and value by turns.
      for (let item = 1; item < items && PAGE_HEADER_BYTES + item * 2 + 2 <= this.size; item += 2) {
        const value = this.#value(page, this.#short(page, PAGE_HEADER_BYTES + item * 2), this.#short(page, PAGE_HEADER_BYTES + item * 2 - 2));
        if (page[this.#short(page, PAGE_HEADER_BYTES + item * 2)] === KEY_DATA) left -= value?.length ?? 0;
        if (value && left >= 0) yield value;
        else this.fault(number);
      }
    }
  }

  /** Items fill a page from its end, so that one ends where that before it begins. */
  #value(page: Buffer, start: number, end: number): Buffer | null {
    if (start < PAGE_HEADER_BYTES || end > this.size || start >= end) return null;
    if (page[start] === KEY_DATA) return page.subarray(start + 1, end);
    if (page[start] !== OFF_PAGE || start + OFF_PAGE_BYTES > this.size) return null;
    return this.#chain(this.#long(page, start + 4), this.#long(page, start + 8));
  }

  #chain(first: number, length: number): Buffer | null {
    const parts: Buffer[] = [];
    let left = length;
    for (let number = first; number !== 0 && left > 0; ) {
      const page = this.bytes.subarray(number * this.size, (number + 1) * this.size);
      if (page.length < this.size || page[25] !== OVERFLOW || this.#seen.has(number)) return null;
      this.#seen.add(number);
      const part = page.subarray(PAGE_HEADER_BYTES, PAGE_HEADER_BYTES + Math.min(left, this.#short(page, 22)));
      parts.push(part);
      left -= part.length;
      number = this.#long(page, 16);
    }
    return left === 0 ? Buffer.concat(parts) : null;
  }

  #short(page: Buffer, at: number): number {
    return this.little ? page.readUInt16LE(at) : page.readUInt16BE(at);
  }

  #long(page: Buffer, at: number): number {
    return this.little ? page.readUInt32LE(at) : page.readUInt32BE(at);
  }
}
