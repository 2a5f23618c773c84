import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type Docker from 'dockerode';
import type { Refusal } from './source.js';

/** Longer than a busy daemon needs to say that it lives. */
const PATIENCE_MS = 10_000;

/** Where a container engine may listen; `socketPath` null means what DOCKER_HOST says. */
export interface Endpoint {
  /** How messages name it, without any credentials. */
  readonly name: string;
  readonly socketPath: string | null;
}

/** DOCKER_HOST alone where it is set; else the sockets of Docker, Docker Desktop, rootless Docker and Podman. */
export function findEndpoints(): readonly Endpoint[] {
  const host = process.env['DOCKER_HOST'];
  if (host !== undefined && host !== '') return [{ name: `DOCKER_HOST (${withoutCredentials(host)})`, socketPath: null }];
  if (process.platform === 'win32') return [{ name: '//./pipe/docker_engine', socketPath: '//./pipe/docker_engine' }];
  const home = homedir();
  const runtime = process.env['XDG_RUNTIME_DIR'];
  return [
    '/var/run/docker.sock',
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
    ...(runtime === undefined ? [] : [join(runtime, 'docker.sock'), join(runtime, 'podman/podman.sock')]),
    '/run/podman/podman.sock',
    join(home, '.local/share/containers/podman/machine/podman.sock'),
  ].map((socketPath) => ({ name: `\`${socketPath}\``, socketPath }));
}

/** A client whose engine has answered, or why it did not. */
export async function connect(endpoint: Endpoint): Promise<{ readonly docker: Docker } | Refusal> {
  const { socketPath } = endpoint;
  if (socketPath !== null && process.platform !== 'win32') {
    const found = await stat(socketPath).catch((error: NodeJS.ErrnoException) => error.code ?? 'unknown reason');
    if (found === 'ENOENT' || found === 'ENOTDIR') return { refusal: 'no such socket' };
    if (typeof found === 'string') return { refusal: explain(found) };
  }
  // Loaded only now: a scan of a file must not pay for the client.
  const { default: Client } = await import('dockerode');
  try {
    const where = socketPath === null ? {} : { socketPath };
    // The time limit is the whole client's, and a save may rightly stay silent for longer than a ping.
    await new Client({ ...where, timeout: PATIENCE_MS }).ping();
    return { docker: new Client(where) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { refusal: explain(code ?? message) };
  }
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
