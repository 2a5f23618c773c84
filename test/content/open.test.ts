import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { FileScanner } from '../../src/scan/file.js';
import type { FileDocument } from '../../src/scan/file.js';
import { makeAr, makeTar, makeZip } from './containers.js';
import { matcher, places, PLANT, scan } from './plant.js';

function text(before: number, after: number): Buffer {
  return Buffer.concat([Buffer.alloc(before, 'all work and no play\n'), Buffer.from('\n'), PLANT, Buffer.from('\n'), Buffer.alloc(after, 'makes a dull boy\n')]);
}

function run(command: string, args: readonly string[], input: Buffer): Buffer | null {
  try {
    return execFileSync(command, args, { input, maxBuffer: 2 ** 28, stdio: ['pipe', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
}

const wraps: Record<string, { readonly wrap: (bytes: Buffer) => Buffer; readonly name: string }> = {
  'zip, deflated': { wrap: (bytes) => makeZip([{ name: 'a.txt', bytes }]), name: 'a.txt' },
  'zip, stored': { wrap: (bytes) => makeZip([{ name: 'a.txt', bytes, method: 0 }]), name: 'a.txt' },
  'zip, sizes behind the data': { wrap: (bytes) => makeZip([{ name: 'a.txt', bytes, descriptor: true }]), name: 'a.txt' },
  'zip64, sizes behind the data': { wrap: (bytes) => makeZip([{ name: 'a.txt', bytes, descriptor: 'wide' }]), name: 'a.txt' },
  'zip64, sizes in front': { wrap: (bytes) => makeZip([{ name: 'a.txt', bytes, zip64: true }]), name: 'a.txt' },
  'zip with a file in front': { wrap: (bytes) => makeZip([{ name: 'first', bytes: Buffer.alloc(70_000, 'ab') }, { name: 'a.txt', bytes }]), name: 'a.txt' },
  'zip behind the line that runs it': { wrap: (bytes) => Buffer.concat([Buffer.from('#!/usr/bin/env python3\n'), makeZip([{ name: 'a.txt', bytes }])]), name: 'a.txt' },
  'zip with a directory as Java writes it': { wrap: (bytes) => makeZip([{ name: 'd/', bytes: Buffer.alloc(0), descriptor: true }, { name: 'd/a.txt', bytes, descriptor: true }]), name: 'd/a.txt' },
  jmod: { wrap: (bytes) => Buffer.concat([Buffer.from('JM\x01\0', 'latin1'), makeZip([{ name: 'a.txt', bytes }])]), name: 'a.txt' },
  tar: { wrap: (bytes) => makeTar([{ name: 'd/a.txt', bytes }]), name: 'd/a.txt' },
  ar: { wrap: (bytes) => makeAr([{ name: 'odd', bytes: Buffer.from('1') }, { name: 'a.txt', bytes }]), name: 'a.txt' },
  gzip: { wrap: (bytes) => gzipSync(bytes), name: 'outer' },
  'gzip of two members': { wrap: (bytes) => Buffer.concat([gzipSync(bytes.subarray(0, 7)), gzipSync(bytes.subarray(7))]), name: 'outer' },
  'gzip without compression': { wrap: (bytes) => gzipSync(bytes, { level: 0 }), name: 'outer' },
};

describe('what lies in a file is found, once, with its way', () => {
  test.each(Object.entries(wraps))('%s', async (_kind, { wrap, name }) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 1, max: 70_000 }), async (before, after, piece) => {
        const bytes = wrap(text(before, after));
        const seen = await scan(bytes, Math.max(piece, bytes.length / 200));
        expect(seen.notices).toEqual([]);
        expect(places(seen)).toEqual([name]);
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    ['bzip2', ['-c']],
    ['xz', ['-c']],
    ['zstd', ['-c']],
  ])('%s', async (command, args) => {
    const bytes = run(command, args, text(1000, 300_000));
    if (bytes === null) {
      console.warn(`Skipped: there is no ${command} here.`);
      return;
    }
    const seen = await scan(bytes, 1000);
    expect(seen.notices).toEqual([]);
    expect(places(seen)).toEqual(['outer']);
  });

  test('any nesting of any of them', async () => {
    const kinds = Object.values(wraps);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...kinds), { minLength: 2, maxLength: 6 }), fc.integer({ min: 1, max: 5000 }), async (chosen, piece) => {
        let bytes = text(300, 300);
        for (const { wrap } of chosen) bytes = wrap(bytes);
        const seen = await scan(bytes, Math.max(piece, bytes.length / 300));
        expect(seen.notices).toEqual([]);
        expect(places(seen)).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });

  test('files that follow one another while the first is still open', async () => {
    const documents: FileDocument[] = [];
    const scanner = new FileScanner(matcher, { document: (document) => documents.push(document), notice: (_code, message) => expect(message).toBe('') });
    const big = gzipSync(makeTar([{ name: 'a', bytes: text(10, 400_000) }, { name: 'b', bytes: text(1, 1) }]), { level: 1 });
    const small = gzipSync(text(5, 5));
    scanner.begin('big', big.length, 7);
    for (let at = 0; at < big.length; at += 900) {
      scanner.write(big.subarray(at, at + 900));
      if (at % 1800 === 0) await scanner.settle();
    }
    scanner.end();
    scanner.begin('small', small.length, 8);
    scanner.write(small);
    scanner.end();
    await scanner.settle();
    const found = documents.filter(({ hits }) => hits.length > 0).map(({ ordinal, within }) => `${ordinal} ${within.join(' > ')}`);
    expect(found.sort()).toEqual(['7 a', '7 b', '8 small']);
  });

  test('bytes that belong to no entry are still looked at', async () => {
    const zip = makeZip([{ name: 'a.txt', bytes: Buffer.from('nothing') }]);
    expect(places(await scan(Buffer.concat([zip, PLANT])))).toEqual(['']);
    expect(places(await scan(Buffer.concat([gzipSync(Buffer.from('nothing')), PLANT])))).toEqual(['']);
  });

  test('entries that the directory leaves out are read', async () => {
    const hidden = makeZip([{ name: 'hidden', bytes: PLANT }]);
    const zip = makeZip([{ name: 'a.txt', bytes: Buffer.from('nothing') }]);
    const seen = await scan(Buffer.concat([hidden.subarray(0, hidden.indexOf('PK\x01\x02', 0, 'latin1')), zip]));
    expect(places(seen)).toEqual(['hidden']);
  });

  test('a zip made by Info-ZIP', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'layerlint-'));
    try {
      writeFileSync(join(folder, 'a.txt'), text(100, 100_000));
      try {
        execFileSync('zip', ['-q', '-P', 'x', 'locked.zip', 'a.txt'], { cwd: folder });
        execFileSync('zip', ['-q', 'open.zip', 'a.txt'], { cwd: folder });
      } catch {
        console.warn('Skipped: there is no zip here.');
        return;
      }
      const open = await scan(readFileSync(join(folder, 'open.zip')));
      expect(places(open)).toEqual(['a.txt']);
      expect(open.notices).toEqual([]);
      const locked = await scan(readFileSync(join(folder, 'locked.zip')));
      expect(locked.notices.map(({ code, message }) => [code, message])).toEqual([['encrypted', '`a.txt` is encrypted; it was not read.']]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a name that climbs is shown without its steps', async () => {
    const seen = await scan(makeZip([{ name: '../../etc/./passwd', bytes: PLANT }]));
    expect(places(seen)).toEqual(['etc/passwd']);
  });
});

