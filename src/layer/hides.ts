import type { FileType } from '../model/file.js';
import { hashPath, hashPrefix } from './path-hash.js';
import { PathTable } from './path-table.js';
import { whiteoutOf } from './path.js';

/** What a layer hides. Paths are normalised. https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#applying-changesets */
export interface Hides {
  /** True when a file (no directory) at this path in a lower layer is invisible: deleted, below an opaque directory, or replaced. */
  hides(path: string): boolean;
  /** True when a later entry of this very layer takes the place of entry number `ordinal` (from 0, in the order of the layer) at this path. */
  replacedWithin(path: string, ordinal: number): boolean;
}

/** Hides itself and all below: a whiteout, or an entry that is no directory. */
const TREE = 1;
/** Hides all below, not itself: an opaque directory. */
const BELOW = 2;
/** A directory, which hides a file of its name and nothing below. */
const EXACT = 4;

/** Collects a layer's entries in order; some thirty bytes an entry, however long its path. */
export class HidesBuilder {
  readonly #table = new PathTable();
  #ordinal = 0;

  /** Each entry once, whiteouts too. */
  add(path: string, type: FileType): void {
    const hash = hashPath(path);
    const directory = type === 'directory';
    this.#table.enter(hash, this.#ordinal, !directory);
    this.#ordinal += 1;
    const whiteout = whiteoutOf(path);
    if (whiteout === null) this.#table.mark(hash, directory ? EXACT : TREE);
    else if (whiteout.kind === 'path') this.#table.mark(hashPath(whiteout.path), TREE);
    else if (whiteout.kind === 'opaque') this.#table.mark(hashPath(whiteout.path), BELOW);
  }

  build(): Hides {
    const table = this.#table;
    return {
      hides(path) {
        if (table.marks(hashPath(path)) & (TREE | EXACT)) return true;
        for (const length of parentLengths(path)) if (table.marks(hashPrefix(path, length)) & (TREE | BELOW)) return true;
        return false;
      },
      replacedWithin(path, ordinal) {
        if (table.last(hashPath(path), false) > ordinal) return true;
        for (const length of parentLengths(path)) if (table.last(hashPrefix(path, length), true) > ordinal) return true;
        return false;
      },
    };
  }
}

/** Lengths of all directories above a path, the root (0) last. */
function* parentLengths(path: string): Generator<number> {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) yield slash;
  if (path !== '') yield 0;
}
