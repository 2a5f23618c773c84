import type { ByteSet, ByteSetPool } from './byte-set.js';
import type { RegexTree } from './regex-tree.js';

/** From where on nothing is promised: the match may end here, or anything may follow. */
const OPEN = 0;

/** Strange expressions could be written out into billions; from where on there are more, nothing is promised. */
const MOST_STATES = 8192;

/** So many times more or less are not counted: the states that a walk can be in at once would be as many. */
const LONG = 32;

export interface States {
  /** What each state takes, or nothing; the first state is the end of what is promised. */
  readonly sets: readonly (ByteSet | null)[];
  /** Where each state goes; one that takes no byte may go two ways. */
  readonly next: readonly number[];
  readonly other: readonly number[];
  /** Where a match begins. */
  readonly first: number;
}

/** Walks a tree byte by byte, along all its ways at once, and says what each byte can be. */
export class Automaton {
  readonly #pool: ByteSetPool;
  readonly #sets: (ByteSet | null)[] = [null];
  readonly #next: number[] = [OPEN];
  readonly #other: number[] = [OPEN];
  readonly #first: number;
  readonly #farthest: number;
  readonly #looksAhead: boolean;
  readonly #marks: Int32Array;
  #mark = 0;

  /** `farthest`: steps that a walk takes at most. `looksAhead`: a text's end is known as such, so that what an assertion says of the bytes behind a match counts. */
  constructor(tree: RegexTree, farthest: number, pool: ByteSetPool, { looksAhead = false } = {}) {
    this.#pool = pool;
    this.#farthest = farthest;
    this.#looksAhead = looksAhead;
    this.#first = this.#build(tree, OPEN, farthest);
    this.#marks = new Int32Array(this.#sets.length);
  }

  get states(): States {
    return { sets: this.#sets, next: this.#next, other: this.#other, first: this.#first };
  }

  /**
   * What bytes a match begins with, as far as it must go; narrowed to a text that it begins with by `prefix`.
   * Null where no match begins with that.
   */
  walk(prefix: readonly ByteSet[]): ByteSet[] | null {
    const steps: ByteSet[] = [];
    let states = this.#close([this.#first]);
    for (let step = 0; step < this.#farthest; step++) {
      if (this.#marks[OPEN] === this.#mark) return step >= prefix.length ? steps : [...steps, ...prefix.slice(step)];
      const sets: ByteSet[] = [];
      const targets: number[] = [];
      for (const state of states) {
        const wanted = prefix[step];
        const own = this.#sets[state]!;
        const set = wanted ? this.#pool.intersection(wanted, own) : own;
        if (set === this.#pool.none) continue;
        if (!sets.includes(set)) sets.push(set);
        targets.push(this.#next[state]!);
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
      if (this.#sets[state] !== null) closed.push(state);
      else if (state === OPEN) continue;
      else waiting.push(this.#next[state]!, this.#other[state]!);
    }
    return closed;
  }

  #add(set: ByteSet | null, next: number, other: number): number {
    this.#sets.push(set);
    this.#other.push(other);
    return this.#next.push(next) - 1;
  }

  /** States for `tree`, from which the walk goes on at `to`; `left` are the steps that can still be taken when it is reached. */
  #build(tree: RegexTree, to: number, left: number): number {
    if (left <= 0 || this.#sets.length >= MOST_STATES) return OPEN;
    switch (tree.kind) {
      case 'byte':
        return this.#add(tree.set, to, to);
      case 'sequence':
        return this.#sequence(tree.parts, 0, to, left);
      case 'choice':
        return tree.parts.map((part) => this.#build(part, to, left)).reduce((one, other) => this.#add(null, one, other));
      case 'behind':
        return to;
      case 'assertion':
        // Where something else is promised of the same bytes, that is enough.
        return this.#looksAhead && tree.follows && to === OPEN ? this.#build(tree.follows, OPEN, left) : to;
      case 'unknown':
        return OPEN;
      case 'repeat':
        return this.#repeat(tree, to, left);
    }
  }

  #sequence(parts: readonly RegexTree[], index: number, to: number, left: number): number {
    const part = parts[index];
    if (!part) return to;
    return this.#build(part, left <= 0 ? OPEN : this.#sequence(parts, index + 1, to, left - shortest(part)), left);
  }

  /** A repetition that outlasts the walk, or nearly so, is a loop; any other is written out. */
  #repeat({ part, least, most }: RegexTree & { readonly kind: 'repeat' }, to: number, left: number): number {
    if (shortest(part) > 0 && (most * shortest(part) >= left || most - least >= LONG)) {
      const loop = this.#add(null, OPEN, to);
      const again = this.#build(part, loop, left);
      this.#next[loop] = again;
      if (least * shortest(part) >= left) {
        this.#other[loop] = again;
        return again;
      }
      return this.#copies(part, least, least, loop, left);
    }
    const copies = Math.min(most, left);
    return this.#copies(part, least, copies, most > copies ? OPEN : to, left);
  }

  #copies(part: RegexTree, least: number, most: number, to: number, left: number): number {
    let next = to;
    for (let copy = most; copy > 0; copy--) {
      const again = this.#build(part, next, left);
      next = copy > least ? this.#add(null, again, to) : again;
    }
    return next;
  }
}

/** The least bytes that a tree takes. */
function shortest(tree: RegexTree): number {
  switch (tree.kind) {
    case 'byte':
      return 1;
    case 'sequence':
      return tree.parts.reduce((sum, part) => sum + shortest(part), 0);
    case 'choice':
      return Math.min(...tree.parts.map(shortest));
    case 'repeat':
      return tree.least * shortest(tree.part);
    default:
      return 0;
  }
}
