import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseChallenges } from '../../src/source/registry/challenge.js';
import { parseImageName } from '../../src/source/registry/image-name.js';
import { proxyFor } from '../../src/source/registry/proxy.js';
import { parseRetryAfter } from '../../src/source/registry/timing.js';
import { registryAddresses } from '../../src/source/registry/transport.js';
import { errorOf } from './craft.js';
import { openImages } from '../../src/source/open.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('the name of an image', () => {
  test.each([
    ['nginx', 'docker.io', 'library/nginx', 'latest', null],
    ['nginx:1.27', 'docker.io', 'library/nginx', '1.27', null],
    ['acme/app', 'docker.io', 'acme/app', 'latest', null],
    ['docker.io/nginx', 'docker.io', 'library/nginx', 'latest', null],
    ['index.docker.io/acme/app:2', 'docker.io', 'acme/app', '2', null],
    ['ghcr.io/acme/app:1', 'ghcr.io', 'acme/app', '1', null],
    ['localhost/app', 'localhost', 'app', 'latest', null],
    ['localhost:5000/app', 'localhost:5000', 'app', 'latest', null],
    ['127.0.0.1:5000/a/b/c:t', '127.0.0.1:5000', 'a/b/c', 't', null],
    ['[::1]:5000/app:1', '[::1]:5000', 'app', '1', null],
    ['Registry/app', 'Registry', 'app', 'latest', null],
    [`nginx@${DIGEST}`, 'docker.io', 'library/nginx', null, DIGEST],
    [`ghcr.io/a/b:1@${DIGEST}`, 'ghcr.io', 'a/b', '1', DIGEST],
    ['a__b/c-d.e--f', 'docker.io', 'a__b/c-d.e--f', 'latest', null],
  ])('%s', (text, host, repository, tag, digest) => {
    expect(parseImageName(text)).toMatchObject({ host, repository, tag, digest });
  });

  test.each([[''], ['/x'], ['x/'], ['a//b'], ['../x'], ['./x'], ['x y'], ['x:'], ['x:a b'], ['x@sha256:12'], ['x@'], ['x?a=1'], ['APP'], ['a_/b'], ['x:1:2'], ['h.io/x/../y'], ['h.io:99999999/x'], ['evil.io\\@x/y'], ['h.io/%2e%2e/x'], ['a'.repeat(300)], ['user:pw@host.io/x']])('`%s` is none', (text) => {
    expect(parseImageName(text)).toBeNull();
  });

  test('whatever is taken for one gives an address of that host alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'B', '.', ':', '/', '@', '-', '_', '1', '[', ']', '#', '?', '%', '\\') }), (text) => {
        const name = parseImageName(text);
        if (name === null || name.host === 'docker.io') return;
        try {
          const [address] = registryAddresses(name.host, false);
          expect(address!.pathname).toBe('/');
          expect(address!.username).toBe('');
        } catch (error) {
          expect((error as { code: string }).code).toBe('usage');
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.each([['docker://'], ['docker:///x'], ['docker://a b'], ['docker://host.io/']])('`%s` is wrong usage', async (reference) => {
    expect((await errorOf(openImages(reference))).code).toBe('usage');
  });
});

test('a file that is not there is asked of no registry', async () => {
  const error = await errorOf(openImages('no-such-file.tar.gz'));
  expect(error.code).toBe('unrecognised');
  expect(error.message).toContain('registry: looks like a file');
  expect(error.hint).toContain('`docker://`');
});

