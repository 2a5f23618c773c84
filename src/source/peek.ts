import { TarReader } from '../archive/tar.js';
import { normalizeName } from './blobs.js';

/** The first member's name is in the first block; long names and attributes take a few more. */
const PEEK = 256 * 1024;

/** What a tar seems to hold, by the names of its first members. */
export type TarLooks = 'image' | 'root' | 'no-tar';

/** Names that stand first in the archives of Docker of every age, Podman, skopeo, BuildKit, Bazel. */
const IMAGE_MEMBER = /^(blobs$|blobs\/|[0-9a-f]{64}($|\/|\.(tar|json|tar\.gz)$)|sha256:[0-9a-f]{64}|(manifest\.json|index\.json|oci-layout|repositories)$)/;

/** Looks at the beginning of an uncompressed tar; `pieces` then gives all of its bytes, those looked at included. */
export async function peekTar(tar: AsyncIterable<Buffer>): Promise<{ readonly looks: TarLooks; readonly pieces: AsyncIterable<Buffer> }> {
  const iterator = tar[Symbol.asyncIterator]();
  const peeked: Buffer[] = [];
  const names: string[] = [];
  const reader = new TarReader({ entry: (entry) => void names.push(entry.path), data() {}, end() {}, damage() {} });
  let length = 0;
  let looks: TarLooks | null = null;
  while (looks === null && length < PEEK) {
    const { value, done } = await iterator.next();
    if (done === true) break;
    // It is valid until the next is asked for.
    peeked.push(Buffer.from(value));
    length += value.length;
    try {
      reader.push(value);
    } catch {
      looks = looksLike(names) ?? 'no-tar';
    }
    looks ??= looksLike(names);
  }
  // Only members that say nothing: `./` alone is a root file system, no member at all is no archive.
  looks ??= names.length > 0 ? 'root' : 'no-tar';
  return { looks, pieces: replay(peeked, iterator) };
}

/** What these member names say; null where they say nothing (`./` alone). */
function looksLike(names: readonly string[]): TarLooks | null {
  const telling = names.map((name) => normalizeName(name)).find((name) => name !== null);
  if (telling === undefined || telling === null) return null;
  return IMAGE_MEMBER.test(telling) ? 'image' : 'root';
}

async function* replay(peeked: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* peeked;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
