import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tarOf } from '../../sample-images/encode.js';
import { formatReport, scanReference, type Image, type Report } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { sayBase } from '../../src/scan/base.js';
import { dockerArchive, layerOf, Workshop } from '../source/craft.js';

const token = (seed: number): string => expandTemplate('ghp_{base62:30}{crc32:github}', seed);
const ofBase = token(1);
const own = token(2);

describe('--base', () => {
  const workshop = new Workshop();
  const paths: Record<string, string> = {};

  beforeAll(async () => {
    const low = await layerOf(`GITHUB_TOKEN=${ofBase}\n`);
    const top = await tarOf([{ path: 'app/own.env', content: `GITHUB_TOKEN=${own}\n` }]);
    const settings = (env: readonly string[]) => ({ config: (config: Record<string, unknown>) => ({ ...config, config: { Env: env } }) });
    paths['base'] = workshop.write(await dockerArchive([low], settings([`GITHUB_TOKEN=${ofBase}`])));
    paths['longer'] = workshop.write(await dockerArchive([low, await layerOf('a later version')]));
    paths['stranger'] = workshop.write(await dockerArchive([await layerOf('another')], settings([`GITHUB_TOKEN=${ofBase}`])));
    paths['image'] = workshop.write(await dockerArchive([low, top], settings(['FIRST=1', `GITHUB_TOKEN=${ofBase}`, `OWN_TOKEN=${own}`])));
  });
  afterAll(() => workshop.remove());

  const scan = async (base: string): Promise<Report> => (await scanReference(paths['image']!, { base: paths[base]! }))[0]!;
  const inherited = ({ findings }: Report) => findings.map(({ secret, inheritedFrom }) => [secret?.reveal() === ofBase ? 'base' : 'own', inheritedFrom?.reference === undefined ? null : 'inherited']);

  test('marks what came with the base, and hides none of it', async () => {
    const report = await scan('base');
    expect(inherited(report)).toEqual([['base', 'inherited'], ['own', null], ['base', 'inherited'], ['own', null]]);
    expect(report.remarks).toEqual([expect.stringContaining('Layers 0 to 0 are those of')]);
    expect(report.complete).toBe(true);
    expect(formatReport(report)).toContain(`inherited from ${paths['base']}`);
    expect(JSON.parse(formatReport(report, { format: 'json' })).findings[0].inheritedFrom).toEqual({ reference: paths['base'], digest: null });
  });

  test.each([
    ['longer', 'Only 1 of the 2 layers', [['base', null], ['own', null], ['base', 'inherited'], ['own', null]]],
    ['stranger', 'is not the base of this image', [['base', null], ['own', null], ['base', null], ['own', null]]],
  ])('%s: says what it is', async (base, words, expected) => {
    const report = await scan(base);
    expect(report.remarks).toEqual([expect.stringContaining(words)]);
    expect(inherited(report)).toEqual(expected);
  });
});

describe('sayBase', () => {
  const imageWith = (annotations: Record<string, string>, statement: unknown = {}): Image =>
    ({ annotations, attestations: [{ predicateType: '', statement: { descriptor: { mediaType: '', digest: '', size: 0 }, value: statement } }] }) as unknown as Image;
  const material = { uri: 'pkg:docker/node@22?platform=linux%2Famd64', digest: { sha256: 'ab' } };
  const syntax = { uri: 'pkg:docker/docker/dockerfile@1' };

  test.each([
    ['annotations', imageWith({ 'org.opencontainers.image.base.name': 'docker.io/library/node:22', 'org.opencontainers.image.base.digest': 'sha256:ab' }), 'docker.io/library/node:22 (sha256:ab) as the base'],
    ['the digest alone', imageWith({ 'org.opencontainers.image.base.digest': 'sha256:ab' }), 'name sha256:ab as the base'],
    ['SLSA 0.2', imageWith({}, { predicate: { materials: [syntax, material, { uri: 'git+https://a/b' }, null, 7] } }), 'built from: node:22 (sha256:ab).'],
    ['SLSA 1.0', imageWith({}, { predicate: { buildDefinition: { resolvedDependencies: [material] } } }), 'built from: node:22 (sha256:ab).'],
  ])('%s', (_, image, words) => {
    expect(sayBase(image)).toEqual([expect.stringContaining(words)]);
  });

  test('nothing is guessed', () => {
    expect(sayBase(imageWith({}, { predicate: { materials: 'x' } }))).toEqual([]);
  });
});
