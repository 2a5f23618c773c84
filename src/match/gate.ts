import { Automaton } from './automaton.js';
import type { ByteSetPool } from './byte-set.js';
import type { RegexTree } from './regex-tree.js';

/** Bytes that are followed at most: a name and what assigns to it. */
const FARTHEST = 64;
/** An expression with more is asked at every place. */
const MOST_STATES = 1024;

/** Where a state goes: to another's row, or one of these. */
const PASS = -1;
const FAIL = -2;
/** Not asked yet. */
const UNKNOWN = -3;

/**
 * Follows the bytes from a keyword on as the expression would, without what it captures and looks around at: most places end
 * within a few bytes, and cost neither a text nor a regular expression. It lets pass whatever may be a match.
 */
export class Gate {
  readonly #automaton: Automaton;
  readonly #classes: Uint8Array;
  readonly #width: number;
  /** Of each row the states of the automaton. */
  readonly #states: (readonly number[])[] = [];
  readonly #rows = new Map<string, number>();
  /** Of each row where it goes, by the class of the byte. */
  #table: Int32Array;
  readonly #begin: number;

  /** For expressions whose matches begin with the keyword. */
  constructor(tree: RegexTree, pool: ByteSetPool) {
    this.#automaton = new Automaton(tree, FARTHEST, pool);
    this.#classes = this.#automaton.classes();
    this.#width = Math.max(...this.#classes) + 1;
    this.#table = new Int32Array(16 * this.#width).fill(UNKNOWN);
    this.#begin = this.#rowOf(this.#automaton.begin());
  }

  /** False only where no match begins at `at`. */
  passes(bytes: Uint8Array, at: number): boolean {
    const classes = this.#classes;
    let table = this.#table;
    let row = this.#begin;
    // What the text's end would do is not known.
    for (let place = at, end = Math.min(bytes.length, at + FARTHEST); place < end && row >= 0; place++) {
      const next = table[row + classes[bytes[place]!]!]!;
      if (next === UNKNOWN) {
        row = this.#follow(row, bytes[place]!);
        table = this.#table;
      } else row = next;
    }
    return row !== FAIL;
  }

  #follow(row: number, byte: number): number {
    const next = this.#rowOf(this.#automaton.follow(this.#states[row / this.#width]!, byte));
    this.#table[row + this.#classes[byte]!] = next;
    return next;
  }

  #rowOf(states: readonly number[] | null): number {
    if (states === null) return PASS;
    if (states.length === 0) return FAIL;
    const key = [...states].sort((a, b) => a - b).join(' ');
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    if (this.#states.length === MOST_STATES) return PASS;
    const row = (this.#states.push(states) - 1) * this.#width;
    this.#rows.set(key, row);
    if (row + this.#width > this.#table.length) {
      const table = new Int32Array(this.#table.length * 2).fill(UNKNOWN);
      table.set(this.#table);
      this.#table = table;
    }
    return row;
  }
}
