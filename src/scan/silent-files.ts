import { createCipheriv, randomBytes, type CipherGCM } from 'node:crypto';
import type { FilePart } from './parcel.js';

export const KEY_BYTES = 16;
export const TAG_BYTES = 16;
/** What dozens of images hold. All of them are 4 MiB. */
export const SLOTS = 2 ** 18;
/** A tag takes some two microseconds, whatever the size, as the search of a small file does: those that follow each other have one together. */
const SMALL = 16 * 1024;
/** Of so many names in a row, one ends a run of small files. */
const RUN_FILES = 16;
/** Of one run: what is known of it is lost with each byte. */
const RUN_BYTES = 64 * 1024;
/** Slots that a tag may have, side by side; where all are another's, it takes one of them. */
const WAYS = 4;
const TAG_WORDS = TAG_BYTES / 4;
/** Words in front of the slots: how often one was filled. */
const HEAD_WORDS = TAG_WORDS;
/** One value for all: a tag is shown to nobody, so that nobody can learn anything from two of them. */
const NONCE = Buffer.alloc(12);

/** What threads share of it. */
export interface SilentFilesData {
  readonly table: SharedArrayBuffer;
  /** Sixteen random bytes; nobody else must know them. */
  readonly key: Uint8Array;
}

/** Of no files yet. */
export function newSilentFiles(): SilentFilesData {
  return { table: new SharedArrayBuffer((HEAD_WORDS + SLOTS * TAG_WORDS) * 4), key: randomBytes(KEY_BYTES) };
}

/**
 * Files that were searched and held nothing, by path, size and bytes, so that what repeats them is not searched again. They are
 * told by GMAC under a key that nobody knows: two files that someone made are one by chance only, with 2^-100 for each two that
 * are compared. https://doi.org/10.6028/NIST.SP.800-38D
 */
export class SilentFiles {
  readonly #table: Int32Array;
  readonly #key: Uint8Array;

  constructor({ table, key }: SilentFilesData) {
    this.#table = new Int32Array(table);
    this.#key = key;
  }

  /** Of files that lie in `bytes` whole, one behind the other. */
  tag(files: Run, bytes: Buffer): Buffer {
    // Of two lists that are not the same, neither are their texts, and none begins another.
    const tag = new FileTag(this.#key, `${files.length} ${files.map(({ path, size, length }) => `${size} ${length} ${path.length} ${path}`).join(' ')}`);
    tag.write(bytes);
    return tag.end();
  }

  /** Of a file that comes in parts. */
  begin(path: string, size: number): FileTag {
    return new FileTag(this.#key, `0 ${size} ${path.length} ${path}`);
  }

  /** Of all files in parts of that path and size. */
  tagOfName(path: string, size: number): Buffer {
    return new FileTag(this.#key, `any ${size} ${path}`).end();
  }

  has(tag: Buffer): boolean {
    const first = firstSlotOf(tag);
    for (let way = 0; way < WAYS; way += 1) if (this.#holds(first + way * TAG_WORDS, tag)) return true;
    return false;
  }

  /** What another thread is writing there is a part of a tag at most, and none. */
  #holds(at: number, tag: Buffer): boolean {
    for (let word = 0; word < TAG_WORDS; word += 1) if (Atomics.load(this.#table, at + word) !== tag.readInt32LE(word * 4)) return false;
    return true;
  }

  add(tag: Buffer): void {
    this.#put(tag);
    Atomics.add(this.#table, 0, 1);
  }

  #put(tag: Buffer): void {
    if (this.has(tag)) return;
    const first = firstSlotOf(tag);
    let at = first + (tag[TAG_BYTES - 1]! % WAYS) * TAG_WORDS;
    for (let way = WAYS - 1; way >= 0; way -= 1) if (this.#isFree(first + way * TAG_WORDS)) at = first + way * TAG_WORDS;
    for (let word = 0; word < TAG_WORDS; word += 1) Atomics.store(this.#table, at + word, tag.readInt32LE(word * 4));
  }

  #isFree(at: number): boolean {
    return Atomics.load(this.#table, at) === 0 && Atomics.load(this.#table, at + 1) === 0;
  }

  /** Takes all of `tags`, one behind the other. */
  load(tags: Buffer): void {
    for (let at = 0; at + TAG_BYTES <= tags.length; at += TAG_BYTES) this.#put(tags.subarray(at, at + TAG_BYTES));
  }

  /** How often one was added, by whatever thread; it may begin anew after 2^32. */
  get added(): number {
    return Atomics.load(this.#table, 0);
  }

  /** All tags, one behind the other. */
  tags(): Buffer {
    const words = this.#table.slice(HEAD_WORDS);
    let length = 0;
    for (let at = 0; at < words.length; at += TAG_WORDS) {
      if (words[at] === 0 && words[at + 1] === 0) continue;
      words.copyWithin(length, at, at + TAG_WORDS);
      length += TAG_WORDS;
    }
    return Buffer.from(words.buffer, 0, length * 4);
  }
}

/** Files, or a part of one. */
export type Run = readonly [FilePart, ...FilePart[]];

/**
 * Files that are kept in mind together: those that lie here whole, a large one for itself, small ones in runs. Where a run ends
 * depends on the names, so that a file that is new or has another size changes one run only. Part of a file stands alone.
 */
export function* runsOf(parts: readonly FilePart[]): Generator<Run> {
  let run: [FilePart, ...FilePart[]] | null = null;
  let length = 0;
  for (const part of parts) {
    const isSmall = part.begins && part.ends && part.length < SMALL;
    if (run && !isSmall) yield run;
    if (run && isSmall) run.push(part);
    else {
      run = [part];
      length = 0;
    }
    length += part.length;
    if (isSmall && length < RUN_BYTES && !endsRun(part.path)) continue;
    yield run;
    run = null;
  }
  if (run) yield run;
}

/** True for one name of `RUN_FILES`. */
function endsRun(path: string): boolean {
  let hash = 0;
  // Names of one folder differ in their ends.
  for (let at = Math.max(0, path.length - 24); at < path.length; at += 1) hash = Math.imul(hash, 31) + path.charCodeAt(at);
  return (hash >>> 0) % RUN_FILES === 0;
}

/** A tag in the making. */
export class FileTag {
  readonly #mac: CipherGCM;

  /** `head`: no one may be the beginning of another, since bytes follow. */
  constructor(key: Uint8Array, head: string) {
    this.#mac = createCipheriv('aes-128-gcm', key, NONCE);
    // As code units, which differ where paths do.
    this.#mac.setAAD(Buffer.from(head, 'utf16le'));
  }

  write(bytes: Buffer): void {
    this.#mac.setAAD(bytes);
  }

  end(): Buffer {
    this.#mac.final();
    return this.#mac.getAuthTag();
  }
}

function firstSlotOf(tag: Buffer): number {
  return HEAD_WORDS + (tag.readUInt32LE(0) & (SLOTS / WAYS - 1)) * WAYS * TAG_WORDS;
}
