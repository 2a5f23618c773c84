import { stat } from 'node:fs/promises';
import type { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { dockerFolder, findContext, readTls } from './docker-context.js';
import type { TlsMaterial } from './docker-context.js';
import type { Environment } from './registry/proxy.js';
import type { Refusal } from './source.js';
import { sshAgent } from './ssh-agent.js';

/** Longer than a busy daemon needs to say that it lives. */
const PATIENCE_MS = 10_000;
/** Where engines listen with TLS. https://docs.docker.com/engine/security/protect-access/ */
const TLS_PORT = '2376';

/** Where a container engine may listen. */
export interface Endpoint {
  /** How messages name it, without any credentials. */
  readonly name: string;
  /** `unix://`, `npipe://`, `tcp://`, `http(s)://` or `ssh://`. */
  readonly host: string;
  /** Null where the host is reached without TLS. */
  readonly tls: TlsMaterial | null;
}

/**
 * `DOCKER_HOST` alone where it is set; else Docker's chosen context or its usual sockets, then those of Podman.
 * A refusal in place of an endpoint says why it leads nowhere.
 */
export async function findEndpoints(env: Environment = process.env): Promise<readonly (Endpoint | (Refusal & { readonly name: string }))[]> {
  const host = env['DOCKER_HOST'];
  if (host) return [{ name: `DOCKER_HOST (${withoutCredentials(host)})`, host: host.includes('://') ? host : `tcp://${host}`, tls: await tlsOfEnvironment(host, env) }];
  const context = await findContext(env);
  const chosen = context && ('trouble' in context ? { name: `the context \`${context.name}\``, refusal: context.trouble } : { name: `the context \`${context.name}\` (${withoutCredentials(context.host)})`, host: context.host, tls: context.tls });
  const container = env['CONTAINER_HOST'];
  if (process.platform === 'win32') return chosen ? [chosen] : [{ name: '//./pipe/docker_engine', host: 'npipe:////./pipe/docker_engine', tls: null }];
  const home = homedir();
  const runtime = env['XDG_RUNTIME_DIR'] || `/run/user/${process.getuid?.() ?? 0}`;
  const docker = ['/var/run/docker.sock', join(home, '.docker/run/docker.sock'), join(home, '.docker/desktop/docker.sock'), join(runtime, 'docker.sock')];
  const podman = [join(runtime, 'podman/podman.sock'), '/run/podman/podman.sock', join(home, '.local/share/containers/podman/machine/podman.sock')];
  return [
    ...(chosen ? [chosen] : docker.map(ofSocket)),
    ...(container ? [{ name: `CONTAINER_HOST (${withoutCredentials(container)})`, host: container, tls: null }] : podman.map(ofSocket)),
  ];
}

/** A client whose engine has answered, or why it did not. */
export async function connect({ host, tls }: Endpoint): Promise<{ readonly docker: Docker } | Refusal> {
  const where = await dial(host, tls);
  if ('refusal' in where) return where;
  // Loaded only now: a scan of a file must not pay for the client.
  const { default: Client } = await import('dockerode');
  try {
    // The time limit is the whole client's, and a save may rightly stay silent for longer than a ping.
    const ping = new Client({ ...where, timeout: PATIENCE_MS }).ping();
    await Promise.race([ping, giveUp()]);
    return { docker: new Client(where) };
  } catch (error) {
    where.agent?.destroy();
    const { code, message } = error as NodeJS.ErrnoException;
    return { refusal: explain(code ?? message) };
  }
}

interface Dialling extends Docker.DockerOptions {
  readonly agent?: Agent;
}

/** What the client needs to be told; everything is said, since it would look at the environment for the rest. */
async function dial(host: string, tls: TlsMaterial | null): Promise<Dialling | Refusal> {
  const socketPath = /^(?:unix|npipe):\/\/(.+)$/s.exec(host)?.[1];
  if (socketPath !== undefined) {
    if (process.platform !== 'win32') {
      const found = await stat(socketPath).catch((error: NodeJS.ErrnoException) => error.code ?? 'unknown reason');
      if (found === 'ENOENT' || found === 'ENOTDIR') return { refusal: 'no such socket' };
      if (typeof found === 'string') return { refusal: explain(found) };
    }
    return { socketPath, ...NOWHERE };
  }
  const url = URL.canParse(host.replace(/^tcp:/, 'http:')) ? new URL(host.replace(/^tcp:/, 'http:')) : null;
  if (url?.protocol === 'ssh:') return { ...NOWHERE, protocol: 'http', host: 'localhost', port: 80, agent: sshAgent(url) };
  if (url === null || !/^https?:$/.test(url.protocol)) return { refusal: 'it names no socket, no host and port, and no `ssh://` address' };
  const server = { ...NOWHERE, host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? (tls ? TLS_PORT : '2375') : url.port };
  if (tls === null && url.protocol === 'http:') return { ...server, protocol: 'http' };
  const { ca, cert, key, verify } = tls ?? { ca: null, cert: null, key: null, verify: true };
  const agent = new TlsAgent({ rejectUnauthorized: verify, ...(ca ? { ca } : {}), ...(cert && key ? { cert, key } : {}) });
  return { ...server, protocol: 'https', agent };
}

/** Undefined wins over what the environment says. */
const NOWHERE = { host: undefined, ca: undefined, cert: undefined, key: undefined } as const;

/** As Docker does: verified with DOCKER_TLS_VERIFY, and without where only the port says that it is TLS. */
async function tlsOfEnvironment(host: string, env: Environment): Promise<TlsMaterial | null> {
  const wants = Boolean(env['DOCKER_TLS_VERIFY'] || env['DOCKER_TLS']);
  if (!wants && !new RegExp(`^(?:tcp://|https://)?[^/]*:${TLS_PORT}/?$`).test(host)) return null;
  return readTls(env['DOCKER_CERT_PATH'] || dockerFolder(env), true);
}

function ofSocket(path: string): Endpoint {
  return { name: `\`${path}\``, host: `unix://${path}`, tls: null };
}

async function giveUp(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS + 1000).unref());
  throw Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' });
}

function explain(code: string): string {
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied (may this user talk to the engine?)';
  if (code === 'ECONNREFUSED') return 'nobody listens there';
  if (code === 'ECONNRESET' || code === 'ETIMEDOUT') return `no answer within ${PATIENCE_MS / 1000} seconds`;
  return code;
}

function withoutCredentials(host: string): string {
  return host.replace(/\/\/[^@/]*@/, '//');
}
