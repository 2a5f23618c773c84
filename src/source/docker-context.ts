import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { asRecord, asText, parseJson } from './json.js';
import type { Environment } from './registry/proxy.js';

/** Real ones have some kilobytes. */
const LARGEST_FILE = 1024 * 1024;

/** What proves who is who to an engine behind TLS; null where a file is not there. */
export interface TlsMaterial {
  readonly ca: Buffer | null;
  readonly cert: Buffer | null;
  readonly key: Buffer | null;
  /** False where any certificate is taken. */
  readonly verify: boolean;
}

/** Where a context of `docker context` leads; a clause says why it leads nowhere. */
export type DockerContext = { readonly name: string } & ({ readonly host: string; readonly tls: TlsMaterial | null } | { readonly trouble: string });

/**
 * The context that Docker would take: `DOCKER_CONTEXT`, or the one chosen with `docker context use`. Null for the default one.
 * https://docs.docker.com/engine/manage-resources/contexts/
 */
export async function findContext(env: Environment): Promise<DockerContext | null> {
  const folder = dockerFolder(env);
  const name = env['DOCKER_CONTEXT'] || asText(asRecord(await readJson(join(folder, 'config.json')))['currentContext']);
  if (name === '' || name === 'default') return null;
  // The folder's name is a digest, so that no name can lead elsewhere.
  const id = createHash('sha256').update(name).digest('hex');
  const meta = asRecord(await readJson(join(folder, 'contexts/meta', id, 'meta.json')));
  const endpoint = asRecord(asRecord(meta['Endpoints'])['docker']);
  const host = asText(endpoint['Host']);
  if (host === '') return { name, trouble: Object.keys(meta).length === 0 ? 'there is no such context' : 'it names no Docker engine' };
  const material = await readTls(join(folder, 'contexts/tls', id, 'docker'), endpoint['SkipTLSVerify'] !== true);
  const skips = endpoint['SkipTLSVerify'] === true;
  return { name, host, tls: material.ca === null && material.cert === null && !skips ? null : material };
}

/** `ca.pem`, `cert.pem` and `key.pem` of a folder. */
export async function readTls(folder: string, verify: boolean): Promise<TlsMaterial> {
  const [ca, cert, key] = await Promise.all(['ca.pem', 'cert.pem', 'key.pem'].map((name) => readSmall(join(folder, name))));
  return { ca: ca!, cert: cert!, key: key!, verify };
}

/** Where Docker's command line keeps its settings. */
export function dockerFolder(env: Environment): string {
  return env['DOCKER_CONFIG'] || join(env['HOME'] || homedir(), '.docker');
}

async function readJson(path: string): Promise<unknown> {
  const bytes = await readSmall(path);
  try {
    return bytes === null ? null : parseJson(bytes, path);
  } catch {
    return null;
  }
}

async function readSmall(path: string): Promise<Buffer | null> {
  try {
    const handle = await open(path);
    try {
      const stat = await handle.stat();
      return stat.isFile() && stat.size <= LARGEST_FILE ? await handle.readFile() : null;
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
