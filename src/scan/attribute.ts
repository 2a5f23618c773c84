import { createPositions } from '../dockerfile/position.js';
import type { Dockerfile, Instruction, Stage } from '../model/dockerfile.js';
import type { Finding } from '../model/finding.js';
import type { HistoryEntry, Image } from '../model/image.js';
import type { DockerfileLine, Location } from '../model/location.js';
import type { Report } from '../model/report.js';
import { createInstructionText, readStep, type InstructionText } from './instruction-text.js';
import { readPointer, valueAt } from './json-pointer.js';

/** Which instruction made which history entry. */
export interface Alignment {
  readonly dockerfile: Dockerfile;
  /** By index of the history entry; entries of the base have none. */
  readonly instructions: ReadonlyMap<number, Instruction>;
  /** Layers whose history entry is not the step that made them: all steps were put into one. */
  readonly isMerged: boolean;
}

/** What makes files; every builder keeps an entry of it. */
const MAKES_FILES = new Set(['ADD', 'COPY', 'RUN']);
/** Stages that could have been the target of the build; files with more are made by hand to take time. */
const MOST_TARGETS = 32;
const MAKES_LAYERS = new Set([...MAKES_FILES, 'WORKDIR']);

/**
 * Ties the entries of an image's history to the instructions of the Dockerfile, from the last one up. All of RUN, COPY and
 * ADD must fit, in order and by what they say: a Dockerfile that was changed since would put blame on the wrong line.
 * A sentence says why it does not fit.
 */
export function alignHistory(image: Image, dockerfile: Dockerfile): Alignment | { readonly refusal: string } {
  if (image.history.length === 0) return { refusal: `\`${dockerfile.path}\` was not compared: the image has no history.` };
  const byStage = new Map<number, Instruction[]>(dockerfile.stages.map(({ index }) => [index, []]));
  for (const instruction of dockerfile.instructions) if (instruction.keyword !== 'FROM' && instruction.stage !== null) byStage.get(instruction.stage)!.push(instruction);
  let refusal: string | null = null;
  for (const target of dockerfile.stages.slice(-MOST_TARGETS).reverse()) {
    const found = alignInstructions(image, dockerfile, chainOf(target, dockerfile).flatMap(({ index }) => [...byStage.get(index)!].reverse()));
    // An earlier stage can be the target of a build, which is believed only where there is something to compare.
    if (!('refusal' in found) && (refusal === null || found.instructions.size > 0)) return found;
    refusal ??= 'refusal' in found ? found.refusal : null;
  }
  return { refusal: refusal ?? `\`${dockerfile.path}\` holds no stage.` };
}

/** True when steps that make files are among what was tied: settings alone may fit by chance. */
export function explainsFiles({ instructions }: Alignment): boolean {
  return [...instructions.values()].some(({ keyword }) => MAKES_FILES.has(keyword));
}

/** The report with the Dockerfile's line on all that the alignment explains. */
export function attributeReport(report: Report, image: Image, alignment: Alignment): Report {
  const lines = createLines(alignment);
  const findings = report.findings.map((finding): Finding => {
    const instruction = finding.inheritedFrom ? null : instructionOf(finding.location, image, alignment);
    return instruction ? { ...finding, location: withLine(finding.location, lines(instruction, finding)) } : finding;
  });
  const { path } = alignment.dockerfile;
  const remark = alignment.isMerged
    ? `The history fits \`${path}\`, yet its steps were put into one layer: no line can be named for files.`
    : `The history fits \`${path}\`.`;
  return { ...report, findings, remarks: [...(report.remarks ?? []), remark] };
}

