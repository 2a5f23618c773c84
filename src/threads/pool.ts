/** Layers scanned here and on other cores, behind one signature. */
import { MessageChannel } from 'node:worker_threads';
import type { Layer } from '../model/image.js';
import type { RuleSet } from '../model/rule.js';
import type { LayerReport, LayerScan } from '../scan/layer.js';
import type { LayerReader } from '../scan/layer-reader.js';
import { Passing } from './passing.js';
import { Here, type Place } from './place.js';
import { Thread, type ThreadOptions } from './thread.js';

/**
 * Unpacked bytes that are still to come, for each thread that begins: it takes some half a second of CPU time to run as fast as one
 * that has run for a while, so that less than this is done hardly sooner by two.
 */
const WORTH_A_THREAD = 128 * 1024 * 1024;
/** The same for the help of a thread that is there. */
const WORTH_HELP = 4 * 1024 * 1024;

interface Waiting {
  readonly layer: Layer;
  readonly resolve: (report: Promise<LayerReport>) => void;
}

/**
 * Scans here and on up to `count` threads, the largest of the waiting layers first. Who has no layer to read helps with those that
 * are being read. Threads start when there is enough to do for them, as far as sizes and what has passed tell, and end when nothing has
 * come for a while; an idle one does not keep the process alive. This thread is never busy for longer than a parcel takes. Throws `internal` when a thread dies.
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
  readonly #running = new Set<Passing>();
  #settling = false;

  constructor(rules: RuleSet, here: LayerReader, options: ThreadOptions) {
    this.#rules = rules;
    this.#options = options;
    this.#here = new Here(here, rules, options.ahead);
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
    const running = new Passing(layer, port, () => this.#settle());
    this.#running.add(running);
    try {
      return await place.read(running.layer, helpers, this.#repeats);
    } finally {
      this.#running.delete(running);
      port.close();
      this.#free(place);
    }
  }

  #lend(): void {
    for (;;) {
      // Once each at most: whoever was let go would only come back to a layer that is done.
      const layers = [...this.#running].filter(({ toCome, helpers }) => toCome >= WORTH_HELP && helpers < this.#options.count);
      const most = layers.sort((a, b) => b.toCome / (1 + b.helpers) - a.toCome / (1 + a.helpers))[0];
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
    if (this.#threads >= this.#options.count || this.#toCome < (this.#threads + 1) * WORTH_A_THREAD) return null;
    this.#threads += 1;
    const thread = new Thread(this.#rules, this.#options, () => {
      this.#idle.splice(this.#idle.indexOf(thread), 1);
      this.#threads -= 1;
    });
    return thread;
  }

  /** Of the layers that wait and of those that are being read. A layer that waits is like those. */
  get #toCome(): number {
    const running = [...this.#running];
    const ratio = running.reduce((most, layer) => Math.max(most, layer.ratio), 1);
    const waiting = this.#waiting.reduce((sum, { layer }) => sum + layer.descriptor.size, 0);
    return running.reduce((sum, { toCome }) => sum + toCome, waiting * ratio);
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
