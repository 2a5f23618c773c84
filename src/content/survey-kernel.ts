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

/** Bytes of a sign that are asked at once. */
const SIGN_BYTES = 4;

/** Of a Java class: where the number of its constants stands, and what the kernel keeps of each. */
const POOL_COUNT_AT = 8;
const POOL_ENTRY = 4;

interface SurveyExports {
  begin(text: number, end: number, results: number, pairs: number): void;
  survey(): number;
  isDone(): number;
  findSign(from: number, to: number): number;
  splice(from: number, to: number, backslash: boolean, out: number): number;
  readonly spliced: { readonly value: number };
  countNewlines(from: number, to: number): number;
  countUnits(from: number, to: number): number;
  classText(from: number, to: number, pool: number, out: number, room: number): number;
  marshalText(from: number, to: number, out: number, room: number): number;
  textRuns(hex: boolean, base: number, from: number, to: number, results: number, pairs: number): number;
  readonly resumedAt: { readonly value: number };
}

/** The kernel of `kernel/survey.ts` with bytes of this process. */
export class SurveyKernel {
  readonly #kernel: Kernel<SurveyExports>;
  #bytes: Uint8Array;
  readonly #found: () => Uint32Array;

  /** Null where this process cannot run it. */
  static make(): SurveyKernel | null {
    const kernel = instantiate<SurveyExports>(CODE, TEXT_AT + COUNTED_BYTES + SIGN_BYTES + OVERRUN);
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

  /** True where `isSign` is, of some place that may be the beginning of one. See `kernel/survey.ts`. */
  findSign(bytes: Uint8Array, isSign: (at: number) => boolean): boolean {
    for (let start = 0; start < bytes.length; start += COUNTED_BYTES) {
      const end = TEXT_AT + this.#put(bytes, start, SIGN_BYTES);
      for (let at = this.#kernel.exports.findSign(TEXT_AT, end); at < end; at = this.#kernel.exports.findSign(at + 1, end)) if (isSign(start + at - TEXT_AT)) return true;
    }
    return false;
  }

  /** `bytes` with what their escapes stand for, and how many these were. */
  splice(bytes: Uint8Array, backslash: boolean): { readonly text: Buffer; readonly escapes: number } {
    const { exports } = this.#kernel;
    const out = TEXT_AT + bytes.length + OVERRUN;
    this.#load(bytes, bytes.length + OVERRUN);
    const length = exports.splice(TEXT_AT, TEXT_AT + bytes.length, backslash, out) - out;
    return { text: Buffer.from(this.#bytes.subarray(out, out + length)), escapes: exports.spliced.value };
  }

  /** The strings of a class or of marshalled Python as `findConstants` gives them, in memory of the kernel; null where they take more than twice the room of the program. */
  constants(program: 'class' | 'pyc', bytes: Buffer): Uint8Array | null {
    const { exports } = this.#kernel;
    const to = TEXT_AT + bytes.length;
    const pool = to + OVERRUN + (-to & 3);
    const out = pool + (program === 'class' ? POOL_ENTRY * bytes.readUInt16BE(POOL_COUNT_AT) : 0);
    const room = out + 2 * bytes.length + OVERRUN;
    this.#load(bytes, room - to);
    const end = program === 'class' ? exports.classText(TEXT_AT, to, pool, out, room) : exports.marshalText(TEXT_AT, to, out, room);
    return end === 0 ? null : this.#bytes.subarray(out, end);
  }

  /** As `findText` in `decode-base.ts`. */
  findText(symbols: Uint8Array): number[] {
    const { exports } = this.#kernel;
    const to = TEXT_AT + symbols.length;
    const stretches: number[] = [];
    this.#load(symbols);
    for (const width of [2, 4]) {
      for (let phase = 0; phase < width; phase += 1) {
        for (let from = TEXT_AT + phase; from < to; from = exports.resumedAt.value) {
          const count = exports.textRuns(width === 2, TEXT_AT, from, to, RESULTS_AT, RESULTS);
          const found = this.#found();
          for (let index = 0; index < count; index += 1) stretches.push(width, found[2 * index]!, found[2 * index + 1]!);
        }
      }
    }
    return stretches;
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

  /** Puts a piece into memory, with `more` bytes behind it or as many as there are; gives its length without them. */
  #put(bytes: Uint8Array, start: number, more: number): number {
    const end = Math.min(bytes.length, start + COUNTED_BYTES + more);
    this.#bytes.set(bytes.subarray(start, end), TEXT_AT);
    this.#bytes.fill(0, TEXT_AT + end - start, TEXT_AT + end - start + OVERRUN);
    return Math.min(bytes.length - start, COUNTED_BYTES);
  }

  /** `room`: bytes behind all that the kernel reads. */
  #load(bytes: Uint8Array, room = 0): void {
    const { memory } = this.#kernel;
    const missing = TEXT_AT + bytes.length + OVERRUN + room - memory.buffer.byteLength;
    if (missing > 0) {
      memory.grow(Math.ceil(missing / PAGE));
      this.#bytes = new Uint8Array(memory.buffer);
    }
    this.#bytes.set(bytes, TEXT_AT);
    this.#bytes.fill(0, TEXT_AT + bytes.length, TEXT_AT + bytes.length + OVERRUN);
  }
}

/** Fewer bytes in all are looked at before the kernel is ready to run. */
const PLAIN_BYTES = 64 * 1024;

let kernel: SurveyKernel | null | undefined;
let seen = 0;

/** The kernel once many bytes have come; null before that, and where it cannot run. */
export function kernelFor(bytes: number): SurveyKernel | null {
  if (kernel === undefined && (seen += bytes) > PLAIN_BYTES) kernel = SurveyKernel.make();
  return kernel ?? null;
}
