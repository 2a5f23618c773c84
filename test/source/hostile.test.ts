import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from '@jest/globals';
import { gzipStored, tarOf } from '../../sample-images/encode.js';
import type { Image } from '../../src/model/image.js';
import type { OpenOptions } from '../../src/source/open.js';
import { Workshop, bytesOf, dockerArchive, errorOf, layerOf, sha256 } from './craft.js';

const workshop = new Workshop();
afterAll(() => workshop.remove());
const openImages = (reference: string, options: OpenOptions<never> = {}): ReturnType<typeof workshop.open<never>> => workshop.open(reference, options);

const layer = await layerOf('first');
const second = await layerOf('second');

/** The archive through both doors: read by seeking, and as it passes. */
const doors: readonly (readonly [string, (bytes: Buffer) => Promise<readonly Image[]>])[] = [
  ['file', async (bytes) => (await openImages(`docker-archive:${workshop.write(bytes)}`)).images],
  ['standard input', async (bytes) => (await openImages('-', { stdin: Readable.from([bytes]) })).images],
];

const codes = (image: Image | undefined): readonly string[] => (image?.notices ?? []).map((notice) => notice.code);

describe.each(doors)('a Docker archive by %s', (_, open) => {
  test('a layer that is not there is a notice, and the others can be read', async () => {
    const bytes = await dockerArchive([layer, second], { members: (members) => members.filter(({ path }) => path !== 'layer0/layer.tar') });
    const [image] = await open(bytes);
    expect(codes(image)).toEqual(['blob-missing']);
    expect(image!.layers.map((each) => each.historyIndex)).toEqual([0, 1]);
    expect((await errorOf(image!.layers[0]!.open())).code).toBe('not-found');
    expect((await bytesOf(await image!.layers[1]!.open())).equals(second)).toBe(true);
  });

  test.each([
    ['not JSON', 'this is not JSON', 'damaged'],
    ['null', 'null', 'damaged'],
    ['an empty list', '[]', 'damaged'],
    ['a million brackets deep', '['.repeat(1_000_000) + ']'.repeat(1_000_000), 'limit-exceeded'],
    ['brackets in text only', JSON.stringify('['.repeat(1000)), 'damaged'],
  ])('a manifest that is %s', async (_name, text, code) => {
    const bytes = await dockerArchive([layer], { members: (members) => members.map((member) => (member.path === 'manifest.json' ? { ...member, content: text } : member)) });
    const error = await errorOf(open(bytes));
    expect(error.code).toBe(code);
    expect(error.message).toContain('manifest.json');
    expect(error.message).not.toContain('this is not JSON');
  });

  test('a header that is damaged is a notice, and what stands behind it is read', async () => {
    const bytes = await dockerArchive([layer, second]);
    // A block of anything in front of the second layer's header, as a bad sector leaves it.
    const at = Math.floor(bytes.indexOf('layer1/layer.tar') / 512) * 512;
    const [image] = await open(Buffer.concat([bytes.subarray(0, at), Buffer.alloc(512, 'anything'), bytes.subarray(at)]));
    expect(codes(image)).toEqual(['damaged']);
    expect((await bytesOf(await image!.layers[0]!.open())).equals(layer)).toBe(true);
    expect((await bytesOf(await image!.layers[1]!.open())).equals(second)).toBe(true);
  });

  test('a config that is not JSON is a notice; the layers are still there', async () => {
    const bytes = await dockerArchive([layer], { members: (members) => members.map((member) => (/^[0-9a-f]{64}\.json$/.test(member.path) ? { ...member, content: '{' } : member)) });
    const [image] = await open(bytes);
    expect(image!.config).toBeNull();
    expect(codes(image)).toEqual(['damaged']);
    expect((await bytesOf(await image!.layers[0]!.open())).equals(layer)).toBe(true);
  });

  test('a config under a wrong digest is a notice', async () => {
    const bytes = await dockerArchive([layer], {
      members: (members) => members.map((member) => (/^[0-9a-f]{64}\.json$/.test(member.path) ? { ...member, content: '{"os":"linux"}' } : member)),
    });
    const [image] = await open(bytes);
    expect(codes(image)).toEqual(['digest-mismatch']);
    expect(image!.config?.value).toEqual({ os: 'linux' });
  });

  test.each([
    ['a circle', [{ path: 'layer0/layer.tar', target: '../other/layer.tar' }, { path: 'other/layer.tar', target: '../layer0/layer.tar' }]],
    ['itself', [{ path: 'layer0/layer.tar', target: 'layer.tar' }]],
    ['a place outside', [{ path: 'layer0/layer.tar', target: '../../../../etc/passwd' }]],
    ['an absolute path', [{ path: 'layer0/layer.tar', target: '/etc/passwd' }]],
  ])('a layer that is a link to %s is a notice', async (_name, links) => {
    const bytes = await dockerArchive([layer, second], {
      members: (members) => [
        ...members.filter(({ path }) => path !== 'layer0/layer.tar'),
        ...links.map(({ path, target }) => ({ path, link: { type: 'symlink' as const, target } })),
      ],
    });
    const [image] = await open(bytes);
    expect(codes(image)).toEqual(['damaged']);
    expect((await errorOf(image!.layers[0]!.open())).code).toBe('not-found');
    expect((await bytesOf(await image!.layers[1]!.open())).equals(second)).toBe(true);
  });

  test('a layer named outside the archive is a notice', async () => {
    const bytes = await dockerArchive([layer], { manifest: (entry) => [{ ...entry, Layers: ['../../../etc/passwd'] }] });
    const [image] = await open(bytes);
    expect(codes(image)).toEqual(['damaged']);
  });

  test.each([
    ['history', { history: 'none' }],
    ['history entries', { history: [null, 7, { created_by: 9, empty_layer: 'yes' }] }],
    ['diff ids', { rootfs: { diff_ids: [null] } }],
    ['rootfs', { rootfs: [] }],
    ['platform', { os: 5, architecture: {} }],
  ])('odd %s in the config', async (_name, odd) => {
    const bytes = await dockerArchive([layer], { config: (config) => ({ ...config, ...odd }) });
    const [image] = await open(bytes);
    expect(image!.layers).toHaveLength(1);
    for (const entry of image!.history) expect(typeof entry.createdBy).toBe('string');
    expect((await bytesOf(await image!.layers[0]!.open())).equals(layer)).toBe(true);
  });

  test('more claims than layers are a notice, and none is tied', async () => {
    const bytes = await dockerArchive([layer], { config: (config) => ({ ...config, rootfs: { diff_ids: [`sha256:${sha256('a')}`, `sha256:${sha256('b')}`] } }) });
    const [image] = await open(bytes);
    expect(codes(image)).toEqual(['diff-id-mismatch']);
    expect(image!.layers[0]!.diffId).toBeNull();
  });

  test('of two members of one name the last counts', async () => {
    const bytes = await dockerArchive([layer], {
      config: (config) => ({ ...config, rootfs: { diff_ids: [`sha256:${sha256(second)}`] } }),
      members: (members) => members.flatMap((member) => (member.path === 'layer0/layer.tar' ? [member, { ...member, content: second }] : [member])),
    });
    const [image] = await open(bytes);
    expect((await bytesOf(await image!.layers[0]!.open())).equals(second)).toBe(true);
  });

  test('members with a leading `./`', async () => {
    const bytes = await dockerArchive([layer], { members: (members) => [{ path: './' }, ...members.map((member) => ({ ...member, path: `./${member.path}` }))] });
    const [image] = await open(bytes);
    expect(image!.names).toEqual(['sample:1']);
    expect(codes(image)).toEqual([]);
  });

  test('a compressed layer has the digest of its stored bytes', async () => {
    const stored = gzipStored(layer);
    const bytes = await dockerArchive([layer], { members: (members) => members.map((member) => (member.path === 'layer0/layer.tar' ? { ...member, content: stored } : member)) });
    const [image] = await open(bytes);
    expect(image!.layers[0]!.descriptor).toMatchObject({ digest: `sha256:${sha256(stored)}`, size: stored.length });
    expect(image!.layers[0]!.diffId).toBe(`sha256:${sha256(layer)}`);
    expect((await bytesOf(await image!.layers[0]!.open())).equals(stored)).toBe(true);
  });

  test('an archive that is cut short is an error that says so', async () => {
    const whole = await dockerArchive([layer, second]);
    for (const length of [600, 2000, 3000, 5000]) {
      const error = await errorOf(open(whole.subarray(0, length)));
      expect(['damaged', 'unrecognised']).toContain(error.code);
      expect(error.hint).not.toBeNull();
    }
  });
});

