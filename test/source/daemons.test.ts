import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { tarOf } from '../../sample-images/encode.js';
import { findContext } from '../../src/source/docker-context.js';
import { findEndpoints } from '../../src/source/daemon-endpoint.js';
import { sshArguments } from '../../src/source/ssh-agent.js';
import { errorOf, layerOf, sha256, Workshop } from './craft.js';

/** Where an engine is found, and how several images come out of it. */
const workshop = new Workshop();
const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});
afterAll(() => workshop.remove());

let count = 0;
/** A folder for Docker's settings with these contexts. */
function dockerConfig(contexts: Record<string, { host: string; skip?: boolean; tls?: Record<string, string> }>, config: object = {}): string {
  const folder = join(workshop.folder, `docker-${count++}`);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('config.json', JSON.stringify(config));
  for (const [name, { host, skip = false, tls = {} }] of Object.entries(contexts)) {
    const id = createHash('sha256').update(name).digest('hex');
    write(`contexts/meta/${id}/meta.json`, JSON.stringify({ Name: name, Metadata: {}, Endpoints: { docker: { Host: host, SkipTLSVerify: skip } } }));
    for (const [file, text] of Object.entries(tls)) write(`contexts/tls/${id}/docker/${file}`, text);
  }
  return folder;
}

describe('the context', () => {
  const two = { a: { host: 'unix:///a.sock' }, b: { host: 'tcp://b:2376', tls: { 'ca.pem': 'CA', 'cert.pem': 'CERT', 'key.pem': 'KEY' } }, c: { host: 'tcp://c:1', skip: true } };

  test.each([
    ['none is chosen', {}, {}, null],
    ['the default one', { DOCKER_CONTEXT: 'default' }, { currentContext: 'a' }, null],
    ['by the environment', { DOCKER_CONTEXT: 'b' }, { currentContext: 'a' }, { name: 'b', host: 'tcp://b:2376', tls: { ca: Buffer.from('CA'), cert: Buffer.from('CERT'), key: Buffer.from('KEY'), verify: true } }],
    ['by `docker context use`', {}, { currentContext: 'a' }, { name: 'a', host: 'unix:///a.sock', tls: null }],
    ['without verifying', { DOCKER_CONTEXT: 'c' }, {}, { name: 'c', host: 'tcp://c:1', tls: { ca: null, cert: null, key: null, verify: false } }],
    ['that is not there', { DOCKER_CONTEXT: '../../etc' }, {}, { name: '../../etc', trouble: 'there is no such context' }],
  ])('%s', async (_, env, config, expected) => {
    expect(await findContext({ ...env, DOCKER_CONFIG: dockerConfig(two, config) })).toEqual(expected);
  });

  test.each([['nonsense'], ['[]'], ['{"currentContext":7}']])('settings that are %s choose none', async (text) => {
    const folder = dockerConfig({});
    writeFileSync(join(folder, 'config.json'), text);
    expect(await findContext({ DOCKER_CONFIG: folder })).toBeNull();
  });
});

describe('endpoints', () => {
  const hosts = async (env: Record<string, string>): Promise<readonly (string | undefined)[]> => (await findEndpoints({ DOCKER_CONFIG: '/nowhere', XDG_RUNTIME_DIR: '/run/user/7', ...env })).map((one) => ('host' in one ? one.host : one.refusal));

  test('DOCKER_HOST alone, where it is set', async () => {
    expect(await hosts({ DOCKER_HOST: 'ssh://me@far', DOCKER_CONTEXT: 'x', CONTAINER_HOST: 'unix:///p' })).toEqual(['ssh://me@far']);
    expect(await hosts({ DOCKER_HOST: 'far:2375' })).toEqual(['tcp://far:2375']);
  });

  test('the sockets of Docker, then those of Podman', async () => {
    const all = await hosts({});
    expect(all[0]).toBe('unix:///var/run/docker.sock');
    expect(all).toEqual(expect.arrayContaining(['unix:///run/user/7/docker.sock', 'unix:///run/user/7/podman/podman.sock', 'unix:///run/podman/podman.sock']));
  });

  test('a context in place of the sockets of Docker, CONTAINER_HOST in place of those of Podman', async () => {
    const DOCKER_CONFIG = dockerConfig({ far: { host: 'ssh://far' } });
    expect(await hosts({ DOCKER_CONFIG, DOCKER_CONTEXT: 'far', CONTAINER_HOST: 'unix:///p' })).toEqual(['ssh://far', 'unix:///p']);
    expect(await hosts({ DOCKER_CONFIG, DOCKER_CONTEXT: 'gone', CONTAINER_HOST: 'unix:///p' })).toEqual(['there is no such context', 'unix:///p']);
  });

  test('TLS where it is asked for, or where the port says so', async () => {
    const tls = async (env: Record<string, string>): Promise<boolean> => (await findEndpoints(env)).some((one) => 'tls' in one && one.tls !== null);
    expect(await tls({ DOCKER_HOST: 'tcp://h:1234' })).toBe(false);
    expect(await tls({ DOCKER_HOST: 'tcp://h:1234', DOCKER_TLS_VERIFY: '1' })).toBe(true);
    expect(await tls({ DOCKER_HOST: 'tcp://h:2376' })).toBe(true);
  });

  test.each([
    ['DOCKER_HOST', 'gopher://x', /names no socket/],
    ['DOCKER_HOST', 'tcp://', /names no socket/],
    ['DOCKER_HOST', 'unix:///nowhere/x.sock', /no such socket/],
    ['DOCKER_HOST', 'https://127.0.0.1:1', /nobody listens/],
    ['DOCKER_CONTEXT', 'gone', /there is no such context/],
  ])('%s=%s is an error that says so', async (name, value, words) => {
    process.env = { ...before, DOCKER_CONFIG: '/nowhere', CONTAINER_HOST: 'unix:///nowhere', [name]: value };
    const error = await errorOf(workshop.open('docker-daemon:app:1'));
    expect(error.code).toBe('daemon-unreachable');
    expect(error.message).toMatch(words);
  });
});

