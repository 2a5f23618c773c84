import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SampleRegistry } from '../../sample-images/registry.js';
import { AUDIT_FORMATS, auditRegistries, formatAuditReport, type AuditFormat, type AuditReport } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { officialSchema } from '../report/sarif-schema.js';
import { layerlint } from './command.js';

const SALT = 'a salt of the test';
const NPM = expandTemplate('npm_{base62:30}{crc32}', 501);
const GITHUB = [502, 503, 504].map((seed) => expandTemplate('ghp_{base62:30}{crc32:github}', seed)) as [string, string, string];
/** Everything that must not be seen. */
const VALUES = [NPM, ...GITHUB].map((value) => value.slice(4));
const ESCAPE = '\u001b[31m';
const SCRIPT = '<script>alert(1)</script>';
const IMAGE = '"><img src=x onerror=alert(2)>';
const FORMULA = '=HYPERLINK("http://evil.example","see")';
/** What a spreadsheet takes for the beginning of a formula. */
const STARTS = ['=', '+', '-', '@', ' '];
/** What a terminal obeys, and what turns the direction of text. */
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

let registry: SampleRegistry;
let folder: string;
let report: AuditReport;
const written = (format: AuditFormat): string => formatAuditReport(report, { format });

beforeAll(async () => {
  registry = await SampleRegistry.start({ repositories: 0, tagsEach: 1, layers: 0, layerBytes: 0 });
  folder = await mkdtemp(join(tmpdir(), 'layerlint-formats-'));
  const shared = await registry.layer([{ path: 'root/.npmrc', content: `//registry.npmjs.org/:_authToken=${NPM}\n` }]);
  const hostile = await registry.layer(['=cmd', '+1', '-2', '@sum', ` ${FORMULA}`, `${ESCAPE}\u202e${SCRIPT}`, IMAGE].map((path) => ({ path: `${path}/settings.ini`, content: `token = ${GITHUB[0]}\n` })));
  const config = (createdBy: string): object => ({
    os: 'linux',
    architecture: 'amd64',
    created: '2026-01-02T03:04:05Z',
    config: { Env: [`GITHUB_TOKEN=${GITHUB[1]}`], Labels: { [`${SCRIPT}${ESCAPE}`]: GITHUB[2] } },
    rootfs: { type: 'layers', diff_ids: [] },
    history: [{ created_by: 'COPY .npmrc /root/.npmrc' }, { created_by: createdBy }, ...STARTS.map((start) => ({ created_by: `${start}${FORMULA}` }))],
  });
  const more = await Promise.all(STARTS.map((start) => registry.layer([{ path: `part${start}/settings.ini`, content: `token = ${GITHUB[0]}\n` }])));
  for (const name of ['a/one', 'b/two']) registry.push(name, '1', config(`${FORMULA} ${SCRIPT} ${ESCAPE}`), [shared, hostile, ...more]);
  registry.push('b/two', 'lost', config('gone'), [await registry.layer([])]);
  registry.forget(registry.digestOf('b/two', 'lost')!);
  const names = ['a/one', 'b/two', '../../etc', FORMULA, SCRIPT, `x${ESCAPE}`, 'UPPER/case', '', null, 7, { a: 1 }, 'a/'.repeat(5000)];
  registry.fault = ({ url = '' }, response) => {
    const list = url.startsWith('/v2/_catalog') ? { repositories: names } : url.startsWith('/v2/a/one/tags/') ? { tags: ['1', '=1', SCRIPT, ESCAPE, '../x'] } : null;
    if (list) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(list));
    return list !== null;
  };
  report = await auditRegistries([registry.host], { store: join(folder, 'audit.db'), salt: SALT });
}, 30_000);

afterAll(async () => {
  await registry.stop();
  await rm(folder, { recursive: true, force: true });
});

test('names that are none are left out, and said to be', () => {
  expect(new Set(report.images.map(({ repository }) => repository))).toEqual(new Set(['a/one', 'b/two'].map((name) => `${registry.host}/${name}`)));
  expect(report.complete).toBe(false);
  const places = report.notices.map(({ place }) => place);
  expect(places).toContain(registry.host);
  expect(places).toContain(`${registry.host}/a/one`);
  expect(registry.asked.filter(({ url }) => /etc|HYPERLINK|script|UPPER/.test(url))).toEqual([]);
});

test('what was planted is found', () => {
  const masked = report.secrets.map((secret) => secret.masked ?? '');
  expect(masked.filter((mask) => mask.startsWith('npm_')).length).toBe(1);
  expect(masked.filter((mask) => mask.startsWith('ghp_')).length).toBe(3);
  const places = report.secrets.flatMap((secret) => secret.places.map(({ location }) => ('path' in location ? location.path : '')));
  expect(places.filter((path) => path.endsWith('/settings.ini')).length).toBe(7 + STARTS.length);
});

test.each(['audit', 'report'])('`%s` writes several in one run, each to its file and for its owner alone', async (command) => {
  const files = AUDIT_FORMATS.filter((format) => format !== 'text').map((format) => [format, join(folder, `${command}.${format}`)] as const);
  const store = join(folder, command === 'audit' ? 'again.db' : 'audit.db');
  const args = [...(command === 'audit' ? ['audit', registry.host, '--store', store] : ['report', store]), '--fail-on', 'none', '-f', 'text', ...files.flatMap(([format, path]) => ['-f', `${format}=${path}`])];
  const { code, stdout, stderr } = await layerlint(args, { HOME: folder, LAYERLINT_SALT: SALT }).ended;
  expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
  expect(stdout).toContain('secrets (');
  for (const [, path] of files) {
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readFile(path, 'utf8')).length).toBeGreaterThan(1000);
  }
});

