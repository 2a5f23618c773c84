import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, createReadStream, mkdirSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { readLayer } from '../../src/layer/read.js';
import type { Image } from '../../src/model/image.js';
import { Workshop, bytesOf, errorOf } from './craft.js';

const workshop = new Workshop();
afterAll(() => workshop.remove());
let count = 0;
/** Node has no call for it. */
const MAKE_PIPE = 'mkfifo';

function folder(): string {
  const path = join(workshop.folder, `tree-${count++}`);
  mkdirSync(path);
  return path;
}

async function list(image: Image): Promise<readonly string[]> {
  return listTar(await image.layers[0]!.open());
}

async function listTar(tar: AsyncIterable<Buffer>): Promise<readonly string[]> {
  const entries: string[] = [];
  let bytes = 0;
  await readLayer(tar, {
    file(file) {
      bytes = 0;
      if (file.type !== 'file') entries.push(`${file.type} ${file.path}${file.linkTarget === null ? '' : ` -> ${file.linkTarget}`}`);
      else entries.push(`${file.type} ${file.path} ${file.size}`);
      return true;
    },
    bytes: (piece) => void (bytes += piece.length),
    end: () => void (entries[entries.length - 1] += ` (${bytes})`),
    notice: (_, message) => void entries.push(`notice ${message}`),
  });
  return entries.map((entry) => entry.replace(/ \(0\)$/, ''));
}

test('a tree is one layer in sorted order; links are kept and not followed', async () => {
  const root = folder();
  mkdirSync(join(root, 'b/deep'), { recursive: true });
  mkdirSync(join(root, 'empty'));
  writeFileSync(join(root, 'b/deep/file.txt'), 'content');
  writeFileSync(join(root, 'a.txt'), 'a');
  writeFileSync(join(root, 'z'.repeat(150)), 'long');
  symlinkSync('/etc', join(root, 'b/outside'));
  execFileSync(MAKE_PIPE, [join(root, 'pipe')]);
  for (const reference of [root, `dir:${root}`]) {
    const { images } = await workshop.open(reference);
    expect(images[0]).toMatchObject({ kind: 'directory', reference: `dir:${root}`, config: null, platform: null, history: [], names: [] });
    expect(await list(images[0]!)).toEqual([
      'file a.txt 1 (1)',
      'directory b',
      'directory b/deep',
      'file b/deep/file.txt 7 (7)',
      'symlink b/outside -> /etc',
      'directory empty',
      'fifo pipe',
      `file ${'z'.repeat(150)} 4 (4)`,
    ]);
    expect(images[0]!.notices).toEqual([]);
  }
});

test('names of any length and coding are those that tar gives the same files', async () => {
  const root = folder();
  for (const length of [99, 100, 101, 155, 255]) writeFileSync(join(root, 'n'.repeat(length)), 'x');
  let deep = root;
  for (let depth = 0; depth < 12; depth++) mkdirSync((deep = join(deep, `d${depth}`.padEnd(120, 'x'))));
  writeFileSync(join(deep, 'h\u00fclle \ud83d\udd11'), 'x');
  writeFileSync(Buffer.concat([Buffer.from(root), Buffer.from('/caf\xe9', 'latin1')]), 'latin1');
  symlinkSync(`../${'t'.repeat(300)}`, join(root, 'link'));
  symlinkSync('s'.repeat(100), join(root, 'shorter'));
  for (let size = 510; size < 515; size++) writeFileSync(join(root, `size-${size}`), Buffer.alloc(size, 'y'));
  // Headers, and names too long for one, come to the end of a piece.
  for (let index = 0; index < 80; index++) writeFileSync(join(root, `piece-${index}`.padEnd(175 + index, '.')), Buffer.alloc(13_000 + 511 * index));
  const { images } = await workshop.open(root);
  const entries = await list(images[0]!);
  const archive = join(workshop.folder, 'by-tar.tar');
  execFileSync('tar', ['-C', root, '--sort=name', '--null', '--verbatim-files-from', '-T', '-', '-cf', archive], {
    input: Buffer.concat(readdirSync(root, { encoding: 'buffer' }).sort(Buffer.compare).map((name) => Buffer.concat([name, Buffer.of(0)]))),
  });
  expect(entries).toEqual(await listTar(createReadStream(archive)));
  expect(entries).toContain('file caf\u00e9 6 (6)');
});

test('a single file is an entry with its name', async () => {
  const path = join(folder(), '.env');
  writeFileSync(path, 'KEY=value\n');
  for (const reference of [path, `dir:${path}`]) {
    const { images } = await workshop.open(reference);
    expect(await list(images[0]!)).toEqual(['file .env 10 (10)']);
  }
});

test('what may not be read is a notice, and the rest is read', async () => {
  const root = folder();
  writeFileSync(join(root, 'a'), 'a');
  // Root may read everything, so what is expected depends on who runs the tests.
  mkdirSync(join(root, 'closed'));
  writeFileSync(join(root, 'closed/file'), 'x');
  chmodSync(join(root, 'closed'), 0);
  writeFileSync(join(root, 'd'), 'd');
  const { images } = await workshop.open(root);
  const entries = await list(images[0]!);
  expect(entries).toContain('file d 1 (1)');
  if (process.getuid?.() === 0) expect(entries).toContain('file closed/file 1 (1)');
  else expect(images[0]!.notices.map((notice) => notice.code)).toEqual(['unreadable']);
  chmodSync(join(root, 'closed'), 0o755);
});

test('a socket is left out', async () => {
  const root = folder();
  const server = createServer().listen(join(root, 'socket'));
  await new Promise((resolve) => server.once('listening', resolve));
  writeFileSync(join(root, 'file'), 'x');
  const { images } = await workshop.open(root);
  expect(await list(images[0]!)).toEqual(['file file 1 (1)']);
  await new Promise((resolve) => server.close(resolve));
});

test.each([
  ['shorter', (path: string) => truncateSync(path, 100)],
  ['longer', (path: string) => appendFileSync(path, 'more')],
])('a file that becomes %s while it is read is a notice', async (word, change) => {
  const root = folder();
  const path = join(root, 'growing.log');
  writeFileSync(path, Buffer.alloc(8 * 1024 * 1024, 'x'));
  writeFileSync(join(root, 'next'), 'next');
  const { images } = await workshop.open(root);
  const stream = await images[0]!.layers[0]!.open();
  let size = 0;
  for await (const piece of stream) {
    if (size === 0) change(path);
    size += piece.length;
  }
  expect(size % 512).toBe(0);
  expect(images[0]!.notices.map((notice) => notice.message)).toEqual([expect.stringContaining(`became ${word}`)]);
});

test('a layer can be read again, also when a reader gave up before', async () => {
  const root = folder();
  for (let index = 0; index < 50; index++) writeFileSync(join(root, `file${index}`), Buffer.alloc(100_000, `${index}`));
  const { images } = await workshop.open(root);
  for await (const piece of await images[0]!.layers[0]!.open()) if (piece.length > 0) break;
  const first = await bytesOf(await images[0]!.layers[0]!.open());
  expect((await bytesOf(await images[0]!.layers[0]!.open())).equals(first)).toBe(true);
});

test('many empty directories pass through a slow reader', async () => {
  const root = folder();
  for (let index = 0; index < 4000; index++) mkdirSync(join(root, `directory${index}`));
  const { images } = await workshop.open(root);
  expect(await list(images[0]!)).toHaveLength(4000);
});

test('a path that is not there', async () => {
  const error = await errorOf(workshop.open(`dir:${workshop.folder}/missing`));
  expect(error.code).toBe('not-found');
});
