import { describe, expect, test } from '@jest/globals';
import { readRpmDatabase } from '../../src/archive/rpm-database.js';
import { readRpmHeader } from '../../src/layer/rpm-header.js';
import { VendorFilesBuilder } from '../../src/layer/vendor.js';
import { berkeleyOf, headerOf, ndbOf, packageHeader } from './rpm-forms.js';

const acme = packageHeader({ vendor: 'Fedora Project', files: [['usr/share/acme/key.pem', 'one'], ['usr/share/acme/other', 'two'], ['etc/acme.conf', 'three']] });
const beta = packageHeader({ vendor: 'Red Hat, Inc.', algorithm: null, files: Array.from({ length: 60 }, (_, index) => [`usr/lib/beta/file-${index}`, `${index}`] as const) });

function read(bytes: Buffer): { readonly headers: Buffer[]; readonly faults: number } {
  let faults = 0;
  return { headers: [...(readRpmDatabase(bytes, () => (faults += 1)) ?? [])], faults };
}

const FORMS: readonly (readonly [string, (headers: readonly Buffer[]) => Buffer])[] = [
  ['ndb', ndbOf],
  ['Berkeley DB', berkeleyOf],
  ['Berkeley DB of a big-endian machine', (headers) => berkeleyOf(headers, true)],
];

describe.each(FORMS)('a database of rpm in the form of %s', (_, form) => {
  test('gives the header of each package', () => {
    const { headers, faults } = read(form([acme, beta]));
    expect(headers.map((header) => header.equals(acme) || header.equals(beta))).toEqual([true, true]);
    expect(faults).toBe(0);
  });
  test('cut short anywhere it ends, with a word about it or with less', () => {
    const whole = form([acme, beta]);
    for (let length = 0; length < whole.length; length += 97) {
      const { headers } = read(whole.subarray(0, length));
      expect(headers.length).toBeLessThan(2);
    }
  });
  test('changed anywhere it gives out no more bytes than it has', () => {
    const whole = form([acme, beta]);
    for (let at = 0; at < whole.length; at += 13) {
      const changed = Buffer.from(whole);
      changed.fill(0xff, at, Math.min(whole.length, at + 4));
      const { headers } = read(changed);
      expect(headers.reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(whole.length);
      for (const header of headers) [...(readRpmHeader(header)?.files() ?? [])].forEach(({ path }) => expect(path.length).toBeLessThanOrEqual(4096));
    }
  });
});

test('slots that all name one blob do not multiply it', () => {
  const database = ndbOf([packageHeader({ vendor: 'x', files: Array.from({ length: 400 }, (_, index) => [`a/${index}`, 'x'] as const) })]);
  const slot = Buffer.from(database.subarray(32, 48));
  for (let at = 32; at < 4096; at += 16) slot.copy(database, at);
  const { headers, faults } = read(database);
  expect(headers).toHaveLength(1);
  expect(faults).toBeGreaterThan(200);
});

test('a chain of pages that bites its tail ends in a fault', () => {
  const database = berkeleyOf([beta]);
  // The last page of the chain leads to the first, and the item asks for more.
  database.writeUInt32LE(2, database.length - 512 + 16);
  database.writeUInt32LE(0x7fffffff, 2 * 512 - 9);
  expect(read(database)).toEqual({ headers: [], faults: 1 });
});

test('bytes of another kind are no database', () => {
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(4096), Buffer.from('RpmP'), Buffer.from('x'.repeat(600))]) expect(readRpmDatabase(bytes, () => undefined)).toBeNull();
});

describe('the header of a package', () => {
  test('names its files with folder and digest', () => {
    const found = readRpmHeader(acme);
    expect(found).toMatchObject({ vendor: 'Fedora Project', signed: true });
    expect([...found!.files()].map(({ path, digest }) => [path, digest.length])).toEqual([['usr/share/acme/key.pem', 64], ['usr/share/acme/other', 64], ['etc/acme.conf', 64]]);
    expect([...readRpmHeader(beta)!.files()][3]).toMatchObject({ path: 'usr/lib/beta/file-3', digest: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });
  test('of digests that nothing here keeps it names none', () => {
    expect([...readRpmHeader(packageHeader({ vendor: 'x', algorithm: 10, files: [['a/b', 'c']] }))!.files()]).toEqual([]);
  });
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['more entries than bytes', Buffer.from('ffffffff00000000', 'hex')],
    ['more data than bytes', Buffer.from('00000000ffffffff', 'hex')],
  ])('%s is none', (_, bytes) => {
    expect(readRpmHeader(bytes)).toBeNull();
  });
  test.each([
    ['counts beyond the data', headerOf([[1035, 8, 0xffffffff, Buffer.from('aa\0')], [1116, 4, 0xffffffff, Buffer.alloc(8)], [1117, 8, 0xffffffff, Buffer.from('b\0c\0')], [1118, 8, 1, Buffer.from('/\0')]])],
    ['a folder that is not there', headerOf([[1035, 8, 1, Buffer.from('aa\0')], [1116, 4, 1, Buffer.from([0, 0, 0, 9])], [1117, 8, 1, Buffer.from('b\0')], [1118, 8, 1, Buffer.from('/\0')]])],
    ['types that are not theirs', headerOf([[1035, 4, 1, Buffer.from('aa\0')], [1116, 8, 1, Buffer.alloc(4)], [1117, 4, 1, Buffer.from('b\0')], [1118, 7, 1, Buffer.from('/\0')], [1011, 4, 1, Buffer.alloc(4)]])],
  ])('%s ends nothing', (_, header) => {
    expect([...readRpmHeader(header)!.files()].length).toBeLessThan(2);
  });
});

describe('what VendorFilesBuilder says of a database of rpm', () => {
  const PATH = 'var/lib/rpm/Packages.db';
  test('nothing, where it was read', () => {
    expect(new VendorFilesBuilder().add(PATH, ndbOf([acme]))).toBeNull();
  });
  test('that it is damaged', () => {
    const database = ndbOf([acme]);
    database.writeUInt32LE(0xfffffff, 32 + 8);
    expect(new VendorFilesBuilder().add(PATH, database)).toMatch(/damaged in 1 place;/);
  });
  test('that one folder said for a million files is more than is kept', () => {
    const files = 70_000;
    const header = headerOf([
      [268, 7, 1, Buffer.alloc(1)],
      [1011, 6, 1, Buffer.from('Fedora Project\0')],
      [1035, 8, files, Buffer.from('a\0'.repeat(files))],
      [1116, 4, files, Buffer.alloc(files * 4)],
      [1117, 8, files, Buffer.from('b\0'.repeat(files))],
      [1118, 8, 1, Buffer.from(`/${'d'.repeat(4000)}\0`)],
    ]);
    expect(new VendorFilesBuilder().add(PATH, ndbOf([header]))).toMatch(/says more than is kept/);
  });
});
