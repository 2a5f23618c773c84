import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { SampleRegistry } from '../sample-images/registry.js';
import { auditRegistries, runWorker, type AuditReport } from '../src/index.js';

/**
 * The same audit in one process and with 1, 2 and 4 workers on one Redis: equal answers, and what a job costs more than a
 * layer that is read here; then what waiting jobs take in Redis. `npm run build && node dist/bench/audit-queue.js [layers]`;
 * default 1000. Needs redis-server.
 */
const self = fileURLToPath(import.meta.url);
const layers = Number(process.argv[2] ?? 1000);
const [PORT, SALT, WAITING] = [6397, 'bench', 2000];
const queue = `redis://127.0.0.1:${PORT}`;

async function work(): Promise<void> {
  const stop = new AbortController();
  process.once('disconnect', () => stop.abort());
  await runWorker([process.env['HOST']!], { queue, salt: SALT, concurrency: 4, signal: stop.signal, onEvent: ({ event }) => event === 'listening' && process.send!('ready') });
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'layerlint-bench-'));
  const redis = spawn('redis-server', ['--port', String(PORT), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'yes', '--dir', folder], { stdio: 'ignore' });
  await sleep(1500);
  const registry = await SampleRegistry.start({ repositories: Math.ceil(layers / 3), tagsEach: 4, layers, layerBytes: 4000 });
  const essence = ({ secrets, images, notices }: AuditReport): string => JSON.stringify({ secrets, images, notices });
  const audit = async (name: string, onQueue: boolean): Promise<{ readonly answer: string; readonly seconds: number; readonly jobs: number }> => {
    let began = 0;
    let ended = 0;
    const report = await auditRegistries([registry.host], { store: join(folder, `${name}.db`), salt: SALT, ...(onQueue ? { queue } : {}), onProgress: ({ phase }) => {
      if (phase === 'layers') began ||= performance.now();
      if (phase === 'findings') ended ||= performance.now();
    } });
    return { answer: essence(report), seconds: (ended - began) / 1000, jobs: report.statistics.layersRead };
  };
  try {
    const here = await audit('here', false);
    console.log(`here: ${here.jobs} layers in ${here.seconds.toFixed(1)} s`);
    for (const count of [1, 2, 4]) {
      const workers = Array.from({ length: count }, () => fork(self, [], { env: { ...process.env, ROLE: 'worker', HOST: registry.host } }));
      await Promise.all(workers.map((worker) => once(worker, 'message')));
      const there = await audit(`workers-${count}`, true);
      console.log(`${count} workers: ${there.seconds.toFixed(1)} s, ${(((there.seconds - here.seconds) * 1000) / there.jobs).toFixed(2)} ms a job more than here; same answer: ${there.answer === here.answer}`);
      for (const worker of workers) worker.disconnect();
      await Promise.all(workers.map((worker) => once(worker, 'exit')));
    }
    const waiting = new Queue('waiting', { connection: { url: queue, maxRetriesPerRequest: null } });
    const client = new Redis(queue);
    const memory = async (): Promise<number> => Number(/used_memory:(\d+)/.exec(await client.info())?.[1]);
    const before = await memory();
    await waiting.addBulk(Array.from({ length: WAITING }, (_, number) => ({ name: 'layer', data: { host: registry.host, repository: 'team/app', digest: registry.layerDigests[0], size: 4000, mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', fileName: null }, opts: { jobId: `sha256-${String(number).padStart(64, '0')}`, attempts: 9, backoff: { type: 'exponential', delay: 2000 } } })));
    console.log(`${((await memory()) - before) / WAITING} bytes of Redis memory a waiting job`);
    client.disconnect();
    await waiting.close();
  } finally {
    await registry.stop();
    redis.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.env['ROLE'] === 'worker') await work();
else await main();
