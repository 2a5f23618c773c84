import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, request as forward, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sampleImages } from '../../sample-images/index.js';
import type { SampleImage } from '../../sample-images/sample.js';
import { sampleForms } from '../../sample-images/write.js';
import { scanReference, type Report, type ScanOptions } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { Machine, missing } from './machine.js';
import { TokenServer } from './token-server.js';

const reason = missing('docker-registry', 'htpasswd', 'openssl', 'skopeo');
const onMachine = reason ? describe.skip : describe;

const USER = 'alice';
const PASSWORD = expandTemplate('{pass:18}', 11);
const SIGNED_IN = { registry: { username: USER, password: PASSWORD } };

/** Bytes that do not compress, with a token at their very end. */
const late = expandTemplate('ghp_{base62:30}{crc32:github}', 12);
const filler = Array.from({ length: 8000 }, (_, index) => createHash('sha256').update(`${index}`).digest('hex')).join('\n');
const big: SampleImage = {
  name: 'big',
  description: 'A layer that takes a while.',
  images: [{ names: ['big:1'], platform: { os: 'linux', architecture: 'amd64' }, config: {}, steps: [{ createdBy: 'COPY big /app', files: [{ path: 'app/big', content: `${filler}\nGITHUB_TOKEN=${late}\n` }] }], plants: [] }],
  plants: [],
};

