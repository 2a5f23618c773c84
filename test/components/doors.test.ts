import { createReadStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tarOf } from '../../sample-images/encode.js';
import { BlobFolder, OCI_LAYOUT } from '../../sample-images/write-oci.js';
import { scanReference, type Report } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { sha256 } from '../source/craft.js';
import { Machine, missing } from './machine.js';
import { pushLayout } from './push-layout.js';

const reason = missing('docker-registry', 'skopeo', 'containerd', 'ctr');
const onMachine = reason ? describe.skip : describe;

const token = (seed: number): string => expandTemplate('ghp_{base62:30}{crc32:github}', 300 + seed);
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';

/** Index, attestations, documents of any size, artifacts, a cache: what a registry holds beside plain images. */
async function layout(folder: BlobFolder): Promise<object[]> {
  const layer = async (content: string): Promise<{ tar: Buffer; stored: object }> => {
    const tar = await tarOf([{ path: 'app/.env', content: `GITHUB_TOKEN=${content}\n` }]);
    return { tar, stored: folder.add(gzipSync(tar), 'application/vnd.oci.image.layer.v1.tar+gzip') };
  };
  const manifest = (value: object): object => folder.add(JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, ...value }), MANIFEST);
  const named = (descriptor: object, name: string): object => ({ ...descriptor, annotations: { 'org.opencontainers.image.ref.name': name } });
  const empty = folder.add('{}', 'application/vnd.oci.empty.v1+json');

  const own = await layer(token(1));
  const config = (architecture: string): object => folder.add(JSON.stringify({ os: 'linux', architecture, rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(own.tar)}`] }, history: [{ created_by: 'COPY . /app' }] }), CONFIG);
  const image = manifest({ config: config('amd64'), layers: [own.stored], annotations: { note: `GITHUB_TOKEN=${token(2)}` } });
  const other = manifest({ config: config('arm64'), layers: [own.stored] });
  const provenance = folder.add(JSON.stringify({ predicate: { invocation: { parameters: { args: { 'build-arg:API_KEY': token(3) } } } } }), 'application/vnd.in-toto+json');
  const sbom = folder.add(`{"padding":"${'x'.repeat(9 * 1024 * 1024)}","note":"GITHUB_TOKEN=${token(4)}"}`, 'application/spdx+json');
  const attestation = {
    ...manifest({ config: folder.add('{"architecture":"unknown","os":"unknown"}', CONFIG), layers: [provenance, sbom] }),
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': (image as { digest: string }).digest },
  };
  const index = folder.add(
    JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [{ ...image, platform: { os: 'linux', architecture: 'amd64' } }, { ...other, platform: { os: 'linux', architecture: 'arm64' } }, attestation], annotations: { built: `GITHUB_TOKEN=${token(5)}` } }),
    INDEX,
  );
  const titled = { ...folder.add(`GITHUB_TOKEN=${token(6)}\n`, 'text/plain'), annotations: { 'org.opencontainers.image.title': 'conf/app.env' } };
  const chart = folder.add(gzipSync(await tarOf([{ path: 'chart/values.yaml', content: `token: GITHUB_TOKEN=${token(7)}\n` }])), 'application/vnd.cncf.helm.chart.content.v1.tar+gzip');
  const cached = await layer(token(8));
  const cacheConfig = folder.add(JSON.stringify({ layers: [], records: [] }), 'application/vnd.buildkit.cacheconfig.v0');
  return [
    named(index, 'multi'),
    named(manifest({ artifactType: 'application/x', config: empty, layers: [titled] }), 'artifact'),
    named(manifest({ config: folder.add('{"name":"x"}', 'application/vnd.cncf.helm.config.v1+json'), layers: [chart] }), 'chart'),
    named(folder.add(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [cached.stored, cacheConfig] }), INDEX), 'cache'),
    named(manifest({ config: cacheConfig, layers: [cached.stored] }), 'cache-image'),
  ];
}

/** Which tokens have to be found, by name and platform. */
const CASES: readonly (readonly [string, string, readonly number[]])[] = [
  ['multi', 'linux/amd64', [1, 2, 3, 4, 5]],
  ['multi', 'linux/arm64', [1, 5]],
  ['artifact', '', [6]],
  ['chart', '', [7]],
  ['cache', '', [8]],
  ['cache-image', '', [8]],
];

onMachine('one contract, every door, for what is no plain image', () => {
  let machine: Machine;
  let registry: string;

  beforeAll(async () => {
    machine = await Machine.create();
    const folder = new BlobFolder();
    const index = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: await layout(folder) });
    const files = [...folder.files(), { path: 'index.json', content: index }, { path: 'oci-layout', content: OCI_LAYOUT }];
    for (const { path, content } of files) {
      await mkdir(dirname(machine.path('layout', path)), { recursive: true });
      await writeFile(machine.path('layout', path), content ?? '');
    }
    await writeFile(machine.path('layout.tar'), await tarOf(files));
    registry = await machine.startRegistry('open');
    await pushLayout(machine.path('layout'), `${registry}/app/x`);
    await machine.startContainerd();
    await machine.ctr('images', 'import', '--all-platforms', '--no-unpack', '--base-name', 'example.com/app/x', machine.path('layout.tar'));
    for (const name of new Set(CASES.map(([each]) => each))) {
      // It takes a cache for an index of images when it makes a manifest.json of it.
      const flags = name === 'cache' ? ['--skip-manifest-json'] : [];
      await machine.ctr('images', 'export', '--all-platforms', ...flags, machine.path(`${name}-ctr.tar`), `example.com/app/x:${name}`);
    }
  }, 60_000);
  afterAll(() => machine?.stop(), 60_000);

  describe.each(CASES)('%s %s', (name, platform, tokens) => {
    const options = platform === '' ? {} : { platform };
    const doors: readonly (readonly [string, () => Promise<Report[]>])[] = [
      ['a layout', () => scanReference(`oci:${machine.path('layout')}:${name}`, options)],
      ['an archive', () => scanReference(`oci-archive:${machine.path('layout.tar')}:${name}`, options)],
      ['standard input', () => scanReference(`stdin:${name}`, { ...options, stdin: createReadStream(machine.path('layout.tar')) })],
      ['what containerd exported', () => scanReference(machine.path(`${name}-ctr.tar`), options)],
      ['a registry', () => scanReference(`docker://${registry}/app/x:${name}`, options)],
    ];

    test.each(doors)('by %s: every token, and the report is complete', async (_, scan) => {
      const [report, ...others] = await scan();
      expect(others).toEqual([]);
      expect(report!.notices).toEqual([]);
      expect([...new Set(report!.findings.map(({ secret }) => secret?.reveal()))].sort()).toEqual(tokens.map(token).sort());
      expect(comparable(report!)).toEqual(comparable((await doors[0]![1]())[0]!));
    }, 60_000);
  });

  test('before a push only what the registry has not got is read, and the report says so', async () => {
    const folder = new BlobFolder();
    const known = await tarOf([{ path: 'app/.env', content: `GITHUB_TOKEN=${token(1)}\n` }]);
    const fresh = await tarOf([{ path: 'app/new.env', content: `GITHUB_TOKEN=${token(9)}\n` }]);
    const layers = [known, fresh].map((tar) => folder.add(gzipSync(tar), 'application/vnd.oci.image.layer.v1.tar+gzip'));
    const config = folder.add(JSON.stringify({ os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [known, fresh].map((tar) => `sha256:${sha256(tar)}`) } }), CONFIG);
    const manifest = folder.add(JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers }), MANIFEST);
    await writeFile(machine.path('next.tar'), await tarOf([...folder.files(), { path: 'index.json', content: JSON.stringify({ schemaVersion: 2, manifests: [manifest] }) }, { path: 'oci-layout', content: OCI_LAYOUT }]));
    const reference = `oci-archive:${machine.path('next.tar')}`;
    const [all] = await scanReference(reference);
    expect(all!.findings.map(({ secret }) => secret?.reveal())).toEqual([token(1), token(9)]);
    const [report] = await scanReference(reference, { onlyMissingIn: `${registry}/app/x` });
    expect(report!.findings.map(({ secret }) => secret?.reveal())).toEqual([token(9)]);
    expect(report).toMatchObject({ complete: true, statistics: { layers: 1, files: 1 } });
    expect(report!.remarks).toContainEqual(expect.stringContaining(`1 of its 2 layers were not read, since ${registry}/app/x holds them: 0.`));
    const [elsewhere] = await scanReference(reference, { onlyMissingIn: `${registry}/another/x` });
    expect(comparable(elsewhere!)).toEqual(comparable(all!));
  }, 60_000);

  test('skopeo copies the index to an archive, a directory and a registry, attestations and all', async () => {
    await machine.skopeo('copy', '-q', '--all', `oci:${machine.path('layout')}:multi`, `oci-archive:${machine.path('copied.tar')}:multi`);
    await machine.skopeo('copy', '-q', '--all', '--dest-tls-verify=false', `oci:${machine.path('layout')}:multi`, `docker://${registry}/copied/x:1`);
    await machine.skopeo('copy', '-q', '--all', `oci:${machine.path('layout')}:multi`, `dir:${machine.path('copied')}`);
    const [expected] = await scanReference(`oci:${machine.path('layout')}:multi`, { platform: 'linux/amd64' });
    for (const reference of [machine.path('copied'), `docker-dir:${machine.path('copied')}`, `oci-archive:${machine.path('copied.tar')}:multi`, `docker://${registry}/copied/x:1`]) {
      const [report] = await scanReference(reference, { platform: 'linux/amd64' });
      expect([reference, comparable(report!)]).toEqual([reference, comparable(expected!)]);
    }
  }, 60_000);
});

function comparable({ findings }: Report): readonly string[] {
  return findings.map(({ ruleId, exposure, location, secret }) => [ruleId, exposure.state, location.kind, 'pointer' in location ? location.pointer : location.path, JSON.stringify(location.region), secret?.reveal()].join(' | ')).sort();
}
