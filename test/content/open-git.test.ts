import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { applyDelta } from '../../src/archive/git-delta.js';
import { places, PLANT, scan, VALUE } from './plant.js';

const BLOB = 3;
const BY_OFFSET = 6;
const BY_ID = 7;

function idOf(type: string, bytes: Buffer): string {
  return createHash('sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}

interface Packed {
  readonly type: number;
  readonly bytes: Buffer;
  /** Index of an object in front, or an id. */
  readonly base?: number | string;
}

function makePack(objects: readonly Packed[], count = objects.length): Buffer {
  const head = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
  head.writeUInt32BE(count, 8);
  const parts = [head];
  const offsets: number[] = [];
  let offset = 12;
  for (const { type, bytes, base } of objects) {
    offsets.push(offset);
    const header: number[] = [];
    let size = bytes.length;
    let byte = (type << 4) | (size & 15);
    for (size >>= 4; size > 0; size >>= 7) {
      header.push(byte | 0x80);
      byte = size & 0x7f;
    }
    header.push(byte);
    if (typeof base === 'number') {
      let back = offset - (offsets[base] ?? 0);
      const digits = [back & 0x7f];
      while ((back = Math.floor(back / 128)) > 0) {
        back -= 1;
        digits.unshift((back & 0x7f) | 0x80);
      }
      header.push(...digits);
    } else if (base !== undefined) header.push(...Buffer.from(base, 'hex'));
    for (const part of [Buffer.from(header), deflateSync(bytes)]) {
      parts.push(part);
      offset += part.length;
    }
  }
  const body = Buffer.concat(parts);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >> 7)];
}

/** Copies `copied` bytes of a base and puts `added` behind them. */
function makeDelta(baseLength: number, copied: number, added: Buffer): Buffer {
  const copy = copied === 0 ? [] : [0x80 | 0x30, copied & 0xff, copied >> 8];
  return Buffer.from([...varint(baseLength), ...varint(copied + added.length), ...copy, added.length, ...added]);
}

