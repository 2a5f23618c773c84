import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HidesBuilder, isHidden } from '../../src/layer/hides.js';
import { normalisePath, whiteoutOf } from '../../src/layer/path.js';
import type { FileType } from '../../src/model/file.js';

interface Entry {
  readonly path: string;
  readonly type: FileType;
}

interface Hides {
  hides(path: string): boolean;
  replacedWithin(path: string, ordinal: number): boolean;
}

function hidesOf(entries: readonly Entry[]): Hides {
  const builder = new HidesBuilder();
  for (const { path, type } of entries) builder.add(path, type);
  const hidden = builder.build();
  return { hides: (path) => isHidden(path, hidden), replacedWithin: (path, ordinal) => builder.replacedWithin(path, ordinal) };
}

const below = (path: string, parent: string): boolean => path !== parent && (parent === '' || path.startsWith(`${parent}/`));

/** Applies layers one by one; each path of the result carries the layer and entry that it came from. */
function overlay(layers: readonly (readonly Entry[])[]): Map<string, { layer: number; entry: number; type: FileType }> {
  const result = new Map<string, { layer: number; entry: number; type: FileType }>();
  for (const [layer, entries] of layers.entries()) {
    for (const { path } of entries) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const directory = path.slice(0, Math.max(0, path.lastIndexOf('/')));
      if (!name.startsWith('.wh.')) continue;
      for (const other of [...result.keys()]) {
        if (name === '.wh..wh..opq' ? below(other, directory) : !name.startsWith('.wh..wh.')) {
          const hidden = directory === '' ? name.slice(4) : `${directory}/${name.slice(4)}`;
          if (name === '.wh..wh..opq' || other === hidden || below(other, hidden)) result.delete(other);
        }
      }
    }
    for (const [entry, { path, type }] of entries.entries()) {
      if (path.slice(path.lastIndexOf('/') + 1).startsWith('.wh.')) continue;
      for (const other of [...result.keys()]) {
        if (type === 'directory' ? other === path : other === path || below(other, path)) result.delete(other);
      }
      result.set(path, { layer, entry, type });
    }
  }
  return result;
}

const name = fc.constantFrom('a', 'b', 'c', '.wh.a', '.wh.b', '.wh..wh..opq', '.wh..wh.plnk');
const plain = fc.constantFrom('a', 'b', 'c');
const path = fc.tuple(fc.array(plain, { maxLength: 2 }), name).map(([parents, last]) => [...parents, last].join('/'));
const entry: fc.Arbitrary<Entry> = fc.record({ path, type: fc.constantFrom<FileType>('file', 'file', 'directory', 'symlink') });
const layers = fc.array(fc.array(entry, { maxLength: 8 }), { minLength: 1, maxLength: 4 });

describe('hides', () => {
  test('equals a file system to which the layers are applied one by one', () => {
    fc.assert(
      fc.property(layers, (stack) => {
        const visible = overlay(stack);
        const hides = stack.map(hidesOf);
        const wrong: string[] = [];
        for (const [layer, entries] of stack.entries()) {
          for (const [index, { path: at, type }] of entries.entries()) {
            if (type === 'directory' || whiteoutOf(at) !== null) continue;
            const hidden = hides[layer]!.replacedWithin(at, index) || hides.slice(layer + 1).some((upper) => upper.hides(at));
            const place = visible.get(at);
            if (hidden === (place?.layer === layer && place.entry === index)) wrong.push(`${at} of layer ${layer}`);
          }
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['a whiteout hides the path', ['d/.wh.x'], 'd/x', true],
    ['and all below it', ['d/.wh.x'], 'd/x/y/z', true],
    ['and nothing beside it', ['d/.wh.x'], 'd/xy', false],
    ['an opaque directory hides all below', ['d/.wh..wh..opq'], 'd/x/y', true],
    ['and not what is beside it', ['d/.wh..wh..opq'], 'dx', false],
    ['an opaque root hides everything', ['.wh..wh..opq'], 'a', true],
    ['aufs metadata hides nothing', ['.wh..wh.plnk', '.wh..wh.aufs'], 'plnk', false],
    ['a file replaces a directory', ['d'], 'd/x', true],
    ['a directory hides nothing below', ['d/'], 'd/x', false],
    ['a directory replaces a file', ['d/'], 'd', true],
  ])('%s', (_name, paths, hidden, expected) => {
    const entries = paths.map((stored): Entry => ({ path: normalisePath(stored).path, type: stored.endsWith('/') ? 'directory' : 'file' }));
    expect(hidesOf(entries).hides(hidden)).toBe(expected);
  });

  test('an opaque directory leaves its own layer alone', () => {
    expect(hidesOf([{ path: 'd/x', type: 'file' }, { path: 'd/.wh..wh..opq', type: 'file' }]).replacedWithin('d/x', 0)).toBe(false);
  });

  test('two hundred thousand entries', () => {
    const builder = new HidesBuilder();
    for (let index = 0; index < 200_000; index += 1) builder.add(`usr/lib/package-${index % 1000}/file-${index}`, 'file');
    const hidden = builder.build();
    expect(isHidden('usr/lib/package-7/file-7', hidden)).toBe(true);
    expect(isHidden('usr/lib/package-7/file-7/below', hidden)).toBe(true);
    expect(isHidden('usr/lib/package-7/file-8', hidden)).toBe(false);
  });
});

describe('paths', () => {
  test.each([
    ['a/b', 'a/b', false],
    ['./a//b/./c/', 'a/b/c', false],
    ['/etc/passwd', 'etc/passwd', false],
    ['../../etc/passwd', 'etc/passwd', true],
    ['a/../../b', 'b', true],
    ['a/../b', 'b', false],
    ['', '', false],
    ['./', '', false],
    ['a\0b', 'a', false],
    ['a\\..\\b', 'a\\..\\b', false],
    ['.hidden/..x', '.hidden/..x', false],
  ])('%j becomes %j', (stored, normal, climbs) => {
    expect(normalisePath(stored)).toEqual({ path: normal, climbs });
  });

  test.each([
    ['a/.wh.b', { kind: 'path', path: 'a/b' }],
    ['.wh.b', { kind: 'path', path: 'b' }],
    ['a/.wh..wh..opq', { kind: 'opaque', path: 'a' }],
    ['.wh..wh.plnk', { kind: 'metadata' }],
    ['a/.wh.', { kind: 'metadata' }],
    ['a/.wh...', { kind: 'metadata' }],
    ['a.wh.b', null],
    ['.wh.a/b', null],
  ])('whiteout %j', (stored, whiteout) => {
    expect(whiteoutOf(stored)).toEqual(whiteout);
  });
});
