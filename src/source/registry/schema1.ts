import type { JsonDocument } from '../../model/image.js';
import type { Notice } from '../../model/notice.js';
import { imageNotice } from '../found-image.js';
import { configOfSteps } from '../image-steps.js';
import { asList, asRecord, asText, parseJson } from '../json.js';

/** What a step without files was stored as: an empty tar in gzip. */
const EMPTY_LAYER = 'sha256:a3ed95caeb02ffe68cdd9fd84406680ae93d633cb16422d00e8a7c22955b46d4';
const LAYER_TYPE = 'application/vnd.docker.image.rootfs.diff.tar.gzip';

/** An image of the first registry format, in the terms of the later ones. */
export interface Schema1Image {
  /** As `configOfSteps` makes it. */
  readonly config: JsonDocument;
  /** Base first; sizes are nowhere to be had, and 0. */
  readonly layers: readonly { readonly mediaType: string; readonly digest: string; readonly size: number }[];
  readonly notices: readonly Notice[];
}

/** https://github.com/distribution/distribution/blob/v2.8.2/docs/spec/manifest-v2-1.md */
export function isSchema1(manifest: unknown): boolean {
  return asRecord(manifest)['schemaVersion'] === 1 && Array.isArray(asRecord(manifest)['fsLayers']);
}

/** Both lists of the manifest are newest first. Its signatures are not checked. */
export function readSchema1(manifest: unknown, what: string): Schema1Image {
  const notices: Notice[] = [];
  const steps = asList(asRecord(manifest)['history']).map((item) => {
    try {
      return asRecord(parseJson(Buffer.from(asText(asRecord(item)['v1Compatibility'])), `A history entry of ${what}`));
    } catch (error) {
      notices.push(imageNotice('damaged', (error as Error).message));
      return {};
    }
  });
  const digests = asList(asRecord(manifest)['fsLayers']).map((item) => asText(asRecord(item)['blobSum']));
  if (steps.length !== digests.length) notices.push(imageNotice('damaged', `${what} has ${steps.length} history entries for ${digests.length} layers.`));
  const isEmpty = (step: Readonly<Record<string, unknown>> | undefined, digest: string): boolean => step?.['throwaway'] === true && digest === EMPTY_LAYER;
  const config = configOfSteps(steps.map((value, position) => ({ value, isEmpty: isEmpty(value, digests[position] ?? '') })));
  return {
    config,
    layers: digests.flatMap((digest, position) => (isEmpty(steps[position], digest) ? [] : [{ mediaType: LAYER_TYPE, digest, size: 0 }])).reverse(),
    notices,
  };
}

/** The bytes that the digest of a signed manifest is of: those without the signatures. */
export function schema1Payload(bytes: Buffer, manifest: unknown): Buffer {
  const [signature] = asList(asRecord(manifest)['signatures']);
  const encoded = asText(asRecord(signature)['protected']);
  if (encoded === '') return bytes;
  try {
    const header = asRecord(parseJson(Buffer.from(encoded, 'base64url'), 'A signature'));
    const length = header['formatLength'];
    if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0) return bytes;
    return Buffer.concat([bytes.subarray(0, length), Buffer.from(asText(header['formatTail']), 'base64url')]);
  } catch {
    return bytes;
  }
}