describe('git', () => {
  test('deleted history of a real repository, loose and packed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'layerlint-'));
    const git = (...args: string[]): void => {
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', ...args], { cwd: folder, stdio: 'ignore' });
    };
    try {
      try {
        git('init', '-q');
      } catch {
        console.warn('Skipped: there is no git here.');
        return;
      }
      mkdirSync(join(folder, 'config'));
      const lines = Array.from({ length: 400 }, (_, index) => `line ${index} of a file that git keeps as a delta\n`);
      for (const version of [1, 2, 3, 4]) {
        lines[version * 50] = `line changed in version ${version}\n`;
        const secret = version === 2 ? PLANT.toString() : 'none';
        writeFileSync(join(folder, 'config', 'app.env'), `${lines.join('')}TOKEN=${secret}\n`);
        git('add', '-A');
        git('commit', '-q', '-m', `Version ${version}`);
      }
      const objects = join(folder, '.git', 'objects');
      const found: string[] = [];
      for (const name of readdirSync(objects).filter((one) => one.length === 2)) {
        for (const file of readdirSync(join(objects, name))) {
          const seen = await scan(readFileSync(join(objects, name, file)), 777, `.git/objects/${name}/${file}`);
          expect(seen.notices).toEqual([]);
          for (const place of places(seen)) {
            expect(place).toBe(name + file);
            found.push(place);
          }
        }
      }
      expect(found).toHaveLength(1);
      git('repack', '-a', '-d', '-f', '-q');
      const pack = readdirSync(join(objects, 'pack')).find((name) => name.endsWith('.pack'))!;
      const seen = await scan(readFileSync(join(objects, 'pack', pack)), 4096, `.git/objects/pack/${pack}`);
      expect(seen.notices).toEqual([]);
      expect(places(seen)).toEqual([`${found[0]} > config/app.env`]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a repository whose ids are SHA-256', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'layerlint-'));
    const git = (...args: string[]): string => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', ...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      try {
        git('init', '-q', '--object-format=sha256');
      } catch (error) {
        if (process.env.CI) throw new Error('git makes no such repository.', { cause: error });
        console.warn('Skipped: git makes no such repository here.');
        return;
      }
      mkdirSync(join(folder, 'config'));
      for (const value of ['none', PLANT.toString(), 'gone']) {
        writeFileSync(join(folder, 'config', 'app.env'), `${'a line\n'.repeat(200)}TOKEN=${value}\n`);
        git('add', '-A');
        git('commit', '-qm', value.slice(0, 4));
      }
      git('repack', '-adqf');
      const packs = join(folder, '.git', 'objects', 'pack');
      const name = readdirSync(packs).find((one) => one.endsWith('.pack'))!;
      const seen = await scan(readFileSync(join(packs, name)), 1000, `.git/objects/pack/${name}`);
      expect(seen.notices).toEqual([]);
      // git may put an object in front of the trees that name it.
      expect(places(seen)).toEqual([expect.stringMatching(`^${git('rev-parse', 'HEAD~1:config/app.env').trim()}(?: > config/app\\.env)?$`)]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a file that lies among objects and is none is no fault', async () => {
    const path = `objects/ab/${'c'.repeat(38)}`;
    expect(await scan(deflateSync(Buffer.from('something else altogether, and long enough')), 9, path)).toMatchObject({ notices: [] });
    expect(places(await scan(PLANT, 5, path))).toEqual(['']);
  });

  test('deltas by offset and by id, forwards and backwards', async () => {
    const base = Buffer.from('the first version of a file, long enough to be worth a delta\n');
    const middle = makeDelta(base.length, base.length, Buffer.from('more\n'));
    const middleId = idOf('blob', Buffer.concat([base, Buffer.from('more\n')]));
    const last = makeDelta(base.length + 5, 10, PLANT);
    const object = idOf('blob', Buffer.concat([base.subarray(0, 10), PLANT]));
    for (const pack of [
      makePack([{ type: BLOB, bytes: base }, { type: BY_OFFSET, bytes: middle, base: 0 }, { type: BY_OFFSET, bytes: last, base: 1 }]),
      makePack([{ type: BY_ID, bytes: last, base: middleId }, { type: BY_ID, bytes: middle, base: idOf('blob', base) }, { type: BLOB, bytes: base }]),
    ]) {
      const seen = await scan(pack, 50);
      expect(seen.notices).toEqual([]);
      expect(places(seen)).toEqual([object]);
    }
  });

  test('one value in many versions is shown once', async () => {
    const versions = Array.from({ length: 20 }, (_, index) => ({ type: BLOB, bytes: Buffer.concat([Buffer.from(`${index}\n`), PLANT]) }));
    expect(places(await scan(makePack(versions)))).toHaveLength(1);
  });

  test.each([
    ['a loop of deltas', () => makePack([{ type: BY_ID, bytes: makeDelta(9, 0, PLANT), base: 'a'.repeat(40) }, { type: BY_ID, bytes: makeDelta(9, 0, PLANT), base: 'b'.repeat(40) }]), 'damaged'],
    ['a base behind the end', () => makePack([{ type: BY_OFFSET, bytes: makeDelta(9, 0, PLANT), base: 0 }]), 'damaged'],
    ['a delta that copies what is not there', () => makePack([{ type: BLOB, bytes: Buffer.from('short') }, { type: BY_OFFSET, bytes: makeDelta(5, 900, PLANT), base: 0 }]), 'damaged'],
    ['fewer objects than it says', () => makePack([{ type: BLOB, bytes: PLANT }], 1_000_000), 'damaged'],
    ['an object larger than all limits', () => Buffer.concat([makePack([]).subarray(0, 8), Buffer.from([0, 0, 0, 1, 0xbf, 0xff, 0xff, 0xff, 0xff, 0x7f]), Buffer.alloc(64)]), 'limit-reached'],
    [
      'a chain longer than git makes',
      () => {
        const chain: Packed[] = [{ type: BLOB, bytes: PLANT }];
        let id = idOf('blob', PLANT);
        for (let index = 1; index <= 6000; index += 1) {
          const bytes = Buffer.alloc(1 + (index % 100), `${index} `);
          chain.unshift({ type: BY_ID, bytes: makeDelta(bytes.length, 0, bytes), base: id });
          id = idOf('blob', bytes);
        }
        return makePack(chain);
      },
      'damaged',
    ],
  ])('%s ends in a notice', async (_what, make, code) => {
    const started = performance.now();
    const { notices } = await scan(make());
    expect(notices.map((notice) => notice.code)).toEqual([code]);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('deltas that grow without measure', async () => {
    const base = Buffer.alloc(0x10000);
    const delta = (from: number): Buffer => Buffer.from([...varint(from), ...varint(from * 64), ...Array.from({ length: 64 }, () => (from === 0x10000 ? [0x80] : [0x80 | 0x70, 0, 0, 0x40])).flat()]);
    const pack = makePack([{ type: BLOB, bytes: base }, ...Array.from({ length: 100 }, () => ({ type: BY_OFFSET, bytes: delta(0x10000), base: 0 }))]);
    expect((await scan(pack)).notices.map(({ code }) => code)).toEqual(['limit-reached']);
  });

  test('random deltas give bytes or an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), fc.uint8Array({ maxLength: 50 }), (base, delta) => {
        try {
          expect(applyDelta(Buffer.from(base), Buffer.from(delta), 1000).length).toBeLessThanOrEqual(1000);
        } catch (error) {
          expect((error as { code: string }).code).toMatch(/^(?:damaged|limit-exceeded)$/);
        }
      }),
    );
  });
});

