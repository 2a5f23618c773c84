import { describe, expect, test } from '@jest/globals';
import { scanImage, type Image } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';

const document = (value: unknown) => ({ descriptor: { mediaType: '', digest: `sha256:${'0'.repeat(64)}`, size: 0 }, value });

function imageWith(parts: { readonly config?: Record<string, unknown>; readonly annotations?: Record<string, string>; readonly statement?: unknown; readonly createdBy?: string }): Image {
  const history = parts.createdBy === undefined ? [] : [{ created_by: parts.createdBy, empty_layer: true }];
  return {
    kind: 'image',
    reference: 'test',
    names: [],
    manifest: null,
    platform: null,
    config: document({ ...parts.config, history }),
    history: history.map(({ created_by: createdBy }) => ({ createdBy, created: null, author: null, comment: null, emptyLayer: true })),
    layers: [],
    annotations: parts.annotations ?? {},
    attestations: parts.statement === undefined ? [] : [{ predicateType: 'https://slsa.dev/provenance/v0.2', statement: document(parts.statement) }],
    notices: [],
  };
}

const token = expandTemplate('ghp_{base62:30}{crc32:github}', 1);
const password = expandTemplate('{pass:18}', 2);
const weak = ['hunter', '2'].join('');
/** As a builder keeps a document in a byte field. */
const encoded = Buffer.from(JSON.stringify({ a: [{ value: `GITHUB_TOKEN=${token}` }] })).toString('base64');

