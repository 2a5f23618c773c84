import type { FileType } from '../model/file.js';
import { lowerBound } from './lower-bound.js';
import { hashPath, hashPrefix } from './path-hash.js';
import { PathTable } from './path-table.js';
import { whiteoutOf } from './path.js';

/** What a layer hides in those below, as plain data. https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#applying-changesets */
export interface HiddenPaths {
  /** Of paths, by `hashPath`; ascending, each once. */
  readonly hashes: Float64Array;
  /** What each of them hides. */
  readonly marks: Uint8Array;
}

/** What a layer without entries hides. */
export const HIDES_NOTHING: HiddenPaths = { hashes: new Float64Array(), marks: new Uint8Array() };

/** True when a file (no directory) at this normalised path in a lower layer is invisible: deleted, below an opaque directory, or replaced. */
export function isHidden(path: string, hidden: HiddenPaths): boolean {
  if (marksOf(hashPath(path), hidden) & (TREE | EXACT)) return true;
  for (const length of parentLengths(path)) if (marksOf(hashPrefix(path, length), hidden) & (TREE | BELOW)) return true;
  return false;
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

  /** True when a later entry of this very layer takes the place of entry number `ordinal` (from 0, in the order of the layer) at this path. */
  replacedWithin(path: string, ordinal: number): boolean {
    if (this.#table.last(hashPath(path), false) > ordinal) return true;
    for (const length of parentLengths(path)) if (this.#table.last(hashPrefix(path, length), true) > ordinal) return true;
    return false;
  }

  build(): HiddenPaths {
    return this.#table.marked();
  }
}

function marksOf(hash: number, { hashes, marks }: HiddenPaths): number {
  const at = lowerBound(hashes, hash);
  return hashes[at] === hash ? marks[at]! : 0;
}

/** Lengths of all directories above a path, the root (0) last. */
function* parentLengths(path: string): Generator<number> {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) yield slash;
  if (path !== '') yield 0;
}