onMachine('a registry without a daemon', () => {
  let machine: Machine;
  let open: string;
  let locked: string;
  let tokens: TokenServer;
  let tokenRegistry: string;
  let tls: string;

  beforeAll(async () => {
    machine = await Machine.create();
    for (const form of sampleForms) {
      if (form.name !== 'docker' && form.name !== 'oci-archive') continue;
      for (const sample of [...sampleImages, big]) await form.write(sample, machine.path(`${sample.name}.${form.name}.tar`));
    }
    await machine.run('sh', ['-c', `htpasswd -Bbn ${USER} '${PASSWORD}' > htpasswd`]);
    await machine.makeCertificate('registry');
    await machine.makeCertificate('tokens');
    tokens = new TokenServer({ key: await readFile(machine.path('tokens.key'), 'utf8'), certificate: await readFile(machine.path('tokens.crt'), 'utf8'), user: USER, password: PASSWORD });
    const realm = await tokens.start();
    [open, locked, tokenRegistry, tls] = await Promise.all([
      machine.startRegistry('open'),
      machine.startRegistry('locked', `auth: {htpasswd: {realm: test, path: ${machine.path('htpasswd')}}}`),
      machine.startRegistry('token', `auth: {token: {realm: "${realm}", service: test-registry, issuer: layerlint-test, rootcertbundle: ${machine.path('tokens.crt')}}}`),
      machine.startRegistry('tls', '', `, tls: {certificate: ${machine.path('registry.crt')}, key: ${machine.path('registry.key')}}`),
    ]);
    const [leakyOci, leakyDocker] = [`oci-archive:${machine.path('leaky.oci-archive.tar')}`, `docker-archive:${machine.path('leaky.docker.tar')}`];
    const push = (from: string, to: string, ...args: string[]): Promise<string> => machine.skopeo('copy', '-q', '--dest-tls-verify=false', ...args, from, `docker://${to}`);
    await push(leakyOci, `${open}/app/leaky:oci`);
    await push(leakyDocker, `${open}/app/leaky:schema2`);
    await push(leakyDocker, `${open}/app/leaky:schema1`, '-f', 'v2s1');
    await machine.skopeo('copy', '-q', '--dest-compress', '--dest-compress-format', 'zstd', leakyDocker, `oci:${machine.path('zstd')}:1`);
    await push(`oci:${machine.path('zstd')}:1`, `${open}/app/leaky:zstd`);
    await push(`oci-archive:${machine.path('multi-platform.oci-archive.tar')}`, `${open}/app/multi:1`, '--all');
    await push(leakyOci, `${locked}/app/leaky:1`, '--dest-creds', `${USER}:${PASSWORD}`);
    await push(leakyOci, `${tokenRegistry}/public/leaky:1`, '--dest-creds', `${USER}:${PASSWORD}`);
    await push(`oci-archive:${machine.path('big.oci-archive.tar')}`, `${tokenRegistry}/private/big:1`, '--dest-creds', `${USER}:${PASSWORD}`);
    await push(leakyOci, `${tls}/app/leaky:1`);
  }, 120_000);

  afterAll(async () => {
    await tokens?.stop();
    await machine?.stop();
  }, 60_000);

  const scan = (reference: string, options: ScanOptions = {}): Promise<Report[]> => scanReference(reference, options);
  const archive = (name: string, form: string, options: ScanOptions = {}): Promise<Report[]> => scan(`${form === 'docker' ? 'docker-archive' : form}:${machine.path(`${name}.${form}.tar`)}`, options);

  test.each([
    ['oci', 'oci-archive'],
    ['schema2', 'docker'],
    ['zstd', 'docker'],
  ])('%s gives what the archive gives', async (tag, form) => {
    const reports = await scan(`docker://${open}/app/leaky:${tag}`);
    expect(reports.map(({ notices }) => notices)).toEqual([[]]);
    const expected = findingsOf(await archive('leaky', form));
    expect(expected.length).toBeGreaterThan(5);
    expect(findingsOf(reports)).toEqual(expected);
  });

  test('a bare name leads to the registry when no daemon has it', async () => {
    expect(findingsOf(await scan(`${open}/app/leaky:oci`))).toEqual(findingsOf(await archive('leaky', 'oci-archive')));
  });

  test('by digest', async () => {
    const [byTag] = await scan(`docker://${open}/app/leaky:oci`);
    const digest = byTag!.target.kind === 'image' ? byTag!.target.digest : null;
    expect(digest).toMatch(/^sha256:/);
    expect(findingsOf(await scan(`docker://${open}/app/leaky@${digest}`))).toEqual(findingsOf([byTag!]));
  });

  test('schema 1: every layer, every secret of the config', async () => {
    const reports = await scan(`docker://${open}/app/leaky:schema1`);
    expect(reports.map(({ notices }) => notices)).toEqual([[]]);
    const expected = await archive('leaky', 'docker');
    const values = (all: readonly Report[]): string[] => [...new Set(all.flatMap(({ findings }) => findings.map(({ secret }) => secret?.reveal() ?? '')))].sort();
    const inLayers = (all: readonly Report[]): string[] => findingsOf(all).filter((finding) => finding.includes('layer '));
    expect(inLayers(expected).length).toBeGreaterThan(3);
    expect(inLayers(reports)).toEqual(inLayers(expected));
    expect(values(reports)).toEqual(values(expected));
  });

  test('all platforms of an index, or the one asked for, or the list of what there is', async () => {
    const all = await scan(`docker://${open}/app/multi:1`, { platform: 'all' });
    const expected = await archive('multi-platform', 'oci-archive', { platform: 'all' });
    expect(all).toHaveLength(expected.length);
    expect(findingsOf(all)).toEqual(findingsOf(expected));
    const arm = await scan(`docker://${open}/app/multi:1`, { platform: 'linux/arm64' });
    expect(findingsOf(arm)).toEqual(findingsOf(await archive('multi-platform', 'oci-archive', { platform: 'linux/arm64' })));
    await expect(scan(`docker://${open}/app/multi:1`, { platform: 'plan9/mips' })).rejects.toMatchObject({ code: 'platform-not-found', message: expect.stringContaining('linux/arm64') });
  });

  test.each([['app/leaky:nothing'], ['app/nothing:1'], [`app/leaky@sha256:${'0'.repeat(64)}`]])('%s is not there', async (name) => {
    await expect(scan(`docker://${open}/${name}`)).rejects.toMatchObject({ code: 'not-found' });
  });

  describe('with a password', () => {
    test('is read with it', async () => {
      expect(findingsOf(await scan(`docker://${locked}/app/leaky:1`, SIGNED_IN))).toEqual(findingsOf(await archive('leaky', 'oci-archive')));
    });

    test('is read with what `docker login` left', async () => {
      const before = process.env['DOCKER_CONFIG'];
      process.env['DOCKER_CONFIG'] = machine.path('login');
      try {
        await machine.run('mkdir', ['-p', machine.path('login')]);
        await writeFile(machine.path('login/config.json'), JSON.stringify({ auths: { [locked]: { auth: Buffer.from(`${USER}:${PASSWORD}`).toString('base64') } } }));
        expect(await scan(`docker://${locked}/app/leaky:1`)).toHaveLength(1);
      } finally {
        if (before === undefined) delete process.env['DOCKER_CONFIG'];
        else process.env['DOCKER_CONFIG'] = before;
      }
    });

    test.each([['none', {}], ['another', { registry: { username: USER, password: `${PASSWORD}x` } }]])('is not read with %s', async (_, options) => {
      const error: unknown = await scan(`docker://${locked}/app/leaky:1`, options).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'unauthorized', hint: expect.stringContaining('docker login') });
      expect(inspect(error, { depth: 9 })).not.toContain(PASSWORD);
    });
  });

  describe('with tokens', () => {
    test('gives what is public to everyone', async () => {
      expect(findingsOf(await scan(`docker://${tokenRegistry}/public/leaky:1`))).toEqual(findingsOf(await archive('leaky', 'oci-archive')));
    });

    test('gives what is private to whom it belongs', async () => {
      await expect(scan(`docker://${tokenRegistry}/private/big:1`)).rejects.toMatchObject({ code: 'unauthorized' });
      expect(findingsOf(await scan(`docker://${tokenRegistry}/private/big:1`, SIGNED_IN))).toEqual(findingsOf(await archive('big', 'oci-archive')));
    });

    test('that expire during the download', async () => {
      const cutter = await cutFirstLayer(tokenRegistry, 2500);
      // The registry bears sixty seconds: what remains is one or two.
      tokens.lifetime = -58;
      tokens.asked.length = 0;
      try {
        const reports = await scan(`docker://${cutter.host}/private/big:1`, SIGNED_IN);
        expect(reports.map(({ notices }) => notices)).toEqual([[]]);
        expect(findingsOf(reports)).toEqual(findingsOf(await archive('big', 'oci-archive')));
        expect(tokens.asked.length).toBeGreaterThanOrEqual(2);
        expect(cutter.ranges.filter((range) => range !== null).length).toBeGreaterThan(0);
      } finally {
        tokens.lifetime = 300;
        await cutter.stop();
      }
    }, 60_000);
  });

  describe('with TLS by an authority of its own', () => {
    test('is read when that is known', async () => {
      const options = { registry: { caFile: machine.path('registry-ca.crt') } };
      expect(findingsOf(await scan(`docker://${tls}/app/leaky:1`, options))).toEqual(findingsOf(await archive('leaky', 'oci-archive')));
      expect(await scan(`docker://${tls.replace('127.0.0.1', 'localhost')}/app/leaky:1`, options)).toHaveLength(1);
    });

    test('is not read when it is not', async () => {
      await expect(scan(`docker://${tls}/app/leaky:1`)).rejects.toMatchObject({ code: 'registry-unreachable', message: expect.stringContaining('certificate'), hint: expect.stringContaining('--ca-file') });
      await expect(scan(`docker://${tls}/app/leaky:1`, { registry: { caFile: machine.path('tokens-ca.crt') } })).rejects.toMatchObject({ code: 'registry-unreachable' });
    });

    test('nothing is sent to where it leads without TLS: neither a request nor a password', async () => {
      const heard: string[] = [];
      const listener = createServer((request, response) => {
        heard.push(`${request.url} ${request.headers.authorization ?? ''}`);
        response.end('{}');
      });
      await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
      const to = `http://localhost:${(listener.address() as AddressInfo).port}/`;
      const answers = [
        { status: 307, headers: { location: to }, code: 'registry-unreachable' },
        { status: 401, headers: { 'www-authenticate': `Bearer realm="http://tokens.example:1/",service="x"` }, code: 'unauthorized' },
      ];
      for (const { status, headers, code } of answers) {
        const server = createSecureServer({ key: await readFile(machine.path('registry.key')), cert: await readFile(machine.path('registry.crt')) }, (_, response) => void response.writeHead(status, headers).end());
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        const error: unknown = await scan(`docker://127.0.0.1:${(server.address() as AddressInfo).port}/app/x:1`, { registry: { ...SIGNED_IN.registry, caFile: machine.path('registry-ca.crt') } }).catch((caught: unknown) => caught);
        server.closeAllConnections();
        server.close();
        expect(error).toMatchObject({ code, message: expect.stringContaining('without TLS') });
        expect(inspect(error, { depth: 9 })).not.toContain(PASSWORD);
      }
      listener.close();
      expect(heard).toEqual([]);
    });

    test('is read when nobody minds', async () => {
      expect(await scan(`docker://${tls}/app/leaky:1`, { registry: { insecure: true } })).toHaveLength(1);
    });
  });
});

