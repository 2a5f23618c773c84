import type { FileType } from '../model/file.js';
import { hashPath, hashPrefix } from './path-hash.js';
import { whiteoutOf } from './path.js';

/** What a layer hides. Paths are normalised. https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#applying-changesets */
export interface Hides {
  /** True when a file (no directory) at this path in a lower layer is invisible: deleted, below an opaque directory, or replaced. */
  hides(path: string): boolean;
  /** True when a later entry of this very layer takes the place of entry number `ordinal` (from 0, in the order of the layer) at this path. */
  replacedWithin(path: string, ordinal: number): boolean;
}

const ROOM = 1024;

/** Collects a layer's entries in order; a few dozen bytes an entry, however long its path. */
export class HidesBuilder {
  /** Paths that hide themselves and all below: whiteouts, and entries that are no directories. */
  readonly #tree = new NumberList();
  /** Directories that hide all below, not themselves: opaque ones. */
  readonly #below = new NumberList();
  /** Directories, which hide a file of their name and nothing below. */
  readonly #exact = new NumberList();
  /** Entries of this layer that can replace or be replaced: hash, and ordinal * 2 + 1 for a directory. */
  readonly #paths = new NumberList();
  readonly #ordinals = new NumberList();
  #ordinal = 0;

  /** Each entry once, whiteouts too. */
  add(path: string, type: FileType): void {
    const ordinal = this.#ordinal;
    this.#ordinal += 1;
    const hash = hashPath(path);
    this.#paths.push(hash);
    this.#ordinals.push(ordinal * 2 + (type === 'directory' ? 1 : 0));
    const whiteout = whiteoutOf(path);
    if (whiteout === null) (type === 'directory' ? this.#exact : this.#tree).push(hash);
    else if (whiteout.kind === 'path') this.#tree.push(hashPath(whiteout.path));
    else if (whiteout.kind === 'opaque') this.#below.push(hashPath(whiteout.path));
  }

  build(): Hides {
    const tree = this.#tree.sorted();
    const below = this.#below.sorted();
    const exact = this.#exact.sorted();
    const { last, lastPlain } = this.#lastEntries();
    return {
      hides(path) {
        const hash = hashPath(path);
        if (has(tree, hash) || has(exact, hash)) return true;
        for (const length of parentLengths(path)) {
          const parent = hashPrefix(path, length);
          if (has(tree, parent) || has(below, parent)) return true;
        }
        return false;
      },
      replacedWithin(path, ordinal) {
        if (ordinalOf(last, hashPath(path)) > ordinal) return true;
        for (const length of parentLengths(path)) if (ordinalOf(lastPlain, hashPrefix(path, length)) > ordinal) return true;
        return false;
      },
    };
  }

  /** Of each path the last entry, and the last one that is no directory. */
  #lastEntries(): { readonly last: Ordinals; readonly lastPlain: Ordinals } {
    const paths = this.#paths.values();
    const ordinals = this.#ordinals.values();
    const order = Uint32Array.from(paths.keys()).sort((a, b) => paths[a]! - paths[b]! || a - b);
    const last = { paths: new NumberList(), ordinals: new NumberList() };
    const lastPlain = { paths: new NumberList(), ordinals: new NumberList() };
    for (const [place, index] of order.entries()) {
      const path = paths[index]!;
      const next = order[place + 1];
      if (next === undefined || paths[next] !== path) keep(last, path, ordinals[index]! >> 1);
      if ((ordinals[index]! & 1) === 0) keep(lastPlain, path, ordinals[index]! >> 1);
    }
    return { last: { paths: last.paths.values(), ordinals: last.ordinals.values() }, lastPlain: { paths: lastPlain.paths.values(), ordinals: lastPlain.ordinals.values() } };
  }
}

/** Sorted hashes, and beside each the number of an entry; of equal hashes the last counts. */
interface Ordinals {
  readonly paths: Float64Array;
  readonly ordinals: Float64Array;
}

function keep(into: { readonly paths: NumberList; readonly ordinals: NumberList }, path: number, ordinal: number): void {
  into.paths.push(path);
  into.ordinals.push(ordinal);
}

function ordinalOf(entries: Ordinals, hash: number): number {
  const at = upperBound(entries.paths, hash) - 1;
  return at >= 0 && entries.paths[at] === hash ? entries.ordinals[at]! : -1;
}

function has(sorted: Float64Array, hash: number): boolean {
  return sorted[upperBound(sorted, hash) - 1] === hash;
}

/** Index of the first number above `value`. */
function upperBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Lengths of all directories above a path, the root (0) last. */
function* parentLengths(path: string): Generator<number> {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) yield slash;
  if (path !== '') yield 0;
}

/** Numbers in a typed array that grows. */
class NumberList {
  #numbers = new Float64Array(ROOM);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#numbers.length) {
      const more = new Float64Array(this.#length * 2);
      more.set(this.#numbers);
      this.#numbers = more;
    }
    this.#numbers[this.#length] = value;
    this.#length += 1;
  }

  values(): Float64Array {
    return this.#numbers.slice(0, this.#length);
  }

  sorted(): Float64Array {
    return this.values().sort();
  }
}
