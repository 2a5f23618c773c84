import { createHash } from 'node:crypto';
import { LayerlintError } from '../model/error.js';
import type { Layer } from '../model/image.js';
import type { Blob, Blobs } from './blobs.js';
import { followLinks, inOnePiece, missingBlob, MOST_DAMAGE, normalizeName, oversizedBlob, resolveLink } from './blobs.js';
import { digestOf, digestOfBlobName } from './digest.js';
import { readTarStream } from './tar-stream.js';
import type { StreamMember } from './tar-stream.js';
import { verifyStream } from './verify.js';

/** Manifests, configs and small layers are kept, since only the end of the stream tells which member is what. */
const SMALL_MEMBER = 1024 * 1024;
/** All small members together; the layers beyond it are handed over as they pass, like big ones. */
const SMALL_BUDGET = 64 * 1024 * 1024;
/** What begins like JSON may be the manifest of a very large image. */
const JSON_MEMBER = 8 * 1024 * 1024;
const JSON_BUDGET = 32 * 1024 * 1024;
/** An image has a few members a layer; a million empty ones were made to fill the memory with names. */
const MOST_MEMBERS = 200_000;

/** A tar that can be read from its beginning to its end. */
export interface TarMedium {
  /** How messages name it. */
  readonly place: string;
  /** Each is valid until the next is asked for. */
  readonly pieces: AsyncIterable<Buffer>;
  /** Gives the same bytes once more; null for a pipe. */
  readonly again: (() => Promise<AsyncIterable<Buffer>>) | null;
}

/** The members of a tar that has passed by. */
export interface StreamBlobs<T> extends Blobs {
  /** What `onLayer` said of a member while it passed; null for kept members. `name` as `find` gives it. */
  resultOf(name: string): { readonly value: T } | null;
}

type Member<T> = { readonly position: number; readonly size: number; digest: string | null } & (
  | { readonly kept: Buffer }
  | { readonly kept: null; readonly result: { readonly value: T } | null }
);

/**
 * Reads the whole stream once, with nothing spooled: members up to a size are kept, bigger ones handed to `onLayer` while
 * they pass, one after the other. A stream that breaks off is no error here: what came before it can be asked for.
 */
