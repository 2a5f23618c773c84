import type { Attestation } from '../model/image.js';
import type { Notice } from '../model/notice.js';
import type { Blobs } from './blobs.js';
import { CONFIG_LIMIT, MANIFEST_LIMIT, noticeOf, readDocument } from './config-document.js';
import { blobName } from './digest.js';
import { imageNotice } from './found-image.js';
import { asList, asRecord } from './json.js';
import { readDescriptor, type AttestationEntry } from './oci-index.js';

/** A builder writes a handful for each image; more were made to keep a reader busy. */
const MOST_STATEMENTS = 64;

/** The statements about one manifest, and what of them could not be read. */
export interface FoundAttestations {
  readonly attestations: readonly Attestation[];
  readonly notices: readonly Notice[];
}

/**
 * Reads the in-toto statements that attestation manifests hold about the manifest `digest`; one that names no subject is
 * taken to speak of every image. https://docs.docker.com/build/metadata/attestations/attestation-storage/
 */
export async function readAttestations(blobs: Blobs, attested: readonly AttestationEntry[], digest: string): Promise<FoundAttestations> {
  const attestations: Attestation[] = [];
  const notices: Notice[] = [];
  for (const { descriptor, subject } of attested) {
    if (subject !== digest && subject !== '') continue;
    try {
      const manifest = await readBlob(blobs, descriptor, 'attestation manifest', MANIFEST_LIMIT);
      notices.push(...manifest.notices);
      for (const item of asList(asRecord(manifest.document.value)['layers'])) {
        if (attestations.length >= MOST_STATEMENTS) {
          notices.push(imageNotice('limit-reached', `The image has more than ${MOST_STATEMENTS} attestations; the rest was not read.`));
          return { attestations, notices };
        }
        const layer = readDescriptor(item);
        const statement = await readBlob(blobs, layer, 'attestation', CONFIG_LIMIT);
        notices.push(...statement.notices);
        attestations.push({ predicateType: layer.annotations?.['in-toto.io/predicate-type'] ?? '', statement: statement.document });
      }
    } catch (error) {
      notices.push(noticeOf(error));
    }
  }
  return { attestations, notices };
}

async function readBlob(blobs: Blobs, { mediaType, digest }: { readonly mediaType: string; readonly digest: string }, kind: string, limit: number) {
  const name = blobName(digest) ?? '';
  return readDocument(await blobs.readSmall(name, limit), { mediaType, digest, what: `The ${kind} \`${name}\` in ${blobs.place}` });
}
