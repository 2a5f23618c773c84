import type { Expression } from './bounded-parser.js';

/** Counts are written out: more is no expression that anyone wrote. */
const MOST_INSTRUCTIONS = 50_000;
/** In a look-behind, from each byte so far in front the text is tried. */
const FARTHEST_BEHIND = 256;
/** Repetitions within each other of what can match nothing. */
const DEEPEST_MARKS = 5;

export type Instruction =
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
export interface Program {
  readonly code: readonly Instruction[];
  readonly forks: number;
}

/** Writes an expression out as instructions for `bounded-engine`. Throws what says why it is refused. */
export class Compiler {
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

/** Of a group that is referred back to: each byte that it can hold, numbered from 1. Throws where it can hold more than one. */
export function ordinalsOf(tree: Expression, group: number): { readonly of: Uint8Array; readonly count: number } {
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
