import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { builtInRules } from '../../rules/index.js';
import { openContext } from '../../src/dockerfile/context.js';
import { parseDockerfile } from '../../src/dockerfile/parse.js';
import type { Finding } from '../../src/model/finding.js';
import type { Report } from '../../src/model/report.js';
import { createMatcher } from '../../src/match/matcher.js';
import { rulesOfKind, type DockerfileRule } from '../../src/model/rule.js';
import { createRuleSet } from '../../src/rule/select.js';
import { expandTemplate } from '../../src/rule/template.js';
import { lint } from '../../src/scan/lint.js';

const rules = createRuleSet(builtInRules);
const matcher = createMatcher(rulesOfKind(rules, 'credential'));
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const lintText = (template: string): Promise<Report> => lint(parseDockerfile(expandTemplate(template, 3), 'Dockerfile'), rules, { matcher });

async function lintFolder(files: Readonly<Record<string, string>>): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'lint-'));
  folders.push(folder);
  for (const [path, template] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), expandTemplate(template, 3));
  }
  const path = join(folder, 'Dockerfile');
  return lint(parseDockerfile(expandTemplate(files.Dockerfile!, 3), path), rules, { matcher, context: await openContext(folder, path) });
}

const brief = ({ ruleId, location }: Finding): string => `${'path' in location ? location.path : ''}:${location.region?.startLine ?? '-'} ${ruleId}`.replace(/^.*\/Dockerfile:/, 'Dockerfile:');

describe('one finding for one secret and place', () => {
  test('a known token in a secret variable is the token, with what the line says', async () => {
    const { findings } = await lintText('FROM a\nENV GITHUB_TOKEN=ghp_{base62:30}{crc32:github}\n');
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ ruleId: expect.stringContaining('github'), confidence: 'high', exposure: { state: 'build', sinks: ['config', 'history'] } });
    expect(findings[0]!.remediation.fix).toContain('GITHUB_TOKEN_FILE');
    expect(findings[0]!.remediation.rotate).not.toBeNull();
  });
  test('a known token in an innocent variable is found all the same', async () => {
    const { findings } = await lintText('FROM a\nENV NEXT_PUBLIC_X=ghp_{base62:30}{crc32:github}\n');
    expect(findings.map(brief)).toEqual([expect.stringMatching(/^Dockerfile:2 github/)]);
  });
  test('two secrets on one line are two findings, in order', async () => {
    const { findings } = await lintText('FROM a\nENV DB_PASSWORD=X123!delta456 API_SECRET=Y987!birch321\n');
    expect(findings.map(({ location }) => location.region?.startColumn)).toEqual([5, 31]);
  });
  test('a token in a comment counts and says so', async () => {
    const { findings } = await lintText('FROM a\n# ENV T=ghp_{base62:30}{crc32:github}\n');
    expect(findings).toHaveLength(1);
    expect(findings[0]!.message).toContain('comment');
  });
  test('the region is the secret as it is stored', async () => {
    const text = expandTemplate('\uFEFFFROM a\r\n# é\r\nRUN echo é \\\r\n  ghp_{base62:30}{crc32:github}\r\n', 3);
    const { findings } = await lint(parseDockerfile(Buffer.from(text), 'Dockerfile'), rules, { matcher });
    const { byteOffset, byteLength, startLine, startColumn } = findings[0]!.location.region!;
    expect([startLine, startColumn]).toEqual([4, 3]);
    expect(Buffer.from(text).subarray(byteOffset, byteOffset + byteLength).toString()).toBe(findings[0]!.secret!.reveal());
  });
});

