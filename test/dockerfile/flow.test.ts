import { describe, expect, test } from '@jest/globals';
import { builtInRules } from '../../rules/index.js';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import { landingPath } from '../../src/judge/stage-paths.js';
import { createMatcher } from '../../src/match/matcher.js';
import type { Finding } from '../../src/model/finding.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { createRuleSet } from '../../src/rule/select.js';
import { lint } from '../../src/scan/lint.js';

const rules = createRuleSet(builtInRules);
const matcher = createMatcher(rulesOfKind(rules, 'credential'));

async function find(lines: readonly string[]): Promise<readonly Finding[]> {
  return (await lint(parseDockerfile(`${lines.join('\n')}\n`, 'Dockerfile'), rules, { matcher })).findings;
}

/** Of the finding in a line: its severity and sinks, and the lines of its way. */
async function wayOf(lines: readonly string[], line: number): Promise<{ severity: string; sinks: string; flow: string }> {
  const found = (await find(lines)).filter(({ location }) => location.region?.startLine === line);
  expect(found).toHaveLength(1);
  const { severity, exposure, flow = [] } = found[0]!;
  return {
    severity,
    sinks: exposure.state === 'build' ? [...exposure.sinks].sort().join(' ') : exposure.state,
    flow: flow.map(({ region }) => region.startLine).join(' '),
  };
}

const NPMRC = 'RUN echo "//registry.npmjs.org/:_authToken=$NPM_TOKEN" > .npmrc && npm ci';

