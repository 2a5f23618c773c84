import { Automaton, type States } from './automaton.js';
import type { ByteSet, ByteSetPool } from './byte-set.js';
import type { RegexTree } from './regex-tree.js';

/** Bytes that are followed at most: a name, what assigns to it, and most of a value. */
export const FARTHEST = 64;
/** A pattern with more of them has no gate; what the engines hold of one gate's states has this length. */
export const MOST_STATES = 8192;
/** Numbers of a state have two bytes, and so has that of its set. */
const MOST_SETS = 32_768;
/** A gate with more rows lets pass what would need another. */
export const MOST_ROWS = 1024;

/** Numbers of one state. */
export const STATE = 3;
/** Where a state goes from where on nothing is promised. */
export const OPEN = -32768;

/** What gates ask, as plain numbers: the same for every engine. */
export interface Gates {
  /** Of each gate, which is a pattern's, its first state; the first gate stands for none. */
  readonly gates: Uint32Array;
  /**
   * Of each state the set that it takes a byte of, where it goes with it, and where it may go without: how many states further on,
   * or `OPEN`. A state of the set 0 takes none and goes both ways; one that goes 0 states further on without a byte has no such way.
   */
  readonly gateStates: Int16Array;
  /** Sets of bytes, 32 bytes each; the first is not used. */
  readonly gateSets: Uint8Array;
  /** Of each byte a number that it shares with those that no state tells it from. */
  readonly gateClasses: Uint8Array;
}

/** Where the gate of an anchor's pattern begins to follow, once the anchor fits. */
export interface Beginning {
  readonly gate: number;
  /** Counted from the gate's first. */
  readonly state: number;
  /** Bytes from the keyword's first on that the anchor has seen to. */
  readonly skipped: number;
}

/** For patterns of which no place is asked. */
export const NO_GATES: Gates = { gates: new Uint32Array(1), gateStates: new Int16Array(0), gateSets: new Uint8Array(32), gateClasses: new Uint8Array(256) };

/** Puts gates into one table, behind those of another. */
export class GateTable {
  readonly #before: Gates;
  readonly #pool: ByteSetPool;
  readonly #gates: number[] = [];
  readonly #states: number[] = [];
  readonly #sets = new Map<ByteSet, number>();

  constructor(pool: ByteSetPool, before = NO_GATES) {
    this.#before = before;
    this.#pool = pool;
  }

  /** Makes the gate of a pattern, and says where it begins behind each text that a match begins with; null where there is nothing to ask. */
  add(tree: RegexTree, texts: readonly (readonly ByteSet[])[]): (Beginning | null)[] {
    const { gates, gateStates, gateSets } = this.#before;
    const states = followable(new Automaton(tree, FARTHEST, this.#pool, { looksAhead: true }).states);
    const begins = states.length === 0 ? [] : texts.map((text) => stateBehind(text, states, this.#pool));
    if (states.length === 0 || states.length > MOST_STATES || gateSets.length / 32 + this.#sets.size + states.length > MOST_SETS) return texts.map(() => null);
    this.#gates.push((gateStates.length + this.#states.length) / STATE);
    for (const { set, next, other } of states) this.#states.push(set === null ? 0 : numberOf(set, this.#sets, gateSets.length / 32), next, other);
    const gate = gates.length + this.#gates.length - 1;
    return begins.map((state, index) => (state === OPEN ? null : { gate, state, skipped: texts[index]!.length }));
  }

  gates(): Gates {
    const { gates, gateStates, gateSets } = this.#before;
    const states = new Int16Array(gateStates.length + this.#states.length);
    states.set(gateStates);
    states.set(this.#states, gateStates.length);
    const sets = Buffer.concat([gateSets, ...[...this.#sets.keys()].map(({ bits }) => bits)]);
    return {
      gates: Uint32Array.from([...gates, ...this.#gates]),
      gateStates: states,
      gateSets: sets,
      gateClasses: classesOf(sets),
    };
  }
}

function numberOf<Key>(key: Key, numbers: Map<Key, number>, before: number): number {
  let number = numbers.get(key);
  if (number === undefined) numbers.set(key, (number = before + numbers.size));
  return number;
}

/** The state that stands for all behind a text of which each byte is one of a set; more states are added where there are several. */
function stateBehind(text: readonly ByteSet[], states: State[], pool: ByteSetPool): number {
  let reached = new Set([0]);
  for (const bytes of text) {
    const next = new Set<number>();
    // What is added while it is gone through is gone through, too.
    for (const state of reached) {
      const { set, next: step, other } = states[state]!;
      if (set === null ? step === OPEN || other === OPEN : other === OPEN) return OPEN;
      if (other !== 0) reached.add(state + other);
      if (set === null) reached.add(state + step);
      else if (pool.intersection(set, bytes) !== pool.none) {
        if (step === OPEN) return OPEN;
        next.add(state + step);
      }
    }
    reached = next;
  }
  const [first = OPEN, ...others] = reached;
  return others.reduce((one, other) => states.push({ set: null, next: one - states.length, other: other - states.length }) - 1, first);
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

function classesOf(sets: Uint8Array): Uint8Array {
  const numbers = new Uint8Array(256);
  let count = 1;
  for (let at = 0; at < sets.length; at += 32) {
    const has = (byte: number): boolean => ((sets[at + (byte >> 3)]! >> (byte & 7)) & 1) === 1;
    // Of each class, the one that its bytes in the set make, where others of it are not.
    const inside = new Int16Array(count).fill(-1);
    const outside = new Uint8Array(count);
    for (let byte = 0; byte < 256; byte++) if (!has(byte)) outside[numbers[byte]!] = 1;
    for (let byte = 0; byte < 256; byte++) {
      const number = numbers[byte]!;
      if (!has(byte) || outside[number] === 0) continue;
      if (inside[number] === -1) inside[number] = count++;
      numbers[byte] = inside[number]!;
    }
  }
  return numbers;
}
