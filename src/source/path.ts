import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { LayerlintError } from '../model/error.js';
import { splitReference } from './names.js';
import { explainPathError } from './path-error.js';

/** A path that is there, and what followed it in the reference. */
export interface FoundPath {
  readonly path: string;
  readonly selector: string;
  readonly stat: Stats;
}

/** Tells path from selector by looking what exists, the longest path first. Throws `not-found` and `unreadable`. */
export async function findPath(rest: string, separators: RegExp | null): Promise<FoundPath> {
  if (rest === '') throw new LayerlintError('usage', 'The reference names no path.', { hint: 'Write the path after the colon, as `docker-archive:image.tar`.' });
  const splits = separators === null ? [{ path: rest, selector: '' }] : splitReference(rest, separators);
  let failure: unknown;
  for (const { path, selector } of splits) {
    try {
      return { path, selector, stat: await stat(path) };
    } catch (cause) {
      failure = explainPathError(path, cause);
      if (!(failure instanceof LayerlintError) || failure.code !== 'not-found') throw failure;
    }
  }
  throw failure;
}
