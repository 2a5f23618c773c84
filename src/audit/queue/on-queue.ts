import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, Queue, QueueEvents } from 'bullmq';
import { LayerlintError } from '../../model/error.js';
import type { RuleSet } from '../../model/rule.js';
import type { LayerReport } from '../../scan/layer.js';
import { unpackLayerReport, type PackedLayerReport } from '../../scan/pack.js';
import { reportKey } from '../layer-reports.js';
import type { PlacedLayer } from '../placed-layer.js';
import { connectionOf, reach, waitOut } from './connection.js';
import { jobId, queueName, unpackError, type LayerJob } from './job.js';

/** A word that a job has ended may be lost with a server; after that long it is asked for. */
const ASK_AGAIN_MS = 20_000;
/** A registry that is away for a quarter of an hour is waited for: 2 s, 4 s, 8 s … */
const ATTEMPTS = 9;
const FIRST_PAUSE_MS = 2_000;
/** Results of an audit that was stopped wait for it that long. */
const KEPT_SECONDS = 7 * 24 * 3600;
/** A report is stored long before; were its job taken away at once, an audit killed in between would lose it. */
const UNSTORED_MS = 30_000;
/** Between tries to queue a job that vanished. */
const PAUSE_MS = 250;

/** Without a budget: no limit that anybody reaches, yet one that is there, since BullMQ heeds a worker's word to wait only beside one. */
const UNLIMITED = { max: 1_000_000, duration: 1000 };

/** Layers read by workers elsewhere. To be closed. */
export interface QueuedScan {
  readonly scanLayer: (layer: PlacedLayer) => Promise<LayerReport>;
  /** How many workers listen for jobs of the hosts that were asked for so far. */
  countWorkers(): Promise<number>;
  close(): Promise<void>;
}

export interface QueueSettings {
  readonly rules: RuleSet;
  readonly salt: string;
  readonly layersPerMinute: number | null;
  readonly signal: AbortSignal | null;
}

/**
 * The scan of a layer by whatever worker takes it, behind the signature of one that is made here. The same layer asked for
 * twice is one job, also by two audits. A job is there until it is answered: workers may die and the server may be started
 * again meanwhile. All workers together take no more than `layersPerMinute` from one registry; null sets no limit, and the last
 * audit that asked decides. Throws `usage` and `queue-unreachable`; the scan throws what stood in the way of the layer.
 */
export async function onQueue(address: string, { rules, salt, layersPerMinute, signal }: QueueSettings): Promise<QueuedScan> {
  const connection = connectionOf(address);
  const { Queue: Jobs, QueueEvents: Events } = await import('bullmq');
  const queues = new Map<string, Promise<{ readonly queue: Queue; readonly events: QueueEvents }>>();
  const open = async (host: string) => {
    const name = queueName(host, reportKey(rules), salt);
    await reach(address);
    const queue = new Jobs(name, { connection });
    const events = new Events(name, { connection });
    for (const one of [queue, events]) waitOut(one);
    // Every job that is waited for listens.
    queue.setMaxListeners(0);
    events.setMaxListeners(0);
    await events.waitUntilReady();
    const { max, duration } = limitOf(layersPerMinute);
    await queue.setGlobalRateLimit(max, duration);
    return { queue, events };
  };
  const queueOf = (host: string) => {
    const known = queues.get(host) ?? open(host);
    queues.set(host, known);
    return known;
  };
  // Jobs stay where they are: the next run finds their answers.
  const stopped = new Promise<LayerlintError>((resolve) => {
    const stop = (): void => resolve(new LayerlintError('internal', 'The audit was stopped before a worker had read the layer.'));
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
  const answered: { readonly job: Job; readonly at: number }[] = [];
  const removeAnswered = async (before: number): Promise<void> => {
    while (answered.length > 0 && answered[0]!.at <= before) await answered.shift()!.job.remove().catch(() => undefined);
  };
  return {
    async scanLayer(layer) {
      const { host, repository, descriptor: { digest, size, mediaType }, fileName = null } = layer;
      const { queue, events } = await queueOf(host);
      const data: LayerJob = { host, repository, digest, size, mediaType, fileName };
      for (;;) {
        const job = await queue.add('layer', data, {
          jobId: jobId(data),
          attempts: ATTEMPTS,
          backoff: { type: 'exponential', delay: FIRST_PAUSE_MS },
          removeOnComplete: { age: KEPT_SECONDS },
          removeOnFail: { age: KEPT_SECONDS },
        });
        const packed = await Promise.race([outcomeOf(job, events), stopped]);
        if (packed === null) {
          await sleep(PAUSE_MS);
          continue;
        }
        if (signal?.aborted && packed instanceof LayerlintError) throw packed;
        // Answered; who asks again wants it done again.
        if (packed instanceof LayerlintError) {
          await job.remove().catch(() => undefined);
          throw packed;
        }
        await removeAnswered(Date.now() - UNSTORED_MS);
        answered.push({ job, at: Date.now() });
        return unpackLayerReport(packed, rules, salt);
      }
    },
    async countWorkers() {
      let count = 0;
      for (const one of queues.values()) count += await (await one).queue.getWorkersCount();
      return count;
    },
    async close() {
      await removeAnswered(Infinity);
      for (const one of queues.values()) {
        const opened = await one.catch(() => null);
        await opened?.events.close().catch(() => undefined);
        await opened?.queue.close().catch(() => undefined);
      }
    },
  };
}

/** So many in so many milliseconds: a second's share at a time, where it has a whole job, so that nothing comes in a burst. */
function limitOf(perMinute: number | null): { readonly max: number; readonly duration: number } {
  if (perMinute === null) return UNLIMITED;
  const max = Math.max(1, Math.floor(perMinute / 60));
  return { max, duration: Math.ceil((max * 60_000) / perMinute) };
}

/** What a worker said of it; null where nothing was heard, or the job is not there any more. */
async function outcomeOf(job: Job, events: QueueEvents): Promise<PackedLayerReport | LayerlintError | null> {
  try {
    return (await job.waitUntilFinished(events, ASK_AGAIN_MS)) as PackedLayerReport;
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    return /^Job wait .* timed out|^Missing key for job/.test(reason) ? null : unpackError(reason);
  }
}
