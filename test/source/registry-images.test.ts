import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { scanReference } from '../../src/index.js';
import { bytesOf, errorOf, layerOf, sha256 } from './craft.js';
import { FakeRegistry } from './fake-registry.js';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const SCHEMA1 = 'application/vnd.docker.distribution.manifest.v1+prettyjws';
const OCTETS = 'application/octet-stream';
const EMPTY = 'sha256:a3ed95caeb02ffe68cdd9fd84406680ae93d633cb16422d00e8a7c22955b46d4';

let registry: FakeRegistry;
beforeEach(async () => {
  registry = await FakeRegistry.start(gzipSync(await layerOf('hello')));
});
afterEach(() => registry.stop());

interface Stored {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const blob = (content: Buffer | string, mediaType = OCTETS): Stored => {
  const bytes = Buffer.from(content);
  return { mediaType, digest: registry.put('blobs', bytes, OCTETS), size: bytes.length };
};
const document = (value: object, mediaType: string): Stored => {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...value }));
  return { mediaType, digest: registry.put('manifests', bytes, mediaType), size: bytes.length };
};
const layer = (): Stored => ({ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: registry.layerDigest, size: registry.layer.length });
const imageFor = (architecture: string, ...layers: object[]): Stored =>
  document({ config: blob(JSON.stringify({ os: 'linux', architecture })), layers: layers.length > 0 ? layers : [layer()] }, MANIFEST);
const platform = (architecture: string): object => ({ platform: { os: 'linux', architecture } });
const tagIndex = (...manifests: object[]): string => registry.tag('1', { schemaVersion: 2, mediaType: INDEX, manifests }, INDEX);