describe('where it ends up', () => {
  test.each([
    ['FROM a\nARG NPM_TOKEN\n', 'high', ['provenance']],
    ['FROM a\nARG NPM_TOKEN=X123!delta456\n', 'high', ['history', 'provenance']],
    ['FROM a\nARG NPM_TOKEN\nRUN x\n', 'high', ['history', 'provenance']],
    ['FROM a\nENV DB_PASSWORD=X123!delta456\n', 'high', ['config', 'history']],
    ['FROM a AS b\nENV DB_PASSWORD=X123!delta456\nFROM c\n', 'medium', ['cache']],
    ['FROM a AS b\nENV DB_PASSWORD=X123!delta456\nFROM b\n', 'high', ['config', 'history']],
    ['ARG NPM_TOKEN\nFROM a\n', 'high', ['provenance']],
    ['FROM a\nCOPY .npmrc /\n', 'high', ['layer']],
    // The history says `COPY <<EOF /x` and no more.
    ['FROM a\nCOPY <<EOF /x\nDB_PASSWORD=X123!delta456\nEOF\n', 'high', ['layer']],
    ['FROM a\nARG NPM_TOKEN\nRUN echo "_authToken=$NPM_TOKEN" > .npmrc\n', 'high', ['history', 'provenance', 'layer']],
  ])('%j', async (text, severity, sinks) => {
    const { findings } = await lintText(text);
    expect(findings.at(-1)).toMatchObject({ severity, exposure: { state: 'build', sinks } });
  });
  test('a stage that is not shipped says why it is milder', async () => {
    const { findings } = await lintText('FROM a AS build\nCOPY .npmrc /\nFROM c\n');
    expect(findings[0]!.evidence.join(' ')).toContain('`build` is not part of the final image');
  });
});

