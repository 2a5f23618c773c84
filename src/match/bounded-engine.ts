import type { Pattern } from '../model/rule.js';
import { parseExpression, type Expression } from './bounded-parser.js';
import type { PatternRegex, RegexMatch } from './pattern-regex.js';

/** Counts are written out: more is no expression that anyone wrote. */
const MOST_INSTRUCTIONS = 50_000;
/** Forks of the expression times places of the text that it is held against: a table of 16 MiB. */
const MOST_STATES = 2 ** 27;
/** In a look-behind, from each byte so far in front the text is tried. */
const FARTHEST_BEHIND = 256;
/** More groups than one quote and another are not referred back to. */
const MOST_REFERENCES = 2;
/** Repetitions within each other of what can match nothing. */
const DEEPEST_MARKS = 5;
/** What lies around a match in the text that is searched. */
const AROUND = 8192;

type Instruction =
  | { readonly do: 'set'; readonly has: Uint8Array }
  /** `fork` counts them. */
  | { readonly do: 'fork'; first: number; second: number; readonly fork: number; readonly marks: readonly number[] }
  | { readonly do: 'jump'; to: number }
  | { readonly do: 'save'; readonly slot: number }
  /** An iteration that took nothing is none. */
  | { readonly do: 'moved'; readonly slot: number }
  | { readonly do: 'clear'; readonly from: number; readonly to: number }
  | { readonly do: 'assert'; readonly what: '^' | '$' | 'b' | 'B' }
  | { readonly do: 'look'; readonly program: Program; readonly behind: number; readonly negative: boolean }
  | { readonly do: 'back'; readonly group: number }
  | { readonly do: 'match' };

/** Instructions of the expression, or of one look-around in it. */
interface Program {
  readonly code: readonly Instruction[];
  readonly forks: number;
}

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

class Compiler {
  readonly references = new Set<number>();
  mostForks = 0;
  /** Of repetitions within each other whose iterations are marked. */
  depth = 0;
  /** Numbers that a search keeps: starts and ends of groups, and where iterations began. */
  slots: number;
  #size = 0;

  constructor(slots: number) {
    this.slots = slots;
  }

  compile(tree: Expression): Program {
    const code: Instruction[] = [];
    const marks: number[] = [];
    let forks = 0;
    const add = <T extends Instruction>(instruction: T): T => {
      if (++this.#size > MOST_INSTRUCTIONS) throw new Error('with its counts written out it is too large');
      code.push(instruction);
      return instruction;
    };
    const fork = (lazy: boolean): { readonly body: () => void; readonly exit: () => void } => {
      const one = add({ do: 'fork', first: 0, second: 0, fork: forks++, marks: [...marks] });
      const set = (which: boolean): void => void (which ? (one.first = code.length) : (one.second = code.length));
      return { body: () => set(!lazy), exit: () => set(lazy) };
    };
    const emit = (part: Expression): void => {
      switch (part.kind) {
        case 'set':
          add({ do: 'set', has: part.has });
          return;
        case 'assert':
          add({ do: 'assert', what: part.what });
          return;
        case 'back':
          this.references.add(part.group);
          add({ do: 'back', group: part.group });
          return;
        case 'group':
          add({ do: 'save', slot: 2 * part.index });
          emit(part.part);
          add({ do: 'save', slot: 2 * part.index + 1 });
          return;
        case 'sequence':
          part.parts.forEach(emit);
          return;
        case 'choice': {
          const ends = part.parts.slice(0, -1).map((one) => {
            const { body, exit } = fork(false);
            body();
            emit(one);
            const end = add({ do: 'jump', to: 0 });
            exit();
            return end;
          });
          emit(part.parts.at(-1)!);
          for (const end of ends) end.to = code.length;
          return;
        }
        case 'look': {
          const behind = part.behind ? longest(part.part) : -1;
          if (behind > FARTHEST_BEHIND) throw new Error(`a look-behind looks farther than ${FARTHEST_BEHIND} bytes`);
          add({ do: 'look', program: this.compile(part.part), behind, negative: part.negative });
          return;
        }
        case 'repeat': {
          const [low, high] = part.groups;
          const once = (): void => {
            if (high >= low) add({ do: 'clear', from: low, to: high });
            emit(part.part);
          };
          for (let count = 0; count < part.least; count++) once();
          const mark = part.most > part.least && nullable(part.part) ? this.slots++ : null;
          const more = (): void => {
            if (mark === null) return once();
            marks.push(mark);
            this.depth = Math.max(this.depth, marks.length);
            if (marks.length > DEEPEST_MARKS) throw new Error(`repetitions of what can be empty are nested more than ${DEEPEST_MARKS} deep`);
            add({ do: 'save', slot: mark });
            once();
            add({ do: 'moved', slot: mark });
            marks.pop();
          };
          if (part.most === Infinity) {
            const loop = code.length;
            const { body, exit } = fork(part.lazy);
            body();
            more();
            add({ do: 'jump', to: loop });
            exit();
            return;
          }
          const exits: (() => void)[] = [];
          for (let count = part.least; count < part.most; count++) {
            const { body, exit } = fork(part.lazy);
            body();
            more();
            exits.push(exit);
          }
          for (const exit of exits) exit();
        }
      }
    };
    emit(tree);
    add({ do: 'match' });
    this.mostForks = Math.max(this.mostForks, forks);
    return { code, forks };
  }
}

function nullable(part: Expression): boolean {
  switch (part.kind) {
    case 'set':
      return false;
    case 'sequence':
      return part.parts.every(nullable);
    case 'choice':
      return part.parts.some(nullable);
    case 'repeat':
      return part.least === 0 || nullable(part.part);
    case 'group':
      return nullable(part.part);
    default:
      return true;
  }
}

function longest(part: Expression): number {
  switch (part.kind) {
    case 'set':
    case 'back':
      return 1;
    case 'sequence':
      return part.parts.reduce((sum, one) => sum + longest(one), 0);
    case 'choice':
      return Math.max(...part.parts.map(longest));
    case 'repeat': {
      const one = longest(part.part);
      return one === 0 ? 0 : one * part.most;
    }
    case 'group':
      return longest(part.part);
    default:
      return 0;
  }
}

function ordinalsOf(tree: Expression, group: number): { readonly of: Uint8Array; readonly count: number } {
  const found = findGroup(tree, group);
  if (!found || longest(found) > 1) throw new Error('a reference back to more than one character');
  const can = new Uint8Array(256);
  const collect = (part: Expression): void => {
    if (part.kind === 'set') part.has.forEach((has, byte) => (can[byte]! |= has));
    else if (part.kind === 'back') can.fill(1);
    else if ('parts' in part) part.parts.forEach(collect);
    else if ('part' in part) collect(part.part);
  };
  collect(found);
  let count = 0;
  const of = can.map((has) => (has ? ++count : 0));
  return { of, count };
}

function findGroup(part: Expression, group: number): Expression | null {
  if (part.kind === 'group' && part.index === group) return part.part;
  if ('parts' in part) return part.parts.map((one) => findGroup(one, group)).find((one) => one !== null) ?? null;
  return 'part' in part ? findGroup(part.part, group) : null;
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
