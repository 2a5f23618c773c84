import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LayerlintError } from '../../src/model/error.js';
import { bytesOf, errorOf } from './craft.js';
import { FakeRegistry, QUICK, sendPart } from './fake-registry.js';
import type { Fault } from './fake-registry.js';

let registry: FakeRegistry;
beforeEach(async () => {
  registry = await FakeRegistry.start();
});
afterEach(() => registry.stop());

/** The layer's bytes, or the error of reading them. */
async function download(): Promise<Buffer> {
  const { images, close } = await registry.open();
  try {
    return await bytesOf(await images[0]!.layers[0]!.open());
  } finally {
    await close();
  }
}

/** A fault of the first `times` requests for the layer. */
function ofLayer(times: number, fault: (...args: Parameters<Fault>) => void): void {
  let count = 0;
  registry.fault = (request, response, body) => {
    if (!request.url!.includes(registry.layerDigest) || count++ >= times) return false;
    fault(request, response, body);
    return true;
  };
}

describe('the layer arrives whole', () => {
  test('with nothing in the way, and with one request each for manifest, config and layer, and five for what hangs on it', async () => {
    expect((await download()).equals(registry.layer)).toBe(true);
    expect(registry.seen.map(({ url }) => url.split('/').at(-2))).toEqual(['manifests', 'blobs', 'referrers', 'manifests', 'manifests', 'manifests', 'manifests', 'blobs']);
  });

  test('whereever the connection is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 1, maxLength: 3 }), async (cuts) => {
        const left = [...cuts];
        ofLayer(cuts.length, (request, response, body) => sendPart(request, response, body!, undefined, left.shift()!));
        return (await download()).equals(registry.layer);
      }),
      { numRuns: 15 },
    );
    expect(registry.requests('blobs').some(({ range }) => range !== null)).toBe(true);
  });

  test('from a server that ignores ranges', async () => {
    ofLayer(1, (request, response, body) => sendPart(request, response, body!, undefined, 100_000));
    const cut = registry.fault;
    registry.fault = (request, response, body) => {
      delete request.headers.range;
      return cut(request, response, body);
    };
    expect((await download()).equals(registry.layer)).toBe(true);
  });

  test.each([
    ['429 with seconds', 429, { 'retry-after': '1' }, 900],
    ['429 with nothing', 429, {}, 0],
    ['500', 500, {}, 0],
    ['503', 503, {}, 0],
  ])('after %s', async (_, status, headers, least) => {
    ofLayer(2, (_request, response) => void response.writeHead(status, headers).end('no'));
    const began = performance.now();
    expect((await download()).equals(registry.layer)).toBe(true);
    expect(performance.now() - began).toBeGreaterThanOrEqual(least);
  });

  test('when a stalled connection is left for another', async () => {
    ofLayer(1, (_request, response, body) => void response.writeHead(200, { 'content-length': body!.length }).write(body!.subarray(0, 1000)));
    expect((await download()).equals(registry.layer)).toBe(true);
  });

  test.each([
    ['too small', -1000],
    ['too big', 1000],
  ])('though the first announced length is %s', async (_, off) => {
    ofLayer(1, (request, response, body) => {
      response.writeHead(200, { 'content-length': body!.length + off });
      response.write(off < 0 ? body!.subarray(0, off) : body!, () => setTimeout(() => (off < 0 ? response.end() : request.socket.destroy()), 20));
    });
    expect((await download()).equals(registry.layer)).toBe(true);
  });

  test('though each answer says that there is more than there is', async () => {
    ofLayer(99, (_request, response, body) => void response.writeHead(200, { 'content-length': body!.length + 7 }).write(body!));
    expect((await download()).equals(registry.layer)).toBe(true);
  });

  test('after more cuts than are borne without progress, since there is progress', async () => {
    ofLayer(8, (request, response, body) => sendPart(request, response, body!, undefined, 30_000));
    expect((await download()).equals(registry.layer)).toBe(true);
  });
});