describe('scanMetadata finds, each at its own pointer', () => {
  test.each([
    ['Env', { config: { config: { Env: ['PATH=/bin', `GITHUB_TOKEN=${token}`] } } }, token, 'github-token', '/config/Env/1', [14, 54]],
    ['a weak password in Env', { config: { config: { Env: [`DB_PASSWORD=${weak}`] } } }, weak, 'secret-in-image-env', '/config/Env/0', [13, 20]],
    ['container_config', { config: { container_config: { Env: [`DB_PASSWORD=${password}`] } } }, password, 'secret-in-image-env', '/container_config/Env/0', null],
    ['Cmd', { config: { config: { Cmd: ['curl', '-H', `Authorization: Bearer ${token}`] } } }, token, 'github-token', '/config/Cmd/2', null],
    ['Entrypoint', { config: { config: { Entrypoint: ['app', `--token=${token}`] } } }, token, 'github-token', '/config/Entrypoint/1', null],
    ['Healthcheck', { config: { config: { Healthcheck: { Test: ['CMD-SHELL', `curl "https://u:${password}@nexus/"`] } } } }, password, null, '/config/Healthcheck/Test/1', null],
    ['OnBuild', { config: { config: { OnBuild: [`ENV GITHUB_TOKEN=${token}`] } } }, token, 'github-token', '/config/OnBuild/0', null],
    ['a volume’s name', { config: { config: { Volumes: { [`/data/${token}`]: {} } } } }, token, 'github-token', `/config/Volumes/~1data~1${token}`, null],
    ['User', { config: { config: { User: token } } }, token, 'github-token', '/config/User', null],
    ['a label, by its shape', { config: { config: { Labels: { 'a/b~c': token } } } }, token, 'github-token', '/config/Labels/a~1b~0c', null],
    ['a label, by its name', { config: { config: { Labels: { 'com.example.db_password': password } } } }, password, 'secret-in-image-label', '/config/Labels/com.example.db_password', null],
    ['author', { config: { author: token } }, token, 'github-token', '/author', null],
    ['an unknown key', { config: { 'moby.buildkit.buildinfo.v9': { x: [token] } } }, token, 'github-token', '/moby.buildkit.buildinfo.v9/x/0', null],
    ['a document in base64', { config: { 'moby.buildkit.cache.v0': encoded } }, token, 'github-token', '/moby.buildkit.cache.v0/a/0/value', null],
    ['a value with & and quotes', { config: { config: { Env: [`A="x&y" GITHUB_TOKEN=${token}`] } } }, token, 'github-token', '/config/Env/0', null],
    ['an annotation', { annotations: { 'org.example/x': token } }, token, 'github-token', '/annotations/org.example~1x', null],
    ['a build argument of the classic builder', { createdBy: `|1 API_KEY=${password} /bin/sh -c make` }, password, 'secret-in-build-history', '/history/0/created_by', [12, 30]],
    ['a build argument of BuildKit', { createdBy: `RUN |2 A=b API_KEY=${password} /bin/sh -c make # buildkit` }, password, 'secret-in-build-history', '/history/0/created_by', null],
    ['ENV in the history', { createdBy: `/bin/sh -c #(nop)  ENV DB_PASSWORD=${password}` }, password, 'secret-in-build-history', '/history/0/created_by', null],
    ['ARG with a default in the history', { createdBy: `ARG DB_PASSWORD=${password}` }, password, 'secret-in-build-history', '/history/0/created_by', null],
    ['a build argument in SLSA 0.2', { statement: { predicate: { invocation: { parameters: { args: { 'build-arg:DB_PASSWORD': password } } } } } }, password, 'secret-in-provenance', '/predicate/invocation/parameters/args/build-arg:DB_PASSWORD', null],
    ['a build argument in SLSA 1', { statement: { predicate: { buildDefinition: { externalParameters: { request: { args: { 'build-arg:DB_PASSWORD': password } } } } } } }, password, 'secret-in-provenance', '/predicate/buildDefinition/externalParameters/request/args/build-arg:DB_PASSWORD', null],
    ['a build argument in a signed provenance', { statement: { payloadType: 'application/vnd.in-toto+json', payload: Buffer.from(JSON.stringify({ args: { 'build-arg:DB_PASSWORD': password } })).toString('base64') } }, password, 'secret-in-provenance', '/payload/args/build-arg:DB_PASSWORD', null],
    ['a Dockerfile in a provenance', { statement: { source: [{ data: Buffer.from(`FROM a\nENV GITHUB_TOKEN=${token} \n`).toString('base64') }] } }, token, 'github-token', '/source/0/data', null],
    ['a VCS address in a provenance', { statement: { predicate: { metadata: { vcs: { source: `https://u:${password}@git.example/a.git` } } } } }, password, null, '/predicate/metadata/vcs/source', null],
    ['a token in an attestation', { statement: { predicate: { materials: [{ uri: `https://x:${token}@github.com/a/b` }] } } }, token, 'github-token', '/predicate/materials/0/uri', null],
  ] as const)('%s', async (_, parts, value, ruleId, pointer, columns) => {
    const { findings } = await scanImage(imageWith(parts as Parameters<typeof imageWith>[0]));
    const [finding, ...others] = findings;
    expect(others).toEqual([]);
    expect(finding?.secret?.reveal()).toBe(value);
    if (ruleId !== null) expect(finding?.ruleId).toBe(ruleId);
    expect(finding?.exposure).toEqual({ state: 'metadata' });
    const { location } = finding!;
    expect('pointer' in location && location.pointer).toBe(pointer.replace(token, `ghp_********`));
    if (columns) expect([location.region?.startColumn, location.region?.endColumn]).toEqual(columns);
    expect(JSON.stringify(finding)).not.toContain(value);
  });
});

describe('scanMetadata keeps silent about', () => {
  test.each([
    ['a path to a secret', { config: { config: { Env: ['DB_PASSWORD_FILE=/run/secrets/db'] } } }],
    ['an empty secret', { config: { config: { Env: ['DB_PASSWORD='] } } }],
    ['an unset build argument', { createdBy: 'RUN |1 API_KEY= /bin/sh -c make # buildkit' }],
    ['digests', { createdBy: `COPY file:${'ab12'.repeat(16)} in /app ` }],
    ['keys that fetch packages', { config: { config: { Env: ['GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568', 'PYTHON_SHA256=2a3b'] } } }],
    ['provenance without secrets', { statement: { predicate: { buildType: 'https://mobyproject.org/buildkit@v1', invocation: { parameters: { args: { 'build-arg:VERSION': '1.2' } } } } } }],
  ] as const)('%s', async (_, parts) => {
    expect((await scanImage(imageWith(parts as Parameters<typeof imageWith>[0]))).findings).toEqual([]);
  });
});
