import { setTimeout as sleep } from 'node:timers/promises';
import type { QueueOptions } from 'bullmq';
import { LayerlintError } from '../../model/error.js';

/** A server that is being started again is back by then; one that is not there shall be told. */
const PATIENCE_MS = 15_000;
const PAUSE_MS = 500;

/** How the queue is reached. BullMQ wants commands to wait for as long as a server is away. */
export function connectionOf(address: string): QueueOptions['connection'] {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw refusal();
  }
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:') throw refusal();
  return { url: address, maxRetriesPerRequest: null };
}

// What was typed may hold a password; it is not repeated.
function refusal(): LayerlintError {
  return new LayerlintError('usage', 'The address of the queue is none of the form `redis://HOST:PORT` or `rediss://HOST:PORT`.', { hint: 'A user and a password may stand before the host; in `LAYERLINT_QUEUE` nobody sees them in the list of processes.' });
}

/**
 * Waits for the server. Throws `queue-unreachable`; later failures are waited out, since jobs are stored there. Asked by a
 * connection of its own, since one of BullMQ's that never came about cannot be closed.
 */
export async function reach(address: string): Promise<void> {
  const { Redis } = await import('ioredis');
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const redis = new Redis(address, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
    let failure: Error | null = null;
    // Without a listener an error would end the process; its message may quote the address.
    redis.on('error', (error: Error) => (failure ??= error));
    try {
      await redis.connect();
      await redis.ping();
      return;
    } catch (error) {
      failure ??= error as Error;
      const isRefusal = /WRONGPASS|NOAUTH|NOPERM/.test(`${failure.message} ${(error as Error).message}`);
      const code = /\bE[A-Z]{4,20}\b/.exec(`${(failure as NodeJS.ErrnoException).code ?? ''} ${failure.message}`)?.[0];
      const why = isRefusal ? ': it does not take the user and the password' : code === undefined ? '' : `: ${code}`;
      if (isRefusal || performance.now() > deadline) throw new LayerlintError('queue-unreachable', `The queue cannot be reached${why}.`, { hint: 'Check the address, the password and that Redis runs there; it must be version 5 or newer.' });
      await sleep(PAUSE_MS);
    } finally {
      redis.disconnect();
    }
  }
}

/** Without a listener an error would end the process; what it says of the server is waited out. */
export function waitOut(one: { on(event: 'error', listener: (error: Error) => void): unknown }): void {
  one.on('error', () => undefined);
}
