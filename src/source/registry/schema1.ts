import type { JsonDocument } from '../../model/image.js';
import type { Notice } from '../../model/notice.js';
import { imageNotice } from '../found-image.js';
import { digestOf } from '../digest.js';
import { asList, asRecord, asText, parseJson } from '../json.js';

/** What a step without files was stored as: an empty tar in gzip. */
const EMPTY_LAYER = 'sha256:a3ed95caeb02ffe68cdd9fd84406680ae93d633cb16422d00e8a7c22955b46d4';
const LAYER_TYPE = 'application/vnd.docker.image.rootfs.diff.tar.gzip';
/** Of an older step these are in its history entry already, or say nothing. */
const TOLD_ELSEWHERE = new Set(['id', 'parent', 'created', 'author', 'comment', 'throwaway', 'container_config']);

/** An image of the first registry format, in the terms of the later ones. */
export interface Schema1Image {
  /** Newest configuration, with `history` as later configs have it; what only older steps say stands under `v1Compatibility`. */
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
  const history = steps.map((step, position) => ({
    created: step['created'],
    created_by: asList(asRecord(step['container_config'])['Cmd']).map(asText).join(' '),
    author: step['author'],
    comment: step['comment'],
    empty_layer: isEmpty(step, digests[position] ?? ''),
  }));
  const older = steps.slice(1).map((step) => ({
    ...Object.fromEntries(Object.entries(step).filter(([key]) => !TOLD_ELSEWHERE.has(key))),
    ...withoutCommand(step['container_config']),
  }));
  const value = { ...steps[0], history: history.reverse(), ...(older.some((step) => Object.keys(step).length > 0) ? { v1Compatibility: older } : {}) };
  const bytes = Buffer.from(JSON.stringify(value));
  return {
    config: { descriptor: { mediaType: 'application/vnd.docker.container.image.v1+json', digest: digestOf(bytes), size: bytes.length }, value },
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

function withoutCommand(value: unknown): Readonly<Record<string, unknown>> {
  const rest = Object.entries(asRecord(value)).filter(([key]) => key !== 'Cmd');
  return rest.length === 0 ? {} : { container_config: Object.fromEntries(rest) };
}
