import { describe, expect, test } from '@jest/globals';
import { MEMORY_HERE, MEMORY_OF_THREAD, planThreads } from '../../src/threads/plan.js';

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
});
