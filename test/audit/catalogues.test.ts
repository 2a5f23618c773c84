import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { openCatalogue } from '../../src/audit/catalogue/choose.js';
import type { Version } from '../../src/audit/catalogue/catalogue.js';
import { connectRegistry } from '../../src/source/registry/connect.js';
import { QUICK } from '../source/fake-registry.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const version = (tag: string, pushed: string | null, digest: string | null = DIGEST): Version => ({ tags: [tag], digest, pushed });
const DAY = '2026-01-31T10:00:00.000Z';

interface Shape {
  readonly kind: string;
  readonly prefix: string;
  /** Answers by path and query, each in the shape that the service documents; a second item is its `Link`. */
  readonly answers: Readonly<Record<string, unknown>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly repositories: readonly string[];
  readonly versions: readonly Version[];
  /** How the request was signed. */
  readonly signed: RegExp | null;
}

const WHOLE = 'https://registry.test';
const SHAPES: readonly Shape[] = [
  {
    kind: 'docker-hub', prefix: 'acme', signed: /^Bearer hub-token$/,
    answers: {
      'POST /v2/auth/token {"identifier":"reader","secret":"p"}': { access_token: 'hub-token' },
      '/v2/namespaces/acme/repositories?page_size=100': { count: 2, next: 'https://hub.docker.com/v2/namespaces/acme/repositories?page=2&page_size=100', previous: null, results: [{ name: 'app', namespace: 'acme', repository_type: 'image', status: 1, status_description: 'active', description: '', is_private: true, star_count: 0, pull_count: 7, last_updated: '2026-02-01T00:00:00Z', date_registered: '2026-01-01T00:00:00Z', affiliation: '', media_types: ['application/vnd.oci.image.index.v1+json'], content_types: ['image'], categories: [], storage_size: 12 }] },
      '/v2/namespaces/acme/repositories?page=2&page_size=100': { count: 2, next: null, previous: 'https://hub.docker.com/v2/namespaces/acme/repositories?page=1&page_size=100', results: [{ name: 'tool', namespace: 'acme' }] },
      '/v2/namespaces/acme/repositories/app/tags?page_size=100': { count: 1, next: null, previous: null, results: [{ id: 7, name: '1', creator: 1, last_updated: '2026-02-01T00:00:00Z', last_updater: 1, last_updater_username: 'acme', repository: 3, full_size: 12, v2: true, tag_status: 'active', tag_last_pulled: '2026-02-02T00:00:00Z', tag_last_pushed: '2026-01-31T10:00:00Z', media_type: 'application/vnd.oci.image.index.v1+json', content_type: 'image', digest: DIGEST, images: [{ architecture: 'amd64', features: '', variant: null, digest: `sha256:${'b'.repeat(64)}`, os: 'linux', os_features: '', os_version: null, size: 12, status: 'active', last_pulled: null, last_pushed: '2026-01-31T10:00:00Z' }] }] },
    },
    repositories: ['acme/app', 'acme/tool'], versions: [version('1', DAY)],
  },
  {
    kind: 'ghcr', prefix: 'acme', signed: /^Bearer p$/,
    answers: {
      '/orgs/acme/packages?package_type=container&per_page=1': [],
      '/orgs/acme/packages?package_type=container&per_page=100': [{ id: 1, name: 'app', package_type: 'container', owner: { login: 'acme' }, version_count: 1, visibility: 'private', url: 'https://api.github.com/orgs/acme/packages/container/app', created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-31T10:00:00Z', html_url: 'https://github.com/orgs/acme/packages/container/package/app' }],
      '/organizations/12/packages?package_type=container&per_page=100&page=2': [{ id: 2, name: 'Team/tool', package_type: 'container' }],
      '/orgs/acme/packages/container/app/versions?per_page=100': [{ id: 5, name: DIGEST, url: 'https://api.github.com/orgs/acme/packages/container/app/versions/5', package_html_url: 'https://github.com/orgs/acme/packages/container/package/app', created_at: '2026-01-31T10:00:00Z', updated_at: '2026-01-31T10:00:00Z', html_url: 'https://github.com/orgs/acme/packages/container/app/5', metadata: { package_type: 'container', container: { tags: ['1'] } } }, { id: 4, name: `sha256:${'b'.repeat(64)}`, created_at: '2026-01-30T10:00:00Z', metadata: { package_type: 'container', container: { tags: [] } } }],
    },
    links: { '/orgs/acme/packages?package_type=container&per_page=100': '<https://api.github.com/organizations/12/packages?package_type=container&per_page=100&page=2>; rel="next", <https://api.github.com/organizations/12/packages?package_type=container&per_page=100&page=2>; rel="last"' },
    repositories: ['acme/app', 'acme/team/tool'], versions: [version('1', DAY), { tags: [], digest: `sha256:${'b'.repeat(64)}`, pushed: '2026-01-30T10:00:00.000Z' }],
  },
  {
    // The prefix goes on below a project.
    kind: 'gitlab', prefix: 'acme/web/cache', signed: /^Bearer p$/,
    answers: {
      '/api/v4/projects/acme%2Fweb/registry/repositories?per_page=1': [{ id: 7 }],
      '/api/v4/projects/acme%2Fweb/registry/repositories?per_page=100': [{ id: 7, name: '', path: 'acme/web', project_id: 9, location: 'registry.gitlab.com/acme/web', created_at: '2026-01-10T13:38:57.391Z', cleanup_policy_started_at: null, status: null }],
      '/api/v4/projects/acme%2Fweb/registry/repositories?page=2&per_page=100': [{ id: 8, name: 'cache', path: 'acme/web/cache', project_id: 9, location: 'registry.gitlab.com/acme/web/cache', created_at: '2026-01-10T13:38:57.391Z' }],
      '/api/v4/projects/9/registry/repositories/7/tags?per_page=100': [{ name: '1', path: 'acme/web:1', location: 'registry.gitlab.com/acme/web:1' }],
    },
    links: { '/api/v4/projects/acme%2Fweb/registry/repositories?per_page=100': '<https://gitlab.com/api/v4/projects/acme%2Fweb/registry/repositories?page=2&per_page=100>; rel="next", <https://gitlab.com/api/v4/projects/acme%2Fweb/registry/repositories?page=1&per_page=100>; rel="first"' },
    repositories: ['acme/web', 'acme/web/cache'], versions: [version('1', null, null)],
  },
  {
    kind: 'quay', prefix: 'acme', signed: null,
    answers: {
      '/api/v1/repository?namespace=acme&public=true': { repositories: [{ namespace: 'acme', name: 'app', description: null, is_public: true, kind: 'image', state: 'NORMAL', is_starred: false, quota_report: null }], next_page: 'tok=' },
      '/api/v1/repository?namespace=acme&public=true&next_page=tok%3D': { repositories: [{ namespace: 'acme', name: 'tool' }] },
      '/api/v1/repository/acme/app/tag/?onlyActiveTags=true&limit=100&page=1': { has_additional: true, page: 1, tags: [{ name: '1', reversion: false, start_ts: Date.parse(DAY) / 1000, manifest_digest: DIGEST, is_manifest_list: false, size: 12, last_modified: 'Sat, 31 Jan 2026 10:00:00 -0000' }] },
      '/api/v1/repository/acme/app/tag/?onlyActiveTags=true&limit=100&page=2': { has_additional: false, page: 2, tags: [{ name: '0', reversion: false, start_ts: Date.parse(DAY) / 1000 - 1, manifest_digest: DIGEST, is_manifest_list: false, size: 12, last_modified: 'Sat, 31 Jan 2026 09:59:59 -0000' }] },
    },
    repositories: ['acme/app', 'acme/tool'], versions: [version('1', DAY), version('0', '2026-01-31T09:59:59.000Z')],
  },
  {
    kind: 'harbor', prefix: 'acme', signed: /^Basic /,
    answers: {
      '/api/v2.0/projects/acme/repositories?page_size=100': [{ id: 1, project_id: 3, name: 'acme/team/app', artifact_count: 2, pull_count: 1, creation_time: '2026-01-01T00:00:00.000Z', update_time: '2026-01-31T10:00:00.000Z' }],
      '/api/v2.0/projects/acme/repositories?page=2&page_size=100': [{ id: 2, project_id: 3, name: 'acme/tool' }],
      '/api/v2.0/projects/acme/repositories/team%252Fapp/artifacts?with_tag=true&page_size=100': [{ id: 9, type: 'IMAGE', digest: DIGEST, media_type: 'application/vnd.oci.image.config.v1+json', manifest_media_type: 'application/vnd.oci.image.manifest.v1+json', project_id: 3, repository_id: 1, size: 12, push_time: '2026-01-31T10:00:00.000Z', pull_time: '0001-01-01T00:00:00.000Z', references: null, tags: [{ id: 4, repository_id: 1, artifact_id: 9, name: '1', push_time: '2026-01-31T10:00:00.000Z', pull_time: '0001-01-01T00:00:00.000Z', immutable: false }] }, { id: 8, type: 'IMAGE', digest: `sha256:${'b'.repeat(64)}`, push_time: '2026-01-30T10:00:00.000Z', tags: null }],
    },
    links: { '/api/v2.0/projects/acme/repositories?page_size=100': '</api/v2.0/projects/acme/repositories?page=2&page_size=100>; rel="next"' },
    repositories: ['acme/team/app', 'acme/tool'], versions: [version('1', DAY), { tags: [], digest: `sha256:${'b'.repeat(64)}`, pushed: '2026-01-30T10:00:00.000Z' }],
  },
  {
    kind: 'google', prefix: 'acme', signed: null,
    answers: {
      // GCR gives dates as text, Artifact Registry as numbers.
      '/v2/acme/tags/list': { child: ['app'], manifest: {}, name: 'acme', tags: [] },
      '/v2/acme/app/tags/list': { child: ['more'], manifest: { [DIGEST]: { imageSizeBytes: '12', layerId: '', mediaType: 'application/vnd.docker.distribution.manifest.v2+json', tag: ['1'], timeCreatedMs: '1', timeUploadedMs: String(Date.parse(DAY)) } }, name: 'acme/app', tags: ['1'] },
      '/v2/acme/app/tags/list?next_page=2': { child: [], manifest: { [`sha256:${'b'.repeat(64)}`]: { imageSizeBytes: '12', tag: [], timeUploadedMs: Date.parse(DAY) } }, name: 'acme/app', tags: [] },
      '/v2/acme/app/more/tags/list': { child: [], manifest: {}, name: 'acme/app/more', tags: [] },
    },
    links: { '/v2/acme/app/tags/list': '</v2/acme/app/tags/list?next_page=2>; rel="next"' },
    repositories: ['acme/app'], versions: [version('1', DAY), { tags: [], digest: `sha256:${'b'.repeat(64)}`, pushed: DAY }],
  },
  {
    kind: 'acr', prefix: '', signed: null,
    answers: {
      '/acr/v1/_catalog?n=100': { repositories: ['acme/app'] },
      '/acr/v1/_catalog?last=acme/app&n=100': { repositories: ['acme/tool'] },
      '/acr/v1/acme/app/_manifests?n=100': { registry: 'acme.azurecr.io', imageName: 'acme/app', manifests: [{ digest: DIGEST, imageSize: 12, createdTime: '2026-01-31T10:00:00.1234567Z', lastUpdateTime: '2026-01-31T10:00:00.1234567Z', architecture: 'amd64', os: 'linux', mediaType: 'application/vnd.docker.distribution.manifest.v2+json', configMediaType: 'application/vnd.docker.container.image.v1+json', tags: ['1'], changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true } }, { digest: `sha256:${'b'.repeat(64)}`, createdTime: '2026-01-31T10:00:00Z' }] },
    },
    links: { '/acr/v1/_catalog?n=100': '</acr/v1/_catalog?last=acme/app&n=100>; rel="next"' },
    repositories: ['acme/app', 'acme/tool'], versions: [version('1', '2026-01-31T10:00:00.123Z'), { tags: [], digest: `sha256:${'b'.repeat(64)}`, pushed: DAY }],
  },
  {
    kind: 'artifactory', prefix: 'docker-local', signed: /^Basic /,
    answers: {
      '/artifactory/api/docker/docker-local/v2/_catalog?n=1000': { repositories: ['team/app'] },
      '/artifactory/api/docker/docker-local/v2/_catalog?last=team/app&n=1000': { repositories: ['tool'] },
      '/artifactory/api/docker/docker-local/v2/team/app/tags/list?n=1000': { name: 'team/app', tags: ['1'] },
    },
    links: { '/artifactory/api/docker/docker-local/v2/_catalog?n=1000': `<${WHOLE}/artifactory/api/docker/docker-local/v2/_catalog?last=team/app&n=1000>; rel="next"` },
    repositories: ['docker-local/team/app', 'docker-local/tool'], versions: [version('1', null, null)],
  },
];

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

describe('a catalogue', () => {
  test.each(SHAPES.map((shape) => [shape.kind, shape] as const))('%s lists repositories, tags, digests and dates', async (kind, { prefix, answers, links, repositories, versions, signed }) => {
    const headers: (string | undefined)[] = [];
    server = createServer((request, response) => void (async () => {
      const posted = (await text(request)).trim();
      if (request.method === 'GET') headers.push(request.headers.authorization);
      const answer = answers[request.method === 'GET' ? (request.url ?? '') : `${request.method} ${request.url} ${posted}`];
      const link = links?.[request.url ?? ''];
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json', ...(link === undefined ? {} : { link }) }).end(JSON.stringify(answer ?? {}));
    })());
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const registry = await connectRegistry(host, { username: 'reader', password: 'p' }, { HOME: '/nowhere' }, QUICK);
    const notes: string[] = [];
    const catalogue = openCatalogue({ catalogue: kind, catalogueUrl: new URL(`http://${host}/`), env: {} }, registry, (message) => notes.push(message));
    const names: string[] = [];
    for await (const name of catalogue.repositories(prefix)) names.push(name);
    expect(names).toEqual(repositories);
    const found: Version[] = [];
    for await (const one of catalogue.versions(repositories[0]!)) found.push(one);
    expect(found).toEqual(versions);
    expect(notes).toEqual([]);
    if (signed === null) expect(headers.filter((header) => header !== undefined)).toEqual([]);
    else for (const header of headers) expect(header).toMatch(signed);
    registry.close();
  });

  const open = async (kind: string, answer: (request: IncomingMessage, response: ServerResponse) => void, options = {}) => {
    server = createServer(answer);
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const registry = await connectRegistry(host, options, { HOME: '/nowhere' }, QUICK);
    const notes: string[] = [];
    const catalogue = openCatalogue({ catalogue: kind, catalogueUrl: new URL(`http://${host}/`), env: {} }, registry, (message) => notes.push(message));
    const list = async (prefix: string): Promise<string[]> => {
      const names: string[] = [];
      for await (const name of catalogue.repositories(prefix)) names.push(name);
      return names;
    };
    return { list, notes, close: () => registry.close() };
  };
  const json = (response: ServerResponse, status: number, value: unknown, headers = {}): void => void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));

  test.each([
    ['a budget that is used up', { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }],
    ['a secondary limit', { 'retry-after': '0' }],
  ])('ghcr: %s comes with a 403, and is no refusal', async (_, headers) => {
    let left = 2;
    const { list, close } = await open('ghcr', (_request, response) => {
      left -= 1;
      if (left >= 0) json(response, 403, { message: 'API rate limit exceeded' }, headers);
      else json(response, 200, [{ name: 'app' }]);
    }, { username: 'reader', password: 'p' });
    expect(await list('acme')).toEqual(['acme/app']);
    close();
  });

  test('docker-hub: what does not take the credentials lists what is public, and says so', async () => {
    const { list, notes, close } = await open('docker-hub', ({ method }, response) => (method === 'POST' ? json(response, 401, { detail: 'Incorrect authentication credentials' }) : json(response, 200, { next: null, results: [{ name: 'app' }] })), { username: 'reader', password: 'p' });
    expect(await list('acme')).toEqual(['acme/app']);
    expect(notes).toEqual([expect.stringContaining('only what is public was listed')]);
    close();
  });

  test.each(['docker-hub', 'ghcr', 'gitlab', 'quay', 'google', 'artifactory'])('%s as a whole is refused with what to write', async (kind) => {
    const { list, close } = await open(kind, (_, response) => json(response, 404, {}));
    await expect(list('')).rejects.toMatchObject({ code: 'usage', hint: expect.stringContaining('layerlint audit') });
    close();
  });

  test.each(['ghcr', 'gitlab', 'quay', 'harbor', 'acr', 'artifactory'])('%s that refuses to list is an error with what to do', async (kind) => {
    const { list, close } = await open(kind, (_, response) => json(response, 401, {}, kind === 'acr' ? { 'www-authenticate': 'Basic realm="x"' } : {}));
    await expect(list('acme')).rejects.toMatchObject({ code: 'unauthorized', hint: expect.stringMatching(/sign in/i) });
    close();
  });
});
