import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { run } from '../../src/cli/program.js';

const folder = mkdtempSync(join(tmpdir(), 'build-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function lint(...paths: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const shown = Promise.all([text(stdout), text(stderr)]);
  const code = await run(['lint', ...paths], { stdin: Readable.from([]), stdout, stderr, env: {} });
  stdout.end();
  stderr.end();
  const [out, error] = await shown;
  return { code, stdout: out, stderr: error };
}

describe('lint reads what starts the builds', () => {
  mkdirSync(join(folder, 'api'));
  mkdirSync(join(folder, '.github/workflows'), { recursive: true });
  writeFileSync(join(folder, 'api/Dockerfile'), 'FROM a\nARG SETTING\nRUN ./b\n');
  writeFileSync(join(folder, 'compose.yaml'), 'services:\n  api:\n    build: { context: ./api, args: { SETTING: "${API_TOKEN}" } }\n');
  writeFileSync(join(folder, '.github/workflows/ci.yml'), 'jobs:\n  a:\n    steps:\n      - run: docker build -f api/Dockerfile --build-arg SETTING=${{ secrets.S }} api\n');

  test('a directory stands for them too, and each is tied to its ARG', async () => {
    const { code, stdout, stderr } = await lint(folder);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/compose\.yaml:3:\d+/);
    expect(stdout).toMatch(/ci\.yml:4:\d+/);
    expect(stdout.replace(/\s+/g, ' ')).toContain('`ARG SETTING` of');
  });
  test('a file that is named is read by itself', async () => {
    const { code, stdout } = await lint(join(folder, 'compose.yaml'));
    expect(code).toBe(1);
    expect(stdout).toContain('compose.yaml:3');
    expect(stdout).not.toContain('no Dockerfile');
  });
  test('what passes no secret is not spoken of', async () => {
    writeFileSync(join(folder, 'docker-bake.hcl'), 'target "a" { args = { VERSION = "1" } }\n');
    expect(await lint(join(folder, 'docker-bake.hcl'))).toMatchObject({ code: 0 });
  });
});
