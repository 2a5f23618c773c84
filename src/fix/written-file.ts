import { credentialPath } from '../judge/credential-path.js';
import { writtenTexts } from '../judge/written.js';
import type { Instruction } from '../model/dockerfile.js';
import type { ShellCommand } from '../model/shell.js';
import { joinWorkdir } from '../model/workdir.js';
import type { Argument } from './argument.js';
import { mayReadEnvironment } from './ecosystem.js';
import { addFlags } from './edit.js';
import { planFileUses } from './file-uses.js';
import type { Fix } from './fix.js';
import { countWord, isBehind, runsAsRoot } from './stage.js';

/**
 * `RUN echo "$NETRC" > ~/.netrc`: an ARG that is a whole file gives way to a mount of that file in the RUNs behind it. Null
 * where the ARG is used for anything else, or where what becomes of the file cannot be followed.
 */
export function planWrittenFile({ dockerfile, target, name, runs, removal, secret, notes }: Argument): Fix | null {
  const written = [...runs].flatMap(([run, mentions]) => (mentions === 0 ? [] : [{ run, mentions, write: writeOf(run, name) }]));
  const [only] = written;
  if (written.length !== 1 || !only?.write) return null;
  const { run, mentions, write } = only;
  const path = joinWorkdir(run.workdir, write.path).replace(/^~/, '/root');
  const own = dockerfile.text.slice(write.command.start, write.command.end);
  if (!path.startsWith('/') || mentions !== countWord(own, name) || !runsAsRoot(dockerfile, run)) return null;
  const behind = [...runs.keys()].filter((one) => one === run || isBehind(dockerfile, run, one));
  const uses = planFileUses(dockerfile, { path, from: run, drops: [write.command], within: behind });
  if (typeof uses === 'string') return null;
  const readers = behind.filter((one) => (one === run ? uses.mentions.has(one) || readsBehind(one, write.command) : uses.mentions.has(one) || mayReadEnvironment(one)));
  if (readers.length === 0) return null;
  const mount = `--mount=type=secret,id=${secret.id},target=${path}`;
  return {
    target,
    title: `\`${path}\`, which \`${name}\` was written into, is a secret mount of ${readers.length === 1 ? 'the RUN that can' : `the ${readers.length} RUNs that can`} read it.`,
    edits: [...removal, ...uses.edits, ...readers.flatMap((reader) => addFlags(dockerfile, reader, [mount]))],
    ignore: [],
    secrets: [secret],
    notes,
  };
}

/** The one command that writes the variable and nothing else into a file that is secret as a whole. */
function writeOf(run: Instruction, name: string): { readonly command: ShellCommand; readonly path: string } | null {
  for (const { command, text, target } of writtenTexts(run.commands)) {
    const [first] = text.expansions;
    if (text.expansions.length !== 1 || first?.kind !== 'variable' || first.name !== name || target.expansions.length > 0) continue;
    const rest = (text.text.slice(0, first.from) + text.text.slice(first.to)).replaceAll('\\n', '').trim();
    if (rest === '' && credentialPath(target.text) === 'whole') return { command, path: target.text };
  }
  return null;
}

function readsBehind(run: Instruction, write: ShellCommand): boolean {
  const behind = run.commands.filter(({ start }) => start > write.end);
  return behind.length > 0 && mayReadEnvironment({ ...run, commands: behind });
}
