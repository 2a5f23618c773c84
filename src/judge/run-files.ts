import type { Instruction } from '../model/dockerfile.js';
import type { ShellCommand, ShellText } from '../model/shell.js';
import { joinWorkdir } from '../model/workdir.js';
import { commandName } from './command-text.js';
import { rootPath } from './stage-paths.js';
import { targetsOf, writtenTexts } from './written.js';

/** What a command of a RUN does to a file; paths as `joinWorkdir` makes them. */
export interface FileEvent {
  readonly kind: 'write' | 'remove' | 'copy';
  readonly command: ShellCommand;
  /** The word that names the file. */
  readonly word: ShellText;
  /** May hold wildcards when it is removed. */
  readonly path: string;
  /** Of a copy: where it comes from. */
  readonly from: string | null;
}

const REMOVERS = new Set(['rm', 'shred', 'unlink', 'srm', 'del', 'Remove-Item', 'rmdir']);
const COPIERS = new Set(['cp', 'mv', 'install', 'rsync', 'ln']);

/** What the commands of an instruction do to files, in their order; `cd` is followed. */
export function fileEvents(instruction: Pick<Instruction, 'commands' | 'workdir'>): readonly FileEvent[] {
  const known = remembered.get(instruction.commands) ?? findEvents(instruction);
  remembered.set(instruction.commands, known);
  return known;
}

/** Several rules ask for the same instruction. */
const remembered = new WeakMap<readonly ShellCommand[], readonly FileEvent[]>();

function findEvents({ commands, workdir }: Pick<Instruction, 'commands' | 'workdir'>): FileEvent[] {
  const written = new Map<ShellCommand, ShellText[]>();
  for (const { command, target } of writtenTexts(commands)) {
    const targets = written.get(command);
    if (targets) targets.push(target);
    else written.set(command, [target]);
  }
  let folder = workdir;
  return commands.flatMap((command): FileEvent[] => {
    const name = commandName(command);
    const plain = command.words.slice(1).filter(({ text }) => !/^-./.test(text));
    const at = folder;
    const event = (kind: FileEvent['kind'], word: ShellText, from: string | null = null): FileEvent => ({ kind, command, word, path: joinWorkdir(at, word.text), from });
    if (name === 'cd' || name === 'pushd') folder = joinWorkdir(folder, plain[0]?.text ?? '~');
    const writes = [...new Set([...targetsOf(command), ...(written.get(command) ?? [])])].map((word) => event('write', word));
    if (REMOVERS.has(name)) return [...writes, ...plain.map((word) => event('remove', word))];
    if (COPIERS.has(name) && plain.length > 1) return [...writes, ...copies(plain, at, event, name === 'mv')];
    return writes;
  });
}

function copies(
  plain: readonly ShellText[],
  folder: string,
  event: (kind: FileEvent['kind'], word: ShellText, from?: string | null) => FileEvent,
  moves: boolean,
): FileEvent[] {
  const target = plain.at(-1)!;
  return plain.slice(0, -1).flatMap((source) => {
    const copied = event('copy', target, joinWorkdir(folder, source.text));
    return moves ? [copied, event('remove', source)] : [copied];
  });
}

/** True when removing `removed` (a file, a folder, wildcards in its last part) takes `path` away. */
export function removes(removed: string, path: string): boolean {
  const bare = removed.replace(/\/\*?$/, '');
  if (bare === path || path.startsWith(`${bare}/`)) return true;
  const star = removed.indexOf('*');
  if (star === -1) return false;
  const tail = removed.slice(star + 1).replace(/\*/g, '');
  return path.startsWith(removed.slice(0, star)) && !path.slice(star).includes('/') && path.length >= star + tail.length && path.endsWith(tail);
}

/** Removals behind a write that are looked at for it; nobody writes a RUN with more. */
const MOST_REMOVALS = 200;
const TAKES_BACK = /^(?:delete|unset|logout|remove|set-url|--unset(?:-all)?|--remove-section)$/;

/** Says whether a later command of the instruction takes back what `command` left in `path`: `rm`, `npm config delete`, `docker logout`. */
export function createTakenBack(instruction: Pick<Instruction, 'commands' | 'workdir'>): (command: ShellCommand, path: string) => boolean {
  const removals = fileEvents(instruction).filter(({ kind }) => kind === 'remove');
  const lastUndo = new Map<string, number>();
  for (const command of instruction.commands) {
    if (command.words.some(({ text }) => TAKES_BACK.test(text))) lastUndo.set(commandName(command), Math.max(command.start, lastUndo.get(commandName(command)) ?? 0));
  }
  return (command, path) => {
    if ((lastUndo.get(commandName(command)) ?? -1) > command.start) return true;
    const file = path.split('/').at(-1)!;
    const from = firstBehind(removals, command.start);
    // `.git/config` of a clone lies in a folder whose name is the clone's: `rm -rf app/.git` takes it too.
    return removals.slice(from, from + MOST_REMOVALS).some(({ path: removed }) => removes(rootPath(removed), rootPath(path)) || (removed.split('/').at(-1) === file && !(isRooted(removed) && isRooted(path))) || (path === '.git/config' && /(?:^|\/)\.git$/.test(removed)));
  };
}

/** Of a path that is relative only the base image knows the folder, so that its name has to do. */
function isRooted(path: string): boolean {
  return /^[/~]/.test(path);
}

function firstBehind(events: readonly FileEvent[], start: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events[middle]!.command.start <= start) low = middle + 1;
    else high = middle;
  }
  return low;
}
