import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sampleImages } from '../../sample-images/index.js';
import { sampleForms } from '../../sample-images/write.js';
import { scanReference, type AuditReport } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { layerlint } from '../audit/command.js';
import { FaultProxy } from './fault-proxy.js';
import { Machine, missing } from './machine.js';

const reason = missing('docker-registry', 'htpasswd', 'skopeo');
const onMachine = reason ? describe.skip : describe;

const USER = 'alice';
const PASSWORD = expandTemplate('{pass:18}', 21);
/** More repositories than the registry gives in a page. */
const CATALOGUE_CAP = 2;
const MANIFEST_TYPES = ['application/vnd.oci.image.index.v1+json', 'application/vnd.oci.image.manifest.v1+json'].join(', ');

onMachine('an audit of a real registry', () => {
  let machine: Machine;
  let registry: string;
  /** In front of the registry: counts what is asked for. */
  let counter: FaultProxy;
  let folder: string;

  const archive = (name: string): string => `oci-archive:${machine.path(`${name}.tar`)}`;
  const push = (name: string, to: string, ...args: string[]): Promise<string> => machine.skopeo('copy', '-q', '--dest-tls-verify=false', ...args, archive(name), `docker://${to}`);
  const digestOf = async (repository: string, tag: string): Promise<string> => {
    const answer = await fetch(`http://${registry}/v2/${repository}/manifests/${tag}`, { method: 'HEAD', headers: { accept: MANIFEST_TYPES } });
    expect(answer.status).toBe(200);
    return answer.headers.get('docker-content-digest')!;
  };
  const asked = (part: string): string[] => counter.seen.map(({ url }) => url).filter((url) => url.includes(part));
  const audit = async (host: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) => {
    counter.seen.length = 0;
    const { code, stdout, stderr } = await layerlint(['audit', host, '--store', join(folder, 'audit.db'), '--format', 'json', ...args], { HOME: folder, DOCKER_CONFIG: folder, ...env }).ended;
    return { code, stderr, report: stdout === '' ? null : (JSON.parse(stdout) as AuditReport) };
  };

  beforeAll(async () => {
    machine = await Machine.create();
    const form = sampleForms.find(({ name }) => name === 'oci-archive')!;
    for (const sample of sampleImages) await form.write(sample, machine.path(`${sample.name}.tar`));
  }, 60_000);

  afterAll(async () => {
    await machine?.stop();
  }, 60_000);

  let number = 0;
  beforeEach(async () => {
    number += 1;
    folder = await mkdtemp(join(tmpdir(), 'layerlint-audit-'));
  });

  afterEach(async () => {
    await counter?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const startRegistry = async (sections = ''): Promise<void> => {
    registry = await machine.startRegistry(`audited-${number}`, `catalog: {maxentries: ${CATALOGUE_CAP}}\n${sections}`);
    counter = await new FaultProxy({ registry, random: () => 0, pick: () => null }).start();
  };

  test('pages, shared layers, a second run, and what has lost its tags', async () => {
    await startRegistry();
    const { host } = counter;
    for (const to of ['app/one:1', 'app/one:2', 'app/two:1', 'base/three:1']) await push('leaky', `${registry}/${to}`);
    await push('clean', `${registry}/app/clean:1`);
    await push('multi-platform', `${registry}/app/multi:1`, '--all');
    await push('clean', `${registry}/gone/app:1`);
    const removed = await fetch(`http://${registry}/v2/gone/app/manifests/${await digestOf('gone/app', '1')}`, { method: 'DELETE' });
    expect(removed.status).toBe(202);
    expect(await (await fetch(`http://${registry}/v2/gone/app/tags/list`)).json()).toMatchObject({ tags: null });

    const first = await audit(host);
    expect(first).toMatchObject({ code: 1, stderr: '', report: { complete: true, notices: [], changes: null } });
    const { secrets, images, statistics } = first.report!;
    expect(asked('/v2/_catalog').length).toBeGreaterThan(3);
    expect(statistics).toMatchObject({ repositories: 6, tags: 6 });

    // Every finding of the archive, each under every tag that hands it out.
    const [scanned] = await scanReference(archive('leaky'));
    const kinds = (list: readonly { readonly ruleId: string; readonly masked: string | null }[]): string[] => [...new Set(list.map(({ ruleId, masked }) => `${ruleId} ${masked}`))].sort();
    const everywhere = ['app/one:1', 'app/one:2', 'app/two:1', 'base/three:1'].map((name) => `${host}/${name}`);
    const leaked = secrets.filter(({ tags }) => tags.includes(everywhere[0]!));
    for (const { tags, untagged, anonymous } of leaked) expect({ tags, untagged, anonymous }).toEqual({ tags: everywhere, untagged: [], anonymous: true });
    const found = scanned!.findings.filter(({ suppression }) => suppression === null);
    expect(leaked.length).toBe(new Set(found.map(({ fingerprint }) => fingerprint)).size);
    expect(leaked.length).toBeGreaterThan(5);
    expect(kinds(leaked)).toEqual(kinds(found.map(({ ruleId, secret }) => ({ ruleId, masked: secret?.masked ?? null }))));
    expect(secrets.filter(({ tags }) => tags.includes(`${host}/app/multi:1`)).length).toBeGreaterThan(0);
    expect(secrets.some(({ tags }) => tags.includes(`${host}/app/clean:1`))).toBe(false);

    const layers = [...new Set(images.flatMap((image) => image.layers.map(({ digest }) => digest)))];
    expect(layers.length).toBeGreaterThan(5);
    for (const digest of layers) expect({ digest, sent: asked(`/blobs/${digest}`).length }).toEqual({ digest, sent: 1 });

    const second = await audit(host);
    expect(second).toMatchObject({ code: 1, stderr: '', report: { complete: true, changes: { appeared: { count: 0 }, vanished: { count: 0 }, moved: { count: 0 }, stillPullable: { count: 0 } } } });
    expect(asked('/blobs/')).toEqual([]);
    expect(second.report!.secrets).toEqual(secrets.map((secret) => ({ ...secret, isNew: false })));

    // Two tags lead elsewhere, and what they led to can still be pulled by its digest.
    const old = await digestOf('app/one', '1');
    for (const to of ['app/one:1', 'app/one:2']) await push('clean', `${registry}/${to}`);
    const third = await audit(host);
    expect(third.report!.changes).toMatchObject({
      moved: { count: 2, names: [`${host}/app/one:1`, `${host}/app/one:2`] },
      stillPullable: { count: 1, names: [`${host}/app/one@${old}`] },
      secretsGone: { count: 0 },
    });
    expect(asked('/blobs/')).toEqual([]);
    for (const { fingerprint } of leaked) {
      const { tags, untagged } = third.report!.secrets.find((secret) => secret.fingerprint === fingerprint)!;
      expect({ tags, untagged }).toEqual({ tags: [`${host}/app/two:1`, `${host}/base/three:1`], untagged: [`${host}/app/one@${old}`] });
    }
    expect((await fetch(`http://${registry}/v2/app/one/manifests/${old}`, { method: 'DELETE' })).status).toBe(202);
    const fourth = await audit(host);
    expect(fourth.report!.changes).toMatchObject({ stillPullable: { count: 0 } });
    expect(fourth.report!.secrets.flatMap(({ untagged }) => untagged)).toEqual([]);
  }, 60_000);

  test('a registry that wants a password', async () => {
    await machine.run('sh', ['-c', `htpasswd -Bbn ${USER} '${PASSWORD}' > htpasswd`]);
    await startRegistry(`auth: {htpasswd: {realm: test, path: ${machine.path('htpasswd')}}}`);
    const { host } = counter;
    for (const to of ['one', 'two', 'three']) await push('leaky', `${registry}/private/${to}:1`, '--dest-creds', `${USER}:${PASSWORD}`);
    const stranger = await audit(host);
    expect(stranger).toMatchObject({ code: 2, report: null });
    expect(stranger.stderr).toContain('sign');
    const login = (password: string) => ({ DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [host]: { username: USER, password } } }) });
    expect(await audit(host, [], login(`${PASSWORD}x`))).toMatchObject({ code: 2, report: null });
    const { code, stderr, report } = await audit(host, [], login(PASSWORD));
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(report).toMatchObject({ complete: true, statistics: { repositories: 3, tags: 3, images: 3 } });
    for (const { anonymous, tags } of report!.secrets) expect({ anonymous, tags }).toEqual({ anonymous: false, tags: ['one', 'three', 'two'].map((name) => `${host}/private/${name}:1`) });
    expect(report!.secrets.length).toBeGreaterThan(5);
    const sent = counter.seen.filter(({ url, authorization }) => url.includes('/blobs/') && authorization !== null).map(({ url }) => url.split('/blobs/')[1]);
    const layers = new Set(report!.images.flatMap((image) => image.layers.map(({ digest }) => digest)));
    for (const digest of layers) expect(sent.filter((blob) => blob === digest).length).toBe(1);
    expect(JSON.stringify(report)).not.toContain(PASSWORD);
  }, 60_000);
});
