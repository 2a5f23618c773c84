import { compileGlob } from '../dockerfile/glob.js';
import { instructionAt } from '../dockerfile/instruction-at.js';
import { createPositions } from '../dockerfile/position.js';
import { variableUses } from '../judge/run-variables.js';
import type { Dockerfile, Variable } from '../model/dockerfile.js';
import type { Finding } from '../model/finding.js';
import { targetKey, type FixTarget } from './fix.js';

/** Values are made of values; more steps than this no file has. */
const DEEPEST = 16;

/** What has to be mended so that the finding goes; null where nothing but words can help. */
function createTargets(dockerfile: Dockerfile): (finding: Finding) => FixTarget | null {
  const positions = createPositions(dockerfile);
  return ({ location, suppression, severity }) => {
    if (suppression !== null || severity === 'info') return null;
    // What instructions name, and nothing else brings in, is mended there.
    if (location.kind === 'context') return { kind: takesIn(dockerfile, location.path) === 'by-name' ? 'copied-file' : 'context-file', name: location.path };
    if (location.kind !== 'dockerfile' || location.region === null) return null;
    const offset = positions.offsetAtByte(location.region.byteOffset);
    const instruction = instructionAt(dockerfile.instructions, offset);
    if (!instruction) return null;
    const source = instruction.copy?.from === null ? instruction.copy.sources.find(({ start, end }) => start <= offset && offset < end) : undefined;
    if (source) return { kind: 'copied-file', name: source.path };
    const variable =
      instruction.variables.find(({ assignment }) => assignment.start <= offset && offset < assignment.end) ??
      variableUses(instruction).find(({ start, end }) => start <= offset && offset < end)?.variable;
    const argument = variable && argumentOf(variable);
    if (argument) return { kind: 'argument', name: argument.name };
    // What ENV says by itself; what is made of others is mended there.
    return variable?.kind === 'env' && variable.sources.length === 0 && instruction.keyword === 'ENV' ? { kind: 'argument', name: variable.name } : null;
  };
}

/** Whether COPY and ADD name a file of the context, bring it in with others, or leave it out. */
export function takesIn({ instructions }: Dockerfile, path: string): 'by-name' | 'among-others' | null {
  const sources = instructions.flatMap(({ copy }) => (copy !== null && copy.from === null ? copy.sources : []));
  if (sources.some((source) => source.path !== path && isWithin(source.path, path))) return 'among-others';
  return sources.some((source) => source.path === path) ? 'by-name' : null;
}

function isWithin(source: string, path: string): boolean {
  if (source === '' || path.startsWith(`${source}/`)) return true;
  if (!/[*?[\\]/.test(source)) return false;
  const matches = compileGlob(source);
  const parts = path.split('/');
  return matches === null || parts.some((_, at) => matches(parts.slice(0, at + 1).join('/')));
}

/** The targets of several findings, each once, in their order. */
export function targetsOf(dockerfile: Dockerfile, findings: readonly Finding[]): FixTarget[] {
  const targetOf = createTargets(dockerfile);
  const targets = findings.flatMap((finding) => targetOf(finding) ?? []);
  return [...new Map(targets.map((target) => [targetKey(target), target])).values()];
}

function argumentOf(variable: Variable, depth = 0): Variable | null {
  if (variable.kind === 'arg') return variable;
  if (depth >= DEEPEST) return null;
  for (const source of variable.sources) {
    const found = argumentOf(source, depth + 1);
    if (found) return found;
  }
  return null;
}
