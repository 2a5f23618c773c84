import { LayerlintError } from '../../model/error.js';
import { steadyBody } from './body.js';
import { ConnectionLost } from './connection-lost.js';
import type { Repository } from './repository.js';
import type { Patience } from './timing.js';
import { discard } from './transport.js';
import type { Answer } from './transport.js';

/** Less than that between two failures is no progress: who cuts every connection after a few bytes is given up. */
const LEAST_PROGRESS = 16 * 1024;

/**
 * A blob's bytes, at most `size` of them where that is known; goes on where it stopped when the connection is lost. Neither digest
 * nor size are checked. Throws `not-found` at once, and what `Repository.ask` throws.
 */
export async function downloadBlob(repository: Repository, digest: string, size: number | null): Promise<AsyncIterable<Buffer>> {
  const patience = repository.patience();
  const answer = await begin(repository, digest, 0, patience);
  return deliver(repository, digest, size, answer, patience);
}

async function* deliver(repository: Repository, digest: string, size: number | null, first: Answer, patience: Patience): AsyncGenerator<Buffer> {
  let answer = first;
  let delivered = 0;
  let sinceFailure = 0;
  for (;;) {
    try {
      let skip = delivered - startOf(answer);
      if (!(skip >= 0)) {
        discard(answer.body);
        throw new ConnectionLost('sent another part than it was asked for');
      }
      for await (const chunk of steadyBody(answer.body, repository.timing.idle)) {
        const fresh = chunk.subarray(Math.min(skip, chunk.length), size === null ? undefined : Math.min(skip, chunk.length) + size - delivered);
        skip -= Math.min(skip, chunk.length);
        delivered += fresh.length;
        sinceFailure += fresh.length;
        if (fresh.length > 0) yield fresh;
        if (delivered === size && !endsHere(answer, delivered)) return;
      }
      // A length that was announced too small ends a body as if it were whole.
      if (size === null || delivered >= size) return;
      throw new ConnectionLost(`sent ${delivered} of ${size} bytes`);
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      if (sinceFailure >= LEAST_PROGRESS) patience.renew();
      sinceFailure = 0;
      await patience.endure(error);
      answer = await begin(repository, digest, delivered, patience);
      if (answer.status === 416) {
        discard(answer.body);
        // Nothing comes after what is there already; whether that is all, the digest says.
        return;
      }
    }
  }
}

async function begin(repository: Repository, digest: string, from: number, patience: Patience): Promise<Answer> {
  const answer = await repository.ask('blobs', digest, from === 0 ? {} : { headers: { range: `bytes=${from}-` } }, patience);
  if (answer.status === 404 || (answer.status === 416 && from === 0)) {
    discard(answer.body);
    throw new LayerlintError('not-found', `The blob ${digest} is not in ${repository.place}.`, { hint: 'Push the image again, with all of its layers.' });
  }
  return answer;
}

/** Where the body begins: servers may ignore what was asked for, and send all. https://www.rfc-editor.org/rfc/rfc9110#status.206 */
function startOf({ status, headers }: Answer): number {
  return status === 200 ? 0 : Number(/^bytes (\d{1,15})-/.exec(headers['content-range'] ?? '')?.[1] ?? NaN);
}

/** True when the body has no more bytes to come, so that its connection can be used again. */
function endsHere(answer: Answer, delivered: number): boolean {
  return startOf(answer) + Number(answer.headers['content-length'] ?? NaN) === delivered;
}
