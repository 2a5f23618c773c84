import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SampleRegistry } from '../../sample-images/registry.js';
import { auditWith } from '../../src/audit-registries.js';
import { builtInRuleSet, type AuditOptions, type AuditReport } from '../../src/index.js';
import { createMatcher } from '../../src/match/matcher.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { expandTemplate } from '../../src/rule/template.js';
import { layerScan } from '../../src/scan/layer.js';
import type { Timing } from '../../src/source/registry/timing.js';
import { essence } from './command.js';

const SALT = 'a salt of the test';
const TOKEN = expandTemplate('ghp_{base62:30}{crc32:github}', 611);
const PATIENT: Timing = { idle: 5_000, retries: 3, firstPause: 5, longestPause: 20, longestWait: 10_000 };
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

let registry: SampleRegistry;
let folder: string;

beforeEach(async () => {
  registry = await SampleRegistry.start({ repositories: 30, tagsEach: 4, layers: 120, layerBytes: 500 });
  folder = await mkdtemp(join(tmpdir(), 'layerlint-trouble-'));
});

afterEach(async () => {
  await registry.stop();
  await rm(folder, { recursive: true, force: true });
});

const matcher = createMatcher(rulesOfKind(builtInRuleSet, 'credential'));
const tools = { rules: builtInRuleSet, matcher, scanLayer: layerScan(builtInRuleSet, matcher), platform: 'all' as const, env: { HOME: '/nowhere' } };
const audit = (options: AuditOptions = {}, prefix = ''): Promise<AuditReport> => auditWith([`${registry.host}${prefix}`], { store: join(folder, 'audit.db'), salt: SALT, concurrency: 4, ...options }, tools, PATIENT);
const config = { os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [] }, history: [] };
const places = ({ notices }: AuditReport): string[] => notices.map(({ place }) => place);

describe('a registry that dies', () => {
  test.each([
    ['among the manifests', (url: string) => url.includes('/manifests/'), 20],
    ['among the layers', (url: string) => registry.layerDigests.some((digest) => url.endsWith(digest)), 30],
  ])('%s: is asked a few more times, told once, and read to its end later', async (_, counts, after) => {
    let seen = 0;
    let askedWhenDead = 0;
    registry.fault = ({ url = '' }, response) => {
      if (counts(url)) seen += 1;
      if (seen <= after) return false;
      askedWhenDead += 1;
      response.destroy();
      return true;
    };
    const broken = await audit();
    expect(broken.complete).toBe(false);
    expect(broken.finishedAt).not.toBeNull();
    expect(broken.notices.filter(({ place }) => place === registry.host)).toEqual([{ place: registry.host, message: expect.stringMatching(/^It stopped answering; \d+ more tags, manifests and layers were not asked for\. The same command/) }]);
    // Four at a time, each with three tries more and a look whether it is there at all: whatever the registry holds.
    expect(askedWhenDead).toBeLessThan(60);
    expect(broken.notices.length).toBeLessThan(15);
    registry.fault = () => false;
    const whole = await audit();
    expect(whole).toMatchObject({ complete: true, notices: [] });
    expect(essence(whole)).toEqual(essence(await audit({ store: join(folder, 'other.db') })));
  }, 60_000);

  test('in the midst of its list: what was listed is read, and nothing counts as gone', async () => {
    const whole = await audit();
    registry.cap = 10;
    registry.fault = ({ url = '' }, response) => {
      if (!/_catalog\?.*last=/.test(url)) return false;
      response.destroy();
      return true;
    };
    const part = await audit();
    expect(part).toMatchObject({ complete: false, changes: { vanished: { count: 0 } }, statistics: { repositories: 10 } });
    expect(places(part)).toEqual([registry.host]);
    registry.fault = () => false;
    expect(essence(await audit())).toEqual(essence(whole));
  }, 60_000);

  test('at once is an error, and not an empty answer', async () => {
    registry.fault = (_, response) => {
      response.destroy();
      return true;
    };
    await expect(audit()).rejects.toMatchObject({ code: 'registry-unreachable' });
  });

  test('for some things only is asked for all others', async () => {
    registry.fault = ({ url = '' }, response) => {
      if (!url.startsWith('/v2/team1/app1/manifests/')) return false;
      response.writeHead(500).end();
      return true;
    };
    const report = await audit();
    expect(places(report).sort()).toEqual(['1.0', '1.1', '1.2', 'latest'].map((tag) => `${registry.host}/team1/app1:${tag}`));
    expect(report.statistics.images).toBe(3 * 27 + 3 * 3 * 2 - 3);
  }, 60_000);
});