describe.each(AUDIT_FORMATS)('%s', (format) => {
  test('holds no value, and names every repository', () => {
    const text = written(format);
    for (const value of VALUES) expect(text.includes(value)).toBe(false);
    // SARIF is read place by place, and tells of others that have it too by their number.
    for (const name of format === 'sarif' ? ['a/one'] : ['a/one', 'b/two']) expect(text).toContain(`${registry.host}/${name}`);
    expect(text.endsWith('\n')).toBe(true);
  });

  test('is what `report` prints from the store', async () => {
    const { code, stdout, stderr } = await layerlint(['report', join(folder, 'audit.db'), '--format', format], { HOME: folder }).ended;
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    // The build is another engine than the sources under test, and its rule set says so.
    const same = (text: string): string => text.replace(/(ruleSetDigest": "|rule set <code>)sha256:[0-9a-f]{64}/, '$1');
    expect(same(stdout) === same(written(format))).toBe(true);
  });

  test('is without control characters', () => {
    const text = written(format);
    // JSON is for programs: it escapes what a terminal obeys, and leaves the letters.
    expect((/^(?:json|jsonl|sarif)$/.test(format) ? /[\u0000-\u0009\u000b-\u001f]/ : CONTROL).exec(format === 'csv' ? text.replaceAll('\r\n', '') : text)).toBeNull();
  });
});

describe('json', () => {
  test('is the answer as it is typed', () => {
    const { schemaVersion, tool, ...rest } = JSON.parse(written('json')) as AuditReport & { schemaVersion: number; tool: object };
    expect(rest).toEqual(report);
    expect(schemaVersion).toBe(1);
    expect(tool).toMatchObject({ name: 'layerlint' });
  });
});

describe('jsonl', () => {
  test('is one object a line, the run first, and adds up to the same answer', () => {
    const lines = written('jsonl').trimEnd().split('\n').map((line) => JSON.parse(line) as { readonly kind: string });
    const of = (kind: string): object[] => lines.flatMap(({ kind: own, ...rest }) => (own === kind ? [rest] : []));
    expect(lines[0]).toMatchObject({ kind: 'audit', schemaVersion: 1, scope: report.scope, statistics: report.statistics });
    expect(of('secret')).toEqual(report.secrets);
    expect(of('image')).toEqual(report.images.map((image, index) => ({ index, ...image })));
    expect(of('notice')).toEqual(report.notices);
    expect(lines.length).toBe(1 + report.secrets.length + report.images.length + report.notices.length);
  });
});

describe('csv', () => {
  const rows = (): readonly Readonly<Record<string, string>>[] => {
    const [head = [], ...body] = parseCsv(written('csv'));
    for (const row of body) expect(row.length).toBe(head.length);
    return body.map((row) => Object.fromEntries(row.map((cell, index) => [head[index]!, cell])));
  };

  test('has a row for each secret in each image and place', () => {
    const expected = report.secrets.flatMap(({ places }) => places.flatMap(({ images }) => images)).length;
    expect(expected).toBeGreaterThan(10);
    expect(rows().length).toBe(expected);
  });

  test('no cell is a formula', () => {
    const cells = rows().flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^\s*[=+\-@]|^[\t\r\n]/.test(cell))).toEqual([]);
    // Paths begin with a slash; instructions begin as whoever built the image likes.
    expect(new Set(rows().map(({ instruction = '' }) => instruction.slice(0, 2)))).toEqual(new Set(['CO', ...STARTS.map((start) => `'${start}`), '']));
  });

  test('each row says how to delete its own image', () => {
    for (const { repository, root, delete: command } of rows()) expect(command).toBe(`skopeo delete docker://${repository}@${root}`);
    expect(new Set(rows().map((row) => row['repository'])).size).toBe(2);
  });
});

describe('sarif', () => {
  test('is valid against the official schema, with every place', () => {
    const validate = officialSchema();
    const log = JSON.parse(written('sarif')) as { readonly runs: readonly { readonly results: readonly object[] }[] };
    validate(log);
    expect(validate.errors).toBeNull();
    expect(log.runs.flatMap(({ results }) => results).length).toBe(report.secrets.flatMap(({ places }) => places).length);
  });
});

describe('html', () => {
  test('nothing of an image becomes markup', () => {
    const html = written('html');
    for (const markup of [SCRIPT, '<img src=x']) expect(html.includes(markup)).toBe(false);
    expect(html.includes('&lt;script&gt;alert(1)')).toBe(true);
    expect(html.includes('content="default-src &#39;none&#39;; script-src &#39;sha256-')).toBe(true);
  });
});

describe('text', () => {
  test('tells each secret, its tags and what to do, and that not all was read', () => {
    const text = written('text');
    for (const { fingerprint, tags } of report.secrets) for (const part of [fingerprint, ...tags]) expect(text).toContain(part);
    for (const { deleteCommand } of report.images) expect(text).toContain(deleteCommand);
    expect(text).toContain('INCOMPLETE');
  });
});

/** https://www.rfc-editor.org/rfc/rfc4180 */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
