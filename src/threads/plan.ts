import { LayerlintError } from '../model/error.js';

/** MiB that a run comes to where it reads layers itself, and that each thread adds; `bench/memory.ts` holds both against what is measured. */
export const MEMORY_HERE = 190;
export const MEMORY_OF_THREAD = 40;

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
