import { open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Far more than anyone writes by hand. */
const LARGEST_DOCKERFILE = 1024 * 1024;

/**
 * The bytes of a Dockerfile that an image names, looked for in a folder of this machine; null where none is there. A name that
 * leads out of the folder finds nothing, also by way of a link.
 */
export async function searchDockerfile(folder: string, name: string): Promise<Buffer | null> {
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, name));
    if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) return null;
    const handle = await open(path);
    try {
      const stat = await handle.stat();
      return stat.isFile() && stat.size <= LARGEST_DOCKERFILE ? await handle.readFile() : null;
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
