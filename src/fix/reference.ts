import { commandName } from '../judge/command-text.js';
import { fileEvents } from '../judge/run-files.js';
import { instructionUses } from '../judge/run-secrets.js';
import type { Dockerfile } from '../model/dockerfile.js';
import type { Argument } from './argument.js';
import { ecosystemOf } from './ecosystem.js';
import type { TextEdit } from './fix.js';

/** Files in which the program itself puts in `${X}` from its environment. https://docs.npmjs.com/cli/configuring-npm/npmrc#files */
const PUTS_IN = /(?:^|\/)(?:\.npmrc|\.yarnrc\.yml)$/;

/**
 * Where a RUN writes the ARG's value into a file that may name the variable instead: `$X` becomes `\${X}`. Null where that is
 * not the case, or where the container starts a program that stops at a variable it is not given (npm 6, Yarn 1).
 */
export function referenceEdits({ dockerfile, name, runs }: Argument): TextEdit[] | null {
  const edits: TextEdit[] = [];
  let removed = true;
  for (const run of runs.keys()) {
    for (const { keeps, value } of instructionUses(run)) {
      if (keeps === null || !PUTS_IN.test(keeps)) continue;
      for (const { kind, name: used, from, to } of value.expansions) {
        if (kind !== 'variable' || used !== name) continue;
        const start = value.offsets[from]!;
        const end = value.offsets[to - 1]! + 1;
        const written = dockerfile.text.slice(start, end);
        if (written !== `$${name}` && written !== `\${${name}}`) return null;
        edits.push({ start, end, text: `\\\${${name}}` });
        removed &&= isRemovedLater(dockerfile, keeps);
      }
    }
  }
  return edits.length > 0 && (removed || !startsNode(dockerfile)) ? edits : null;
}

function isRemovedLater({ instructions }: Dockerfile, keeps: string): boolean {
  const file = keeps.split('/').at(-1)!;
  return instructions.some((instruction) => instruction.keyword === 'RUN' && fileEvents(instruction).some(({ kind, path }) => kind === 'remove' && path.split('/').at(-1) === file));
}

function startsNode({ instructions }: Dockerfile): boolean {
  const programs = ecosystemOf('.npmrc', '.npmrc')!.programs;
  return instructions.some(({ keyword, commands }) => /^(?:CMD|ENTRYPOINT)$/.test(keyword) && commands.some((command) => commandName(command) !== 'node' && programs.has(commandName(command))));
}
