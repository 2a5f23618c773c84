const PAGE = 65_536;
/** A line of the cache. */
const LINE = 64;

/** Of one thread: the tables of some searches, and a few texts. What is not touched costs no memory; what has no room is done by copying. */
const BYTES = 64 * 1024 * 1024;
/** What kernels have at fixed addresses. */
const FIXED = PAGE;
/** Beyond the edges of a text: as in `kernel/edges.ts`, and as much between two texts. */
const EDGE = 256;
/** A window of a document with the farthest reach of a pattern on both sides, and some. */
export const STAGE_BYTES = 1280 * 1024;
const STAGE_AT = FIXED + EDGE;
const FIRST = STAGE_AT + STAGE_BYTES + EDGE;

// Types for Node bring no `WebAssembly` along without those of the browser.
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

const api = (globalThis as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly;
const modules = new Map<string, object>();

/**
 * The memory of kernels: whatever lies here they read where it lies, all else is copied to them. It never grows, since that would
 * take it away from those who have put something here.
 */
export class KernelMemory {
  readonly #memory: { readonly buffer: ArrayBuffer };
  readonly buffer: ArrayBuffer;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where nothing lies, in order: pairs of start and end. */
  readonly #free: number[];
  readonly #taken = new Map<number, number>();

  private constructor(memory: { readonly buffer: ArrayBuffer }) {
    this.#memory = memory;
    this.buffer = memory.buffer;
    this.bytes = new Uint8Array(memory.buffer);
    this.#free = [FIRST, memory.buffer.byteLength];
  }

  /** With room for so many bytes; null where this process has no WebAssembly, or no memory for it. */
  static make(bytes: number): KernelMemory | null {
    const pages = Math.ceil((FIRST + bytes) / PAGE);
    try {
      return api ? new KernelMemory(new api.Memory({ initial: pages, maximum: pages })) : null;
    } catch {
      return null;
    }
  }

  /** A kernel on this memory; null where this process cannot run it, for want of vectors perhaps. `code` in base64. */
  run<Exports>(code: string): Exports | null {
    try {
      let module = modules.get(code);
      if (!module) modules.set(code, (module = new api!.Module(Buffer.from(code, 'base64'))));
      return new api!.Instance(module, { env: { memory: this.#memory, abort: () => undefined } }).exports as Exports;
    } catch {
      return null;
    }
  }

  /** Where so many bytes begin that nobody else has; null where there is no room. What they hold is anything. */
  take(bytes: number): number | null {
    const size = Math.ceil(bytes / LINE) * LINE;
    const free = this.#free;
    for (let index = 0; index < free.length; index += 2) {
      const at = free[index]!;
      if (free[index + 1]! - at < size) continue;
      if (free[index + 1]! - at === size) free.splice(index, 2);
      else free[index] = at + size;
      this.#taken.set(at, size);
      return at;
    }
    return null;
  }

  /** Gives back what was taken. */
  give(at: number): void {
    const end = at + this.#taken.get(at)!;
    this.#taken.delete(at);
    const free = this.#free;
    let index = 0;
    while (index < free.length && free[index]! < at) index += 2;
    free.splice(index, 0, at, end);
    if (free[index + 2] === end) free.splice(index + 1, 2);
    if (index > 0 && free[index - 1] === at) free.splice(index - 1, 2);
  }

  /** Where a kernel finds `bytes[from]` and what follows up to `to`, `STAGE_BYTES` at most of what lies elsewhere; until the next call. */
  stage(bytes: Uint8Array, from: number, to: number): number {
    if (bytes.buffer === this.buffer) return bytes.byteOffset + from;
    this.bytes.set(from === 0 && to === bytes.length ? bytes : bytes.subarray(from, to), STAGE_AT);
    return STAGE_AT;
  }
}

let shared: KernelMemory | null | undefined;

/** The memory that all kernels of this thread share. */
export function kernelMemory(): KernelMemory | null {
  return (shared === undefined ? (shared = KernelMemory.make(BYTES)) : shared);
}

/** Tables of so many bytes each, one behind the other. */
export interface Tables {
  readonly memory: KernelMemory;
  readonly places: readonly number[];
}

/** Room for tables: in a memory of their own where the shared one is full. */
export function takeTables(sizes: readonly number[]): Tables | null {
  let bytes = 0;
  const offsets = sizes.map((size) => {
    const offset = bytes;
    bytes += Math.ceil(size / LINE) * LINE;
    return offset;
  });
  const at = kernelMemory()?.take(bytes) ?? null;
  const memory = at === null ? KernelMemory.make(bytes) : shared!;
  const from = at ?? memory?.take(bytes) ?? 0;
  return memory && { memory, places: offsets.map((offset) => from + offset) };
}

const abandoned = new FinalizationRegistry<number>((at) => shared!.give(at));

/** Gives back what `takeTables` gave. */
export function giveTables({ memory, places }: Tables): void {
  if (memory === shared) memory.give(places[0]!);
}

/** The same when nobody has `owner` any more, who alone reads them. */
export function giveTablesAfter({ memory, places }: Tables, owner: object): void {
  if (memory === shared) abandoned.register(owner, places[0]!);
}

/** Texts that lie elsewhere, to be used again. */
const idle: Buffer[] = [];
const MOST_IDLE = 4;

/** Memory for text that is to be searched, where kernels read it if there is room; to be given back, and not looked at again. */
export function takeText(bytes: number): Buffer {
  const memory = kernelMemory();
  const at = memory?.take(EDGE + bytes + EDGE) ?? null;
  if (at !== null) return Buffer.from(memory!.buffer, at + EDGE, bytes);
  const index = idle.findIndex(({ length }) => length === bytes);
  return index === -1 ? Buffer.allocUnsafeSlow(bytes) : idle.splice(index, 1)[0]!;
}

/** Takes what `takeText` gave. */
export function giveText(text: Buffer): void {
  if (text.buffer === shared?.buffer) shared.give(text.byteOffset - EDGE);
  else if (idle.length < MOST_IDLE) idle.push(text);
}
