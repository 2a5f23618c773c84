import { isAscii, isUtf8 } from 'node:buffer';
import { kernelFor } from './survey-kernel.js';
import { characterStart, countNewlines, countUtf8Units, sequenceLength } from './text.js';

const NEWLINE = 0x0a;
/** Bytes between two marks: few enough to count again. */
const MARK_BYTES = 1024;
/** Bytes that are asked at once whether they are UTF-8: long enough that asking costs nothing, short enough that one byte does not spoil a line. */
const ASKED_BYTES = 4096;

/** A place in a document, always between two characters. */
interface Place {
  /** Byte offset in the document. */
  readonly offset: number;
  readonly line: number;
  /** UTF-16 code units of its line in front of it. */
  readonly column: number;
  /** UTF-16 code units of the document in front of it; counted only when asked for. */
  readonly units: number;
}

const BEGIN: Place = { offset: 0, line: 1, column: 0, units: 0 };

/** Line and column of byte offsets, for a document of which only a window is in memory. */
export class Positions {
  #countsUnits = false;
  /** At or just behind the first byte in memory. */
  #first = BEGIN;
  /** Places that are known, in order: questions come in any order, and a line may be as long as the file. */
  readonly #marks: Place[] = [];

  /** For a new document. */
  begin(countsUnits: boolean): void {
    this.#countsUnits = countsUnits;
    this.#first = BEGIN;
    this.#marks.length = 0;
  }

  /** Call before the bytes in front of `offset` are dropped; `bytes[0]` lies at `base`. */
  dropBefore(bytes: Buffer, base: number, offset: number): void {
    if (offset > this.#first.offset) this.#first = this.#move(this.#first, bytes, base, offset);
    this.#marks.length = 0;
  }

  /** Line and column from 1. */
  locate(bytes: Buffer, base: number, offset: number): { readonly line: number; readonly column: number; readonly units: number } {
    const from = this.#markBefore(offset);
    const place = offset <= from.offset ? from : this.#move(from, bytes, base, offset);
    if (place.offset >= (this.#marks.at(-1) ?? this.#first).offset + MARK_BYTES) this.#marks.push(place);
    return { line: place.line, column: place.column + 1, units: place.units };
  }

  /** The last mark at or in front of `offset`, or the first place. */
  #markBefore(offset: number): Place {
    let low = 0;
    for (let high = this.#marks.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.#marks[middle]!.offset <= offset) low = middle + 1;
      else high = middle;
    }
    return this.#marks[low - 1] ?? this.#first;
  }

  #move(from: Place, bytes: Buffer, base: number, offset: number): Place {
    const start = from.offset - base;
    const end = offset - base;
    const newline = bytes.lastIndexOf(NEWLINE, end - 1);
    const sameLine = newline < start;
    const lineStart = sameLine ? start : newline + 1;
    const rest = countUnits(bytes, lineStart, end);
    const line = sameLine ? from.line : from.line + newlines(bytes, start, end);
    const units = this.#countsUnits ? from.units + rest.units + (sameLine ? 0 : countUnits(bytes, start, lineStart).units) : 0;
    return { offset: base + rest.end, line, column: rest.units + (sameLine ? from.column : 0), units };
  }
}

/** Fewer bytes are counted here, since each call has its price. */
const FEW_BYTES = 256;

function newlines(bytes: Buffer, start: number, end: number): number {
  return (end - start > FEW_BYTES ? kernelFor(end - start)?.countNewlines(bytes, start, end) : undefined) ?? countNewlines(bytes, start, end);
}

function unitsOf(block: Buffer): number {
  return (block.length > FEW_BYTES ? kernelFor(block.length)?.countUnits(block) : undefined) ?? countUtf8Units(block);
}

/** UTF-16 code units of the characters that begin in `[start, end)`; `end` of the result is behind the last one. */
function countUnits(bytes: Buffer, start: number, end: number): { readonly units: number; readonly end: number } {
  let units = 0;
  let at = start;
  // Up to here each byte is looked at.
  let mixedTo = start;
  while (at < end) {
    if (at >= mixedTo) {
      const to = Math.min(end, at + ASKED_BYTES);
      const plainTo = to < end ? characterStart(bytes, to) : to;
      const block = bytes.subarray(at, plainTo);
      if (plainTo > at && isUtf8(block)) {
        units += isAscii(block) ? block.length : unitsOf(block);
        at = plainTo;
        continue;
      }
      mixedTo = to;
    }
    if (bytes[at]! < 0x80) {
      at += 1;
      units += 1;
      continue;
    }
    const length = sequenceLength(bytes, at);
    at += length;
    units += length === 4 ? 2 : 1;
  }
  return { units, end: at };
}
