import type { Positions } from '../dockerfile/position.js';
import type { Dockerfile } from '../model/dockerfile.js';

/** Characters shown of a line; more than fits a screen helps nobody. */
const LONGEST_EXCERPT = 240;

/** The lines around a span, cut on both sides of it where they are long. */
export function excerptOf(dockerfile: Dockerfile, positions: Positions, start: number, end: number): string {
  const lines = positions.linesOf(start, end);
  const margin = Math.max(0, LONGEST_EXCERPT - (end - start)) >> 1;
  const from = Math.max(lines.start, start - margin);
  const to = Math.min(lines.end, Math.max(end, start) + margin);
  return `${from > lines.start ? '…' : ''}${dockerfile.text.slice(from, to)}${to < lines.end ? '…' : ''}`;
}
