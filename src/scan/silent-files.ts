import { createCipheriv } from 'node:crypto';

/** Slots of sixteen bytes; where two files want one, the later has it. */
const SLOTS = 2 ** 17;
/** A tag takes some three microseconds, whatever the size: below this it costs too much of what it may save. */
export const LEAST_BYTES = 16 * 1024;
const TAG_WORDS = 4;
/** One value for all: a tag is never shown, so that nobody can learn anything from two of them. */
const NONCE = Buffer.alloc(12);

/** What threads share of it; `key` is random and of this process. */
export interface SilentFilesData {
  readonly table: SharedArrayBuffer;
  /** Sixteen bytes. */
  readonly key: Uint8Array;
}

export function newSilentFiles(key: Uint8Array): SilentFilesData {
  return { table: new SharedArrayBuffer(SLOTS * TAG_WORDS * 4), key };
}

/**
 * Files that were searched and held nothing, by path, size and bytes, so that a layer that repeats those below it is not searched
 * again. They are told by GMAC under a key that nobody knows: two files that someone made are one by chance only, with 2^-100.
 * https://doi.org/10.6028/NIST.SP.800-38D
 */
export class SilentFiles {
  readonly #table: Int32Array;
  readonly #key: Uint8Array;

  constructor({ table, key }: SilentFilesData) {
    this.#table = new Int32Array(table);
    this.#key = key;
  }

  /** Without `bytes` of the path and the size alone. */
  tag(path: string, size: number, bytes: Buffer | null): Buffer {
    const mac = createCipheriv('aes-128-gcm', this.#key, NONCE);
    // No path holds a NUL, so that the parts cannot be taken for others.
    mac.setAAD(Buffer.from(`${path}\0${size}\0${bytes?.length ?? ''}\0`));
    if (bytes) mac.setAAD(bytes);
    mac.final();
    return mac.getAuthTag();
  }

  has(tag: Buffer): boolean {
    const at = slotOf(tag);
    // What another thread is writing is a part of it at most, and no tag.
    for (let word = 0; word < TAG_WORDS; word += 1) if (Atomics.load(this.#table, at + word) !== tag.readInt32LE(word * 4)) return false;
    return true;
  }

  add(tag: Buffer): void {
    const at = slotOf(tag);
    for (let word = 0; word < TAG_WORDS; word += 1) Atomics.store(this.#table, at + word, tag.readInt32LE(word * 4));
  }
}

function slotOf(tag: Buffer): number {
  return (tag.readUInt32LE(0) & (SLOTS - 1)) * TAG_WORDS;
}
