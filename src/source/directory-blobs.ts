import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Blob, Blobs } from './blobs.js';
import { missingBlob, oversizedBlob } from './blobs.js';
import { readAt, readWhole, type OpenFile } from './file-range.js';
import { explainPathError } from './path-error.js';

/** A layout as a directory. Links are followed only while they stay inside it; anything but a plain file counts as absent. */
export async function directoryBlobs(directory: string): Promise<Blobs> {
  const root = await realpath(directory).catch((cause: unknown) => {
    throw explainPathError(directory, cause);
  });
  const place = `\`${directory}\``;

  const openInside = async (name: string): Promise<OpenFile | null> => {
    const path = await realpath(join(root, ...name.split('/'))).catch(absent(directory));
    if (path === null || !path.startsWith(root.endsWith(sep) ? root : root + sep)) return null;
    // Non-blocking, since opening a pipe that nobody writes would wait for ever.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(absent(path));
    if (handle === null) return null;
    const stat = await handle.stat();
    if (stat.isFile()) return { handle, size: stat.size };
    await handle.close();
    return null;
  };

  return {
    place,
    damage: [],
    async find(name): Promise<Blob | null> {
      const opened = await openInside(name);
      if (opened === null) return null;
      await opened.handle.close();
      return { name, size: opened.size, computedDigest: null };
    },
    async readSmall(name, limit): Promise<Buffer> {
      const opened = await openInside(name);
      if (opened === null) throw missingBlob(name, place);
      try {
        if (opened.size > limit) throw oversizedBlob(name, place, opened.size, limit);
        return await readAt(opened.handle, 0, opened.size);
      } finally {
        await opened.handle.close();
      }
    },
    async open(name) {
      const present = async (): Promise<OpenFile> => {
        const opened = await openInside(name);
        if (opened === null) throw missingBlob(name, place);
        return opened;
      };
      await (await present()).handle.close();
      return readWhole(present, `\`${name}\` in ${place}`);
    },
    close: () => Promise.resolve(),
  };
}

function absent(path: string): (cause: unknown) => null {
  return (cause) => {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENXIO') return null;
    throw explainPathError(path, cause);
  };
}
