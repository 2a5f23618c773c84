import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { LayerlintError } from '../../model/error.js';
import { asList, asRecord, asText } from '../json.js';
import type { ImageName } from './image-name.js';
import { parseImageName, repositoryOf } from './image-name.js';
import type { RegistryOptions } from './options.js';
import type { Environment } from './proxy.js';

/** Real ones have some kilobytes. */
const LARGEST_FILE = 1024 * 1024;
const SYSTEM_FOLDER = '/etc/containers';

/** A place where an image may be read. */
export interface Door {
  /** There. */
  readonly name: ImageName;
  readonly isMirror: boolean;
  /** True where plain HTTP and any certificate are allowed for this one place. */
  readonly insecure: boolean;
}

/**
 * Where an image may be read, in the order of trying: mirrors, and its own place last. Mirrors are those of Docker Hub that
 * the caller names, and what `registries.conf` says, as Podman and skopeo read it. Throws `usage` for a file or a mirror that
 * is none, and `unauthorized` for a registry that the file blocks.
 * https://github.com/containers/image/blob/v5.32.0/docs/containers-registries.conf.5.md
 */
export async function findDoors(name: ImageName, { mirrors = [] }: RegistryOptions, env: Environment, systemFolder = SYSTEM_FOLDER): Promise<readonly Door[]> {
  const named = name.host === 'docker.io' ? mirrors.map((mirror) => hubMirror(mirror, name)) : [];
  const entry = longestMatch(await readRegistries(env, systemFolder), repositoryOf(name));
  if (entry === null) return [...named, { name, isMirror: false, insecure: false }];
  const { registry, prefix, file } = entry;
  if (registry['blocked'] === true) {
    throw new LayerlintError('unauthorized', `\`${file}\` blocks \`${prefix}\`, so that nothing was asked there.`, { hint: 'Take the image from elsewhere, or change that file.' });
  }
  const moved = (location: string): ImageName => {
    const found = parseImageName(`${location}${repositoryOf(name).slice(matchedLength(prefix, repositoryOf(name)))}${name.tag === null ? '' : `:${name.tag}`}${name.digest === null ? '' : `@${name.digest}`}`);
    if (found === null) throw new LayerlintError('usage', `\`${file}\` moves \`${repositoryOf(name)}\` to what is no name of an image (\`${location}\`).`, { hint: 'Mend that file.' });
    return found;
  };
  const byDigestOnly = registry['mirror-by-digest-only'] === true;
  const listed = asList(registry['mirror']).map(asRecord).filter((mirror) => {
    const when = asText(mirror['pull-from-mirror']) || (byDigestOnly ? 'digest-only' : 'all');
    return when === 'all' || (when === 'digest-only') === (name.digest !== null);
  });
  const location = asText(registry['location']);
  return [
    ...named,
    ...listed.map((mirror): Door => ({ name: moved(asText(mirror['location'])), isMirror: true, insecure: mirror['insecure'] === true })),
    { name: location === '' || prefix.startsWith('*.') ? name : moved(location), isMirror: false, insecure: registry['insecure'] === true },
  ];
}

/** `registry-mirrors` of Docker's daemon: an address, under which Docker Hub's repositories have their own names. */
function hubMirror(mirror: string, { repository, tag, digest }: ImageName): Door {
  const bare = mirror.replace(/^https?:\/\//, '').replace(/\/+$/, '');
  const found = parseImageName(`${bare}/${repository}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`);
  if (found === null || !found.hasHost) throw new LayerlintError('usage', `\`${mirror}\` is no mirror.`, { hint: 'Write it as `--mirror https://HOST[:PORT]`.' });
  return { name: found, isMirror: true, insecure: mirror.startsWith('http://') };
}

interface Entry {
  readonly file: string;
  readonly prefix: string;
  readonly registry: Readonly<Record<string, unknown>>;
}

/** Of two entries for one prefix the later file's counts. */
async function readRegistries(env: Environment, systemFolder: string): Promise<readonly Entry[]> {
  const userFolder = join(env['XDG_CONFIG_HOME'] || join(env['HOME'] || homedir(), '.config'), 'containers');
  const own = env['CONTAINERS_REGISTRIES_CONF'];
  const userFile = join(userFolder, 'registries.conf');
  const main = own || ((await exists(userFile)) ? userFile : join(systemFolder, 'registries.conf'));
  const dropIns = own ? [] : [...(await listConfigs(join(systemFolder, 'registries.conf.d'))), ...(await listConfigs(join(userFolder, 'registries.conf.d')))];
  const entries = new Map<string, Entry>();
  for (const file of [main, ...dropIns]) {
    for (const registry of await readFileEntries(file)) {
      const prefix = asText(registry['prefix']) || asText(registry['location']);
      if (prefix !== '') entries.set(prefix, { file, prefix, registry });
    }
  }
  return [...entries.values()];
}

async function readFileEntries(file: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  let text: string;
  try {
    if ((await stat(file)).size > LARGEST_FILE) throw new LayerlintError('usage', `\`${file}\` is larger than any such file.`, { hint: 'Mend that file.' });
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof LayerlintError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw new LayerlintError('usage', `\`${file}\` could not be read (${code ?? 'unknown reason'}).`, { hint: 'It says where images are to be had; make it readable.', cause });
  }
  // Most of them are comments, or names for short; nobody pays for a parser then.
  if (!/^\s*\[\[\s*registry\s*\]\]/m.test(text)) return [];
  const { parse } = await import('smol-toml');
  try {
    return asList(asRecord(parse(text))['registry']).map(asRecord);
  } catch {
    // The parser quotes the text.
    throw new LayerlintError('usage', `\`${file}\` is no valid TOML.`, { hint: 'It says where images are to be had; mend that file.' });
  }
}

function longestMatch(entries: readonly Entry[], repository: string): Entry | null {
  const fitting = entries.filter(({ prefix }) => matchedLength(prefix, repository) > 0);
  return fitting.reduce<Entry | null>((best, entry) => (best === null || matchedLength(entry.prefix, repository) > matchedLength(best.prefix, repository) ? entry : best), null);
}

/** How much of `host/repository` a prefix covers, whole components only; 0 where it does not fit. */
function matchedLength(prefix: string, repository: string): number {
  if (prefix.startsWith('*.')) {
    const host = repository.slice(0, repository.indexOf('/'));
    const rest = prefix.slice(1);
    const slash = rest.indexOf('/');
    const suffix = slash < 0 ? rest : rest.slice(0, slash);
    if (!host.endsWith(suffix) || host.length === suffix.length) return 0;
    const path = slash < 0 ? '' : rest.slice(slash);
    return repository.slice(host.length).startsWith(path) ? host.length + path.length : 0;
  }
  return repository === prefix || repository.startsWith(`${prefix}/`) ? prefix.length : 0;
}

async function listConfigs(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.conf')).sort().map((name) => join(folder, name));
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}
