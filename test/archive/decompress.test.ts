import { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ByteSource } from '../../src/archive/byte-source.js';
import { MAX_RATIO, RATIO_FREE_BYTES, decompressPieces, sniffCompression } from '../../src/archive/decompress.js';
import { unzstd, ZSTD_WAYS } from '../../src/archive/zstd.js';
import { LayerlintError } from '../../src/model/error.js';
import { SAMPLES, TEXT, sample } from './samples.js';
import { readAll, split } from './streams.js';

const text = Buffer.from(TEXT);
const names = Object.keys(SAMPLES) as (keyof typeof SAMPLES)[];
const all: [string, Buffer][] = [...names.map((name): [string, Buffer] => [name, sample(name)]), ['gzip', zlib.gzipSync(text)]];

/** A frame that decoders pass over, as zstd:chunked uses them. */
function skippable(content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0x184d2a53, 0);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content]);
}

function codeOf(error: unknown): string {
  return error instanceof LayerlintError ? error.code : String(error);
}

async function drain(stored: Readable): Promise<{ error: unknown; length: number }> {
  const { pieces } = await decompressPieces(stored);
  let length = 0;
  try {
    for await (const piece of pieces) length += piece.length;
  } catch (error) {
    return { error, length };
  }
  return { error: null, length };
}