describe('the way of a secret', () => {
  test.each<[string, readonly string[], number, { severity: string; sinks: string; flow: string }]>([
    ['a folder that holds the file is taken along', ['FROM a AS build', 'WORKDIR /app', 'COPY .npmrc ./', 'FROM b', 'COPY --from=build /app .'], 3, { severity: 'high', sinks: 'cache layer', flow: '3 5' }],
    ['a folder beside it is not', ['FROM a AS build', 'WORKDIR /app', 'COPY .npmrc ./', 'FROM b', 'COPY --from=build /app/dist .'], 3, { severity: 'medium', sinks: 'cache', flow: '' }],
    ['the whole file system is taken along', ['FROM a', 'COPY .npmrc /root/', 'FROM scratch', 'COPY --from=0 / /'], 2, { severity: 'high', sinks: 'cache layer', flow: '2 4' }],
    ['wildcards are matched part by part', ['FROM a AS build', 'COPY .env /srv/app/.env', 'FROM b', 'COPY --from=build /srv/*/.env /x/'], 2, { severity: 'high', sinks: 'cache layer', flow: '2 4' }],
    ['`--exclude` leaves it behind', ['FROM a AS build', 'COPY .env /srv/.env', 'FROM b', 'COPY --from=build --exclude=.env /srv /x/'], 2, { severity: 'medium', sinks: 'cache', flow: '' }],
    ['over two stages', ['FROM a AS one', 'COPY id_rsa /keys/', 'FROM b AS two', 'COPY --from=one /keys /k', 'FROM c', 'COPY --from=two /k /root/.ssh'], 2, { severity: 'critical', sinks: 'cache layer', flow: '2 4 6' }],
    ['through a stage built on it', ['FROM a AS one', 'COPY id_rsa /keys/', 'FROM one AS two', 'RUN x', 'FROM c', 'COPY --from=two /keys /k'], 2, { severity: 'critical', sinks: 'cache layer', flow: '2 6' }],
    ['removed in the build stage before it is taken', ['FROM a AS build', 'COPY .npmrc /app/', 'RUN npm ci && rm /app/.npmrc', 'FROM b', 'COPY --from=build /app .'], 2, { severity: 'medium', sinks: 'cache', flow: '2 3' }],
    ['`mv` in a later RUN', ['FROM a AS build', 'COPY id_rsa /tmp/', 'RUN mv /tmp/id_rsa /app/key', 'FROM b', 'COPY --from=build /app .'], 2, { severity: 'critical', sinks: 'cache layer', flow: '2 3 5' }],
    ['a stage that is mounted and copied from', ['FROM a AS build', 'COPY .env /app/', 'FROM b', 'RUN --mount=type=bind,from=build,source=/app,target=/m cp -r /m /srv'], 2, { severity: 'high', sinks: 'cache layer', flow: '2 4' }],
    ['a stage that is mounted and only read', ['FROM a AS build', 'COPY .env /app/', 'FROM b', 'RUN --mount=type=bind,from=build,source=/app,target=/m make -C /m'], 2, { severity: 'medium', sinks: 'cache', flow: '' }],
    ['`rm` in a later instruction does not help', ['FROM a', 'COPY .npmrc /app/', 'RUN x', 'RUN rm /app/.npmrc'], 2, { severity: 'high', sinks: 'layer', flow: '2 4' }],
    ['an ARG that RUN writes into a file, declared', ['FROM a', 'ARG NPM_TOKEN', NPMRC], 2, { severity: 'high', sinks: 'history layer provenance', flow: '2 3' }],
    ['an ARG that RUN writes into a file, used', ['FROM a', 'ARG NPM_TOKEN', NPMRC], 3, { severity: 'high', sinks: 'history layer provenance', flow: '2 3' }],
    ['`rm` in the same RUN does help', ['FROM a', 'ARG NPM_TOKEN', `${NPMRC} && rm .npmrc`], 3, { severity: 'high', sinks: 'history provenance', flow: '2 3' }],
    ['moved within the same RUN', ['FROM a', 'ARG NPM_TOKEN', 'RUN echo "_authToken=$NPM_TOKEN" > /tmp/rc && mv /tmp/rc /root/.npmrc'], 3, { severity: 'high', sinks: 'history layer provenance', flow: '2 3' }],
    ['moved into a folder that is taken along', ['FROM a AS build', 'ARG API_KEY', 'RUN echo "key=$API_KEY" > /tmp/rc && mv /tmp/rc /app/', 'FROM b', 'COPY --from=build /app/rc /x'], 3, { severity: 'high', sinks: 'cache layer provenance', flow: '2 3 5' }],
    ['copied within the same RUN, and both removed', ['FROM a', 'ARG NPM_TOKEN', 'RUN echo "_authToken=$NPM_TOKEN" > /tmp/rc && cp /tmp/rc /root/.npmrc && rm /tmp/rc ~/.npmrc'], 3, { severity: 'high', sinks: 'history provenance', flow: '2 3' }],
    ['a global ARG, through a stage', ['ARG NPM_TOKEN', 'FROM a AS build', 'ARG NPM_TOKEN', 'WORKDIR /app', NPMRC, 'FROM b', 'COPY --from=build /app /app'], 1, { severity: 'high', sinks: 'layer provenance', flow: '1 3 5 7' }],
    ['a global ARG that only a build stage uses', ['ARG NPM_TOKEN', 'FROM a AS build', 'ARG NPM_TOKEN', 'RUN npm ci', 'FROM b', 'COPY --from=build /app /app'], 1, { severity: 'medium', sinks: 'cache provenance', flow: '1 3' }],
    ['an ARG in a stage that takes nothing along', ['FROM a AS build', 'ARG NPM_TOKEN', NPMRC, 'FROM b'], 2, { severity: 'medium', sinks: 'cache provenance', flow: '2 3' }],
    ['an ENV that takes an ARG', ['FROM a', 'ARG DB_PASSWORD', 'ENV PW=$DB_PASSWORD'], 2, { severity: 'high', sinks: 'config history provenance', flow: '2 3' }],
    ['any file counts, not only those with a known name', ['FROM a AS build', 'ARG API_KEY', 'RUN echo "key=$API_KEY" > /app/config.ini', 'FROM b', 'COPY --from=build /app/config.ini /'], 3, { severity: 'high', sinks: 'cache layer provenance', flow: '2 3 5' }],
    ['`sed -i` leaves it in the file', ['FROM a AS build', 'ARG API_KEY', 'RUN sed -i "s/KEY/$API_KEY/" /app/config.js', 'FROM b', 'COPY --from=build /app /'], 3, { severity: 'high', sinks: 'cache layer provenance', flow: '2 3 5' }],
    ['the build log', ['FROM a', 'ARG API_KEY', 'RUN echo "using $API_KEY"'], 3, { severity: 'high', sinks: 'history log provenance', flow: '2 3' }],
    ['`set -x` shows what it runs', ['FROM a', 'ARG API_KEY', 'RUN set -ex; ./login "$API_KEY"; true'], 3, { severity: 'high', sinks: 'history log provenance', flow: '2 3' }],
    ['`set +x` ends that', ['FROM a', 'ARG API_KEY', 'RUN set -x; true; set +x; ./login "$API_KEY"'], 3, { severity: 'high', sinks: 'history provenance', flow: '2 3' }],
    ['a clone keeps the URL', ['FROM a AS build', 'ARG GIT_TOKEN', 'RUN git clone https://x:$GIT_TOKEN@git.example.com/app.git /src', 'FROM b', 'COPY --from=build /src /src'], 3, { severity: 'high', sinks: 'cache layer provenance', flow: '2 3 5' }],
    ['a clone whose folder is removed', ['FROM a', 'ARG GIT_TOKEN', 'RUN git clone https://x:$GIT_TOKEN@git.example.com/app.git /src && make && rm -rf /src'], 3, { severity: 'high', sinks: 'history provenance', flow: '2 3' }],
    ['a clone into a folder of its own name', ['FROM a AS build', 'WORKDIR /w', 'ARG GIT_TOKEN', 'RUN git clone https://x:$GIT_TOKEN@git.example.com/app.git', 'FROM b', 'COPY --from=build /w/app/.git /g'], 4, { severity: 'high', sinks: 'cache layer provenance', flow: '3 4 6' }],
    ['a secret mount, into another stage', ['FROM a AS build', 'RUN --mount=type=secret,id=k cat /run/secrets/k > /app/key', 'FROM b', 'COPY --from=build /app /app'], 2, { severity: 'high', sinks: 'cache layer', flow: '2 2 4' }],
    ['a secret mount, into a file that stays behind', ['FROM a AS build', 'RUN --mount=type=secret,id=k cat /run/secrets/k > /root/key', 'FROM b', 'COPY --from=build /app /app'], 2, { severity: 'medium', sinks: 'cache', flow: '2 2' }],
    ['a literal, into another stage', ['FROM a AS build', 'RUN echo "DB_PASSWORD=X123!delta456" > /app/.env', 'FROM b', 'COPY --from=build /app /app'], 2, { severity: 'high', sinks: 'cache layer', flow: '2 4' }],
    ['a literal in the text of a build stage', ['FROM a AS build', 'RUN curl -u me:X123!delta456 https://example.com', 'FROM b'], 2, { severity: 'medium', sinks: 'cache', flow: '' }],
    ['an ARG that a heredoc of COPY takes', ['FROM a', 'ARG API_TOKEN', 'COPY <<EOF /app/', 'token=${API_TOKEN}', 'EOF'], 2, { severity: 'high', sinks: 'layer provenance', flow: '2 4' }],
    ['an ARG in a heredoc whose name is quoted', ['FROM a', 'ARG API_TOKEN', "COPY <<'EOF' /app/", 'token=$API_TOKEN', 'EOF'], 2, { severity: 'high', sinks: 'provenance', flow: '' }],
    ['a heredoc of COPY, into another stage', ['FROM a AS build', 'COPY <<EOF /app/.env', 'DB_PASSWORD=X123!delta456', 'EOF', 'FROM b', 'COPY --from=build /app /app'], 3, { severity: 'high', sinks: 'cache layer', flow: '3 6' }],
  ])('%s', async (_, lines, line, expected) => {
    expect(await wayOf(lines, line)).toEqual(expected);
  });

  test('what is not in the final image says why, and what is taken instead', async () => {
    const [finding] = await find(['FROM a AS build', 'COPY .npmrc /app/', 'FROM b', 'COPY --from=build /app/dist /app']);
    expect(finding!.evidence.join(' ')).toBe('Stage `build` is not part of the final image, which takes only `/app/dist` from it, so only the build cache holds it.');
  });
  test('no step holds a value', async () => {
    for (const { flow = [], secret } of await find(['FROM a AS build', 'ENV DB_PASSWORD=X123!delta456', 'RUN echo "$DB_PASSWORD" > /app/x', 'FROM b', 'COPY --from=build /app /app'])) {
      expect(flow.length).toBeGreaterThan(1);
      for (const { message } of flow) {
        expect(message).toMatch(/^[A-Z`].*\.$/);
        expect(message).not.toContain('delta456');
      }
      expect(secret?.reveal()).not.toBe('');
    }
  });
});

describe('where a copied file lands', () => {
  const word = (path: string): { start: number; end: number; raw: string; text: string; path: string } => ({ start: 0, end: 0, raw: path, text: path, path });
  test.each<[string[], string, string[], string, string | null]>([
    [['app'], '/x', [], 'app/a/b', 'x/a/b'],
    [['app/'], '/x', [], 'app', 'x'],
    [['app'], '/x', [], 'application/a', null],
    [['a.env'], '/x/', [], 'a.env', 'x/a.env'],
    [['a.env', 'b'], '/x', [], 'a.env', 'x/a.env'],
    [[''], '/', [], 'root/.npmrc', 'root/.npmrc'],
    [['*.env'], '/x/', [], 'a.env', 'x/a.env'],
    [['*/b'], '/x', [], 'a/b/c', 'x/c'],
    [['*'], '/x', [], 'a/b', 'x/b'],
    [['~/.ssh'], '/x', [], 'root/.ssh/id', 'x/id'],
    [['app'], '/x', ['*.env'], 'app/a.env', null],
    [['app'], '/x', ['**/*.env'], 'app/b/c/a.env', null],
    [['app'], '/x', ['*.txt'], 'app/a.env', 'x/a.env'],
  ])('%j to %s without %j: %s is %s', (sources, target, excludes, path, landed) => {
    expect(landingPath({ sources: sources.map(word), target: word(target), excludes }, path)).toBe(landed);
  });
});
