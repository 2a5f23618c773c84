import { setTimeout as sleep } from 'node:timers/promises';
import { LayerlintError } from '../../model/error.js';
import type { ConnectionLost } from './connection-lost.js';

/** All in milliseconds, but for `retries`. */
export interface Timing {
  /** For an answer to begin, and for a little of its body to arrive. */
  readonly idle: number;
  /** Failures one after the other before a registry is given up. */
  readonly retries: number;
  /** The first pause, doubled with each failure up to the longest. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** What `Retry-After` may ask for; who is told to come back in an hour wants to know that now. */
  readonly longestWait: number;
}

/** Registries answer within a second or two; what takes thirty will not come. Five doubled pauses bridge a restart. */
export const TIMING: Timing = { idle: 30_000, retries: 5, firstPause: 500, longestPause: 10_000, longestWait: 60_000 };

/** Counts failures since the last progress, and pauses between tries. */
export class Patience {
  #failures = 0;

  constructor(
    private readonly timing: Timing,
    private readonly place: string,
  ) {}

  /** To be called when something has arrived that will not have to be sent again. */
  renew(): void {
    this.#failures = 0;
  }

  /** Waits before the next try. Throws `registry-unreachable` when there shall be none. */
  async endure(lost: ConnectionLost): Promise<void> {
    const { timing, place } = this;
    this.#failures += 1;
    const asked = lost.retryAfter;
    if (asked !== null && asked > timing.longestWait) {
      throw new LayerlintError('registry-unreachable', `${place}: ${lost.reason}, and asks to wait for ${Math.ceil(asked / 1000)} seconds.`, { hint: `Try again after that${lost.limited ? ', or sign in: registries allow more to those they know' : ''}.` });
    }
    if (lost.permanent || this.#failures > timing.retries) throw lost.asError(place, this.#failures);
    const pause = Math.min(timing.longestPause, timing.firstPause * 2 ** (this.#failures - 1));
    // Many scans that were refused together shall not come back together.
    await sleep(asked ?? pause * (0.75 + Math.random() / 2));
  }
}

/** `Retry-After` in milliseconds, from seconds or from a date; null when it says neither. */
export function parseRetryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
