import { readFile } from 'node:fs/promises';
import { LayerlintError } from '../model/error.js';

/** Reads a file that starts builds. Throws `not-found` and `unreadable`. */
export async function readBuildFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const absent = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new LayerlintError(absent ? 'not-found' : 'unreadable', `\`${path}\` ${absent ? 'does not exist' : 'cannot be read'}.`, { hint: 'Name a file that you may read, or lint the Dockerfiles alone by their names.', cause });
  }
}
