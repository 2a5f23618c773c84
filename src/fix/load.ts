import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LayerlintError } from '../model/error.js';

/** The ignore file that counts for a Dockerfile and its context, or the one to be made: where it lies and what it says. What `unsaved` has of it counts first. */
export async function readIgnoreFile(directory: string, dockerfilePath: string, name: string | null, unsaved: (path: string) => string | null = () => null): Promise<{ readonly path: string; readonly text: string | null }> {
  const own = name !== null && name !== '.dockerignore' && name === `${basename(dockerfilePath)}.dockerignore`;
  const path = own ? join(dirname(dockerfilePath), name) : join(directory, '.dockerignore');
  const open = unsaved(path);
  if (open !== null) return { path, text: open };
  if (name === null) return { path, text: null };
  try {
    return { path, text: await readFile(path, 'utf8') };
  } catch (cause) {
    throw new LayerlintError('unreadable', `\`${path}\` cannot be read.`, { hint: 'Make it readable, or fix without a context.', cause });
  }
}
