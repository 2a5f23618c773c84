import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { bytesOf, errorOf, sha256 } from './craft.js';
import { FakeRegistry, QUICK, sendPart } from './fake-registry.js';

const USER = 'alice';
const PASSWORD = ['s3cr', 'etpw'].join('');
const IDENTITY = ['refr', 'eshme'].join('');
const BASIC = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
const SIGNED = 'X-Signature=0123456789';

let registry: FakeRegistry;
/** Another host: an object store, or where tokens are to be had. */
let other: FakeRegistry;
beforeEach(async () => {
  registry = await FakeRegistry.start();
  other = await FakeRegistry.start();
});
afterEach(async () => {
  await registry.stop();
  await other.stop();
});

const auth = (entry: object): { HOME: string; DOCKER_AUTH_CONFIG: string } => ({ HOME: '/nowhere', DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [registry.host]: entry } }) });
const withPassword = (): { HOME: string; DOCKER_AUTH_CONFIG: string } => auth({ auth: Buffer.from(`${USER}:${PASSWORD}`).toString('base64') });

/** Tokens that hold for `uses` requests; gives who asked for them. */
function askForTokens(uses = Infinity): void {
  let issued = 0;
  let left = 0;
  other.fault = (_request, response) => {
    issued += 1;
    left = uses;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ token: `token-${issued}` }));
    return true;
  };
  registry.fault = (request, response) => {
    if (request.headers.authorization === `Bearer token-${issued}` && left-- > 0) return false;
    response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${other.host}/token?a=1",service="test, registry",scope="repository:app/x:pull"` }).end();
    return true;
  };
}

function askForPassword(): void {
  registry.fault = (request, response) => {
    if (request.headers.authorization === BASIC) return false;
    response.writeHead(401, { 'www-authenticate': 'Basic realm="test"' }).end();
    return true;
  };
}

async function download(...options: Parameters<FakeRegistry['open']>): Promise<boolean> {
  const { images, close } = await registry.open(...options);
  const bytes = await bytesOf(await images[0]!.layers[0]!.open());
  await close();
  return bytes.equals(registry.layer);
}

describe('signing in', () => {
  test('with user and password from the configuration, once asked', async () => {
    askForPassword();
    expect(await download('app/x:1', {}, withPassword())).toBe(true);
    const [first, ...others] = registry.seen.map(({ authorization }) => authorization);
    expect(first).toBeNull();
    expect(new Set(others)).toEqual(new Set([BASIC]));
  });

  test('with what the caller gives, rather than with the configuration', async () => {
    askForPassword();
    expect(await download('app/x:1', { registry: { username: USER, password: PASSWORD } }, auth({ auth: Buffer.from('bob:x').toString('base64') }))).toBe(true);
  });

  test('anonymously for a token', async () => {
    askForTokens();
    expect(await download()).toBe(true);
    const [asked] = other.seen;
    expect(other.seen).toHaveLength(1);
    expect(asked!.authorization).toBeNull();
    expect(Object.fromEntries(new URL(asked!.url, 'http://x').searchParams)).toEqual({ a: '1', service: 'test, registry', scope: 'repository:app/x:pull' });
  });

  test('for a token with a password, which only the token server sees', async () => {
    askForTokens();
    expect(await download('app/x:1', {}, withPassword())).toBe(true);
    expect(other.seen.map(({ authorization }) => authorization)).toEqual([BASIC]);
    expect(registry.seen.some(({ authorization }) => authorization?.startsWith('Basic'))).toBe(false);
  });

  test('for a token with an identity token, in the body of a POST', async () => {
    askForTokens();
    expect(await download('app/x:1', {}, auth({ identitytoken: IDENTITY }))).toBe(true);
    const [asked] = other.seen;
    expect(asked).toMatchObject({ method: 'POST', authorization: null });
    expect(asked!.url).not.toContain(IDENTITY);
    expect(Object.fromEntries(new URLSearchParams(asked!.body))).toMatchObject({ grant_type: 'refresh_token', refresh_token: IDENTITY, scope: 'repository:app/x:pull', service: 'test, registry' });
  });

  test('with an access token of the configuration', async () => {
    registry.fault = (request, response) => {
      if (request.headers.authorization === 'Bearer ready') return false;
      response.writeHead(401, { 'www-authenticate': 'Bearer realm="http://127.0.0.1:1/"' }).end();
      return true;
    };
    expect(await download('app/x:1', {}, auth({ registrytoken: 'ready' }))).toBe(true);
  });

  test('again when the token has expired, also in the middle of a layer', async () => {
    askForTokens(1);
    const expiring = registry.fault;
    let cuts = 2;
    registry.fault = (request, response, body) => {
      if (expiring(request, response, body)) return true;
      if (!request.url!.includes(registry.layerDigest) || cuts-- <= 0) return false;
      sendPart(request, response, body!, undefined, 90_000);
      return true;
    };
    expect(await download()).toBe(true);
    expect(other.seen.length).toBeGreaterThanOrEqual(5);
    expect(registry.requests('blobs').map(({ range }) => range).filter(Boolean)).not.toHaveLength(0);
  });
});

