/** Parcels of files from the thread that reads a layer to those that help to search it, and what they find back. */
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { LayerlintError } from '../model/error.js';
import type { RuleSet } from '../model/rule.js';
import type { FileSearch, Found } from '../scan/file-search.js';
import type { Hand, Hands } from '../scan/hands.js';
import { packFound, unpackFound, type PackedFound } from '../scan/pack.js';
import type { FilePart, Parcel } from '../scan/parcel.js';
import { packError, unpackError, type SentError } from './feed.js';

/** Bytes under way to one helper, beyond which a new file goes to whoever is free: it searches some tens of milliseconds on them. */
const ENOUGH = 4 * 1024 * 1024;
/** Bytes that pass before it is told: what depends on it are threads that are worth many times as much. */
const TELL = 4 * 1024 * 1024;
/** Memory of parcels that came back, of whatever layer, to be used again, smallest first; it comes in steps, and so much of it is kept. */
const idle: Uint8Array<ArrayBuffer>[] = [];
const STEP = 256 * 1024;
const MOST_IDLE = 12 * 1024 * 1024;

/** A parcel on its way to another thread, in memory that goes with it and comes back. */
interface SentParcel {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly parts: readonly FilePart[];
}

/** What goes to a helper: null where nothing more will come. That a port was closed before somebody listened, nobody is told. */
type ToHelper = SentParcel | null;

/** What a helper says: that it has begun, and to each parcel its answer, with the memory. */
type FromHelper = 'ready' | Answer;
type Answer = { readonly bytes: Uint8Array<ArrayBuffer>; readonly found: PackedFound } | { readonly error: SentError };

/** Those who help with one layer. */
export class Helpers implements Hands {
  readonly #from: MessagePort;
  readonly #rules: RuleSet;
  readonly #helpers: Helper[] = [];
  readonly #ahead: number;
  #over = false;
  #passed = 0;
  #told = 0;

