import { describe, expect, test } from '@jest/globals';
import { Turns, type Release } from '../../src/threads/turns.js';

describe('turns', () => {
  test('go to the heaviest of those who wait, so many at a time', async () => {
    const turns = new Turns(2);
    const started: number[] = [];
    const running: Release[] = [];
    let most = 0;
    const work = async (weight: number): Promise<void> => {
      const release = await turns.take(weight);
      started.push(weight);
      running.push(release);
      most = Math.max(most, running.length);
      await new Promise((resolve) => setImmediate(resolve));
      running.splice(running.indexOf(release), 1);
      release();
    };
    await Promise.all([3, 9, 1, 7, 5].map(work));
    expect(started).toEqual([9, 7, 5, 3, 1]);
    expect(most).toBe(2);
  });

  test('a spare one is there only while nobody waits', async () => {
    const turns = new Turns(2);
    const first = await turns.take(1);
    const spare = turns.spare();
    expect(spare).not.toBeNull();
    expect(turns.spare()).toBeNull();
    const waiting = turns.take(1);
    first();
    first();
    const second = await waiting;
    expect(turns.spare()).toBeNull();
    spare!();
    second();
    expect(turns.spare()).not.toBeNull();
  });
});