describe('a sign-in that fails', () => {
  const refuse = (challenge: string | null): void => {
    registry.fault = (_request, response) => {
      response.writeHead(401, challenge === null ? {} : { 'www-authenticate': challenge }).end(`{"errors":[{"message":"${PASSWORD}"}]}`);
      return true;
    };
  };

  test.each([
    ['no credentials for Basic', 'Basic realm="x"', false, /none are known/],
    ['credentials that are not taken', 'Basic realm="x"', true, /does not take the credentials/],
    ['a scheme that nobody knows', 'Negotiate', true, /`negotiate`/],
    ['no scheme', null, true, /without saying which/],
    ['a realm that is no address', 'Bearer realm="file:///etc/passwd"', true, /no address to sign in/],
    ['a realm without TLS', 'Bearer realm="http://tokens.example/"', true, /without TLS/],
  ])('%s', async (_, challenge, signedIn, message) => {
    refuse(challenge);
    const error = await errorOf(registry.open('app/x:1', {}, signedIn ? withPassword() : undefined));
    expect(error.code).toBe('unauthorized');
    expect(error.message).toMatch(message);
    expect(error.hint).toContain(`docker login ${registry.host}`);
    expect(inspect(error, { depth: 9 })).not.toContain(PASSWORD);
  });

  test.each([
    [401, 'unauthorized', /does not take the credentials/],
    [403, 'unauthorized', /does not take/],
    [503, 'registry-unreachable', /HTTP 503/],
    [418, 'registry-unreachable', /HTTP 418/],
  ])('a token server that answers %i', async (status, code, message) => {
    askForTokens();
    other.fault = (_request, response) => {
      response.writeHead(status).end();
      return true;
    };
    const error = await errorOf(registry.open('app/x:1', {}, withPassword()));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(inspect(error, { depth: 9 })).not.toContain(PASSWORD);
  });

  test.each([['not json'], ['{}'], ['{"token":"a\\nb"}'], ['<html>']])('a token server that answers %s', async (body) => {
    askForTokens();
    other.fault = (_request, response) => {
      response.end(body);
      return true;
    };
    expect(['registry-unreachable', 'damaged']).toContain((await errorOf(registry.open())).code);
  });

  test('a token that is never good enough', async () => {
    askForTokens(0);
    expect((await errorOf(registry.open())).code).toBe('unauthorized');
    expect(other.seen.length).toBeLessThanOrEqual(3);
  });
});

