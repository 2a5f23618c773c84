import { describe, expect, test } from '@jest/globals';
import { LayerlintError } from '../../src/model/error.js';
import { readTar, split } from './streams.js';

/** Archives made of entries of every dialect, by chance but repeatably, and what is in them. */
interface Made {
  readonly bytes: Buffer;
  /** The regular files, in order. */
  readonly files: readonly { readonly name: string; readonly content: string }[];
}

type Number32 = () => number;

/** Numbers from 0 to below 1 that depend on the seed alone. */
function numbers(seed: number): Number32 {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Maker {
  readonly #next: Number32;
  #count = 0;

  constructor(seed: number) {
    this.#next = numbers(seed);
  }

  below = (limit: number): number => Math.floor(this.#next() * limit);
  pick = <T>(...all: readonly T[]): T => all[this.below(all.length)]!;

  make(): Made {
    const entries = Array.from({ length: 1 + this.below(8) }, () => this.#entry());
    const end = this.pick(Buffer.alloc(1024), Buffer.alloc(1024), Buffer.alloc(0), Buffer.alloc(512), Buffer.alloc(9 * 512), Buffer.concat([Buffer.alloc(1024), Buffer.from('what follows the end')]));
    return { bytes: Buffer.concat([...entries.map(({ bytes }) => bytes), end]), files: entries.flatMap(({ files }) => files) };
  }

  #name = (): string => `d${this.below(3)}/f${this.#count++}`;
  #content = (): string => `c${this.#count++}-`.repeat(1 + this.below(300)).slice(0, this.pick(0, 1, 100, 511, 512, 513, 1024, 1 + this.below(1500)));

  /** Octal as one writer or another has it, or base 256. */
  #number(value: number, width: number): Buffer {
    if (value < 0 || this.below(5) === 0) {
      const bytes = Buffer.alloc(width, value < 0 ? 0xff : 0);
      for (let at = width - 1, left = value; at > 0 && at > width - 7; at--) [bytes[at], left] = [((left % 256) + 256) % 256, Math.floor(left / 256)];
      bytes[0] = value < 0 ? 0xff : 0x80;
      return bytes;
    }
    const digits = value.toString(8);
    return Buffer.from(this.pick(`${digits.padStart(width - 1, '0')}\0`, `${digits.padStart(width - 2, '0')} \0`, digits.padEnd(width, '\0'), `${digits.padStart(width - 1, ' ')} `), 'latin1');
  }

  #header(name: string, size: number, flag = '0', { prefix = '', link = '', magic = this.pick('ustar\x0000', 'ustar  \0', ''), mtime = 1, change = () => undefined }: { prefix?: string; link?: string; magic?: string; mtime?: number; change?: (block: Buffer) => void } = {}): Buffer {
    const block = Buffer.alloc(512);
    block.write(name, 0, 100, 'utf8');
    block.write('0000644\0', 100, 'latin1');
    this.#number(size, 12).copy(block, 124);
    this.#number(mtime, 12).copy(block, 136);
    block.write(flag, 156, 'latin1');
    block.write(link, 157, 100, 'utf8');
    block.write(prefix === '' ? magic : 'ustar\x0000', 257, 'latin1');
    block.write(prefix, 345, 'utf8');
    change(block);
    block.write('        ', 148, 'latin1');
    const signed = this.below(4) === 0;
    const sum = block.reduce((total, byte) => total + (signed && byte > 127 ? byte - 256 : byte), 0).toString(8);
    block.write(this.pick(`${sum.padStart(6, '0')}\0 `, `${sum.padStart(7, '0')}\0`, `${sum.padStart(6, ' ')}\0 `), 148, 'latin1');
    return block;
  }

  #with(header: Buffer, content: string | Buffer): Buffer {
    const body = Buffer.from(content as string);
    return Buffer.concat([header, body, Buffer.alloc(-body.length & 511)]);
  }

  #pax(records: readonly (readonly [string, string])[], flag = 'x'): Buffer {
    const body = records.map(([key, value]) => {
      const rest = ` ${key}=${value}\n`;
      let length = Buffer.byteLength(rest);
      while (length !== Buffer.byteLength(rest) + String(length).length) length = Buffer.byteLength(rest) + String(length).length;
      return `${length}${rest}`;
    }).join('');
    return this.#with(this.#header('PaxHeaders/x', Buffer.byteLength(body), flag, { magic: 'ustar\x0000' }), body);
  }

  #long(flag: 'L' | 'K', text: string): Buffer {
    const body = `${text}${this.pick('\0', '')}`;
    return this.#with(this.#header('././@LongLink', Buffer.byteLength(body), flag, { magic: 'ustar  \0' }), body);
  }

  /** Stretches of data among holes, as stored and as read. */
  #holes(): { readonly map: readonly (readonly [number, number])[]; readonly stored: string; readonly whole: string } {
    const map: [number, number][] = [];
    let stored = '';
    let whole = '';
    for (let left = this.pick(1, 3, 4, 5, 25, 60); left > 0; left--) {
      whole += '\0'.repeat(this.pick(0, 512, 2048));
      const piece = this.pick('a', 'b', 'c').repeat(512);
      map.push([whole.length, piece.length]);
      stored += piece;
      whole += piece;
    }
    const tail = this.pick(0, 700);
    if (tail > 0) map.push([whole.length + tail, 0]);
    return { map, stored, whole: whole + '\0'.repeat(tail) };
  }

  #entry(): Made {
    const name = this.#name();
    const content = this.#content();
    const size = Buffer.byteLength(content);
    const file = (bytes: Buffer, as = name, text = content): Made => ({ bytes, files: [{ name: as, content: text }] });
    const none = (bytes: Buffer): Made => ({ bytes, files: [] });
    const plain = (path = name, options = {}): Buffer => this.#with(this.#header(path, size, '0', options), content);
    const long = `long/${'n'.repeat(this.pick(95, 200, 900))}/${this.#count}`;
    switch (this.below(20)) {
      case 0: {
        const prefix = `${'p'.repeat(this.pick(1, 100))}/q`;
        return file(plain(name, { prefix }), `${prefix}/${name}`);
      }
      case 1:
        return file(Buffer.concat([this.#long('L', long), plain(long)]), long);
      case 2:
        return file(Buffer.concat([this.#pax([['path', 'first'], ['path', `\u00fc/${long}`], ['mtime', '1.5'], ['SCHILY.xattr.user.x', 'a\nb']]), plain()]), `\u00fc/${long}`);
      case 3:
        return file(Buffer.concat([this.#pax([['size', String(size)]]), this.#with(this.#header(name, this.pick(0, 7, size)), content)]));
      case 4:
        return file(Buffer.concat([this.#pax([['path', ''], ['mtime', '']]), plain()]));
      case 5:
        return file(Buffer.concat([this.#pax([['comment', 'for all']], 'g'), plain()]));
      case 6: {
        const both = [this.#long('K', `target/${long}`), this.#long('L', long)];
        return none(Buffer.concat([...(this.below(2) ? both : both.reverse()), this.#header('short', 0, '2', { link: 'target' })]));
      }
      case 7:
        return none(this.#header(name, 0, this.pick('1', '2', '3', '4', '5', '6'), { link: 'd0/f0' }));
      case 8:
        return none(this.#header(`${name}/`, this.pick(0, 0, 4096), '5'));
      case 9:
        return size === 0 ? none(this.#header(name, 0, 'Z')) : file(this.#with(this.#header(name, size, this.pick('Z', '8')), content));
      case 10: {
        const { map, stored, whole } = this.#holes();
        const field = (value: number): string => `${value.toString(8).padStart(11, '0')}\0`;
        const pairs = map.map(([offset, length]) => field(offset) + field(length));
        const change = (block: Buffer): void => {
          block.write(pairs.slice(0, 4).join(''), 386, 'latin1');
          block[482] = pairs.length > 4 ? 1 : 0;
          block.write(field(whole.length), 483, 'latin1');
        };
        const more: Buffer[] = [];
        for (let at = 4; at < pairs.length; at += 21) {
          const block = Buffer.alloc(512);
          block.write(pairs.slice(at, at + 21).join(''), 'latin1');
          block[504] = at + 21 < pairs.length ? 1 : 0;
          more.push(block);
        }
        return file(Buffer.concat([this.#header(name, stored.length, 'S', { magic: 'ustar  \0', change }), ...more, Buffer.from(stored)]), name, whole);
      }
      case 11: {
        const { map, stored, whole } = this.#holes();
        const records = map.flatMap(([offset, length]): [string, string][] => [['GNU.sparse.offset', String(offset)], ['GNU.sparse.numbytes', String(length)]]);
        return file(Buffer.concat([this.#pax([['GNU.sparse.size', String(whole.length)], ['GNU.sparse.numblocks', String(map.length)], ...records]), this.#with(this.#header(name, stored.length), stored)]), name, whole);
      }
      case 12: {
        const { map, stored, whole } = this.#holes();
        return file(Buffer.concat([this.#pax([['GNU.sparse.size', String(whole.length)], ['GNU.sparse.numblocks', String(map.length)], ['GNU.sparse.name', name], ['GNU.sparse.map', map.flat().join(',')]]), this.#with(this.#header('GNUSparseFile.0/x', stored.length), stored)]), name, whole);
      }
      case 13: {
        const { map, stored, whole } = this.#holes();
        const lines = `${map.length}\n${map.flat().map((value) => `${value}\n`).join('')}`;
        const body = lines + '\0'.repeat(-lines.length & 511) + stored;
        return file(Buffer.concat([this.#pax([['GNU.sparse.major', '1'], ['GNU.sparse.minor', '0'], ['GNU.sparse.name', name], ['GNU.sparse.realsize', String(whole.length)]]), this.#with(this.#header('GNUSparseFile.0/x', body.length), body)]), name, whole);
      }
      case 14:
        return file(plain(name, { mtime: -this.below(1e9) - 1 }));
      case 15: {
        const path = `${this.pick('/', './', '../', 'a//b/../')}${name}`;
        return file(plain(path), path);
      }
      case 16:
        return { bytes: Buffer.concat([plain(), plain()]), files: [{ name, content }, { name, content }] };
      case 17:
        return file(Buffer.concat([this.#pax([['path', long]], 'X'), plain()]), long);
      case 18:
        return { bytes: Buffer.concat([this.#header('d1/.wh.f1', 0), this.#header('d1/.wh..wh..opq', 0)]), files: ['d1/.wh.f1', 'd1/.wh..wh..opq'].map((path) => ({ name: path, content: '' })) };
      default:
        return file(plain());
    }
  }
}

const read = (pieces: readonly Buffer[]) =>
  readTar(
    pieces,
    ({ path: name }) => {
      const parts: Buffer[] = [];
      return { data: (bytes) => void parts.push(Buffer.from(bytes)), end: () => ({ name, content: Buffer.concat(parts).toString() }) };
    },
    { stray: () => undefined },
  );

const SEEDS = 400;

describe('archives of every dialect', () => {
  test('hold what was put into them, however their bytes arrive', async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const maker = new Maker(seed);
      const { bytes, files } = maker.make();
      expect({ seed, ...(await read([bytes])) }).toEqual({ seed, files, damage: [], error: null });
      const cuts = Array.from({ length: 5 }, () => maker.below(bytes.length + 1));
      expect({ seed, ...(await read(split(bytes, cuts))) }).toEqual({ seed, files, damage: [], error: null });
    }
  });

  test('that are damaged end, and what is lost is said', async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const maker = new Maker(seed);
      const made = maker.make();
      const bytes = Buffer.from(made.bytes);
      const block = maker.below(Math.max(1, Math.ceil(bytes.length / 512))) * 512;
      const damaged = [
        () => bytes.subarray(0, maker.below(bytes.length)),
        () => Buffer.concat([bytes.subarray(0, block), bytes.subarray(block + 512)]),
        () => Buffer.concat([bytes.subarray(0, block), Buffer.alloc(512, 'x'), bytes.subarray(block)]),
        () => (bytes.fill(0xff, block + 124, block + 136), bytes),
      ][maker.below(4)]!();
      const { error, files } = await read([damaged]);
      if (error !== null) expect({ seed, error }).toEqual({ seed, error: expect.any(LayerlintError) });
      // Nothing is made up: at most one file more than there were, for a block that was put in.
      expect(files.length).toBeLessThanOrEqual(made.files.length + 1);
    }
  });
});