test('a layer whose claimed diff id is wrong gives its bytes first, and then fails', async () => {
  const bytes = await dockerArchive([layer], { config: (config) => ({ ...config, rootfs: { diff_ids: [`sha256:${sha256('other')}`] } }) });
  const { images } = await openImages(`docker-archive:${workshop.write(bytes)}`);
  const pieces: Buffer[] = [];
  const reading = (async () => {
    for await (const piece of await images[0]!.layers[0]!.open()) pieces.push(Buffer.from(piece));
  })();
  const error = await errorOf(reading);
  expect(error.code).toBe('damaged');
  expect(error.message).toContain('digest');
  expect(Buffer.concat(pieces).equals(layer)).toBe(true);
});

test('a layer that claims the diff id of another one does not get its digest', async () => {
  const claimed = `sha256:${sha256(layer)}`;
  const bytes = await dockerArchive([layer, second], { config: (config) => ({ ...config, rootfs: { diff_ids: [claimed, claimed] } }) });
  for (const [, open] of doors) {
    const [image] = await open(bytes);
    expect(image!.layers.map((each) => each.descriptor.digest)).toEqual([claimed, `sha256:${sha256(second)}`]);
    expect((await bytesOf(await image!.layers[1]!.open())).equals(second)).toBe(true);
  }
});

