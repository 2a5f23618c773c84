/** Layers scanned on other cores, behind the same signature as here. */
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { LayerlintError } from '../model/error.js';
import type { Layer } from '../model/image.js';
import type { RuleSet } from '../model/rule.js';
import type { LayerReport, LayerScan } from '../scan/layer.js';
import { unpackLayerReport } from '../scan/pack.js';
import type { SilentFilesData } from '../scan/silent-files.js';
import { sendBytes, unpackError } from './feed.js';
import type { Job, JobResult, ThreadData } from './job.js';
import { Turns } from './turns.js';

/** Below this many stored bytes a layer is done before a second thread would have begun. */
const WORTH_TWO_THREADS = 4 * 1024 * 1024;
/**
 * Of a thread's short-lived objects, in MiB. Node's own bound is 48; this one costs no time that can be measured, and saves
 * some twenty MiB a thread.
 */
const YOUNG = 8;
/** Long enough to serve the next image of the same run, short enough not to hold memory for nothing. */
const IDLE_MS = 2_000;

export interface ThreadOptions {
  readonly count: number;
  /** The compiled `worker.js`. */
  readonly entry: URL;
  /** Of one thread's heap, in MiB. */
  readonly heap: number;
  /** Files that need not be searched, and whether the layers that begin now may repeat any. Default: nothing is remembered. */
  readonly silent?: { readonly data: SilentFilesData; repeats(): boolean };
}

interface Running {
  readonly size: number;
  /** Takes ports, at whose other ends helpers wait. */
  readonly port: MessagePort;
  helpers: number;
}

/**
 * Scans on up to `count` threads, the largest of the waiting layers first. Threads for which no layer waits help with those that
 * are being read. Threads start when they are needed and end when nothing has come for a while; an idle one does not keep the
 * process alive. Throws `internal` when a thread dies.
 */
export function scanOnThreads(rules: RuleSet, options: ThreadOptions): LayerScan {
  const turns = new Turns(options.count);
  const idle: Thread[] = [];
  const running = new Set<Running>();
  const repeats = (): boolean => options.silent?.repeats() ?? false;
  const start = (): Thread => {
    // One may have died while it waited.
    for (let thread = idle.pop(); thread; thread = idle.pop()) if (thread.isAlive) return thread;
    return new Thread(rules, options);
  };
  const finish = (thread: Thread): void => {
    if (thread.isAlive) thread.rest(() => idle.splice(idle.indexOf(thread), 1));
    if (thread.isAlive) idle.push(thread);
  };
  const lend = (): void => {
    for (;;) {
      // Once each at most: whoever was let go would only come back to a layer that is done.
      const layers = [...running].filter(({ size, helpers }) => size >= WORTH_TWO_THREADS && helpers < options.count - 1);
      const most = layers.sort((a, b) => b.size / (1 + b.helpers) - a.size / (1 + a.helpers))[0];
      const release = most ? turns.spare() : null;
      if (!most || !release) return;
      most.helpers += 1;
      const thread = start();
      const { port1, port2 } = new MessageChannel();
      // What goes wrong there is told by the thread that is helped.
      void thread.run({ do: 'help', from: port2, repeats: repeats() }, [port2]).then(() => {
        finish(thread);
        release();
        lend();
      });
      most.port.postMessage(port1, [port1]);
    }
  };

  return async (layer) => {
    const release = await turns.take(layer.descriptor.size);
    const thread = start();
    const { port1: port, port2: helpers } = new MessageChannel();
    const mine: Running = { size: layer.descriptor.size, port, helpers: 0 };
    running.add(mine);
    lend();
    try {
      return await scanLayer(layer, thread, helpers, repeats(), rules);
    } finally {
      running.delete(mine);
      port.close();
      finish(thread);
      release();
      lend();
    }
  };
}

async function scanLayer(layer: Layer, thread: Thread, helpers: MessagePort, repeats: boolean, rules: RuleSet): Promise<LayerReport> {
  const { descriptor, diffId, index, historyIndex, fileName } = layer;
  const { port1, port2 } = new MessageChannel();
  const sending = sendBytes(port1, open(layer));
  const result = await thread.run({ do: 'scan', from: port2, helpers, repeats, layer: { descriptor, diffId, index, historyIndex, ...(fileName === undefined ? {} : { fileName }) } }, [port2, helpers]);
  await sending;
  port1.close();
  if ('error' in result) throw unpackError(result.error);
  return unpackLayerReport(result.report!, rules, null);
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

  constructor(rules: RuleSet, { entry, heap, silent }: ThreadOptions) {
    const workerData: ThreadData = { rules: rules.rules.filter(({ kind }) => kind === 'credential' || kind === 'file'), silent: silent?.data ?? null };
    this.#worker = new Worker(entry, { workerData, resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: YOUNG } });
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
