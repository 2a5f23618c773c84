import { createHash } from 'node:crypto';

/** What a key store holds. */
export interface Contents {
  readonly keys: number;
  readonly aliases: readonly string[];
}

/** A key store whose bytes have been read, to be tried with passwords. */
export interface LockedStore extends Contents {
  /** Hash computations that one attempt takes. */
  readonly rounds: number;
  opens(password: string): boolean;
  /** Where the keys stand in what is encrypted as a whole: what takes `rounds` more to list; null for a wrong password. */
  readonly sealed: { readonly rounds: number; list(password: string): Contents | null } | null;
}

const MAGICS = [0xfeedfeed, 0xcececece];
const DIGEST_BYTES = 20;
/** No store has more; each takes some twenty bytes at least. */
const MOST_ENTRIES = 10_000;
const PRIVATE_KEY = 1;
const CERTIFICATE = 2;
const SECRET_KEY = 3;
/** One attempt hashes the whole store. */
const BYTES_A_ROUND = 512;

/** By its first bytes. */
export const isJks = (bytes: Buffer): boolean => bytes.length >= 12 && MAGICS.includes(bytes.readUInt32BE(0));

/**
 * A Java key store, JKS or JCEKS: what it holds stands open but the keys, and a digest over password and content ends it.
 * Null where it does not follow the format. https://github.com/openjdk/jdk/blob/master/src/java.base/share/classes/sun/security/provider/JavaKeyStore.java
 */
export function openJks(bytes: Buffer): LockedStore | null {
  if (bytes.length < 12 + DIGEST_BYTES) return null;
  const content = bytes.subarray(0, bytes.length - DIGEST_BYTES);
  const digest = bytes.subarray(bytes.length - DIGEST_BYTES);
  const listed = list(content);
  return {
    ...listed,
    sealed: null,
    rounds: Math.ceil(content.length / BYTES_A_ROUND),
    opens: (password) => createHash('sha1').update(Buffer.from(password, 'utf16le').swap16()).update('Mighty Aphrodite').update(content).digest().equals(digest),
  };
}

function list(content: Buffer): Contents {
  const reader = new Reader(content);
  const version = content.readUInt32BE(4);
  const count = Math.min(content.readUInt32BE(8), MOST_ENTRIES);
  const aliases: string[] = [];
  let keys = 0;
  reader.at = 12;
  try {
    for (let entry = 0; entry < count; entry += 1) {
      const tag = reader.word();
      const alias = reader.bytes(reader.half()).toString('utf8');
      reader.at += 8;
      if (tag === PRIVATE_KEY || tag === SECRET_KEY) {
        keys += 1;
        aliases.push(alias);
      }
      // A secret key is a serialised object whose length nobody tells.
      if (tag === SECRET_KEY) break;
      if (tag === PRIVATE_KEY) {
        reader.bytes(reader.word());
        for (let left = Math.min(reader.word(), MOST_ENTRIES); left > 0; left -= 1) reader.certificate(version);
      } else if (tag === CERTIFICATE) reader.certificate(version);
      else break;
    }
  } catch {
    // What could be listed counts.
  }
  return { keys, aliases };
}

class Reader {
  readonly #bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  word(): number {
    this.at += 4;
    return this.#bytes.readUInt32BE(this.at - 4);
  }

  half(): number {
    this.at += 2;
    return this.#bytes.readUInt16BE(this.at - 2);
  }

  bytes(length: number): Buffer {
    if (this.at + length > this.#bytes.length) throw new RangeError('The store is cut short.');
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }

  certificate(version: number): void {
    if (version === 2) this.bytes(this.half());
    this.bytes(this.word());
  }
}
