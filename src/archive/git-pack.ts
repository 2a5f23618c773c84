import { createHash } from 'node:crypto';
import { LayerlintError } from '../model/error.js';
import { applyDelta } from './git-delta.js';
import { inflateAtOnce } from './inflate.js';

export type GitType = 'commit' | 'tree' | 'blob' | 'tag';

/** An object of a pack, deltas applied; its bytes may be kept for others and must not be changed. */
export interface GitObject {
  /** Forty hexadecimal digits, or 64. */
  readonly id: string;
  readonly type: GitType;
  readonly bytes: Buffer;
}

const TYPES: Readonly<Record<number, GitType>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };
const OFFSET_DELTA = 6;
const ID_DELTA = 7;
/** Of an object's id, by how the repository makes them; a pack itself does not tell. */
export const ID_BYTES = { sha1: 20, sha256: 32 } as const;
export type GitHash = keyof typeof ID_BYTES;
/** Objects kept for the deltas that follow: git looks back over a window of a few versions of one file. */
const CACHE_BYTES = 64 * 1024 * 1024;
/** git itself writes chains of 4095 at most. */
const MAX_CHAIN = 5000;
/** One object: half of it is where git by default gives up making deltas. */
const MAX_OBJECT_BYTES = 256 * 1024 ** 2;
/** Bytes made for chains that are no longer in the cache, per byte of pack and at least: more is made only by a pack built for it. */
const REWORK_RATIO = 1000;
const FREE_REWORK_BYTES = 1024 ** 3;

interface Stored {
  readonly type: number;
  readonly size: number;
  /** Where its deflated bytes begin. */
  readonly data: number;
  /** Offset of the base, or its id. */
  readonly base: number | string | null;
}

/**
 * All objects of a pack, those that no commit reaches too. Throws `damaged` where the next one cannot be found and
 * `limit-exceeded`; `missing` is told of deltas whose base is elsewhere or nowhere.
 * https://git-scm.com/docs/gitformat-pack
 */
export function* readGitPack(pack: Buffer, missing: (count: number) => void, hash: GitHash = 'sha1'): Generator<GitObject> {
  const reader = new PackReader(pack, hash);
  const count = pack.readUInt32BE(8);
  let waiting: number[] = [];
  let at = 12;
  for (let index = 0; index < count; index += 1) {
    const stored = reader.locate(at);
    const object = reader.resolve(at);
    if (object) yield object;
    else waiting.push(at);
    at = reader.endOf(stored);
  }
  // A base by its id may come behind what rests on it. Each round settles one more link of a chain.
  for (let before = Infinity; waiting.length > 0 && waiting.length < before; ) {
    before = waiting.length;
    const still: number[] = [];
    for (const offset of waiting) {
      const object = reader.resolve(offset);
      if (object) yield object;
      else still.push(offset);
    }
    waiting = still;
  }
  if (waiting.length > 0) missing(waiting.length);
}

class PackReader {
  readonly #pack: Buffer;
  readonly #hash: GitHash;
  readonly #offsets = new Map<string, number>();
  readonly #cache = new Map<number, { readonly type: GitType; readonly bytes: Buffer }>();
  #cached = 0;
  #work = 0;
  /** The last one inflated, since its end is asked for next. */
  #last: { readonly data: number; readonly bytes: Buffer; readonly end: number } | null = null;

  constructor(pack: Buffer, hash: GitHash) {
    this.#pack = pack;
    this.#hash = hash;
  }

  locate(offset: number): Stored {
    const pack = this.#pack;
    let at = offset;
    const next = (): number => {
      const byte = pack[at];
      if (byte === undefined) throw damaged('It is cut short.');
      at += 1;
      return byte;
    };
    let byte = next();
    const type = (byte >> 4) & 7;
    let size = byte & 15;
    for (let weight = 16; byte & 0x80; weight *= 128) {
      byte = next();
      size += (byte & 0x7f) * weight;
      if (weight > 2 ** 45) throw damaged('An object has no size.');
    }
    if (size > MAX_OBJECT_BYTES) throw new LayerlintError('limit-exceeded', `An object of ${size} bytes is too large; it and what follows was not read.`);
    let base: number | string | null = null;
    if (type === OFFSET_DELTA) {
      byte = next();
      let back = byte & 0x7f;
      for (let count = 0; byte & 0x80; count += 1) {
        byte = next();
        back = (back + 1) * 128 + (byte & 0x7f);
        if (count > 6) throw damaged('A base lies nowhere.');
      }
      base = offset - back;
      if (back <= 0 || base < 12) throw damaged('A base lies nowhere.');
    } else if (type === ID_DELTA) {
      base = pack.toString('hex', at, at + ID_BYTES[this.#hash]);
      at += ID_BYTES[this.#hash];
    } else if (!TYPES[type]) throw damaged('An object is of no known kind.');
    return { type, size, data: at, base };
  }

  endOf(stored: Stored): number {
    this.#inflate(stored);
    return this.#last!.end;
  }

  /** Null when a base is not known, or not yet. */
  resolve(offset: number): GitObject | null {
    const chain: { readonly offset: number; readonly stored: Stored }[] = [];
    let known: { readonly type: GitType; readonly bytes: Buffer } | null = null;
    for (let at = offset; known === null; ) {
      known = this.#cache.get(at) ?? null;
      if (known) break;
      const stored = this.locate(at);
      if (stored.base === null) {
        known = this.#keep(at, TYPES[stored.type]!, this.#inflate(stored));
        break;
      }
      chain.push({ offset: at, stored });
      if (chain.length > MAX_CHAIN) throw new LayerlintError('limit-exceeded', `A chain of more than ${MAX_CHAIN} deltas was not followed.`);
      const base: number | undefined = typeof stored.base === 'string' ? this.#offsets.get(stored.base) : stored.base;
      if (base === undefined) return null;
      at = base;
    }
    for (let link = chain.pop(); link; link = chain.pop()) {
      known = this.#keep(link.offset, known.type, applyDelta(known.bytes, this.#inflate(link.stored), MAX_OBJECT_BYTES));
    }
    const id = createHash(this.#hash).update(`${known.type} ${known.bytes.length}\0`).update(known.bytes).digest('hex');
    this.#offsets.set(id, offset);
    return { id, ...known };
  }

  #inflate({ data, size }: Stored): Buffer {
    if (this.#last?.data === data) return this.#last.bytes;
    const inflated = inflateAtOnce('zlib', this.#pack.subarray(data), size);
    if (inflated === null || inflated.bytes.length !== size) throw damaged('An object cannot be inflated.');
    this.#last = { data, bytes: inflated.bytes, end: data + inflated.taken };
    return inflated.bytes;
  }

  #keep(offset: number, type: GitType, bytes: Buffer): { readonly type: GitType; readonly bytes: Buffer } {
    this.#work += bytes.length;
    if (this.#work > FREE_REWORK_BYTES + this.#pack.length * REWORK_RATIO) throw new LayerlintError('limit-exceeded', 'The chains of deltas give too much; the rest was not read.');
    const object = { type, bytes };
    this.#cache.set(offset, object);
    this.#cached += bytes.length;
    for (const [oldest, { bytes: gone }] of this.#cache) {
      if (this.#cached <= CACHE_BYTES || oldest === offset) break;
      this.#cache.delete(oldest);
      this.#cached -= gone.length;
    }
    return object;
  }
}

function damaged(what: string): LayerlintError {
  return new LayerlintError('damaged', `The git pack is damaged; the rest was not read. ${what}`);
}
