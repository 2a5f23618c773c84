import type { IncomingMessage } from 'node:http';
import { LayerlintError } from '../../model/error.js';
import { ConnectionLost, explainFailure } from './connection-lost.js';

/** What must arrive within the idle time: a server that sends a byte now and then is as good as none. */
const LEAST_PROGRESS = 16 * 1024;

/** The bytes of a body. Throws ConnectionLost when it breaks off or stalls; time in which nobody reads does not count. */
export async function* steadyBody(body: IncomingMessage, idle: number): AsyncGenerator<Buffer> {
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let waited = 0;
  let arrived = 0;
  try {
    for (;;) {
      const began = performance.now();
      const timer = setTimeout(() => body.destroy(new ConnectionLost(`stalled for ${idle / 1000} seconds`)), Math.max(1, idle - waited));
      let next: IteratorResult<Buffer>;
      try {
        next = await chunks.next();
      } catch (error) {
        throw explainFailure(error);
      } finally {
        clearTimeout(timer);
      }
      if (next.done) {
        if (!body.complete) throw new ConnectionLost('the connection was lost');
        return;
      }
      waited += performance.now() - began;
      arrived += next.value.length;
      if (arrived >= LEAST_PROGRESS) waited = arrived = 0;
      yield next.value;
    }
  } finally {
    if (!body.complete) body.destroy();
  }
}

/** A whole small body. Throws `limit-exceeded` beyond `limit` bytes. */
export async function readBody(body: IncomingMessage, limit: number, idle: number, what: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of steadyBody(body, idle)) {
    size += chunk.length;
    if (size > limit) throw new LayerlintError('limit-exceeded', `${what} has more than ${limit} bytes; no more are read of such a document.`, { hint: 'No builder writes such a document; treat the registry as hostile.' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
