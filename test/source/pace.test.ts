import { describe, expect, test } from '@jest/globals';
import { Pace } from '../../src/source/registry/pace.js';

const START = Date.parse('2026-03-01T00:00:00Z');
const HOST = 'registry.example';

/** A clock that stands still but for what is waited. */
function paceOf(perMinute: number | null): { readonly pace: Pace; readonly elapsed: () => number; readonly pass: (milliseconds: number) => void } {
  let now = START;
  const pace = new Pace(perMinute, { now: () => now, wait: (milliseconds) => {
    expect(milliseconds).toBeGreaterThan(0);
    now += milliseconds;
    return Promise.resolve();
  } });
  return { pace, elapsed: () => now - START, pass: (milliseconds) => void (now += milliseconds) };
}

async function turns(pace: Pace, count: number, host = HOST): Promise<void> {
  for (let turn = 0; turn < count; turn++) await pace.turn(host);
}

describe('a budget of requests', () => {
  test('none asks for no wait, and counts', async () => {
    const { pace, elapsed } = paceOf(null);
    await turns(pace, 1000);
    expect(elapsed()).toBe(0);
    expect(pace.requests).toBe(1000);
  });

  test('is never exceeded within a minute, and is used up', async () => {
    const { pace, elapsed } = paceOf(30);
    await turns(pace, 2);
    const at: number[] = [];
    for (let turn = 0; turn < 90; turn++) {
      await pace.turn(HOST);
      at.push(elapsed());
    }
    for (const [index, moment] of at.entries()) if (index >= 30) expect(moment - at[index - 30]!).toBeGreaterThanOrEqual(60_000);
    expect(at.at(-1)! - at[0]!).toBe(89 * 2000);
  });

  test('time that nobody used is not saved up for a burst', async () => {
    const { pace, elapsed, pass } = paceOf(60);
    await turns(pace, 3);
    pass(3_600_000);
    const before = elapsed();
    await turns(pace, 12);
    expect(elapsed() - before).toBeGreaterThanOrEqual(10_000);
  });

  test('each host has its own', async () => {
    const { pace, elapsed } = paceOf(1);
    for (let host = 0; host < 50; host++) await pace.turn(`host${host}.example`);
    expect(elapsed()).toBe(0);
  });

  test('many who wait at once take turns', async () => {
    const { pace, elapsed } = paceOf(60);
    await Promise.all(Array.from({ length: 20 }, () => pace.turn(HOST)));
    expect(elapsed()).toBeGreaterThanOrEqual(18_000);
    expect(pace.requests).toBe(20);
  });
});

describe('what a host says of its own budget', () => {
  const inMinutes = (minutes: number): string => new Date(START + minutes * 60_000).toUTCString();
  const seconds = START / 1000;

  test.each<[string, number, Record<string, string>, number]>([
    ['429 with seconds', 429, { 'retry-after': '7' }, 7_000],
    ['429 with a date', 429, { 'retry-after': inMinutes(2) }, 120_000],
    ['429 with a date that is past', 429, { 'retry-after': inMinutes(-2) }, 0],
    ['503 with seconds', 503, { 'retry-after': '3' }, 3_000],
    ['429 that says nothing', 429, {}, 0],
    ['429 that says nonsense', 429, { 'retry-after': 'soon' }, 0],
    ['200 with Retry-After means nothing', 200, { 'retry-after': '7' }, 0],
    ['a budget that is used up', 200, { 'ratelimit-remaining': '0', 'ratelimit-reset': '15' }, 15_000],
    ['a budget with a window behind it', 200, { 'ratelimit-limit': '100;w=60', 'ratelimit-remaining': '0;w=60', 'ratelimit-reset': '15' }, 15_000],
    ['a budget that is not used up', 200, { 'ratelimit-remaining': '1', 'ratelimit-reset': '15' }, 0],
    ['a budget that tells no end', 200, { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '0;w=21600' }, 0],
    ['by a moment, as GitHub does', 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${seconds + 40}` }, 40_000],
    ['a moment that is past', 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${seconds - 40}` }, 0],
    ['429 without Retry-After, and a budget', 429, { 'ratelimit-remaining': '0', 'ratelimit-reset': '9' }, 9_000],
    ['an end that is days away is not waited for', 429, { 'retry-after': '259200' }, 0],
    ['numbers that are none', 200, { 'ratelimit-remaining': '-1', 'ratelimit-reset': '1e9' }, 0],
  ])('%s', async (_name, status, headers, wait) => {
    const { pace, elapsed } = paceOf(null);
    await pace.turn(HOST);
    pace.hear(HOST, status, headers);
    await pace.turn('other.example');
    expect(elapsed()).toBe(0);
    await pace.turn(HOST);
    expect(elapsed()).toBe(wait);
    await pace.turn(HOST);
    expect(elapsed()).toBe(wait);
  });

  test('a shorter pause does not end a longer one', async () => {
    const { pace, elapsed } = paceOf(null);
    pace.hear(HOST, 429, { 'retry-after': '20' });
    pace.hear(HOST, 429, { 'retry-after': '5' });
    await pace.turn(HOST);
    expect(elapsed()).toBe(20_000);
  });

  test('after it the budget of the user holds again', async () => {
    const { pace, elapsed } = paceOf(60);
    pace.hear(HOST, 429, { 'retry-after': '30' });
    await turns(pace, 11);
    expect(elapsed()).toBeGreaterThanOrEqual(39_000);
  });
});