describe('an index', () => {
  test('of which only the wanted platform is loaded', async () => {
    tagIndex({ ...imageFor('amd64'), ...platform('amd64') }, { ...imageFor('arm64'), ...platform('arm64') });
    const { images } = await registry.open('app/x:1', { platform: { os: 'linux', architecture: 'arm64' } });
    expect(images.map((image) => image.platform?.architecture)).toEqual(['arm64']);
    expect(images[0]!.reference).toMatch(new RegExp(`^docker://${registry.host}/app/x@sha256:`));
    expect(registry.requests('/manifests/sha256:')).toHaveLength(1);
    expect(registry.requests('blobs')).toHaveLength(1);
  });

  test('whose platforms share a layer: it is read once', async () => {
    tagIndex({ ...imageFor('amd64'), ...platform('amd64') }, { ...imageFor('arm64'), ...platform('arm64') });
    const before = process.env['DOCKER_CONFIG'];
    process.env['DOCKER_CONFIG'] = '/nowhere';
    const reports = await scanReference(`docker://${registry.host}/app/x:1`, { platform: 'all' });
    if (before === undefined) delete process.env['DOCKER_CONFIG'];
    else process.env['DOCKER_CONFIG'] = before;
    expect(reports).toHaveLength(2);
    expect(registry.requests(registry.layerDigest)).toHaveLength(1);
  });

  test('and another image that shares a layer with it: given the same memory, it is read once', async () => {
    registry.tag('2', { schemaVersion: 2, mediaType: MANIFEST, config: blob(JSON.stringify({ os: 'linux', architecture: 's390x' }), 'application/vnd.oci.image.config.v1+json'), layers: [layer()] }, MANIFEST);
    const readLayers = new Map();
    for (const tag of ['1', '2']) await scanReference(`docker://${registry.host}/app/x:${tag}`, { readLayers });
    expect(registry.requests(registry.layerDigest)).toHaveLength(1);
  });

  test('in an index, with the annotations of both', async () => {
    const inner = document({ manifests: [{ ...imageFor('amd64'), ...platform('amd64') }], annotations: { inner: 'i' } }, INDEX);
    tagIndex({ ...inner, annotations: { outer: 'o' } });
    const { images } = await registry.open();
    expect(images[0]!.annotations).toEqual({ inner: 'i', outer: 'o' });
  });

  test('with an attestation: its manifest and its statement are found where they are', async () => {
    const image = imageFor('amd64');
    const statement = blob(JSON.stringify({ predicateType: 'https://slsa.dev/provenance/v0.2', predicate: { buildArgs: 'x' } }), 'application/vnd.in-toto+json');
    const attestation = document({ config: blob('{}'), layers: [statement] }, MANIFEST);
    tagIndex({ ...image, ...platform('amd64') }, { ...attestation, ...platform('unknown'), annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': image.digest } });
    const { images } = await registry.open();
    expect(images).toHaveLength(1);
    expect(images[0]!.notices).toEqual([]);
    expect(images[0]!.attestations.map(({ statement: { descriptor } }) => descriptor.digest)).toEqual([statement.digest]);
  });

  test('that names a manifest which is not there: the others are read, and it is said', async () => {
    tagIndex({ ...imageFor('amd64'), ...platform('amd64') }, { mediaType: MANIFEST, digest: `sha256:${'0'.repeat(64)}`, size: 1, ...platform('arm64') });
    const { images } = await registry.open('app/x:1', { platform: 'all' });
    expect(images).toHaveLength(1);
    expect(images[0]!.notices.map(({ code }) => code)).toEqual(['blob-missing']);
  });

  test('asked for a platform that it does not have', async () => {
    tagIndex({ ...imageFor('amd64'), ...platform('amd64') }, { ...imageFor('arm64'), ...platform('arm64') });
    const error = await errorOf(registry.open('app/x:1', { platform: { os: 'linux', architecture: 's390x' } }));
    expect(error.code).toBe('platform-not-found');
    expect(error.message).toContain('linux/arm64');
  });

  test('of thousands: a bounded number of requests', async () => {
    tagIndex(...Array.from({ length: 3000 }, (_, index) => ({ mediaType: MANIFEST, digest: `sha256:${sha256(String(index))}`, size: 1 })));
    await errorOf(registry.open('app/x:1', { platform: 'all' }));
    expect(registry.seen.length).toBeLessThan(300);
  });
});

describe('a layer', () => {
  const external = (): Stored & { urls: string[] } => ({ mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', digest: `sha256:${'1'.repeat(64)}`, size: 10, urls: ['https://vendor.example/x'] });

  test('that its vendor keeps is a notice, and the vendor is not asked', async () => {
    const { digest } = imageFor('amd64', external(), layer());
    const { images } = await registry.open(`app/x@${digest}`);
    expect(images[0]!.notices.map(({ code }) => code)).toEqual(['external-layer']);
    expect((await bytesOf(await images[0]!.layers[1]!.open())).equals(registry.layer)).toBe(true);
  });

  test('that is not there cannot be opened', async () => {
    const { digest } = imageFor('amd64', { ...layer(), digest: `sha256:${'2'.repeat(64)}` });
    const { images } = await registry.open(`app/x@${digest}`);
    expect((await errorOf(images[0]!.layers[0]!.open())).code).toBe('not-found');
  });

  test.each([[-1], [0], [1], [1e300]])('of a claimed size of %f is damaged', async (off) => {
    const { digest } = imageFor('amd64', { ...layer(), size: off === 0 ? 0 : registry.layer.length + off });
    const { images } = await registry.open(`app/x@${digest}`);
    expect((await errorOf(bytesOf(await images[0]!.layers[0]!.open()))).code).toMatch(/damaged|registry-unreachable/);
  });
});

describe('several layers at a time', () => {
  const several = (): Stored[] => ['a', 'b', 'c', 'd'].map((content) => blob(Buffer.alloc(200_000, content), 'application/vnd.oci.image.layer.v1.tar'));

  test('are opened from one registry, each with its own bytes', async () => {
    const { digest } = imageFor('amd64', ...several());
    let open = 0;
    let most = 0;
    registry.fault = (request, response, body) => {
      if (body?.length !== 200_000) return false;
      most = Math.max(most, ++open);
      response.once('finish', () => (open -= 1));
      response.writeHead(200, { 'content-length': body.length }).write(body.subarray(0, 100_000));
      setTimeout(() => response.end(body.subarray(100_000)), 100);
      return true;
    };
    const { images } = await registry.open(`app/x@${digest}`);
    const all = await Promise.all(images[0]!.layers.map(async (each) => bytesOf(await each.open())));
    expect(all.map((bytes) => `${bytes.length} ${bytes.toString('latin1', 0, 1)}`)).toEqual(['200000 a', '200000 b', '200000 c', '200000 d']);
    expect(most).toBe(4);
  });

  test('whose token has expired sign in once', async () => {
    const { digest } = imageFor('amd64', ...several());
    let valid = 1;
    let asked = 0;
    registry.fault = (request, response) => {
      if (request.url!.startsWith('/token')) {
        asked += 1;
        setTimeout(() => response.end(JSON.stringify({ token: `t${valid}` })), 30);
        return true;
      }
      if (request.headers.authorization === `Bearer t${valid}`) return false;
      response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${registry.host}/token"` }).end();
      return true;
    };
    const { images } = await registry.open(`app/x@${digest}`);
    expect(asked).toBe(1);
    valid = 2;
    const all = await Promise.all(images[0]!.layers.map(async (each) => bytesOf(await each.open())));
    expect(all).toHaveLength(4);
    expect(asked).toBe(2);
  });
});

test('what was asked for by digest must be it', async () => {
  const digest = imageFor('amd64').digest;
  registry.fault = (request, response) => {
    if (!request.url!.includes(digest)) return false;
    response.end('{"layers":[]}');
    return true;
  };
  expect((await errorOf(registry.open(`app/x@${digest}`))).code).toBe('damaged');
});

describe('schema 1', () => {
  const step = (value: object): object => ({ v1Compatibility: JSON.stringify(value) });
  const schema1 = (changes: object = {}): object => ({
    schemaVersion: 1,
    fsLayers: [{ blobSum: EMPTY }, { blobSum: registry.layerDigest }],
    history: [
      step({ architecture: 'amd64', os: 'linux', config: { Env: ['A=new'] }, created: '2015-01-02T00:00:00Z', container_config: { Cmd: ['/bin/sh -c #(nop) ENV A=new'] }, throwaway: true }),
      step({ id: 'base', created: '2015-01-01T00:00:00Z', author: 'me', comment: 'first', config: { Env: ['A=old'] }, container_config: { Cmd: ['/bin/sh', '-c', 'make'], Env: ['B=build'] } }),
    ],
    ...changes,
  });

  test('is turned round: base first, steps without files without layer, older configs kept', async () => {
    registry.tag('1', schema1(), SCHEMA1);
    const { images } = await registry.open();
    const [image] = images;
    expect(image!.notices).toEqual([]);
    expect(image!.platform).toEqual({ os: 'linux', architecture: 'amd64' });
    expect(image!.history.map(({ createdBy, emptyLayer }) => [createdBy, emptyLayer])).toEqual([['/bin/sh -c make', false], ['/bin/sh -c #(nop) ENV A=new', true]]);
    expect(image!.layers.map(({ descriptor, historyIndex, diffId }) => [descriptor.digest, historyIndex, diffId])).toEqual([[registry.layerDigest, 0, null]]);
    expect(image!.config!.value).toMatchObject({ config: { Env: ['A=new'] }, v1Compatibility: [{ config: { Env: ['A=old'] }, container_config: { Env: ['B=build'] } }] });
    expect((await bytesOf(await image!.layers[0]!.open())).equals(registry.layer)).toBe(true);
  });

  test('a step that says it is empty, and is not, is a layer', async () => {
    registry.tag('1', schema1({ fsLayers: [{ blobSum: registry.layerDigest }, { blobSum: EMPTY }] }), SCHEMA1);
    expect((await registry.open()).images[0]!.layers.map(({ descriptor }) => descriptor.digest)).toEqual([EMPTY, registry.layerDigest]);
  });

  test('the digest is of what was signed', async () => {
    const payload = Buffer.from(JSON.stringify(schema1(), null, 3));
    const tail = payload.subarray(-2);
    const head = payload.subarray(0, -2);
    const header = Buffer.from(JSON.stringify({ formatLength: head.length, formatTail: tail.toString('base64url') })).toString('base64url');
    const signed = Buffer.concat([head, Buffer.from(`,"signatures":[{"protected":"${header}"}]`), tail]);
    const digest = `sha256:${sha256(payload)}`;
    registry.tag('1', signed, SCHEMA1);
    registry.fault = (request, response) => {
      if (!request.url!.includes('manifests')) return false;
      response.writeHead(200, { 'content-type': SCHEMA1, 'docker-content-digest': digest }).end(signed);
      return true;
    };
    expect((await registry.open(`app/x@${digest}`)).images[0]!.manifest!.descriptor.digest).toBe(digest);
    expect((await errorOf(registry.open(`app/x@sha256:${sha256(signed)}`))).code).toBe('damaged');
  });

  test.each([
    ['history that is no JSON', { history: [{ v1Compatibility: '{' }, { v1Compatibility: 7 }] }],
    ['no history', { history: null }],
    ['layers that are none', { fsLayers: [{ blobSum: '../../etc/passwd' }, 7] }],
    ['signatures of another shape', { signatures: [{ protected: Buffer.from('{"formatLength":-1}').toString('base64url') }] }],
  ])('with %s is read as far as it goes', async (_, changes) => {
    registry.tag('1', schema1(changes), SCHEMA1);
    const { images } = await registry.open();
    for (const each of images[0]!.layers) await each.open().then(bytesOf, (error: unknown) => expect(error).toMatchObject({ code: 'not-found' }));
    expect(registry.seen.every(({ url }) => url.startsWith('/v2/app/x/'))).toBe(true);
  });
});
