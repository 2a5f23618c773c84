import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseImageName } from '../../src/source/registry/image-name.js';
import { findDoors } from '../../src/source/registry/mirrors.js';
import type { RegistryOptions } from '../../src/source/registry/options.js';
import { openRegistry } from '../../src/source/registry-source.js';
import type { OpenedImages } from '../../src/source/source.js';
import { bytesOf, errorOf, Workshop } from './craft.js';
import { FakeRegistry, QUICK } from './fake-registry.js';

const workshop = new Workshop();
afterAll(() => workshop.remove());
const HOME = '/nowhere';

const config = (text: string): Record<string, string> => ({ HOME, CONTAINERS_REGISTRIES_CONF: workshop.write(text) });
const open = (name: string, registry: RegistryOptions, env: Record<string, string> = { HOME }): Promise<OpenedImages<never>> => openRegistry(parseImageName(name)!, { registry }, env, QUICK);

describe('a mirror', () => {
  let first: FakeRegistry;
  let second: FakeRegistry;
  beforeEach(async () => {
    [first, second] = [await FakeRegistry.start(), await FakeRegistry.start()];
  });
  afterEach(async () => {
    await first.stop();
    await second.stop();
  });
  const absent = (registry: FakeRegistry, status: number): void => {
    registry.fault = (_request, response) => {
      response.writeHead(status).end();
      return true;
    };
  };

  test('of Docker Hub is asked in its place, and the image keeps its name', async () => {
    const { images, close } = await open('app/x:1', { mirrors: [`http://${first.host}/`] });
    expect(images[0]!.reference).toBe('docker://docker.io/app/x:1');
    expect((await bytesOf(await images[0]!.layers[0]!.open())).equals(first.layer)).toBe(true);
    await close();
  });

  test.each([
    ['has it not', 404],
    ['wants to know who asks', 401],
    ['is out of order', 500],
    ['is no registry', 418],
  ])('that %s is left for the next', async (_, status) => {
    absent(first, status);
    const { images, close } = await open('app/x:1', { mirrors: [first.host, second.host] });
    expect((await bytesOf(await images[0]!.layers[0]!.open())).equals(second.layer)).toBe(true);
    await close();
  });

  test('that nobody listens at is left for the next', async () => {
    await first.stop();
    const { images } = await open('app/x:1', { mirrors: [first.host, second.host] });
    expect(images).toHaveLength(1);
    first = await FakeRegistry.start();
  });

  test.each([
    ['has lost', 404],
    ['does not give', 403],
    ['fails at', 500],
  ])('that %s a layer is left for the next, for this layer alone', async (_, status) => {
    second.put('blobs', first.layer, 'application/octet-stream');
    first.fault = (request, response) => {
      if (!request.url!.endsWith(first.layerDigest)) return false;
      response.writeHead(status).end();
      return true;
    };
    const { images, close } = await open('app/x:1', { mirrors: [first.host, second.host] });
    expect((await bytesOf(await images[0]!.layers[0]!.open())).equals(first.layer)).toBe(true);
    expect(second.requests('/blobs/').map(({ url }) => url)).toEqual([`/v2/app/x/blobs/${first.layerDigest}`]);
    expect(second.requests('/manifests/')).toEqual([]);
    await close();
  });

  test('that has lost the config is no reason to go without it', async () => {
    const { config } = JSON.parse(first.bytesOf('manifests/1').toString()) as { config: { digest: string } };
    second.put('blobs', first.bytesOf(`blobs/${config.digest}`), 'application/octet-stream');
    first.fault = (request, response) => {
      if (!request.url!.endsWith(config.digest)) return false;
      response.writeHead(404).end();
      return true;
    };
    const { images, close } = await open('app/x:1', { mirrors: [first.host, second.host] });
    expect(images[0]).toMatchObject({ notices: [], history: [{ createdBy: 'step' }] });
    await close();
  });

  test('never sees what was given for the registry itself, nor what was left for another host', async () => {
    const ask = 'Basic realm="x"';
    for (const registry of [first, second]) {
      registry.fault = (request, response) => {
        if (request.headers.authorization !== undefined) return false;
        response.writeHead(401, { 'www-authenticate': ask }).end();
        return true;
      };
    }
    const home = `${workshop.write('')}-home`;
    const auth = Buffer.from('bob:of-the-second').toString('base64');
    mkdirSync(join(home, '.docker'), { recursive: true });
    writeFileSync(join(home, '.docker/config.json'), JSON.stringify({ auths: { [second.host]: { auth }, 'https://index.docker.io/v1/': { auth: Buffer.from('carol:of-the-hub').toString('base64') } } }));
    const { images } = await open('app/x:1', { mirrors: [first.host, second.host], username: 'alice', password: 'of-the-hub' }, { HOME: home });
    expect(images).toHaveLength(1);
    expect(first.seen.map(({ authorization }) => authorization)).toEqual([null]);
    expect(new Set(second.seen.map(({ authorization }) => authorization))).toEqual(new Set([null, `Basic ${auth}`]));
  });

  test('of any registry, and where it is in truth, by registries.conf', async () => {
    absent(first, 404);
    const env = config(`[[registry]]\nprefix = "registry.example/team"\nlocation = "${second.host}"\n[[registry.mirror]]\nlocation = "${first.host}/mirror"\n`);
    const { images } = await open('registry.example/team/app/x:1', {}, env);
    expect(images[0]!.reference).toBe('docker://registry.example/team/app/x:1');
    expect(first.seen[0]!.url).toBe('/v2/mirror/app/x/manifests/1');
    expect(second.seen[0]!.url).toBe('/v2/app/x/manifests/1');
  });
});

