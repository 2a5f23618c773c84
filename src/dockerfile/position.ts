import type { Dockerfile } from '../model/dockerfile.js';
import type { Region } from '../model/location.js';

/** Turns offsets of a Dockerfile's text into regions and stored bytes into offsets; made once for a file. */
export interface Positions {
  /** UTF-16 offsets, `end` exclusive, into a region whose byte offset counts a byte order mark too. */
  region(start: number, end: number): Region;
  /** The UTF-16 offset of a byte of the stored file. */
  offsetAtByte(byte: number): number;
  /** The line of an offset, from 1. */
  lineAt(offset: number): number;
  /** Where a line begins, counted from 1; a line that is not there begins where the text ends. */
  startOf(line: number): number;
  /** The whole lines that `[start, end)` touches, without their last line end. */
  linesOf(start: number, end: number): { readonly start: number; readonly end: number };
}

/** Reads the text once; each look-up costs a binary search and the length of one line. */
export function createPositions(dockerfile: Pick<Dockerfile, 'text' | 'encoding' | 'bomLength'>): Positions {
  const { text, encoding, bomLength } = dockerfile;
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  const byteLength = (from: number, to: number): number => Buffer.byteLength(text.slice(from, to), encoding);
  const byteStarts = [bomLength];
  for (let line = 1; line < lineStarts.length; line++) {
    byteStarts.push(byteStarts[line - 1]! + byteLength(lineStarts[line - 1]!, lineStarts[line]!));
  }

  const place = (offset: number): { line: number; column: number; byte: number } => {
    const index = lastAtMost(lineStarts, offset);
    const start = lineStarts[index]!;
    return { line: index + 1, column: offset - start + 1, byte: byteStarts[index]! + byteLength(start, offset) };
  };

  return {
    region(start, end) {
      const from = place(start);
      const to = place(end);
      return {
        startLine: from.line,
        startColumn: from.column,
        endLine: to.line,
        endColumn: to.column,
        byteOffset: from.byte,
        byteLength: to.byte - from.byte,
      };
    },
    offsetAtByte(byte) {
      const index = lastAtMost(byteStarts, byte);
      const start = lineStarts[index]!;
      const wanted = byte - byteStarts[index]!;
      if (encoding === 'latin1') return Math.min(start + wanted, text.length);
      const line = Buffer.from(text.slice(start, lineStarts[index + 1] ?? text.length));
      return Math.min(start + line.subarray(0, wanted).toString('utf8').length, text.length);
    },
    startOf: (line) => lineStarts[line - 1] ?? text.length,
    lineAt: (offset) => lastAtMost(lineStarts, offset) + 1,
    linesOf(start, end) {
      const from = lineStarts[lastAtMost(lineStarts, start)]!;
      const newline = text.indexOf('\n', Math.max(start, end - 1));
      const to = newline === -1 ? text.length : newline;
      return { start: from, end: to > from && text[to - 1] === '\r' ? to - 1 : to };
    },
  };
}

/** Index of the last entry that is at most `value`; entries rise. */
function lastAtMost(entries: readonly number[], value: number): number {
  let low = 0;
  let high = entries.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (entries[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