describe('decompress', () => {
  test.each(all)('%s: split anywhere, and two in a row', async (_name, stored) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 40 }), async (cuts) => {
        const { bytes, error } = await readAll(split(Buffer.concat([stored, stored]), cuts));
        expect(error).toBeNull();
        expect(bytes.equals(Buffer.concat([text, text]))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test.each(all)('%s: byte by byte', async (_name, stored) => {
    const { bytes, error } = await readAll([...stored].map((byte) => Buffer.from([byte])));
    expect([error, bytes.equals(text)]).toEqual([null, true]);
  });

  test('gzip: a header with all fields, byte by byte', async () => {
    const plain = zlib.gzipSync(text);
    const fields = Buffer.concat([Buffer.from([5, 0]), Buffer.from('extra'), Buffer.from('name\0comment\0')]);
    const stored = Buffer.concat([plain.subarray(0, 3), Buffer.from([4 | 8 | 16]), plain.subarray(4, 10), fields, plain.subarray(10)]);
    const { bytes, error } = await readAll([...stored].map((byte) => Buffer.from([byte])));
    expect([error, bytes.equals(text)]).toEqual([null, true]);
    const cut = await readAll([...stored.subarray(0, 14)].map((byte) => Buffer.from([byte])));
    expect(codeOf(cut.error)).toBe('damaged');
  });

  test.each(all)('%s: padding and other bytes behind the end lose nothing', async (_name, stored) => {
    for (const behind of [Buffer.alloc(512), Buffer.from('garbage behind the end'), Buffer.from([0x1f])]) {
      const { bytes, error } = await readAll([Buffer.concat([stored, behind])]);
      expect([error, bytes.equals(text)]).toEqual([null, true]);
    }
  });

  test.each(all)('%s: cut anywhere gives what can be read, then `damaged`', async (_name, stored) => {
    for (let length = 8; length < stored.length; length += 7) {
      const { bytes, error } = await readAll([stored.subarray(0, length)]);
      expect(codeOf(error)).toBe('damaged');
      expect(bytes.equals(text.subarray(0, bytes.length))).toBe(true);
    }
  });

  test.each(all)('%s: any byte changed never crashes and never hangs', async (_name, stored) => {
    for (let at = 0; at < stored.length; at += 1) {
      const changed = Buffer.from(stored);
      changed[at]! ^= 0x55;
      const { error } = await readAll([changed]);
      if (error !== null) expect(['damaged', 'unsupported', 'limit-exceeded']).toContain(codeOf(error));
    }
  });

  test('a cut gzip stream gives all of its whole members', async () => {
    const big = Buffer.alloc(300_000, 'some text ');
    const stored = Buffer.concat([zlib.gzipSync(big), zlib.gzipSync(text).subarray(0, -6)]);
    const { bytes, error } = await readAll([stored]);
    expect(codeOf(error)).toBe('damaged');
    expect(bytes.equals(Buffer.concat([big, text]))).toBe(true);
  });

  test('a gzip header with name, comment, extra field and check sum', async () => {
    const header = Buffer.from([0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 3, 0, 1, 2, 3]);
    const trailer = zlib.gzipSync(text).subarray(-8);
    const stored = Buffer.concat([header, Buffer.from(`${'name'.repeat(100)}\0comment\0`), Buffer.from([9, 9]), zlib.deflateRawSync(text), trailer]);
    for (const pieces of [[stored], [...stored].map((byte) => Buffer.from([byte]))]) {
      const { bytes, error } = await readAll(pieces);
      expect([error, bytes.equals(text)]).toEqual([null, true]);
    }
  });

  test('a wrong check sum is said after all bytes were given', async () => {
    const stored = zlib.gzipSync(text);
    stored[stored.length - 1]! ^= 1;
    const { bytes, error } = await readAll([stored]);
    expect([codeOf(error), bytes.equals(text)]).toEqual(['damaged', true]);
  });

  test('an xz header whose own sum is wrong is damage, though what follows would read as an index without blocks', async () => {
    const stored = Buffer.concat([sample('xz').subarray(0, 6), Buffer.alloc(40)]);
    expect(codeOf((await readAll([stored])).error)).toBe('damaged');
  });

  test('an xz footer must fit its header', async () => {
    const stored = Buffer.from(sample('xz'));
    stored[stored.length - 1] = 0;
    expect(codeOf((await readAll([stored])).error)).toBe('damaged');
  });

  test('an error of the stored stream comes through as it is, after all bytes', async () => {
    const wrong = new LayerlintError('damaged', 'The digest is not the one that was promised.');
    for (const stored of [zlib.gzipSync(text), sample('zstd'), sample('xz'), text]) {
      const source = Readable.from(
        (async function* () {
          yield stored;
          throw wrong;
        })(),
      );
      const { bytes, error } = await readAll(source);
      expect(error).toBe(wrong);
      expect(bytes.equals(text)).toBe(true);
    }
  });

  test('an error in front of the first bytes comes through the stream', async () => {
    const wrong = new Error('refused');
    const { compression, error } = await readAll(
      Readable.from(
        // eslint-disable-next-line require-yield -- a stream that only fails
        (async function* () {
          throw wrong;
        })(),
      ),
    );
    expect([compression, error]).toEqual(['none', wrong]);
  });

  test.each(all)('%s: whoever stops ends the stored bytes as well, read or not, and so does the end', async (_name, bytes) => {
    for (const taken of [0, 1, Infinity]) {
      let ended = false;
      const stored = (async function* () {
        try {
          for (;;) yield Buffer.concat([bytes, Buffer.from('no more of it')]);
        } finally {
          ended = true;
        }
      })();
      const { compression, pieces } = await decompressPieces(stored);
      expect([compression, ended]).toEqual([sniffCompression(bytes), false]);
      let left = taken;
      const reading = async (): Promise<void> => {
        while (left-- > 0) if ((await pieces.next()).done) return;
      };
      await reading().catch(() => undefined);
      await pieces.return(undefined);
      expect(ended).toBe(true);
    }
  });

  test('a readable stream is destroyed', async () => {
    for (const begin of [false, true]) {
      const stored = new Readable({ read() {} });
      stored.push(zlib.gzipSync(Buffer.alloc(1_000_000)));
      const { pieces } = await decompressPieces(stored);
      if (begin) await pieces.next();
      await pieces.return(undefined);
      expect(stored.destroyed).toBe(true);
    }
  });

  test('a reader that does not read holds the stored stream back', async () => {
    let given = 0;
    const stored = Readable.from(
      (async function* () {
        for (let index = 0; index < 1000; index += 1) {
          given += 1;
          yield zlib.gzipSync(Buffer.alloc(100_000, index));
        }
      })(),
    );
    const { pieces } = await decompressPieces(stored);
    await pieces.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(given).toBeLessThan(60);
    await pieces.return(undefined);
  });

  test('a bomb ends in a typed error', async () => {
    // A frame of 128 KiB of zeros for every four bytes, up to the limit.
    const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]);
    const block = Buffer.alloc(4);
    block.writeUIntLE(((128 * 1024) << 3) | (1 << 1), 0, 3);
    const { error, length } = await drain(Readable.from([Buffer.concat([header, Buffer.alloc(16 * 1024, block)])]));
    expect(codeOf(error)).toBe('limit-exceeded');
    expect(length).toBeLessThanOrEqual(Math.max(RATIO_FREE_BYTES, 17 * 1024 * MAX_RATIO) + 128 * 1024);
  });

  test.each([
    [Buffer.alloc(0), 'none'],
    [Buffer.from('BZh0'), 'none'],
    [Buffer.from('BZh9'), 'bzip2'],
    [Buffer.from([0x1f]), 'none'],
    [skippable(Buffer.alloc(3)), 'zstd'],
    [Buffer.alloc(512), 'none'],
  ])('sniff %#', (head, compression) => {
    expect(sniffCompression(head)).toBe(compression);
  });
});

/** Compressed where this Node can; else stored, in blocks as large as they may be. */
function zstdOf(content: Buffer): Buffer {
  const { zstdCompressSync } = zlib as { readonly zstdCompressSync?: (bytes: Buffer) => Buffer };
  if (zstdCompressSync) return zstdCompressSync(content);
  const blocks = [];
  for (let at = 0; at === 0 || at < content.length; at += 128 * 1024) {
    const bytes = content.subarray(at, at + 128 * 1024);
    const header = Buffer.alloc(3);
    header.writeUIntLE((bytes.length << 3) | (at + bytes.length === content.length ? 1 : 0), 0, 3);
    blocks.push(header, bytes);
  }
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]), ...blocks]);
}

