import { readAuthorities } from './authorities.js';
import { Authorization } from './authorization.js';
import { findCredentials } from './docker-config.js';
import type { ImageName } from './image-name.js';
import { repositoryOf } from './image-name.js';
import type { RegistryOptions } from './options.js';
import type { Environment } from './proxy.js';
import { Repository } from './repository.js';
import type { Timing } from './timing.js';
import { registryAddresses, Transport } from './transport.js';

/** The repository that a name lies in, with whatever is needed to sign in; nothing is sent yet. To be closed. */
export async function connectRepository(name: ImageName, options: RegistryOptions, env: Environment, timing: Timing): Promise<Repository> {
  const { username, password, insecure = false, caFile } = options;
  const { host, repository: path } = name;
  const own = username === undefined || password === undefined ? null : { kind: 'password' as const, username, password };
  const transport = new Transport({ insecure, authorities: await readAuthorities(host, caFile, env), env, idle: timing.idle });
  const authorization = new Authorization(transport, {
    host,
    repository: path,
    insecure,
    idle: timing.idle,
    findCredentials: () => (own ? Promise.resolve({ credentials: own, trouble: null }) : findCredentials(host, path, env)),
  });
  return new Repository(repositoryOf(name), path, registryAddresses(host, insecure), transport, authorization, timing);
}