  /**
   * From `from` come their ports, and there it is told how many bytes have passed. `ahead`: bytes that may be under way to one of them,
   * of a file that it has begun, which nobody else can search.
   */
  constructor(from: MessagePort, rules: RuleSet, ahead: number) {
    this.#ahead = ahead;
    this.#from = from;
    this.#rules = rules;
    from.on('message', (port: MessagePort) => this.#add(port));
  }

  passed(bytes: number): void {
    this.#passed += bytes;
    if (this.#passed - this.#told < TELL) return;
    this.#told = this.#passed;
    this.#from.postMessage(this.#passed);
  }

  free(): Hand | null {
    // The event loop may not come round while bytes arrive faster than they are searched.
    for (let next = receiveMessageOnPort(this.#from); next; next = receiveMessageOnPort(this.#from)) this.#add(next.message as MessagePort);
    let best: Helper | null = null;
    for (const helper of this.#helpers) {
      helper.listen();
      if (helper.isThere && helper.underWay < (best?.underWay ?? ENOUGH)) best = helper;
    }
    return best;
  }

  found(): (readonly [readonly FilePart[], Found])[] {
    return this.#helpers.flatMap((helper) => {
      helper.listen();
      if (helper.failure) throw helper.failure;
      return helper.answered.splice(0).map(({ parts, found, bytes }) => {
        giveMemory(bytes);
        return [parts, unpackFound(found, this.#rules)] as const;
      });
    });
  }

  async idle(): Promise<void> {
    for (const helper of this.#helpers) await helper.until(0);
  }

  /** Lets all of them go, and those who come too late. */
  end(): void {
    this.#over = true;
    for (const helper of this.#helpers) helper.end();
  }

  #add(port: MessagePort): void {
    const helper = new Helper(port, this.#ahead);
    if (this.#over) helper.end();
    else this.#helpers.push(helper);
  }
}

class Helper implements Hand {
  readonly #port: MessagePort;
  readonly #ahead: number;
  readonly #sent: { readonly parts: readonly FilePart[]; readonly length: number }[] = [];
  readonly answered: { readonly parts: readonly FilePart[]; readonly found: PackedFound; readonly bytes: Uint8Array<ArrayBuffer> }[] = [];
  underWay = 0;
  failure: LayerlintError | null = null;
  /** A thread takes a while to begin, in which others get on without it. */
  isThere = false;
  /** Node ends the whole process where one that has just been closed is asked for a message. */
  #isClosed = false;
  #wake = (): void => undefined;

  constructor(port: MessagePort, ahead: number) {
    this.#port = port;
    this.#ahead = ahead;
    port.on('message', (said: FromHelper) => this.#settle(said));
    port.on('close', () => {
      this.isThere = false;
      this.#isClosed = true;
      if (this.#sent.length > 0) this.failure ??= new LayerlintError('internal', 'A thread that was searching files of a layer ended too early.', { hint: 'Scan again with `--threads 0`, and report it if it happens again.' });
      this.#wake();
    });
  }

  async give({ bytes, parts }: Parcel): Promise<void> {
    await this.until(this.#ahead);
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const copy = takeMemory(length);
    copy.set(bytes.subarray(0, length));
    this.#sent.push({ parts, length });
    this.underWay += length;
    this.#port.postMessage({ bytes: copy, parts } satisfies ToHelper, [copy.buffer]);
  }

  /** Takes what has come, without waiting for the turn of the event loop. */
  listen(): void {
    if (this.#isClosed) return;
    for (let next = receiveMessageOnPort(this.#port); next; next = receiveMessageOnPort(this.#port)) this.#settle(next.message as FromHelper);
  }

  /** Waits until no more than so many bytes are under way. */
  async until(most: number): Promise<void> {
    this.listen();
    // A parcel may hold no bytes.
    while (!this.failure && (most === 0 ? this.#sent.length > 0 : this.underWay > most)) await new Promise<void>((resolve) => (this.#wake = resolve));
    if (this.failure) throw this.failure;
  }

  end(): void {
    this.#isClosed = true;
    this.#port.postMessage(null satisfies ToHelper);
    this.#port.close();
  }

  #settle(answer: FromHelper): void {
    if (answer === 'ready') {
      this.isThere = true;
      return;
    }
    const { parts, length } = this.#sent.shift()!;
    this.underWay -= length;
    if ('error' in answer) this.failure ??= unpackError(answer.error);
    else this.answered.push({ parts, ...answer });
    this.#wake();
  }
}

function takeMemory(length: number): Uint8Array<ArrayBuffer> {
  const at = idle.findIndex((bytes) => bytes.length >= length);
  return at === -1 ? new Uint8Array(Math.max(1, Math.ceil(length / STEP)) * STEP) : idle.splice(at, 1)[0]!;
}

function giveMemory(bytes: Uint8Array<ArrayBuffer>): void {
  if (idle.reduce((sum, one) => sum + one.length, bytes.length) > MOST_IDLE) return;
  const at = idle.findIndex(({ length }) => length >= bytes.length);
  idle.splice(at === -1 ? idle.length : at, 0, bytes);
}

/** Searches what comes from the port until its end, or until it is closed. Never throws: what goes wrong is answered. */
export function help(port: MessagePort, search: FileSearch): Promise<void> {
  let last: Promise<void> = Promise.resolve();
  const answer = async ({ bytes, parts }: SentParcel): Promise<void> => {
    try {
      await search.search({ bytes: Buffer.from(bytes.buffer), parts });
      port.postMessage({ bytes, found: packFound(search.take()) } satisfies Answer, [bytes.buffer]);
    } catch (error) {
      port.postMessage({ error: packError(error) } satisfies Answer);
    }
  };
  return new Promise((resolve) => {
    port.on('message', (parcel: ToHelper) => {
      if (parcel === null) port.close();
      else last = last.then(() => answer(parcel));
    });
    port.on('close', () => void last.then(() => search.close()).then(resolve));
    port.postMessage('ready' satisfies FromHelper);
  });
}