test('a storm of 429 is waited out, and not answered with one of requests', async () => {
  const undisturbed = await audit({ store: join(folder, 'other.db') });
  const needed = registry.asked.length;
  registry.asked.length = 0;
  let budget = 200;
  let refused = 0;
  let until = 0;
  registry.fault = (_, response) => {
    budget -= 1;
    if (budget > 0 && Date.now() >= until) return false;
    // A second's worth is used up; whoever asks before it is over is told so again.
    if (Date.now() >= until) {
      until = Date.now() + 1000;
      budget = 200;
    }
    refused += 1;
    response.writeHead(429, { 'retry-after': '1' }).end();
    return true;
  };
  const report = await audit();
  expect(essence(report)).toEqual(essence(undisturbed));
  expect(report.complete).toBe(true);
  expect(refused).toBeGreaterThan(1);
  // Four may be under way when the first is refused.
  expect(refused).toBeLessThanOrEqual(4 * Math.ceil(needed / 190) + 4);
}, 60_000);

test('tokens that end after a few requests are asked for again', async () => {
  let issued = 0;
  const uses = new Map<string, number>();
  const tokens: Server = createServer((_, response) => {
    issued += 1;
    uses.set(`Bearer t${issued}`, 9);
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ token: `t${issued}`, expires_in: 60 }));
  });
  await new Promise<void>((resolve) => tokens.listen(0, '127.0.0.1', resolve));
  try {
    const realm = `http://127.0.0.1:${(tokens.address() as AddressInfo).port}/token`;
    registry.fault = ({ headers: { authorization = '' } }, response) => {
      const left = uses.get(authorization) ?? 0;
      uses.set(authorization, left - 1);
      if (left > 0) return false;
      response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="test",scope="repository:x:pull"` }).end();
      return true;
    };
    const report = await audit();
    expect(report).toMatchObject({ complete: true, notices: [] });
    // Thirty repositories have one each, and these end again and again.
    expect(issued).toBeGreaterThan(60);
    registry.fault = () => false;
    expect(essence(report)).toEqual(essence(await audit({ store: join(folder, 'other.db') })));
  } finally {
    tokens.closeAllConnections();
    tokens.close();
  }
}, 60_000);

describe('repositories of a catalogue', () => {
  test.each([
    ['403', (at: string) => at.includes('/tags/list')],
    ['404', (at: string) => at.includes('/tags/list')],
    ['500', (at: string) => at.includes('/tags/list')],
    ['403', (at: string) => at.includes('/manifests/')],
  ])('that answer %s are told, and the others read', async (status, isDenied) => {
    registry.fault = ({ url = '' }, response) => {
      if (!url.startsWith('/v2/team1/app1/') || !isDenied(url)) return false;
      response.writeHead(Number(status)).end();
      return true;
    };
    const report = await audit();
    expect(report.statistics.images).toBe(3 * 27 + 3 * 3 * 2 - 3);
    const own = places(report).filter((place) => place.startsWith(`${registry.host}/team1/app1`));
    expect(own).toEqual(places(report));
    // One that is gone since it was listed is no fault.
    expect(own.length > 0).toBe(status !== '404');
    expect(report.complete).toBe(status === '404');
  }, 60_000);

  test('by the thousand, in one page', async () => {
    const names = Array.from({ length: 4_000 }, (_, number) => `none/${number}`);
    registry.fault = ({ url = '' }, response) => {
      if (url.startsWith('/v2/none/')) {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"tags":null}');
        return true;
      }
      if (!url.startsWith('/v2/_catalog')) return false;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ repositories: [...names, 'team1/app1'] }));
      return true;
    };
    const report = await audit();
    expect(report).toMatchObject({ complete: true, statistics: { repositories: 4_001, tags: 4 } });
  }, 60_000);

  test('in a page that does not end are an error', async () => {
    const more = Buffer.from(`"${'a'.repeat(200)}",`.repeat(5000));
    registry.fault = ({ url = '' }, response) => {
      if (!url.startsWith('/v2/_catalog')) return false;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"repositories":[');
      const push = (): void => {
        while (!response.destroyed && response.write(more));
        if (!response.destroyed) response.once('drain', push);
      };
      push();
      return true;
    };
    await expect(audit()).rejects.toMatchObject({ code: 'limit-exceeded' });
  }, 60_000);
});

test('tags that are deleted while they are read are gone, and no fault', async () => {
  let seen = 0;
  registry.fault = ({ url = '' }, response) => {
    if (!url.startsWith('/v2/team1/app1/manifests/')) return false;
    seen += 1;
    response.writeHead(404).end();
    return true;
  };
  const report = await audit();
  expect(seen).toBe(4);
  expect(report).toMatchObject({ complete: true, notices: [], statistics: { repositories: 30, tags: 116 } });
}, 60_000);

test('a config that could not be had is asked for in the next run, and what it holds is found then', async () => {
  const layer = await registry.layer([{ path: 'app/main', content: 'x' }]);
  registry.push('odd/app', '1', { ...config, config: { Env: [`GITHUB_TOKEN=${TOKEN}`] } }, [layer]);
  registry.fault = ({ url = '' }, response) => {
    if (!url.startsWith('/v2/odd/app/blobs/') || url.endsWith(layer)) return false;
    response.destroy();
    return true;
  };
  const first = await audit({}, '/odd');
  expect(first).toMatchObject({ complete: false, secrets: [] });
  registry.fault = () => false;
  const second = await audit({}, '/odd');
  expect(second).toMatchObject({ complete: true, notices: [] });
  expect(second.secrets.map(({ tags }) => tags)).toEqual([[`${registry.host}/odd/app:1`]]);
}, 60_000);

describe('manifests that are no image of today', () => {
  const leak = (): Promise<string> => registry.layer([{ path: 'app/.env', content: `GITHUB_TOKEN=${TOKEN}\n` }]);
  const only = async (): Promise<AuditReport> => audit({ include: ['odd/**'] });

  test('a chart, an artifact and an index of them are read as what they are', async () => {
    const layer = await leak();
    const empty = registry.blob(Buffer.from('{}'));
    const chart = { schemaVersion: 2, mediaType: MANIFEST, config: { mediaType: 'application/vnd.cncf.helm.config.v1+json', digest: empty, size: 2 }, layers: [{ mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', digest: layer, size: 0 }] };
    registry.pushManifest('odd/chart', '1', chart, MANIFEST);
    const report = await only();
    expect(report.secrets.map(({ tags }) => tags)).toEqual([[`${registry.host}/odd/chart:1`]]);
  });

  test('the first format of registries is read, layers and all', async () => {
    const layer = await leak();
    const manifest = { schemaVersion: 1, name: 'odd/old', tag: '1', architecture: 'amd64', fsLayers: [{ blobSum: layer }], history: [{ v1Compatibility: JSON.stringify({ id: 'a', os: 'linux', architecture: 'amd64', container_config: { Cmd: ['/bin/sh', '-c', '#(nop) COPY'] }, config: { Env: [`GITHUB_TOKEN=${TOKEN}`] } }) }] };
    registry.pushManifest('odd/old', '1', manifest, 'application/vnd.docker.distribution.manifest.v1+json');
    const report = await only();
    expect(report.secrets.length).toBe(1);
    expect(report.secrets[0]!.places.map(({ location }) => location.kind).sort()).toEqual(['config', 'layer']);
  });

  test.each([
    ['of an unknown type', { schemaVersion: 2, mediaType: 'application/vnd.acme.thing+json', thing: [1] }, 'application/vnd.acme.thing+json'],
    ['that is a list of nothing', { schemaVersion: 2, manifests: [] }, 'application/vnd.oci.image.index.v1+json'],
    ['that is no object', [1, 2], MANIFEST],
    ['whose layers are none', { schemaVersion: 2, mediaType: MANIFEST, config: { mediaType: 'x', digest: 'sha256:zz', size: -1 }, layers: [7, null, { digest: '../../etc' }] }, MANIFEST],
  ])('one %s is told, and the others are read', async (_, manifest, type) => {
    registry.push('odd/good', '1', config, [await leak()]);
    registry.pushManifest('odd/strange', '1', manifest, type);
    const report = await only();
    expect(report.complete).toBe(false);
    expect(places(report).every((place) => place.startsWith(`${registry.host}/odd/strange`))).toBe(true);
    expect(report.secrets.map(({ tags }) => tags)).toEqual([[`${registry.host}/odd/good:1`]]);
  });
});
