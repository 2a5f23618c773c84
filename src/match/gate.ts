import { FARTHEST, MOST_ROWS, OPEN, STATE, type Beginning, type Gates } from './gate-table.js';

/** Where a row goes with a byte: to another row, or one of these. */
const PASS = -1;
const FAIL = -2;
/** Not asked yet. */
const UNKNOWN = -3;

/**
 * Follows the bytes from a keyword on as the expression would, without what it captures and looks around at: most places end
 * within a few bytes, and cost neither a text nor a regular expression. It lets pass whatever may be a match. Rows, which are sets of
 * states, are made when they are first come to, and remember where they went. `kernel/gate.ts` does the same.
 */
export class Gate {
  readonly #first: number;
  readonly #states: Int16Array;
  readonly #sets: Uint8Array;
  readonly #classes: Uint8Array;
  readonly #width: number;
  /** Of each row its states that take a byte. */
  readonly #rowStates: (readonly number[])[] = [];
  readonly #rows = new Map<string, number>();
  /** Of each row where it goes, by the class of the byte. */
  #table: Int32Array;
  /** By their state. */
  readonly #beginnings = new Map<number, number>();

  /** `number`: which of the gates, from 1. */
  constructor({ gates, gateStates, gateSets, gateClasses }: Gates, number: number) {
    this.#first = gates[number]!;
    this.#states = gateStates;
    this.#sets = gateSets;
    this.#classes = gateClasses;
    this.#width = Math.max(...gateClasses) + 1;
    this.#table = new Int32Array(16 * this.#width).fill(UNKNOWN);
  }

  /** False only where no match begins at `at`, which the bytes that are skipped have been held against. */
  passes(bytes: Uint8Array, at: number, { state, skipped }: Pick<Beginning, 'state' | 'skipped'>): boolean {
    const classes = this.#classes;
    let row = this.#beginning(state);
    let table = this.#table;
    // What the text's end would do is not known.
    for (let place = at + skipped, end = Math.min(bytes.length, at + FARTHEST); place < end && row >= 0; place++) {
      const next = table[row + classes[bytes[place]!]!]!;
      if (next === UNKNOWN) {
        row = this.#follow(row, bytes[place]!);
        table = this.#table;
      } else row = next;
    }
    return row !== FAIL;
  }

  #beginning(state: number): number {
    let row = this.#beginnings.get(state);
    if (row === undefined) this.#beginnings.set(state, (row = this.#rowOf([this.#first + state])));
    return row;
  }

  #follow(row: number, byte: number): number {
    const reached: number[] = [];
    for (const state of this.#rowStates[row / this.#width]!) {
      const set = this.#states[state * STATE]! * 32;
      if (((this.#sets[set + (byte >> 3)]! >> (byte & 7)) & 1) === 1) reached.push(this.#way(state, 1));
    }
    const next = this.#rowOf(reached);
    this.#table[row + this.#classes[byte]!] = next;
    return next;
  }

  /** Where the first or the second way of a state goes. */
  #way(state: number, way: 1 | 2): number {
    const distance = this.#states[state * STATE + way]!;
    return distance === OPEN ? OPEN : state + distance;
  }

  /** The row of states and of all that are reached from them without a byte. */
  #rowOf(waiting: number[]): number {
    const seen = new Set<number>();
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
      if (state === OPEN) return PASS;
      if (seen.has(state)) continue;
      seen.add(state);
      if (this.#states[state * STATE] === 0) waiting.push(this.#way(state, 1));
      if (this.#states[state * STATE + 2] !== 0) waiting.push(this.#way(state, 2));
    }
    const states = [...seen].filter((state) => this.#states[state * STATE] !== 0).sort((a, b) => a - b);
    if (states.length === 0) return FAIL;
    const key = states.join(' ');
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    if (this.#rowStates.length === MOST_ROWS) return PASS;
    const row = (this.#rowStates.push(states) - 1) * this.#width;
    this.#rows.set(key, row);
    if (row + this.#width > this.#table.length) {
      const table = new Int32Array(this.#table.length * 2).fill(UNKNOWN);
      table.set(this.#table);
      this.#table = table;
    }
    return row;
  }
}
