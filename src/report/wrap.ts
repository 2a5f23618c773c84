/** Columns of a report: what fits into a terminal that nobody has resized, and into a mail. */
export const WIDTH = 80;

/**
 * Breaks a text at blanks into lines of at most `WIDTH` columns, each behind `indent`; `first` stands before the first one
 * instead. A word that is longer than a line (a URL, a path) is left whole, so that it can still be copied.
 */
export function wrap(text: string, indent: string, first: string = indent): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  lines.push(line.trimEnd());
  return lines;
}
