import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readAuthorities } from '../../src/source/registry/authorities.js';
import { askHelper } from '../../src/source/registry/credential-helper.js';
import { findCredentials } from '../../src/source/registry/docker-config.js';

const folder = mkdtempSync(join(tmpdir(), 'layerlint-credentials-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pair = (name: string): { auth: string } => ({ auth: Buffer.from(`${name}:pass:word`).toString('base64') });
const named = (username: string): object => ({ kind: 'password', username, password: 'pass:word' });
const write = (path: string, content: unknown): string => {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, typeof content === 'string' ? content : JSON.stringify(content));
  return full;
};

beforeAll(() => {
  const helpers: Record<string, string> = {
    works: 'read -r server; printf \'{"ServerURL":"%s","Username":"%s","Secret":"pass:word"}\' "$server" "$server"',
    token: 'cat >/dev/null; echo \'{"Username":"<token>","Secret":"refresh"}\'',
    none: 'cat >/dev/null; echo "credentials not found in native keychain"; exit 1',
    broken: 'echo "cannot reach the keychain"; exit 1',
    chatty: 'echo hello',
    endless: 'exec yes',
    sleepy: 'exec sleep 60',
  };
  for (const [name, script] of Object.entries(helpers)) chmodSync(write(`bin/docker-credential-${name}`, `#!/bin/sh\n${script}\n`), 0o755);
});

/** Looks in a configuration of its own, with the helpers on the path. */
const look = (config: unknown, host: string, repository = 'acme/app', env: Record<string, string> = {}): ReturnType<typeof findCredentials> => {
  const home = mkdtempSync(join(folder, 'home-'));
  write(join(home.slice(folder.length + 1), '.docker/config.json'), config);
  return findCredentials(host, repository, { HOME: home, PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, ...env });
};

describe('~/.docker/config.json', () => {
  test.each([
    ['the host', { auths: { 'r.example': pair('a') } }, 'r.example', named('a')],
    ['the host with its port', { auths: { 'r.example:5000': pair('a'), 'r.example': pair('b') } }, 'r.example:5000', named('a')],
    ['the host as an address', { auths: { 'https://r.example/v2/': pair('a') } }, 'r.example', named('a')],
    ["Docker Hub's old key", { auths: { 'https://index.docker.io/v1/': pair('a') } }, 'docker.io', named('a')],
    ["Docker Hub's name", { auths: { 'docker.io': pair('a') } }, 'docker.io', named('a')],
    ['another host', { auths: { 'r.example.org': pair('a'), 'xr.example': pair('b') } }, 'r.example', null],
    ['another port', { auths: { 'r.example:5000': pair('a') } }, 'r.example', null],
    ['a namespace', { auths: { 'r.example': pair('a'), 'r.example/acme': pair('b'), 'r.example/acme/other': pair('c') } }, 'r.example', named('b')],
    ['user and password in the clear', { auths: { 'r.example': { username: 'a', password: 'pass:word' } } }, 'r.example', named('a')],
    ['an identity token', { auths: { 'r.example': { ...pair('a'), identitytoken: 'refresh' } } }, 'r.example', { kind: 'identity', token: 'refresh' }],
    ['an access token', { auths: { 'r.example': { registrytoken: 'ready' } } }, 'r.example', { kind: 'access', token: 'ready' }],
    ['an access token that fits in no header', { auths: { 'r.example': { registrytoken: 'a\nb' } } }, 'r.example', null],
    ['an entry without anything', { auths: { 'r.example': {} } }, 'r.example', null],
    ['an entry of another shape', { auths: { 'r.example': 7 } }, 'r.example', null],
    ['a password filled up', { auths: { 'r.example': { auth: Buffer.from('a:pass:word\0\0').toString('base64') } } }, 'r.example', named('a')],
    ['no pair', { auths: { 'r.example': { auth: 'eHh4' } } }, 'r.example', null],
    ['a list', [], 'r.example', null],
    ['a store', { credsStore: 'works', auths: { 'r.example': {} } }, 'r.example', named('r.example')],
    ['a store, for Docker Hub', { credsStore: 'works' }, 'docker.io', named('https://index.docker.io/v1/')],
    ['a store that has none', { credsStore: 'none', auths: { 'r.example': pair('a') } }, 'r.example', named('a')],
    ['a helper of this host', { credsStore: 'none', credHelpers: { 'r.example': 'token' } }, 'r.example', { kind: 'identity', token: 'refresh' }],
    ['a helper of another host', { credHelpers: { 'other.example': 'works' } }, 'r.example', null],
  ])('%s', async (_, config, host, expected) => {
    expect(await look(config, host)).toEqual({ credentials: expected, trouble: null });
  });

  test.each([
    ['a store that fails', { credsStore: 'broken' }, /docker-credential-broken` failed/],
    ['a store that is not there', { credsStore: 'nobody' }, /docker-credential-nobody` could not be run/],
    ['a store whose name is a path', { credsStore: '../../bin/sh' }, /a name that is none/],
    ['no JSON', 'hello', /is not valid JSON/],
  ])('%s is told, and stands in no way', async (_, config, trouble) => {
    const found = await look(config, 'r.example');
    expect(found.credentials).toBeNull();
    expect(found.trouble).toMatch(trouble);
    expect(found.trouble).not.toContain('keychain');
  });
});

describe('the places, first to last', () => {
  const places = { inline: '', authFile: '', docker: '', runtime: '', config: '' };
  beforeAll(() => {
    places.inline = JSON.stringify({ auths: { 'r.example': pair('inline') } });
    places.authFile = write('auth-file.json', { auths: { 'r.example': pair('auth-file') } });
    places.docker = dirname(write('docker/config.json', { auths: { 'r.example': pair('docker') } }));
    places.runtime = join(folder, 'runtime');
    write('runtime/containers/auth.json', { auths: { 'r.example': pair('runtime') } });
    places.config = join(folder, 'config');
    write('config/containers/auth.json', { auths: { 'r.example': pair('config') } });
  });

  test.each([
    [['DOCKER_AUTH_CONFIG', 'REGISTRY_AUTH_FILE', 'DOCKER_CONFIG'], 'inline'],
    [['REGISTRY_AUTH_FILE', 'DOCKER_CONFIG', 'XDG_RUNTIME_DIR'], 'auth-file'],
    [['DOCKER_CONFIG', 'XDG_RUNTIME_DIR', 'XDG_CONFIG_HOME'], 'docker'],
    [['XDG_RUNTIME_DIR', 'XDG_CONFIG_HOME'], 'runtime'],
    [['XDG_CONFIG_HOME'], 'config'],
  ])('of %j it is %s', async (names, user) => {
    const all: Record<string, string> = { DOCKER_AUTH_CONFIG: places.inline, REGISTRY_AUTH_FILE: places.authFile, DOCKER_CONFIG: places.docker, XDG_RUNTIME_DIR: places.runtime, XDG_CONFIG_HOME: places.config };
    const env = Object.fromEntries(names.map((name) => [name, all[name]!]));
    expect((await findCredentials('r.example', 'app', { HOME: '/nowhere', ...env })).credentials).toEqual(named(user));
  });

  test('nowhere', async () => {
    expect(await findCredentials('r.example', 'app', { HOME: '/nowhere' })).toEqual({ credentials: null, trouble: null });
  });
});

describe('a helper', () => {
  const env = { PATH: `${join(folder, 'bin')}:${process.env['PATH']}` };
  test.each([['sleepy', /did not end within/], ['endless', /answered too much/], ['chatty', /did not answer with credentials/]])('%s is ended', async (name, trouble) => {
    const began = performance.now();
    const found = await askHelper(name, 'r.example', env, 500);
    expect(found.trouble).toMatch(trouble);
    expect(performance.now() - began).toBeLessThan(3000);
  });
});

describe('authorities to trust', () => {
  const certificate = (name: string): string => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----\n`;
  beforeAll(() => {
    write('certs.d/r.example:5000/ca.crt', certificate('docker'));
    write('certs.d/r.example:5000/client.key', certificate('no authority'));
    write('certs.d/r.example:5000/note.crt', 'nothing');
    write('own.pem', certificate('own'));
    write('extra.pem', certificate('extra'));
  });

  test.each([
    ['r.example', undefined, {}, []],
    ['r.example:5000', undefined, {}, ['docker']],
    ['r.example', 'own.pem', {}, ['own']],
    ['r.example:5000', 'own.pem', { NODE_EXTRA_CA_CERTS: 'extra.pem' }, ['own', 'docker', 'extra']],
    ['r.example', undefined, { NODE_EXTRA_CA_CERTS: 'extra.pem' }, []],
  ])('of %s with %s and %j', async (host, file, env, expected) => {
    const inFolder = Object.fromEntries(Object.entries(env).map(([key, value]) => [key, join(folder, value)]));
    const found = await readAuthorities(host, file === undefined ? undefined : join(folder, file), inFolder, join(folder, 'certs.d'));
    expect(found).toEqual(expected.map(certificate));
  });
});
