import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SampleImage } from '../../sample-images/sample.js';
import { sampleForms } from '../../sample-images/write.js';
import { formatReport, LayerlintError, scanImage, type Report } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { parseImageName } from '../../src/source/registry/image-name.js';
import type { Timing } from '../../src/source/registry/timing.js';
import { openRegistry } from '../../src/source/registry-source.js';
import { FaultProxy, type Fault, type FaultProxyOptions } from './fault-proxy.js';
import { Machine, missing } from './machine.js';
import { TokenServer } from './token-server.js';

const reason = missing('docker-registry', 'openssl', 'skopeo');
const onMachine = reason ? describe.skip : describe;

const USER = 'alice';
const PASSWORD = expandTemplate('{pass:18}', 21);
/** Short enough for tests; what is measured is that there is a bound. */
const TIMING: Timing = { idle: 500, retries: 4, firstPause: 5, longestPause: 20, longestWait: 2_000 };
/** All requests of a scan together, each with as many tries as it may have. */
const LONGEST = 30_000;

const tokens = [1, 2, 3].map((seed) => expandTemplate('ghp_{base62:30}{crc32:github}', 200 + seed));
const filler = (seed: number): string => Array.from({ length: 4000 }, (_, index) => createHash('sha256').update(`${seed} ${index}`).digest('hex')).join('\n');
/** Three layers that do not compress, each with a token at its end. */
const sample: SampleImage = {
  name: 'three',
  description: 'Layers that take a while.',
  images: [
    {
      names: ['three:1'],
      platform: { os: 'linux', architecture: 'amd64' },
      config: {},
      steps: tokens.map((token, index) => ({ createdBy: `COPY ${index} /`, files: [{ path: `app/${index}`, content: `${filler(index)}\nGITHUB_TOKEN=${token}\n` }] })),
      plants: [],
    },
  ],
  plants: [],
};

/** The same numbers for the same seed, from 0 up to 1. */
function numbers(seed: number): () => number {
  let count = 0;
  return () => createHash('sha256').update(`${seed} ${count++}`).digest().readUInt32BE(0) / 2 ** 32;
}

