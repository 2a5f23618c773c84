import { createHash } from 'node:crypto';
import { asksForMd5, type FileDigests } from './vendor.js';

/** Libraries of nearly every package fit. What is larger is never known to be a vendor's. */
const LARGEST = 16 * 1024 * 1024;
/** The list of all packages of a big image, which rpm keeps in one file. */
const LARGEST_DATABASE = 96 * 1024 * 1024;
const NOTHING = Buffer.alloc(0);
/** Room for any but a database, for the next file on this thread. What is not touched costs no memory; a few such that nobody has any more make V8 collect all garbage. */
let spare: Buffer | null = null;

/** The bytes of the file that passes: as they lie where it comes whole, else in memory that is used again. Hashing them all would cost more than it serves. */
export class KeptFile {
  #buffer: Buffer = NOTHING;
  #whole: Buffer | null = null;
  #claimed = 0;
  #size = 0;
  #wanted = false;
  #largest = LARGEST;

  /** `size` as the entry says it. */
  begin(size: number, isDatabase: boolean): void {
    this.close();
    this.#claimed = size;
    this.#largest = isDatabase ? LARGEST_DATABASE : LARGEST;
    this.#wanted = size <= this.#largest;
  }

  /** Lets go of the file. */
  close(): void {
    giveMemory(this.#buffer);
    this.#buffer = NOTHING;
    this.#size = 0;
    this.#whole = null;
    this.#wanted = false;
  }

  /** Bytes that are all of the file must stay valid as long as those of this object are used. */
  write(bytes: Buffer): void {
    if (!this.#wanted) return;
    if (this.#size === 0 && bytes.length === this.#claimed) {
      this.#whole = bytes;
      this.#size = bytes.length;
      return;
    }
    if (this.#whole) {
      const { length } = this.#whole;
      this.#grow(length);
      this.#whole.copy(this.#buffer);
      this.#whole = null;
    }
    const size = this.#size + bytes.length;
    if (size > this.#largest) {
      this.#wanted = false;
      return;
    }
    if (size > this.#buffer.length) this.#grow(size);
    bytes.copy(this.#buffer, this.#size);
    this.#size = size;
  }

  /** Valid until the next file begins or it is let go of; null for a file that is too large. */
  get bytes(): Buffer | null {
    return this.#wanted ? (this.#whole ?? this.#buffer.subarray(0, this.#size)) : null;
  }

  /** Of the file at `path`; null for one that is too large. */
  digests(path: string): FileDigests | null {
    const { bytes } = this;
    if (bytes === null) return null;
    const digest = (algorithm: string): string => createHash(algorithm).update(bytes).digest('hex');
    return { md5: asksForMd5(path) ? digest('md5') : null, sha1: digest('sha1'), sha256: digest('sha256') };
  }

  #grow(size: number): void {
    const larger = size <= LARGEST ? takeMemory() : Buffer.allocUnsafeSlow(Math.min(this.#largest, Math.max(size, this.#claimed, this.#buffer.length * 2)));
    this.#buffer.copy(larger, 0, 0, this.#size);
    giveMemory(this.#buffer);
    this.#buffer = larger;
  }
}

function takeMemory(): Buffer {
  const memory = spare ?? Buffer.allocUnsafeSlow(LARGEST);
  spare = null;
  return memory;
}

function giveMemory(memory: Buffer): void {
  if (memory.length === LARGEST) spare = memory;
}
