import { expect, test } from '@jest/globals';
import { fixText } from '../../src/index.js';

test('a file with more to fix than one run may lint says so, and is fixed by the runs behind it', async () => {
  const filler = '# '.padEnd(80, 'x') + '\n';
  const text = `FROM a\n${Array.from({ length: 12 }, (_, at) => `ARG TOKEN_${at}_SECRET\n`).join('')}${`${filler}RUN mkdir x\n`.repeat(20_000)}RUN ./b\n`;
  const fixed = await fixText(text, 'Dockerfile');
  expect(fixed.fixes.length).toBeGreaterThan(5);
  expect(fixed.left.map(({ reason }) => reason)).toContain('There is too much to fix at once: fix again.');
  expect(fixed.fixes.length + fixed.left.length).toBe(12);
}, 120_000);
