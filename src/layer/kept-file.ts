import { createHash } from 'node:crypto';
import type { FileDigests } from './vendor.js';

/** Libraries of nearly every package fit. What is larger is never known to be a vendor's. */
const LARGEST = 16 * 1024 * 1024;
/** The list of all packages of a big image, which rpm keeps in one file. */
const LARGEST_DATABASE = 96 * 1024 * 1024;
const SMALLEST = 64 * 1024;

/** The bytes of the file that passes, in one buffer that is used again: copying costs less than hashing what nobody asks about. */
export class KeptFile {
  #buffer = Buffer.alloc(SMALLEST);
  #size = 0;
  #wanted = false;
  #largest = LARGEST;

  /** `size` as the entry says it. */
  begin(size: number, isDatabase: boolean): void {
    if (this.#buffer.length > LARGEST) this.#buffer = Buffer.alloc(SMALLEST);
    this.#size = 0;
    this.#largest = isDatabase ? LARGEST_DATABASE : LARGEST;
    this.#wanted = size <= this.#largest;
  }

  write(bytes: Buffer): void {
    if (!this.#wanted) return;
    const size = this.#size + bytes.length;
    if (size > this.#largest) {
      this.#wanted = false;
      return;
    }
    if (size > this.#buffer.length) this.#grow(size);
    bytes.copy(this.#buffer, this.#size);
    this.#size = size;
  }

  /** Valid until the next file begins; null for a file that is too large. */
  get bytes(): Buffer | null {
    return this.#wanted ? this.#buffer.subarray(0, this.#size) : null;
  }

  /** Null for a file that is too large. */
  digests(): FileDigests | null {
    const { bytes } = this;
    if (bytes === null) return null;
    const digest = (algorithm: string): string => createHash(algorithm).update(bytes).digest('hex');
    return { md5: digest('md5'), sha1: digest('sha1'), sha256: digest('sha256') };
  }

  #grow(size: number): void {
    const larger = Buffer.alloc(Math.min(this.#largest, Math.max(size, this.#buffer.length * 2)));
    this.#buffer.copy(larger, 0, 0, this.#size);
    this.#buffer = larger;
  }
}
