import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { run } from '../../src/cli/program.js';
import { expandTemplate } from '../../src/rule/template.js';

const folder = mkdtempSync(join(tmpdir(), 'fix-cli-'));
const file = join(folder, 'Dockerfile');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function layerlint(argv: readonly string[], stdin = ''): Promise<{ code: number; stdout: string; stderr: string }> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const shown = Promise.all([text(stdout), text(stderr)]);
  const code = await run(argv, { stdin: Readable.from([Buffer.from(stdin)]), stdout, stderr, env: {} });
  stdout.end();
  stderr.end();
  const [out, error] = await shown;
  return { code, stdout: out, stderr: error };
}

const LEAKY = 'FROM a\nARG API_TOKEN\nRUN ./b\n';
const FIXED = '# syntax=docker/dockerfile:1\nFROM a\nRUN --mount=type=secret,id=api_token,env=API_TOKEN ./b\n';

describe('lint --fix', () => {
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    writeFileSync(file, LEAKY);
  });

  test('rewrites the file, keeps its permissions, says what it did, and reports what is left', async () => {
    chmodSync(file, 0o640);
    const { code, stdout, stderr } = await layerlint(['lint', '--fix', file]);
    expect(readFileSync(file, 'utf8')).toBe(FIXED);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(code).toBe(0);
    expect(stdout).toContain('No credentials found');
    expect(stderr).toContain('1 of 1 finding fixed.');
    expect(stderr).toContain('docker build --secret id=api_token,env=API_TOKEN .');
    expect(readdirSync(folder)).toEqual(['Dockerfile']);
    expect(await layerlint(['lint', '--fix', file])).toMatchObject({ code: 0, stderr: '' });
  });
  test('what is left makes the exit code', async () => {
    writeFileSync(file, `${LEAKY}ENV DB_PASSWORD=${expandTemplate('{base62:24}', 3)}\n`);
    const { code, stdout, stderr } = await layerlint(['lint', '--fix', file]);
    expect(code).toBe(1);
    expect(stdout).toContain('DB_PASSWORD');
    expect(stderr).toContain('1 of 2 findings fixed.');
  });
  test('a link stays a link', async () => {
    writeFileSync(join(folder, 'real'), LEAKY);
    rmSync(file);
    symlinkSync('real', file);
    await layerlint(['lint', '--fix', file]);
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe(FIXED);
  });
  test('bytes that are no UTF-8 and the byte order mark come back as they were', async () => {
    const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(LEAKY), Buffer.from([0x23, 0xe9, 0x0a])]);
    writeFileSync(file, bytes);
    await layerlint(['lint', '--fix', file]);
    expect(readFileSync(file)).toEqual(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(FIXED), Buffer.from([0x23, 0xe9, 0x0a])]));
  });
  test.each([
    [['--fix', '-'], /cannot be rewritten/],
    [['--fix', '--fix-dry-run', '.'], /one of them/],
  ])('%j is refused', async (argv, message) => {
    const { code, stderr } = await layerlint(['lint', ...argv]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe('lint --fix-dry-run', () => {
  test('shows a diff and writes nothing; the exit code is that of the file as it is', async () => {
    writeFileSync(file, LEAKY);
    writeFileSync(join(folder, '.env'), expandTemplate('GITHUB_TOKEN=ghp_{base62:30}{crc32:github}\n', 3));
    writeFileSync(join(folder, 'Dockerfile'), `${LEAKY}COPY . .\n`);
    const { code, stdout, stderr } = await layerlint(['lint', '--fix-dry-run', file]);
    expect(code).toBe(1);
    expect(stdout.split('\n').filter((line) => /^[-+][^-+]/.test(line))).toEqual(['+# syntax=docker/dockerfile:1', '-ARG API_TOKEN', '-RUN ./b', '+RUN --mount=type=secret,id=api_token,env=API_TOKEN ./b', '+.env']);
    expect(stderr).toContain('2 of 2 findings would be fixed.');
    expect(readFileSync(file, 'utf8')).toContain('ARG');
    expect(existsSync(join(folder, '.dockerignore'))).toBe(false);
  });
  test('reads standard input', async () => {
    expect((await layerlint(['lint', '--fix-dry-run', '-'], LEAKY)).stdout).toContain('+++ b/stdin');
  });
});
