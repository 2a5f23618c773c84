import { setTimeout as sleep } from 'node:timers/promises';
import type { QueueOptions } from 'bullmq';
import { LayerlintError } from '../../model/error.js';

/** A server that is being started again is back by then; one that is not there shall be told. */
const PATIENCE_MS = 15_000;

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

interface Connecting {
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** Waits for the server. Throws `queue-unreachable`; later failures are waited out, since jobs are stored there. */
export async function ready(one: Connecting): Promise<void> {
  let last = '';
  const refused = new Promise<'refused'>((resolve) => {
    // Without a listener an error would end the process; its message may quote the address.
    one.on('error', (error) => {
      const isRefusal = /WRONGPASS|NOAUTH|NOPERM/.test(error.message);
      const code = /\bE[A-Z]{4,20}\b/.exec(`${(error as NodeJS.ErrnoException).code ?? ''} ${error.message}`)?.[0];
      last = isRefusal ? ': it does not take the user and the password' : code === undefined ? '' : `: ${code}`;
      if (isRefusal) resolve('refused');
    });
  });
  const late = new AbortController();
  const timeout = sleep(PATIENCE_MS, 'late', { signal: late.signal }).catch(() => 'late');
  const outcome = await Promise.race([one.waitUntilReady().then(() => 'ready', () => 'refused'), refused, timeout]);
  late.abort();
  if (outcome !== 'ready') throw new LayerlintError('queue-unreachable', `The queue cannot be reached${last}.`, { hint: 'Check the address, the password and that Redis runs there; it must be version 5 or newer.' });
}
