import { LayerlintError } from '../model/error.js';

/** MiB that a run comes to where it reads layers itself, and that each thread adds; `bench/memory.ts` holds both against what is measured. */
export const MEMORY_HERE = 190;
export const MEMORY_OF_THREAD = 40;

/** MiB of one file that may be on their way to the thread that has begun it: those that are counted with a thread, and at most so many where the budget leaves some. */
const LEAST_AHEAD = 8;
const MOST_AHEAD = 64;

/** What a budget allows. */
export interface Plan {
  /** Beside this one. */
  readonly threads: number;
  /** Bytes of one file in front of who searches it: the more, the sooner those behind it are come to. */
  readonly ahead: number;
}

/** Shares out what these threads leave of a budget of so many MiB. */
export function planAhead(memory: number, threads: number): Plan {
  const left = (memory - MEMORY_HERE - threads * MEMORY_OF_THREAD) / Math.max(1, threads);
  return { threads, ahead: Math.floor(Math.min(MOST_AHEAD, Math.max(LEAST_AHEAD, left))) * 1024 * 1024 };
}

/**
 * How many threads beside this one a budget of so many MiB keeps: one for each other core where it goes so far.
 * Throws `usage` where the budget does not even keep a run without threads, or not the `threads` that are asked for.
 */
export function planThreads(cores: number, memory: number, threads?: number): number {
  const kept = Math.floor((memory - MEMORY_HERE) / MEMORY_OF_THREAD);
  if (kept < 0) {
    throw new LayerlintError('usage', `A scan cannot keep within ${memory} MiB: reading layers one by one takes up to ${MEMORY_HERE}.`, { hint: `Give \`--memory\` ${MEMORY_HERE} or more.` });
  }
  if (threads === undefined) return Math.min(cores - 1, kept);
  if (threads <= kept) return threads;
  throw new LayerlintError('usage', `${threads} threads cannot keep within ${memory} MiB: they take up to ${MEMORY_HERE + threads * MEMORY_OF_THREAD}.`, {
    hint: `Give \`--memory\` more, or \`--threads\` no more than ${kept}.`,
  });
}
