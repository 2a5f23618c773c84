import { Automaton, type States } from './automaton.js';
import type { ByteSet, ByteSetPool } from './byte-set.js';
import type { RegexTree } from './regex-tree.js';

/** Bytes that are followed at most: a name and what assigns to it, and most of a value. With more, rows are many and few more places end. */
export const FARTHEST = 40;
/** A pattern with more of them has no gate; what the engines hold of one gate's states has this length. */
export const MOST_STATES = 8192;
/** A gate with more rows lets pass what would need another. */
export const MOST_ROWS = 1024;

/** Numbers of one gate. */
export const GATE = 3;
/** Numbers of one state. */
export const STATE = 3;
/** Where a state goes from where on nothing is promised. */
export const OPEN = -32768;

/** What gates ask, as plain numbers: the same for every engine. */
export interface Gates {
  /** Of each gate the state that it begins in, which is its first, its classes of bytes, and how many these are; the first gate stands for none. */
  readonly gates: Uint32Array;
  /**
   * Of each state the set that it takes a byte of, where it goes with it, and where it may go without: how many states further on,
   * or `OPEN`. A state of the set 0 takes none and goes both ways; one that goes 0 states further on without a byte has no such way.
   */
  readonly gateStates: Int16Array;
  /** Sets of bytes, 32 bytes each; the first is not used. */
  readonly gateSets: Uint8Array;
  /** Of each byte a number that it shares with those that no state of a gate tells it from, 256 each. */
  readonly gateClasses: Uint8Array;
}

/** For patterns of which no place is asked. */
export const NO_GATES: Gates = { gates: new Uint32Array(GATE), gateStates: new Int16Array(0), gateSets: new Uint8Array(32), gateClasses: new Uint8Array(0) };

/** Puts gates into one table, behind those of another. */
export class GateTable {
  readonly #before: Gates;
  readonly #pool: ByteSetPool;
  readonly #gates: number[] = [];
  readonly #states: number[] = [];
  readonly #sets = new Map<ByteSet, number>();
  readonly #classes = new Map<string, number>();

  constructor(pool: ByteSetPool, before = NO_GATES) {
    this.#before = before;
    this.#pool = pool;
  }

  /** Gives the number of a gate that follows the bytes from a match's first on; 0 where there would be nothing to ask. */
  add(tree: RegexTree): number {
    const { gates, gateStates, gateSets, gateClasses } = this.#before;
    const states = followable(new Automaton(tree, FARTHEST, this.#pool).states);
    if (states.length === 0 || states.length > MOST_STATES) return 0;
    const classes = classesOf(new Set(states.flatMap(({ set }) => set ?? [])));
    const first = (gateStates.length + this.#states.length) / STATE;
    for (const { set, next, other } of states) this.#states.push(set === null ? 0 : numberOf(set, this.#sets, gateSets.length / 32), next, other);
    this.#gates.push(first, numberOf(String.fromCharCode(...classes), this.#classes, gateClasses.length / 256), Math.max(...classes) + 1);
    return (gates.length + this.#gates.length) / GATE - 1;
  }

  gates(): Gates {
    const { gates, gateStates, gateSets, gateClasses } = this.#before;
    return {
      gates: Uint32Array.from([...gates, ...this.#gates]),
      gateStates: Int16Array.from([...gateStates, ...this.#states]),
      gateSets: Buffer.concat([gateSets, ...[...this.#sets.keys()].map(({ bits }) => bits)]),
      gateClasses: Buffer.concat([gateClasses, ...[...this.#classes.keys()].map((classes) => Buffer.from(classes, 'latin1'))]),
    };
  }
}

function numberOf<Key>(key: Key, numbers: Map<Key, number>, before: number): number {
  let number = numbers.get(key);
  if (number === undefined) numbers.set(key, (number = before + numbers.size));
  return number;
}

interface State {
  readonly set: ByteSet | null;
  readonly next: number;
  readonly other: number;
}

/** The states of an automaton from its first on, as few as there need be; `next` and `other` as in `Gates`. */
function followable({ sets, next, other, first }: States): State[] {
  const uses = new Uint32Array(sets.length);
  for (let state = 1; state < sets.length; state++) {
    uses[next[state]!]!++;
    if (sets[state] === null) uses[other[state]!]!++;
  }
  // A state that nothing else goes to takes its byte where it was gone to from.
  const states = sets.map((set, state): State => {
    if (set !== null) return { set, next: next[state]!, other: state };
    const [one, two] = [next[state]!, other[state]!];
    for (const [taken, left] of [[one, two], [two, one]] as const) if (sets[taken] && uses[taken] === 1) return { set: sets[taken], next: next[taken]!, other: left };
    return { set, next: one, other: two };
  });
  // The nearest first, so that most go one state further on.
  const order = new Map<number, number>();
  for (const waiting = [first]; waiting.length > 0; ) {
    const state = waiting.pop()!;
    if (state === 0 || order.has(state)) continue;
    order.set(state, order.size);
    waiting.push(states[state]!.other, states[state]!.next);
  }
  return [...order].map(([state, place]) => {
    const distance = (to: number): number => (to === 0 ? OPEN : order.get(to)! - place);
    return { set: states[state]!.set, next: distance(states[state]!.next), other: distance(states[state]!.other) };
  });
}

function classesOf(sets: ReadonlySet<ByteSet>): Uint8Array {
  const numbers = new Uint8Array(256);
  let count = 1;
  for (const set of sets) {
    // Of each class, the one that its bytes in the set make, where others of it are not.
    const inside = new Int16Array(count).fill(-1);
    const outside = new Uint8Array(count);
    for (let byte = 0; byte < 256; byte++) if (!set.has(byte)) outside[numbers[byte]!] = 1;
    for (let byte = 0; byte < 256; byte++) {
      const number = numbers[byte]!;
      if (!set.has(byte) || outside[number] === 0) continue;
      if (inside[number] === -1) inside[number] = count++;
      numbers[byte] = inside[number]!;
    }
  }
  return numbers;
}
