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
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/api\/Dockerfile:2: `ARG SETTING` takes it\./);
  });
  test('both places tell of each other, in every format', async () => {
    const own = join(folder, 'both');
    mkdirSync(own);
    writeFileSync(join(own, 'Dockerfile'), 'FROM a\nARG API_TOKEN\nRUN ./b\n');
    writeFileSync(join(own, 'compose.yaml'), 'services:\n  api:\n    build: { args: { API_TOKEN: $API_TOKEN } }\n');
    const words = (await lint(own)).stdout.replace(/\s+/g, ' ');
    expect(words).toMatch(/both\/Dockerfile:2: `ARG API_TOKEN` takes it\./);
    expect(words).toMatch(/both\/compose\.yaml:3: The build is passed it here\./);
    const json = JSON.parse((await lint(own, '--format', 'json')).stdout) as { readonly reports: readonly { readonly findings: readonly { readonly related?: readonly { readonly path: string }[] }[] }[] };
    expect(json.reports.flatMap(({ findings }) => findings.flatMap(({ related = [] }) => related.map(({ path }) => path.split('/').at(-1)))).sort()).toEqual(['Dockerfile', 'compose.yaml']);
    const sarif = JSON.parse((await lint(own, '--format', 'sarif')).stdout) as { readonly runs: readonly { readonly results: readonly { readonly relatedLocations?: unknown[] }[] }[] };
    expect(sarif.runs[0]!.results.map(({ relatedLocations = [] }) => relatedLocations.length)).toEqual([1, 1]);
  });
  test('what a compose file includes and extends is read with it, once, and cycles end', async () => {
    const own = join(folder, 'parts');
    mkdirSync(join(own, 'db'), { recursive: true });
    writeFileSync(join(own, 'compose.yaml'), 'include:\n  - db/services.yaml\n  - db/services.yaml\nservices:\n  api: { extends: { file: base.yml, service: api } }\n');
    writeFileSync(join(own, 'compose.prod.yaml'), 'include: [db/services.yaml]\nservices: {}\n');
    writeFileSync(join(own, 'db/services.yaml'), 'include: [../compose.yaml, ../missing.yaml]\nservices:\n  db:\n    build: { args: { DB_PASSWORD: $DB_PASSWORD } }\n');
    writeFileSync(join(own, 'base.yml'), 'services:\n  api:\n    build: { args: { API_TOKEN: $API_TOKEN } }\n');
    for (const paths of [[own], [join(own, 'compose.yaml')], [join(own, 'compose.yaml'), join(own, 'compose.prod.yaml')]]) {
      const json = JSON.parse((await lint(...paths, '--format', 'json')).stdout) as { readonly reports: readonly { readonly target: { readonly reference: string }; readonly findings: readonly { readonly location: { readonly path: string } }[] }[] };
      expect(json.reports.flatMap(({ findings }) => findings.map(({ location }) => location.path.slice(own.length + 1))).sort()).toEqual(['base.yml', 'db/services.yaml']);
    }
  });
  test('a directory without Dockerfiles is read for what starts builds; one without either is an error', async () => {
    const own = join(folder, 'alone');
    mkdirSync(join(own, 'empty'), { recursive: true });
    writeFileSync(join(own, 'compose.yaml'), 'services:\n  api:\n    build: { context: "$CTX", args: { API_TOKEN: $API_TOKEN } }\n');
    expect((await lint(own)).stdout).toContain('compose.yaml:3');
    expect(await lint(join(own, 'empty'))).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('There is no Dockerfile') });
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