test.each([
  ['ssh://far', ['--', 'far', 'docker', 'system', 'dial-stdio']],
  ['ssh://me@far:22', ['-l', 'me', '-p', '22', '--', 'far', 'docker', 'system', 'dial-stdio']],
  ["ssh://me@far/run/x'y.sock", ['-l', 'me', '--', 'far', 'docker', '--host', `'unix:///run/x'\\''y.sock'`, 'system', 'dial-stdio']],
  ['ssh://-oProxyCommand=x@-oProxyCommand=y/', ['-l', '-oProxyCommand=x', '--', '-oProxyCommand=y', 'docker', 'system', 'dial-stdio']],
])('%s asks ssh for the engine', (address, expected) => {
  expect(sshArguments(new URL(address)).slice(5)).toEqual(expected);
});

describe('an engine', () => {
  let server: Server;
  let asked: string[];
  let socket: string;

  beforeEach(async () => {
    const layer = await layerOf(Buffer.alloc(3 * 1024 * 1024, 'shared'));
    const configs = ['a', 'b'].map((name) => JSON.stringify({ os: 'linux', architecture: 'amd64', config: { Labels: { name } }, rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] }, history: [{ created_by: 'x' }] }));
    const archive = await tarOf([
      { path: 'shared/layer.tar', content: layer },
      ...configs.map((content) => ({ path: `${sha256(content)}.json`, content })),
      { path: 'manifest.json', content: JSON.stringify(configs.map((content, index) => ({ Config: `${sha256(content)}.json`, RepoTags: [`${'ab'[index]}:1`], Layers: ['shared/layer.tar'] }))) },
    ]);
    asked = [];
    socket = join(workshop.folder, `several-${count++}.sock`);
    server = createServer((request, response) => {
      const url = decodeURIComponent(request.url ?? '').replace(/^\/+/, '/');
      asked.push(url);
      const name = /^\/images\/([ab])(?::1)?\/json$/.exec(url)?.[1];
      if (url === '/_ping') response.end('OK');
      else if (name) response.setHeader('content-type', 'application/json').end(JSON.stringify({ Id: 'x', RepoTags: [`${name}:1`, `${name}:latest`] }));
      else if (url === '/images/get?names=a:1&names=b:1') response.end(archive);
      else response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"no such image"}');
    }).listen(socket);
    await new Promise((resolve) => server.once('listening', resolve));
    process.env = { ...before, DOCKER_HOST: `unix://${socket}` };
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test('saves several images in one stream; the layer that they share passes once', async () => {
    let passed = 0;
    const { images, seen } = await workshop.open('docker-daemon:a:1,b:1', { onLayer: () => Promise.resolve(++passed) });
    expect(images.map(({ reference, names }) => [reference, names])).toEqual([
      ['docker-daemon:a:1', ['a:1', 'a:latest']],
      ['docker-daemon:b:1', ['b:1', 'b:latest']],
    ]);
    expect(images.map(({ layers }) => seen.get(layers[0]!))).toEqual([1, 1]);
    expect(passed).toBe(1);
    expect(asked.filter((url) => url.includes('/get'))).toHaveLength(1);
  });

  test('of which one is not there', async () => {
    const error = await errorOf(workshop.open('docker-daemon:a:1,c:1'));
    expect([error.code, error.message]).toEqual(['not-found', expect.stringContaining('`c:1`: has no such image')]);
  });

  describe('behind ssh', () => {
    /** In place of `ssh`: notes what it is asked for, and leads to the socket. */
    const fakeSsh = (body: string): string => {
      const folder = join(workshop.folder, `bin-${count++}`);
      mkdirSync(folder);
      // What lies above may call itself a module.
      writeFileSync(join(folder, 'package.json'), '{}');
      writeFileSync(join(folder, 'ssh'), `#!${process.execPath}\nrequire('node:fs').writeFileSync(${JSON.stringify(join(folder, 'args'))}, JSON.stringify(process.argv.slice(2)));\n${body}\n`);
      chmodSync(join(folder, 'ssh'), 0o755);
      process.env['PATH'] = `${folder}:${before['PATH']}`;
      return join(folder, 'args');
    };

    test('is read through it', async () => {
      const args = fakeSsh(`const socket = require('node:net').connect(${JSON.stringify(socket)}); process.stdin.pipe(socket); socket.pipe(process.stdout);`);
      process.env['DOCKER_HOST'] = 'ssh://me@far.example';
      const { images } = await workshop.open('docker-daemon:a:1,b:1', { onLayer: () => Promise.resolve(1) });
      expect(images).toHaveLength(2);
      expect(JSON.parse(readFileSync(args, 'utf8'))).toEqual(expect.arrayContaining(['-l', 'me', 'far.example', 'dial-stdio']));
    });

    test('that refuses says why', async () => {
      fakeSsh(`console.error('Warning: x\\nme@far.example: Permission denied (publickey).'); process.exit(255);`);
      process.env['DOCKER_HOST'] = 'ssh://me@far.example';
      const error = await errorOf(workshop.open('docker-daemon:a:1'));
      expect(error.code).toBe('daemon-unreachable');
      expect(error.message).toContain('Permission denied (publickey)');
    });

    test('where there is none', async () => {
      process.env['PATH'] = '/nowhere';
      process.env['DOCKER_HOST'] = 'ssh://far.example';
      expect((await errorOf(workshop.open('docker-daemon:a:1'))).message).toContain('`ssh` could not be run');
    });
  });
});
