import type { Pattern } from '../model/rule.js';
import { parseExpression } from './bounded-parser.js';
import { Compiler, ordinalsOf, type Instruction, type Program } from './bounded-program.js';
import type { PatternRegex, RegexMatch } from './pattern-regex.js';

/** Forks of the expression times places of the text that it is held against: a table of 16 MiB. */
const MOST_STATES = 2 ** 27;
/** More groups than one quote and another are not referred back to. */
const MOST_REFERENCES = 2;
/** What lies around a match in the text that is searched. */
const AROUND = 8192;

/**
 * Runs expressions of JavaScript that RE2 cannot say, for rules of strangers: look-arounds anywhere, counts above 1,000, and references
 * back to one character. It tries one way after the other, as JavaScript does, and never the same fork of the expression twice at one
 * byte, so that a search takes no longer than the expression times the text. `work` counts instructions. Throws what says why an
 * expression is refused.
 */
export function boundedRegex({ regex, flags = '', before = 0, reach }: Pick<Pattern, 'regex' | 'flags' | 'before'> & { readonly reach?: number }, work: { steps: number } = { steps: 0 }): PatternRegex {
  const { tree, names, groups } = parseExpression(regex, flags);
  const compiler = new Compiler(2 * groups + 2);
  const program = compiler.compile(tree);
  const references = [...compiler.references];
  if (references.length > MOST_REFERENCES) throw new Error(`references back to more than ${MOST_REFERENCES} groups`);
  /** Of each group that is referred to, what it can hold, counted from 1; 0 while it took no part. */
  const ordinals = references.map((group) => ordinalsOf(tree, group));
  const variants = ordinals.reduce((product, { count }) => product * (count + 1), 1);
  if (compiler.mostForks * variants * 2 ** compiler.depth * ((reach ?? 0) + before + AROUND) > MOST_STATES) throw new Error('with its counts written out it is too large');
  const secrets = [...names].filter(([name]) => /^secret\d*$/.test(name));
  const run = (text: string, from: number, sticky: boolean): RegexMatch | null => {
    const runner = new Runner(text, flags, compiler, (slots) => references.reduce((sum, group, at) => sum * (ordinals[at]!.count + 1) + (slots[2 * group + 1]! <= slots[2 * group]! ? 0 : ordinals[at]!.of[text.charCodeAt(slots[2 * group]!)]!), 0), variants, work);
    for (let start = from; start <= (sticky ? from : text.length); start++) {
      const slots = runner.match(program, start);
      if (!slots) continue;
      const textOf = (group: number): string | undefined => (slots[2 * group + 1]! < 0 ? undefined : text.slice(slots[2 * group], slots[2 * group + 1]));
      const secret = secrets.find(([, group]) => slots[2 * group + 1]! >= 0)?.[1];
      return { start, end: slots[1]!, secret: secret === undefined ? null : [slots[2 * secret]!, slots[2 * secret + 1]!], groups: Object.fromEntries([...names].map(([name, group]) => [name, textOf(group)])) };
    }
    return null;
  };
  return { find: (text, from) => run(text, from, before === 0), mayMatch: (text) => run(text, 0, false) !== null };
}

/** Which forks failed at which bytes of `[from, to]`, a bit each. */
interface Table {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly visited: Uint32Array;
}

/** One search of one text: what failed stays failed, wherever a match begins. */
class Runner {
  readonly #text: string;
  readonly #multiline: boolean;
  readonly #fold: boolean;
  readonly #slots: number;
  readonly #depth: number;
  readonly #variant: (slots: Int32Array) => number;
  readonly #variants: number;
  readonly #work: { steps: number };
  readonly #tables = new Map<Program, Table>();
  readonly #looks = new Map<Program, Map<number, Int32Array | null>>();

  constructor(text: string, flags: string, { slots, depth }: Pick<Compiler, 'slots' | 'depth'>, variant: (slots: Int32Array) => number, variants: number, work: { steps: number }) {
    this.#work = work;
    this.#text = text;
    this.#multiline = flags.includes('m');
    this.#fold = flags.includes('i');
    this.#slots = slots;
    this.#depth = depth;
    this.#variant = variant;
    this.#variants = variants;
  }

  /** Starts and ends of all groups, that of the match first; an end of -1 says that it took no part. */
  match(program: Program, start: number): Int32Array | null {
    const slots = new Int32Array(this.#slots).fill(-1);
    slots[0] = start;
    const end = this.#run(program, start, slots, this.#table(program));
    if (end < 0) return null;
    slots[1] = end;
    return slots;
  }

  #table(program: Program): Table {
    let table = this.#tables.get(program);
    if (!table) this.#tables.set(program, (table = this.#newTable(program, 0, this.#text.length)));
    return table;
  }

