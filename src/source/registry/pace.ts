import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseRetryAfter } from './timing.js';

const MINUTE = 60_000;
/** A budget that is renewed later than that is not waited for: the registry will say so itself, and be heeded then. */
const LONGEST_PAUSE = 60 * MINUTE;
/** Numbers this large are moments in seconds since 1970, smaller ones are seconds from now. */
const EPOCH = 1_000_000_000;

export interface PaceOptions {
  readonly now?: () => number;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  /** Told how long nobody shall ask, whenever a host says so. */
  readonly onPause?: (milliseconds: number) => void;
}

/** Spreads requests over time, host by host: a budget of the user's, and what the host says of its own. */
export class Pace {
  /** When the next request may be sent, by host; milliseconds since 1970. */
  readonly #next = new Map<string, number>();
  readonly #interval: number;
  #requests = 0;

  readonly #now: () => number;
  readonly #wait: (milliseconds: number) => Promise<unknown>;
  readonly #onPause: (milliseconds: number) => void;

  /** `perMinute` null sets no budget. */
  constructor(perMinute: number | null, { now = Date.now, wait = sleep, onPause = () => undefined }: PaceOptions = {}) {
    this.#interval = perMinute === null ? 0 : MINUTE / perMinute;
    this.#now = now;
    this.#wait = wait;
    this.#onPause = onPause;
  }

  /** How many requests were let through. */
  get requests(): number {
    return this.#requests;
  }

  /** Resolves when a request may go to the host. */
  async turn(host: string): Promise<void> {
    for (;;) {
      const now = this.#now();
      const next = this.#next.get(host) ?? 0;
      if (next <= now) {
        this.#requests += 1;
        if (this.#interval > 0) this.#next.set(host, Math.max(next, now - this.#interval) + this.#interval);
        return;
      }
      await this.#wait(next - now);
    }
  }

  /**
   * Heeds what an answer says of the host's own budget: nobody asks again before it is renewed.
   * https://www.ietf.org/archive/id/draft-ietf-httpapi-ratelimit-headers-07.html, and with `x-` GitHub and others
   */
  hear(host: string, status: number, headers: IncomingHttpHeaders): void {
    const pause = this.#pauseOf(status, headers);
    if (pause === null || pause <= 0 || pause > LONGEST_PAUSE) return;
    const end = this.#now() + pause;
    // Many that were under way are told the same.
    if (end - (this.#next.get(host) ?? 0) < 1) return;
    this.#next.set(host, end);
    this.#onPause(Math.ceil(pause));
  }

  #pauseOf(status: number, headers: IncomingHttpHeaders): number | null {
    if (status === 429 || status === 503 || status === 403) {
      const asked = parseRetryAfter(headers['retry-after'], this.#now());
      if (asked !== null) return asked;
    }
    // `0;w=21600`, as Docker Hub writes it, is no number by itself.
    const remaining = numberOf(headers['ratelimit-remaining'] ?? headers['x-ratelimit-remaining']);
    const reset = numberOf(headers['ratelimit-reset'] ?? headers['x-ratelimit-reset']);
    if (remaining === null || remaining > 0 || reset === null) return null;
    return reset >= EPOCH ? reset * 1000 - this.#now() : reset * 1000;
  }
}

function numberOf(header: string | readonly string[] | undefined): number | null {
  const found = typeof header === 'string' ? /^\s*(\d{1,12})(?:\s*[;,]|\s*$)/.exec(header) : null;
  return found ? Number(found[1]) : null;
}
