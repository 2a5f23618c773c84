import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { scanReference, type Report } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { layerOf, sha256 } from './craft.js';
import { FakeRegistry } from './fake-registry.js';

/** What hangs on an image, and what a registry holds that is no image. */
const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const OCTETS = 'application/octet-stream';
const token = expandTemplate('ghp_{base62:30}{crc32:github}', 71);
const LEAK = `GITHUB_TOKEN=${token}\n`;

let registry: FakeRegistry;
const before = { ...process.env };
beforeEach(async () => {
  registry = await FakeRegistry.start(await layerOf('hello'));
  process.env['DOCKER_CONFIG'] = '/nowhere';
});
afterEach(async () => {
  process.env = { ...before };
  await registry.stop();
});

interface Stored {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

const blob = (content: Buffer | string, mediaType = OCTETS, annotations: Record<string, string> = {}): Stored => {
  const bytes = Buffer.from(content);
  return { mediaType, digest: registry.put('blobs', bytes, OCTETS), size: bytes.length, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) };
};
const empty = (): Stored => blob('{}', 'application/vnd.oci.empty.v1+json');
const manifestOf = (value: object): object => ({ schemaVersion: 2, mediaType: MANIFEST, ...value });
const document = (value: object): Stored => {
  const bytes = Buffer.from(JSON.stringify(manifestOf(value)));
  return { mediaType: MANIFEST, digest: registry.put('manifests', bytes, MANIFEST), size: bytes.length };
};
const scan = (tag = '1'): Promise<Report[]> => scanReference(`docker://${registry.host}/app/x:${tag}`);
const seen = ([report]: readonly Report[]) =>
  report!.findings.filter(({ secret }) => secret?.reveal() === token).map(({ location }) => ('path' in location ? [location.kind, ...[location.path, ...('within' in location ? location.within : [])]] : [location.kind, location.pointer]));
const imageDigest = (): string => `sha256:${sha256(registry.bytesOf('manifests/1'))}`;

describe('artifacts are files', () => {
  const push = (...layers: Stored[]): string => registry.tag('artifact', manifestOf({ artifactType: 'application/x', config: empty(), layers }), MANIFEST);

  test.each([
    ['a text by its title', () => blob(LEAK, 'text/plain', { 'org.opencontainers.image.title': 'conf/app.env' }), ['layer', 'conf/app.env']],
    ['a text without title', () => blob(LEAK, 'text/plain'), ['layer', sha256(LEAK)]],
    ['a title that climbs', () => blob(LEAK, 'text/plain', { 'org.opencontainers.image.title': '../../etc/passwd' }), ['layer', sha256(LEAK)]],
    ['compressed', () => blob(gzipSync(LEAK), 'application/gzip', { 'org.opencontainers.image.title': 'a.gz' }), ['layer', 'a.gz']],
    ['WebAssembly', () => blob(Buffer.concat([Buffer.from('\0asm\x01\0\0\0', 'latin1'), Buffer.from(LEAK)]), 'application/wasm', { 'org.opencontainers.image.title': 'm.wasm' }), ['layer', 'm.wasm']],
  ])('%s', async (_, make, place) => {
    push(make());
    const reports = await scan('artifact');
    expect(seen(reports)).toEqual([place]);
    expect(reports[0]).toMatchObject({ complete: true, target: { platform: null }, statistics: { layers: 1, files: 1 } });
  });

  test('a Helm chart', async () => {
    const chart = gzipSync(await layerOf(LEAK));
    registry.tag('chart', manifestOf({ config: blob(JSON.stringify({ name: 'x', description: LEAK }), 'application/vnd.cncf.helm.config.v1+json'), layers: [blob(chart, 'application/vnd.cncf.helm.chart.content.v1.tar+gzip')] }), MANIFEST);
    expect(seen(await scan('chart'))).toEqual([['config', '/description'], ['layer', 'app/file']]);
  });

  test('a config that is no JSON', async () => {
    registry.tag('odd', manifestOf({ config: blob(LEAK, 'application/x-config'), layers: [] }), MANIFEST);
    expect(seen(await scan('odd'))).toEqual([['layer', sha256(LEAK)]]);
  });

  test('of the older kind', async () => {
    registry.tag('old', { mediaType: 'application/vnd.oci.artifact.manifest.v1+json', artifactType: 'a/b', blobs: [blob(LEAK, 'text/plain', { 'org.opencontainers.image.title': 'x' })] }, 'application/vnd.oci.artifact.manifest.v1+json');
    expect(seen(await scan('old'))).toEqual([['layer', 'x']]);
  });

  test('files of one name do not hide each other', async () => {
    const title = { 'org.opencontainers.image.title': 'x' };
    push(blob(LEAK, 'text/plain', title), blob('clean', 'text/plain', title));
    expect((await scan('artifact'))[0]!.findings.map(({ exposure }) => exposure)).toEqual([{ state: 'present' }]);
  });

  test('a layer of an image that is no tar is still said to be none', async () => {
    registry.tag('raw', manifestOf({ config: blob('{"os":"linux","architecture":"amd64"}', 'application/vnd.oci.image.config.v1+json'), layers: [blob(LEAK, 'application/vnd.oci.image.layer.v1.tar')] }), MANIFEST);
    const reports = await scan('raw');
    expect(seen(reports)).toEqual([['layer', '']]);
    expect(reports[0]!.notices.map(({ code }) => code)).toEqual(['unknown-format']);
  });
});

