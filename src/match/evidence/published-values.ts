import { sha256 } from '../../model/sha256.js';
import type { Verdict } from '../candidate.js';

/**
 * Fingerprints of values that specifications and manuals print as examples: RFC 5849, 6238, 6749, 6750, 7515, 7617 and
 * 8448 (the early secrets of TLS 1.3, which are the same for all), the manuals of AWS and Stripe, the fixed keys of the emulators of Azure Storage and Cosmos DB, and a token that
 * npm's `debug` has for reports of its own tests. By fingerprint, so that no text here looks like a leak.
 */
const PUBLISHED: ReadonlySet<string> = new Set(
  [
    '6c96130f130ab0d6 00cf4c781dc37003 ca7459e2b26776de 584b27d64ebc1b33 e9974c507d2a8021 53f5da0aaa93d64c',
    'a35b81a7d7927b70 8d567eb88afff34f 9d03b692e941d5ac cb87c87e4a138d9a 649e1f5c769e718b c20fbc2b96183894',
    '293257ab6495ebb1 bb9b1163338b2a51 2ff8b0fb93aca981 4c20e6f5cc11b937 6aa14267d94944e6 80f8b7c904d4a43f',
    'b87dad10a32a2d81 b8e148545b13c78b cf4d418ed3de92d7 eab7452d7d0fd9d1 78314b11be2e5815 e21b597ba6b9cafa',
    '0011cc25eb432071 aa6547439583c3a2 8be5d113c0871ce1 549c9390539efcfa 2cafc0970149a84f f2d6ca16515033e5',
    '8b1b17a9740c068a 0330b11998cbc9ab 6e70d76ad57f3034 5ae7c72a91d6f058 f82804c405c2b93a 6b28d1fd992aae32 3da74e423427af4f',
    'a16ed752441c28db 08067e92c01413c9',
  ].flatMap((line) => line.split(' ')),
);

/** What is said of one. */
export const PUBLISHED_VALUE: Verdict = { confidence: 'low', severity: 'info', says: 'A specification or a manual prints it as an example.' };

/** True for a value that everyone can read in a specification or a manual. */
export function isPublishedValue(value: string): boolean {
  return value.length <= 128 && PUBLISHED.has(sha256(Buffer.from(value, 'latin1')).slice(0, 16));
}
