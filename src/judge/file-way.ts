import type { Dockerfile, Instruction, Mount } from '../model/dockerfile.js';
import type { ProblemStep } from '../model/rule.js';
import { commandName } from './command-text.js';
import { fileEvents, removes, type FileEvent } from './run-files.js';
import { landingPath, rootPath } from './stage-paths.js';

/** Where a file goes that an instruction leaves in its stage. */
export interface FileWay {
  /** What happens to it behind the instruction: copied, taken to another stage, removed too late. */
  readonly steps: readonly ProblemStep[];
  /** True when a layer of the final image holds it. */
  readonly ships: boolean;
  /** What later stages take from its stage instead, as written; empty when they take nothing. */
  readonly takenInstead: readonly string[];
}

/** A COPY or a bind mount that reads another stage. */
interface Take {
  readonly instruction: Instruction;
  readonly how: string;
  /** Where a file lands, as a root path; null when it is left behind. */
  into(path: string): string | null;
}

interface Traffic {
  /** By the stage that is read. */
  readonly takes: ReadonlyMap<number, readonly Take[]>;
  readonly children: ReadonlyMap<number, readonly number[]>;
  /** The RUNs of each stage that do anything to files. */
  readonly runs: ReadonlyMap<number, readonly Instruction[]>;
}

interface Stop {
  readonly stage: number;
  readonly after: number;
  readonly path: string;
  readonly steps: readonly ProblemStep[];
}

/** Places that one file is followed to; a build has a handful. */
const MOST_STOPS = 64;
/** File operations that one file is held against, and copies out of one stage; beyond that nobody can follow by eye either. */
const MOST_EVENTS = 500;
const MOST_TAKES = 200;

/** Follows a file, `path` as `joinWorkdir` makes it, from the instruction that leaves it there to the final image. */
export function followFile(dockerfile: Dockerfile, instruction: Instruction, path: string): FileWay {
  let known = remembered.get(instruction);
  if (!known) remembered.set(instruction, (known = new Map()));
  let way = known.get(path);
  if (!way) known.set(path, (way = follow(dockerfile, instruction, path)));
  return way;
}

/** Several findings of one instruction ask for the same file. */
const remembered = new WeakMap<Instruction, Map<string, FileWay>>();

function follow(dockerfile: Dockerfile, instruction: Instruction, path: string): FileWay {
  if (instruction.stage === null) return { steps: [], ships: false, takenInstead: [] };
  const traffic = trafficOf(dockerfile);
  const queue: Stop[] = [{ stage: instruction.stage, after: instruction.index, path: rootPath(path), steps: [] }];
  const seen = new Set<string>();
  let events = 0;
  let farthest: readonly ProblemStep[] = [];
  for (let at = 0; at < queue.length && at < MOST_STOPS; at++) {
    const stop = queue[at]!;
    const steps = [...stop.steps];
    let gone = false;
    for (const run of runsBehind(traffic.runs.get(stop.stage) ?? [], stop.after)) {
      for (const event of fileEvents(run)) {
        if (++events > MOST_EVENTS || gone) break;
        if (event.kind === 'remove' && removes(rootPath(event.path), stop.path)) {
          gone = true;
          steps.push({ start: event.word.start, end: event.word.end, message: `\`${commandName(event.command)}\` comes too late: a layer below holds \`/${stop.path}\` already.` });
        } else if (event.kind === 'copy' && event.from !== null && commandName(event.command) !== 'ln') {
          const into = landingPath({ sources: [copyPath(event.from)], target: copyPath(targetOf(event)), excludes: [] }, stop.path);
          if (into === null) continue;
          const step = { start: event.command.start, end: event.command.end, message: `\`${commandName(event.command)}\` puts it into \`/${into}\`.` };
          add({ stage: stop.stage, after: run.index, path: into, steps: [...stop.steps, step] });
        }
      }
    }
    if (dockerfile.stages[stop.stage]?.shipped === true) return { steps, ships: true, takenInstead: [] };
    if (steps.length > farthest.length) farthest = steps;
    if (gone) continue;
    for (const child of traffic.children.get(stop.stage) ?? []) add({ ...stop, stage: child, after: -1 });
    for (const { instruction: taker, how, into } of traffic.takes.get(stop.stage) ?? []) {
      const landed = into(stop.path);
      if (landed === null || taker.stage === null) continue;
      const step = { start: taker.start, end: taker.end, message: `${how} takes it along, as \`/${landed}\`.` };
      add({ stage: taker.stage, after: taker.index, path: landed, steps: [...stop.steps, step] });
    }
  }
  const taken = (traffic.takes.get(instruction.stage) ?? []).flatMap(({ instruction: { copy } }) => copy?.sources.map(({ text }) => text) ?? []);
  return { steps: farthest, ships: false, takenInstead: [...new Set(taken)] };

  function add(stop: Stop): void {
    const key = `${stop.stage}\0${stop.path}`;
    if (seen.has(key)) return;
    seen.add(key);
    queue.push(stop);
  }
}

