import { PAGE, instantiate, type Kernel } from '../kernel/instance.js';
import { CODE } from '../kernel/survey.generated.js';
import type { Survey } from './survey.js';

/** Room for the kernel's own table. */
const RESULTS_AT = 4096;
/** Results that are fetched at once; the kernel needs room for those of one block. */
const RESULTS = 4096;
const TEXT_AT = RESULTS_AT + RESULTS * 8;
/** The kernel reads whole blocks, and some bytes behind a place. */
const OVERRUN = 128;
/** Bytes that are counted at once: what is small stays in the nearest cache. */
const COUNTED_BYTES = 64 * 1024;

interface SurveyExports {
  begin(text: number, end: number, results: number, pairs: number): void;
  survey(): number;
  isDone(): number;
  countNewlines(from: number, to: number): number;
  countUnits(from: number, to: number): number;
}

/** The kernel of `kernel/survey.ts` with bytes of this process. */
export class SurveyKernel {
  readonly #kernel: Kernel<SurveyExports>;
  #bytes: Uint8Array;
  readonly #found: () => Uint32Array;

  /** Null where this process cannot run it. */
  static make(): SurveyKernel | null {
    const kernel = instantiate<SurveyExports>(CODE, TEXT_AT + COUNTED_BYTES + OVERRUN);
    return kernel && new SurveyKernel(kernel);
  }

  private constructor(kernel: Kernel<SurveyExports>) {
    this.#kernel = kernel;
    this.#bytes = new Uint8Array(kernel.memory.buffer);
    let found = new Uint32Array(kernel.memory.buffer, RESULTS_AT, RESULTS * 2);
    this.#found = () => (found.length === 0 ? (found = new Uint32Array(kernel.memory.buffer, RESULTS_AT, RESULTS * 2)) : found);
  }

  survey(bytes: Uint8Array): Survey {
    const { exports } = this.#kernel;
    const lists: [number[], number[], number[]] = [[], [], []];
    this.#load(bytes);
    exports.begin(TEXT_AT, TEXT_AT + bytes.length, RESULTS_AT, RESULTS);
    do {
      const count = exports.survey();
      const found = this.#found();
      for (let index = 0; index < count; index += 1) {
        const start = found[2 * index]!;
        lists[start >>> 30]!.push(start & 0x3fffffff, found[2 * index + 1]!);
      }
    } while (exports.isDone() === 0);
    const [runs, urls, strings] = lists;
    return { runs, urls, strings };
  }

  countNewlines(bytes: Uint8Array, start: number, end: number): number {
    return this.#count(bytes, start, end, this.#kernel.exports.countNewlines);
  }

  /** Of valid UTF-8. */
  countUnits(bytes: Uint8Array): number {
    return this.#count(bytes, 0, bytes.length, this.#kernel.exports.countUnits);
  }

  #count(bytes: Uint8Array, start: number, end: number, count: (from: number, to: number) => number): number {
    let sum = 0;
    for (let at = start; at < end; at += COUNTED_BYTES) {
      const piece = bytes.subarray(at, Math.min(end, at + COUNTED_BYTES));
      this.#bytes.set(piece, TEXT_AT);
      sum += count(TEXT_AT, TEXT_AT + piece.length);
    }
    return sum;
  }

  #load(bytes: Uint8Array): void {
    const { memory } = this.#kernel;
    const missing = TEXT_AT + bytes.length + OVERRUN - memory.buffer.byteLength;
    if (missing > 0) {
      memory.grow(Math.ceil(missing / PAGE));
      this.#bytes = new Uint8Array(memory.buffer);
    }
    this.#bytes.set(bytes, TEXT_AT);
    this.#bytes.fill(0, TEXT_AT + bytes.length, TEXT_AT + bytes.length + OVERRUN);
  }
}
