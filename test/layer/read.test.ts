import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { pack } from 'tar-stream';
import { isHidden } from '../../src/layer/hides.js';
import { readLayer } from '../../src/layer/read.js';
import { LayerlintError } from '../../src/model/error.js';
import type { LayerSummary, LayerVisitor } from '../../src/layer/read.js';
import { lend, lendBytes } from '../archive/streams.js';

interface Seen {
  readonly files: string[];
  readonly notices: string[];
  readonly summary: LayerSummary;
}

async function look(stored: Buffer | AsyncIterable<Buffer>): Promise<Seen> {
  const files: string[] = [];
  const notices: string[] = [];
  let open: string[] = [];
  const visitor: LayerVisitor = {
    file(file) {
      open = [`${file.type} ${file.path}${file.linkTarget === null ? '' : ` -> ${file.linkTarget}`}:`];
      return true;
    },
    bytes: (part) => void open.push(part.toString('latin1')),
    end: () => void files.push(open.join('')),
    notice: (code, message, path) => void notices.push(`${code} ${path ?? '-'}`),
  };
  const summary = await readLayer(Buffer.isBuffer(stored) ? lend([stored]) : stored, visitor);
  return { files, notices, summary };
}

async function tarOf(entries: readonly (readonly [string, string])[]): Promise<Buffer> {
  const tar = pack();
  for (const [name, text] of entries) tar.entry({ name }, text);
  tar.finalize();
  const parts: Buffer[] = [];
  for await (const part of tar) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

describe('readLayer', () => {
  test('two entries of one name, whiteouts with bytes', async () => {
    const tar = await tarOf([['./a', 'one'], ['/a', 'two'], ['d/.wh.x', 'secret']]);
    const seen = await look(gzipSync(tar));
    expect(seen.files).toEqual(['file a:one', 'file a:two', 'file d/.wh.x:secret']);
    expect(seen.notices).toEqual([]);
    expect(seen.summary.compression).toBe('gzip');
    expect(isHidden('d/x', seen.summary.hidden)).toBe(true);
  });

  test('is the same however few bytes come at a time', async () => {
    const entries = Array.from({ length: 30 }, (_, index) => [`d/${index}`, randomBytes(index * 90).toString('base64')] as const);
    const stored = gzipSync(Buffer.concat([await tarOf(entries), Buffer.alloc(2048), Buffer.from('behind the end')]));
    const whole = await look(stored);
    expect(whole.files).toHaveLength(31);
    for (const size of [1, 3, 60, 300, 511, 513]) {
      const seen = await look(lendBytes(stored, size));
      expect({ ...seen, summary: seen.summary.diffId }).toEqual({ ...whole, summary: whole.summary.diffId });
    }
  });

  test('diffID is over all uncompressed bytes, padding included', async () => {
    const tar = Buffer.concat([await tarOf([['a', 'one']]), Buffer.alloc(10_240)]);
    const { summary } = await look(gzipSync(tar));
    expect(summary.diffId).toBe(`sha256:${createHash('sha256').update(tar).digest('hex')}`);
  });

  test('a digest that the stored bytes are verified against is the diffID of what is not compressed, and of nothing else', async () => {
    const tar = await tarOf([['a', 'one']]);
    const quiet: LayerVisitor = { file: () => false, bytes: () => undefined, end: () => undefined, notice: () => undefined };
    const verified = `sha256:${'0a'.repeat(32)}`;
    const diffId = async (bytes: Buffer): Promise<string | null> => (await readLayer(Readable.from([bytes]), quiet, verified)).diffId;
    expect(await diffId(tar)).toBe(verified);
    expect(await diffId(gzipSync(tar))).toBe(`sha256:${createHash('sha256').update(tar).digest('hex')}`);
  });

  test('no diffID is worked out where none could be compared', async () => {
    const quiet: LayerVisitor = { file: () => false, bytes: () => undefined, end: () => undefined, notice: () => undefined };
    for (const stored of [await tarOf([['a', 'one']]), gzipSync(await tarOf([['a', 'one']]))]) expect((await readLayer(Readable.from([stored]), quiet, null)).diffId).toBeNull();
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['an empty gzip', gzipSync(Buffer.alloc(0))],
    ['an empty tar', gzipSync(Buffer.alloc(1024))],
  ])('%s is an empty layer', async (_name, stored) => {
    const { files, notices, summary } = await look(stored);
    expect([files, notices, summary.entries]).toEqual([[], [], 0]);
  });

  test.each([
    ['short', '{"auths":{}}'],
    ['long', 'x'.repeat(200_000)],
  ])('what is no tar is one file: %s', async (_name, text) => {
    const { files, notices, summary } = await look(gzipSync(text));
    expect(files).toEqual([`file :${text}`]);
    expect([notices, summary.isTree]).toEqual([[], false]);
  });

  test('what was read before the damage is kept, and the damage said', async () => {
    const tar = await tarOf([['a', 'one'], ['b', 'x'.repeat(2000)]]);
    const { files, notices } = await look(tar.subarray(0, 2000));
    expect(files).toEqual(['file a:one', `file b:${'x'.repeat(2000 - 1536)}`]);
    expect(notices).toEqual(['damaged b']);
  });

  test.each([
    ['digest-mismatch', new LayerlintError('damaged', 'The digest of the blob is wrong.')],
    ['damaged', new LayerlintError('damaged', 'The blob is too short.')],
    ['unreadable', new Error('connection reset')],
  ])('a stored stream that fails at its end: %s', async (code, error) => {
    const tar = await tarOf([['a', 'one']]);
    const stored = Readable.from(
      (async function* () {
        yield gzipSync(tar);
        throw error;
      })(),
    );
    const { files, notices } = await look(stored);
    expect([files, notices]).toEqual([['file a:one'], [`${code} -`]]);
  });

  test('a path that climbs is taken back to the root, and said', async () => {
    const { files, notices } = await look(await tarOf([['../../etc/x', '1']]));
    expect([files, notices]).toEqual([['file etc/x:1'], ['damaged etc/x']]);
  });

  test('a visitor that fails is not taken for a damaged layer', async () => {
    const visitor: LayerVisitor = {
      file() {
        throw new TypeError('a fault of ours');
      },
      bytes() {},
      end() {},
      notice() {},
    };
    const stored = Readable.from([await tarOf([['a', '1']])]);
    await expect(readLayer(stored, visitor)).rejects.toThrow('a fault of ours');
    expect(stored.destroyed).toBe(true);
  });
});