function copyPath(path: string): { start: number; end: number; raw: string; text: string; path: string } {
  return { start: 0, end: 0, raw: path, text: path, path };
}

/** With the slash at its end that says that it is a folder. */
function targetOf({ path, word }: FileEvent): string {
  return word.text.endsWith('/') ? `${path}/` : path;
}

function runsBehind(runs: readonly Instruction[], after: number): readonly Instruction[] {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle]!.index <= after) low = middle + 1;
    else high = middle;
  }
  return runs.slice(low, low + MOST_EVENTS);
}

const traffics = new WeakMap<Dockerfile, Traffic>();

function trafficOf(dockerfile: Dockerfile): Traffic {
  const known = traffics.get(dockerfile) ?? readTraffic(dockerfile);
  traffics.set(dockerfile, known);
  return known;
}

function readTraffic({ stages, instructions }: Dockerfile): Traffic {
  const takes = new Map<number, Take[]>();
  const children = new Map<number, number[]>();
  const runs = new Map<number, Instruction[]>();
  const names = new Map<string, number>();
  const put = <T>(map: Map<number, T[]>, key: number, value: T, most = Infinity): void => {
    const list = map.get(key);
    if (!list) map.set(key, [value]);
    else if (list.length < most) list.push(value);
  };
  for (const { index, parent } of stages) if (parent !== null) put(children, parent, index);
  for (const instruction of instructions) {
    const { keyword, stage, copy, onbuild } = instruction;
    if (stage === null || onbuild) continue;
    const find = (from: string): number | null => {
      const index = names.get(from.toLowerCase()) ?? (/^\d+$/.test(from) ? Number(from) : -1);
      return index >= 0 && index < stage ? index : null;
    };
    if (keyword === 'FROM') {
      // A stage cannot read itself: its name counts from the next one on.
      const previous = stages[stage - 1]?.name;
      if (previous != null) names.set(previous.toLowerCase(), stage - 1);
    } else if (copy !== null && copy.from !== null) {
      const from = find(copy.from);
      if (from !== null) put(takes, from, { instruction, how: `\`COPY --from=${copy.from}\``, into: (path) => landingPath(copy, path) }, MOST_TAKES);
    } else if (keyword === 'RUN') {
      if (fileEvents(instruction).length === 0) continue;
      put(runs, stage, instruction);
      for (const mount of instruction.mounts) {
        const from = mount.from === null ? null : find(mount.from);
        if (from !== null) put(takes, from, { instruction, how: '`RUN --mount` with `from`', into: (path) => throughMount(instruction, mount, path) }, MOST_TAKES);
      }
    }
  }
  return { takes, children, runs };
}

/** A stage that is mounted leaves only what the commands copy out of the mount. */
function throughMount(instruction: Instruction, { source, target }: Mount, path: string): string | null {
  if (target === null) return null;
  const seen = landingPath({ sources: [copyPath(source ?? '')], target: copyPath(target), excludes: [] }, path);
  if (seen === null) return null;
  for (const event of fileEvents(instruction)) {
    if (event.kind !== 'copy' || event.from === null) continue;
    const landed = landingPath({ sources: [copyPath(event.from)], target: copyPath(targetOf(event)), excludes: [] }, seen);
    if (landed !== null) return landed;
  }
  return null;
}
