import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { SampleRegistry } from '../sample-images/registry.js';
import { auditRegistries, type AuditReport } from '../src/index.js';

/**
 * An audit of a registry on loopback, generated: what it costs, what a second run costs, and that a run which is killed again
 * and again comes to the same end. `npm run build && node dist/bench/audit.js [repositories] [layers] [kills]`; default
 * 2000 3000 20. The registry is a process of its own.
 */
interface Told {
  readonly host: string;
}
interface Counted {
  readonly requests: number;
  readonly bytes: number;
  /** Blobs of layers: how many were sent, and how many of them more than once. */
  readonly layers: number;
  readonly twice: number;
}

const self = fileURLToPath(import.meta.url);
const [repositories = 2000, layers = 3000, kills = 20] = process.argv.slice(2).map(Number);
const SALT = 'bench';

async function serve(): Promise<void> {
  const registry = await SampleRegistry.start({ repositories, tagsEach: 5, layers, layerBytes: 4000 });
  process.on('message', () => {
    const sent = registry.layerDigests.map((digest) => registry.sent.get(digest) ?? 0);
    process.send!({ requests: registry.asked.length, bytes: registry.bytesSent, layers: sent.filter((times) => times > 0).length, twice: sent.filter((times) => times > 1).length } satisfies Counted);
    registry.asked.length = 0;
    registry.sent.clear();
    registry.bytesSent = 0;
  });
  process.send!({ host: registry.host } satisfies Told);
}

async function auditOnce(host: string, store: string): Promise<void> {
  let flat = 0;
  const report = await auditRegistries([host], { store, salt: SALT, onProgress: ({ phase, layers: done, layersTotal }) => {
    if (phase === 'layers' && layersTotal !== null && done * 2 >= layersTotal && flat === 0) flat = process.memoryUsage.rss();
  } });
  // Whole before the process ends.
  await new Promise((resolve) => process.send!({ report, half: flat, rss: process.resourceUsage().maxRSS * 1024, cpu: process.cpuUsage() }, resolve));
}

interface Ran {
  readonly report: AuditReport;
  readonly half: number;
  readonly rss: number;
  readonly cpu: NodeJS.CpuUsage;
}

async function ran(child: ChildProcess): Promise<Ran | null> {
  let result: Ran | null = null;
  child.on('message', (message) => (result = message as Ran));
  await once(child, 'exit');
  return result;
}

function essence({ secrets, images, notices }: AuditReport): string {
  return JSON.stringify({ secrets: secrets.map((secret) => ({ ...secret, isNew: false })), images, notices });
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'layerlint-bench-'));
  const registry = fork(self, process.argv.slice(2), { env: { ...process.env, ROLE: 'registry' } });
  const [{ host }] = (await once(registry, 'message')) as [Told];
  const count = async (): Promise<Counted> => {
    registry.send('count');
    return ((await once(registry, 'message')) as [Counted])[0];
  };
  const start = (store: string): ChildProcess => fork(self, process.argv.slice(2), { env: { ...process.env, ROLE: 'audit', HOST: host, STORE: store } });
  try {
    const store = join(folder, 'whole.db');
    const first = (await ran(start(store)))!;
    const cost = await count();
    const { statistics } = first.report;
    console.log(`first run: ${statistics.repositories} repositories, ${statistics.tags} tags, ${statistics.images} images, ${statistics.layers} distinct layers, ${first.report.secrets.length} secrets`);
    console.log(`  ${statistics.seconds.toFixed(1)} s, ${((first.cpu.user + first.cpu.system) / 1e6).toFixed(1)} s of CPU time, ${cost.requests} requests, ${(cost.bytes / 1e6).toFixed(1)} MB of blobs; ${cost.layers} layers sent, ${cost.twice} of them twice`);
    console.log(`  RSS ${(first.half / 2 ** 20).toFixed(0)} MiB at half of the layers, ${(first.rss / 2 ** 20).toFixed(0)} MiB at most; store ${((await stat(store)).size / 1e6).toFixed(1)} MB`);
    const second = (await ran(start(store)))!;
    const again = await count();
    console.log(`second run: ${second.report.statistics.seconds.toFixed(1)} s, ${again.requests} requests, ${again.layers} layers, ${again.bytes} bytes of blobs; same answer: ${essence(second.report) === essence(first.report)}`);

    const killed = join(folder, 'killed.db');
    let done = 0;
    for (; done < kills; done++) {
      const child = start(killed);
      // Anywhere from the start of the process to the end of an undisturbed run.
      const timer = setTimeout(() => child.kill('SIGKILL'), 400 + Math.random() * (statistics.seconds * 1000 * 2) / Math.max(1, kills));
      const result = await ran(child);
      clearTimeout(timer);
      if (result) break;
    }
    const last = (await ran(start(killed)))!;
    const end = await count();
    console.log(`killed ${done} times: same answer: ${essence(last.report) === essence(first.report)}; ${end.layers} layers sent, ${end.twice} of them twice (a layer that was under way when the process died)`);
  } finally {
    registry.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.env['ROLE'] === 'registry') await serve();
else if (process.env['ROLE'] === 'audit') {
  await auditOnce(process.env['HOST']!, process.env['STORE']!);
  process.disconnect();
} else await main();
