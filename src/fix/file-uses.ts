import { commandName } from '../judge/command-text.js';
import { textsOf } from '../judge/run-variables.js';
import type { Dockerfile, Instruction } from '../model/dockerfile.js';
import type { ShellCommand, ShellText } from '../model/shell.js';
import { joinWorkdir } from '../model/workdir.js';
import { mayReadEnvironment } from './ecosystem.js';
import { removeCommand } from './edit.js';
import type { TextEdit } from './fix.js';
import { lineOf, textOf } from './stage.js';

/** A file that is to come as a mount, and the commands that go with it. */
interface MountedFile {
  /** Absolute, `/root` written out. */
  readonly path: string;
  /** The instruction that puts it there. */
  readonly from: Instruction;
  /** Commands that are to go in any case. */
  readonly drops: readonly ShellCommand[];
  /** The RUNs that see the file. */
  readonly within: readonly Instruction[];
}

interface FileUses {
  /** Takes out what only makes sense for a file of the image's own. */
  readonly edits: readonly TextEdit[];
  /** The RUNs that still name the file. */
  readonly mentions: ReadonlySet<Instruction>;
}

/** A mount is read-only and goes by itself; these would fail on it, and fail without it. */
const CARE = new Set(['chmod', 'chown', 'chgrp', 'rm', 'shred', 'unlink']);
const CHANGES = new Set(['cp', 'mv', 'tee', 'truncate', 'ln', 'install', 'rsync', 'dos2unix']);

/** What the commands do to the file by its name; a sentence where that cannot be kept with a mount. */
export function planFileUses(dockerfile: Dockerfile, { path, from, drops, within }: MountedFile): FileUses | string {
  const name = path.split('/').at(-1)!;
  const edits: TextEdit[] = [];
  const mentions = new Set<Instruction>();
  const line = (instruction: Instruction): string => `line ${lineOf(dockerfile, instruction.start)}`;
  for (const instruction of dockerfile.instructions) {
    const text = textOf(dockerfile, instruction);
    const seen = within.includes(instruction);
    if (!seen) {
      if (instruction !== from && instruction.keyword !== 'RUN' && text.includes(name) && !isSource(instruction, name)) return `\`${instruction.keyword}\` in ${line(instruction)} names \`${name}\` too.`;
      continue;
    }
    for (const command of instruction.commands) {
      const named = textsOf(command).filter((word) => word.text.includes(name));
      const care = CARE.has(commandName(command));
      if (!drops.includes(command)) {
        if (care && command.words.some((word) => isWildcardOver(word, path, instruction) || (mayReadEnvironment(instruction) && isFolderOf(word, path, instruction)))) return `\`${commandName(command)}\` in ${line(instruction)} reaches \`${name}\` through its folder.`;
        if (named.length === 0) continue;
        if (!care) {
          const changes = CHANGES.has(commandName(command)) || command.redirections.some(({ operator, target }) => operator.includes('>') && target.text.includes(name));
          if (changes) return `\`${commandName(command)}\` in ${line(instruction)} moves or changes \`${name}\`.`;
          mentions.add(instruction);
          continue;
        }
      }
      const removed = drops.includes(command) ? removeCommand(dockerfile, instruction, command) : removeOperand(dockerfile, instruction, command, named);
      if (removed === null) return `\`${commandName(command)}\` in ${line(instruction)} cannot be taken out by itself.`;
      edits.push(...removed);
    }
  }
  return hasOverlap(edits) ? `Several commands on \`${name}\` stand side by side.` : { edits, mentions };
}

/** COPY and ADD of the file itself, which the caller takes out. */
function isSource({ copy }: Instruction, name: string): boolean {
  return copy !== null && copy.from === null && copy.sources.some(({ path }) => path.split('/').at(-1) === name);
}

function removeOperand(dockerfile: Dockerfile, instruction: Instruction, command: ShellCommand, named: readonly ShellText[]): TextEdit[] | null {
  const operands = command.words.slice(1).filter(({ text }) => !text.startsWith('-'));
  const rest = operands.filter((word) => !named.includes(word));
  // The mode or the owner comes first.
  if (rest.length <= (commandName(command).startsWith('ch') ? 1 : 0)) return removeCommand(dockerfile, instruction, command);
  const edits = named.map((word) => ({ start: command.words[command.words.indexOf(word) - 1]!.end, end: word.end, text: '' }));
  // A quote or a continuation would be cut in two.
  return edits.every(({ start, end }) => /^\s+[^\s"'\\`]+(?![^\s;&|])/.test(dockerfile.text.slice(start, end + 1))) ? edits : null;
}

function isFolderOf({ text }: ShellText, path: string, { workdir }: Instruction): boolean {
  const folder = absolute(text, workdir).replace(/\/$/, '');
  return !text.startsWith('-') && folder.startsWith('/') && path.startsWith(`${folder}/`);
}

function isWildcardOver({ text }: ShellText, path: string, { workdir }: Instruction): boolean {
  const whole = absolute(text, workdir);
  const folder = whole.slice(0, whole.lastIndexOf('/') + 1);
  return !text.startsWith('-') && /[*?[]/.test(whole.slice(folder.length)) && folder === path.slice(0, path.lastIndexOf('/') + 1);
}

function absolute(text: string, workdir: string): string {
  return joinWorkdir(workdir, text).replace(/^~/, '/root');
}

function hasOverlap(edits: readonly TextEdit[]): boolean {
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  return sorted.some((edit, at) => at > 0 && edit.start < sorted[at - 1]!.end && !(edit.start === sorted[at - 1]!.start && edit.end === sorted[at - 1]!.end));
}