describe('an OCI layout', () => {
  const blob = (bytes: string | Buffer): { readonly hex: string; readonly bytes: Buffer } => ({ hex: sha256(bytes), bytes: Buffer.from(bytes) });
  const descriptor = (each: { readonly hex: string; readonly bytes: Buffer }, mediaType: string): object => ({ mediaType, digest: `sha256:${each.hex}`, size: each.bytes.length });
  const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
  const INDEX = 'application/vnd.oci.image.index.v1+json';
  const LAYER = 'application/vnd.oci.image.layer.v1.tar';
  const config = blob(JSON.stringify({ os: 'linux', architecture: 'amd64', rootfs: { diff_ids: [`sha256:${sha256(layer)}`] } }));
  const configDescriptor = descriptor(config, 'application/vnd.oci.image.config.v1+json');
  const stored = blob(layer);
  const good = blob(JSON.stringify({ schemaVersion: 2, config: configDescriptor, layers: [descriptor(stored, LAYER)] }));

  function layout(index: unknown, blobs: readonly { readonly hex: string; readonly bytes: Buffer }[]): string {
    const path = workshop.write('');
    const folder = `${path}-layout`;
    const files = [['index.json', typeof index === 'string' ? index : JSON.stringify(index)], ['oci-layout', '{}'], ...blobs.map(({ hex, bytes }) => [`blobs/sha256/${hex}`, bytes] as const)] as const;
    for (const [name, content] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    return folder;
  }
  const whole = [config, stored, good];
  const listed = [descriptor(good, MANIFEST)];

  test('is read whole', async () => {
    const folder = layout({ manifests: listed }, whole);
    const { images } = await openImages(folder);
    expect(codes(images[0])).toEqual([]);
    expect((await bytesOf(await images[0]!.layers[0]!.open())).equals(layer)).toBe(true);
  });

  test.each([
    ['not JSON', 'nonsense', 'damaged'],
    ['a million deep', '{"a":'.repeat(400_000) + '1' + '}'.repeat(400_000), 'limit-exceeded'],
    ['of no image', '{}', 'damaged'],
    ['of manifests that are none', '{"manifests":[null,7,"x",{}]}', 'damaged'],
    ['of a digest that is a path', '{"manifests":[{"digest":"sha256:../../../../etc/passwd"}]}', 'damaged'],
  ])('with an index %s', async (_name, index, code) => {
    const error = await errorOf(openImages(`oci:${layout(index, whole)}`));
    expect(error.code).toBe(code);
    expect(error.message).toContain('index.json');
  });

  test('a layer that was changed gives its bytes, and then fails', async () => {
    const { images } = await openImages(layout({ manifests: listed }, [config, good, { hex: stored.hex, bytes: second }]));
    const error = await errorOf(images[0]!.layers[0]!.open().then(bytesOf));
    expect(error.code).toBe('damaged');
  });

  test('a manifest and a config that were changed are notices', async () => {
    const manifest = JSON.stringify({ config: configDescriptor, layers: [descriptor(stored, LAYER)], more: 1 });
    const { images } = await openImages(layout({ manifests: listed }, [{ hex: config.hex, bytes: Buffer.from('{"os":"linux"}') }, stored, { hex: good.hex, bytes: Buffer.from(manifest) }]));
    expect(codes(images[0])).toEqual(['digest-mismatch', 'digest-mismatch']);
  });

  test('missing blobs are notices; a vendor layer is told from a lost one', async () => {
    const foreign = { mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', digest: `sha256:${sha256('windows')}`, size: 5, urls: ['https://example.com/layer'] };
    const lost = { mediaType: LAYER, digest: `sha256:${sha256('lost')}`, size: 4 };
    const manifest = blob(JSON.stringify({ config: configDescriptor, layers: [foreign, lost, descriptor(stored, LAYER)] }));
    const { images } = await openImages(layout({ manifests: [descriptor(manifest, MANIFEST)] }, [stored, manifest]));
    expect(codes(images[0])).toEqual(['blob-missing', 'external-layer', 'blob-missing']);
    expect(images[0]!.layers).toHaveLength(3);
  });

  test('digests that are paths never become file names', async () => {
    const manifest = blob(JSON.stringify({ config: { digest: 'sha256:../../../../../etc/passwd' }, layers: [{ digest: '../../index.json' }, { digest: 7 }] }));
    const { images } = await openImages(layout({ manifests: [descriptor(manifest, MANIFEST)] }, [manifest]));
    expect(codes(images[0])).toEqual(['damaged', 'damaged', 'damaged']);
    expect(images[0]!.config).toBeNull();
  });

  test('a blob that is a link out of the layout counts as absent', async () => {
    const folder = layout({ manifests: listed }, [config, good]);
    symlinkSync(workshop.write(layer), join(folder, 'blobs/sha256', stored.hex));
    const { images } = await openImages(folder);
    expect(codes(images[0])).toEqual(['blob-missing']);
  });

  test('unknown media types are told apart by what stands in them', async () => {
    const nested = blob(JSON.stringify({ manifests: [descriptor(good, 'application/x-unknown')] }));
    const { images } = await openImages(layout({ manifests: [descriptor(nested, 'text/plain')] }, [...whole, nested]));
    expect(images).toHaveLength(1);
    const nothing = blob('{"hello":1}');
    expect((await errorOf(openImages(layout({ manifests: [descriptor(nothing, 'text/plain')] }, [nothing])))).code).toBe('unsupported');
  });

  test('one bad manifest does not hide the good one', async () => {
    const bad = blob('nonsense');
    const { images } = await openImages(layout({ manifests: [descriptor(bad, MANIFEST), ...listed] }, [...whole, bad]));
    expect(images).toHaveLength(1);
    expect(codes(images[0])).toEqual(['damaged']);
  });

  test('attestations are no images; their statements are read, and a missing one is told', async () => {
    const provenance = blob(JSON.stringify({ predicate: { parameters: { args: { 'build-arg:A': 'b' } } } }));
    const lost = { ...descriptor(blob('{}'), 'application/vnd.in-toto+json') };
    const held = { ...descriptor(provenance, 'application/vnd.in-toto+json'), annotations: { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v0.2' } };
    const statement = blob(JSON.stringify({ layers: [held, lost] }));
    const about = (digest: string): object => ({
      ...descriptor(statement, MANIFEST),
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': digest },
    });
    const { images } = await openImages(layout({ manifests: [...listed, about(`sha256:${good.hex}`), about(`sha256:${sha256('another')}`)] }, [...whole, provenance, statement]));
    expect(images).toHaveLength(1);
    expect(images[0]!.attestations.map(({ predicateType, statement: { descriptor: { digest } } }) => [predicateType, digest])).toEqual([
      ['https://slsa.dev/provenance/v0.2', `sha256:${provenance.hex}`],
    ]);
    expect(codes(images[0])).toEqual(['blob-missing']);
  });

  test('an index in an index without end is given up with a notice', async () => {
    let inner = blob(JSON.stringify({ manifests: listed }));
    const blobs = [...whole, inner];
    for (let depth = 0; depth < 20; depth++) {
      inner = blob(JSON.stringify({ manifests: [descriptor(inner, INDEX)], depth }));
      blobs.push(inner);
    }
    const { images } = await openImages(layout({ manifests: [descriptor(inner, INDEX), ...listed] }, blobs));
    expect(codes(images[0])).toEqual(['limit-reached']);
  });

  test('an index that lists itself many times ends', async () => {
    // Names need not be digests' truth: the same bytes under their own name could not list themselves.
    const hex = sha256('own');
    const own = { hex, bytes: Buffer.from(JSON.stringify({ manifests: Array.from({ length: 50 }, () => ({ mediaType: INDEX, digest: `sha256:${hex}` })) })) };
    const { images } = await openImages(layout({ manifests: [{ mediaType: INDEX, digest: `sha256:${hex}` }, ...listed] }, [...whole, own]));
    expect(images).toHaveLength(1);
    expect(images[0]!.notices.length).toBeLessThan(20);
  });

  test.each([
    ['by tag', ':b', ['b']],
    ['by digest', `@sha256:${good.hex}`, ['a', 'c']],
    ['whole', '', ['a', 'b', 'c']],
  ])('is selected %s', async (_name, selector, names) => {
    const other = blob(JSON.stringify({ schemaVersion: 2, config: configDescriptor, layers: [] }));
    const tagged = (each: typeof other, tag: string): object => ({ ...descriptor(each, MANIFEST), annotations: { 'org.opencontainers.image.ref.name': tag } });
    const folder = layout({ manifests: [tagged(good, 'a'), tagged(other, 'b'), tagged(good, 'c')] }, [...whole, other]);
    const { images } = await openImages(`oci:${folder}${selector}`);
    expect(images.flatMap((image) => image.names).sort()).toEqual(names);
    for (const image of images) expect((await openImages(image.reference)).images.map((again) => again.names)).toEqual([image.names]);
  });

  test('a tag that is not there is an error that lists those that are', async () => {
    const folder = layout({ manifests: [{ ...listed[0], annotations: { 'org.opencontainers.image.ref.name': 'v1' } }] }, whole);
    const error = await errorOf(openImages(`oci:${folder}:v2`));
    expect(error.code).toBe('not-found');
    expect(error.message).toContain('`v1`');
  });

  test('platforms', async () => {
    const platforms = ['amd64', 'arm64', 's390x', 'riscv64'].map((architecture) => {
      const own = blob(JSON.stringify({ os: 'linux', architecture, rootfs: { diff_ids: [] } }));
      return { architecture, own, manifest: blob(JSON.stringify({ config: descriptor(own, 'application/vnd.oci.image.config.v1+json'), layers: [] })) };
    });
    const index = (some: typeof platforms): object => ({ manifests: some.map(({ architecture, manifest }) => ({ ...descriptor(manifest, MANIFEST), platform: { os: 'linux', architecture } })) });
    const folder = layout(index(platforms), platforms.flatMap(({ own, manifest }) => [own, manifest]));
    const found = async (path: string, options: Parameters<typeof openImages>[1]): Promise<readonly (string | undefined)[]> => (await openImages(path, options)).images.map((image) => image.platform?.architecture);
    expect(await found(folder, {})).toEqual([{ x64: 'amd64', arm64: 'arm64' }[process.arch as 'x64' | 'arm64']]);
    expect(await found(folder, { platform: 'all' })).toEqual(['amd64', 'arm64', 's390x', 'riscv64']);
    expect(await found(folder, { platform: { os: 'linux', architecture: 's390x' } })).toEqual(['s390x']);
    const error = await errorOf(openImages(folder, { platform: { os: 'windows', architecture: 'amd64' } }));
    expect(error.code).toBe('platform-not-found');
    expect(error.message).toContain('linux/riscv64');
    // Listed as many, held as one: it is that one.
    const [, , held] = platforms;
    const partial = layout(index(platforms), [held!.own, held!.manifest]);
    expect(await found(partial, {})).toEqual(['s390x']);
    expect((await errorOf(openImages(layout(index(platforms.slice(2)), platforms.slice(2).flatMap(({ own, manifest }) => [own, manifest]))))).code).toBe('platform-not-found');
  });
});

test('a tar without any image behind `docker-archive:` is an error', async () => {
  const error = await errorOf(openImages(`docker-archive:${workshop.write(await tarOf([{ path: 'etc/passwd', content: 'x' }]))}`));
  expect(error.message).toContain('manifest.json');
});
