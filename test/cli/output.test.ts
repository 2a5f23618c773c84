import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, describe, expect, test } from '@jest/globals';
import { writeFileWhole, writeText } from '../../src/cli/output.js';

describe('writeText', () => {
  test('arrives whole behind a slow reader, astral characters included, and waits for it', async () => {
    const text = `${'a'.repeat(65_535)}${'😀'.repeat(200_000)}`;
    let written = '';
    let waiting = 0;
    let most = 0;
    const slow = new Writable({
      highWaterMark: 1,
      decodeStrings: true,
      write(chunk: Buffer, _encoding, next) {
        written += chunk.toString('utf8');
        setImmediate(() => {
          waiting -= chunk.length;
          next();
        });
      },
    });
    const write = slow.write.bind(slow);
    slow.write = ((chunk: string, done: () => void) => {
      waiting += Buffer.byteLength(chunk);
      most = Math.max(most, waiting);
      return write(chunk, done);
    }) as typeof slow.write;
    await writeText(slow, text);
    expect(written === text).toBe(true);
    expect(most).toBeLessThan(Buffer.byteLength(text) / 2);
  });

  test.each(['EPIPE', 'ERR_STREAM_DESTROYED'])('a reader that has gone away (%s) is no error', async (code) => {
    const gone = new Writable({ write: (_chunk, _encoding, next) => next(Object.assign(new Error('gone'), { code })) });
    gone.on('error', () => undefined);
    await expect(writeText(gone, 'x'.repeat(1_000_000))).resolves.toBeUndefined();
  });

  test('a full disk is an error', async () => {
    const full = new Writable({ write: (_chunk, _encoding, next) => next(Object.assign(new Error('full'), { code: 'ENOSPC' })) });
    full.on('error', () => undefined);
    await expect(writeText(full, 'text')).rejects.toThrow('full');
  });
});

describe('writeFileWhole', () => {
  const root = mkdtempSync(join(tmpdir(), 'layerlint-output-'));
  afterAll(() => rmSync(root, { recursive: true }));

  test('makes a file with the mode asked for and leaves nothing else', async () => {
    await writeFileWhole(join(root, 'new.json'), 'text', 0o600);
    expect(readFileSync(join(root, 'new.json'), 'utf8')).toBe('text');
    expect(statSync(join(root, 'new.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(root)).toEqual(['new.json']);
  });

  test('replaces what a link points at, and keeps the link', async () => {
    writeFileSync(join(root, 'old.json'), 'old');
    symlinkSync('old.json', join(root, 'link.json'));
    await writeFileWhole(join(root, 'link.json'), 'new', 0o666);
    expect(readFileSync(join(root, 'old.json'), 'utf8')).toBe('new');
  });

  test('writes through a device instead of replacing it', async () => {
    await writeFileWhole('/dev/null', 'text', 0o666);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('a directory that is not there is an error with a hint', async () => {
    await expect(writeFileWhole(join(root, 'missing', 'report'), 'text', 0o666)).rejects.toMatchObject({
      code: 'unreadable',
      hint: expect.stringContaining('directory'),
    });
  });
});
