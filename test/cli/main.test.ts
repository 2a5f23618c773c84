import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expandTemplate } from '../../src/rule/template.js';

/** The program as it ships: `npm test` builds it first. */
const main = fileURLToPath(new URL('../../dist/bundle/layerlint.js', import.meta.url));
const TOKEN = expandTemplate('ghp_{base62:30}{crc32:github}', 3);

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function layerlint(argv: readonly string[], { cwd, stdin = '', env = {} }: { cwd: string; stdin?: string; env?: Record<string, string> }): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const neutral = { NO_COLOR: '', FORCE_COLOR: '', NODE_OPTIONS: '' };
    const child = spawn(process.execPath, [main, ...argv], { cwd, env: { ...process.env, ...neutral, ...env } });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }));
    child.stdin.end(stdin);
  });
}

describe('layerlint', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'layerlint-cli-'));
  const leaky = `FROM scratch\nENV GITHUB_TOKEN=${TOKEN}\n`;
  beforeAll(() => {
    if (!existsSync(main)) throw new Error('There is no dist/; run `npm test`, which builds first.');
    writeFileSync(join(cwd, 'Dockerfile'), leaky);
    writeFileSync(join(cwd, 'clean.Dockerfile'), 'FROM scratch\nENV A=b\n');
  });
  afterAll(() => rmSync(cwd, { recursive: true }));

  test('findings end with 1, on stdout, masked, and nothing on stderr', async () => {
    const { code, stdout, stderr } = await layerlint(['lint', 'Dockerfile'], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('ghp_********');
    expect(stdout).not.toContain(TOKEN);
    expect(stdout).not.toContain('\u001b');
  });

  test('several formats in one run, each with its file', async () => {
    const { code, stdout } = await layerlint(['lint', 'Dockerfile', '-f', 'html=report.html', '-f', 'json=a=b.json', '-f', 'text'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('ghp_********');
    const html = readFileSync(join(cwd, 'report.html'), 'utf8');
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toContain(TOKEN);
    expect(JSON.parse(readFileSync(join(cwd, 'a=b.json'), 'utf8'))).toMatchObject({ target: { kind: 'dockerfile' } });
  });

  test('nothing found ends with 0, and with --quiet in silence', async () => {
    expect(await layerlint(['lint', 'clean.Dockerfile'], { cwd })).toMatchObject({ code: 0, stdout: expect.stringContaining('No credentials found') });
    expect(await layerlint(['lint', '--quiet', 'clean.Dockerfile'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test.each([['none', 0], ['critical', 0], ['info', 1]])('--fail-on %s ends with %d where the worst is less than critical', async (failOn, code) => {
    const stdin = 'FROM scratch\nARG NPM_TOKEN\nRUN echo $NPM_TOKEN > t\n';
    expect((await layerlint(['lint', '--fail-on', failOn, '-'], { cwd, stdin })).code).toBe(code);
  });

  test('a directory is searched', async () => {
    const { stdout } = await layerlint(['lint', '--format', 'json'], { cwd });
    const { reports } = JSON.parse(stdout) as { reports: { target: { reference: string } }[] };
    expect(reports.map(({ target }) => target.reference)).toEqual(['Dockerfile', 'clean.Dockerfile']);
  });

  test('standard input is read, and values are shown on request', async () => {
    const { stdout } = await layerlint(['lint', '--format', 'json', '--show-secrets', '-'], { cwd, stdin: leaky });
    expect(stdout).toContain(TOKEN);
  });

  test('a report goes into a file whole, readable by its owner alone where it holds values', async () => {
    const { stdout } = await layerlint(['lint', '-f', 'sarif', '-o', 'report.sarif', 'Dockerfile'], { cwd });
    expect(stdout).toBe('');
    expect(JSON.parse(readFileSync(join(cwd, 'report.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  });

  test('colour on request', async () => {
    expect((await layerlint(['lint', 'Dockerfile'], { cwd, env: { FORCE_COLOR: '1' } })).stdout).toContain('\u001b[');
  });

  test.each([
    ['an unknown command', ['lnit'], /unknown command|error/],
    ['an unknown flag', ['lint', '--lout'], /unknown option/],
    ['a format that does not exist', ['lint', '--format', 'xml'], /Allowed choices are text, json, sarif, html/],
    ['two formats for one place', ['lint', '--format', 'text', '-f', 'html'], /Only one format can go without a file/],
    ['a format for no file', ['lint', '--format', 'html='], /The file after `=` is missing/],
    ['a file that is not there', ['lint', 'missing'], /^error: .*missing.*\nhint: /],
    ['an image that is not there', ['scan', './missing.tar'], /^error: .*missing\.tar[^]*\nhint: /],
    ['no image', ['scan'], /missing required argument/],
    ['an unknown rule', ['rules', 'no-such-rule'], /^error: There is no rule/],
    ['rules that are not there', ['lint', '--rules', 'missing.yaml'], /^error: /],
    ['standard input twice', ['lint', '-', '-'], /only once/],
  ])('%s ends with 2 and says why on stderr', async (_name, argv, message) => {
    const { code, stdout, stderr } = await layerlint(argv, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test('one image that cannot be opened does not take the others with it', async () => {
    const { code, stdout, stderr } = await layerlint(['scan', './missing.tar', 'dir:.', '--format', 'json'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('missing.tar');
    expect(JSON.parse(stdout)).toMatchObject({ target: { kind: 'directory' } });
  });

  test.each([[['--help']], [['lint', '--help']], [['scan', '--help']], [['rules', '--help']]])('%j teaches with examples in 80 columns', async (argv) => {
    const { code, stdout } = await layerlint(argv, { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('Examples:');
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('a report of many megabytes arrives whole through a pipe', async () => {
    const stdin = `FROM scratch\n${Array.from({ length: 2_000 }, (_, index) => `ENV PASSWORD_${index}=${expandTemplate('{base62:24}', index)}\n`).join('')}`;
    const { stdout } = await layerlint(['lint', '--format', 'json', '-'], { cwd, stdin });
    expect(stdout.length).toBeGreaterThan(1 << 20);
    expect((JSON.parse(stdout) as { findings: unknown[] }).findings.length).toBeGreaterThanOrEqual(2_000);
  }, 60_000);

  test('a reader that goes away ends the run quietly', async () => {
    const stdin = `FROM scratch\n${Array.from({ length: 2_000 }, (_, index) => `ENV PASSWORD_${index}=${expandTemplate('{base62:24}', index)}\n`).join('')}`;
    const child = spawn('bash', ['-c', `set -o pipefail; "$0" "$1" lint --format json - | head -c 10; echo " \${PIPESTATUS[0]}"`, process.execPath, main], {
      cwd,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdin.end(stdin);
    await new Promise((resolve) => child.on('close', resolve));
    expect(stdout).toMatch(/^\{\n {2}"schem 1\n$/);
    expect(stderr).toBe('');
  }, 60_000);
});
