import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LayerlintError } from '../../model/error.js';
import { explainPathError } from '../path-error.js';
import type { Environment } from './proxy.js';

/** The bundle of all public authorities has a quarter of a megabyte. */
const LARGEST_BUNDLE = 4 * 1024 * 1024;
/** Where Docker looks. https://docs.docker.com/engine/security/certificates/ */
const DOCKER_CERTIFICATES = '/etc/docker/certs.d';

/** The certificates (PEM) to trust for a host beside the usual ones: the user's file and Docker's. Throws for a file that the user named. */
export async function readAuthorities(host: string, caFile: string | undefined, env: Environment, folder = DOCKER_CERTIFICATES): Promise<readonly string[]> {
  const own = caFile === undefined ? [] : [await readNamed(caFile)];
  const directory = join(folder, host);
  const names = await readdir(directory).catch(() => []);
  const found: string[] = [];
  for (const name of names.filter((each) => each.endsWith('.crt')).sort()) found.push(...(await readBundle(join(directory, name))));
  const all = [...own, ...found];
  // Node reads this itself only where no other authorities are given.
  const extra = env['NODE_EXTRA_CA_CERTS'];
  return all.length > 0 && extra ? [...all, ...(await readBundle(extra))] : all;
}

async function readNamed(path: string): Promise<string> {
  await stat(path).catch((cause: unknown) => {
    throw explainPathError(path, cause);
  });
  const [text] = await readBundle(path);
  if (text === undefined) throw new LayerlintError('usage', `\`${path}\` holds no certificates in PEM.`, { hint: 'They begin with `-----BEGIN CERTIFICATE-----`.' });
  return text;
}

async function readBundle(path: string): Promise<readonly string[]> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST_BUNDLE) return [];
    const text = await readFile(path, 'utf8');
    return text.includes('-----BEGIN CERTIFICATE-----') ? [text] : [];
  } catch {
    return [];
  }
}