describe('what git keeps beside its objects', () => {
  const url = `https://me:plant_${VALUE}@git.acme.io/a/b.git`;
  test.each([
    ['.git/config', `[remote "origin"]\n\turl = ${url}\n`],
    ['.git/FETCH_HEAD', `0123456789012345678901234567890123456789\t\tbranch 'main' of ${url}\n`],
    ['.git/logs/HEAD', `0000000000000000000000000000000000000000 0123456789012345678901234567890123456789 A <a@b.c> 1700000000 +0000\tclone: from ${url}\n`],
    ['.git/logs/refs/stash', `0000000000000000000000000000000000000000 0123456789012345678901234567890123456789 A <a@b.c> 1700000000 +0000\tWIP on main: plant_${VALUE}\n`],
    ['.git/COMMIT_EDITMSG', `use plant_${VALUE}\n`],
    ['.git/packed-refs', `# pack-refs with: peeled\n0123456789012345678901234567890123456789 refs/heads/plant_${VALUE}\n`],
  ])('%s', async (path, content) => {
    expect(places(await scan(Buffer.from(content), 10, path))).toEqual(['']);
  });

  test('a stash, after its branch is gone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'layerlint-'));
    const git = (...args: string[]): void => void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'commit.gpgsign=false', ...args], { cwd: folder, stdio: 'ignore' });
    try {
      git('init', '-q');
      writeFileSync(join(folder, 'a'), 'nothing\n');
      git('add', 'a');
      git('commit', '-qm', 'a');
      writeFileSync(join(folder, 'a'), `plant_${VALUE}\n`);
      git('stash');
      git('stash', 'drop');
      const found: string[] = [];
      const objects = join(folder, '.git', 'objects');
      for (const name of readdirSync(objects, { recursive: true }) as string[]) {
        if (/^[0-9a-f]{2}[/\\][0-9a-f]{38}$/.test(name)) found.push(...places(await scan(readFileSync(join(objects, name)), 100, `.git/objects/${name}`)));
      }
      expect(found).toHaveLength(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