describe('hostile input ends in a notice', () => {
  test.each(Object.entries(wraps))('%s, cut short', async (_kind, { wrap }) => {
    const whole = wrap(text(200, 3000));
    for (const length of [600, whole.length >> 1, whole.length - 1].filter((at) => at < whole.length)) {
      const seen = await scan(whole.subarray(0, Math.min(length, whole.length - 1)), 100);
      if (seen.notices.length === 0) {
        // Only a tar or an ar may lose padding that says nothing.
        expect(places(seen)).toHaveLength(1);
      }
      for (const { code } of seen.notices) expect(code).toBe('damaged');
    }
  });

  test('what could be read of a file that is cut short is kept', async () => {
    const { documents, notices } = await scan(gzipSync(text(200, 3_000_000), { level: 0 }).subarray(0, 1_000_000), 64_000);
    expect(documents.flatMap(({ hits }) => hits)).toHaveLength(1);
    expect(notices.map(({ code }) => code)).toEqual(['damaged']);
  });

  test('a bomb of a thousand to one', async () => {
    const bomb = gzipSync(Buffer.alloc(1024 * 1024 * 300), { level: 1 });
    const started = performance.now();
    const seen = await scan(bomb, 65536);
    expect(seen.notices.map(({ code }) => code)).toEqual(['limit-reached']);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test('a bomb in a bomb', async () => {
    const inner = gzipSync(Buffer.alloc(200 * 1024 * 1024), { level: 9 });
    const zip = makeZip(Array.from({ length: 10 }, (_, index) => ({ name: `${index}.gz`, bytes: inner })));
    const { notices } = await scan(gzipSync(zip), 65536);
    expect(notices.map(({ code }) => code)).toEqual(['limit-reached']);
  });

  test('a file that holds itself ends at the depth', async () => {
    let bytes: Buffer = PLANT;
    for (let depth = 0; depth < 40; depth += 1) bytes = makeZip([{ name: 'r', bytes, method: 0 }]);
    const { notices, documents } = await scan(bytes);
    expect(notices.map(({ code }) => code)).toEqual(['limit-reached']);
    expect(documents.length).toBeLessThan(15);
    expect(documents.flatMap(({ hits }) => hits)).toHaveLength(1);
  });

  test('overlapping entries are read once', async () => {
    const kernel = deflateRawSync(Buffer.alloc(1024 * 1024));
    const zip = makeZip([{ name: 'kernel', bytes: Buffer.alloc(1024 * 1024) }]);
    const directory = zip.subarray(zip.indexOf('PK\x01\x02', 0, 'latin1'));
    const { documents } = await scan(Buffer.concat([zip.subarray(0, zip.length - directory.length), ...Array.from({ length: 1000 }, () => directory)]));
    expect(kernel.length).toBeLessThan(2000);
    expect(documents.filter(({ within }) => within.length > 0)).toHaveLength(1);
  });

  test('random bytes behind any magic neither crash nor hang', async () => {
    const magics = ['PK\x03\x04\x14\0\0\0\x08\0', '\x1f\x8b\x08\0', 'BZh91AY&SY', '\xfd7zXZ\0', '\x28\xb5\x2f\xfd', '!<arch>\n', '7z\xbc\xaf\x27\x1c'];
    // Zstd alone takes raw blocks without a sum, so that chance makes a valid frame now and then: nothing is to be told of it.
    const mayBeValid = '\x28\xb5\x2f\xfd';
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...magics), fc.uint8Array({ minLength: 40, maxLength: 3000 }), async (magic, bytes) => {
        const { notices } = await scan(Buffer.concat([Buffer.from(magic, 'latin1'), bytes]), 512);
        if (magic !== mayBeValid) expect(notices.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  test('notices about one file have a limit', async () => {
    const zip = makeZip(Array.from({ length: 100 }, (_, index) => ({ name: `${index}`, bytes: PLANT, method: 77 })));
    const { notices } = await scan(zip);
    expect(notices).toHaveLength(20);
    expect(notices.at(-1)!.code).toBe('limit-reached');
  });
});
