import type { Dockerfile, Instruction, Variable } from '../model/dockerfile.js';
import type { Sink } from '../model/finding.js';
import type { ProblemStep } from '../model/rule.js';
import { followFile } from './file-way.js';
import { runStays, type Stay } from './run-stays.js';
import { variableUses, type VariableUse } from './run-variables.js';

/** Where a variable's value goes. */
export interface VariableWay {
  readonly steps: readonly ProblemStep[];
  readonly sinks: ReadonlySet<Sink>;
  /** True when the final image holds it: in its config, its history or a layer. */
  readonly ships: boolean;
}

/** A place in the heredoc of a COPY where the builder puts a variable in. */
interface CopiedUse {
  readonly start: number;
  readonly end: number;
  /** The file that the heredoc becomes. */
  readonly path: string;
}

interface Uses {
  readonly runs: ReadonlyMap<Variable, readonly (readonly [Instruction, VariableUse])[]>;
  readonly copies: ReadonlyMap<Variable, readonly (readonly [Instruction, CopiedUse])[]>;
  readonly heirs: ReadonlyMap<Variable, readonly (readonly [Instruction, Variable])[]>;
  /** Index of the last RUN that sees the variables of a stage; stages built on it count. */
  readonly lastRun: ReadonlyMap<number, number>;
}

/** Uses that are followed for one variable, and steps that anyone reads. */
const MOST_USES = 16;
const MOST_STEPS = 12;
const MOST_HEIRS = 32;

/** Follows a variable from its declaration, which is no step of its own, to everything that takes its value. */
export function followVariable(dockerfile: Dockerfile, variable: Variable): VariableWay {
  const { runs, copies, heirs, lastRun } = usesOf(dockerfile);
  const sinks = new Set<Sink>();
  const steps: ProblemStep[] = [];
  let ships = false;
  const seen = new Set<Variable>([variable]);
  const queue = [variable];
  for (let at = 0; at < queue.length && at < MOST_HEIRS; at++) {
    const one = queue[at]!;
    const made = dockerfile.instructions[one.instruction];
    const shipped = made?.stage != null && dockerfile.stages[made.stage]?.shipped === true;
    if (one.kind === 'env') {
      if (shipped) sinks.add('config').add('history');
      ships ||= shipped;
    } else if (shipped && (lastRun.get(made.stage!) ?? -1) > one.instruction) {
      sinks.add('history');
      ships = true;
    }
    for (const [instruction, use] of runs.get(one) ?? []) {
      const found = followUse(dockerfile, instruction, [use]);
      for (const sink of found.sinks) sinks.add(sink);
      ships ||= found.sinks.includes('layer');
      steps.push({ start: use.start, end: use.end, message: useSentence(one.name, found.stay, found.logged) }, ...found.steps);
    }
    for (const [instruction, { start, end, path }] of copies.get(one) ?? []) {
      const way = followFile(dockerfile, instruction, path);
      if (way.ships) sinks.add('layer');
      ships ||= way.ships;
      steps.push({ start, end, message: `\`${instruction.keyword}\` writes \`${one.name}\` into \`${path}\`.` }, ...way.steps);
    }
    for (const [instruction, heir] of heirs.get(one) ?? []) {
      if (seen.has(heir)) continue;
      seen.add(heir);
      queue.push(heir);
      steps.push({ start: heir.assignment.start, end: heir.assignment.end, message: `\`${instruction.keyword} ${heir.name}\` takes its value.` });
    }
  }
  return { steps: inOrder(steps).slice(0, MOST_STEPS), sinks, ships };
}

/** What becomes of a variable's value in one RUN. */
export interface UseWay {
  readonly stay: Stay | null;
  readonly logged: boolean;
  /** `layer` only where the final image holds the file. */
  readonly sinks: readonly Sink[];
  /** Behind the RUN itself. */
  readonly steps: readonly ProblemStep[];
  readonly takenInstead: readonly string[];
}

/** Follows the values that stand at some places of a RUN, of which the worst counts. */
export function followUse(dockerfile: Dockerfile, instruction: Instruction, places: readonly { readonly start: number }[]): UseWay {
  const { files, logged } = runStays(instruction);
  const ways = places.flatMap(({ start }) => {
    const stay = files.get(start);
    return stay ? [{ stay, way: followFile(dockerfile, instruction, stay.path) }] : [];
  });
  const worst = ways.find(({ way }) => way.ships) ?? ways[0];
  const shown = places.some(({ start }) => logged.has(start));
  return {
    stay: worst?.stay ?? null,
    logged: shown,
    sinks: [...(worst?.way.ships ? (['layer'] as const) : []), ...(shown ? (['log'] as const) : [])],
    steps: worst?.way.steps ?? [],
    takenInstead: worst?.way.takenInstead ?? [],
  };
}

