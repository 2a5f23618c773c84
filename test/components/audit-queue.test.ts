import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SampleRegistry } from '../../sample-images/registry.js';
import type * as layerlint from '../../src/index.js';
import type { AuditOptions, AuditReport } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { layerlint as runCommand } from '../audit/command.js';
import { freePort, missing } from './machine.js';

// The build, as the workers run it: results go by a digest of the engine that made them.
const BUILT = join(process.cwd(), 'dist/src/index.js');
const { auditRegistries } = (await import(BUILT)) as typeof layerlint;

const reason = missing('redis-server');
const onMachine = reason ? describe.skip : describe;

const SALT = expandTemplate('{pass:24}', 31);
const REDIS_PASSWORD = expandTemplate('{base62:24}', 32);
const PASSWORD = expandTemplate('{base62:24}', 33);
/** Short, so that the jobs of a worker that is killed are taken over while the test waits. */
const LOCK = 2_000;

onMachine('an audit on a queue', () => {
  let registry: SampleRegistry;
  let folder: string;
  let embedded: AuditReport;
  let port: number;
  let redis: ChildProcess;
  let workers: ChildProcess[];
  const said: string[] = [];
  const layersOf = new Map<ChildProcess, number>();

  const startRedis = async (): Promise<void> => {
    await mkdir(join(folder, 'redis'), { recursive: true });
    redis = spawn('/usr/bin/redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'yes', '--dir', join(folder, 'redis'), '--requirepass', REDIS_PASSWORD, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
    for (let tries = 0; tries < 100 && !(await answers(port)); tries++) await sleep(100);
  };
  const stop = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.kill(signal);
    await once(child, 'exit');
    return child.exitCode;
  };
  const address = (): string => `redis://:${REDIS_PASSWORD}@127.0.0.1:${port}`;
  const startWorker = (salt = SALT): ChildProcess => {
    const script = `
      import { runWorker } from ${JSON.stringify(pathToFileURL(BUILT).href)};
      const stop = new AbortController();
      process.once('SIGTERM', () => stop.abort());
      const { QUEUE: queue, LAYERLINT_SALT: salt } = process.env;
      await runWorker([${JSON.stringify(registry.host)}], { queue, salt, lock: ${LOCK}, concurrency: 2, signal: stop.signal, onEvent: (event) => console.log(JSON.stringify(event)) });`;
    // Each worker signs in with what its machine has; nothing of that is in a job.
    const env = { PATH: process.env['PATH'], HOME: folder, QUEUE: address(), LAYERLINT_SALT: salt, DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [registry.host]: { username: 'reader', password: PASSWORD } } }) };
    const worker = spawn(process.execPath, ['--input-type=module', '-e', script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (bytes: Buffer) => void said.push(bytes.toString()));
    worker.stdout.on('data', (bytes: Buffer) => void layersOf.set(worker, (layersOf.get(worker) ?? 0) + bytes.toString().split('"event":"layer"').length - 1));
    workers.push(worker);
    return worker;
  };
  const audit = (name: string, options: AuditOptions = {}): Promise<AuditReport> =>
    auditRegistries([registry.host], { store: join(folder, `${name}.db`), salt: SALT, registry: { username: 'reader', password: PASSWORD }, ...options });
  const essence = ({ secrets, images, notices, statistics: { layers, layersRead } }: AuditReport): unknown => ({ secrets, images, notices, layers, layersRead });

  beforeAll(async () => {
    registry = await SampleRegistry.start({ repositories: 40, tagsEach: 4, layers: 150, layerBytes: 2000 });
    const wanted = `Basic ${Buffer.from(`reader:${PASSWORD}`).toString('base64')}`;
    registry.fault = ({ headers }, response) => {
      if (headers.authorization === wanted) return false;
      response.writeHead(401, { 'www-authenticate': 'Basic realm="test"' }).end();
      return true;
    };
    folder = await mkdtemp(join(tmpdir(), 'layerlint-queue-'));
    embedded = await audit('embedded');
    expect(embedded.statistics.layersRead).toBeGreaterThan(100);
  }, 60_000);

  beforeEach(async () => {
    workers = [];
    port = await freePort();
    await startRedis();
  });

  afterEach(async () => {
    for (const worker of workers) await stop(worker, 'SIGKILL');
    await stop(redis, 'SIGKILL');
    await rm(join(folder, 'redis'), { recursive: true, force: true });
  }, 30_000);

  afterAll(async () => {
    await registry?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  test.each([1, 2, 4])('%d workers find what one process finds, and end in order', async (count) => {
    for (let started = 0; started < count; started++) startWorker();
    const report = await audit(`workers-${count}`, { queue: address() });
    expect(essence(report)).toEqual(essence(embedded));
    for (const worker of workers) expect(await stop(worker, 'SIGTERM')).toBe(0);
  }, 120_000);

  test('nothing is lost when workers are killed and Redis is started again', async () => {
    startWorker();
    startWorker();
    const killedAt = [20, 50, 80];
    let restarting: Promise<void> | undefined;
    const report = await audit('killed', {
      queue: address(),
      onProgress: ({ phase, layers }) => {
        if (phase !== 'layers') return;
        if (killedAt.length > 0 && layers >= killedAt[0]!) {
          killedAt.shift();
          workers.at(-1)!.kill('SIGKILL');
          startWorker();
        }
        if (layers >= 60) restarting ??= stop(redis, 'SIGTERM').then(startRedis);
      },
    });
    await restarting!;
    expect(killedAt).toEqual([]);
    expect(restarting).toBeDefined();
    expect(essence(report)).toEqual(essence(embedded));
  }, 180_000);

  test('four workers, of which one after the other is told to stop: what they have begun is finished, and nothing is read twice', async () => {
    for (let started = 0; started < 4; started++) startWorker();
    registry.sent.clear();
    const leaving: Promise<number | null>[] = [];
    const report = await audit('leaving', {
      queue: address(),
      onProgress: ({ phase, layers }) => {
        if (phase === 'layers' && leaving.length < 3 && layers >= 30 * (leaving.length + 1)) leaving.push(stop(workers[leaving.length]!, 'SIGTERM'));
      },
    });
    expect(await Promise.all(leaving)).toEqual([0, 0, 0]);
    expect(essence(report)).toEqual(essence(embedded));
    expect(registry.layerDigests.filter((digest) => (registry.sent.get(digest) ?? 0) > 1)).toEqual([]);
  }, 120_000);

  test('an audit that is killed loses nothing: what workers have read meanwhile is taken by the next one, and no layer is sent twice', async () => {
    startWorker();
    registry.sent.clear();
    const script = `
      import { auditRegistries } from ${JSON.stringify(pathToFileURL(BUILT).href)};
      const { HOST, QUEUE: queue, LAYERLINT_SALT: salt, STORE: store, PASSWORD: password } = process.env;
      await auditRegistries([HOST], { store, salt, queue, registry: { username: 'reader', password } });`;
    const env = { PATH: process.env['PATH'], HOME: folder, HOST: registry.host, QUEUE: address(), LAYERLINT_SALT: SALT, STORE: join(folder, 'orphaned.db'), PASSWORD };
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { env, stdio: 'ignore' });
    const ended = once(child, 'exit');
    const judge = registry.fault;
    registry.fault = (request, response) => {
      if (registry.layerDigests.filter((digest) => registry.sent.has(digest)).length >= 30) child.kill('SIGKILL');
      return judge(request, response);
    };
    try {
      expect(await ended).toEqual([null, 'SIGKILL']);
    } finally {
      registry.fault = judge;
    }
    expect(essence(await audit('orphaned', { queue: address() }))).toEqual(essence(embedded));
    expect(registry.layerDigests.filter((digest) => (registry.sent.get(digest) ?? 0) > 1)).toEqual([]);
  }, 120_000);

  test('a budget of requests is one for all workers', async () => {
    const perSecond = 20;
    let first = 0;
    registry.asked.length = 0;
    for (let started = 0; started < 2; started++) startWorker();
    const report = await audit('budget', { queue: address(), requestsPerMinute: perSecond * 60, include: ['team1?/**'], onProgress: ({ phase }) => {
      if (phase === 'layers') first ||= performance.now();
    } });
    const seconds = (performance.now() - first) / 1000;
    expect(first).toBeGreaterThan(0);
    const layers = registry.requests('/blobs/').filter(({ url }) => registry.layerDigests.some((digest) => url.endsWith(digest))).length;
    expect(report.statistics.layersRead).toBeGreaterThan(perSecond);
    // Those that want no sign-in any more: the first second is free, then so many a second. Load only makes it slower.
    expect(layers).toBeGreaterThanOrEqual(report.statistics.layersRead);
    expect(seconds).toBeGreaterThanOrEqual(report.statistics.layersRead / perSecond - 1);
    for (const worker of workers) expect(layersOf.get(worker)).toBeGreaterThan(0);
  }, 120_000);

  test('when the registry tells one worker to wait, the others wait too', async () => {
    for (let started = 0; started < 2; started++) startWorker();
    const judge = registry.fault;
    const PAUSE_S = 3;
    let refusedAt = 0;
    const after: number[] = [];
    registry.fault = (request, response) => {
      const isLayer = registry.layerDigests.some((digest) => request.url!.endsWith(`/blobs/${digest}`)) && request.headers.authorization !== undefined;
      if (isLayer && refusedAt > 0) after.push(performance.now() - refusedAt);
      if (isLayer && refusedAt === 0 && registry.sent.size > 40) {
        refusedAt = performance.now();
        response.writeHead(429, { 'retry-after': String(PAUSE_S) }).end();
        return true;
      }
      return judge(request, response);
    };
    registry.sent.clear();
    try {
      expect(essence(await audit('told', { queue: address() }))).toEqual(essence(embedded));
    } finally {
      registry.fault = judge;
    }
    expect(refusedAt).toBeGreaterThan(0);
    expect(after.length).toBeGreaterThan(50);
    // Each worker reads two layers at a time: what was under way may still be asked for, and the word takes a moment to get around.
    expect(after.filter((moment) => moment > 500 && moment < (PAUSE_S - 0.5) * 1000).length).toBeLessThanOrEqual(4);
    expect(after.filter((moment) => moment <= 500).length).toBeLessThan(40);
  }, 120_000);

  test('neither values nor passwords are in Redis, in the store, or in what is said', async () => {
    startWorker();
    const stopping = new AbortController();
    await audit('secrecy', { queue: address(), signal: stopping.signal, onProgress: ({ layers }) => layers >= 60 && stopping.abort() });
    await stop(redis, 'SIGTERM');
    const appended = await readdir(join(folder, 'redis'), { recursive: true, withFileTypes: true });
    const files = [...appended.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)), ...(await readdir(folder)).filter((name) => name.startsWith('secrecy.db')).map((name) => join(folder, name))];
    const bytes = Buffer.concat([...(await Promise.all(files.map((file) => readFile(file)))), Buffer.from(said.join(''))]);
    // Not an empty promise: masks and jobs are there.
    expect(bytes.includes('npm_********')).toBe(true);
    expect(bytes.includes('sha256-')).toBe(true);
    for (const value of [PASSWORD, REDIS_PASSWORD, Buffer.from(`reader:${PASSWORD}`).toString('base64'), SALT, ...[11, 61, 111].map((layer) => expandTemplate('npm_{base62:30}{crc32}', 800_000 + layer))]) {
      // The salt is the store's own.
      const where = value === SALT ? Buffer.from(said.join('')) : bytes;
      expect(where.includes(value)).toBe(false);
    }
  }, 120_000);

  test('a worker with another salt takes nothing, and the audit says that nobody listens', async () => {
    startWorker('another salt');
    const stopping = new AbortController();
    const workersSeen: (number | null)[] = [];
    const report = await audit('other', { queue: address(), signal: stopping.signal, onProgress: ({ workers: listening }) => {
      workersSeen.push(listening);
      if (listening === 0) stopping.abort();
    } });
    expect(workersSeen).toContain(0);
    expect(report.finishedAt).toBeNull();
  }, 120_000);

  test('a log is told once that no worker listens', async () => {
    const { child, ended } = runCommand(['audit', registry.host, '--store', join(folder, 'alone.db')], { HOME: folder, LAYERLINT_SALT: SALT, LAYERLINT_QUEUE: address(), DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [registry.host]: { username: 'reader', password: PASSWORD } } }) });
    await once(child.stderr!, 'data');
    child.kill('SIGTERM');
    const { stderr, stdout } = await ended;
    expect(stderr).toBe('No worker listens with these rules, this salt and this registry yet; the audit waits for one.\n');
    expect(stdout).toContain('STOPPED before its end');
  }, 60_000);

  test('a queue that is not there, or does not take the password, is an error without either', async () => {
    const nowhere = await freePort();
    for (const [queue, message] of [[`redis://:${REDIS_PASSWORD}@127.0.0.1:${nowhere}`, /ECONNREFUSED/], [`redis://:wrong-${PASSWORD}@127.0.0.1:${port}`, /user and the password/]] as const) {
      const error: unknown = await audit('nowhere', { queue }).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'queue-unreachable', message: expect.stringMatching(message) });
      expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toMatch(new RegExp(`${REDIS_PASSWORD}|${PASSWORD}`));
    }
  }, 90_000);
});

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
