import type { JsonDocument } from '../model/image.js';
import { LayerlintError } from '../model/error.js';
import type { Notice, NoticeCode } from '../model/notice.js';
import { digestOf, parseDigest } from './digest.js';
import { imageNotice } from './found-image.js';
import { parseJson } from './json.js';

/** Real configs have some kilobytes; a thousand history entries with long scripts stay far below. */
export const CONFIG_LIMIT = 8 * 1024 * 1024;
/** What registries take as a manifest. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pushing-manifests */
export const MANIFEST_LIMIT = 4 * 1024 * 1024;

/** What a document is said to be before it is read; `digest` '' where nobody claims one. */
export interface ClaimedDocument {
  readonly mediaType: string;
  readonly digest: string;
  /** How messages name it. */
  readonly what: string;
}

/** Parses a manifest or a config. A digest that does not fit is a notice: what stands there is still in the image. Throws as `parseJson`. */
export function readDocument(bytes: Buffer, claimed: ClaimedDocument): { readonly document: JsonDocument; readonly notices: readonly Notice[] } {
  const value = parseJson(bytes, claimed.what);
  const parsed = parseDigest(claimed.digest);
  const digest = digestOf(bytes, parsed?.algorithm);
  const notices =
    parsed === null || digest === claimed.digest ? [] : [imageNotice('digest-mismatch', `${claimed.what} has the digest ${digest}, not the claimed ${claimed.digest}.`)];
  return { document: { descriptor: { mediaType: claimed.mediaType, digest, size: bytes.length }, value }, notices };
}

/** A failure to read one part of an image, as a notice; rethrows what says nothing of the image. */
export function noticeOf(error: unknown): Notice {
  if (!(error instanceof LayerlintError)) throw error;
  return imageNotice(NOTICE_OF_ERROR[error.code] ?? 'unreadable', error.message);
}

const NOTICE_OF_ERROR: Readonly<Record<string, NoticeCode>> = {
  damaged: 'damaged',
  'limit-exceeded': 'limit-reached',
  'not-found': 'blob-missing',
};