describe('suppression in the file', () => {
  /** Line, rule and what suppresses it. */
  const shown = async (text: string, today: string | null = null): Promise<string[]> => {
    const { findings } = await lint(parseDockerfile(text, 'Dockerfile'), rules, { matcher, today });
    return findings.map(({ ruleId, location, suppression }) => `${location.region?.startLine} ${ruleId}${suppression ? `: ${suppression.justification}` : ''}`);
  };
  const GITLEAKS = 'The line says `gitleaks:allow`.';
  test.each<[string, string, string[]]>([
    ['holds for the next instruction and names its reason', 'FROM a\n# layerlint-ignore secret-in-arg -- only a test\nARG NPM_TOKEN\nARG API_TOKEN\n', ['3 secret-in-arg: only a test', '4 secret-in-arg']],
    ['several rules, several lines', 'FROM a\n# layerlint-ignore secret-in-env, secret-in-arg -- x\n# a word\n\nARG NPM_TOKEN\n', ['2 unused-suppression', '5 secret-in-arg: x']],
    ['within an instruction', 'FROM a\nENV A=b \\\n# layerlint-ignore secret-in-env -- inside\n  DB_PASSWORD=X123!delta456\n', ['4 secret-in-env: inside']],
    ['for the file', 'FROM a\nARG NPM_TOKEN\nARG API_TOKEN\n# layerlint-ignore-file secret-in-arg -- all\n', ['2 secret-in-arg: all', '3 secret-in-arg: all']],
    ['without a reason', 'FROM a\n# layerlint-ignore secret-in-arg\nARG NPM_TOKEN\n', ['3 secret-in-arg: No reason is given.']],
    ['another rule is not meant, and that it is of no use is said', 'FROM a\n# layerlint-ignore secret-in-env -- x\nARG NPM_TOKEN\n', ['2 unused-suppression', '3 secret-in-arg']],
    ['a rule that is none', 'FROM a\n# layerlint-ignore nonsense -- x\nRUN x\n', ['2 unused-suppression']],
    ['nothing follows', 'FROM a\nRUN x\n# layerlint-ignore secret-in-arg -- x\n', ['3 unused-suppression']],
    ['for the whole file, of no use', '# layerlint-ignore-file secret-in-env -- x\nFROM a\n', ['1 unused-suppression']],
    ['the rule for that can be suppressed as well', '# layerlint-ignore-file unused-suppression -- x\nFROM a\n# layerlint-ignore secret-in-arg -- y\nRUN x\n', ['3 unused-suppression: x']],
    ['what the context would say is not known without it', 'FROM a\n# layerlint-ignore dotenv-file -- x\nCOPY . .\n', []],
    ['of a known token', 'FROM a\n# layerlint-ignore secret-in-env -- x\nENV DB_PASSWORD=X123!delta456\n', ['3 secret-in-env: x']],
    ['prose is none', 'FROM a\n# layerlint ignore=secret-in-arg\n# layerlint-ignored secret-in-arg\nARG NPM_TOKEN\n', ['4 secret-in-arg']],
    ['BuildKit, for the file', '# syntax=docker/dockerfile:1\n# check=skip=SecretsUsedInArgOrEnv;error=true\nFROM a\nARG NPM_TOKEN\nCOPY id_rsa /\n', ['4 secret-in-arg: A comment for BuildKit takes it on.', '5 secret-in-copy']],
    ['BuildKit, for an instruction', 'FROM a\n# check=skip=JSONArgsRecommended,SecretsUsedInArgOrEnv\nARG NPM_TOKEN\nARG API_TOKEN\n', ['3 secret-in-arg: A comment for BuildKit takes it on.', '4 secret-in-arg']],
    ['BuildKit, all', '# check=skip=all\nFROM a\nARG NPM_TOKEN\n', ['3 secret-in-arg: A comment for BuildKit takes it on.']],
    ['BuildKit, another rule', '# check=skip=StageNameCasing\nFROM a\nARG NPM_TOKEN\n', ['3 secret-in-arg']],
    ['hadolint', 'FROM a\n# hadolint ignore=DL3006, DL3064\nENV DB_PASSWORD=X123!delta456\nARG NPM_TOKEN\n', ['3 secret-in-env: A comment for hadolint takes it on.', '4 secret-in-arg']],
    ['hadolint, for a stage', '# hadolint stage ignore=DL3064\nFROM a AS b\nARG NPM_TOKEN\nFROM b\nARG API_TOKEN\n', ['3 secret-in-arg: A comment for hadolint takes it on.', '5 secret-in-arg']],
    ['hadolint, for the file', 'FROM a\nARG NPM_TOKEN\n# hadolint global ignore=DL3064\n', ['2 secret-in-arg: A comment for hadolint takes it on.']],
    ['hadolint, another rule', 'FROM a\n# hadolint ignore=DL3008\nARG NPM_TOKEN\n', ['3 secret-in-arg']],
    ['Trivy', 'FROM a\n#trivy:ignore:AVD-DS-0031\nARG NPM_TOKEN\n# trivy:ignore:DS-0002 trivy:ignore:DS-0031\nENV DB_PASSWORD=X123!delta456\n#trivy:ignore:DS-0002\nARG API_TOKEN\n', ['3 secret-in-arg: A comment for Trivy takes it on.', '5 secret-in-env: A comment for Trivy takes it on.', '7 secret-in-arg']],
    ['Checkov', 'FROM a\nENV DB_PASSWORD=X123!delta456\nARG NPM_TOKEN\n#checkov:skip=CKV_SECRET_6:for a test\n', ['2 secret-in-env: A comment for Checkov takes it on: for a test', '3 secret-in-arg']],
    ['gitleaks', 'FROM a\nRUN curl -u me:X123!delta456 https://example.com # gitleaks:allow\nRUN curl -u me:X123!delta456 https://example.com\n', [`2 secret-in-run: ${GITLEAKS}`, '3 secret-in-run']],
  ])('%s', async (_, text, expected) => {
    expect(await shown(text)).toEqual(expected.map((line) => line.replace('secret-in-copy', 'secret-file-in-copy')));
  });
  test.each([
    ['2026-01-31', ['3 secret-in-arg: a test']],
    ['2026-02-01', ['2 unused-suppression', '3 secret-in-arg']],
    [null, ['3 secret-in-arg: a test']],
  ])('holds until its day is over: on %s', async (today, expected) => {
    for (const written of ['until=2026-01-31 -- a test', '-- a test until=2026-01-31']) expect(await shown(`FROM a\n# layerlint-ignore secret-in-arg ${written}\nARG NPM_TOKEN\n`, today)).toEqual(expected);
  });
  test('a finding of the context is taken on where COPY stands', async () => {
    const files = { Dockerfile: 'FROM a\n# layerlint-ignore github-token,dotenv-file -- x\nCOPY . .\n', '.env': 'T=ghp_{base62:30}{crc32:github}\n' };
    const { findings } = await lintFolder(files);
    const id = findings.find(({ location }) => location.kind === 'context')!.ruleId;
    const again = (await lintFolder({ ...files, Dockerfile: `FROM a\n# layerlint-ignore ${id} -- x\nCOPY . .\n` })).findings;
    expect(again.map(({ suppression }) => suppression?.justification)).toEqual(['x']);
    expect(findings.map(brief)).toContain('Dockerfile:2 unused-suppression');
  });
});

