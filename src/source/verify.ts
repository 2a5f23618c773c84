import { createHash } from 'node:crypto';
import { LayerlintError } from '../model/error.js';
import { parseDigest } from './digest.js';

/** What a stream must turn out to be; `size` null where nobody claims one. */
export interface Expected {
  readonly digest: string;
  readonly size: number | null;
}

/**
 * The same pieces, failing with `damaged` at their end unless size and digest are right: whoever reads gets every byte
 * first. An empty digest claims nothing and is not checked.
 */
export async function* verifyStream(stored: AsyncIterable<Buffer>, expected: Expected, what: string): AsyncGenerator<Buffer> {
  const claimed = parseDigest(expected.digest);
  const hash = claimed === null ? null : createHash(claimed.algorithm);
  let size = 0;
  for await (const chunk of stored) {
    hash?.update(chunk);
    size += chunk.length;
    yield chunk;
  }
  if (expected.size !== null && size !== expected.size) {
    throw new LayerlintError('damaged', `${what} has ${size} bytes where ${expected.size} are claimed.`, { hint: DAMAGED_HINT });
  }
  if (hash !== null && claimed !== null) {
    const found = hash.digest('hex');
    if (found !== claimed.hex) {
      throw new LayerlintError('damaged', `${what} has the digest ${claimed.algorithm}:${found}, not the claimed ${expected.digest}.`, { hint: DAMAGED_HINT });
    }
  }
}

const DAMAGED_HINT = 'The image was damaged or changed after it was built; save or pull it again.';
