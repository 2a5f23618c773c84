import { parseIgnore } from '../dockerfile/ignore.js';
import { lineEndOf } from './edit.js';

/**
 * Puts lines for the paths at the end of an ignore file, where they outweigh every `!` above them. Paths that it leaves out
 * already need none, so that adding twice adds nothing. Null when nothing is to be added.
 */
export function addIgnoreLines(text: string | null, paths: readonly string[]): string | null {
  let result = text ?? '';
  const lineEnd = lineEndOf(result);
  let added = false;
  for (const path of paths) {
    if (parseIgnore(result).excludes(path)) continue;
    const line = ignoreLine(path);
    const longer = `${result}${result === '' || result.endsWith('\n') ? '' : lineEnd}${line}${lineEnd}`;
    // A name that no line can say (a line end in it) is left alone.
    if (!parseIgnore(longer).excludes(path)) continue;
    result = longer;
    added = true;
  }
  return added ? result : null;
}

/** The line that leaves out one path and nothing else; of a repository's own folder, the whole of it. */
function ignoreLine(path: string): string {
  const repository = /^(?:.*\/)?\.git(?=\/)/.exec(path)?.[0];
  const escaped = (repository ?? path).replace(/[*?[\]\\]/g, '\\$&');
  return /^[#!\s]/.test(escaped) ? `./${escaped}` : escaped;
}
