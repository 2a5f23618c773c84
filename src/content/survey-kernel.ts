import { STAGE_BYTES, kernelMemory, type KernelMemory } from '../kernel/memory.js';
import { CODE } from '../kernel/survey.generated.js';
import type { Survey } from './survey.js';

/** Results that are fetched at once; the kernel needs room for those of one block. */
const RESULTS = 4096;
/** Of base64, of which the kernel notes the places in one word; as in kernel/text-runs.ts. */
const BLOCK_SYMBOLS = 48;
/** Of what the kernel writes: whole vectors, and edges of a text that is looked at in turn. */
const OVERRUN = 256;

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
  jsonText(from: number, to: number, out: number): number;
  countNewlines(from: number, to: number): number;
  countUnits(from: number, to: number): number;
  classText(from: number, to: number, pool: number, out: number, room: number): number;
  marshalText(from: number, to: number, out: number, room: number): number;
  decodeBase64(from: number, to: number, end: number, out: number): number;
  notePlaces(from: number, to: number, places: number): void;
  textRuns(hex: boolean, base: number, from: number, to: number, places: number, results: number, pairs: number): number;
  readonly resumedAt: { readonly value: number };
}

/** The kernel of `kernel/survey.ts`. */
export class SurveyKernel {
  readonly #exports: SurveyExports;
  readonly #memory: KernelMemory;
  readonly #found: Uint32Array;

  /** Null where this process cannot run it. */
  static make(): SurveyKernel | null {
    const memory = kernelMemory();
    const exports = memory?.run<SurveyExports>(CODE) ?? null;
    const at = exports && memory!.take(RESULTS * 8);
    return at === null ? null : new SurveyKernel(exports!, memory!, at);
  }

  private constructor(exports: SurveyExports, memory: KernelMemory, at: number) {
    this.#exports = exports;
    this.#memory = memory;
    this.#found = new Uint32Array(memory.buffer, at, RESULTS * 2);
  }

  survey(bytes: Uint8Array): Survey {
    const lists: [number[], number[], number[]] = [[], [], []];
    const text = this.#memory.stage(bytes, 0, bytes.length);
    this.#exports.begin(text, text + bytes.length, this.#found.byteOffset, RESULTS);
    do {
      const count = this.#exports.survey();
      for (let index = 0; index < count; index += 1) {
        const start = this.#found[2 * index]!;
        lists[start >>> 30]!.push(start & 0x3fffffff, this.#found[2 * index + 1]!);
      }
    } while (this.#exports.isDone() === 0);
    const [runs, urls, strings] = lists;
    return { runs, urls, strings };
  }

  /** True where `isSign` is, of some place that may be the beginning of one. See `kernel/survey.ts`. */
  findSign(bytes: Uint8Array, isSign: (at: number) => boolean): boolean {
    const text = this.#memory.stage(bytes, 0, bytes.length);
    const end = text + bytes.length;
    for (let at = this.#exports.findSign(text, end); at < end; at = this.#exports.findSign(at + 1, end)) if (isSign(at - text)) return true;
    return false;
  }

  /** Gives `bytes` with what their escapes stand for, and how many these were; valid only during the call. False where there is no room for it. */
  splice(bytes: Uint8Array, backslash: boolean, found: (text: Buffer, escapes: number) => void): boolean {
    const from = this.#memory.stage(bytes, 0, bytes.length);
    const write = (out: number): number => this.#exports.splice(from, from + bytes.length, backslash, out);
    return this.#lend(0, bytes.length, write, (text) => found(text, this.#exports.spliced.value));
  }

  /** Gives what a string of JSON says, which is UTF-8 between its quotes; valid only during the call. False where it is none, or there is no room for it. */
  jsonText(string: Uint8Array, found: (text: Buffer) => void): boolean {
    const from = this.#memory.stage(string, 0, string.length) + 1;
    return this.#lend(0, string.length, (out) => this.#exports.jsonText(from, from + string.length - 2, out), found);
  }

  /** Gives the strings of a class or of marshalled Python as `findConstants` does; valid only during the call. False where they take more than twice the room of the program. */
  constants(program: 'class' | 'pyc', bytes: Buffer, found: (text: Buffer) => void): boolean {
    const from = this.#memory.stage(bytes, 0, bytes.length);
    const to = from + bytes.length;
    const pool = program === 'class' ? POOL_ENTRY * bytes.readUInt16BE(POOL_COUNT_AT) : 0;
    return this.#lend(pool, 2 * bytes.length, (out, at, room) => (program === 'class' ? this.#exports.classText(from, to, at, out, room) : this.#exports.marshalText(from, to, out, room)), found);
  }

  /** `write` gives the end of what it has put at `out`, behind `before` bytes of its own; 0 where it could not. */
  #lend(before: number, bytes: number, write: (out: number, at: number, room: number) => number, found: (text: Buffer) => void): boolean {
    const at = this.#memory.take(before + bytes + 3 * OVERRUN);
    if (at === null) return false;
    try {
      const out = at + before + OVERRUN;
      const end = write(out, at, out + bytes + OVERRUN);
      if (end > 0) found(Buffer.from(this.#memory.buffer, out, end - out));
      return end > 0;
    } finally {
      this.#memory.give(at);
    }
  }

  /** As `findText` in `decode-base.ts`; null where there is no room for it. */
  findText(symbols: Uint8Array): number[] | null {
    const places = this.#memory.take(8 * Math.ceil(symbols.length / BLOCK_SYMBOLS));
    if (places === null) return null;
    const text = this.#memory.stage(symbols, 0, symbols.length);
    const to = text + symbols.length;
    const found = this.#found;
    const stretches: number[] = [];
    this.#exports.notePlaces(text, to, places);
    for (const width of [2, 4]) {
      for (let phase = 0; phase < width; phase += 1) {
        for (let from = text + phase; from < to; from = this.#exports.resumedAt.value) {
          const count = this.#exports.textRuns(width === 2, text, from, to, places, found.byteOffset, RESULTS);
          for (let index = 0; index < count; index += 1) stretches.push(width, found[2 * index]!, found[2 * index + 1]!);
        }
      }
    }
    this.#memory.give(places);
    return stretches;
  }

  /** Gives what the text that `findText` found in symbols of base64 says, and a byte or two behind it; valid only during the call. False where there is no room for it. */
  decodeBase64(symbols: Uint8Array, start: number, end: number, found: (text: Buffer) => void): boolean {
    const behind = Math.min(end + 4, symbols.length);
    const from = this.#memory.stage(symbols, start, behind);
    return this.#lend(0, behind - start, (out) => this.#exports.decodeBase64(from, from + end - start, from + behind - start, out), found);
  }

  countNewlines(bytes: Uint8Array, start: number, end: number): number {
    const from = this.#memory.stage(bytes, start, end);
    return this.#exports.countNewlines(from, from + end - start);
  }

  /** Of valid UTF-8. */
  countUnits(bytes: Uint8Array): number {
    const from = this.#memory.stage(bytes, 0, bytes.length);
    return this.#exports.countUnits(from, from + bytes.length);
  }
}

/** Fewer bytes in all are looked at before the kernel is ready to run. */
const PLAIN_BYTES = 64 * 1024;

let kernel: SurveyKernel | null | undefined;
let seen = 0;

/** The kernel for so many bytes once many have come; null before that, for more than it takes, and where it cannot run. */
export function kernelFor(bytes: number): SurveyKernel | null {
  if (kernel === undefined && (seen += bytes) > PLAIN_BYTES) kernel = SurveyKernel.make();
  return bytes > STAGE_BYTES ? null : (kernel ?? null);
}
