import { createHash } from 'node:crypto';

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md#registered-algorithms */
const SHAPES = { sha256: /^[0-9a-f]{64}$/, sha512: /^[0-9a-f]{128}$/ } as const;
export type DigestAlgorithm = keyof typeof SHAPES;

/** A digest string taken apart; null unless it is one of a known algorithm, so that it is safe as a file name. */
export function parseDigest(digest: string): { readonly algorithm: DigestAlgorithm; readonly hex: string } | null {
  const colon = digest.indexOf(':');
  const algorithm = digest.slice(0, colon);
  const hex = digest.slice(colon + 1);
  if (algorithm !== 'sha256' && algorithm !== 'sha512') return null;
  return SHAPES[algorithm].test(hex) ? { algorithm, hex } : null;
}

/** `sha256:<hex>` of bytes in memory, or by another algorithm. */
export function digestOf(bytes: Buffer, algorithm: DigestAlgorithm = 'sha256'): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

/** Where a layout keeps the blob of a digest. Throws nothing: null for what is no digest. */
export function blobName(digest: string): string | null {
  const parsed = parseDigest(digest);
  return parsed === null ? null : `blobs/${parsed.algorithm}/${parsed.hex}`;
}

/** The digest that a blob's name claims (`blobs/sha256/<hex>`); null for other names. */
export function digestOfBlobName(name: string): string | null {
  const found = /^blobs\/([a-z0-9]+)\/([0-9a-f]+)$/.exec(name);
  const digest = found ? `${found[1]}:${found[2]}` : '';
  return parseDigest(digest) === null ? null : digest;
}
