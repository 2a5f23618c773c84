import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pack } from 'tar-stream';
import { indexTar } from '../../src/archive/tar-index.js';
import { TarReader } from '../../src/archive/tar.js';
import type { TarEntry } from '../../src/archive/tar.js';
import { LayerlintError } from '../../src/model/error.js';
import { split } from './streams.js';

interface Listed {
  readonly entries: { readonly entry: TarEntry; readonly bytes: Buffer }[];
  readonly damage: string[];
  readonly error: unknown;
}

function list(pieces: readonly Buffer[]): Listed {
  const entries: { entry: TarEntry; bytes: Buffer }[] = [];
  const damage: string[] = [];
  let open: TarEntry | null = null;
  let parts: Buffer[] = [];
  const reader = new TarReader({
    entry(entry) {
      open = entry;
      parts = [];
    },
    data: (bytes) => void parts.push(Buffer.from(bytes)),
    end: () => void entries.push({ entry: open!, bytes: Buffer.concat(parts) }),
    damage: (message) => void damage.push(message),
  });
  try {
    for (const piece of pieces) reader.push(piece);
    reader.finish();
  } catch (error) {
    return { entries, damage, error };
  }
  return { entries, damage, error: null };
}

interface Fields {
  readonly name: string;
  readonly size?: number | string;
  readonly flag?: string;
  readonly link?: string;
  readonly prefix?: string;
  readonly signed?: boolean;
}

