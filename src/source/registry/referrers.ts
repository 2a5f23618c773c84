import type { Descriptor } from '../../model/image.js';
import { LayerlintError } from '../../model/error.js';
import type { Notice } from '../../model/notice.js';
import { MANIFEST_LIMIT, noticeOf } from '../config-document.js';
import { blobName, digestOf, parseDigest } from '../digest.js';
import { imageNotice } from '../found-image.js';
import { asList, asRecord, parseJson } from '../json.js';
import { readDescriptor } from '../oci-index.js';
import { readBody } from './body.js';
import { nextOf } from './listing.js';
import { fetchManifest } from './registry-blobs.js';
import type { Repository } from './repository.js';
import { discard } from './transport.js';

/** A signature, an SBOM, some attestations; who has more pages of them wants to keep a reader busy. */
const MOST_PAGES = 8;
const MOST_REFERRERS = 64;
/** What cosign keeps beside an image, by names. https://github.com/sigstore/cosign/blob/v2.4.0/specs/SIGNATURE_SPEC.md#storage */
const COSIGN_TAGS = ['.sig', '.att', '.sbom'];

/** What whoever reads a whole registry knows before, so that nothing is asked in vain. */
export interface ReferrerHints {
  /** False where the repository has no such tag. */
  hasTag(tag: string): boolean;
  /** Set once the registry has shown that it does not know the question. */
  withoutApi: boolean;
}

/** The manifests that speak of another one, and what could not be found out. */
export interface FoundReferrers {
  readonly manifests: readonly Descriptor[];
  readonly notices: readonly Notice[];
}

/**
 * Asks for what refers to a manifest: the referrers API, or the tag that stands in for it, and the tags of cosign. Manifests
 * that were read on the way are put into `known`. Never throws; what a registry has no answer for is not there.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-referrers
 */
export async function findReferrers(repository: Repository, digest: string, known: Map<string, Buffer>, hints?: ReferrerHints): Promise<FoundReferrers> {
  const parsed = parseDigest(digest);
  if (parsed === null) return { manifests: [], notices: [] };
  const tag = `${parsed.algorithm}-${parsed.hex}`;
  const hasTag = (name: string): boolean => hints?.hasTag(name) ?? true;
  const notices: Notice[] = [];
  const attempt = async (find: () => Promise<readonly Descriptor[]>): Promise<readonly Descriptor[]> => {
    try {
      return await find();
    } catch (error) {
      // Who may not see it, or has no such door, has nothing there for whoever pulls.
      const isAbsent = error instanceof LayerlintError && (error.code === 'unauthorized' || error.code === 'not-found');
      if (!isAbsent) notices.push(noticeOf(error));
      return [];
    }
  };
  const found = await Promise.all([
    attempt(async () => (hints?.withoutApi ? null : await askReferrers(repository, digest, hints).catch(asUnknown)) ?? (hasTag(tag) ? listTag(repository, tag) : [])),
    ...COSIGN_TAGS.filter((suffix) => hasTag(tag + suffix)).map((suffix) => attempt(() => readTag(repository, tag + suffix, known))),
  ]);
  const manifests = [...new Map(found.flat().map((descriptor) => [descriptor.digest, descriptor])).values()].filter((one) => one.digest !== digest && blobName(one.digest) !== null);
  if (manifests.length > MOST_REFERRERS) notices.push(imageNotice('limit-reached', `${repository.place}: more than ${MOST_REFERRERS} manifests refer to ${digest}; the rest was not read.`));
  return { manifests: manifests.slice(0, MOST_REFERRERS), notices };
}

/** Null where the registry does not know the question, however it says so: some answer it with a page of their own. */
async function askReferrers(repository: Repository, digest: string, hints?: ReferrerHints): Promise<readonly Descriptor[] | null> {
  const all: Descriptor[] = [];
  let path: string | null = `v2/${repository.path}/referrers/${digest}`;
  for (let page = 0; page < MOST_PAGES && path !== null; page++) {
    const answer = await repository.read(path, { headers: { accept: 'application/vnd.oci.image.index.v1+json' }, mayRefuse: true });
    if (answer.status !== 200 || !/\bjson\b/.test(answer.headers['content-type'] ?? '')) {
      discard(answer.body);
      // Who knows the question answers it with a list, be it an empty one.
      if (hints && page === 0 && answer.status === 404) hints.withoutApi = true;
      return page === 0 ? null : all;
    }
    const what = `What refers to \`${digest}\` in \`${repository.place}\``;
    const list = asRecord(parseJson(await readBody(answer.body, MANIFEST_LIMIT, repository.timing.idle, what), what))['manifests'];
    if (!Array.isArray(list)) return page === 0 ? null : all;
    all.push(...asList(list).map(readDescriptor));
    path = nextOf(answer.headers['link'], path);
  }
  return all;
}

/** A registry may ask for rights to a question that it does not know. */
function asUnknown(error: unknown): null {
  if (error instanceof LayerlintError && error.code === 'unauthorized') return null;
  throw error;
}

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#referrers-tag-schema */
async function listTag(repository: Repository, tag: string): Promise<readonly Descriptor[]> {
  const stored = await fetchManifest(repository, tag, MANIFEST_LIMIT);
  if (stored === null) return [];
  return asList(asRecord(parseJson(stored.bytes, `The manifest \`${tag}\` in \`${repository.place}\``))['manifests']).map(readDescriptor);
}

async function readTag(repository: Repository, tag: string, known: Map<string, Buffer>): Promise<readonly Descriptor[]> {
  const stored = await fetchManifest(repository, tag, MANIFEST_LIMIT);
  if (stored === null) return [];
  const digest = digestOf(stored.bytes);
  known.set(blobName(digest)!, stored.bytes);
  return [{ mediaType: stored.mediaType, digest, size: stored.bytes.length }];
}