export async function streamBlobs<T>(medium: TarMedium, onLayer: ((layer: Layer) => Promise<T>) | undefined): Promise<StreamBlobs<T>> {
  const { place } = medium;
  const members = new Map<string, Member<T>>();
  const links = new Map<string, string | null>();
  const damage: string[] = [];
  const note = (message: string): void => {
    if (damage.length < MOST_DAMAGE) damage.push(message);
  };
  let smallLeft = SMALL_BUDGET;
  let jsonLeft = JSON_BUDGET;

  const pass = async (entry: StreamMember, name: string): Promise<void> => {
    const head = await entry.read();
    const json = head !== null && /^\s*[[{]/.test(head.toString('latin1', 0, 64));
    const keep = json ? entry.size <= Math.min(JSON_MEMBER, jsonLeft) : entry.size <= Math.min(SMALL_MEMBER, smallLeft);
    if (keep) {
      if (json) jsonLeft -= entry.size;
      else smallLeft -= entry.size;
      const pieces: Buffer[] = [];
      for (let piece = head; piece !== null; piece = await entry.read()) pieces.push(Buffer.from(piece));
      members.set(name, { position: entry.position, size: entry.size, digest: null, kept: Buffer.concat(pieces) });
      return;
    }
    const hash = createHash('sha256');
    let first = head;
    const next = async (): Promise<Buffer | null> => {
      const piece = first ?? (await entry.read());
      first = null;
      if (piece !== null) hash.update(piece);
      return piece;
    };
    const result = onLayer === undefined ? null : { value: await onLayer(passingLayer(name, entry.size, next, place)) };
    // Whatever the reader left has to pass before the next member comes.
    while ((await next()) !== null);
    members.set(name, { position: entry.position, size: entry.size, digest: `sha256:${hash.digest('hex')}`, kept: null, result });
  };

  try {
    for await (const entry of readTarStream(medium.pieces, place, note)) {
      const name = normalizeName(entry.path);
      if (name === null) continue;
      if (members.size + links.size >= MOST_MEMBERS) {
        throw new LayerlintError('limit-exceeded', `${place} has more than ${MOST_MEMBERS} members.`, { hint: 'No image archive has as many; is it a root file system?' });
      }
      members.delete(name);
      links.delete(name);
      if (entry.type === 'file') await pass(entry, name);
      else if (entry.type === 'symlink' || entry.type === 'hardlink') links.set(name, resolveLink(name, entry.type, entry.linkTarget));
    }
  } catch (error) {
    if (!(error instanceof LayerlintError) || error.code !== 'damaged' || members.size === 0) throw error;
    damage.push(error.message);
  }

  const lookUp = (name: string): { readonly at: string; readonly member: Member<T> } | null => {
    const at = followLinks(name, links, place);
    const member = members.get(at);
    return member === undefined ? null : { at, member };
  };

  return {
    place,
    damage,
    find(name): Promise<Blob | null> {
      return Promise.resolve().then(() => {
        const found = lookUp(name);
        if (found === null) return null;
        const { at, member } = found;
        if (member.kept !== null) member.digest ??= digestOf(member.kept);
        return { name: at, size: member.size, computedDigest: member.digest };
      });
    },
    readSmall(name, limit): Promise<Buffer> {
      return Promise.resolve().then(() => {
        const found = lookUp(name);
        if (found === null) throw missingBlob(name, place);
        if (found.member.kept === null || found.member.size > limit) throw oversizedBlob(name, place, found.member.size, limit);
        return found.member.kept;
      });
    },
    async open(name): Promise<AsyncIterable<Buffer>> {
      const found = lookUp(name);
      if (found === null) throw missingBlob(name, place);
      if (found.member.kept !== null) return inOnePiece(found.member.kept);
      if (medium.again === null) {
        throw new LayerlintError('already-read', `\`${found.at}\` has passed by in ${place} and cannot be read again.`, {
          hint: 'Give `onLayer` to read layers while they pass, or save the archive to a file and name that.',
        });
      }
      return memberBytes(await medium.again(), found.member.position, `\`${found.at}\` in ${place}`, place);
    },
    resultOf(name) {
      const member = members.get(name);
      return member === undefined || member.kept !== null ? null : member.result;
    },
    close: () => Promise.resolve(),
  };
}

/** A layer whose bytes are passing now: it can be opened once, until `onLayer` returns. */
function passingLayer(name: string, size: number, next: () => Promise<Buffer | null>, place: string): Layer {
  const digest = digestOfBlobName(name) ?? '';
  let opened = false;
  return {
    descriptor: { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest, size },
    diffId: null,
    index: -1,
    historyIndex: null,
    open() {
      if (opened) return Promise.reject(new LayerlintError('already-read', `\`${name}\` in ${place} can be opened only once while it passes.`));
      opened = true;
      return Promise.resolve(verifyStream(pieces(next), { digest, size }, `\`${name}\` in ${place}`));
    },
  };
}

async function* pieces(next: () => Promise<Buffer | null>): AsyncGenerator<Buffer> {
  for (let piece = await next(); piece !== null; piece = await next()) yield piece;
}

/** By position and not by name: of two members of one name the last counts. */
async function* memberBytes(tar: AsyncIterable<Buffer>, position: number, what: string, place: string): AsyncGenerator<Buffer> {
  for await (const entry of readTarStream(tar, place, () => undefined)) {
    if (entry.position !== position) continue;
    for (let piece = await entry.read(); piece !== null; piece = await entry.read()) yield piece;
    return;
  }
  throw new LayerlintError('damaged', `${what} was not there when it was read again.`, { hint: 'Scan again while nothing changes the image.' });
}
