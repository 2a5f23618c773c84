import { extract as createExtract } from 'tar-stream';
import type { Extract } from 'tar-stream';
import { LayerlintError } from '../model/error.js';
import type { FileType } from '../model/file.js';

/** A member of a tar on its way; its bytes are to be had until the next one is asked for. */
export interface StreamMember {
  /** As stored. */
  readonly path: string;
  readonly type: FileType;
  readonly size: number;
  readonly linkTarget: string;
  /** Counted from 0 over all members. */
  readonly position: number;
  /** The next bytes; null at the member's end. Calls may overlap and are answered in turn. */
  read(): Promise<Buffer | null>;
}

/** Tars older than ustar have no magic. */
const EVERY_FORMAT = { allowUnknownFormat: true, highWaterMark: 256 * 1024 };

const TYPES: Readonly<Record<string, FileType>> = {
  file: 'file',
  'contiguous-file': 'file',
  link: 'hardlink',
  symlink: 'symlink',
  directory: 'directory',
  'character-device': 'device',
  'block-device': 'device',
  fifo: 'fifo',
};

/** The members of an uncompressed tar, one after the other, as slowly as they are read. Throws `damaged`. */
export async function* readTarStream(tar: AsyncIterable<Buffer>, place: string): AsyncGenerator<StreamMember> {
  const extract = createExtract(EVERY_FORMAT);
  const fed = feed(tar, extract);
  let position = 0;
  try {
    for await (const entry of extract) {
      const bytes = entry[Symbol.asyncIterator]();
      let last: Promise<Buffer | null> = Promise.resolve(null);
      const readNext = async (): Promise<Buffer | null> => {
        const { value, done } = await bytes.next();
        return done === true ? null : (value as Buffer);
      };
      const read = (): Promise<Buffer | null> => (last = last.then(readNext, readNext)).catch((error: unknown) => Promise.reject(explain(error, place)));
      yield {
        path: entry.header.name,
        type: TYPES[entry.header.type ?? ''] ?? 'unknown',
        size: entry.header.size ?? 0,
        linkTarget: entry.header.linkname ?? '',
        position: position++,
        read,
      };
      while ((await read()) !== null);
    }
  } catch (error) {
    throw explain(error, place);
  } finally {
    extract.destroy(null);
    await fed;
  }
}

/** Never rejects: what goes wrong reaches the reader through the extract. */
async function feed(tar: AsyncIterable<Buffer>, extract: Extract): Promise<void> {
  try {
    for await (const chunk of tar) {
      if (!extract.write(Buffer.from(chunk)) && !extract.destroyed) await drained(extract);
      if (extract.destroyed) return;
    }
    extract.end(undefined);
  } catch (error) {
    extract.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function drained(extract: Extract): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      extract.off('drain', done);
      extract.off('close', done);
      resolve();
    };
    extract.on('drain', done);
    extract.on('close', done);
  });
}

function explain(error: unknown, place: string): unknown {
  if (error instanceof LayerlintError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new LayerlintError('damaged', `${place} cannot be read on as a tar archive (${reason}).`, {
    hint: 'The archive was cut short or changed; save it again.',
    cause: error,
  });
}
