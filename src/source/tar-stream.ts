import { TarReader, type TarEntry } from '../archive/tar.js';
import { LayerlintError } from '../model/error.js';
import type { FileType } from '../model/file.js';

/** A member of a tar on its way; its bytes are to be had until the next one is asked for. */
export interface StreamMember {
  /** As stored. */
  readonly path: string;
  /** A sparse file is `unknown`, as where a tar is read by seeking. */
  readonly type: FileType;
  readonly size: number;
  readonly linkTarget: string;
  /** Counted from 0 over all members. */
  readonly position: number;
  /** The next bytes, valid until more are asked for; null at the member's end. Calls may overlap and are answered in turn. */
  read(): Promise<Buffer | null>;
}

/** The members of an uncompressed tar, one after the other, as slowly as they are read. What can be passed over is told. Throws `damaged`. */
export async function* readTarStream(tar: AsyncIterable<Buffer>, place: string, damage: (message: string) => void): AsyncGenerator<StreamMember> {
  const events = new TarEvents(tar[Symbol.asyncIterator](), place, damage);
  let position = 0;
  try {
    for (let entry = await events.next(); entry !== null; entry = await events.next()) {
      if (entry === 'end' || Buffer.isBuffer(entry)) continue;
      const { path, size, storedSize, linkTarget } = entry;
      let ended = false;
      let last: Promise<Buffer | null> = Promise.resolve(null);
      const readNext = async (): Promise<Buffer | null> => {
        const bytes = ended ? 'end' : await events.next();
        if (Buffer.isBuffer(bytes)) return bytes;
        ended = true;
        return null;
      };
      const read = (): Promise<Buffer | null> => (last = last.then(readNext, readNext));
      yield { path, type: size === storedSize ? entry.type : 'unknown', size, linkTarget: linkTarget ?? '', position: position++, read };
      while ((await read()) !== null);
    }
  } finally {
    await events.close();
  }
}

/** What a reader of tars says, one after the other: a piece of the tar is asked for when all is taken that the last one held. */
class TarEvents {
  readonly #pieces: AsyncIterator<Buffer>;
  readonly #place: string;
  readonly #reader: TarReader;
  readonly #events: (TarEntry | Buffer | 'end')[] = [];
  #ended = false;
  #failure: { readonly error: unknown } | null = null;

  constructor(pieces: AsyncIterator<Buffer>, place: string, damage: (message: string) => void) {
    this.#pieces = pieces;
    this.#place = place;
    this.#reader = new TarReader({ entry: (entry) => void this.#events.push(entry), data: (bytes) => void this.#events.push(bytes), end: () => void this.#events.push('end'), damage });
  }

  /** Null at the end. Who asks again after an error is told the same. */
  async next(): Promise<TarEntry | Buffer | 'end' | null> {
    if (this.#failure) throw this.#failure.error;
    try {
      while (this.#events.length === 0 && !this.#ended) await this.#read();
    } catch (error) {
      this.#failure = { error: this.#explain(error) };
      throw this.#failure.error;
    }
    return this.#events.shift() ?? null;
  }

  async close(): Promise<void> {
    await this.#pieces.return?.();
  }

  async #read(): Promise<void> {
    const next = await this.#pieces.next();
    try {
      if (next.done) this.#reader.finish();
      else this.#reader.push(next.value);
    } catch (cause) {
      throw this.#damaged(cause);
    }
    this.#ended = next.done === true;
  }

  /** An error of the stream; one that has a code says enough. */
  #explain(error: unknown): unknown {
    return error instanceof LayerlintError ? error : this.#damaged(error);
  }

  #damaged(cause: unknown): LayerlintError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new LayerlintError('damaged', `${this.#place} cannot be read on as a tar archive. ${reason}`, { hint: 'The archive was cut short or changed; save it again.', cause });
  }
}
