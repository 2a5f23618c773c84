import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { tarOf } from '../../sample-images/encode.js';
import { Workshop, bytesOf, dockerArchive, errorOf, layerOf, sha256 } from './craft.js';

const workshop = new Workshop();
afterAll(() => workshop.remove());

const layer = await layerOf('in the daemon');
const big = await layerOf(Buffer.alloc(3 * 1024 * 1024, 'big'));
const archive = await dockerArchive([layer, big]);

const before = process.env['DOCKER_HOST'];
beforeEach(() => {
  process.env['DOCKER_HOST'] = `unix://${workshop.folder}/nobody.sock`;
});
afterEach(() => {
  if (before === undefined) delete process.env['DOCKER_HOST'];
  else process.env['DOCKER_HOST'] = before;
});

describe('a reference without transport', () => {
  test('that fits no door is an error that names every door and why it said no', async () => {
    const error = await errorOf(workshop.open('no-such-image'));
    expect(error.code).toBe('unrecognised');
    expect(error.message).toContain('OCI layout, tar archive, copied image, files: there is no such file or directory. container engine: ');
    expect(error.message).toContain('DOCKER_HOST');
    expect(error.hint).toContain('docker-archive:');
  });

  test.each([
    ['a Docker archive', async () => workshop.write(archive), 'image'],
    ['a root file system', async () => workshop.write(await tarOf([{ path: 'etc/passwd', content: 'root' }])), 'directory'],
    ['a text', async () => workshop.write('KEY=value\n'), 'directory'],
    ['an empty file', async () => workshop.write(''), 'directory'],
    ['a directory', async () => workshop.folder, 'directory'],
  ])('%s is recognised by looking', async (_, make, kind) => {
    const { images } = await workshop.open(await make());
    expect(images.map((image) => image.kind)).toEqual([kind]);
  });

  test('an index.json of something else makes no layout', async () => {
    const folder = join(workshop.folder, 'web');
    mkdirSync(folder);
    writeFileSync(join(folder, 'index.json'), '{"title":"web"}');
    const { images } = await workshop.open(folder);
    expect(images[0]!.kind).toBe('directory');
  });
});

describe('docker-archive:PATH', () => {
  test.each([[':sample:1', true], [':docker.io/library/sample:1', true], [':@0', true], [':sample', false], [':other:1', false], [':@1', false]])('with %s', async (selector, fits) => {
    const opening = workshop.open(`docker-archive:${workshop.write(archive)}${selector}`);
    if (fits) expect((await opening).images).toHaveLength(1);
    else expect((await errorOf(opening)).message).toContain('`sample:1`');
  });

  test('a path with colons is a path', async () => {
    const path = join(workshop.folder, 'image:with:colons.tar');
    writeFileSync(path, archive);
    expect((await workshop.open(`docker-archive:${path}`)).images).toHaveLength(1);
    expect((await workshop.open(`docker-archive:${path}:sample:1`)).images).toHaveLength(1);
  });

  test.each([['docker-archive:/no/such.tar', 'not-found'], ['docker-archive:', 'usage'], ['oci:/no/such', 'not-found'], ['', 'usage']])('%s', async (reference, code) => {
    const error = await errorOf(workshop.open(reference));
    expect(error.code).toBe(code);
    expect(error.hint).not.toBeNull();
  });

  test('of a platform that it does not hold', async () => {
    const error = await errorOf(workshop.open(`docker-archive:${workshop.write(archive)}`, { platform: { os: 'linux', architecture: 's390x' } }));
    expect(error.code).toBe('platform-not-found');
    expect(error.message).toContain('linux/amd64');
  });
});

describe('docker-daemon:', () => {
  let server: Server | null = null;
  let sockets = 0;
  const asked: string[] = [];

  /** Answers as an engine does that has one image, under the name `localhost/sample:1`. */
  async function listen(): Promise<void> {
    asked.length = 0;
    // Another path each time: the client keeps connections open, and would meet a server that has gone.
    const path = join(workshop.folder, `engine${sockets++}.sock`);
    server = createServer((request, response) => {
      const url = decodeURIComponent(request.url ?? '').replace(/^\/+/, '/');
      asked.push(url);
      if (url === '/_ping') response.end('OK');
      else if (/^\/images\/localhost\/sample(:1)?\/json$/.test(url)) response.setHeader('content-type', 'application/json').end(JSON.stringify({ Id: 'x', RepoTags: ['localhost/sample:1', 'localhost/also:2'] }));
      else if (url === '/images/localhost/sample:1/get') response.end(archive);
      else response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"no such image"}');
    }).listen(path);
    await new Promise((resolve) => server!.once('listening', resolve));
    process.env['DOCKER_HOST'] = `unix://${path}`;
  }
  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
    server = null;
  });

  test.each([['docker-daemon:sample:1'], ['localhost/sample:1'], ['sample:1']])('%s is streamed, and a big layer can be asked for again', async (reference) => {
    await listen();
    const { images, seen } = await workshop.open(reference, { onLayer: async (passing) => sha256(await bytesOf(await passing.open())) });
    const [image] = images;
    expect(image!.reference).toBe(`docker-daemon:${reference.replace('docker-daemon:', '')}`);
    expect(image!.names).toEqual(['sample:1', 'localhost/sample:1', 'localhost/also:2']);
    expect(image!.layers.map((each) => seen.get(each) ?? null)).toEqual([null, sha256(big)]);
    expect((await bytesOf(await image!.layers[1]!.open())).equals(big)).toBe(true);
    expect(asked.filter((url) => url.endsWith('/get'))).toHaveLength(2);
  });

  test('an image that it does not have', async () => {
    await listen();
    const error = await errorOf(workshop.open('docker-daemon:other:1'));
    expect(error.message).toContain('no such image');
    expect(error.code).toBe('not-found');
    expect(error.hint).toContain('docker pull');
  });

  test('an engine that does not answer', async () => {
    const error = await errorOf(workshop.open('docker-daemon:sample:1'));
    expect(error.code).toBe('daemon-unreachable');
    expect(error.message).toContain('nobody.sock');
    expect(error.hint).toContain('docker save');
  });

  test('credentials in DOCKER_HOST are in no message', async () => {
    process.env['DOCKER_HOST'] = `tcp://user:${['hun', 'ter2'].join('')}@127.0.0.1:1`;
    const error = await errorOf(workshop.open('docker-daemon:sample:1'));
    expect(error.message).toContain('127.0.0.1:1');
    expect(error.message).not.toContain('hunter2');
  });

  test.each([['../secrets'], ['a b'], ['name?all=1'], ['a//b'], ['/etc/x']])('`%s` is not asked for', async (name) => {
    await listen();
    const error = await errorOf(workshop.open(`docker-daemon:${name}`));
    expect(error.message).toContain('is not an image name');
    expect(asked).toEqual([]);
  });
});
