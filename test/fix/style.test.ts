import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { fixText } from '../../src/index.js';

/** Files that are fixed in each way there is: what is checked is that no style of writing them changes that. */
const FIXED: readonly (readonly [string, readonly string[]])[] = [
  ['an ARG', ['FROM node', 'ARG NPM_TOKEN', 'RUN ./build --token "$NPM_TOKEN" && ./test']],
  ['an ARG among others', ['FROM a', 'ARG VERSION=1 API_TOKEN OTHER=2', 'RUN ./b $VERSION && ./c']],
  ['an ARG of several stages', ['ARG API_TOKEN', 'FROM a AS x', 'ARG API_TOKEN', 'RUN ./b', 'FROM x', 'RUN ./c && ./d']],
  ['an ARG that ENV passes on', ['FROM a AS x', 'ARG API_TOKEN', 'ENV API_TOKEN=$API_TOKEN A=1', 'RUN ./b', 'FROM s', 'COPY --from=x /out /out']],
  ['a settings file', ['FROM node', 'WORKDIR /app', 'ARG NPM_TOKEN', 'RUN echo "//r/:_authToken=$NPM_TOKEN" > .npmrc', 'RUN npm ci', 'CMD ["node", "."]']],
  ['a whole file', ['FROM golang', 'ARG NETRC', 'RUN echo "$NETRC" > ~/.netrc', 'RUN go mod download && go build ./...']],
  ['a copied file', ['FROM node', 'WORKDIR /app', 'COPY package.json .npmrc ./', 'RUN npm ci && npm run build', 'RUN rm -f .npmrc', 'RUN ls']],
  ['a copied file that is removed at once', ['FROM node', 'WORKDIR /app', 'COPY .npmrc .', 'RUN npm ci && rm -f .npmrc && ls']],
  ['a key', ['FROM a', 'COPY id_rsa /root/.ssh/id_rsa', 'RUN chmod 600 /root/.ssh/id_rsa', 'RUN git clone git@h:x && ./b']],
  ['a setting', ['FROM ruby', 'ARG GEM_TOKEN', 'RUN bundle config --global gems.example.com $GEM_TOKEN && bundle install']],
];

interface Style {
  readonly lower: boolean;
  readonly lineEnd: string;
  readonly indent: string;
  readonly mark: string;
  readonly lastLineEnd: boolean;
  /** Where `&&` stands when a RUN is broken into lines; null leaves it in one. */
  readonly breakAt: 'before' | 'after' | null;
  readonly continuation: string;
  /** Comments between the lines of a RUN that is broken. */
  readonly comments: boolean;
  readonly blank: number;
  readonly trailing: string;
  readonly heading: string;
}

const style: fc.Arbitrary<Style> = fc.record({
  lower: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  indent: fc.constantFrom('', '', '  ', '\t'),
  mark: fc.constantFrom('', '', '\uFEFF'),
  lastLineEnd: fc.boolean(),
  breakAt: fc.constantFrom('before' as const, 'after' as const, null),
  continuation: fc.constantFrom('    ', '\t', '  ', ''),
  comments: fc.boolean(),
  blank: fc.integer({ min: 0, max: 2 }),
  trailing: fc.constantFrom('', '', ' ', '\t'),
  heading: fc.constantFrom('', '# syntax=docker/dockerfile:1', '# escape=\\', '# a comment 😀', '#syntax=docker/dockerfile:1.17'),
});

/** The lines as someone of that style writes them, each comment with a number of its own. */
function write(lines: readonly string[], { lower, lineEnd, indent, mark, lastLineEnd, breakAt, continuation, comments, blank, trailing, heading }: Style): string {
  let number = 0;
  const comment = (): string => `# note ${(number += 1)}`;
  const written = lines.flatMap((line) => {
    const keyword = /^\w+/.exec(line)![0];
    const cased = (lower ? keyword.toLowerCase() : keyword) + line.slice(keyword.length).replace(' AS ', lower ? ' as ' : ' AS ');
    const parts = keyword === 'RUN' && breakAt !== null ? cased.split(' && ') : [cased];
    const broken = parts.flatMap((part, at) => {
      const last = at === parts.length - 1;
      const text = `${at > 0 ? continuation : ''}${at > 0 && breakAt === 'before' ? '&& ' : ''}${part}${!last && breakAt === 'after' ? ' &&' : ''}`;
      return [`${at === 0 ? indent : ''}${text}${last ? trailing : ' \\'}`, ...(last || !comments ? [] : [`${continuation}${comment()}`])];
    });
    return [...(comments ? [`${indent}${comment()}`] : []), ...broken, ...Array.from({ length: blank }, () => '')];
  });
  return mark + [...(heading === '' ? [] : [heading]), ...written].join(lineEnd) + (lastLineEnd ? lineEnd : '');
}

describe('whatever the style', () => {
  test.each(FIXED)('%s: the fixed file lints clean, keeps its comments, line ends and mark, and is not fixed again', async (_, lines) => {
    await fc.assert(
      fc.asyncProperty(style, async (how) => {
        const before = write(lines, how);
        const fixed = await fixText(Buffer.from(before), 'Dockerfile');
        expect(fixed.report.findings.length).toBeGreaterThan(0);
        expect(fixed.left).toEqual([]);
        const after = fixed.changes[0]!.bytes.toString('utf8');
        const again = await fixText(Buffer.from(after), 'Dockerfile');
        expect({ after, findings: again.report.findings.map(({ message }) => message) }).toEqual({ after, findings: [] });
        expect(again.changes).toEqual([]);
        expect(again.report.notices).toEqual(fixed.report.notices);
        expect(after.startsWith('\uFEFF')).toBe(how.mark !== '');
        expect(after.replaceAll(how.lineEnd, '')).not.toMatch(/[\r\n]/);
        expect(after.endsWith(how.lineEnd)).toBe(how.lastLineEnd || /\n$/.test(before));
        const comments = (text: string): string[] => text.match(/# note \d+/g) ?? [];
        // A comment within an instruction goes with it, or with the command that it stands beside.
        expect(comments(before).filter((one) => comments(after).includes(one))).toEqual(comments(after));
        const above = before.split(how.lineEnd).filter((line) => line.trim().startsWith('# note') && line.startsWith(`${how.indent}#`) && how.breakAt === null);
        for (const line of above) expect(after).toContain(line.trim());
        expect(keywordsOf(after).every((keyword) => (how.lower ? keyword === keyword.toLowerCase() : keyword === keyword.toUpperCase()))).toBe(true);
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});

function keywordsOf(text: string): string[] {
  const dockerfile = parseDockerfile(text, 'Dockerfile');
  return dockerfile.instructions.map(({ start }) => /^\w+/.exec(dockerfile.text.slice(start))![0]);
}
