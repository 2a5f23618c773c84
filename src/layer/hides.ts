import type { FileType } from '../model/file.js';
import { whiteoutOf } from './path.js';

/** What a layer hides of the layers below it. */
export interface Hides {
  /** True when a file at this path in a lower layer is invisible: deleted, below an opaque directory, or replaced. */
  hides(path: string): boolean;
  /** True when this layer itself holds `path` once more, or removes it, behind its entry number `ordinal` (from 0). */
  replacedWithin(path: string, ordinal: number): boolean;
}

type Effect = 'tree' | 'below' | 'exact';

/** Collects a layer's entries in order and answers when it is done. */
export class HidesBuilder {
  readonly #tree = new Set<string>();
  readonly #below = new Set<string>();
  readonly #exact = new Set<string>();
  readonly #last = new Map<string, { ordinal: number; directory: boolean }>();
  #ordinal = 0;

  /** `path` is normalised. */
  add(path: string, type: FileType): void {
    const ordinal = this.#ordinal;
    this.#ordinal += 1;
    const whiteout = whiteoutOf(path);
    if (whiteout) {
      if (whiteout.kind !== 'metadata') this.#set(whiteout.kind === 'opaque' ? 'below' : 'tree').add(whiteout.path);
      return;
    }
    this.#set(type === 'directory' ? 'exact' : 'tree').add(path);
    this.#last.set(path, { ordinal, directory: type === 'directory' });
  }

  build(): Hides {
    const [tree, below, exact, last] = [this.#tree, this.#below, this.#exact, this.#last];
    return {
      hides(path) {
        if (tree.has(path) || exact.has(path)) return true;
        for (const parent of parentsOf(path)) if (tree.has(parent) || below.has(parent)) return true;
        return false;
      },
      replacedWithin(path, ordinal) {
        if ((last.get(path)?.ordinal ?? -1) > ordinal) return true;
        for (const parent of parentsOf(path)) {
          const entry = last.get(parent);
          if (entry && !entry.directory && entry.ordinal > ordinal) return true;
        }
        return false;
      },
    };
  }

  #set(effect: Effect): Set<string> {
    return effect === 'tree' ? this.#tree : effect === 'below' ? this.#below : this.#exact;
  }
}

function* parentsOf(path: string): Generator<string> {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) yield path.slice(0, slash);
  if (path !== '') yield '';
}
