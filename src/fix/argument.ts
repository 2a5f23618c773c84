import { judgeVariable } from '../judge/variable.js';
import type { Assignment, Dockerfile, Instruction, Span, Variable } from '../model/dockerfile.js';
import { mayReadEnvironment } from './ecosystem.js';
import { planEnvironment } from './environment.js';
import { addFlags, removeInstruction, removeWords } from './edit.js';
import type { BuildSecret, Fix, FixTarget, Plan, TextEdit } from './fix.js';
import { countWord, isForeignShell, lineOf, runsAsRoot, textOf } from './stage.js';
import { secretSyntax, type SecretSyntax } from './syntax.js';
import { referenceEdits } from './reference.js';
import { planSetting } from './setting.js';
import { planWrittenFile } from './written-file.js';

/** Everything that the plans for one ARG ask for. */
export interface Argument {
  readonly dockerfile: Dockerfile;
  readonly target: FixTarget;
  readonly name: string;
  /** The ARGs, and each `ENV X=$X` of a stage that is not shipped. */
  readonly variables: ReadonlySet<Variable>;
  /** Takes their lines or words out. */
  readonly removal: readonly TextEdit[];
  /** The RUNs that see it, with how often they name it. */
  readonly runs: ReadonlyMap<Instruction, number>;
  readonly secret: BuildSecret;
  readonly notes: readonly string[];
}

/** Instructions that see ENV but no build argument: they run in the container. */
const AT_RUN_TIME = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

/**
 * Gives each RUN that could read the ARG a secret mount in its place: those that name it, and those that run a program which
 * may read it from the environment, as it could before.
 */
export function planArgument(dockerfile: Dockerfile, target: FixTarget): Plan {
  const declared = dockerfile.instructions.flatMap(({ variables }) => variables).filter((variable) => variable.name === target.name);
  if (declared.length > 0 && declared.every(({ kind, instruction }) => kind === 'env' && isShipped(dockerfile, dockerfile.instructions[instruction]!))) return planEnvironment(dockerfile, target);
  const read = readArgument(dockerfile, target);
  if (typeof read === 'string') return { target, reason: read };
  const syntax = secretSyntax(dockerfile);
  const fixes = [planSetting(read, syntax), mountedVariable(read, syntax, []), mountedVariable(read, syntax, referenceEdits(read)), planWrittenFile(read)];
  const found = fixes.filter((fix) => fix !== null);
  return found.length > 0 ? found : { target, reason: `\`# syntax=${syntax.named ?? ''}\` knows no secret mounts; name \`docker/dockerfile:1\` and fix again.` };
}

function readArgument(dockerfile: Dockerfile, target: FixTarget): Argument | string {
  const { name } = target;
  const all = dockerfile.instructions.flatMap(({ variables }) => variables);
  const found = all.filter((variable) => variable.kind === 'arg' && variable.name === name);
  // An ENV of a stage that is not shipped is there for its RUNs, as an ARG is.
  const args = found.length > 0 ? found : all.filter((variable) => variable.kind === 'env' && variable.name === name && !isShipped(dockerfile, dockerfile.instructions[variable.instruction]!));
  if (args.length === 0) return `\`ARG ${name}\` is not in this file.`;
  const at = ({ instruction }: Variable): Instruction => dockerfile.instructions[instruction]!;
  if (args.some((variable) => at(variable).onbuild)) return `\`ONBUILD ARG ${name}\` works in another build, which this file does not show.`;
  if (isForeignShell(dockerfile)) return 'Secret mounts are for builds in a Unix shell.';
  const withDefault = args.filter(({ assignment, value }) => assignment.value !== null && value !== '');
  if (withDefault.some(({ value, sources }) => value === null || sources.length > 0)) return `The default of \`${name}\` is made of other variables.`;
  if (withDefault.some((variable) => judgeVariable(variable)?.confidence !== 'high')) return `\`${name}\` has a default that says nothing secret by itself, and builds may rely on it.`;

  const passed = all.filter((variable) => variable.kind === 'env' && variable.name === name && isPassedOn(variable) && !isShipped(dockerfile, at(variable)) && !at(variable).onbuild);
  const variables = new Set([...args, ...passed]);
  const sees = (instruction: Instruction): boolean => {
    const variable = instruction.scope.find(name);
    return variable !== null && variables.has(variable);
  };
  const kept = new Set(passed.map(({ assignment }) => assignment));
  for (const instruction of dockerfile.instructions) {
    const blocker = blockerIn(dockerfile, instruction, name, kept);
    if (!blocker || (instruction.keyword !== 'FROM' && !sees(instruction))) continue;
    const line = lineOf(dockerfile, instruction.start);
    if (instruction.keyword === 'ENV') return `\`ENV\` in line ${line} keeps \`${name}\` for the container: take it out if only the build needs it, and fix again.`;
    return `${blocker} in line ${line} takes \`${name}\`, which a secret mount cannot give it.`;
  }
  const removal = removeAssignments(dockerfile, [...variables]);
  if (removal === null) return `Comments stand among the words of the instruction that declares \`${name}\`.`;
  const runs = new Map(
    dockerfile.instructions.filter((instruction) => instruction.keyword === 'RUN' && sees(instruction)).map((run) => [run, countWord(textOf(dockerfile, run), name)]),
  );
  return {
    dockerfile,
    target,
    name,
    variables,
    removal,
    runs,
    secret: { kind: 'secret', id: name.toLowerCase(), env: name, file: null },
    notes: withDefault.length > 0 ? [`The value of \`${name}\` stood in the file: rotate it, it is in every copy and in the history of the repository.`] : [],
  };
}