describe('a build cache', () => {
  const cacheConfig = (): Stored => blob(JSON.stringify({ layers: [{ blob: 'x' }], records: [{ digest: LEAK }] }), 'application/vnd.buildkit.cacheconfig.v0');
  const layers = async (): Promise<Stored[]> => [blob(gzipSync(await layerOf(LEAK)), 'application/vnd.docker.image.rootfs.diff.tar.gzip'), blob(gzipSync(await layerOf('other')), 'application/vnd.oci.image.layer.v1.tar+gzip')];

  test('as an index: its layers are read, and none hides another', async () => {
    registry.tag('cache', { schemaVersion: 2, mediaType: INDEX, manifests: [...(await layers()), cacheConfig()] }, INDEX);
    const [report] = await scan('cache');
    expect(seen([report!])).toEqual([['config', '/records/0/digest'], ['layer', 'app/file']]);
    expect(report).toMatchObject({ complete: true, statistics: { layers: 2 } });
    expect(report!.findings.at(-1)!.exposure).toEqual({ state: 'present' });
  });

  test('as an image', async () => {
    registry.tag('cache', manifestOf({ config: cacheConfig(), layers: await layers() }), MANIFEST);
    expect(seen(await scan('cache'))).toHaveLength(2);
  });

  test('an image cannot hide among its blobs', async () => {
    const image = document({ config: blob('{"os":"linux","architecture":"amd64"}'), layers: [blob(gzipSync(await layerOf(LEAK)), 'application/vnd.oci.image.layer.v1.tar+gzip')] });
    registry.tag('both', { schemaVersion: 2, mediaType: INDEX, manifests: [{ ...image, platform: { os: 'linux', architecture: 'amd64' } }, cacheConfig()] }, INDEX);
    expect(seen(await scan('both'))).toContainEqual(['layer', 'app/file']);
  });
});