/** Where a variable's value comes from, itself last. */
export function originSteps(dockerfile: Dockerfile, variable: Variable): ProblemStep[] {
  const steps: ProblemStep[] = [];
  for (let one: Variable | undefined = variable; one && steps.length < MOST_STEPS; one = one.sources[0]) {
    const keyword = dockerfile.instructions[one.instruction]?.keyword ?? one.kind.toUpperCase();
    const source = one.sources[0];
    steps.unshift({
      start: one.assignment.start,
      end: one.assignment.end,
      message: source ? `\`${keyword} ${one.name}\` takes its value.` : one.kind === 'arg' ? `\`${keyword} ${one.name}\` brings the value into the build.` : `\`${keyword} ${one.name}\` holds the value.`,
    });
  }
  return steps;
}

function useSentence(name: string, stay: Stay | null, logged: boolean): string {
  const kept = stay ? ` and leaves it in ${quotedPlace(stay.name)}` : '';
  return `\`RUN\` uses \`${name}\`${kept}${logged ? ' and prints it into the build log' : ''}.`;
}

/** A file in backticks; words such as \`the database\` as they are. */
export function quotedPlace(name: string): string {
  return /[/.]/.test(name) || !name.includes(' ') ? `\`${name}\`` : name;
}

/** Steps in the order of the file, each place once. */
export function inOrder(steps: readonly ProblemStep[]): ProblemStep[] {
  const places = new Map<string, ProblemStep>();
  for (const step of steps) {
    const key = `${step.start}-${step.end}`;
    if (!places.has(key)) places.set(key, step);
  }
  return [...places.values()].sort((a, b) => a.start - b.start);
}

const remembered = new WeakMap<Dockerfile, Uses>();

function usesOf(dockerfile: Dockerfile): Uses {
  const known = remembered.get(dockerfile) ?? readUses(dockerfile);
  remembered.set(dockerfile, known);
  return known;
}

function readUses({ instructions, stages }: Dockerfile): Uses {
  const runs = new Map<Variable, (readonly [Instruction, VariableUse])[]>();
  const copies = new Map<Variable, (readonly [Instruction, CopiedUse])[]>();
  const heirs = new Map<Variable, (readonly [Instruction, Variable])[]>();
  const lastRun = new Map<number, number>();
  const put = <T>(map: Map<Variable, T[]>, key: Variable, value: T): void => {
    const list = map.get(key);
    if (!list) map.set(key, [value]);
    else if (list.length < MOST_USES) list.push(value);
  };
  for (const instruction of instructions) {
    for (const variable of instruction.variables) for (const source of variable.sources) put(heirs, source, [instruction, variable] as const);
    for (const [variable, use] of copiedUses(instruction)) put(copies, variable, [instruction, use] as const);
    if (instruction.keyword !== 'RUN') continue;
    if (instruction.stage !== null && !instruction.onbuild) lastRun.set(instruction.stage, instruction.index);
    const seen = new Set<Variable>();
    for (const use of variableUses(instruction)) {
      if (seen.has(use.variable) && !runStays(instruction).files.has(use.start)) continue;
      seen.add(use.variable);
      put(runs, use.variable, [instruction, use] as const);
    }
  }
  for (const { index, parent } of [...stages].reverse()) {
    const last = lastRun.get(index);
    if (parent !== null && last !== undefined) lastRun.set(parent, Math.max(last, lastRun.get(parent) ?? -1));
  }
  return { runs, copies, heirs, lastRun };
}

const REFERENCE = /\\.|\$(?:\{([A-Za-z_]\w*)[^}]{0,200}\}|([A-Za-z_]\w*))/gs;

/** https://docs.docker.com/reference/dockerfile/#here-documents: a name without quotes lets the builder expand the text. */
function copiedUses({ copy, heredocs, scope }: Instruction): (readonly [Variable, CopiedUse])[] {
  if (!copy) return [];
  return heredocs.flatMap(({ name, expands, text, offsets }) => {
    if (!expands) return [];
    const path = copy.target?.path.endsWith('/') ? `${copy.target.path}${name}` : (copy.target?.path ?? name);
    return [...text.matchAll(REFERENCE)].flatMap((match): (readonly [Variable, CopiedUse])[] => {
      const variable = scope.find(match[1] ?? match[2] ?? '');
      return variable ? [[variable, { start: offsets[match.index]!, end: offsets[match.index + match[0].length - 1]! + 1, path }]] : [];
    });
  });
}