describe('a typed error within bounded time', () => {
  const failure = async (): Promise<LayerlintError> => {
    const began = performance.now();
    const error = await errorOf(download());
    expect(performance.now() - began).toBeLessThan((QUICK.retries + 2) * (QUICK.idle + 200) + 2_000);
    expect(error.hint).not.toBeNull();
    return error;
  };

  test.each([
    ['always 500', (_q, response) => void response.writeHead(500).end(), 'registry-unreachable', /HTTP 500, 4 times/],
    ['always 429', (_q, response) => void response.writeHead(429).end(), 'registry-unreachable', /HTTP 429/],
    ['429 for an hour', (_q, response) => void response.writeHead(429, { 'retry-after': '3600' }).end(), 'registry-unreachable', /wait for 3600 seconds/],
    ['cut at once, always', (request) => void request.socket.destroy(), 'registry-unreachable', /connection was lost/],
    ['never an answer', () => undefined, 'registry-unreachable', /no answer within/],
    ['cut after a few bytes, always', (request, response, body) => sendPart(request, response, body!, undefined, 100), 'registry-unreachable', /4 times/],
    ['a byte now and then', (_q, response) => drip(response), 'registry-unreachable', /stalled/],
    ['always too short', (_q, response, body) => void response.writeHead(200, { 'content-length': 10 }).end(body!.subarray(0, 10)), 'registry-unreachable', /sent 10 of 300000 bytes/],
    ['other bytes', (_q, response, body) => void response.writeHead(200).end(Buffer.alloc(body!.length)), 'damaged', /has the digest/],
    ['another part than asked for', otherPart, 'registry-unreachable', /another part/],
    ['404', (_q, response) => void response.writeHead(404).end(), 'not-found', /is not in/],
    ['403', (_q, response) => void response.writeHead(403).end(), 'unauthorized', /does not show/],
    ['a teapot', (_q, response) => void response.writeHead(418).end(), 'registry-unreachable', /HTTP 418/],
    ['a redirect to itself', (request, response) => void response.writeHead(307, { location: request.url! }).end(), 'registry-unreachable', /redirects more than/],
    ['a redirect to a file', (_q, response) => void response.writeHead(307, { location: 'file:///etc/passwd' }).end(), 'registry-unreachable', /no HTTP address/],
    ['a redirect to nowhere', (_q, response) => void response.writeHead(307).end(), 'registry-unreachable', /redirects/],
    ['no HTTP', (request) => void request.socket.end('SSH-2.0-OpenSSH\r\n'), 'registry-unreachable', /connection was lost/],
  ] satisfies [string, (...args: Parameters<Fault>) => void, string, RegExp][])('the layer: %s', async (_, fault, code, message) => {
    ofLayer(Infinity, fault);
    const error = await failure();
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  test.each([
    ['a web page', (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), 'registry-unreachable', /web page/],
    ['no JSON', (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('hello'), 'damaged', /not valid JSON/],
    ['a huge manifest', (response) => void response.writeHead(200).end(Buffer.alloc(5 * 1024 * 1024, ' ')), 'limit-exceeded', /more than/],
    ['an endless manifest', endless, 'limit-exceeded', /more than/],
    ['deep JSON', (response) => void response.writeHead(200).end('['.repeat(10_000)), 'limit-exceeded', /nests deeper/],
    ['another digest', (response) => void response.writeHead(200, { 'docker-content-digest': `sha256:${'0'.repeat(64)}` }).end('{}'), 'damaged', /has the digest/],
    ['an empty object', (response) => void response.writeHead(200).end('{}'), 'unsupported', /neither an image/],
    ['an index of nothing', (response) => void response.writeHead(200).end('{"manifests":[]}'), 'damaged', /leads to no image/],
    ['a list', (response) => void response.writeHead(200).end('[1]'), 'unsupported', /neither/],
    ['404', (response) => void response.writeHead(404).end(), 'not-found', /has no image/],
  ] satisfies [string, (response: Parameters<Fault>[1]) => void, string, RegExp][])('the manifest: %s', async (_, answer, code, message) => {
    registry.fault = (_request, response) => {
      answer(response);
      return true;
    };
    const error = await failure();
    expect(error.message).toMatch(message);
    expect(error.code).toBe(code);
  });

  test('a host that nobody listens at is given up at once', async () => {
    await registry.stop();
    const began = performance.now();
    const error = await errorOf(download());
    expect(error.code).toBe('registry-unreachable');
    expect(performance.now() - began).toBeLessThan(QUICK.idle);
    registry = await FakeRegistry.start();
  });

  test('an index that lists itself ends in an error', async () => {
    const digest = registry.tag('loop', { manifests: [] }, 'application/vnd.oci.image.index.v1+json');
    registry.fault = (request, response) => {
      if (!request.url!.includes('manifests')) return false;
      response.writeHead(200).end(JSON.stringify({ manifests: [{ mediaType: 'application/vnd.oci.image.index.v1+json', digest, size: 1 }] }));
      return true;
    };
    expect((await errorOf(registry.open('app/x:loop'))).code).toBe('damaged');
  });
});

test('what is read is what was asked for, compressed or not', async () => {
  await registry.stop();
  registry = await FakeRegistry.start(gzipSync(Buffer.alloc(100_000, 'x')));
  expect((await download()).equals(registry.layer)).toBe(true);
});

function drip(response: Parameters<Fault>[1]): void {
  response.writeHead(200, { 'content-length': 300_000 });
  const timer = setInterval(() => response.write('x'), 50);
  response.once('close', () => clearInterval(timer));
}

function endless(response: Parameters<Fault>[1]): void {
  response.writeHead(200);
  const more = (): void => {
    while (!response.destroyed && response.write(Buffer.alloc(65536, ' ')));
  };
  response.on('drain', more);
  more();
}

function otherPart(...[request, response, body]: Parameters<Fault>): void {
  if (request.headers.range === undefined) sendPart(request, response, body!, undefined, 50_000);
  else response.writeHead(206, { 'content-range': 'bytes 299999-299999/300000' }).end('x');
}
