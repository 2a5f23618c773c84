import { describe, expect, test } from '@jest/globals';
import { MEMORY_HERE, MEMORY_OF_THREAD, planAhead, planThreads } from '../../src/threads/plan.js';

describe('the plan for a budget', () => {
  test.each([
    [2, 190, 0],
    [2, 229, 0],
    [2, 230, 1],
    [2, 270, 1],
    [2, 1024, 1],
    [16, 300, 2],
    [16, 1024, 15],
    [64, 1024, 20],
    [1, 1024, 0],
  ])('%i cores and %i MiB: %i threads', (cores, memory, threads) => {
    expect(planThreads(cores, memory)).toBe(threads);
  });

  test('never plans for more than the budget', () => {
    for (let memory = MEMORY_HERE; memory < 2000; memory += 7) expect(MEMORY_HERE + planThreads(64, memory) * MEMORY_OF_THREAD).toBeLessThanOrEqual(memory);
  });

  test('refuses what it cannot keep, and says what it would take', () => {
    expect(() => planThreads(2, 100)).toThrow(/cannot keep within 100 MiB.*190/);
    expect(() => planThreads(2, 230, 2)).toThrow(/2 threads cannot keep within 230 MiB.*270/);
    expect(planThreads(2, 230, 1)).toBe(1);
    expect(planThreads(2, 270, 2)).toBe(2);
  });

  test.each([
    [1024, 1, 64],
    [1024, 12, 29],
    [270, 1, 40],
    [230, 1, 8],
    [190, 0, 8],
    // Threads that were asked for, whatever they take.
    [1024, 40, 8],
  ])('%i MiB and %i threads: %i MiB of a file in front of who searches it', (memory, threads, ahead) => {
    expect(planAhead(memory, threads)).toEqual({ threads, ahead: ahead * 1024 * 1024 });
  });

  test('shares out no more than is left', () => {
    for (let memory = MEMORY_HERE + 10 * MEMORY_OF_THREAD; memory < 2000; memory += 7) {
      for (let threads = 1; threads <= 10; threads += 1) {
        // Of what is on its way, 8 MiB are counted with a thread.
        expect(MEMORY_HERE + threads * MEMORY_OF_THREAD + threads * (planAhead(memory, threads).ahead / 1024 / 1024 - 8)).toBeLessThanOrEqual(memory);
      }
    }
  });
});
