import { decimal } from './pax.js';
import { BLOCK, parseNumber } from './tar-header.js';

/**
 * Holes delivered for a whole archive: as many as a large log of log-ins has in practice, and few enough (a second or so)
 * that an archive of 512 bytes cannot claim petabytes to stall the reader.
 */
export const MAX_HOLE_BYTES = 512 * 1024 * 1024;
/** Stretches of one map: 16 MiB of numbers at most; a map that fits an archive of 1 GiB with every other block a hole. */
export const MAX_SPARSE_SEGMENTS = 1_000_000;

const ZEROS = Buffer.alloc(64 * 1024);

/** Offset and length of each stored stretch by turns, and the size with all holes. */
export interface SparseMap {
  readonly segments: readonly number[];
  readonly size: number;
}

/** Null when stretches overlap, go back, pass the end, or do not add up to the bytes that are stored. */
export function checkSparseMap(map: SparseMap, stored: number): SparseMap | null {
  let end = 0;
  let sum = 0;
  for (let at = 0; at < map.segments.length; at += 2) {
    const offset = map.segments[at]!;
    const length = map.segments[at + 1] ?? NaN;
    if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(length) || offset < end || length < 0) return null;
    end = offset + length;
    sum += length;
  }
  return end <= map.size && sum === stored && Number.isSafeInteger(map.size) ? map : null;
}

/**
 * Four stretches of the header, or 21 of an extension block; true when another extension block follows.
 * https://www.gnu.org/software/tar/manual/html_node/Standard.html
 */
export function readGnuSegments(bytes: Buffer, start: number, where: 'header' | 'extension', into: number[]): boolean {
  const first = start + (where === 'header' ? 386 : 0);
  const count = where === 'header' ? 4 : 21;
  for (let index = 0; index < count; index += 1) {
    const at = first + index * 24;
    if (bytes[at] === 0) break;
    into.push(parseNumber(bytes, at, 12) ?? NaN, parseNumber(bytes, at + 12, 12) ?? NaN);
  }
  return bytes[first + count * 24] !== 0;
}

/** The size with holes that an old GNU header claims. */
export function readGnuRealSize(bytes: Buffer, start: number): number {
  return parseNumber(bytes, start + 483, 12) ?? NaN;
}

/** Reads the map that version 1.0 stores in front of the data: decimal lines, in whole blocks. */
export class SparseMapReader {
  readonly segments: number[] = [];
  /** Bytes of the map so far, padding included. */
  length = 0;
  #expected: number | null = null;
  #line = '';

  /** 'more' until the block that holds the map's end. */
  block(bytes: Buffer, start: number): 'more' | 'done' | 'damaged' {
    this.length += BLOCK;
    const lines = (this.#line + bytes.toString('latin1', start, start + BLOCK)).split('\n');
    this.#line = lines.pop()!;
    for (const line of lines) {
      if (line.startsWith('#')) continue;
      const number = decimal(line);
      if (!Number.isSafeInteger(number)) return 'damaged';
      if (this.#expected === null) {
        if (number > MAX_SPARSE_SEGMENTS) return 'damaged';
        this.#expected = number * 2;
      } else this.segments.push(number);
      if (this.segments.length === this.#expected) return 'done';
    }
    return this.#line.length > 2 * BLOCK ? 'damaged' : 'more';
  }
}

/** Puts the holes back: stored bytes in, the file's bytes out, holes as slices of one shared buffer of zeros. */
export class SparseWriter {
  readonly #map: SparseMap;
  readonly #data: (bytes: Buffer) => void;
  /** Says how many bytes of a hole may be delivered. */
  readonly #allow: (length: number) => number;
  #segment = 0;
  #done = 0;
  #position = 0;

  constructor(map: SparseMap, data: (bytes: Buffer) => void, allow: (length: number) => number) {
    this.#map = map;
    this.#data = data;
    this.#allow = allow;
  }

  write(bytes: Buffer): void {
    const { segments } = this.#map;
    let at = 0;
    while (at < bytes.length && this.#segment < segments.length) {
      this.#fill(segments[this.#segment]!);
      const length = segments[this.#segment + 1]!;
      const take = Math.min(length - this.#done, bytes.length - at);
      if (take > 0) this.#data(bytes.subarray(at, at + take));
      at += take;
      this.#done += take;
      this.#position += take;
      if (this.#done === length) {
        this.#segment += 2;
        this.#done = 0;
      }
    }
  }

  /** The hole behind the last stretch. */
  finish(): void {
    this.#fill(this.#map.size);
  }

  #fill(until: number): void {
    const hole = until - this.#position;
    if (hole <= 0) return;
    this.#position = until;
    for (let left = this.#allow(hole); left > 0; left -= ZEROS.length) this.#data(left < ZEROS.length ? ZEROS.subarray(0, left) : ZEROS);
  }
}
