import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { makeTar, makeZip } from './containers.js';
import { makeClass, makeCpio, makePyc, makeRpm, makeSqlite } from './formats.js';
import { PLANT, VALUE, places, scan, scanWith } from './plant.js';

const text = (before: number, after: number): Buffer => Buffer.concat([Buffer.alloc(before, 'all work and no play\n'), Buffer.from('\n'), PLANT, Buffer.from('\n'), Buffer.alloc(after, 'makes a dull boy\n')]);
const LAUNCHER = Buffer.from(`#!/bin/bash\n# starts the archive behind it\n${'echo starting # PK\n'.repeat(400)}exit 0\n`);
const ELF = Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(5000, 'PK\x03\x04K\x03\x04code', 'latin1')]);

const wraps: Record<string, { readonly wrap: (bytes: Buffer) => Buffer; readonly name: string }> = {
  'cpio, newc': { wrap: (bytes) => makeCpio([{ name: 'odd', bytes: Buffer.from('1') }, { name: 'd/a.txt', bytes }]), name: 'd/a.txt' },
  'cpio, odc': { wrap: (bytes) => makeCpio([{ name: 'odd', bytes: Buffer.from('1') }, { name: 'd/a.txt', bytes }], 'odc'), name: 'd/a.txt' },
  'cpio behind another one': { wrap: (bytes) => Buffer.concat([makeCpio([{ name: 'first', bytes: Buffer.from('1') }]), makeCpio([{ name: 'a.txt', bytes }])]), name: 'a.txt' },
  'rpm, gzip': { wrap: (bytes) => makeRpm(gzipSync(makeCpio([{ name: './etc/a.txt', bytes }]))), name: 'etc/a.txt' },
  'rpm, plain': { wrap: (bytes) => makeRpm(makeCpio([{ name: './etc/a.txt', bytes }])), name: 'etc/a.txt' },
  'zip behind a long script (Spring Boot)': { wrap: (bytes) => Buffer.concat([LAUNCHER, makeZip([{ name: 'BOOT-INF/a.txt', bytes }])]), name: 'BOOT-INF/a.txt' },
  'zip behind an ELF program': { wrap: (bytes) => Buffer.concat([ELF, makeZip([{ name: 'a.txt', bytes }])]), name: 'a.txt' },
  'zip behind a Windows program': { wrap: (bytes) => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(3000), makeZip([{ name: 'a.txt', bytes }])]), name: 'a.txt' },
  'an Alpine package: gzip members of one tar': {
    wrap: (bytes) => {
      const ends = 1024;
      const signature = makeTar([{ name: '.SIGN', bytes: Buffer.from('s') }]);
      const control = makeTar([{ name: '.PKGINFO', bytes: Buffer.from('p') }]);
      return Buffer.concat([gzipSync(signature.subarray(0, -ends)), gzipSync(control.subarray(0, -ends)), gzipSync(makeTar([{ name: 'etc/a.txt', bytes }]))]);
    },
    name: 'etc/a.txt',
  },
};

describe('what lies in a file is found, once, with its way', () => {
  test.each(Object.entries(wraps))('%s', async (_kind, { wrap, name }) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 1, max: 70_000 }), async (before, after, piece) => {
        const bytes = wrap(text(before, after));
        const seen = await scan(bytes, Math.max(piece, bytes.length / 200));
        expect(seen.notices).toEqual([]);
        expect(places(seen)).toEqual([name]);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    ['bzip2', ['-c']],
    ['xz', ['-c']],
    ['zstd', ['-c']],
  ])('rpm, %s', async (command, args) => {
    let payload: Buffer;
    try {
      payload = execFileSync(command, args, { input: makeCpio([{ name: './a.txt', bytes: text(1000, 50_000) }]), maxBuffer: 2 ** 26, stdio: ['pipe', 'pipe', 'ignore'] });
    } catch {
      if (process.env.CI) throw new Error(`There is no ${command}.`);
      console.warn(`Skipped: there is no ${command} here.`);
      return;
    }
    const seen = await scan(makeRpm(payload), 1000);
    expect(seen.notices).toEqual([]);
    expect(places(seen)).toEqual(['a.txt']);
  });

  test('scripts in the header of a package are seen as they stand', async () => {
    const rpm = makeRpm(gzipSync(makeCpio([{ name: 'a', bytes: Buffer.from('nothing') }])));
    const at = rpm.indexOf('name\0');
    const script = Buffer.concat([rpm.subarray(0, at - 20), Buffer.from([0, 0, 0, 5 + PLANT.length]), rpm.subarray(at - 16, at), PLANT, rpm.subarray(at)]);
    expect(places(await scan(script))).toEqual(['']);
  });

  test('what only looks like an archive in a program is not told of', async () => {
    const almost = Buffer.concat([ELF, Buffer.from('PK\x03\x04\x14\0\0\0\x08\0', 'latin1'), Buffer.alloc(16, 1), Buffer.from([5, 0, 0, 0]), Buffer.alloc(9000, 0xff), PLANT]);
    const seen = await scan(almost, 777);
    expect(seen.notices).toEqual([]);
    expect(places(seen)).toEqual(['']);
  });
});