if (ZSTD_WAYS.length === 1) console.warn("Skipped: this Node has no zstd of its own, so only fzstd's way is tested; test/components/newer-nodes.test.ts runs this with Nodes that have.");

describe.each(ZSTD_WAYS)('zstd by %s', (way) => {
  const read = async (stored: Buffer): Promise<{ bytes: Buffer; error: unknown }> => {
    const parts: Buffer[] = [];
    try {
      for await (const part of unzstd(new ByteSource(split(stored, [5, 1000, 30])[Symbol.iterator]() as unknown as AsyncIterator<Buffer>), undefined, way)) parts.push(Buffer.from(part));
    } catch (error) {
      return { bytes: Buffer.concat(parts), error };
    }
    return { bytes: Buffer.concat(parts), error: null };
  };

  test('frames in a row, with frames to be skipped around them', async () => {
    const frame = sample('zstd');
    const stored = Buffer.concat([skippable(Buffer.alloc(70_000, 1)), frame, skippable(Buffer.alloc(0)), frame, frame, skippable(Buffer.from('index'))]);
    const { bytes, error } = await read(stored);
    expect([error, bytes.equals(Buffer.concat([text, text, text]))]).toEqual([null, true]);
  });

  test('split anywhere gives the same as whole', async () => {
    const content = Buffer.from(Array.from({ length: 40_000 }, (_, line) => `line ${line} of ${(line * 7919) % 1009}\n`).join(''));
    for (const stored of [zstdOf(content), zstdOf(Buffer.alloc(3 * 1024 * 1024)), zstdOf(Buffer.alloc(0))]) {
      const whole = await read(stored);
      expect(whole.error).toBeNull();
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(), { maxLength: 8 }), async (cuts) => {
          const parts: Buffer[] = [];
          for await (const part of unzstd(new ByteSource(split(stored, cuts)[Symbol.iterator]() as unknown as AsyncIterator<Buffer>), undefined, way)) parts.push(Buffer.from(part));
          expect(Buffer.concat(parts).equals(whole.bytes)).toBe(true);
        }),
        { numRuns: 10 },
      );
    }
    expect((await read(zstdOf(content))).bytes.equals(content)).toBe(true);
  });

  test('what is left half-way is let go of, and the next is read', async () => {
    const stored = sample('zstd');
    for await (const part of unzstd(new ByteSource([stored][Symbol.iterator]() as unknown as AsyncIterator<Buffer>), undefined, way)) {
      expect(part.length).toBeGreaterThan(0);
      break;
    }
    expect(await read(stored)).toEqual({ bytes: text, error: null });
  });

  test('a byte that is another one: damage, or never more than was written', async () => {
    const stored = sample('zstd');
    for (let at = 6; at < stored.length; at += 7) {
      const { bytes, error } = await read(Buffer.concat([stored.subarray(0, at), Buffer.from([stored[at]! ^ 0x55]), stored.subarray(at + 1)]));
      if (error !== null) expect(['damaged', 'unsupported', 'limit-exceeded']).toContain(codeOf(error));
      expect(bytes.length).toBeLessThan(16 * 1024 * 1024);
    }
  });

  test('nothing but frames to be skipped is empty', async () => {
    expect(await read(skippable(Buffer.alloc(10)))).toEqual({ bytes: Buffer.alloc(0), error: null });
  });

  test('a cut frame', async () => {
    const { error } = await read(Buffer.concat([sample('zstd'), sample('zstd').subarray(0, 100)]));
    expect(codeOf(error)).toBe('damaged');
  });

  test('a frame that needs a dictionary is refused, whichever form its header has', async () => {
    for (const header of [[0x01, 0x58, 7], [0x23, 0, 0, 0, 9, 3]]) {
      const { bytes, error } = await read(Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, ...header]), Buffer.from([0x19, 0, 0]), Buffer.from('abc')]));
      expect([bytes.length, codeOf(error)]).toEqual([0, 'unsupported']);
    }
    const none = await read(Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x01, 0x58, 0]), Buffer.from([0x19, 0, 0]), Buffer.from('abc')]));
    expect([none.bytes.toString(), none.error]).toEqual(['abc', null]);
  });

  test('raw and run-length blocks', async () => {
    const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]);
    const block = (type: number, size: number, last: boolean): Buffer => {
      const bytes = Buffer.alloc(3);
      bytes.writeUIntLE((size << 3) | (type << 1) | (last ? 1 : 0), 0, 3);
      return bytes;
    };
    const stored = Buffer.concat([header, block(0, 3, false), Buffer.from('abc'), block(1, 5, false), Buffer.from('x'), block(0, 0, true)]);
    const { bytes, error } = await read(stored);
    expect([error, bytes.toString()]).toEqual([null, 'abcxxxxx']);
  });
});
