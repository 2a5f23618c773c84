import { giveText, takeText } from '../kernel/memory.js';
import type { Chunk } from '../model/chunk.js';
import type { Region } from '../model/location.js';
import { excerptOf } from './excerpt.js';
import { Positions } from './position.js';

/** Bytes that one window owns. Big enough that overlaps cost nothing, small enough to stay in the cache of a core. */
export const WINDOW_BYTES = 1024 * 1024;

export type Encoding = 'bytes' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

/**
 * Turns offsets of the chunk's document (`chunk.base` + index) into places of the file as stored.
 * Valid only while the chunk is being looked at: the window moves on.
 */
export interface ChunkOrigin {
  /** Which document of the file: the bytes as stored, or their text when they are UTF-16 or UTF-32. */
  readonly encoding: Encoding;
  region(start: number, end: number): Region;
  /** The lines around; `mask` stands for the bytes themselves, which are shown in clear when it is left out. Other secrets stay. */
  excerpt(start: number, end: number, mask?: string): string;
}

/** Of what is left out, so much at either end is searched all the same: what stands there may be about what stands beside it. */
const EDGE = 256;

/** One document, cut into windows. One object serves any number of documents, one after the other. */
export class WindowedDocument implements ChunkOrigin {
  readonly #reach: number;
  readonly #sink: (chunk: Chunk, origin: ChunkOrigin) => void;
  readonly #positions = new Positions();
  #buffer: Buffer | null = null;
  /** What is in memory: a part of the buffer, or the caller's own bytes. */
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;
  #base = 0;
  /** Offset of the first byte that no chunk has owned. */
  #owned = 0;
  #path = '';
  /** What is left out, as far as it has not been passed: pairs of start and end. */
  #apart: number[] = [];
  encoding: Encoding = 'bytes';

  /** `reach`: bytes that must be in sight on both sides of each byte that a chunk owns. */
  constructor(reach: number, sink: (chunk: Chunk, origin: ChunkOrigin) => void) {
    this.#reach = reach;
    this.#sink = sink;
  }

  begin(path: string, encoding: Encoding): void {
    this.#path = path;
    this.encoding = encoding;
    this.#length = 0;
    this.#base = 0;
    this.#owned = 0;
    if (this.#apart.length > 0) this.#apart = [];
    this.#positions.begin(encoding !== 'bytes');
  }

  /** Bytes that documents of their own show, of which some are still to be written: pairs of start and end, in order. */
  leaveOut(apart: readonly number[]): void {
    for (let index = 0; index < apart.length; index += 2) {
      const [start, end] = [apart[index]! + EDGE, apart[index + 1]! - EDGE];
      if (end - start > EDGE) this.#apart.push(start, end);
    }
  }

  /** True when `size` bytes fit into one chunk. */
  fits(size: number): boolean {
    return size <= WINDOW_BYTES + 2 * this.#reach;
  }

  /** The whole document at once, without a copy; nothing may be written to it before or after. */
  whole(bytes: Buffer): void {
    this.#bytes = bytes;
    if (bytes.length > 0) this.#give(0, bytes.length);
  }

  write(bytes: Buffer): void {
    this.#buffer ??= takeText(WINDOW_BYTES + 2 * this.#reach);
    for (let at = 0; at < bytes.length; ) {
      if (this.#length === this.#buffer.length) this.#moveOn(this.#buffer);
      const take = Math.min(this.#buffer.length - this.#length, bytes.length - at);
      bytes.copy(this.#buffer, this.#length, at, at + take);
      this.#length += take;
      at += take;
    }
  }

  /** What has been written and is still in memory, from the document's first byte: only before the first window is full. */
  head(length: number): Buffer {
    return this.#buffer === null || this.#base > 0 ? Buffer.alloc(0) : this.#buffer.subarray(0, Math.min(length, this.#length));
  }

  end(): void {
    if (this.#buffer === null) return;
    if (this.#length > 0) this.#emit(this.#buffer, this.#length);
    giveText(this.#buffer);
    this.#buffer = null;
  }

  region(start: number, end: number): Region {
    const first = this.#positions.locate(this.#bytes, this.#base, start);
    const last = this.#positions.locate(this.#bytes, this.#base, end);
    const width = this.encoding === 'bytes' ? 0 : this.encoding.startsWith('utf-32') ? 4 : 2;
    return {
      startLine: first.line,
      startColumn: first.column,
      endLine: last.line,
      endColumn: last.column,
      byteOffset: width > 0 ? first.units * width : start,
      byteLength: width > 0 ? (last.units - first.units) * width : end - start,
    };
  }

  excerpt(start: number, end: number, mask?: string): string {
    return excerptOf(this.#bytes, start - this.#base, end - this.#base, mask ?? null);
  }

  #emit(buffer: Buffer, to: number): void {
    this.#bytes = buffer.subarray(0, this.#length);
    this.#give(this.#owned - this.#base, to);
    this.#owned = this.#base + to;
  }

  #give(from: number, to: number): void {
    const chunk = { bytes: this.#bytes, base: this.#base, from, to, path: this.#path };
    this.#sink(this.#apart.length === 0 ? chunk : { ...chunk, apart: this.#apartIn(from, to) }, this);
  }

  /** What of it lies in the window; what lies in front of its end is not asked for again. */
  #apartIn(from: number, to: number): number[] {
    const within: number[] = [];
    let passed = 0;
    for (let index = 0; index < this.#apart.length; index += 2) {
      const start = Math.max(from, this.#apart[index]! - this.#base);
      const end = this.#apart[index + 1]! - this.#base;
      if (start < Math.min(end, to)) within.push(start, Math.min(end, to));
      if (end <= to) passed = index + 2;
    }
    this.#apart.splice(0, passed);
    return within;
  }

  #moveOn(buffer: Buffer): void {
    this.#emit(buffer, this.#length - this.#reach);
    const base = Math.max(this.#base, this.#owned - this.#reach);
    this.#positions.dropBefore(this.#bytes, this.#base, base);
    buffer.copyWithin(0, base - this.#base, this.#length);
    this.#length -= base - this.#base;
    this.#base = base;
  }
}
