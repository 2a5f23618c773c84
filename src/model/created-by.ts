/** A build argument as the history spells it out; offsets are UTF-16 code units into the `created_by` string, of the value. */
export interface BuildArg {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** What a `created_by` string says. */
export interface CreatedBy {
  /** As a Dockerfile would word it: `RUN npm ci`, `ENV A=b`; the string itself where no builder is recognised. */
  readonly instruction: string;
  readonly buildArgs: readonly BuildArg[];
}

const NOP = /^\/bin\/sh -c #\(nop\)\s+/;
const SHELL = /(?:^|\s)(?:\S*\/)?(?:sh|bash|ash|dash|zsh|cmd|powershell|pwsh)(?:\.exe)?(?: -?[\w-]{1,32}){0,6}? (?:-[a-z]*c|\/S \/C|-Command)(?=\s|$)/;
const MADE_BY_BUILDKIT = ' # buildkit';
const ARG_NAME = /[A-Za-z_][A-Za-z0-9_.-]*=/y;
/** Docker itself passes far fewer; a larger count is not a count. */
const MOST_BUILD_ARGS = 1000;

/**
 * Reads a history entry of the classic builder (`|1 K=v /bin/sh -c …`, `/bin/sh -c #(nop) ENV …`), of BuildKit
 * (`RUN |1 K=v /bin/sh -c … # buildkit`) and of buildah (as classic). Build arguments are joined by spaces without
 * quotes, so a value with spaces ends at the next `NAME=` or at the shell.
 * https://github.com/moby/moby/blob/v20.10.24/builder/dockerfile/dispatchers.go (prependEnvOnCmd)
 */
export function readCreatedBy(createdBy: string): CreatedBy {
  const nop = NOP.exec(createdBy);
  if (nop) return { instruction: createdBy.slice(nop[0].length).trim(), buildArgs: [] };

  const head = /^(?:RUN )?\|(\d{1,4}) /.exec(createdBy);
  if (head) {
    const { buildArgs, end } = readBuildArgs(createdBy, head[0].length, Math.min(Number(head[1]), MOST_BUILD_ARGS));
    return { instruction: asRun(createdBy.slice(end)), buildArgs };
  }
  if (/^[A-Z]{3,11}(?= )/.test(createdBy)) return { instruction: asRun(createdBy), buildArgs: [] };
  return { instruction: SHELL.exec(createdBy)?.index === 0 ? asRun(createdBy) : createdBy, buildArgs: [] };
}

function asRun(command: string): string {
  const whole = command.trim();
  // No regex: on a long run of spaces its time would grow with the square.
  const bare = whole.endsWith(MADE_BY_BUILDKIT) ? whole.slice(0, -MADE_BY_BUILDKIT.length).trimEnd() : whole;
  const run = /^RUN /.test(bare) ? bare.slice(4) : bare;
  const shell = SHELL.exec(run);
  if (shell?.index === 0) return `RUN ${run.slice(shell[0].length).trim()}`;
  return bare;
}

function readBuildArgs(text: string, from: number, count: number): { readonly buildArgs: BuildArg[]; readonly end: number } {
  const shellAt = SHELL.exec(text.slice(from));
  const limit = shellAt ? from + shellAt.index : text.length;
  const buildArgs: BuildArg[] = [];
  let position = from;
  while (buildArgs.length < count) {
    ARG_NAME.lastIndex = position;
    const name = ARG_NAME.exec(text);
    if (!name) break;
    const start = position + name[0].length;
    const last = buildArgs.length === count - 1;
    const end = last ? (shellAt ? limit : endOfWord(text, start)) : endBeforeNextName(text, start, limit);
    buildArgs.push({ name: name[0].slice(0, -1), value: text.slice(start, end), start, end });
    position = end + 1;
  }
  return { buildArgs, end: Math.min(buildArgs.length > 0 ? position : from, text.length) };
}

function endOfWord(text: string, from: number): number {
  const space = text.indexOf(' ', from);
  return space === -1 ? text.length : space;
}

function endBeforeNextName(text: string, from: number, limit: number): number {
  for (let space = text.indexOf(' ', from); space !== -1 && space < limit; space = text.indexOf(' ', space + 1)) {
    ARG_NAME.lastIndex = space + 1;
    if (ARG_NAME.test(text)) return space;
  }
  return limit;
}
