import { readCreatedBy } from '../model/created-by.js';
import type { Dockerfile, Instruction } from '../model/dockerfile.js';

/** A history entry as an instruction; a command that no builder's words stand around is taken for a RUN. */
export interface Step {
  readonly keyword: string;
  /** What follows the keyword, without flags. */
  readonly text: string;
}

/** Says whether an instruction can have made a step. */
export interface InstructionText {
  fits(instruction: Instruction, step: Step): boolean;
}

const STEP = /^(ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s+([^]*)$/;
/** Buildah keeps a RUN's flags, BuildKit some of a COPY's, kaniko all. */
const FLAGS = /^(?:--[a-z][a-z-]*(?:=\S+)?\s+)+/;
/** `COPY file:<digest> in /app`; with `--chown` the classic builder forgets the space. */
const DIGESTS_IN = /^(?:--chown=\S{0,300}?)?(?:(?:file|dir|multi):)?[0-9a-f]{32,128} in ([^]*)$/;
const VARIABLE = /\$\{[^}]{0,200}\}|\$[A-Za-z_]\w*/;

/** Reads a `created_by` string of the classic builder, BuildKit, buildah or kaniko. */
export function readStep(createdBy: string): Step {
  const { instruction } = readCreatedBy(createdBy);
  const trimmed = instruction.trimEnd();
  const bare = trimmed.endsWith(' # buildkit') ? trimmed.slice(0, -' # buildkit'.length).trimEnd() : trimmed;
  const [, keyword = 'RUN', text = bare] = STEP.exec(bare) ?? [];
  const hasFlags = keyword === 'RUN' || ((keyword === 'COPY' || keyword === 'ADD') && !DIGESTS_IN.test(text));
  return { keyword, text: hasFlags ? text.replace(FLAGS, '') : text };
}

/** Compares instructions of one file with steps. Spaces, quotes and continuations are left out: builders write these as they like. */
export function createInstructionText({ text }: Dockerfile): InstructionText {
  const commandsOf = (instruction: Instruction): readonly string[] => {
    if (instruction.form === 'exec') {
      const command = instruction.words.map((word) => word.text).join(' ');
      return [squash(command), squash(readStep(`RUN ${command}`).text)];
    }
    const { start, end } = instruction.body;
    const body = squash(text.slice(start, end).replace(/\n[\t ]*#.*/g, ''));
    const [heredoc] = instruction.heredocs;
    if (!heredoc) return [body];
    const whole = body + squash(instruction.heredocs.map((one) => one.text + one.name).join(''));
    return [whole, squash(heredoc.text), `/dev/pipes/${heredoc.name}`];
  };

  return {
    fits(instruction, step) {
      if (instruction.onbuild) return step.keyword === 'ONBUILD';
      if (instruction.keyword !== step.keyword) return false;
      const said = squash(step.text);
      switch (instruction.keyword) {
        case 'RUN':
          return commandsOf(instruction).includes(said);
        case 'COPY':
        case 'ADD':
          return copyFits(instruction, step.text);
        case 'ENV':
        case 'LABEL':
          return matches(squash(instruction.assignments.map(({ key, value }) => `${key.text}=${value?.text ?? ''}`).join('')), said);
        case 'ARG': {
          // Values are those of the build, and buildah repeats the names of earlier lines.
          const names = new Set(step.text.split(/\s+/).map((word) => word.split('=', 1)[0]));
          return instruction.assignments.every(({ key }) => names.has(key.text));
        }
        case 'WORKDIR': {
          const path = trimPath(squash(instruction.words.map((word) => word.text).join('')));
          return matches(path, trimPath(said)) || (!path.startsWith('/') && matches(`$x/${path}`, trimPath(said)));
        }
        case 'USER':
        case 'STOPSIGNAL':
        case 'MAINTAINER':
          return matches(squash(instruction.words.map((word) => word.text).join('')), said);
        default:
          // The rest is written in too many ways, and makes no files.
          return true;
      }
    },
  };
}

function copyFits({ words, copy }: Instruction, said: string): boolean {
  const target = DIGESTS_IN.exec(said)?.[1];
  if (target === undefined) return matches(trimPath(squash(words.map((word) => word.text.replace(/^<<-/, '<<')).join(''))), trimPath(squash(said)));
  if (!copy?.target) return false;
  return [copy.target.text, copy.target.path].some((path) => matches(trimPath(squash(path)), trimPath(squash(target))));
}

function squash(text: string): string {
  return text.replace(/[\s"'\\`,[\]]+/g, '');
}

function trimPath(path: string): string {
  return path.replace(/^\.\/(?=.)/, '').replace(/(?<=.)\/$/, '');
}

/** True when the text is the pattern, whatever its variables were. */
function matches(pattern: string, text: string): boolean {
  const pieces = pattern.split(VARIABLE);
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  if (pieces.length === 1) return text === pattern;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}
