import { createIgnoreLines, type IgnoreLine } from '../dockerfile/ignore-lines.js';
import type { BuildContext } from '../dockerfile/context.js';
import { instructionAt } from '../dockerfile/instruction-at.js';
import type { Positions } from '../dockerfile/position.js';
import { followFile } from '../judge/file-way.js';
import { destinationOf } from '../judge/sinks.js';
import { landingPath } from '../judge/stage-paths.js';
import type { Dockerfile, Instruction } from '../model/dockerfile.js';
import { SEVERITIES, type Severity } from '../model/severity.js';
import type { PlacedDraft } from './lint-doubles.js';

/** Findings in files of the build context, with the way that each file takes behind its COPY, and the line that keeps it out. */
export function settleContext(drafts: readonly PlacedDraft[], dockerfile: Dockerfile, context: BuildContext, positions: Positions): PlacedDraft[] {
  const lineFor = createIgnoreLines(context.gitignore ?? null);
  return drafts.map((draft) => {
    const instruction = instructionAt(dockerfile.instructions, draft.start);
    if (draft.location.kind !== 'context' || !instruction) return draft;
    const { path } = draft.location;
    // Its text leaks with or without the copy that a COPY of everything makes.
    const fix = path === dockerfile.path.split('/').at(-1) ? `Take the value out of \`${path}\`, as its own findings say.` : adviceFor(lineFor(path), context.ignoreFile ?? '.dockerignore');
    return { ...followDraft(draft, draft.location.path, dockerfile, instruction, positions), fix };
  });
}

function adviceFor({ line, fromGit }: IgnoreLine, ignoreFile: string): string {
  const already = fromGit ? ', as `.gitignore` has it already' : '';
  return `Add the line \`${line}\` to \`${ignoreFile}\`${already}; give the build what it needs of the file by \`RUN --mount=type=secret,id=…\`.`;
}

function followDraft(draft: PlacedDraft, path: string, dockerfile: Dockerfile, instruction: Instruction, positions: Positions): PlacedDraft {
  const landed = instruction.copy && landingPath(instruction.copy, path);
  if (landed == null) return draft;
  const way = followFile(dockerfile, instruction, `/${landed}`);
  const steps = [{ start: instruction.start, end: instruction.end, message: `\`${instruction.keyword}\` brings it in, as \`/${landed}\`.` }, ...way.steps];
  const flow = steps.map(({ start, end, message }) => ({ region: positions.region(start, end), message }));
  const told = flow.length < 2 ? draft : { ...draft, flow };
  const { because } = destinationOf(dockerfile, instruction, ['layer'], draft.severity);
  if (because === null) return told;
  const destination = destinationOf(dockerfile, instruction, ['layer'], unsoftened(draft, dockerfile, instruction), way);
  return {
    ...told,
    severity: destination.severity,
    exposure: { state: 'build', sinks: destination.sinks },
    evidence: draft.evidence.map((sentence) => (sentence === because ? (destination.because ?? sentence) : sentence)),
    message: way.ships ? draft.message.replace('brings into the build', 'brings into the image') : draft.message,
  };
}

/** What the severity was before the stage made it milder. */
function unsoftened({ severity, rule }: PlacedDraft, dockerfile: Dockerfile, instruction: Instruction): Severity {
  const before = SEVERITIES.filter((one) => destinationOf(dockerfile, instruction, ['layer'], one).severity === severity);
  return before.includes(rule.severity) ? rule.severity : (before[0] ?? severity);
}