describe('registries.conf', () => {
  const doors = async (text: string, name: string): Promise<readonly string[]> =>
    (await findDoors(parseImageName(name)!, {}, config(text))).map((door) => `${door.isMirror ? 'mirror ' : ''}${door.insecure ? 'insecure ' : ''}${door.name.host}/${door.name.repository}:${door.name.tag ?? door.name.digest}`);
  const digest = `sha256:${'a'.repeat(64)}`;

  test.each([
    ['nothing of registries', 'unqualified-search-registries = ["x"]', 'a.example/b:1', ['a.example/b:1']],
    ['another prefix', '[[registry]]\nprefix = "a.example/bc"\nlocation = "x.example"', 'a.example/b:1', ['a.example/b:1']],
    ['a location', '[[registry]]\nprefix = "a.example"\nlocation = "x.example/y"', 'a.example/b:1', ['x.example/y/b:1']],
    ['the longest prefix', '[[registry]]\nprefix = "a.example"\nlocation = "x.example"\n[[registry]]\nprefix = "a.example/b"\nlocation = "y.example/z"', 'a.example/b/c:1', ['y.example/z/c:1']],
    ['an insecure registry', '[[registry]]\nlocation = "a.example"\ninsecure = true', 'a.example/b:1', ['insecure a.example/b:1']],
    ['every subdomain', '[[registry]]\nprefix = "*.example"\n[[registry.mirror]]\nlocation = "m.test"\ninsecure = true', 'a.b.example/c:1', ['mirror insecure m.test/c:1', 'a.b.example/c:1']],
    ['mirrors for digests, and a tag', '[[registry]]\nlocation = "a.example"\nmirror-by-digest-only = true\n[[registry.mirror]]\nlocation = "m.test"', 'a.example/b:1', ['a.example/b:1']],
    ['mirrors for digests, and a digest', '[[registry]]\nlocation = "a.example"\nmirror-by-digest-only = true\n[[registry.mirror]]\nlocation = "m.test"', `a.example/b@${digest}`, [`mirror m.test/b:${digest}`, `a.example/b:${digest}`]],
    ['a mirror for tags', '[[registry]]\nlocation = "a.example"\n[[registry.mirror]]\nlocation = "m.test"\npull-from-mirror = "tag-only"', `a.example/b@${digest}`, [`a.example/b:${digest}`]],
    ['Docker Hub', '[[registry]]\nprefix = "docker.io"\n[[registry.mirror]]\nlocation = "m.test/hub"', 'nginx', ['mirror m.test/hub/library/nginx:latest', 'docker.io/library/nginx:latest']],
  ])('%s', async (_, text, name, expected) => {
    expect(await doors(text, name)).toEqual(expected);
  });

  test.each([
    ['blocked', '[[registry]]\nlocation = "a.example"\nblocked = true', 'unauthorized', /blocks/],
    ['no TOML', '[[registry]]\nlocation = ', 'usage', /no valid TOML/],
    ['moved to no name', '[[registry]]\nprefix = "a.example"\nlocation = "../x"', 'usage', /no name of an image/],
  ])('%s is an error', async (_, text, code, words) => {
    const error = await errorOf(doors(text, 'a.example/b:1'));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(words);
  });

  test('of the system, then of its folder, then of the user; the later counts', async () => {
    const folder = `${workshop.write('')}-conf`;
    const write = (path: string, location: string, prefix = 'a.example'): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), `[[registry]]\nprefix = "${prefix}"\nlocation = "${location}"\n`);
    };
    const found = async (): Promise<string> => (await findDoors(parseImageName('a.example/b')!, {}, { HOME: join(folder, 'home') }, join(folder, 'etc')))[0]!.name.host;
    expect(await found()).toBe('a.example');
    write('etc/registries.conf', 'one.test');
    expect(await found()).toBe('one.test');
    write('etc/registries.conf.d/1.conf', 'two.test');
    expect(await found()).toBe('two.test');
    write('home/.config/containers/registries.conf.d/1.conf', 'three.test');
    expect(await found()).toBe('three.test');
  });
});

test.each([['ftp://x'], ['..'], [''], ['x y'], ['https://']])('`%s` is no mirror', async (mirror) => {
  expect((await errorOf(open('app/x:1', { mirrors: [mirror] }))).code).toBe('usage');
});
