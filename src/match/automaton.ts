import type { ByteSet, ByteSetPool } from './byte-set.js';
import type { RegexTree } from './regex-tree.js';

/** From where on nothing is promised: the match may end here, or anything may follow. */
const OPEN = 0;

/** Walks a tree byte by byte, along all its ways at once, and says what each byte can be. */
export class Automaton {
  readonly #pool: ByteSetPool;
  readonly #sets: (ByteSet | null)[] = [null];
  readonly #next: (readonly number[])[] = [[]];
  readonly #first: number;
  readonly #farthest: number;
  readonly #marks: Int32Array;
  #mark = 0;

  /** `farthest`: steps that a walk takes at most. */
  constructor(tree: RegexTree, farthest: number, pool: ByteSetPool) {
    this.#pool = pool;
    this.#farthest = farthest;
    this.#first = this.#build(tree, OPEN);
    this.#marks = new Int32Array(this.#sets.length);
  }

  /**
   * What bytes a match begins with, as far as it must go; narrowed to a text that it begins with by `prefix`.
   * Null where no match begins with that.
   */
  walk(prefix: readonly ByteSet[]): ByteSet[] | null {
    const steps: ByteSet[] = [];
    let states = this.#close([this.#first]);
    for (let step = 0; step < this.#farthest; step++) {
      if (states.includes(OPEN)) return step >= prefix.length ? steps : [...steps, ...prefix.slice(step)];
      const sets: ByteSet[] = [];
      const targets: number[] = [];
      for (const state of states) {
        const wanted = prefix[step];
        let set = this.#sets[state]!;
        if (wanted) set = this.#pool.intersection(set, wanted);
        if (set === this.#pool.none) continue;
        sets.push(set);
        targets.push(this.#next[state]![0]!);
      }
      if (sets.length === 0) return null;
      steps.push(this.#pool.union(sets));
      states = this.#close(targets);
    }
    return steps;
  }

  /** The states that take a byte, or `OPEN`, that can be reached without one. */
  #close(waiting: number[]): number[] {
    this.#mark += 1;
    const closed: number[] = [];
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
      if (this.#marks[state] === this.#mark) continue;
      this.#marks[state] = this.#mark;
      if (this.#sets[state] !== null || state === OPEN) closed.push(state);
      else for (const next of this.#next[state]!) waiting.push(next);
    }
    return closed;
  }

  #add(set: ByteSet | null, next: readonly number[]): number {
    this.#sets.push(set);
    return this.#next.push(next) - 1;
  }

  /** States for `tree`, from which the walk goes on at `to`. */
  #build(tree: RegexTree, to: number): number {
    switch (tree.kind) {
      case 'byte':
        return this.#add(tree.set, [to]);
      case 'sequence':
        return tree.parts.reduceRight((next, part) => this.#build(part, next), to);
      case 'choice':
        return this.#add(null, tree.parts.map((part) => this.#build(part, to)));
      case 'behind':
      case 'assertion':
        return to;
      case 'unknown':
        return OPEN;
      case 'repeat':
        return this.#repeat(tree, to);
    }
  }

  /** As many copies as a walk can pass; behind them nothing is promised, so that a long repetition costs no more. */
  #repeat({ part, least, most }: RegexTree & { readonly kind: 'repeat' }, to: number): number {
    const copies = Math.min(most, this.#farthest);
    let next = most > copies ? OPEN : to;
    for (let copy = copies; copy > 0; copy--) {
      const again = this.#build(part, next);
      next = copy > least ? this.#add(null, [again, to]) : again;
    }
    return next;
  }
}
