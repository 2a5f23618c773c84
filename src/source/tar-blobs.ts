import type { FileHandle } from 'node:fs/promises';
import { indexTar } from '../archive/tar-index.js';
import type { TarMember } from '../archive/tar-index.js';
import type { Blob, Blobs } from './blobs.js';
import { followLinks, missingBlob, MOST_DAMAGE, normalizeName, oversizedBlob, resolveLink } from './blobs.js';
import { readAt, readRange } from './file-range.js';

/** An uncompressed tar file read by seeking; takes the handle over and closes it. Of two members of one name the last counts. */
export async function tarBlobs(handle: FileHandle, size: number, place: string): Promise<Blobs> {
  const members = new Map<string, TarMember>();
  const links = new Map<string, string | null>();
  const damage: string[] = [];
  const index = await indexTar((position, length) => readAt(handle, position, length), size, (message) => {
    if (damage.length < MOST_DAMAGE) damage.push(message);
  });
  for (const member of index) {
    const name = normalizeName(member.path);
    if (name === null) continue;
    members.delete(name);
    links.delete(name);
    if (member.type === 'file') members.set(name, member);
    else if (member.type === 'symlink' || member.type === 'hardlink') links.set(name, resolveLink(name, member.type, member.linkTarget ?? ''));
  }
  const lookUp = (name: string): { readonly at: string; readonly member: TarMember } | null => {
    const at = followLinks(name, links, place);
    const member = members.get(at);
    return member === undefined ? null : { at, member };
  };
  const openMember = (name: string): AsyncIterable<Buffer> => {
    const found = lookUp(name);
    if (found === null) throw missingBlob(name, place);
    return readRange(handle, found.member.offset, found.member.size, `\`${found.at}\` in ${place}`);
  };

  return {
    place,
    damage,
    find(name): Promise<Blob | null> {
      return Promise.resolve().then(() => {
        const found = lookUp(name);
        return found === null ? null : { name: found.at, size: found.member.size, computedDigest: null };
      });
    },
    async readSmall(name, limit): Promise<Buffer> {
      const found = lookUp(name);
      if (found !== null && found.member.size > limit) throw oversizedBlob(name, place, found.member.size, limit);
      const pieces: Buffer[] = [];
      for await (const piece of openMember(name)) pieces.push(Buffer.from(piece));
      return Buffer.concat(pieces);
    },
    open: (name) => Promise.resolve().then(() => openMember(name)),
    close: () => handle.close(),
  };
}
