import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { formatReport, scanReference, type Image, type Report } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { findClues } from '../../src/scan/dockerfile-of.js';
import { dockerArchive, layerOf, Workshop } from '../source/craft.js';

const token = expandTemplate('ghp_{base62:30}{crc32:github}', 91);
const DOCKERFILE = 'FROM scratch\nLABEL a=b\nCOPY . /app\n';

describe('findClues', () => {
  const imageWith = (statement: unknown, config: unknown = {}): Image =>
    ({ attestations: [{ predicateType: '', statement: { descriptor: { mediaType: '', digest: '', size: 0 }, value: statement } }], config: { descriptor: {}, value: config } }) as unknown as Image;
  const source = (filename: string) => ({ source: { infos: [{ filename, language: 'Dockerfile', data: Buffer.from(DOCKERFILE).toString('base64') }, { filename: 'x.hcl', language: 'HCL', data: 'eA==' }, null] } });
  const USUAL = [['Dockerfile', '', ''], ['Containerfile', '', '']];

  test.each<readonly [string, Image, readonly (readonly string[])[]]>([
    ['nothing', imageWith(null), []],
    ['SLSA 0.2 with the source', imageWith({ predicate: { metadata: { 'https://mobyproject.org/buildkit@v1#metadata': { ...source('Dockerfile.prod'), vcs: { 'localdir:dockerfile': './docker' } } } } }), [['docker/Dockerfile.prod', 'its provenance', DOCKERFILE]]],
    ['SLSA 1 with the source', imageWith({ predicate: { runDetails: { metadata: { buildkit_metadata: source('Dockerfile') } } } }), [['Dockerfile', 'its provenance', DOCKERFILE]]],
    ['an entry point', imageWith({ predicate: { invocation: { configSource: { entryPoint: 'Dockerfile.x' } }, metadata: { 'https://mobyproject.org/buildkit@v1#metadata': { vcs: { 'localdir:dockerfile': 'd' } } } } }), [['d/Dockerfile.x', 'its provenance', '']]],
    ['an entry point in SLSA 1', imageWith({ predicate: { buildDefinition: { externalParameters: { configSource: { path: 'a/Dockerfile' } } } } }), [['a/Dockerfile', 'its provenance', '']]],
    ['a label', imageWith(null, { config: { Labels: { 'org.label-schema.docker.dockerfile': '/docker/Dockerfile' } } }), [['docker/Dockerfile', 'its label `org.label-schema.docker.dockerfile`', '']]],
    ['other shapes', imageWith({ predicate: { metadata: 7, invocation: { configSource: { entryPoint: 7 } } } }), []],
  ])('%s', (_, image, expected) => {
    expect(findClues(image).map(({ path, by, text }) => [path, by, text?.toString() ?? ''])).toEqual([...expected, ...USUAL]);
  });
});

describe('a Dockerfile that nobody named', () => {
  const workshop = new Workshop();
  afterAll(() => workshop.remove());

  const scan = async (files: Record<string, string>, labels: Record<string, string> = {}, createdBy = 'COPY . /app # buildkit'): Promise<Report> => {
    const image = workshop.write(await dockerArchive([await layerOf(`GITHUB_TOKEN=${token}\n`)], { config: (config) => ({ ...config, config: { Labels: labels }, history: [{ created_by: createdBy }] }) }));
    const folder = `${image}-folder`;
    mkdirSync(folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    symlinkSync(image, join(folder, 'outside'));
    const reports = await scanReference(image, { searchFolder: folder });
    expect(reports).toHaveLength(1);
    return reports[0]!;
  };
  const lineOf = ({ findings }: Report) => {
    const { location } = findings[0]!;
    return 'dockerfile' in location ? location.dockerfile : null;
  };

  test('is taken by its name where the history fits it, and said', async () => {
    const report = await scan({ Dockerfile: DOCKERFILE });
    expect(lineOf(report)).toEqual({ path: 'Dockerfile', line: 3 });
    expect(report.remarks).toEqual(['`Dockerfile` was found here by its name.', 'The history fits `Dockerfile`.']);
    expect(JSON.parse(formatReport(report, { format: 'sarif' })).runs[0].results[0].locations[0].physicalLocation).toMatchObject({ artifactLocation: { uri: 'Dockerfile' }, region: { startLine: 3 } });
  });

  test.each([
    ['another one', { Dockerfile: 'FROM a\nCOPY x /y\n' }],
    ['one that makes no files', { Dockerfile: 'FROM a\nCMD x\n' }],
    ['none', {}],
    ['a folder', { 'Dockerfile/x': '' }],
  ])('%s of that name is left alone', async (_, files) => {
    const report = await scan(files as Record<string, string>);
    expect([lineOf(report) ?? null, report.remarks ?? []]).toEqual([null, []]);
  });

  test('is taken where a label names it', async () => {
    const report = await scan({ 'docker/prod': DOCKERFILE, Dockerfile: 'FROM a\nCOPY x /y\n' }, { 'org.label-schema.docker.dockerfile': 'docker/prod' });
    expect(lineOf(report)).toEqual({ path: 'docker/prod', line: 3 });
    expect(report.remarks![0]).toBe('`docker/prod` was found here: its label `org.label-schema.docker.dockerfile` names it.');
  });

  test('that a label names and the history does not fit is said', async () => {
    const report = await scan({ 'docker/prod': DOCKERFILE }, { 'org.label-schema.docker.dockerfile': 'docker/prod' }, 'COPY . /other # buildkit');
    expect(report.remarks).toEqual([expect.stringContaining('`docker/prod` is not what this image was built from')]);
  });

  test.each([['../etc/passwd'], ['/etc/passwd'], ['outside'], ['a\0b']])('a label cannot have %j read', async (name) => {
    expect((await scan({}, { 'org.label-schema.docker.dockerfile': name })).remarks ?? []).toEqual([]);
  });
});
