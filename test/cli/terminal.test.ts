import { Writable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { createProgress } from '../../src/cli/progress.js';
import { wantsColour } from '../../src/cli/terminal.js';

describe('wantsColour', () => {
  test.each([
    ['a terminal', true, {}, true],
    ['a pipe', false, {}, false],
    ['NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR says nothing', true, { NO_COLOR: '' }, true],
    ['FORCE_COLOR', false, { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR outweighs NO_COLOR', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
    ['a dumb terminal', true, { TERM: 'dumb' }, false],
  ])('%s', (_name, isTTY, env, expected) => {
    expect(wantsColour({ isTTY }, env)).toBe(expected);
  });
});

describe('createProgress', () => {
  const event = { phase: 'layers', done: 2, total: 5, bytes: 3_400_000 };
  const recorded = () => {
    const written: string[] = [];
    return { written, stream: new Writable({ write: (chunk, _encoding, next) => next(void written.push(String(chunk))) }) };
  };

  test('rewrites its line, not too often, and goes away', () => {
    const { written, stream } = recorded();
    let now = 0;
    const progress = createProgress(stream, true, () => now);
    progress.show(event);
    progress.show(event);
    now = 200;
    progress.show({ ...event, done: 3 });
    progress.clear();
    progress.clear();
    expect(written).toEqual(['\r\u001b[2Klayers 2/5, 3.4 MB', '\r\u001b[2Klayers 3/5, 3.4 MB', '\r\u001b[2K']);
  });

  test('is silent where nobody looks', () => {
    const { written, stream } = recorded();
    const progress = createProgress(stream, false);
    progress.show(event);
    progress.clear();
    expect(written).toEqual([]);
  });
});