onMachine('a real registry behind a bad connection', () => {
  let machine: Machine;
  let tokenServer: TokenServer;
  let registry: string;
  let challenge: string;
  let expected: readonly string[];

  beforeAll(async () => {
    machine = await Machine.create();
    await sampleForms.find(({ name }) => name === 'oci-archive')!.write(sample, machine.path('three.tar'));
    await machine.makeCertificate('tokens');
    tokenServer = new TokenServer({ key: await readFile(machine.path('tokens.key'), 'utf8'), certificate: await readFile(machine.path('tokens.crt'), 'utf8'), user: USER, password: PASSWORD });
    const realm = await tokenServer.start();
    challenge = `Bearer realm="${realm}",service="test-registry",scope="repository:private/three:pull"`;
    registry = await machine.startRegistry('token', `auth: {token: {realm: "${realm}", service: test-registry, issuer: layerlint-test, rootcertbundle: ${machine.path('tokens.crt')}}}`);
    await machine.skopeo('copy', '-q', '--dest-tls-verify=false', '--dest-creds', `${USER}:${PASSWORD}`, `oci-archive:${machine.path('three.tar')}`, `docker://${registry}/private/three:1`);
    expected = valuesOf(await scan(registry));
    expect(expected).toEqual([...tokens].sort());
  }, 120_000);
  afterAll(async () => {
    await tokenServer?.stop();
    await machine?.stop();
  }, 60_000);

  async function scan(host: string): Promise<Report> {
    const { images, close } = await openRegistry(parseImageName(`${host}/private/three:1`)!, { registry: { username: USER, password: PASSWORD } }, { HOME: '/nowhere' }, TIMING);
    try {
      return await scanImage(images[0]!);
    } finally {
      await close();
    }
  }

  /** The report or the typed error of a scan through a proxy, within the bound, and every credential where it belongs. */
  async function through(options: Pick<FaultProxyOptions, 'pick'> & { readonly seed?: number }): Promise<{ readonly outcome: Report | LayerlintError; readonly proxy: FaultProxy; readonly store: FaultProxy }> {
    const random = numbers(options.seed ?? 1);
    // An object store: another host, which has its own way to the bytes.
    const authorization = `Bearer ${await tokenFor(challenge)}`;
    const store = await new FaultProxy({ registry, random, authorization, pick: () => null }).start('localhost');
    const proxy = await new FaultProxy({ registry, random, challenge, store: `http://${store.host}`, pick: options.pick }).start();
    tokenServer.asked.length = 0;
    const began = performance.now();
    try {
      const outcome = await scan(proxy.host).catch((error: unknown) => error);
      expect(performance.now() - began).toBeLessThan(LONGEST);
      if (!(outcome instanceof LayerlintError) && !isReport(outcome)) throw outcome;
      expect(store.seen.map((seen) => seen.authorization)).toEqual(store.seen.map(() => null));
      // The registry sees tokens, and only who gives tokens sees the password.
      for (const { authorization: sent } of proxy.seen) expect(sent ?? 'Bearer ').toMatch(/^Bearer /);
      for (const { authorization: sent } of tokenServer.asked) expect(sent).toBe(`Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`);
      expect(outcome instanceof LayerlintError ? inspect(outcome, { depth: 9 }) : formatReport(outcome, { format: 'json' })).not.toContain(PASSWORD);
      return { outcome, proxy, store };
    } finally {
      await proxy.stop();
      await store.stop();
    }
  }

  const PASSING: readonly Fault[] = ['cut', '429', '500', '401', 'stall', 'drip', 'too-short', 'too-long', 'redirect', 'reset', 'no-range'];

  test.each(Array.from({ length: 12 }, (_, index) => [index + 1]))('faults that pass, seed %i: every secret is found, and the report is complete', async (seed) => {
    const random = numbers(seed * 7919);
    const tries = new Map<string, number>();
    const { outcome, proxy } = await through({
      seed,
      pick: ({ url = '' }) => {
        const before = tries.get(url) ?? 0;
        // What fails for ever is another test's; twice is less than the patience of a scan.
        if (before >= 2 || random() < 0.15) return null;
        tries.set(url, before + 1);
        const fault = PASSING[Math.floor(random() * PASSING.length)]!;
        return fault === 'redirect' && !url.includes('/blobs/') ? '500' : fault;
      },
    });
    expect(proxy.faults.length).toBeGreaterThan(2);
    if (outcome instanceof LayerlintError) throw outcome;
    expect(outcome.notices).toEqual([]);
    expect(valuesOf(outcome)).toEqual(expected);
  }, 60_000);

  test('each blob elsewhere: the other host gets requests and no token', async () => {
    const { outcome, store } = await through({ pick: ({ url = '' }) => (url.includes('/blobs/') ? 'redirect' : null) });
    if (outcome instanceof LayerlintError) throw outcome;
    expect(valuesOf(outcome)).toEqual(expected);
    expect(store.seen.length).toBeGreaterThanOrEqual(4);
  }, 60_000);

  const isLayer = (request: IncomingMessage): boolean => request.url!.includes('/blobs/') && request.url !== config;
  let config = '';

  test.each<readonly [Fault, string]>([
    ['cut', 'unreadable'],
    ['429', 'unreadable'],
    ['500', 'unreadable'],
    ['stall', 'unreadable'],
    ['drip', 'unreadable'],
    ['reset', 'unreadable'],
    ['other-bytes', 'damaged'],
    ['html', ''],
  ])('%s for ever on one layer: the others are read, and it is said', async (fault, code) => {
    config = '';
    let harmed: string | null = null;
    const { outcome } = await through({
      pick: (request) => {
        if (config === '' && request.url!.includes('/blobs/')) config = request.url!;
        if (!isLayer(request)) return null;
        harmed ??= request.url!;
        return request.url === harmed ? fault : null;
      },
    });
    if (outcome instanceof LayerlintError) throw outcome;
    expect(outcome.complete).toBe(false);
    if (code !== '') expect(outcome.notices.map((notice) => notice.code)).toContain(code);
    expect(valuesOf(outcome).length).toBeGreaterThanOrEqual(2);
  }, 60_000);

  test.each<readonly [Fault, string]>([
    ['cut', 'registry-unreachable'],
    ['429', 'registry-unreachable'],
    ['500', 'registry-unreachable'],
    ['401', 'unauthorized'],
    ['stall', 'registry-unreachable'],
    ['drip', 'registry-unreachable'],
    ['too-long', 'registry-unreachable'],
    ['other-bytes', 'damaged'],
    ['html', 'registry-unreachable'],
    ['reset', 'registry-unreachable'],
  ])('%s for ever on the manifest is a typed error', async (fault, code) => {
    const { outcome } = await through({ pick: ({ url = '' }) => (url.endsWith('/manifests/1') ? fault : null) });
    expect(outcome).toBeInstanceOf(LayerlintError);
    expect([(outcome as LayerlintError).code, (outcome as LayerlintError).hint]).toEqual([code, expect.any(String)]);
  }, 60_000);

  test('a realm on another host, without TLS, gets nothing', async () => {
    const heard: string[] = [];
    const thief = createServer((request, response) => {
      heard.push(`${request.url} ${request.headers.authorization ?? ''}`);
      response.end('{"token":"x"}');
    });
    await new Promise<void>((resolve) => thief.listen(0, '0.0.0.0', resolve));
    const own = await machine.run('hostname', []);
    const elsewhere = `Bearer realm="http://${own.trim()}:${(thief.address() as AddressInfo).port}/token",service="x"`;
    const proxy = await new FaultProxy({ registry, random: numbers(1), challenge: elsewhere, pick: () => '401' }).start();
    try {
      const outcome: unknown = await scan(proxy.host).catch((error: unknown) => error);
      expect(outcome).toMatchObject({ code: 'unauthorized', message: expect.stringContaining('without TLS') });
      expect(heard).toEqual([]);
    } finally {
      await proxy.stop();
      await new Promise((resolve) => thief.close(resolve));
    }
  }, 60_000);
});

async function tokenFor(challenge: string): Promise<string> {
  const [realm, service, scope] = ['realm', 'service', 'scope'].map((name) => new RegExp(`${name}="([^"]*)"`).exec(challenge)![1]!) as [string, string, string];
  const url = new URL(realm);
  url.searchParams.set('service', service);
  url.searchParams.set('scope', scope);
  const answer = await fetch(url, { headers: { authorization: `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}` } });
  return ((await answer.json()) as { token: string }).token;
}

function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'findings' in value;
}

function valuesOf({ findings }: Report): readonly string[] {
  return findings.map(({ secret }) => secret?.reveal() ?? '').sort();
}
