import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import { tarOf, zstdRaw } from '../../sample-images/encode.js';
import { scanReference, type Report } from '../../src/index.js';
import { expandTemplate } from '../../src/rule/template.js';
import { sample } from '../archive/samples.js';
import { dockerArchive, layerOf, Workshop } from '../source/craft.js';

/** What a layer holds and no file of it. */
const workshop = new Workshop();
afterAll(() => workshop.remove());
const token = expandTemplate('ghp_{base62:30}{crc32:github}', 111);
const LEAK = `GITHUB_TOKEN=${token}`;

async function scan(layer: Buffer, options: Parameters<typeof scanReference>[1] = {}): Promise<Report> {
  const archive = await dockerArchive([layer], { config: (config) => ({ ...config, rootfs: { diff_ids: [] } }) });
  return (await scanReference(workshop.write(archive), options))[0]!;
}
const places = ({ findings }: Report) => findings.map(({ location, secret }) => ['path' in location ? [location.path, ...('within' in location ? location.within : [])].join(' > ') : '', secret?.reveal()]);

function record(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = Buffer.byteLength(rest);
  while (length !== Buffer.byteLength(rest) + String(length).length) length = Buffer.byteLength(rest) + String(length).length;
  return `${length}${rest}`;
}

/** A PAX header in front of a plain tar. */
async function withPax(flag: 'x' | 'g', records: Record<string, string>): Promise<Buffer> {
  const body = Buffer.from(Object.entries(records).map(([key, value]) => record(key, value)).join(''));
  const header = Buffer.from((await tarOf([{ path: 'PaxHeaders/x', content: body }])).subarray(0, 512));
  header.write(flag, 156, 'latin1');
  header.write('        ', 148, 'latin1');
  header.write(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  const files = await tarOf([{ path: 'app/a', content: 'one' }, { path: 'app/b', content: 'two' }]);
  return Buffer.concat([header, body, Buffer.alloc(-body.length & 511), files]);
}

describe('what tar headers say', () => {
  test.each<readonly [string, 'x' | 'g', Record<string, string>, readonly string[]]>([
    ['an extended attribute', 'x', { 'SCHILY.xattr.user.note': LEAK }, ['app/a > SCHILY.xattr.user.note']],
    ['an attribute in base64', 'x', { 'LIBARCHIVE.xattr.user.note': Buffer.from(`${LEAK}\n`).toString('base64') }, ['app/a > LIBARCHIVE.xattr.user.note']],
    ['a comment', 'x', { comment: LEAK }, ['app/a > comment']],
    ['a comment on all files, told once', 'g', { comment: LEAK }, ['app/a > comment']],
    ['an unknown word', 'x', { 'ACME.build': LEAK, mtime: '1.5' }, ['app/a > ACME.build']],
  ])('%s', async (_, flag, records, expected) => {
    const report = await scan(await withPax(flag, records));
    expect(places(report)).toEqual(expected.map((place) => [place, token]));
    expect(report.complete).toBe(true);
  });
});

test.each([
  ['behind its end', async () => Buffer.concat([await layerOf('clean'), Buffer.from(`\n${LEAK}\n`)])],
  ['behind its end, many blocks of it', async () => Buffer.concat([await layerOf('clean'), Buffer.alloc(5000, 'x'), Buffer.from(`\n${LEAK}\n`), Buffer.alloc(5000, 'y')])],
  ['over the border of two blocks', async () => Buffer.concat([await layerOf('clean'), Buffer.alloc(490, 'x'), Buffer.from(`\n${LEAK}\n`)])],
])('bytes of a tar %s', async (_, make) => {
  const report = await scan(await make());
  expect(places(report)).toEqual([['(between the files of the tar archive)', token]]);
  expect(report.complete).toBe(true);
});

test('files behind bytes behind the end are files', async () => {
  const report = await scan(Buffer.concat([await layerOf('clean'), Buffer.alloc(1024, 'x'), await layerOf(`${LEAK}\n`)]));
  expect(places(report)).toEqual([['app/file', token]]);
});

function skippable(content: string): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0x184d2a50, 0);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, Buffer.from(content)]);
}

describe('a compressed stream', () => {
  const plain = gzipSync(Buffer.alloc(0));
  const header = (flags: number, ...fields: Buffer[]): Buffer => {
    const head = Buffer.from(plain.subarray(0, 10));
    head[3] = flags;
    return Buffer.concat([head, ...fields]);
  };
  const zeroEnded = Buffer.from(`${LEAK}\0`);
  const extra = Buffer.concat([Buffer.from([LEAK.length, 0]), Buffer.from(LEAK)]);

  test.each<readonly [string, (layer: Buffer) => Buffer, string]>([
    ['in its comment', (layer) => Buffer.concat([header(16, zeroEnded), layer.subarray(10)]), 'gzip comment'],
    ['in its file name', (layer) => Buffer.concat([header(8, zeroEnded), layer.subarray(10)]), 'gzip file name'],
    ['in its extra field', (layer) => Buffer.concat([header(4, extra), layer.subarray(10)]), 'gzip extra field'],
    ['behind it', (layer) => Buffer.concat([layer, Buffer.from(LEAK)]), 'behind the gzip stream'],
    ['in the comment of an empty member behind it', (layer) => Buffer.concat([layer, header(16, zeroEnded), plain.subarray(10)]), 'gzip comment'],
  ])('%s', async (_, change, name) => {
    const report = await scan(change(gzipSync(await layerOf('clean'))));
    expect(places(report)).toEqual([[`(the compressed layer) > ${name}`, token]]);
    expect(report.complete).toBe(true);
  });

  test.each([
    ['in a skippable frame', (layer: Buffer) => Buffer.concat([layer, skippable(LEAK)]), 'zstd skippable frame'],
    ['in a skippable frame in front', (layer: Buffer) => Buffer.concat([skippable(LEAK), layer]), 'zstd skippable frame'],
    ['behind it', (layer: Buffer) => Buffer.concat([layer, Buffer.from(LEAK)]), 'behind the zstd stream'],
  ])('of zstd, %s', async (_, change, name) => {
    const report = await scan(change(zstdRaw(await layerOf('clean'))));
    expect(places(report)).toEqual([[`(the compressed layer) > ${name}`, token]]);
    expect(report.complete).toBe(true);
  });

  test('with zeros behind it is clean', async () => {
    expect(await scan(Buffer.concat([gzipSync(await layerOf('clean')), Buffer.alloc(4096)]))).toMatchObject({ complete: true, findings: [] });
  });

  test('with megabytes behind it: all of them are read', async () => {
    const rest = Buffer.alloc(5 * 1024 * 1024, 'x');
    // At the beginning, across the end of a window, and far behind.
    for (const at of [0, 1024 * 1024 - 8, 1024 * 1024 - 30_000, 4 * 1024 * 1024]) {
      const leaking = Buffer.from(rest);
      leaking.write(`\n${LEAK}\n`, at);
      const report = await scan(Buffer.concat([gzipSync(await layerOf('clean')), leaking]));
      expect(places(report)).toEqual([['(the compressed layer) > behind the gzip stream', token]]);
      expect(report.complete).toBe(true);
    }
  });

  test.each(['xz', 'bzip2'] as const)('of %s, behind it', async (kind) => {
    const report = await scan(Buffer.concat([sample(kind), Buffer.from(LEAK)]));
    expect(places(report)).toEqual([[`(the compressed layer) > behind the ${kind} stream`, token]]);
  });
});
