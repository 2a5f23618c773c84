import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { promisify } from 'node:util';

const run = promisify(execFile);

const NEEDED = {
  docker: '/usr/bin/docker',
  dockerd: '/usr/sbin/dockerd',
  containerd: '/usr/bin/containerd',
  ctr: '/usr/bin/ctr',
  busybox: '/bin/busybox',
  buildah: '/usr/bin/buildah',
  podman: '/usr/bin/podman',
  skopeo: '/usr/bin/skopeo',
  mmdebstrap: '/usr/bin/mmdebstrap',
  'docker-registry': '/usr/bin/docker-registry',
  htpasswd: '/usr/bin/htpasswd',
  openssl: '/usr/bin/openssl',
  'ssh-keygen': '/usr/bin/ssh-keygen',
  'redis-server': '/usr/bin/redis-server',
  rpm: '/usr/bin/rpm',
  rpmbuild: '/usr/bin/rpmbuild',
  gpg: '/usr/bin/gpg',
  'db5.3_load': '/usr/bin/db5.3_load',
  sqlite3: '/usr/bin/sqlite3',
} as const;
/**
 * buildah and podman run a sealed copy of themselves. The kernel refuses the seal (EBUSY) while pages of the copy are still
 * on their way, which a busy machine makes likelier; nothing was built by then, so that the same command can be given again.
 */
const RE_EXEC_RACE = /sealing memfd copy: Device or resource busy/;
const RE_EXEC_ATTEMPTS = 5;
export type Tool = keyof typeof NEEDED;

/** Why the tests that need these tools cannot run here; null when they can. In CI a missing tool is a failure, not a skip. */
export function missing(...tools: Tool[]): string | null {
  const absent = tools.filter((tool) => !existsSync(NEEDED[tool]));
  const reason =
    absent.length > 0
      ? `not installed: ${absent.map((tool) => NEEDED[tool]).join(', ')}`
      : process.getuid?.() === 0
        ? null
        : 'a daemon can be started by root only';
  if (reason && process.env['CI']) throw new Error(`CI must have the real components, but: ${reason}.`);
  if (reason) console.warn(`test/components skipped: ${reason}.`);
  return reason;
}

/** A folder with its own container storage and, once `dockerd` was called, its own Docker daemon. */
export class Machine {
  readonly #children: ChildProcess[] = [];
  readonly #servers: Server[] = [];
  private constructor(readonly folder: string) {}