describe('what refers to an image', () => {
  const statement = (): Stored => blob(JSON.stringify({ predicate: { note: LEAK } }), 'application/vnd.in-toto+json');
  const referrer = (...layers: Stored[]): Stored => document({ artifactType: 'application/x', config: empty(), layers, subject: { digest: imageDigest() } });
  const hex = (): string => imageDigest().slice(7);
  /** The referrers API, in two pages. */
  const answerReferrers = (...pages: Stored[][]): void => {
    registry.fault = (request, response) => {
      const page = /\/referrers\/.*?(?:page=(\d+))?$/.exec(request.url!);
      if (!page) return false;
      const number = Number(page[1] ?? 0);
      const link = number + 1 < pages.length ? { link: `</v2/app/x/referrers/${imageDigest()}?page=${number + 1}>; rel="next"` } : {};
      response.writeHead(200, { 'content-type': INDEX, ...link }).end(JSON.stringify({ schemaVersion: 2, manifests: pages[number] }));
      return true;
    };
  };

  test('by the API, page by page', async () => {
    answerReferrers([referrer(blob('{"a":1}', 'application/json'))], [referrer(statement())]);
    const reports = await scan();
    expect(seen(reports)).toEqual([['attestation', '/predicate/note']]);
    expect(reports[0]!.complete).toBe(true);
    expect(registry.requests('referrers')).toHaveLength(2);
  });

  test('by the tag that stands in for it', async () => {
    registry.tag(`sha256-${hex()}`, { schemaVersion: 2, mediaType: INDEX, manifests: [referrer(statement())] }, INDEX);
    expect(seen(await scan())).toEqual([['attestation', '/predicate/note']]);
  });

  test.each([['.sig'], ['.att'], ['.sbom']])('by the tag of cosign, %s', async (suffix) => {
    const envelope = JSON.stringify({ payloadType: 'application/vnd.in-toto+json', payload: Buffer.from(JSON.stringify({ predicate: { note: LEAK } })).toString('base64') });
    const signed = blob(envelope, 'application/vnd.dsse.envelope.v1+json', { 'dev.cosignproject.cosign/signature': 'x', note: LEAK });
    registry.tag(`sha256-${hex()}${suffix}`, manifestOf({ config: blob('{"rootfs":{"type":"layers"}}', 'application/vnd.oci.image.config.v1+json'), layers: [signed] }), MANIFEST);
    const reports = await scan();
    expect(seen(reports)).toEqual([['attestation', '/layers/0/annotations/note'], ['attestation', '/payload/predicate/note']]);
    expect(reports[0]!.complete).toBe(true);
  });

  test('a document of many megabytes is read as it passes, and so is one that is no JSON', async () => {
    const large = `{"packages":"${'x'.repeat(9 * 1024 * 1024)}","note":"${LEAK.trim()}"}`;
    answerReferrers([referrer(blob(large, 'application/spdx+json'), blob(LEAK, 'text/spdx'), blob(gzipSync(await layerOf(LEAK)), 'application/x-tgz'))]);
    const reports = await scan();
    expect(seen(reports)).toEqual([['attestation', ''], ['attestation', ''], ['attestation', '/app/file']]);
    expect(reports[0]).toMatchObject({ complete: true, statistics: { layers: 1, files: 4 } });
  });

  test('a document that is not there is told', async () => {
    answerReferrers([referrer({ mediaType: 'text/spdx', digest: `sha256:${'3'.repeat(64)}`, size: 5 })]);
    expect((await scan())[0]!.notices.map(({ code }) => code)).toEqual(['blob-missing']);
  });

  test.each([
    ['403', 403, 'text/plain', 'no'],
    ['405', 405, 'text/plain', 'no'],
    ['401', 401, 'text/plain', 'no'],
    ['a web page', 200, 'text/html', '<html>'],
    ['another object', 200, 'application/json', '{"errors":[]}'],
  ])('a registry that answers the question with %s does not know it', async (_, status, type, body) => {
    registry.tag(`sha256-${hex()}`, { schemaVersion: 2, mediaType: INDEX, manifests: [referrer(statement())] }, INDEX);
    registry.fault = (request, response) => {
      if (!request.url!.includes('/referrers/')) return false;
      response.writeHead(status, { 'content-type': type }).end(body);
      return true;
    };
    const reports = await scan();
    expect([seen(reports), reports[0]!.notices]).toEqual([[['attestation', '/predicate/note']], []]);
  });

  test('of an index is about each of its platforms', async () => {
    const image = document({ config: blob('{"os":"linux","architecture":"amd64"}'), layers: [] });
    const digest = registry.tag('many', { schemaVersion: 2, mediaType: INDEX, manifests: [{ ...image, platform: { os: 'linux', architecture: 'amd64' } }] }, INDEX);
    registry.tag(`sha256-${digest.slice(7)}.att`, manifestOf({ config: empty(), layers: [statement()] }), MANIFEST);
    expect(seen(await scan('many'))).toEqual([['attestation', '/predicate/note']]);
  });

  test('a list of thousands is cut, and said to be', async () => {
    answerReferrers(Array.from({ length: 3000 }, (_, index) => ({ mediaType: MANIFEST, digest: `sha256:${sha256(String(index))}`, size: 1 })));
    const [report] = await scan();
    expect(report!.notices.map(({ code }) => code)).toContain('limit-reached');
    expect(registry.seen.length).toBeLessThan(100);
  });
});
