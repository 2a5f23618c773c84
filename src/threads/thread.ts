import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { LayerlintError } from '../model/error.js';
import type { Layer } from '../model/image.js';
import type { RuleSet } from '../model/rule.js';
import type { LayerReport } from '../scan/layer.js';
import { unpackLayerReport } from '../scan/pack.js';
import type { SilentFilesData } from '../scan/silent-files.js';
import { newRing, sendBytes, unpackError } from './feed.js';
import type { Job, JobResult, ThreadData } from './job.js';
import type { Place } from './place.js';

/**
 * Of a thread's short-lived objects, in MiB. Node's own bound is 48; this one costs no time that can be measured, and saves
 * some twenty MiB a thread.
 */
const YOUNG = 8;
/** Long enough to serve the next image of the same run, short enough not to hold memory for nothing. */
const IDLE_MS = 2_000;

export interface ThreadOptions {
  /** Threads beside this one. */
  readonly count: number;
  /** The compiled `worker.js`. */
  readonly entry: URL;
  /** Bytes of one file in front of the thread that searches it. */
  readonly ahead: number;
  /** Of one thread's heap, in MiB. */
  readonly heap: number;
  /** Files that need not be searched, and whether the layers that begin now may repeat any. Default: nothing is remembered. */
  readonly silent?: { readonly data: SilentFilesData; repeats(): boolean };
}

/** An error of opening goes the way of the bytes, like any error behind it. */
async function* open(layer: Layer): AsyncGenerator<Buffer> {
  yield* await layer.open();
}

/** Another thread: bytes go there, and reports come back. */
export class Thread implements Place {
  readonly #worker: Worker;
  #answer: ((result: JobResult) => void) | null = null;
  #failure: LayerlintError | null = null;
  #timer: NodeJS.Timeout | null = null;
  readonly #rules: RuleSet;
  /** By which the bytes of layers come to it, one layer after the other. */
  readonly #ring = newRing();
  readonly #ended: () => void;

  /** `ended` is called when it has rested for a while and goes. */
  constructor(rules: RuleSet, { entry, ahead, heap, silent }: ThreadOptions, ended: () => void) {
    this.#rules = rules;
    this.#ended = ended;
    const workerData: ThreadData = { rules: rules.rules.filter(({ kind }) => kind === 'credential' || kind === 'file'), silent: silent?.data ?? null, ring: this.#ring, ahead };
    this.#worker = new Worker(entry, { workerData, resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: YOUNG } });
    // Whoever is helped waits at a port of its own; once nobody waits, one that has hardly begun keeps nobody.
    this.#worker.unref();
    this.#worker.on('message', (result: JobResult) => this.#settle(result));
    this.#worker.on('error', (cause) => this.#die(cause.message));
    this.#worker.on('exit', (code) => this.#die(`it ended with code ${code}`));
  }

  get isAlive(): boolean {
    return this.#failure === null;
  }

  async read(layer: Layer, helpers: MessagePort, repeats: boolean): Promise<LayerReport> {
    const { descriptor, diffId, index, historyIndex, fileName } = layer;
    const { port1, port2 } = new MessageChannel();
    this.#worker.ref();
    const sending = sendBytes(port1, this.#ring, open(layer));
    const result = await this.#run({ do: 'scan', from: port2, helpers, repeats, layer: { descriptor, diffId, index, historyIndex, ...(fileName === undefined ? {} : { fileName }) } }, [port2, helpers]);
    await sending;
    port1.close();
    if ('error' in result) throw unpackError(result.error);
    return unpackLayerReport(result.report!, this.#rules, null);
  }

  async help(port: MessagePort, repeats: boolean): Promise<void> {
    await this.#run({ do: 'help', from: port, repeats }, [port]);
  }

  #run(job: Job, transfer: MessagePort[]): Promise<JobResult> {
    if (this.#timer) clearTimeout(this.#timer);
    return new Promise((resolve) => {
      this.#answer = resolve;
      if (this.#failure) this.#settle({ error: this.#failure });
      else this.#worker.postMessage(job, transfer);
    });
  }

  /** Lets the process end, and ends the thread itself after a while. */
  rest(): void {
    this.#worker.unref();
    this.#timer = setTimeout(() => {
      this.#ended();
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