  static async create(): Promise<Machine> {
    const machine = new Machine(await mkdtemp(join(tmpdir(), 'layerlint-machine-')));
    await writeFile(
      machine.path('storage.conf'),
      `[storage]\ndriver = "vfs"\ngraphroot = "${machine.path('graph')}"\nrunroot = "${machine.path('run')}"\n`,
    );
    // buildah and skopeo stop when the file they are pointed to is not there.
    await writeFile(machine.path('auth.json'), '{}');
    await writeFile(machine.path('policy.json'), '{"default":[{"type":"insecureAcceptAnything"}]}');
    return machine;
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  get dockerHost(): string {
    return `unix://${this.path('docker.sock')}`;
  }

  get podmanHost(): string {
    return `unix://${this.path('podman.sock')}`;
  }

  get #environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      DOCKER_HOST: this.dockerHost,
      DOCKER_CONFIG: this.path('docker-config'),
      CONTAINERS_STORAGE_CONF: this.path('storage.conf'),
      REGISTRY_AUTH_FILE: this.path('auth.json'),
    };
  }

  /** Runs a command in a folder of the machine and gives its standard output. */
  async run(command: string, args: readonly string[], options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {}): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      try {
        const { stdout } = await run(command, args, {
          cwd: options.cwd ?? this.folder,
          env: { ...this.#environment, ...options.env },
          maxBuffer: 1 << 26,
        });
        return stdout;
      } catch (error) {
        if (attempt === RE_EXEC_ATTEMPTS || !RE_EXEC_RACE.test((error as { readonly stderr?: string }).stderr ?? '')) throw error;
        await sleep(200 * attempt);
      }
    }
  }

  docker(...args: string[]): Promise<string> {
    return this.run(NEEDED.docker, args);
  }

  buildah(...args: string[]): Promise<string> {
    return this.run(NEEDED.buildah, args);
  }

  podman(...args: string[]): Promise<string> {
    return this.run(NEEDED.podman, ['--runtime', 'runc', ...args]);
  }

  skopeo(...args: string[]): Promise<string> {
    return this.run(NEEDED.skopeo, ['--policy', this.path('policy.json'), ...args]);
  }

  /** Builds with the classic builder or with BuildKit; a network is not needed, so none is set up. */
  async dockerBuild(builder: 'classic' | 'buildkit', tag: string, context: string, ...args: string[]): Promise<void> {
    await this.run(NEEDED.docker, ['build', '-q', '--network=none', '-t', tag, ...args, context], {
      env: { DOCKER_BUILDKIT: builder === 'buildkit' ? '1' : '0' },
    });
  }

  async startDockerd(): Promise<void> {
    this.#start(NEEDED.dockerd, [
      '--iptables=false', '--bridge=none', '--storage-driver=vfs',
      '--data-root', this.path('data'), '--exec-root', this.path('exec'),
      '-H', this.dockerHost, '--pidfile', this.path('dockerd.pid'),
    ]);
    await waitFor('dockerd', () => this.docker('version'));
  }

  /** TLS in front of the daemon's socket that wants to know its clients, by the certificate of that name; gives the port. */
  async startTlsFront(name: string): Promise<number> {
    const [key, cert, ca] = await Promise.all(['.key', '.crt', '-ca.crt'].map((suffix) => readFile(this.path(name + suffix))));
    const server = createTlsServer({ key: key!, cert: cert!, ca: ca!, requestCert: true, rejectUnauthorized: true }, (socket) => {
      const engine = connect(this.path('docker.sock'));
      for (const [one, other] of [[socket, engine], [engine, socket]] as const) one.on('error', () => other.destroy()).pipe(other);
    });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#servers.push(server);
    return (server.address() as AddressInfo).port;
  }

  /** containerd by itself, whose image store newer Dockers use. */
  async startContainerd(): Promise<void> {
    const lines = [
      'version = 2',
      `root = "${this.path('containerd-root')}"`,
      `state = "${this.path('containerd-state')}"`,
      'disabled_plugins = ["io.containerd.grpc.v1.cri"]',
      `[grpc]\naddress = "${this.path('containerd.sock')}"`,
      `[ttrpc]\naddress = "${this.path('containerd-ttrpc.sock')}"`,
    ];
    await writeFile(this.path('containerd.toml'), lines.join('\n'));
    this.#start(NEEDED.containerd, ['--config', this.path('containerd.toml')]);
    await waitFor('containerd', () => this.ctr('version'));
  }

  ctr(...args: string[]): Promise<string> {
    return this.run(NEEDED.ctr, ['--address', this.path('containerd.sock'), ...args]);
  }

  async startPodman(): Promise<void> {
    this.#start(NEEDED.podman, ['--runtime', 'runc', 'system', 'service', '--time=0', this.podmanHost]);
    await waitFor('podman', () => this.run(NEEDED.podman, ['--remote', '--url', this.podmanHost, 'version']));
  }

  /** Starts a registry on a free port of this machine and gives `127.0.0.1:port`; `sections` is YAML beside storage and address. */
  async startRegistry(name: string, sections = '', tls = ''): Promise<string> {
    const port = await freePort();
    await writeFile(
      this.path(`${name}.yml`),
      `version: 0.1
log: {level: error, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: ${this.path(`${name}-data`)}}, delete: {enabled: true}}
http: {addr: "127.0.0.1:${port}"${tls}}
compatibility: {schema1: {enabled: true}}
${sections}
`,
    );
    // It takes every variable that begins so for its configuration.
    const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('REGISTRY_')));
    this.#children.push(spawn(NEEDED['docker-registry'], ['serve', this.path(`${name}.yml`)], { env, stdio: 'ignore' }));
    await waitFor('docker-registry', () => connectTo(port));
    return `127.0.0.1:${port}`;
  }

  /** An authority and a certificate for this machine that it signed: `NAME-ca.crt`, `NAME.crt` and `NAME.key`. */
  async makeCertificate(name: string): Promise<void> {
    const openssl = (...args: string[]): Promise<string> => this.run(NEEDED.openssl, args);
    await openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}-ca`, '-keyout', `${name}-ca.key`, '-out', `${name}-ca.crt`);
    await openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-keyout', `${name}.key`, '-out', `${name}.csr`);
    await writeFile(this.path(`${name}.ext`), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
    await openssl('x509', '-req', '-in', `${name}.csr`, '-CA', `${name}-ca.crt`, '-CAkey', `${name}-ca.key`, '-CAcreateserial', '-days', '2', '-extfile', `${name}.ext`, '-out', `${name}.crt`);
  }

  /** A folder with a static busybox and its applets: a root file system that needs no download. */
  async busyboxRoot(): Promise<string> {
    const root = this.path('busybox');
    if (existsSync(root)) return root;
    await mkdir(join(root, 'bin'), { recursive: true });
    await cp(NEEDED.busybox, join(root, 'bin/busybox'));
    await chmod(join(root, 'bin/busybox'), 0o755);
    for (const applet of ['sh', 'cat', 'echo', 'rm', 'mkdir', 'ln', 'chmod', 'mv', 'cp', 'true', 'printf']) {
      await symlink('busybox', join(root, 'bin', applet));
    }
    return root;
  }

  /** Imports the busybox root as `base:1` into the daemon. */
  async importBase(): Promise<void> {
    const tar = this.path('base.tar');
    await this.run('tar', ['-C', await this.busyboxRoot(), '--numeric-owner', '--owner=0', '--group=0', '-cf', tar, '.']);
    await this.docker('import', '--change', 'CMD ["/bin/sh"]', '--change', 'ENV PATH=/bin', tar, 'base:1');
  }

  /** Writes a build context and gives its folder. */
  async context(name: string, files: Readonly<Record<string, string>>): Promise<string> {
    const folder = this.path('contexts', name);
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return folder;
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) server.close();
    for (const child of this.#children) child.kill('SIGTERM');
    for (const child of this.#children) if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    const mounts = (await readFile('/proc/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '');
    for (const mount of mounts.filter((point) => point.startsWith(this.folder)).reverse()) await run('umount', ['-l', mount]).catch(() => undefined);
    await rm(this.folder, { recursive: true, force: true });
  }

  #start(command: string, args: readonly string[]): void {
    this.#children.push(spawn(command, args, { env: this.#environment, stdio: 'ignore' }));
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function connectTo(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}

async function waitFor(name: string, ready: () => Promise<unknown>): Promise<void> {
  let last: unknown;
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      await ready();
      return;
    } catch (error) {
      last = error;
      await sleep(200);
    }
  }
  throw new Error(`${name} did not come up.`, { cause: last });
}
