/** Layers scanned here and on other cores, behind one signature. */
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { LayerlintError } from '../model/error.js';
import type { Layer } from '../model/image.js';
import type { RuleSet } from '../model/rule.js';
import type { LayerReport, LayerScan } from '../scan/layer.js';
import type { LayerReader } from '../scan/layer-reader.js';
import { unpackLayerReport } from '../scan/pack.js';
import type { SilentFilesData } from '../scan/silent-files.js';
import { sendBytes, unpackError } from './feed.js';
import { help, Helpers } from './helpers.js';
import type { Job, JobResult, ThreadData } from './job.js';

/**
 * Stored bytes that wait or are being read, for each thread that begins: it takes 0.7 s of CPU time to run as fast as one
 * that has run for a while, so that less than this is done hardly sooner by two.
 */
const WORTH_A_THREAD = 64 * 1024 * 1024;
/** The same for the help of a thread that is there. */
const WORTH_HELP = 4 * 1024 * 1024;
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
  /** Of one thread's heap, in MiB. */
  readonly heap: number;
  /** Files that need not be searched, and whether the layers that begin now may repeat any. Default: nothing is remembered. */
  readonly silent?: { readonly data: SilentFilesData; repeats(): boolean };
}

/** A thread, this one or another, with one thing to do at a time. */
interface Place {
  readonly isAlive: boolean;
  /** From `helpers` come ports, at whose other ends others wait to help. */
  read(layer: Layer, helpers: MessagePort, repeats: boolean): Promise<LayerReport>;
  /** Searches what comes from the port until it is closed. Never throws: what goes wrong is told by who is helped. */
  help(port: MessagePort, repeats: boolean): Promise<void>;
  /** Nothing is to be done for now. */
  rest(): void;
}

interface Waiting {
  readonly layer: Layer;
  readonly resolve: (report: Promise<LayerReport>) => void;
}

interface Running {
  readonly size: number;
  /** Takes ports, at whose other ends helpers wait. */
  readonly port: MessagePort;
  helpers: number;
}

/**
 * Scans here and on up to `count` threads, the largest of the waiting layers first. Who has no layer to read helps with those that
 * are being read. Threads start when there is enough to do for them and end when nothing has come for a while; an idle one does not
 * keep the process alive. This thread is never busy for longer than a parcel takes. Throws `internal` when a thread dies.
 */
export function scanOnThreads(rules: RuleSet, here: LayerReader, options: ThreadOptions): LayerScan {
  const pool = new Pool(rules, here, options);
  return (layer) => pool.scan(layer);
}

class Pool {
  readonly #rules: RuleSet;
  readonly #options: ThreadOptions;
  readonly #here: Place;
  #hereIsFree = true;
  readonly #idle: Place[] = [];
  #threads = 0;
  readonly #waiting: Waiting[] = [];
  readonly #running = new Set<Running>();
  #settling = false;

  constructor(rules: RuleSet, here: LayerReader, options: ThreadOptions) {
    this.#rules = rules;
    this.#options = options;
    this.#here = new Here(here, rules);
  }

  scan(layer: Layer): Promise<LayerReport> {
    return new Promise((resolve) => {
      this.#waiting.push({ layer, resolve });
      this.#settle();
    });
  }

