import { open } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { asRecord, asText, parseJson } from '../json.js';
import { askHelper } from './credential-helper.js';
import type { Credentials, FoundCredentials } from './credentials.js';
import type { Environment } from './proxy.js';

/** Real ones have some kilobytes. */
const LARGEST_CONFIG = 1024 * 1024;
/** Under which Docker keeps what is for its own registry. */
const HUB_KEY = 'https://index.docker.io/v1/';
const HUB_NAMES = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/**
 * What `docker login` or `podman login` left for a registry: the first file that has something wins, `DOCKER_AUTH_CONFIG` and
 * `REGISTRY_AUTH_FILE` before the usual places. Never throws. https://docs.docker.com/reference/cli/docker/login/#credential-stores
 */
export async function findCredentials(host: string, repository: string, env: Environment): Promise<FoundCredentials> {
  const troubles: string[] = [];
  for (const { name, read } of configs(env)) {
    const text = await read();
    if (text === null) continue;
    if (text === 'unreadable') {
      troubles.push(`\`${name}\` could not be read`);
      continue;
    }
    let config: Readonly<Record<string, unknown>>;
    try {
      config = asRecord(parseJson(text, name));
    } catch {
      troubles.push(`\`${name}\` is not valid JSON`);
      continue;
    }
    const found = await lookIn(config, host, repository, env);
    if (found.trouble !== null) troubles.push(found.trouble);
    if (found.credentials !== null) return found;
  }
  return { credentials: null, trouble: troubles.length === 0 ? null : troubles.join('; ') };
}

interface ConfigFile {
  readonly name: string;
  /** Null where there is none. */
  read(): Promise<Buffer | 'unreadable' | null>;
}

function configs(env: Environment): readonly ConfigFile[] {
  const home = env['HOME'] || homedir();
  const inline = env['DOCKER_AUTH_CONFIG'];
  const paths = [
    env['REGISTRY_AUTH_FILE'],
    join(env['DOCKER_CONFIG'] || join(home, '.docker'), 'config.json'),
    env['XDG_RUNTIME_DIR'] && join(env['XDG_RUNTIME_DIR'], 'containers/auth.json'),
    join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'containers/auth.json'),
  ];
  return [
    ...(inline ? [{ name: 'DOCKER_AUTH_CONFIG', read: () => Promise.resolve(Buffer.from(inline)) }] : []),
    ...paths.flatMap((path) => (path ? [{ name: path, read: () => readConfig(path) }] : [])),
  ];
}

async function readConfig(path: string): Promise<Buffer | 'unreadable' | null> {
  try {
    const handle = await open(path);
    try {
      const stat = await handle.stat();
      return stat.isFile() && stat.size <= LARGEST_CONFIG ? await handle.readFile() : 'unreadable';
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : 'unreadable';
  }
}

/** A helper for this registry, then the store for all, then what the file holds itself. */
async function lookIn(config: Readonly<Record<string, unknown>>, host: string, repository: string, env: Environment): Promise<FoundCredentials> {
  const helpers = asRecord(config['credHelpers']);
  const own = Object.keys(helpers).find((key) => registryOfKey(key) === host);
  const helper = own === undefined ? asText(config['credsStore']) : asText(helpers[own]);
  const asked = helper === '' ? { credentials: null, trouble: null } : await askHelper(helper, host === 'docker.io' ? HUB_KEY : host, env);
  if (asked.credentials !== null) return asked;

  const auths = asRecord(config['auths']);
  for (const wanted of scopesOf(host, repository)) {
    for (const [key, entry] of Object.entries(auths)) {
      if (registryOfKey(key) !== wanted) continue;
      const credentials = readEntry(asRecord(entry));
      if (credentials !== null) return { credentials, trouble: null };
    }
  }
  return asked;
}

/** Podman lets a namespace have credentials of its own: the longest that fits comes first. */
function scopesOf(host: string, repository: string): readonly string[] {
  const parts = [host, ...repository.split('/')];
  return parts.map((_, cut) => parts.slice(0, parts.length - cut).join('/'));
}

/** `https://registry.example/v1/` and `registry.example` are one; so are all names of Docker Hub. */
function registryOfKey(key: string): string {
  const bare = key.replace(/^https?:\/\//, '').replace(/(?:\/v[12])?\/*$/, '');
  const slash = bare.indexOf('/');
  const host = slash < 0 ? bare : bare.slice(0, slash);
  return HUB_NAMES.has(host) ? `docker.io${slash < 0 ? '' : bare.slice(slash)}` : bare;
}

function readEntry(entry: Readonly<Record<string, unknown>>): Credentials | null {
  const access = asText(entry['registrytoken']);
  if (/^[\x21-\x7e]+$/.test(access)) return { kind: 'access', token: access };
  const identity = asText(entry['identitytoken']);
  if (identity !== '') return { kind: 'identity', token: identity };
  const pair = Buffer.from(asText(entry['auth']), 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  const username = colon > 0 ? pair.slice(0, colon) : asText(entry['username']);
  // Docker fills up with NUL bytes.
  const password = colon > 0 ? pair.slice(colon + 1).replace(/\0+$/, '') : asText(entry['password']);
  return username === '' || password === '' ? null : { kind: 'password', username, password };
}
