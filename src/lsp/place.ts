import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Range, TextDocument } from 'vscode-languageserver-textdocument';
import type { Region } from '../index.js';

/** Turns places of a report into places of the document that the editor holds. */
export interface Places {
  /** The line (from 1) of a report where nothing more exact is known, or the top of the document. */
  line(line: number): Range;
  region(region: Region): Range;
  /** UTF-16 offsets into the text without its byte order mark. */
  span(start: number, end: number): Range;
}

/**
 * Reports end a line at `\n` only and leave the byte order mark out; the protocol ends it at a lone `\r` too and has no marks.
 * Both count UTF-16 code units.
 */
export function createPlaces(document: TextDocument): Places {
  const text = document.getText();
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  const starts = [mark];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const offsetOf = (line: number, column: number): number => Math.min(text.length, (starts[line - 1] ?? text.length) + column - 1);
  const range = (start: number, end: number): Range => ({ start: document.positionAt(start), end: document.positionAt(end) });
  return {
    line: (line) => {
      const start = offsetOf(line, 1);
      const newline = text.indexOf('\n', start);
      return range(start + /^[ \t]*/.exec(text.slice(start, start + LONGEST_INDENT))![0].length, newline === -1 ? text.length : newline);
    },
    region: ({ startLine, startColumn, endLine, endColumn }) => range(offsetOf(startLine, startColumn), offsetOf(endLine, endColumn)),
    span: (start, end) => range(start + mark, end + mark),
  };
}

/** Blanks in front of a line that are looked through for its first word. */
const LONGEST_INDENT = 200;

/** A region of a document that is not open, as the protocol counts it. */
export function plainRange({ startLine, startColumn, endLine, endColumn }: Region): Range {
  return { start: { line: startLine - 1, character: startColumn - 1 }, end: { line: endLine - 1, character: endColumn - 1 } };
}

/** The path of a `file:` URI; null for what is nowhere on this machine (an untitled document, another host). */
export function pathOf(uri: string): string | null {
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}

/** The URI of a path. */
export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}
