import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SampleRegistry } from '../../sample-images/registry.js';
import { openCatalogue } from '../../src/audit/catalogue/choose.js';
import type { Version } from '../../src/audit/catalogue/catalogue.js';
import { deleteCommand } from '../../src/audit/delete-command.js';
import type { AuditReport } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { connectRegistry } from '../../src/source/registry/connect.js';
import { QUICK } from '../source/fake-registry.js';
import { layerlint } from './command.js';
import { ACCOUNT, ECR_HOST, FakeEcr } from './fake-ecr.js';

const KEYS = { id: expandTemplate('AKIA{base32:16}', 41), secret: expandTemplate('{base62:40}', 42), session: expandTemplate('{base62:80}', 43) };
const ENV = { AWS_ACCESS_KEY_ID: KEYS.id, AWS_SECRET_ACCESS_KEY: KEYS.secret, AWS_SESSION_TOKEN: KEYS.session };
const DAY = 1_769_853_600.25;

let ecr: FakeEcr;
let folder: string;

beforeEach(async () => {
  ecr = await FakeEcr.start(KEYS);
  folder = await mkdtemp(join(tmpdir(), 'layerlint-ecr-'));
});

afterEach(async () => {
  await ecr.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What is said and thrown must name no key. */
function expectNoKeys(text: string): void {
  for (const secret of [KEYS.secret, KEYS.session, ...ecr.tokens]) expect(text.includes(secret)).toBe(false);
}

async function list(prefix: string, env: Readonly<Record<string, string>> = ENV): Promise<{ readonly names: string[]; readonly versions: Version[]; readonly notes: string[] }> {
  const all = { HOME: folder, AWS_ENDPOINT_URL_ECR: ecr.url, ...env };
  const registry = await connectRegistry(ECR_HOST, {}, all, QUICK);
  const notes: string[] = [];
  try {
    const catalogue = openCatalogue({ catalogue: null, catalogueUrl: null, env: all }, registry, (message) => notes.push(message));
    const names: string[] = [];
    for await (const name of catalogue.repositories(prefix)) names.push(name);
    const versions: Version[] = [];
    for (const name of names) for await (const version of catalogue.versions(name)) versions.push(version);
    return { names, versions, notes };
  } finally {
    registry.close();
  }
}

const errorOf = (work: Promise<unknown>): Promise<{ code: string; message: string; hint: string }> => work.then(() => { throw new Error('It succeeded.'); }, (error: unknown) => error as never);

describe('the list of ECR', () => {
  const digest = (character: string): string => `sha256:${character.repeat(64)}`;

  test('is read page by page, with signed requests', async () => {
    for (const name of ['app/one', 'app/two', 'app/three', 'base', 'empty']) ecr.images.set(name, []);
    ecr.images.set('app/one', [
      { imageDigest: digest('a'), imageTags: ['1', 'latest'], imagePushedAt: DAY },
      { imageDigest: digest('b'), imagePushedAt: DAY + 1 },
      { imageDigest: digest('c'), imageTags: ['2'], imagePushedAt: DAY + 2 },
    ]);
    const { names, versions, notes } = await list('');
    expect(names).toEqual(['app/one', 'app/two', 'app/three', 'base', 'empty']);
    expect(versions).toEqual([
      { tags: ['1', 'latest'], digest: digest('a'), pushed: '2026-01-31T10:00:00.250Z' },
      { tags: [], digest: digest('b'), pushed: '2026-01-31T10:00:01.250Z' },
      { tags: ['2'], digest: digest('c'), pushed: '2026-01-31T10:00:02.250Z' },
    ]);
    expect(notes).toEqual([]);
    expect(ecr.calls.filter(({ operation }) => operation === 'DescribeRepositories').map(({ body }) => body['maxResults'])).toEqual([1000, 1000, 1000]);
    expect(ecr.calls.filter(({ body }) => body['repositoryName'] === 'app/one').length).toBe(2);
  });

  test('of one repository needs no right to list them all', async () => {
    ecr.images.set('app/one', [{ imageDigest: digest('a'), imageTags: ['1'], imagePushedAt: DAY }]);
    ecr.fault = ({ operation, body }) => (operation === 'DescribeRepositories' && body['repositoryNames'] === undefined ? { status: 400, type: 'AccessDeniedException' } : null);
    const { names, notes } = await list('app/one');
    expect(names).toEqual(['app/one']);
    expect(notes).toEqual([expect.stringContaining('below app/one')]);
    expect(await errorOf(list(''))).toMatchObject({ code: 'unauthorized', message: expect.stringContaining('AccessDeniedException'), hint: expect.stringContaining('ecr:DescribeRepositories') });
  });

  test('is asked for again when it is asked too often, and a repository that went away meanwhile is none', async () => {
    ecr.images.set('app/one', [{ imageDigest: digest('a'), imageTags: ['1'], imagePushedAt: DAY }]).set('gone', []);
    let left = 2;
    ecr.fault = ({ body }) => {
      if (body['repositoryName'] === 'gone') return { status: 400, type: 'RepositoryNotFoundException' };
      left -= 1;
      return left >= 0 ? { status: 400, type: 'ThrottlingException' } : null;
    };
    expect(await list('')).toMatchObject({ names: ['app/one', 'gone'], versions: [{ tags: ['1'] }] });
  });

  test('that goes in circles ends', async () => {
    for (let number = 0; number < 5; number++) ecr.images.set(`app/${number}`, []);
    ecr.pageSize = 0;
    expect(await errorOf(list(''))).toMatchObject({ code: 'damaged' });
  });
});

describe('keys of AWS', () => {
  beforeEach(() => void ecr.images.set('app', []));

  const file = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const section = (head: string, { id, secret, session }: typeof KEYS): string => `[${head}]\naws_access_key_id = ${id}\naws_secret_access_key=${secret}\n${session ? `aws_session_token = ${session}\n` : ''}`;
  const others = { id: 'AKIAOTHER', secret: 'other', session: '' };

  test.each([
    ['credentials', async () => ({ AWS_SHARED_CREDENTIALS_FILE: await file('credentials', `# mine\n${section('work', others)}\n${section('default', KEYS)}`) })],
    ['credentials of a profile', async () => ({ AWS_PROFILE: 'work', AWS_SHARED_CREDENTIALS_FILE: await file('credentials', `${section('default', others)}${section('work', KEYS)}`) })],
    ['config of a profile', async () => ({ AWS_PROFILE: 'work', AWS_CONFIG_FILE: await file('config', `${section('default', others)}\n[profile other]\nrole_arn = arn\n${section('profile  work', KEYS)}`) })],
  ])('from %s', async (_, env) => {
    expect((await list('', await env())).names).toEqual(['app']);
  });

  test('from the endpoint of a container, asked with its token', async () => {
    const authorizations: (string | undefined)[] = [];
    const endpoint = createServer((request, response) => {
      authorizations.push(request.headers.authorization);
      response.end(JSON.stringify({ AccessKeyId: KEYS.id, SecretAccessKey: KEYS.secret, Token: KEYS.session, Expiration: new Date(Date.now() + 3_600_000).toISOString() }));
    });
    await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
    const { port } = endpoint.address() as AddressInfo;
    expect((await list('', { AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/v1/credentials`, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: await file('token', 'of-the-pod\n') })).names).toEqual(['app']);
    expect(authorizations).toEqual(['of-the-pod']);
    endpoint.closeAllConnections();
    endpoint.close();
  });

  test.each<readonly [string, () => Promise<Readonly<Record<string, string>>>, RegExp]>([
    ['none', async () => ({}), /none are known\.$/],
    ['a role', async () => ({ AWS_PROFILE: 'work', AWS_CONFIG_FILE: await file('config', '[profile work]\nrole_arn = arn:aws:iam::1:role/x\n') }), /`role_arn`, which is not followed here/],
    ['a profile that is not there', async () => ({ AWS_PROFILE: 'absent' }), /profile `absent` has no keys/],
    ['a container endpoint elsewhere without TLS', async () => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://evil.invalid/keys' }), /no address that may be asked/],
    ['keys of somebody else', async () => ({ ...ENV, AWS_ACCESS_KEY_ID: 'AKIAOTHER' }), /UnrecognizedClientException/],
    ['a wrong secret', async () => ({ ...ENV, AWS_SECRET_ACCESS_KEY: `${KEYS.secret}x` }), /InvalidSignatureException/],
  ])('%s: an error that says so, and names no key', async (_, env, message) => {
    const error = await errorOf(list('', await env()));
    expect(error).toMatchObject({ code: 'unauthorized', message: expect.stringMatching(message) });
    expectNoKeys(inspect(error, { depth: 9 }));
  });

  test('are not sent without TLS, but to this machine', async () => {
    expect(await errorOf(list('', { ...ENV, AWS_ENDPOINT_URL_ECR: 'http://ecr.invalid/' }))).toMatchObject({ code: 'unauthorized', message: expect.stringContaining('without TLS') });
  });
});

describe('an audit of ECR', () => {
  let registry: SampleRegistry;
  let proxy: Server;
  let env: Readonly<Record<string, string>>;
  const reads: { readonly url: string; readonly accepted: boolean }[] = [];

  beforeEach(async () => {
    reads.length = 0;
    registry = await SampleRegistry.start({ repositories: 3, tagsEach: 3, layers: 20, layerBytes: 500 });
    // The registry takes tokens that the API gave, and no others.
    registry.fault = ({ url = '', headers }, response) => {
      if (url.startsWith('/v2/_catalog') || url.includes('/tags/list')) {
        response.writeHead(404).end();
        return true;
      }
      const accepted = ecr.accepts(headers.authorization);
      reads.push({ url, accepted });
      if (!accepted) response.writeHead(401, { 'www-authenticate': `Basic realm="https://${ECR_HOST}/",service="ecr.amazonaws.com"` }).end();
      return !accepted;
    };
    for (const name of ['team0/app0', 'team1/app1', 'team2/app2']) {
      const byDigest = new Map<string, string[]>();
      for (const tag of ['1.0', '1.1', 'latest']) {
        const digest = registry.digestOf(name, tag)!;
        byDigest.set(digest, [...(byDigest.get(digest) ?? []), tag]);
      }
      ecr.images.set(name, [...byDigest].map(([imageDigest, imageTags], index) => ({ imageDigest, imageTags, imagePushedAt: DAY + index })));
    }
    // Whatever host it is asked for, it asks the registry of the test; there is no TLS to be had.
    proxy = createServer((request, response) => {
      const { hostname, pathname, search } = new URL(request.url!);
      if (hostname !== ECR_HOST) return void response.writeHead(502).end();
      const upstream = ask(`http://${registry.host}${pathname}${search}`, { method: request.method, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      });
      upstream.on('error', () => response.destroy());
      request.pipe(upstream);
    });
    proxy.on('connect', (_, socket) => {
      const upstream = socket.end('HTTP/1.1 200 OK\r\n\r\nplain');
      upstream.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const at = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    env = { HOME: folder, AWS_ENDPOINT_URL_ECR: ecr.url, HTTP_PROXY: at, HTTPS_PROXY: at, LAYERLINT_SALT: 'salt', ...ENV };
  });

  afterEach(async () => {
    await registry.stop();
    proxy.closeAllConnections();
    proxy.close();
  });

  const audit = async (more: Readonly<Record<string, string>> = {}) => {
    const { code, stdout, stderr } = await layerlint(['audit', ECR_HOST, '--insecure', '--store', join(folder, 'audit.db'), '-f', 'json'], { ...env, ...more }).ended;
    return { code, stdout, stderr, report: stdout === '' ? null : (JSON.parse(stdout) as AuditReport) };
  };

  test('lists, signs in once with a token, and keeps no key anywhere', async () => {
    const { code, stdout, stderr, report } = await audit();
    expect({ code, stderr }).toEqual({ code: report!.secrets.length > 0 ? 1 : 0, stderr: '' });
    expect(report).toMatchObject({ complete: true, notices: [], statistics: { repositories: 3, tags: 9 } });
    expect(report!.statistics.layers).toBeGreaterThan(5);
    expect(ecr.tokens.length).toBe(1);
    const store = Buffer.concat(await Promise.all((await readdir(folder)).filter((name) => name.startsWith('audit.db')).map((name) => readFile(join(folder, name)))));
    expectNoKeys(stdout + stderr + store.toString('latin1'));
    for (const image of report!.images) expect(image.deleteCommand).toContain(`aws ecr batch-delete-image --registry-id ${ACCOUNT} --region eu-west-1`);
  });

  test('asks for another token before the one it has ends', async () => {
    // Five minutes before its end it counts no more: these end a second after they are given.
    ecr.tokenSeconds = 301;
    let sent = 0;
    const judge = registry.fault;
    registry.fault = (request, response) => {
      if (!request.url!.includes('/blobs/')) return judge(request, response);
      sent += 1;
      if (sent !== 3) return judge(request, response);
      // A slow layer.
      setTimeout(() => response.destroy(), 1500);
      return true;
    };
    const { report } = await audit();
    expect(report).toMatchObject({ complete: true, notices: [] });
    expect(ecr.tokens.length).toBeGreaterThan(1);
  });

  test('takes what `docker login` left as long as that lasts', async () => {
    const login = (seconds: number): { readonly password: string; readonly env: Readonly<Record<string, string>> } => {
      const password = Buffer.from(JSON.stringify({ payload: 'login', expiration: Math.floor(Date.now() / 1000) + seconds })).toString('base64');
      return { password, env: { DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [ECR_HOST]: { username: 'AWS', password } } }) } };
    };
    const fresh = login(3600);
    ecr.tokens.push(fresh.password);
    expect((await audit(fresh.env)).report).toMatchObject({ complete: true });
    expect(ecr.tokens).toEqual([fresh.password]);
    await rm(join(folder, 'audit.db'), { force: true });
    expect((await audit(login(-60).env)).report).toMatchObject({ complete: true });
    expect(ecr.calls.filter(({ operation }) => operation === 'GetAuthorizationToken').length).toBe(1);
  });
});

test.each([
  [ECR_HOST, `--registry-id ${ACCOUNT} --region eu-west-1 `],
  [`${ACCOUNT}.dkr.ecr-fips.us-gov-west-1.amazonaws.com`, '--region us-gov-west-1 '],
  [`${ACCOUNT}.dkr.ecr.cn-north-1.amazonaws.com.cn`, '--region cn-north-1 '],
  [`${ACCOUNT}.dkr-ecr.us-west-2.on.aws`, '--region us-west-2 '],
])('a command for %s', (host, words) => {
  expect(deleteCommand(host, 'app', `sha256:${'a'.repeat(64)}`, [])).toContain(words);
});
