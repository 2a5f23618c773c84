import { LayerlintError } from '../model/error.js';
import { parseJson } from './json.js';

/** What an archive or a layout holds under a name. */
export interface Blob {
  /** Links inside the medium resolved. */
  readonly name: string;
  readonly size: number;
  /** `sha256:<hex>` where the medium had to read the bytes anyway; null elsewhere. */
  readonly computedDigest: string | null;
}

/** The members of a medium (a directory, a tar file, a tar that passed by) by their normalised names. */
export interface Blobs {
  /** How messages name the medium. */
  readonly place: string;
  /** Sentences on what of the medium itself could not be read; complete once the medium is open. */
  readonly damage: readonly string[];
  /** Null where nothing readable stands under the name. Throws `damaged` for links that lead nowhere or in circles. */
  find(name: string): Promise<Blob | null>;
  /** Every byte of a small member. Throws `not-found` and, beyond `limit` bytes, `limit-exceeded`. */
  readSmall(name: string, limit: number): Promise<Buffer>;
  /** Each piece is valid until the next is asked for. Throws `not-found`; `already-read` where the bytes have passed and cannot be had again. */
  open(name: string): Promise<AsyncIterable<Buffer>>;
  close(): Promise<void>;
}

/** One sentence of damage says that an archive is not whole; a thousand say no more. */
export const MOST_DAMAGE = 10;
/** Links in an archive point at a layer beside them; a longer chain was made to keep a reader busy. */
const LONGEST_LINK_CHAIN = 16;

/** `./a//b` becomes `a/b`; null for a name that leaves the medium or names its root. */
export function normalizeName(name: string): string | null {
  const parts: string[] = [];
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else parts.push(part);
  }
  return parts.length === 0 || name.includes('\0') ? null : parts.join('/');
}

/** Where a link in a member leads, as a normalised name; null when it points outside. */
export function resolveLink(from: string, type: 'symlink' | 'hardlink', target: string): string | null {
  if (type === 'hardlink') return normalizeName(target);
  if (target.startsWith('/')) return null;
  return normalizeName(`${from.split('/').slice(0, -1).join('/')}/${target}`);
}

/** Follows links inside the medium. Throws `damaged` for a cycle, a chain too long, or a way outside. */
export function followLinks(name: string, links: ReadonlyMap<string, string | null>, place: string): string {
  let at = name;
  for (let steps = 0; steps <= LONGEST_LINK_CHAIN; steps++) {
    const next = links.get(at);
    if (next === undefined) return at;
    if (next === null) {
      throw new LayerlintError('damaged', `\`${at}\` in ${place} is a link that points outside the archive; it was not followed.`, {
        hint: 'Save the image again; an archive must hold all of its layers.',
      });
    }
    at = next;
  }
  throw new LayerlintError('damaged', `\`${name}\` in ${place} is a link that never ends at a file.`, {
    hint: 'Save the image again; an archive must hold all of its layers.',
  });
}

/** Reads and parses one JSON member. Throws what `readSmall` and `parseJson` throw. */
export async function readJson(blobs: Blobs, name: string, limit: number): Promise<unknown> {
  return parseJson(await blobs.readSmall(name, limit), `\`${name}\` in ${blobs.place}`);
}

/** What is held already, as something that is opened. */
export async function* inOnePiece(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

export function missingBlob(name: string, place: string): LayerlintError {
  return new LayerlintError('not-found', `\`${name}\` is not in ${place}.`, { hint: 'Save or copy the image again, with all of its layers.' });
}

export function oversizedBlob(name: string, place: string, size: number, limit: number): LayerlintError {
  return new LayerlintError('limit-exceeded', `\`${name}\` in ${place} has ${size} bytes; at most ${limit} are read of such a document.`, {
    hint: 'No builder writes such a document; treat the image as hostile.',
  });
}
