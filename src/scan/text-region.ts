import type { Region } from '../model/location.js';

const NEWLINE = 10;
const LONGEST_EXCERPT = 240;

/** The region of bytes `[start, end)` of a UTF-8 document that lies wholly in memory. */
export function regionOf(bytes: Buffer, start: number, end: number): Region {
  const first = positionOf(bytes, start);
  const last = positionOf(bytes, end);
  return {
    startLine: first.line,
    startColumn: first.column,
    endLine: last.line,
    endColumn: last.column,
    byteOffset: start,
    byteLength: end - start,
  };
}

function positionOf(bytes: Buffer, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1 && at < offset; at = bytes.indexOf(NEWLINE, at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: bytes.toString('utf8', lineStart, offset).length + 1 };
}

/** The text around bytes `[start, end)`, cut to what a reader takes in at a glance. */
export function excerptOf(bytes: Buffer, start: number, end: number): string {
  const margin = Math.max(0, LONGEST_EXCERPT - (end - start)) >> 1;
  const from = Math.max(bytes.lastIndexOf(NEWLINE, Math.max(0, start - 1)) + 1, start - margin, 0);
  const newline = bytes.indexOf(NEWLINE, end);
  const to = Math.min(newline === -1 ? bytes.length : newline, end + margin);
  return `${from > 0 && bytes[from - 1] !== NEWLINE ? '…' : ''}${bytes.toString('utf8', from, to)}${to < bytes.length && to !== newline ? '…' : ''}`;
}
