import { LayerlintError } from '../../model/error.js';
import type { RuleSet } from '../../model/rule.js';
import type { LayerScan } from '../../scan/layer.js';
import { packLayerReport } from '../../scan/pack.js';
import { blobLayer } from '../../source/registry/blob-layer.js';
import { connectRegistry } from '../../source/registry/connect.js';
import type { RegistryOptions } from '../../source/registry/options.js';
import { Pace } from '../../source/registry/pace.js';
import type { Environment } from '../../source/registry/proxy.js';
import { TIMING } from '../../source/registry/timing.js';
import { reportKey } from '../layer-reports.js';
import { watch } from '../read-layers.js';
import { connectionOf, reach, waitOut } from './connection.js';
import { packError, parseJob, queueName } from './job.js';

/** What a worker is told. */
export interface WorkOptions {
  readonly queue: string;
  /** The registries whose layers it reads, as audits name them. */
  readonly hosts: readonly string[];
  readonly rules: RuleSet;
  readonly salt: string;
  readonly scanLayer: LayerScan;
  readonly registry: RegistryOptions;
  readonly env: Environment;
  /** Layers side by side, of each registry. */
  readonly concurrency: number;
  /** How long a job belongs to a worker that is silent, in milliseconds; then another one takes it. */
  readonly lock: number;
  readonly signal: AbortSignal;
  readonly onEvent: (event: WorkEvent) => void;
}

export type WorkEvent = { readonly event: 'listening'; readonly host: string } | { readonly event: 'layer'; readonly host: string; readonly digest: string; readonly seconds: number } | { readonly event: 'failed'; readonly host: string; readonly digest: string; readonly message: string };

/** How often a job may be lost with its worker before it is given up: machines are taken away all the time. */
const MOST_LOSSES = 10;
/** Failures that another try would not mend. */
const FINAL = new Set(['not-found', 'unauthorized', 'damaged', 'usage']);

/** Takes layers from the queue until the signal; what was begun is finished then. Throws `usage` and `queue-unreachable`. */
export async function runWorker(options: WorkOptions): Promise<void> {
  const { hosts, rules, salt, registry: access, env, signal, onEvent } = options;
  const connection = connectionOf(options.queue);
  const { Queue, UnrecoverableError, Worker } = await import('bullmq');
  await reach(options.queue);
  const opened: { close(): Promise<void> }[] = [];
  try {
    for (const host of new Set(hosts)) {
      const name = queueName(host, reportKey(rules), salt);
      const queue = new Queue(name, { connection });
      waitOut(queue);
      opened.push(queue);
      // What the registry says to one of the workers holds for all of them.
      const pace = new Pace(null, { onPause: (milliseconds) => void queue.rateLimit(milliseconds).catch(() => undefined) });
      const registry = await connectRegistry(host, access, env, TIMING, pace);
      opened.push({ close: () => Promise.resolve(registry.close()) });
      const worker = new Worker(
        name,
        async ({ data }: { readonly data: unknown }) => {
          const job = parseJob(data, host);
          if (job === null) throw new UnrecoverableError(packError(new LayerlintError('usage', 'What stands in the queue is no layer of this registry.')));
          const began = performance.now();
          const failures: LayerlintError[] = [];
          const layer = watch(blobLayer(registry.repository(job.repository), job), (error) => failures.push(error));
          const report = await options.scanLayer(job.fileName === null ? layer : { ...layer, fileName: job.fileName });
          const [failure] = failures;
          if (failure) {
            onEvent({ event: 'failed', host, digest: job.digest, message: failure.message });
            throw FINAL.has(failure.code) ? new UnrecoverableError(packError(failure)) : new Error(packError(failure));
          }
          onEvent({ event: 'layer', host, digest: job.digest, seconds: (performance.now() - began) / 1000 });
          return packLayerReport(report, salt);
        },
        {
          connection,
          concurrency: options.concurrency,
          lockDuration: options.lock,
          stalledInterval: options.lock,
          maxStalledCount: MOST_LOSSES,
        },
      );
      // Finished first, so that what it is at can still be read.
      opened.unshift({ close: () => worker.close() });
      waitOut(worker);
      await worker.waitUntilReady();
      onEvent({ event: 'listening', host });
    }
    if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  } finally {
    for (const one of opened) await one.close();
  }
}
