import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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

const SHAPES: readonly Shape[] = [
  {
    kind: 'docker-hub', prefix: 'acme', signed: null,
    answers: {
      '/v2/namespaces/acme/repositories?page_size=100': { count: 2, next: 'https://hub.docker.com/v2/namespaces/acme/repositories?page=2&page_size=100', results: [{ name: 'app' }] },
      '/v2/namespaces/acme/repositories?page=2&page_size=100': { next: null, results: [{ name: 'tool' }] },
      '/v2/namespaces/acme/repositories/app/tags?page_size=100': { next: null, results: [{ name: '1', digest: DIGEST, tag_last_pushed: '2026-01-31T10:00:00Z', last_updated: '2026-02-01T00:00:00Z' }] },
    },
    repositories: ['acme/app', 'acme/tool'], versions: [version('1', DAY)],
  },
  {
    kind: 'ghcr', prefix: 'acme', signed: /^Bearer /,
    answers: {
      '/orgs/acme/packages?package_type=container&per_page=1': [],
      '/orgs/acme/packages?package_type=container&per_page=100': [{ name: 'app' }, { name: 'team/tool' }],
      '/orgs/acme/packages/container/app/versions?per_page=100': [{ name: DIGEST, created_at: '2026-01-31T10:00:00Z', metadata: { container: { tags: ['1'] } } }],
    },
    repositories: ['acme/app', 'acme/team/tool'], versions: [version('1', DAY)],
  },
  {
    kind: 'gitlab', prefix: 'acme', signed: /^Bearer /,
    answers: {
      '/api/v4/groups/acme/registry/repositories?per_page=1': [],
      '/api/v4/groups/acme/registry/repositories?per_page=100': [{ id: 7, project_id: 9, path: 'acme/app' }],
      '/api/v4/projects/9/registry/repositories/7/tags?per_page=100': [{ name: '1', path: 'acme/app:1' }],
    },
    repositories: ['acme/app'], versions: [version('1', null, null)],
  },
  {
    kind: 'quay', prefix: 'acme', signed: null,
    answers: {
      '/api/v1/repository?namespace=acme': { repositories: [{ name: 'app' }], next_page: 'tok=' },
      '/api/v1/repository?namespace=acme&next_page=tok%3D': { repositories: [{ name: 'tool' }] },
      '/api/v1/repository/acme/app/tag/?onlyActiveTags=true&limit=100&page=1': { has_additional: false, page: 1, tags: [{ name: '1', manifest_digest: DIGEST, start_ts: Date.parse(DAY) / 1000 }] },
    },
    repositories: ['acme/app', 'acme/tool'], versions: [version('1', DAY)],
  },
  {
    kind: 'harbor', prefix: 'acme', signed: /^Basic /,
    answers: {
      '/api/v2.0/projects/acme/repositories?page_size=100': [{ name: 'acme/app' }],
      '/api/v2.0/projects/acme/repositories?page=2&page_size=100': [{ name: 'acme/team/tool' }],
      '/api/v2.0/projects/acme/repositories/app/artifacts?with_tag=true&page_size=100': [{ digest: DIGEST, push_time: '2026-01-31T10:00:00.000Z', tags: [{ name: '1' }] }],
    },
    links: { '/api/v2.0/projects/acme/repositories?page_size=100': '</api/v2.0/projects/acme/repositories?page=2&page_size=100>; rel="next"' },
    repositories: ['acme/app', 'acme/team/tool'], versions: [version('1', DAY)],
  },
  {
    kind: 'google', prefix: 'acme', signed: null,
    answers: {
      '/v2/acme/tags/list': { child: ['app'], manifest: {}, name: 'acme', tags: [] },
      '/v2/acme/app/tags/list': { child: [], manifest: { [DIGEST]: { tag: ['1'], timeUploadedMs: String(Date.parse(DAY)) } }, name: 'acme/app', tags: ['1'] },
    },
    repositories: ['acme/app'], versions: [version('1', DAY)],
  },
  {
    kind: 'acr', prefix: '', signed: null,
    answers: {
      '/acr/v1/_catalog?n=100': { repositories: ['acme/app'] },
      '/acr/v1/acme/app/_manifests?n=100': { imageName: 'acme/app', manifests: [{ digest: DIGEST, createdTime: '2026-01-31T10:00:00Z', tags: ['1'] }] },
    },
    repositories: ['acme/app'], versions: [version('1', DAY)],
  },
  {
    kind: 'artifactory', prefix: 'docker-local', signed: /^Basic /,
    answers: {
      '/artifactory/api/docker/docker-local/v2/_catalog?n=1000': { repositories: ['app'] },
      '/artifactory/api/docker/docker-local/v2/app/tags/list?n=1000': { name: 'app', tags: ['1'] },
    },
    repositories: ['docker-local/app'], versions: [version('1', null, null)],
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
    server = createServer((request, response) => {
      headers.push(request.headers.authorization);
      const answer = answers[request.url ?? ''];
      const link = links?.[request.url ?? ''];
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json', ...(link === undefined ? {} : { link }) }).end(JSON.stringify(answer ?? {}));
    });
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
    if (signed === null) expect(headers.filter((header) => header !== undefined)).toEqual([]);
    else for (const header of headers) expect(header).toMatch(signed);
    registry.close();
  });
});
