import type { FileType } from '../model/file.js';
import { TarReader } from './tar.js';

/** A member of a seekable archive. */
export interface TarMember {
  /** As stored. */
  readonly path: string;
  /** A sparse file is `unknown`: its bytes do not lie in one piece. */
  readonly type: FileType;
  readonly size: number;
  /** Of its first byte of data in the archive. */
  readonly offset: number;
  readonly linkTarget: string | null;
}

/** May return fewer bytes than asked only at the end of the file. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>;

/** One read covers the headers of many small members, and costs little in front of a big one. */
const READ_LENGTH = 32 * 1024;

/**
 * Walks the headers only. Throws `damaged` as TarReader does; with `damage` given, an archive that is cut short or malformed
 * further on is reported there instead, and the members in front of it are returned.
 */
export async function indexTar(readAt: ReadAt, size: number, damage?: (message: string) => void): Promise<readonly TarMember[]> {
  const members: TarMember[] = [];
  const reader = new TarReader({
    entry(entry) {
      const sparse = entry.size !== entry.storedSize;
      members.push({ path: entry.path, type: sparse ? 'unknown' : entry.type, size: entry.size, offset: reader.dataOffset, linkTarget: entry.linkTarget });
    },
    data() {},
    end() {},
    damage(message) {
      damage?.(message);
    },
  });
  let position = 0;
  while (position < size) {
    const chunk = await readAt(position, Math.min(READ_LENGTH, size - position));
    if (chunk.length === 0) break;
    reader.push(chunk);
    position += chunk.length;
    const skip = Math.min(reader.skippable, size - position);
    if (skip > 0) {
      reader.skip(skip);
      position += skip;
    }
  }
  try {
    reader.finish();
  } catch (error) {
    if (damage === undefined || members.length === 0 || !(error instanceof Error)) throw error;
    damage(error.message);
  }
  return members;
}