describe('WWW-Authenticate', () => {
  test.each([
    ['Basic realm="test"', [['basic', { realm: 'test' }]]],
    ['Bearer realm="https://a/t?x=1,2",service="a, b",scope="repository:a/b:pull,push"', [['bearer', { realm: 'https://a/t?x=1,2', service: 'a, b', scope: 'repository:a/b:pull,push' }]]],
    ['Basic realm="x", Bearer realm=https://a/t', [['basic', { realm: 'x' }], ['bearer', { realm: 'https://a/t' }]]],
    ['Negotiate, Basic realm="x"', [['negotiate', {}], ['basic', { realm: 'x' }]]],
    ['Negotiate YIIabc==, BEARER Realm="y" , error="invalid_token"', [['negotiate', {}], ['bearer', { realm: 'y', error: 'invalid_token' }]]],
    ['Basic realm="a \\"quoted\\" name"', [['basic', { realm: 'a "quoted" name' }]]],
    ['Bearer realm = "x" ,, service=y', [['bearer', { realm: 'x', service: 'y' }]]],
    ['', []],
    ['"""', []],
    ['Bearer realm="never ends', [['bearer', {}], ['realm', {}]]],
  ])('%s', (header, expected) => {
    expect(parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])).toEqual(expected);
  });

  test('ends for any text, in time that grows with it', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '=', ',', '"', ' ', '\\', ';') }), (text) => void parseChallenges(text)));
    const began = performance.now();
    parseChallenges('a="\\'.repeat(4000));
    parseChallenges(`Basic ${'a'.repeat(16_000)}`);
    expect(performance.now() - began).toBeLessThan(500);
  });
});

test.each([[undefined, null], ['5', 5000], ['Thu, 01 Jan 1970 00:01:40 GMT', 90_000], ['Thu, 01 Jan 1970 00:00:01 GMT', 0], ['soon', null], ['-1', null]])('Retry-After: %s', (value, expected) => {
  const found = parseRetryAfter(value, 10_000);
  if (value === '-1') expect(found === null || found >= 0).toBe(true);
  else expect(found).toBe(expected);
});

describe('the proxy for an address', () => {
  const P = 'http://proxy:3128';
  test.each([
    ['https://a.example/', { HTTPS_PROXY: P }, true],
    ['https://a.example/', { https_proxy: 'proxy:3128' }, true],
    ['https://a.example/', { HTTP_PROXY: P }, false],
    ['http://a.example/', { HTTP_PROXY: P }, true],
    ['https://localhost/', { HTTPS_PROXY: P }, false],
    ['https://127.1.2.3:5000/', { HTTPS_PROXY: P }, false],
    ['https://[::1]:5000/', { HTTPS_PROXY: P }, false],
    ['https://a.example/', { HTTPS_PROXY: P, NO_PROXY: '*' }, false],
    ['https://a.example/', { HTTPS_PROXY: P, NO_PROXY: 'example' }, false],
    ['https://a.example/', { HTTPS_PROXY: P, NO_PROXY: 'b.org, .example' }, false],
    ['https://a.example/', { HTTPS_PROXY: P, NO_PROXY: '*.example' }, false],
    ['https://a.example/', { HTTPS_PROXY: P, NO_PROXY: 'ample' }, true],
    ['https://a.example:5000/', { HTTPS_PROXY: P, NO_PROXY: 'a.example:5000' }, false],
    ['https://a.example/', { HTTPS_PROXY: P, NO_PROXY: 'a.example:5000' }, true],
    ['https://10.1.2.3/', { HTTPS_PROXY: P, NO_PROXY: '10.0.0.0/8' }, false],
    ['https://11.1.2.3/', { HTTPS_PROXY: P, NO_PROXY: '10.0.0.0/8' }, true],
    ['https://[fd00::1]/', { HTTPS_PROXY: P, NO_PROXY: 'fd00::/8' }, false],
    ['https://[fd00::1]/', { HTTPS_PROXY: P, NO_PROXY: '[fd00::1]' }, false],
    ['https://10.1.2.3/', { HTTPS_PROXY: P, NO_PROXY: '10.0.0.0/99' }, true],
  ])('%s with %j', (url, env, proxied) => {
    expect(proxyFor(new URL(url), env)?.host ?? null).toBe(proxied ? 'proxy:3128' : null);
  });

  test('that is none is wrong usage, and is not quoted', () => {
    const password = ['hun', 'ter2'].join('');
    expect(() => proxyFor(new URL('https://a.example/'), { HTTPS_PROXY: `socks5://u:${password}@x` })).toThrow(/HTTPS_PROXY/);
    expect(() => proxyFor(new URL('https://a.example/'), { HTTPS_PROXY: `socks5://u:${password}@x` })).not.toThrow(password);
  });
});
