/** A kernel that runs: what it exports, and the memory that it was given. */
export interface Kernel<Exports> {
  readonly exports: Exports;
  readonly memory: KernelMemory;
}

export interface KernelMemory {
  /** A new one each time that the memory grows. */
  readonly buffer: ArrayBuffer;
  /** By pages of 64 KiB. */
  grow(pages: number): number;
}

export const PAGE = 65_536;

// Types for Node bring no `WebAssembly` along without those of the browser.
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number }) => KernelMemory;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

/** Null where this process has no WebAssembly, or one that lacks what the kernel is made of, such as vectors. `code` in base64; `bytes` of memory to begin with. */
export function instantiate<Exports>(code: string, bytes: number): Kernel<Exports> | null {
  const api = (globalThis as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly;
  if (!api) return null;
  try {
    const memory = new api.Memory({ initial: Math.ceil(bytes / PAGE) });
    const { exports } = new api.Instance(new api.Module(Buffer.from(code, 'base64')), { env: { memory, abort: () => undefined } });
    return { exports: exports as Exports, memory };
  } catch {
    return null;
  }
}
