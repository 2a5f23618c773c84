import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tarOf } from '../../sample-images/encode.js';
import { formatReport, scanReference, type Image, type Report, type ScanOptions } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { sayBase } from '../../src/scan/base.js';
import { dockerArchive, layerOf, sha256, Workshop } from '../source/craft.js';
import { FakeRegistry } from '../source/fake-registry.js';

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

describe('--base auto', () => {
  let registry: FakeRegistry;
  const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
  const TAR = 'application/vnd.oci.image.layer.v1.tar';

  beforeAll(async () => {
    registry = await FakeRegistry.start(await layerOf(`GITHUB_TOKEN=${ofBase}\n`));
  });
  afterAll(() => registry.stop());

  /** An image on top of `app/x:1`, with these annotations. */
  async function scanChild(annotations: Record<string, string>, options: ScanOptions = {}): Promise<Report> {
    const top = await tarOf([{ path: 'app/own.env', content: `GITHUB_TOKEN=${own}\n` }]);
    const layers = [registry.layer, top].map((bytes) => ({ mediaType: TAR, digest: registry.put('blobs', bytes, TAR), size: bytes.length }));
    const config = Buffer.from(JSON.stringify({ os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) }, history: [{ created_by: 'step' }, { created_by: 'COPY' }] }));
    const descriptor = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: registry.put('blobs', config, TAR), size: config.length };
    registry.tag('child', { schemaVersion: 2, mediaType: MANIFEST, config: descriptor, layers, annotations }, MANIFEST);
    registry.seen.length = 0;
    return (await scanReference(`docker://${registry.host}/app/x:child`, { base: 'auto', ...options }))[0]!;
  }
  const base = () => ({ 'org.opencontainers.image.base.name': `${registry.host}/app/x:1`, 'org.opencontainers.image.base.digest': `sha256:${sha256(registry.bytesOf('manifests/1'))}` });
  const marks = ({ findings }: Report) => findings.map(({ secret, inheritedFrom }) => [secret?.reveal() === ofBase, inheritedFrom?.digest ?? null]);

  test('takes the image that the annotations name by digest', async () => {
    const annotations = base();
    const report = await scanChild(annotations);
    expect(marks(report)).toEqual([[true, annotations['org.opencontainers.image.base.digest']], [false, null]]);
    expect(report.remarks).toContainEqual(expect.stringContaining('Layers 0 to 0 are those of'));
  });

  test.each([
    ['that is not there', () => ({ ...base(), 'org.opencontainers.image.base.digest': `sha256:${'0'.repeat(64)}` }), /could not be opened as its base/],
    ['whose name is none', () => ({ ...base(), 'org.opencontainers.image.base.name': '../../etc passwd' }), /could not be opened as its base/],
    ['that it does not name', () => ({}), /No image that it names by digest is its base/],
  ])('a base %s is said, and the scan goes on', async (_words, annotations, words) => {
    const report = await scanChild(annotations());
    expect(marks(report)).toEqual([[true, null], [false, null]]);
    expect(report.remarks).toContainEqual(expect.stringMatching(words));
    expect(report.complete).toBe(true);
  });

  test('a password for one registry goes to no other that the image names', async () => {
    const other = await FakeRegistry.start(registry.layer);
    const password = expandTemplate('{base62:20}', 8);
    other.fault = (_request, response) => {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      return true;
    };
    await scanChild({ ...base(), 'org.opencontainers.image.base.name': `${other.host}/app/x:1` }, { registry: { username: 'ci', password } });
    expect(other.seen.length).toBeGreaterThan(0);
    expect(other.seen.every(({ authorization }) => authorization === null)).toBe(true);
    await other.stop();
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