describe('what another host receives', () => {
  test('of a redirect: the request without the authorization', async () => {
    askForPassword();
    const asking = registry.fault;
    other.put('blobs', registry.layer, 'application/octet-stream');
    let cut = true;
    other.fault = (request, response) => {
      request.headers.range ??= '';
      sendPart(request, response, registry.layer, undefined, cut ? 100_000 : Infinity);
      cut = false;
      return true;
    };
    registry.fault = (request, response, body) => {
      if (asking(request, response, body)) return true;
      if (!request.url!.includes('/blobs/')) return false;
      if (!request.url!.includes(registry.layerDigest)) return false;
      response.writeHead(307, { location: `http://user:pw@${other.host}/store?${SIGNED}` }).end();
      return true;
    };
    expect(await download('app/x:1', {}, withPassword())).toBe(true);
    expect(other.seen).toHaveLength(2);
    expect(other.seen.map(({ authorization }) => authorization)).toEqual([null, null]);
    expect(other.seen[1]!.range).not.toBeNull();
  });

  test.each([[403], [404], [500]])('of a redirect, and answers %i: no error tells the signed address', async (status) => {
    other.fault = (_request, response) => {
      response.writeHead(status).end();
      return true;
    };
    registry.fault = (request, response) => {
      if (!request.url!.includes(registry.layerDigest)) return false;
      response.writeHead(307, { location: `http://${other.host}/store?${SIGNED}` }).end();
      return true;
    };
    const error = await errorOf(download());
    expect(inspect(error, { depth: 9 })).not.toContain(SIGNED);
  });

  test('of a redirect to the same host: the authorization goes along', async () => {
    askForPassword();
    const asking = registry.fault;
    registry.fault = (request, response, body) => {
      if (asking(request, response, body)) return true;
      if (request.url === '/moved') {
        sendPart(request, response, registry.layer);
        return true;
      }
      if (!request.url!.includes(registry.layerDigest)) return false;
      response.writeHead(308, { location: '/moved' }).end();
      return true;
    };
    expect(await download('app/x:1', {}, withPassword())).toBe(true);
  });

  test('of credentials for another registry: nothing', async () => {
    askForPassword();
    const env = { HOME: '/nowhere', DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [other.host]: { auth: Buffer.from(`${USER}:${PASSWORD}`).toString('base64') } } }) };
    expect((await errorOf(registry.open('app/x:1', {}, env))).code).toBe('unauthorized');
    expect(registry.seen.every(({ authorization }) => authorization === null)).toBe(true);
  });
});

describe('through a proxy', () => {
  let proxy: Server;
  const asked: string[] = [];
  beforeEach(async () => {
    asked.length = 0;
    proxy = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers['proxy-authorization'] ?? ''}`);
      // Whatever it is asked for, it fetches from the registry of the test.
      const { pathname } = new URL(request.url!);
      void fetch(`http://${registry.host}${pathname}`, { headers: { accept: '*/*' } }).then(async (answer) => response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer())));
    });
    proxy.on('connect', (request, socket) => {
      asked.push(`CONNECT ${request.url}`);
      if (request.url!.startsWith('refused')) {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
        return;
      }
      const [host, port] = registry.host.split(':');
      const upstream = connect(Number(port), host);
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(upstream).pipe(socket);
      socket.on('error', () => upstream.destroy());
      upstream.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    proxy.closeAllConnections();
    proxy.close();
  });

  const open = async (host: string, options: { insecure?: boolean } = {}, env: Record<string, string> = {}): Promise<unknown> => {
    const { openRegistry } = await import('../../src/source/registry-source.js');
    const { parseImageName } = await import('../../src/source/registry/image-name.js');
    const at = `http://user:${PASSWORD}@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    return openRegistry(parseImageName(`${host}/app/x:1`)!, { registry: options }, { HOME: '/nowhere', HTTPS_PROXY: at, HTTP_PROXY: at, ...env }, QUICK);
  };

  test('TLS goes by CONNECT, and plain HTTP, where it is allowed, by the whole address', async () => {
    const opened = (await open('registry.invalid', { insecure: true })) as { images: readonly { layers: readonly { descriptor: { digest: string } }[] }[]; close(): Promise<void> };
    expect(opened.images[0]!.layers[0]!.descriptor.digest).toBe(`sha256:${sha256(registry.layer)}`);
    expect(asked[0]).toBe('CONNECT registry.invalid:443');
    expect(asked[1]).toBe(`GET http://registry.invalid/v2/app/x/manifests/1 Basic ${Buffer.from(`user:${PASSWORD}`).toString('base64')}`);
    await opened.close();
  });

  test('that refuses', async () => {
    const error = await errorOf(open('refused.invalid'));
    expect(error.message).toContain('HTTP 407');
    expect(inspect(error, { depth: 9 })).not.toContain(PASSWORD);
  });

  test('but not to what NO_PROXY names', async () => {
    await errorOf(open('registry.invalid', {}, { NO_PROXY: '.invalid' }));
    expect(asked).toEqual([]);
  });
});
