import { LayerlintError } from '../../model/error.js';
import type { Blob, Blobs } from '../blobs.js';
import { missingBlob, oversizedBlob } from '../blobs.js';
import { digestOf, digestOfBlobName, parseDigest } from '../digest.js';
import { parseJson } from '../json.js';
import { readBody } from './body.js';
import { ConnectionLost } from './connection-lost.js';
import { downloadBlob } from './download.js';
import type { Repository } from './repository.js';
import { isSchema1, schema1Payload } from './schema1.js';
import { discard } from './transport.js';
import type { Answer } from './transport.js';

/** All that an image may be kept as; registries give only what was asked for, and some an older form. */
const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.artifact.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v1+prettyjws;q=0.5',
  'application/vnd.docker.distribution.manifest.v1+json;q=0.5',
];

/** How often a document is asked for that is not what its digest says: what lies there so does not get better. */
const MOST_TRIES = 3;

/** What the registry said of a manifest, and its bytes. */
export interface StoredManifest {
  readonly bytes: Buffer;
  readonly mediaType: string;
  /** As the registry claims it; '' where it says nothing. */
  readonly digest: string;
}

/** Reads the manifest of a tag or digest; null where there is none. */
export async function fetchManifest(repository: Repository, reference: string, limit: number): Promise<StoredManifest | null> {
  const what = `The manifest \`${reference}\` in \`${repository.place}\``;
  const read = (answer: Answer, bytes: Buffer): StoredManifest => ({
    bytes,
    mediaType: (answer.headers['content-type'] ?? '').split(';')[0]!.trim(),
    digest: String(answer.headers['docker-content-digest'] ?? ''),
  });
  return readAnswer(repository, 'manifests', reference, limit, what, read, ({ bytes, digest }) => hasDigest(bytes, parseDigest(reference) === null ? digest : reference));
}

/** What a repository holds, by the names of a layout. `isManifest` says which digests are manifests: registries keep these apart. */
export function registryBlobs(repository: Repository, sizes: ReadonlyMap<string, number>, isManifest: (digest: string) => boolean, known: ReadonlyMap<string, Buffer>): Blobs {
  const place = `\`${repository.place}\``;
  const digestIn = (name: string): string => {
    const digest = digestOfBlobName(name);
    if (digest === null) throw missingBlob(name, place);
    return digest;
  };
  return {
    place,
    damage: [],
    // Taken to be there until it is opened: a question for each layer would double the requests.
    async find(name): Promise<Blob | null> {
      if (known.has(name)) return { name, size: known.get(name)!.length, computedDigest: null };
      const digest = digestOfBlobName(name);
      if (digest === null) return null;
      const size = sizes.get(digest);
      if (size !== undefined || isManifest(digest)) return { name, size: size ?? 0, computedDigest: null };
      const answer = await repository.ask('blobs', digest, { method: 'HEAD' });
      discard(answer.body);
      const length = Number(answer.headers['content-length'] ?? 0);
      return answer.status === 200 ? { name, size: Number.isSafeInteger(length) ? length : 0, computedDigest: null } : null;
    },
    async readSmall(name, limit): Promise<Buffer> {
      const there = known.get(name);
      if (there !== undefined) {
        if (there.length > limit) throw oversizedBlob(name, place, there.length, limit);
        return there;
      }
      const digest = digestIn(name);
      const found = isManifest(digest)
        ? (await fetchManifest(repository, digest, limit))?.bytes
        : await readAnswer(repository, 'blobs', digest, limit, `\`${name}\` in ${place}`, (_, bytes) => bytes, (bytes) => hasDigest(bytes, digest));
      if (!found) throw missingBlob(name, place);
      return found;
    },
    async open(name) {
      const digest = digestIn(name);
      return downloadBlob(repository, digest, sizes.get(digest) ?? null);
    },
    close: () => Promise.resolve(repository.close()),
  };
}

/** What is not whole is asked for again, and taken as it is in the end: whoever verifies it says what is wrong. */
async function readAnswer<T>(repository: Repository, kind: 'manifests' | 'blobs', reference: string, limit: number, what: string, read: (answer: Answer, bytes: Buffer) => T, isWhole: (found: T) => boolean): Promise<T | null> {
  const headers = kind === 'manifests' ? { accept: MANIFEST_TYPES.join(', ') } : {};
  const patience = repository.patience();
  for (let tries = 1; ; tries++) {
    const answer = await repository.ask(kind, reference, { headers }, patience);
    if (answer.status !== 200) {
      discard(answer.body);
      return null;
    }
    if (/^text\/html/i.test(answer.headers['content-type'] ?? '')) {
      discard(answer.body);
      throw new LayerlintError('registry-unreachable', `${repository.place}: answered with a web page, so this is no registry.`, { hint: 'Check the host and the port; a proxy or a sign-in page may stand between.' });
    }
    try {
      const found = read(answer, await readBody(answer.body, limit, repository.timing.idle, what));
      if (isWhole(found) || tries >= MOST_TRIES) return found;
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      await patience.endure(error);
    }
  }
}

/** A length that was announced too small ends a body as if it were whole; only its digest tells. Nothing claimed is whatever comes. */
function hasDigest(bytes: Buffer, digest: string): boolean {
  const algorithm = parseDigest(digest)?.algorithm;
  if (algorithm === undefined || digestOf(bytes, algorithm) === digest) return true;
  try {
    const value = parseJson(bytes, digest);
    return isSchema1(value) && digestOf(schema1Payload(bytes, value), algorithm) === digest;
  } catch {
    return false;
  }
}