describe('a database', () => {
  test('a value is found whole wherever its pages lie', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(512, 1024, 4096), fc.integer({ min: 0, max: 6000 }), fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 9000 }), async (pageSize, before, after, piece) => {
        const value = `${'x y '.repeat(before / 4)}plant_${VALUE} ${'z '.repeat(after / 2)}`;
        const bytes = makeSqlite([['first', 'nothing'], ['a', value]], pageSize);
        const seen = await scan(bytes, piece);
        expect(seen.notices).toEqual([]);
        expect(places(seen)).toEqual(['t']);
      }),
      { numRuns: 60 },
    );
  });

  test('columns do not run into one another, and give values their names', async () => {
    const { documents } = await scan(makeSqlite([['letters', `plant_${VALUE}`]]));
    expect(documents.map(({ within }) => within.join())).toEqual(['t', '']);
    expect(documents[0]!.hits[0]!.excerpt).toContain('value: ');
  });

  test('one that SQLite wrote', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'layerlint-'));
    try {
      const sql = `CREATE TABLE "keys" (id INTEGER PRIMARY KEY, note TEXT DEFAULT (1), secret TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) INSERT INTO keys SELECT i, 'note', CASE i WHEN 2111 THEN '${'long '.repeat(2000)}plant_${VALUE} end' ELSE hex(i) END FROM n; CREATE INDEX k ON keys(secret); CREATE TABLE w (a TEXT PRIMARY KEY, b TEXT) WITHOUT ROWID; INSERT INTO w VALUES ('x', 'y');`;
      try {
        execFileSync('sqlite3', [join(folder, 'a.db'), sql]);
      } catch {
        if (process.env.CI) throw new Error('There is no sqlite3.');
        console.warn('Skipped: there is no sqlite3 here.');
        return;
      }
      const seen = await scan(readFileSync(join(folder, 'a.db')), 10_000);
      expect(seen.notices).toEqual([]);
      expect(places(seen)).toEqual(['keys']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('pages in a circle end', async () => {
    const bytes = makeSqlite([['a', 'x'.repeat(5000)]]);
    // The overflow page that ends the row points to the first of the file that does not.
    for (let page = 2; page * 512 < bytes.length; page += 1) bytes.writeUInt32BE(page === 2 ? 4 : 3, page * 512);
    const { notices } = await scan(bytes);
    expect(notices.length).toBeLessThanOrEqual(1);
    const loop = makeSqlite([['a', `plant_${VALUE}`]]);
    loop[512] = 0x05;
    loop.writeUInt32BE(2, 512 + 8);
    const seen = await scan(loop);
    expect(seen.notices.map(({ code }) => code)).toEqual(['damaged']);
    expect(places(seen)).toEqual(['']);
  });

  test('random bytes in one neither crash nor grow', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 40 }), async (changes) => {
        const bytes = makeSqlite([['a', 'b'.repeat(2000)], ['c', `plant_${VALUE}`]]);
        for (const [at, value] of changes) bytes[16 + (at % (bytes.length - 16))] = value;
        const { documents } = await scan(bytes, 600);
        const inner = documents.filter(({ within }) => within.length > 0).reduce((sum, document) => sum + document.bytes, 0);
        expect(inner).toBeLessThan(bytes.length * 4);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the strings of programs', () => {
  const bounded = (path: string, bytes: Buffer) => scanWith('(?<![A-Za-z0-9])(?<secret>[0-9a-z]{12}key)(?![A-Za-z0-9])', bytes, path);
  const TOKEN = `${VALUE}key`;

  test('Python: a length in front is no part of a string', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 15, max: 600 }), async (length) => {
        const string = TOKEN.padEnd(length, ' pad');
        expect(await bounded('app/a.pyc', makePyc(['name', string, 'after']))).toEqual([TOKEN]);
      }),
      { numRuns: 80 },
    );
  });
  test('Python: nor is the end of a short name, whatever letter it is', async () => {
    for (const name of ['x', 'z', 'Z', 'quiz', 'data', 'is', 'u', 'z=z']) {
      for (const length of [15, 100, 122, 123, 218, 219, 230, 240, 250, 255, 400]) {
        expect([name, length, ...new Set(await bounded('app/a.pyc', makePyc(['first', name, TOKEN.padEnd(length, ' pad'), 'after'])))]).toEqual([name, length, TOKEN]);
      }
    }
  });
  test('Python: strings as 2.7 and every 3 keep them', async () => {
    const kinds: Record<string, string> = { s: 'string', t: 'interned', u: 'unicode', a: 'ascii', A: 'ascii, interned' };
    for (const kind of Object.keys(kinds)) {
      for (const flag of [0, 0x80]) {
        const string = TOKEN.padEnd(97, ' pad');
        const marshalled = Buffer.concat([Buffer.from([kind.charCodeAt(0) | flag, string.length, 0, 0, 0]), Buffer.from(string)]);
        for (const magic of ['03f30d0a', '330d0d0a', '420d0d0a', '550d0d0a', 'a70d0d0a', 'cb0d0d0a', 'f30d0d0a', '2b0e0d0a']) {
          expect(await bounded('app/a.pyc', Buffer.concat([Buffer.from(magic, 'hex'), Buffer.alloc(12), Buffer.from('c'), marshalled, Buffer.from('N.')]))).toEqual([TOKEN]);
        }
      }
    }
  });
  test('Java: nor is it there, and a constant goes by its name', async () => {
    for (const length of [15, 48, 57, 65, 90, 97, 122, 300]) expect(await bounded('A.class', makeClass('API', TOKEN.padEnd(length, ' pad'), 'before'))).toEqual([TOKEN]);
    expect(await scanWith('API_KEY = "(?<secret>[^"]{3,20})"', makeClass('API_KEY', TOKEN, 'x'), 'A.class', 'API_KEY')).toEqual([TOKEN]);
  });
  test('Windows and .NET: strings of UTF-16, at even and odd places, over windows', async () => {
    for (const before of [0, 1, 2, 3, 1_048_576 - 40, 1_048_576 - 15, 1_048_575]) {
      const bytes = Buffer.concat([Buffer.from('MZ\x90\0'), Buffer.alloc(before, 0x91), Buffer.from([61]), Buffer.from(`${TOKEN} and more`, 'utf16le'), Buffer.alloc(1_200_000, 0x91)]);
      expect(await bounded('a.dll', bytes)).toEqual([TOKEN]);
    }
  });
  test('C: strings that end with NUL', async () => {
    expect(await bounded('bin/a', Buffer.concat([ELF, Buffer.from(`\0${TOKEN}\0next\0`)]))).toEqual([TOKEN]);
  });
  test('compiled files that are damaged are only bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(makeClass('API_KEY', TOKEN, 'x'), makePyc([TOKEN, 'b'])), fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 20 }), async (whole, changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[8 + (at % (bytes.length - 8))] = value;
        for (const path of ['a.class', 'a.pyc']) await bounded(path, bytes.subarray(0, bytes.length - (changes.length % 5)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('hostile archives end in a notice', () => {
  test('cpio with lying sizes', async () => {
    const bytes = makeCpio([{ name: 'a', bytes: PLANT }]);
    const lying = Buffer.from(bytes);
    lying.write('ffffffff', 6 + 6 * 8);
    expect((await scan(lying)).notices.map(({ code }) => code)).toEqual(['damaged']);
    const named = Buffer.from(bytes);
    named.write('7fffffff', 6 + 11 * 8);
    expect((await scan(named)).notices.map(({ code }) => code)).toEqual(['damaged']);
  });
  test('rpm whose header claims more than there is', async () => {
    const rpm = makeRpm(gzipSync(makeCpio([{ name: 'a', bytes: PLANT }])));
    rpm.writeUInt32BE(0x0ffffff0, 96 + 12);
    expect((await scan(rpm)).notices.map(({ code }) => code)).toEqual(['damaged']);
  });
  test('rpm whose payload is not known', async () => {
    expect((await scan(makeRpm(Buffer.alloc(900, 0x5d)))).notices.map(({ code }) => code)).toEqual(['unknown-format']);
  });
  test.each(['Rar!\x1a\x07\0', 'Rar!\x1a\x07\x01\0'])('RAR is named', async (magic) => {
    const seen = await scan(Buffer.concat([Buffer.from(magic, 'latin1'), Buffer.alloc(600), PLANT]));
    expect(seen.notices).toEqual([{ code: 'unknown-format', message: 'It is a RAR archive, which is not opened; it was looked at as plain bytes only.' }]);
    expect(places(seen)).toEqual(['']);
  });
  test('a bomb behind a program', async () => {
    const bomb = Buffer.concat([LAUNCHER, makeZip([{ name: 'a', bytes: Buffer.alloc(300 * 1024 * 1024), level: 1 }])]);
    expect((await scan(bomb, 65_536)).notices.map(({ code }) => code)).toEqual(['limit-reached']);
  });
});

test('a database that is too large is named, and still seen as bytes', async () => {
  const head = makeSqlite([['a', 'b']]);
  const bytes = Buffer.concat([head, Buffer.alloc(129 * 1024 * 1024), PLANT]);
  const seen = await scan(bytes, 4 * 1024 * 1024);
  expect(seen.notices.map(({ code }) => code)).toEqual(['too-large']);
  expect(places(seen)).toEqual(['']);
});