/** A header block; a size given as text is stored as it is. */
function header({ name, size = 0, flag = '0', link = '', prefix = '', signed = false }: Fields): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0, 'latin1');
  block.write('0000644\0', 100, 'latin1');
  block.write(typeof size === 'string' ? size : `${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  block.write('00000000000\0', 136, 'latin1');
  block.write('        ', 148, 'latin1');
  block.write(flag, 156, 'latin1');
  block.write(link, 157, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  block.write(prefix, 345, 'latin1');
  const sum = block.reduce((total, byte) => total + (signed && byte > 127 ? byte - 256 : byte), 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

function padded(bytes: Buffer | string): Buffer {
  const body = Buffer.from(bytes as string, 'latin1');
  return Buffer.concat([body, Buffer.alloc(-body.length & 511)]);
}

const member = (fields: Fields, body: string): Buffer => Buffer.concat([header({ size: body.length, ...fields }), padded(body)]);
const pax = (records: string, flag = 'x'): Buffer => member({ name: 'PaxHeader', flag }, records);
const record = (key: string, value: string): string => {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length + 1;
  while (`${length}${rest}`.length !== length) length = `${length}${rest}`.length;
  return `${length}${rest}`;
};
const END = Buffer.alloc(1024);
const named = (listed: Listed): [string, string][] => listed.entries.map(({ entry, bytes }) => [entry.path, bytes.toString('latin1')]);

describe('TarReader', () => {
  test('what tar-stream packs comes out again, split anywhere', async () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'ü', '€', '.', ' ', 'x'.repeat(60)), minLength: 1, maxLength: 8 });
    const files = fc.uniqueArray(fc.record({ name, body: fc.uint8Array({ maxLength: 2000 }) }), { selector: (file) => file.name, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(files, fc.array(fc.nat(), { maxLength: 30 }), async (all, cuts) => {
        const tar = pack();
        for (const file of all) tar.entry({ name: file.name }, Buffer.from(file.body));
        tar.finalize();
        const parts: Buffer[] = [];
        for await (const part of tar) parts.push(part as Buffer);
        const whole = Buffer.concat(parts);
        const listed = list([whole]);
        expect(list(split(whole, cuts))).toEqual(listed);
        expect([listed.error, listed.damage]).toEqual([null, []]);
        expect(listed.entries.map(({ entry, bytes }) => [entry.path, [...bytes]])).toEqual(all.map((file) => [file.name, [...file.body]]));
      }),
      { numRuns: 60 },
    );
  });

  test('splitting damaged archives anywhere changes nothing either', () => {
    const good = Buffer.concat([member({ name: 'a' }, 'one'), pax(record('path', 'long')), member({ name: 'b' }, 'x'.repeat(700)), END]);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 4 }), fc.nat(good.length), fc.array(fc.nat(), { maxLength: 20 }), (changes, length, cuts) => {
        const bytes = Buffer.from(good);
        for (const [at, value] of changes) bytes[at] = value;
        const cut = bytes.subarray(0, length);
        const listed = list([cut]);
        expect(list(split(cut, cuts))).toEqual(listed);
        if (listed.error !== null) expect(listed.error).toBeInstanceOf(LayerlintError);
      }),
      { numRuns: 300 },
    );
  });

  test('a name that ends in a slash is a folder, unless it has bytes and a type of its own', () => {
    const { entries } = list([Buffer.concat([member({ name: 'a/' }, 'x'), member({ name: 'b/' }, ''), member({ name: 'c/', flag: '\0' }, ''), END])]);
    expect(entries.map(({ entry }) => [entry.path, entry.type])).toEqual([['a/', 'file'], ['b/', 'directory'], ['c/', 'directory']]);
  });

  test.each([
    ['a prefix', [member({ name: 'name', prefix: 'some/dir' }, 'x'), END], [['some/dir/name', 'x']]],
    ['a signed check sum', [member({ name: '\xe9\xe9\xe9', signed: true }, 'x'), END], [['\xe9\xe9\xe9', 'x']]],
    ['a PAX path and size', [pax(record('path', 'p/q') + record('size', '3')), header({ name: 'x' }), padded('abc'), END], [['p/q', 'abc']]],
    ['a global header, which gives no sizes', [pax(record('path', 'g') + record('size', '9'), 'g'), member({ name: 'x' }, 'abc'), member({ name: 'y' }, 'd'), END], [['g', 'abc'], ['g', 'd']]],
    ['a GNU long name', [member({ name: '././@LongLink', flag: 'L' }, `${'n'.repeat(200)}\0`), member({ name: 'n' }, 'x'), END], [['n'.repeat(200), 'x']]],
    ['an unknown type with bytes', [member({ name: 'x', flag: 'Z' }, 'abc'), END], [['x', 'abc']]],
    ['a hard link with its bytes', [member({ name: 'l', flag: '1', link: 'x' }, 'abc'), member({ name: 'y' }, 'd'), END], [['l', 'abc'], ['y', 'd']]],
    ['a hard link with a size and no bytes', [header({ name: 'l', flag: '1', link: 'x', size: 3 }), member({ name: 'y' }, 'd'), END], [['l', ''], ['y', 'd']]],
    ['a link with a size at the very end', [header({ name: 'l', flag: '2', link: 'x', size: 3 })], [['l', '']]],
    ['two archives in a row', [member({ name: 'a' }, '1'), END, Buffer.alloc(4096), member({ name: 'b' }, '2'), END], [['a', '1'], ['b', '2']]],
    ['no end at all', [member({ name: 'a' }, '1')], [['a', '1']]],
    ['nothing but zeros', [END], []],
    ['nothing', [], []],
  ])('%s', (_name, parts, expected) => {
    const listed = list([Buffer.concat(parts)]);
    expect([listed.error, listed.damage]).toEqual([null, []]);
    expect(named(listed)).toEqual(expected);
  });

  test.each([
    ['no tar', [Buffer.alloc(512, 'x')], []],
    ['a cut body', [member({ name: 'a' }, '1'), member({ name: 'b' }, 'x'.repeat(900)).subarray(0, 700)], ['a', 'b']],
    ['a cut header', [member({ name: 'a' }, '1'), header({ name: 'b' }).subarray(0, 100)], ['a']],
    ['a cut PAX header', [member({ name: 'a' }, '1'), pax(record('path', 'p')).subarray(0, 515)], ['a']],
    ['a PAX record of wrong length', [pax('99 path=x\n'), member({ name: 'a' }, '1'), END], ['a']],
    ['a PAX time that is none', [pax(record('mtime', 'soon')), member({ name: 'a' }, '1'), END], ['a']],
  ])('error: %s', (_name, parts, names) => {
    const listed = list([Buffer.concat(parts)]);
    expect(listed.error).toBeInstanceOf(LayerlintError);
    expect((listed.error as LayerlintError).code).toBe('damaged');
    expect(listed.entries.map(({ entry }) => entry.path)).toEqual(names);
  });

  test.each([
    ['a header whose check sum is wrong', [member({ name: 'a' }, '1'), Buffer.alloc(512, 'x'), member({ name: 'b' }, '2'), END], ['a', 'b']],
    ['a negative size', [header({ name: 'a', size: '\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff' }), member({ name: 'b' }, '2'), END], ['a', 'b']],
    ['garbage behind the end', [member({ name: 'a' }, '1'), END, Buffer.alloc(700, 'x')], ['a']],
    ['a name of two MiB', [header({ name: 'L', flag: 'L', size: 2 ** 21 }), Buffer.alloc(2 ** 21, 'n'), member({ name: 'b' }, '2'), END], ['b']],
  ])('damage: %s', (_name, parts, names) => {
    const listed = list([Buffer.concat(parts)]);
    expect(listed.error).toBeNull();
    expect(listed.damage).toHaveLength(1);
    expect(listed.entries.map(({ entry }) => entry.path)).toEqual(names);
  });

  const sparse = (map: string, body: string, size: number): Buffer =>
    Buffer.concat([
      pax(record('GNU.sparse.major', '1') + record('GNU.sparse.minor', '0') + record('GNU.sparse.name', 'true/name') + record('GNU.sparse.realsize', String(size))),
      member({ name: 'GNUSparseFile.0/name' }, padded(map).toString('latin1') + body),
      END,
    ]);

  test('a sparse file gets its holes back', () => {
    const { entries, damage, error } = list([sparse('2\n3\n2\n8\n1\n', 'abc', 10)]);
    expect([error, damage]).toEqual([null, []]);
    expect(entries).toHaveLength(1);
    expect(entries[0]!.entry).toMatchObject({ path: 'true/name', size: 10, storedSize: 3 });
    expect(entries[0]!.bytes.toString('latin1')).toBe('\0\0\0ab\0\0\0c\0');
  });

  test.each([
    ['stretches that overlap', '2\n3\n2\n4\n1\n', 'abc', 10],
    ['stretches behind the end', '1\n9\n3\n', 'abc', 10],
    ['another number of bytes', '1\n0\n2\n', 'abc', 10],
    ['no numbers', 'one\n', 'abc', 10],
  ])('a map with %s is said and its bytes are given', (_name, map, body, size) => {
    const { entries, damage } = list([sparse(map, body, size)]);
    expect(damage).toHaveLength(1);
    expect(entries[0]!.bytes.toString('latin1')).toBe(body);
  });

  test('petabytes of holes do not stall', () => {
    let bytes = 0;
    const damage: string[] = [];
    const reader = new TarReader({ entry() {}, data: (part) => void (bytes += part.length), end() {}, damage: (message) => void damage.push(message) });
    reader.push(sparse('1\n4000000000000000\n3\n', 'abc', 5_000_000_000_000_000));
    reader.finish();
    expect(bytes).toBeLessThan(2 ** 30);
    expect(damage).toHaveLength(2);
  });
});

describe('indexTar', () => {
  const bytes = Buffer.concat([member({ name: 'a' }, 'one'), member({ name: 'big' }, 'x'.repeat(200_000)), pax(record('path', 'long')), member({ name: 'b' }, 'two'), END]);
  const readAt = (of: Buffer) => (position: number, length: number) => Promise.resolve(Buffer.from(of.subarray(position, position + length)));

  test('finds each member without reading its data', async () => {
    let read = 0;
    const members = await indexTar((position, length) => {
      read += length;
      return readAt(bytes)(position, length);
    }, bytes.length);
    expect(members.map(({ path, offset, size }) => [path, bytes.toString('latin1', offset, offset + Math.min(size, 3))])).toEqual([
      ['a', 'one'],
      ['big', 'xxx'],
      ['long', 'two'],
    ]);
    expect(read).toBeLessThan(100_000);
  });

  test('a cut archive throws, or says so and gives what it has', async () => {
    const cut = bytes.subarray(0, 100_000);
    await expect(indexTar(readAt(cut), cut.length)).rejects.toMatchObject({ code: 'damaged' });
    const said: string[] = [];
    expect((await indexTar(readAt(cut), cut.length, (message) => void said.push(message))).map(({ path }) => path)).toEqual(['a', 'big']);
    expect(said).toHaveLength(1);
  });
});
