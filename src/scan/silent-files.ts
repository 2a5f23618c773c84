import { createCipheriv, randomBytes, type CipherGCM } from 'node:crypto';

export const KEY_BYTES = 16;
export const TAG_BYTES = 16;
/** Files of dozens of images; where two want one slot, the later has it. All of them are 4 MiB. */
export const SLOTS = 2 ** 18;
/** A tag takes some two microseconds, whatever the size, and a search of what is smaller hardly more. */
export const LEAST_BYTES = 4 * 1024;
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

  /** Of a file whose bytes are yet to come. */
  begin(path: string, size: number): FileTag {
    return new FileTag(this.#key, `${size} ${path.length} ${path}`);
  }

  tag(path: string, size: number, bytes: Buffer): Buffer {
    const tag = this.begin(path, size);
    tag.write(bytes);
    return tag.end();
  }

  /** Of all files of that path and size. */
  tagOfName(path: string, size: number): Buffer {
    return new FileTag(this.#key, `any ${size} ${path}`).end();
  }

  has(tag: Buffer): boolean {
    const at = slotOf(tag);
    // What another thread is writing is a part of it at most, and no tag.
    for (let word = 0; word < TAG_WORDS; word += 1) if (Atomics.load(this.#table, at + word) !== tag.readInt32LE(word * 4)) return false;
    return true;
  }

  add(tag: Buffer): void {
    this.#put(tag);
    Atomics.add(this.#table, 0, 1);
  }

  #put(tag: Buffer): void {
    const at = slotOf(tag);
    for (let word = 0; word < TAG_WORDS; word += 1) Atomics.store(this.#table, at + word, tag.readInt32LE(word * 4));
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

/** A tag in the making. */
export class FileTag {
  readonly #mac: CipherGCM;

  /** `head`: no one may be the beginning of another, since bytes follow. */
  constructor(key: Uint8Array, head: string) {
    this.#mac = createCipheriv('aes-128-gcm', key, NONCE);
    // Of two paths that are not the same, neither are their code units.
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

function slotOf(tag: Buffer): number {
  return HEAD_WORDS + (tag.readUInt32LE(0) & (SLOTS - 1)) * TAG_WORDS;
}
