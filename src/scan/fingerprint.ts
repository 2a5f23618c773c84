import type { Secret } from '../model/secret.js';
import { sha256 } from '../model/sha256.js';

/** What a fingerprint is made from: neither a line nor a layer is in it, so that it survives both moving. */
export interface FingerprintInput {
  readonly ruleId: string;
  /** Where the finding is: the path or pointer without line and layer. */
  readonly place: string;
  /** A name within the place: a variable. */
  readonly name: string;
  /** Counts findings that are alike in all of the above, from 0. */
  readonly ordinal: number;
  readonly secret: Secret | null;
}

/**
 * 32 hex digits. With a salt they identify the secret under its rule, wherever it is (SHA-256 of the rule and the value's seal).
 * Without one they identify the place (SHA-256 of rule, place, name and ordinal), since anyone could guess a weak password
 * from an unkeyed digest of it.
 */
export function makeFingerprint(input: FingerprintInput, salt: string | null): string {
  const parts =
    salt !== null && input.secret
      ? [input.ruleId, input.secret.seal(salt).seal]
      : [input.ruleId, input.place, input.name, input.ordinal];
  return sha256(Buffer.from(parts.join('\0'))).slice(0, 32);
}