/** The instruction that a place in an image goes back to; null where it is the base's or cannot be told. */
export function instructionOf(location: Location, image: Image, { instructions, isMerged }: Alignment): Instruction | null {
  switch (location.kind) {
    case 'layer': {
      const index = image.layers[location.layer.index]?.historyIndex ?? -1;
      const found = isMerged ? undefined : instructions.get(index);
      return found && MAKES_LAYERS.has(found.keyword) ? found : null;
    }
    case 'history':
      return instructions.get(Number(/^\/history\/(\d+)\//.exec(location.pointer)?.[1] ?? -1)) ?? null;
    case 'config':
      return settingOf(location.pointer, image, [...instructions.values()].sort((a, b) => b.index - a.index));
    default:
      return null;
  }
}

/** A stage and what it is built on, within the file; the stage comes first. */
function chainOf(target: Stage, { stages }: Dockerfile): Stage[] {
  const chain = new Set<Stage>();
  for (let stage: Stage | undefined = target; stage && !chain.has(stage); stage = stage.parent === null ? undefined : stages[stage.parent]) chain.add(stage);
  return [...chain];
}

function alignInstructions(image: Image, dockerfile: Dockerfile, lastFirst: readonly Instruction[]): Alignment | { readonly refusal: string } {
  const texts = createInstructionText(dockerfile);
  const instructions = new Map<number, Instruction>();
  let entry = image.history.length - 1;
  for (const instruction of lastFirst) {
    while (entry >= 0 && isAddedByCommand(image.history[entry]!, instruction, texts)) entry -= 1;
    if (entry >= 0 && texts.fits(instruction, readStep(image.history[entry]!.createdBy))) instructions.set(entry--, instruction);
    else if (MAKES_FILES.has(instruction.keyword) && !instruction.onbuild) return { refusal: describeMisfit(dockerfile, instruction, entry) };
  }
  return { dockerfile, instructions, isMerged: isMerged(image, instructions) };
}

/** `docker build --label` adds entries that no Dockerfile has. */
function isAddedByCommand(entry: HistoryEntry, instruction: Instruction, texts: InstructionText): boolean {
  return entry.emptyLayer && instruction.keyword !== 'LABEL' && readStep(entry.createdBy).keyword === 'LABEL' && !texts.fits(instruction, readStep(entry.createdBy));
}

function describeMisfit(dockerfile: Dockerfile, { keyword, start }: Instruction, entry: number): string {
  const line = createPositions(dockerfile).lineAt(start);
  const where = entry < 0 ? 'has no counterpart in the history' : `does not fit history entry ${entry}`;
  return `\`${dockerfile.path}\` is not what this image was built from, or was changed since: \`${keyword}\` in line ${line} ${where}. No lines are named.`;
}

/** Builders that make one layer in the end hang it on their last entry; a RUN that changes nothing leaves none with Docker's classic one. */
function isMerged(image: Image, instructions: ReadonlyMap<number, Instruction>): boolean {
  const labels = valueAt(image.config?.value, '/config/Labels');
  const byBuildah = typeof labels === 'object' && labels !== null && 'io.buildah.version' in labels;
  return [...instructions].some(([index, { keyword }]) => image.history[index]!.emptyLayer && MAKES_FILES.has(keyword) && (byBuildah || keyword !== 'RUN'));
}

/** Which instruction sets a field of `config`, for those that the last one decides alone. */
const SETS: Readonly<Record<string, string>> = { Cmd: 'CMD', Entrypoint: 'ENTRYPOINT', Env: 'ENV', Healthcheck: 'HEALTHCHECK', Labels: 'LABEL', User: 'USER' };

function settingOf(pointer: string, image: Image, latestFirst: readonly Instruction[]): Instruction | null {
  const [part, field = '', item = ''] = readPointer(pointer);
  const keyword = part === 'config' ? SETS[field] : undefined;
  const name = keyword === 'ENV' ? String(valueAt(image.config?.value, pointer)).split('=', 1)[0]! : item;
  return (
    latestFirst.find((one) => {
      if (one.keyword !== keyword || one.onbuild) return false;
      return (keyword !== 'ENV' && keyword !== 'LABEL') || one.assignments.some(({ key }) => key.text === name);
    }) ?? null
  );
}

/** The line of a finding: within an instruction of several lines, that of the value itself where it stands there. */
function createLines({ dockerfile }: Alignment): (instruction: Instruction, finding: Finding) => DockerfileLine {
  const positions = createPositions(dockerfile);
  return ({ start, end }, { secret }) => {
    const at = secret?.indexIn(dockerfile.text.slice(start, end)) ?? -1;
    return { path: dockerfile.path, line: positions.lineAt(start + Math.max(at, 0)) };
  };
}

function withLine(location: Location, dockerfile: DockerfileLine): Location {
  return location.kind === 'layer' || location.kind === 'history' || location.kind === 'config' ? { ...location, dockerfile } : location;
}