  #newTable({ forks }: Program, from: number, to: number): Table {
    const width = to - from + 1;
    return { from, to, width, visited: new Uint32Array(((forks * (this.#variants << this.#depth) * width) >>> 5) + 1) };
  }

  /** The end of the first way that matches, or -1; with `target` it must end there. */
  #run({ code }: Program, start: number, slots: Int32Array, { from: low, to: high, width, visited }: Table, target = -1): number {
    const text = this.#text;
    /** Three numbers each: an instruction, a byte to go on at and how long the trail is; or a slot (as -1 - slot) and what it held, and 0. */
    const stack: number[] = [];
    /** Forks on the way here: where it matches, they have not failed. */
    const trail: number[] = [];
    let pc = 0;
    let at = start;
    for (;;) {
      this.#work.steps++;
      const one = code[pc]!;
      let goesOn = true;
      switch (one.do) {
        case 'set':
          goesOn = at < high && one.has[text.charCodeAt(at)] === 1;
          at++;
          pc++;
          break;
        case 'fork': {
          let variant = this.#variants === 1 ? 0 : this.#variant(slots);
          if (this.#depth > 0) {
            variant <<= this.#depth;
            for (let mark = 0; mark < one.marks.length; mark++) variant |= Number(slots[one.marks[mark]!]! < at) << mark;
          }
          const state = (one.fork * (this.#variants << this.#depth) + variant) * width + at - low;
          const bit = 1 << (state & 31);
          goesOn = (visited[state >>> 5]! & bit) === 0;
          visited[state >>> 5]! |= bit;
          if (goesOn) {
            trail.push(state);
            stack.push(one.second, at, trail.length);
          }
          pc = one.first;
          break;
        }
        case 'jump':
          pc = one.to;
          break;
        case 'save':
          stack.push(-1 - one.slot, slots[one.slot]!, 0);
          slots[one.slot] = at;
          pc++;
          break;
        case 'moved':
          goesOn = at > slots[one.slot]!;
          pc++;
          break;
        case 'clear':
          for (let slot = 2 * one.from; slot <= 2 * one.to + 1; slot++) {
            if (slots[slot] === -1) continue;
            stack.push(-1 - slot, slots[slot]!, 0);
            slots[slot] = -1;
          }
          pc++;
          break;
        case 'assert':
          goesOn = this.#holds(one.what, at);
          pc++;
          break;
        case 'look': {
          const found = this.#look(one, at, slots);
          goesOn = (found === null) === one.negative;
          if (goesOn && found) {
            for (let slot = 2; slot < slots.length; slot++) {
              if (found[slot] === -1 || found[slot] === slots[slot]) continue;
              stack.push(-1 - slot, slots[slot]!, 0);
              slots[slot] = found[slot]!;
            }
          }
          pc++;
          break;
        }
        case 'back': {
          const from = slots[2 * one.group]!;
          // A group that took no part matches nothing.
          if (slots[2 * one.group + 1]! > from) {
            goesOn = at < high && this.#same(text[from]!, text[at]!);
            at++;
          }
          pc++;
          break;
        }
        case 'match':
          if (target < 0 || at === target) {
            for (const state of trail) visited[state >>> 5]! &= ~(1 << (state & 31));
            return at;
          }
          goesOn = false;
      }
      while (!goesOn) {
        if (stack.length === 0) return -1;
        const length = stack.pop()!;
        const value = stack.pop()!;
        const what = stack.pop()!;
        if (what < 0) slots[-1 - what] = value;
        else {
          pc = what;
          at = value;
          trail.length = length;
          goesOn = true;
        }
      }
    }
  }

  #same(one: string, other: string): boolean {
    return one === other || (this.#fold && one.toLowerCase() === other.toLowerCase());
  }

  #look({ program, behind }: Extract<Instruction, { do: 'look' }>, at: number, slots: Int32Array): Int32Array | null {
    let looks = this.#looks.get(program);
    if (!looks) this.#looks.set(program, (looks = new Map()));
    const key = at * this.#variants + (this.#variants === 1 ? 0 : this.#variant(slots));
    const known = looks.get(key);
    if (known !== undefined) return known;
    let found: Int32Array | null = null;
    if (behind < 0) {
      const inner = new Int32Array(slots);
      if (this.#run(program, at, inner, this.#table(program)) >= 0) found = inner;
    }
    for (let start = at; start >= Math.max(0, at - behind) && behind >= 0 && !found; start--) {
      const inner = new Int32Array(slots);
      if (this.#run(program, start, inner, this.#newTable(program, start, at), at) >= 0) found = inner;
    }
    looks.set(key, found);
    return found;
  }

  #holds(what: '^' | '$' | 'b' | 'B', at: number): boolean {
    const text = this.#text;
    if (what === '^') return at === 0 || (this.#multiline && /[\n\r]/.test(text[at - 1]!));
    if (what === '$') return at === text.length || (this.#multiline && /[\n\r]/.test(text[at]!));
    const edge = /\w/.test(text[at - 1] ?? '') !== /\w/.test(text[at] ?? '');
    return edge === (what === 'b');
  }
}