/** One line a finding, the same for the same image by whatever door. */
function findingsOf(reports: readonly Report[]): readonly string[] {
  return reports
    .flatMap(({ findings }) =>
      findings.map(({ ruleId, exposure, location, secret }) => {
        const place = location.kind === 'layer' ? `layer ${location.layer.index} ${location.path}` : 'pointer' in location ? location.pointer : location.path;
        return [ruleId, exposure.state, place, JSON.stringify(location.region), secret?.reveal() ?? ''].join(' | ');
      }),
    )
    .sort();
}

/** Passes everything on to a registry, but the first big answer only in part, and cuts it off after a while. */
async function cutFirstLayer(registry: string, after: number): Promise<{ readonly host: string; readonly ranges: readonly (string | null)[]; stop(): Promise<void> }> {
  const ranges: (string | null)[] = [];
  let cut = false;
  const server: Server = createServer((request, response) => {
    const upstream = forward(`http://${registry}${request.url}`, { method: request.method, headers: { ...request.headers, host: registry } }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      if (!cut && Number(answer.headers['content-length']) > 100_000) {
        cut = true;
        answer.once('data', (chunk: Buffer) => {
          response.write(chunk);
          answer.pause();
          setTimeout(() => {
            answer.destroy();
            response.destroy();
          }, after);
        });
      } else answer.pipe(response);
    });
    if (request.url!.includes('/blobs/')) ranges.push(request.headers.range ?? null);
    upstream.on('error', () => response.destroy());
    request.pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    ranges,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}
