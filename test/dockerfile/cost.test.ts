import { describe, expect, test } from '@jest/globals';
import { Session } from 'node:inspector/promises';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { builtInRules } from '../../rules/index.js';
import { rulesOfKind } from '../../src/model/rule.js';

const rules = rulesOfKind({ rules: builtInRules, digest: '' }, 'dockerfile');
const files = rulesOfKind({ rules: builtInRules, digest: '' }, 'file');

/** How often blocks of our own code run, which no load of the machine changes. */
async function operations(work: () => void): Promise<number> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    work();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const ours = result.filter(({ url }) => /\/(?:src\/(?:dockerfile|judge)|rules\/dockerfile)\//.test(url));
    return ours.reduce((total, { functions }) => total + functions.reduce((sum, { ranges }) => sum + ranges.reduce((all, { count }) => all + count, 0), 0), 0);
  } finally {
    await session.post('Profiler.stopPreciseCoverage');
    session.disconnect();
  }
}

function lintAll(text: string): void {
  const dockerfile = parseDockerfile(text, 'x');
  for (const rule of rules) rule.check(dockerfile, files);
}

const LINES: readonly (readonly [string, (n: number) => string])[] = [
  ['ARG', (n) => 'ARG DB_PASSWORD=hunter2x\n'.repeat(n)],
  ['ENV of one another', (n) => 'ENV A=$A-$B B=$A\n'.repeat(n)],
  ['stages', (n) => Array.from({ length: n }, (_, at) => `FROM s${at} AS s${at + 1}\nENV A=$A\n`).join('')],
  ['one long RUN', (n) => `ARG TOKEN\nRUN true \\\n${' && echo "password=$TOKEN" >> .npmrc && rm .npmrc \\\n'.repeat(n)} && true\n`],
  ['a RUN with a mount', (n) => `RUN --mount=type=secret,id=x true \\\n${' && cat /run/secrets/x > /f && rm /f \\\n'.repeat(n)} && true\n`],
  ['unclosed substitutions', (n) => `RUN echo ${'$('.repeat(n)}\n`],
  ['nested substitutions', (n) => `RUN echo ${'$('.repeat(n)}a${')'.repeat(n)}\n`],
  ['groups in groups', (n) => `RUN ${'{ a; '.repeat(n)}${'} > f; '.repeat(n)}\n`],
  ['heredocs', (n) => 'RUN <<EOF\npassword=$X\nEOF\n'.repeat(n)],
  ['COPY and rm', (n) => 'COPY .env .npmrc /app/\nRUN rm /app/.env\n'.repeat(n)],
  ['quotes', (n) => `RUN echo ${'"a\'b" '.repeat(n)}\n`],
  ['faults', (n) => 'NOPE <<EOF\n'.repeat(n)],
  ['a long word', (n) => `ENV A=${'a:b@c=d/'.repeat(n)}\nRUN echo ${'a:b@c=d/'.repeat(n)}\n`],
  ['stages that take files along', (n) => Array.from({ length: n }, (_, at) => `FROM a AS s${at + 1}\nCOPY .npmrc /a/\nRUN cp /a/.npmrc /b\nCOPY --from=s${at} /a /a\n`).join('')],
  ['a variable that every RUN writes', (n) => `ARG TOKEN\n${'RUN echo "t=$TOKEN" > /a && rm /b\n'.repeat(n)}`],
  ['suppressions', (n) => '# layerlint-ignore secret-in-arg -- x\nARG TOKEN\n'.repeat(n)],
];

/** Twice, and the odd logarithm. */
const MOST = 2.6;

describe('a file twice as long costs about twice as much', () => {
  test.each(LINES)('%s', async (_, make) => {
    lintAll(`FROM s0\n${make(50)}`);
    const ratios: number[] = [];
    // V8 loses counts with what it collects, now in one run and now in the other; what grows faster does so every time.
    while (ratios.length < 3 && !ratios.some((ratio) => ratio < MOST)) {
      const once = await operations(() => lintAll(`FROM s0\n${make(200)}`));
      const twice = await operations(() => lintAll(`FROM s0\n${make(400)}`));
      expect(once).toBeGreaterThan(100);
      ratios.push(twice / once);
    }
    expect(Math.min(...ratios)).toBeLessThan(MOST);
  });
  test('a chain of thirty thousand variables is judged from its end', () => {
    expect(() => lintAll(`FROM a\n${'ENV A=$A-x\n'.repeat(30_000)}ADD https://$A@example.com/x /x\n`)).not.toThrow();
  });
  test('twenty thousand lines are read', () => {
    expect(parseDockerfile(`FROM a\n${'RUN a && b "$C" > d\nENV X=y\n'.repeat(10_000)}`, 'x').instructions).toHaveLength(20_001);
  });
});
