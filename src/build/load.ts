import { readFile, stat } from 'node:fs/promises';
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

/** Above this it is none of the small files that others name: Dockerfiles, settings. */
const LARGEST_NAMED_FILE = 4 * 1024 * 1024;

/** Reads a file that another one names; null where there is no plain file that can be read, or a huge one. */
export async function readNamedFile(path: string): Promise<Buffer | null> {
  try {
    const found = await stat(path);
    return found.isFile() && found.size <= LARGEST_NAMED_FILE ? await readFile(path) : null;
  } catch {
    return null;
  }
}
