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
  test('holds for the next instruction and names its reason', async () => {
    const { findings } = await lintText('FROM a\n# layerlint ignore=secret-in-arg, secret-in-env only a test\nARG NPM_TOKEN\nARG API_TOKEN\n');
    expect(findings.map(({ suppression }) => suppression)).toEqual([{ kind: 'inSource', justification: 'only a test' }, null]);
  });
  test('another rule is not meant, and a line within the instruction counts', async () => {
    const { findings } = await lintText('FROM a\n# layerlint ignore=secret-in-env x\nARG NPM_TOKEN\nENV A=b \\\n# layerlint ignore=secret-in-env inside\n  DB_PASSWORD=X123!delta456\n');
    expect(findings.map(({ suppression }) => suppression?.justification)).toEqual([undefined, 'inside']);
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