  /** What is asked for in the same moment is weighed together. */
  #settle(): void {
    if (this.#settling) return;
    this.#settling = true;
    queueMicrotask(() => {
      this.#settling = false;
      this.#waiting.sort((a, b) => b.layer.descriptor.size - a.layer.descriptor.size);
      while (this.#waiting.length > 0) {
        const place = this.#take();
        if (place === null) return;
        const { layer, resolve } = this.#waiting.shift()!;
        resolve(this.#read(layer, place));
      }
      this.#lend();
    });
  }

  async #read(layer: Layer, place: Place): Promise<LayerReport> {
    const { port1: port, port2: helpers } = new MessageChannel();
    const running: Running = { size: layer.descriptor.size, port, helpers: 0 };
    this.#running.add(running);
    try {
      return await place.read(layer, helpers, this.#repeats);
    } finally {
      this.#running.delete(running);
      port.close();
      this.#free(place);
    }
  }

  #lend(): void {
    for (;;) {
      // Once each at most: whoever was let go would only come back to a layer that is done.
      const layers = [...this.#running].filter(({ size, helpers }) => size >= WORTH_HELP && helpers < this.#options.count);
      const most = layers.sort((a, b) => b.size / (1 + b.helpers) - a.size / (1 + a.helpers))[0];
      const place = most ? this.#take() : null;
      if (!most || place === null) return;
      most.helpers += 1;
      const { port1, port2 } = new MessageChannel();
      void place.help(port2, this.#repeats).then(() => this.#free(place));
      most.port.postMessage(port1, [port1]);
    }
  }

  get #repeats(): boolean {
    return this.#options.silent?.repeats() ?? false;
  }

  /** This thread comes first, since it has begun; a new one is made where there is enough to do for one more. */
  #take(): Place | null {
    if (this.#hereIsFree) {
      this.#hereIsFree = false;
      return this.#here;
    }
    // One may have died while it waited.
    for (let place = this.#idle.pop(); place; place = this.#idle.pop()) {
      if (place.isAlive) return place;
      this.#threads -= 1;
    }
    if (this.#threads >= this.#options.count || this.#stored < (this.#threads + 1) * WORTH_A_THREAD) return null;
    this.#threads += 1;
    const thread = new Thread(this.#rules, this.#options, () => {
      this.#idle.splice(this.#idle.indexOf(thread), 1);
      this.#threads -= 1;
    });
    return thread;
  }

  /** Bytes of the layers that wait and of those that are being read. */
  get #stored(): number {
    const waiting = this.#waiting.reduce((sum, { layer }) => sum + layer.descriptor.size, 0);
    return [...this.#running].reduce((sum, { size }) => sum + size, waiting);
  }

  #free(place: Place): void {
    if (place === this.#here) this.#hereIsFree = true;
    else if (place.isAlive) {
      place.rest();
      this.#idle.push(place);
    } else this.#threads -= 1;
    this.#settle();
  }
}

/** This thread. */
class Here implements Place {
  readonly isAlive = true;
  readonly #reader: LayerReader;
  readonly #rules: RuleSet;

  constructor(reader: LayerReader, rules: RuleSet) {
    this.#reader = reader;
    this.#rules = rules;
  }

  read(layer: Layer, ports: MessagePort, repeats: boolean): Promise<LayerReport> {
    const helpers = new Helpers(ports, this.#rules);
    return this.#reader.read(layer, helpers, repeats).finally(() => helpers.end());
  }

  help(port: MessagePort, repeats: boolean): Promise<void> {
    return help(port, this.#reader.search(repeats));
  }

  rest(): void {}
}

/** An error of opening goes the way of the bytes, like any error behind it. */
async function* open(layer: Layer): AsyncGenerator<Buffer> {
  yield* (await layer.open()) as AsyncIterable<Buffer>;
}

/** Another thread: bytes go there, and reports come back. */
class Thread implements Place {
  readonly #worker: Worker;
  #answer: ((result: JobResult) => void) | null = null;
  #failure: LayerlintError | null = null;
  #timer: NodeJS.Timeout | null = null;
  readonly #rules: RuleSet;
  readonly #ended: () => void;

  /** `ended` is called when it has rested for a while and goes. */
  constructor(rules: RuleSet, { entry, heap, silent }: ThreadOptions, ended: () => void) {
    this.#rules = rules;
    this.#ended = ended;
    const workerData: ThreadData = { rules: rules.rules.filter(({ kind }) => kind === 'credential' || kind === 'file'), silent: silent?.data ?? null };
    this.#worker = new Worker(entry, { workerData, resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: YOUNG } });
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
    const sending = sendBytes(port1, open(layer));
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
    this.#worker.ref();
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
