/** Layers scanned on other cores, behind the same signature as here. */
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { LayerlintError } from '../model/error.js';
import type { Layer } from '../model/image.js';
import type { RuleSet } from '../model/rule.js';
import type { LayerReport, LayerScan } from '../scan/layer.js';
import { unpackLayerReport } from '../scan/pack.js';
import { sendBytes, unpackError } from './feed.js';
import type { Job, JobResult, ThreadData } from './job.js';
import { Turns } from './turns.js';

/** Below this many stored bytes inflating is done before a second thread would have begun. */
const WORTH_TWO_THREADS = 4 * 1024 * 1024;
/** Long enough to serve the next image of the same run, short enough not to hold memory for nothing. */
const IDLE_MS = 2_000;

export interface ThreadOptions {
  readonly count: number;
  /** The compiled `worker.js`. */
  readonly entry: URL;
  /** Of one thread's heap, in MiB. */
  readonly heap: number;
}

/**
 * Scans on up to `count` threads, the largest of the waiting layers first. A layer that is alone is inflated in one thread
 * and searched in another. Threads start when they are needed and end when nothing has come for a while; an idle one does
 * not keep the process alive. Throws `internal` when a thread dies.
 */
export function scanOnThreads(rules: RuleSet, options: ThreadOptions): LayerScan {
  const turns = new Turns(options.count);
  const idle: Thread[] = [];
  const start = (): Thread => {
    // One may have died while it waited.
    for (let thread = idle.pop(); thread; thread = idle.pop()) if (thread.isAlive) return thread;
    return new Thread(rules, options);
  };
  const finish = (thread: Thread): void => {
    if (thread.isAlive) thread.rest(() => idle.splice(idle.indexOf(thread), 1));
    if (thread.isAlive) idle.push(thread);
  };

  return async (layer) => {
    const release = await turns.take(layer.descriptor.size);
    const scanner = start();
    const { size, mediaType } = layer.descriptor;
    // Media types lie, and then a thread does little, or one does it all.
    const second = size >= WORTH_TWO_THREADS && /gzip|zstd/.test(mediaType) ? turns.spare() : null;
    const inflater = second ? start() : null;
    try {
      return await scanLayer(layer, scanner, inflater, rules);
    } finally {
      for (const thread of [scanner, inflater]) if (thread) finish(thread);
      release();
      second?.();
    }
  };
}

async function scanLayer(layer: Layer, scanner: Thread, inflater: Thread | null, rules: RuleSet): Promise<LayerReport> {
  const { descriptor, diffId, index, historyIndex, fileName } = layer;
  const stored = new MessageChannel();
  const sending = sendBytes(stored.port1, () => open(layer));
  const jobs: Promise<JobResult>[] = [];
  let from = stored.port2;
  if (inflater) {
    const inflated = new MessageChannel();
    jobs.push(inflater.run({ do: 'inflate', from, to: inflated.port1 }, [from, inflated.port1]));
    from = inflated.port2;
  }
  jobs.unshift(scanner.run({ do: 'scan', from, layer: { descriptor, diffId, index, historyIndex, ...(fileName === undefined ? {} : { fileName }) } }, [from]));
  const [result, inflated] = await Promise.all(jobs);
  await sending;
  stored.port1.close();
  for (const one of [inflated, result]) if (one && 'error' in one) throw unpackError(one.error);
  return unpackLayerReport((result as Extract<JobResult, { report: unknown }>).report!, rules, null);
}

/** An error of opening goes the way of the bytes, like any error behind it. */
async function* open(layer: Layer): AsyncGenerator<Buffer> {
  yield* (await layer.open()) as AsyncIterable<Buffer>;
}

/** One thread, one job at a time. */
class Thread {
  readonly #worker: Worker;
  #answer: ((result: JobResult) => void) | null = null;
  #failure: LayerlintError | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(rules: RuleSet, { entry, heap }: ThreadOptions) {
    const workerData: ThreadData = { rules: rules.rules.filter(({ kind }) => kind === 'credential' || kind === 'file') };
    this.#worker = new Worker(entry, { workerData, resourceLimits: { maxOldGenerationSizeMb: heap } });
    this.#worker.on('message', (result: JobResult) => this.#settle(result));
    this.#worker.on('error', (cause) => this.#die(cause.message));
    this.#worker.on('exit', (code) => this.#die(`it ended with code ${code}`));
  }

  get isAlive(): boolean {
    return this.#failure === null;
  }

  run(job: Job, transfer: MessagePort[]): Promise<JobResult> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#worker.ref();
    return new Promise((resolve) => {
      this.#answer = resolve;
      if (this.#failure) this.#settle({ error: this.#failure });
      else this.#worker.postMessage(job, transfer);
    });
  }

  /** Lets the process end, and ends the thread itself after a while. */
  rest(ended: () => void): void {
    this.#worker.unref();
    this.#timer = setTimeout(() => {
      ended();
      void this.#worker.terminate();
    }, IDLE_MS).unref();
  }

  #settle(result: JobResult): void {
    this.#answer?.(result);
    this.#answer = null;
  }

  #die(why: string): void {
    this.#failure ??= new LayerlintError('internal', `A thread that was reading a layer failed: ${why}.`, {
      hint: 'Scan again with `--threads 0`, and report it if it happens again.',
    });
    this.#settle({ error: this.#failure });
  }
}
