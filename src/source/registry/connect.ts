import { readAuthorities } from './authorities.js';
import { Ecr, ecrPlace, parseEcrHost, signInAtEcr } from './aws/ecr.js';
import { Authorization } from './authorization.js';
import type { FoundCredentials } from './credentials.js';
import { findCredentials } from './docker-config.js';
import type { ImageName } from './image-name.js';
import type { RegistryOptions } from './options.js';
import type { Pace } from './pace.js';
import type { Environment } from './proxy.js';
import { Repository } from './repository.js';
import type { Timing } from './timing.js';
import { registryAddresses, Transport } from './transport.js';

/** Each keeps its token; an audit goes from one repository to the next, and layers lead it back. */
const REMEMBERED = 4096;

/** One registry: connections and certificates that all of its repositories share. To be closed. */
export interface Registry {
  readonly host: string;
  readonly transport: Transport;
  readonly timing: Timing;
  /** With what is needed to sign in; nothing is sent yet. Closing it closes the registry. */
  repository(path: string): Repository;
  /** What the user may sign in with, for interfaces beside the registry. */
  credentials(path: string): Promise<FoundCredentials>;
  close(): void;
}

/** The registry of a host (`docker.io`, `localhost:5000`); nothing is sent yet. Throws for a file with authorities that is none. */
export async function connectRegistry(host: string, options: RegistryOptions, env: Environment, timing: Timing, pace?: Pace): Promise<Registry> {
  const { username, password, insecure = false, caFile } = options;
  const own = username === undefined || password === undefined ? null : { kind: 'password' as const, username, password };
  const transport = new Transport({ insecure, authorities: await readAuthorities(host, caFile, env), env, idle: timing.idle, pace });
  const address = { candidates: registryAddresses(host, insecure), found: null };
  const known = new Map<string, Repository>();
  const place = parseEcrHost(host) === null ? null : ecrPlace(host, env);
  const ecr = place === null ? null : new Ecr(place, transport, timing, env);
  const credentials = async (path: string): Promise<FoundCredentials> => {
    if (own) return { credentials: own, trouble: null };
    const kept = await findCredentials(host, path, env);
    return ecr === null ? kept : signInAtEcr(ecr, kept);
  };
  return {
    host,
    transport,
    timing,
    repository(path) {
      const before = known.get(path);
      if (before) return before;
      const authorization = new Authorization(transport, { host, repository: path, insecure, idle: timing.idle, findCredentials: () => credentials(path) });
      // What is asked of the registry itself has no name, or one that no repository has.
      const repository = new Repository(/^(?:_|$)/.test(path) ? host : `${host}/${path}`, path, address, transport, authorization, timing);
      for (const [oldest] of known) if (known.size >= REMEMBERED) known.delete(oldest);
      known.set(path, repository);
      return repository;
    },
    credentials,
    close: () => transport.close(),
  };
}

/** The repository that a name lies in, with a connection of its own. To be closed. */
export async function connectRepository(name: ImageName, options: RegistryOptions, env: Environment, timing: Timing): Promise<Repository> {
  return (await connectRegistry(name.host, options, env, timing)).repository(name.repository);
}