/** `ENV X=$X`. */
function isPassedOn({ name, assignment }: Variable): boolean {
  const { text } = assignment.value ?? { text: '' };
  return text === `$${name}` || text === `\${${name}}`;
}

function isShipped({ stages }: Dockerfile, { stage }: Instruction): boolean {
  return stage === null || stages[stage]!.shipped;
}

/** What of an instruction needs the value while the Dockerfile is read, as code; null when nothing does. */
function blockerIn(dockerfile: Dockerfile, instruction: Instruction, name: string, passed: ReadonlySet<Assignment>): string | null {
  const { keyword, onbuild, flags, assignments } = instruction;
  const mention = new RegExp(`\\$(?:${name}(?!\\w)|\\{${name}(?!\\w))`);
  const within = ({ start, end }: Span): boolean => mention.test(dockerfile.text.slice(start, end));
  if (AT_RUN_TIME.has(keyword) && !onbuild) return null;
  if (onbuild) return within(instruction) ? '`ONBUILD`' : null;
  if (keyword === 'RUN') return flags.some(within) ? 'A flag of `RUN`' : null;
  if (keyword === 'ARG' || keyword === 'ENV') return assignments.some((assignment) => !passed.has(assignment) && within(assignment)) ? `\`${keyword}\`` : null;
  return within(instruction) ? `\`${keyword}\`` : null;
}

function removeAssignments(dockerfile: Dockerfile, variables: readonly Variable[]): TextEdit[] | null {
  const gone = new Set<Span>(variables.map(({ assignment }) => assignment));
  const edits: TextEdit[] = [];
  for (const index of new Set(variables.map(({ instruction }) => instruction))) {
    const instruction = dockerfile.instructions[index]!;
    if (instruction.assignments.every((assignment) => gone.has(assignment))) {
      edits.push(removeInstruction(dockerfile, instruction));
      continue;
    }
    const removed = removeWords(dockerfile, instruction.assignments, gone);
    if (removed === null) return null;
    edits.push(...removed);
  }
  return edits;
}

/** A mount with `env=`, or, in an older syntax, a file that the command reads into the variable. Null where neither is possible. */
function mountedVariable(argument: Argument, syntax: SecretSyntax, references: readonly TextEdit[] | null): Fix | null {
  const { name, runs, removal, secret, target, notes, variables } = argument;
  if (references === null) return null;
  const edits: TextEdit[] = [...removal, ...references];
  let mounted = 0;
  for (const [run, mentions] of runs) {
    const replaced = references.filter(({ start }) => run.start <= start && start < run.end).length;
    if (mentions === replaced && !mayReadEnvironment(run)) continue;
    if (run.mounts.some(({ type, env }) => type === 'secret' && env === name)) continue;
    const inserted = mountFor(argument, run, syntax);
    if (inserted === null) return null;
    edits.push(...inserted);
    mounted += 1;
  }
  if (references.length > 0 && mounted === 0) return null;
  if (mounted > 0) edits.push(...syntax.edits);
  const keyword = [...variables].some(({ kind }) => kind === 'arg') ? 'ARG' : 'ENV';
  return {
    target,
    title:
      mounted === 0
        ? `\`${keyword} ${name}\` is gone: no RUN uses it.`
        : `\`${keyword} ${name}\` is a secret mount of ${mounted === 1 ? 'the RUN that can' : `the ${mounted} RUNs that can`} read it${references.length > 0 ? ', and the settings file names the variable in place of its value' : ''}.`,
    edits,
    ignore: [],
    secrets: mounted === 0 ? [] : [secret],
    notes: [...notes, ...(mounted > 0 && syntax.form === 'env' ? ['`env=` of a secret mount needs Dockerfile 1.10 or later, which `# syntax=docker/dockerfile:1` fetches.'] : [])],
  };
}

function mountFor({ dockerfile, name, secret, variables }: Argument, run: Instruction, { form }: SecretSyntax): TextEdit[] | null {
  // A build that had a default went on without being given a value; now it must not go on with none.
  const required = [...variables].some(({ sources, assignment, value }) => sources.length === 0 && assignment.value !== null && value !== '') ? ',required=true' : '';
  if (form === 'env') return addFlags(dockerfile, run, [`--mount=type=secret,id=${secret.id},env=${name}${required}`]);
  if (form === 'none' || run.form !== 'shell' || run.heredocs.length > 0) return null;
  const mode = runsAsRoot(dockerfile, run) ? '' : ',mode=0444';
  return [
    ...addFlags(dockerfile, run, [`--mount=type=secret,id=${secret.id}${mode}${required}`]),
    { start: run.body.start, end: run.body.start, text: `export ${name}="$(cat /run/secrets/${secret.id})" && ` },
  ];
}
