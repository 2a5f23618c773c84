import { giveText, takeText } from '../kernel/memory.js';

/** Files on their way to whoever searches them: small ones together, big ones in pieces. */

/** Enough that handing it over costs nothing, few enough that the bytes are still in a core's cache. */
const FULL = 256 * 1024;
/** What fits is searched in one piece, without a window's overlaps. */
export const PARCEL_BYTES = 1024 * 1024;

/** A file, or a part of one, as it lies in a parcel. */
export interface FilePart {
  readonly path: string;
  /** As `ContentReader.begin` takes it. */
  readonly size: number;
  /** The place of the file in its layer. */
  readonly ordinal: number;
  /** Bytes of it that lie here. */
  length: number;
  readonly begins: boolean;
  ends: boolean;
}

/** Parts of files, one behind the other. */
export interface Parcel {
  /** `PARCEL_BYTES` long, whatever is filled. */
  readonly bytes: Buffer;
  readonly parts: readonly FilePart[];
}

/** Puts files into parcels, in order; a file that fits into one is not cut. */
export class Packer {
  #bytes: Buffer | null = null;
  #filled = 0;
  #parts: FilePart[] = [];
  #open: FilePart | null = null;
  readonly #done: Parcel[] = [];

  begin(path: string, size: number, ordinal: number): void {
    if (this.#filled > 0 && (this.#filled >= FULL || this.#filled + size > PARCEL_BYTES)) this.#close();
    this.#begin({ path, size, ordinal, length: 0, begins: true, ends: false });
  }

  write(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) {
      if (this.#filled === PARCEL_BYTES) {
        const { path, size, ordinal } = this.#open!;
        this.#close();
        this.#begin({ path, size, ordinal, length: 0, begins: false, ends: false });
      }
      const take = Math.min(bytes.length - at, PARCEL_BYTES - this.#filled);
      this.#memory().set(at === 0 && take === bytes.length ? bytes : bytes.subarray(at, at + take), this.#filled);
      this.#filled += take;
      this.#open!.length += take;
      at += take;
    }
  }

  end(): void {
    this.#open!.ends = true;
    this.#open = null;
  }

  /** What is full; with `all` also what is not. */
  *take(all: boolean): Generator<Parcel> {
    if (this.#parts.length > 0 && (all || (this.#open === null && this.#filled >= FULL))) this.#close();
    for (let parcel = this.#done.shift(); parcel; parcel = this.#done.shift()) yield parcel;
  }

  /** Lets go of what was not taken. */
  close(): void {
    for (const { bytes } of this.#done.splice(0)) giveText(bytes);
    if (this.#bytes) giveText(this.#bytes);
    this.#bytes = null;
  }

  #begin(part: FilePart): void {
    this.#open = part;
    this.#parts.push(part);
  }

  #memory(): Buffer {
    return (this.#bytes ??= takeText(PARCEL_BYTES));
  }

  #close(): void {
    this.#done.push({ bytes: this.#memory(), parts: this.#parts });
    this.#bytes = null;
    this.#filled = 0;
    this.#parts = [];
  }
}