describe('the build context', () => {
  test('`COPY . .` brings in what no ignore file leaves out', async () => {
    const files = { Dockerfile: 'FROM a\nWORKDIR /app\nCOPY . .\n', '.env': 'DB_PASSWORD=X123!{word}{digits:4}\nGITHUB_TOKEN=ghp_{base62:30}{crc32:github}\n', 'src/a.ts': 'export {}\n' };
    const report = await lintFolder(files);
    expect(report.findings.map(brief)).toContainEqual(expect.stringMatching(/^\.env:2 github/));
    expect(report.findings[0]!.message).toContain('`COPY` in line 3 brings into the image');
    expect(report.findings[0]).toMatchObject({ location: { kind: 'context' }, exposure: { state: 'build', sinks: ['layer'] } });
    expect(report.statistics.files).toBe(3);
    const ignored = await lintFolder({ ...files, '.dockerignore': '.env\n' });
    expect(ignored.findings).toEqual([]);
  });
  test('what a build stage takes in is as bad as what the last stage takes from it', async () => {
    const files = { Dockerfile: 'FROM a AS b\nWORKDIR /app\nCOPY . .\nFROM c\nCOPY --from=b /app/dist /d\n', 'conf/prod.ini': 'token=ghp_{base62:30}{crc32:github}\n' };
    const [left] = (await lintFolder(files)).findings;
    expect(left).toMatchObject({ exposure: { sinks: ['cache'] } });
    expect(left!.message).toContain('into the build');
    const [taken] = (await lintFolder({ ...files, Dockerfile: files.Dockerfile.replace('/app/dist', '/app') })).findings;
    expect(taken).toMatchObject({ severity: 'critical', exposure: { sinks: ['cache', 'layer'] } });
    expect(taken!.message).toContain('into the image');
    expect(taken!.flow?.map(({ region }) => region.startLine)).toEqual([3, 5]);
    expect(taken!.flow?.at(-1)?.message).toBe('`COPY --from=b` takes it along, as `/d/conf/prod.ini`.');
  });
  test.each([
    ['', 'conf/prod.ini', 'Add the line `conf/prod.ini` to `.dockerignore`;'],
    ['# x\n*.log\nprod.ini\n', 'conf/prod.ini', 'Add the line `**/prod.ini` to `.dockerignore`, as `.gitignore` has it already;'],
    ['/conf/\n', 'conf/prod.ini', 'Add the line `conf` to `.dockerignore`, as `.gitignore` has it already;'],
    ['*.ini\n!prod.ini\n', 'conf/prod.ini', 'Add the line `conf/prod.ini` to `.dockerignore`;'],
    ['', 'conf/[x].ini', 'Add the line `conf/\\[x].ini` to `.dockerignore`;'],
  ])('the missing line, with .gitignore %j: %s', async (gitignore, path, advice) => {
    const files = { Dockerfile: 'FROM a\nCOPY . .\n', [path]: 'token=ghp_{base62:30}{crc32:github}\n', '.gitignore': gitignore };
    const [finding] = (await lintFolder(files)).findings;
    expect(finding!.remediation.fix).toContain(advice);
    const line = /`(.+?)`/.exec(advice)![1]!;
    expect((await lintFolder({ ...files, '.dockerignore': line })).findings).toEqual([]);
  });
  test('only what COPY takes is read', async () => {
    const token = 'x=ghp_{base62:30}{crc32:github}\n';
    const report = await lintFolder({ Dockerfile: 'FROM a AS b\nCOPY --from=b / /\nCOPY src/*.ts lib /x/\nADD ["c d", "/y"]\nCOPY --exclude=*.md docs /d/\n', 'src/a.ts': token, 'src/a.js': token, 'lib/x/y': token, 'c d': token, 'e': token, 'docs/a.md': token, 'docs/b': token });
    expect(report.findings.map((finding) => brief(finding).split(' github')[0])).toEqual(['src/a.ts:1', 'lib/x/y:1', 'c d:1', 'docs/b:1']);
  });
  test('a file that COPY names is judged by what is in it', async () => {
    const files = { Dockerfile: 'FROM a\nCOPY .npmrc /\n', '.npmrc': 'save-exact=true\n' };
    expect((await lintFolder(files)).findings).toMatchObject([{ ruleId: 'secret-file-in-copy', severity: 'info', confidence: 'low' }]);
    const leaking = await lintFolder({ ...files, '.npmrc': '//registry.npmjs.org/:_authToken=npm_{base62:30}{crc32:github}\n' });
    expect(leaking.findings.map(({ severity }) => severity)).not.toContain('info');
    expect((await lintFolder({ ...files, '.dockerignore': '.npmrc' })).findings).toEqual([]);
    const staged = await lintFolder({ Dockerfile: 'FROM a AS b\nFROM c\nCOPY --from=b /root/.npmrc /root/\n', '.dockerignore': '**/.npmrc' });
    expect(staged.findings.map(({ ruleId }) => ruleId)).toEqual(['secret-file-in-copy']);
  });
  test('a key store is reported by its name alone', async () => {
    const report = await lintFolder({ Dockerfile: 'FROM a\nCOPY certs /certs/\n', 'certs/server.p12': 'not a key store' });
    expect(report.findings.map(brief)).toEqual(['certs/server.p12:- keystore-file']);
  });
  test('a file that cannot be read is a notice', async () => {
    const dockerfile = parseDockerfile('FROM a\nCOPY . .\n', 'Dockerfile');
    const { Readable } = await import('node:stream');
    const broken = { path: 'x', size: 4, open: () => new Readable({ read() { this.destroy(new Error('gone')); } }) };
    const report = await lint(dockerfile, rules, { matcher, context: { directory: '.', ignoreFile: null, excludes: () => false, list: () => Promise.resolve({ files: [broken], faults: [] }) } });
    expect(report.complete).toBe(false);
    expect(report.notices.map(({ code }) => code)).toEqual(['unreadable']);
    expect(report.statistics).toMatchObject({ files: 0, filesSkipped: 1 });
  });
});

describe('what goes wrong', () => {
  test('a file that is none is incomplete', async () => {
    expect(await lintText('<html>')).toMatchObject({ complete: false, findings: [], target: { kind: 'dockerfile' } });
  });
  test('a rule that fails is a notice, and the others speak', async () => {
    const failing: DockerfileRule = { ...(rules.rules.find(({ id }) => id === 'secret-in-arg') as DockerfileRule), id: 'failing', check: () => { throw new Error('broken'); } };
    const report = await lint(parseDockerfile('FROM a\nENV DB_PASSWORD=X123!delta456\n', 'Dockerfile'), createRuleSet([...builtInRules, failing]));
    expect(report.notices.map(({ code }) => code)).toEqual(['rule-failed']);
    expect(report.findings).toHaveLength(1);
  });
  test('no text of a report holds a value', async () => {
    const template = 'FROM a\nENV DB_PASSWORD=X{digits:3}!{word}{digits:3}\nRUN echo "root:Y{digits:3}!{word}" | chpasswd\nLABEL api-token={base62:32}\n';
    const { findings } = await lintText(template);
    expect(findings).toHaveLength(3);
    const shown = JSON.stringify(findings);
    for (const { secret } of findings) expect(shown).not.toContain(secret!.reveal());
  });
});
