import type { Instruction } from '../model/dockerfile.js';
import type { ShellCommand, ShellText } from '../model/shell.js';
import { joinWorkdir } from '../model/workdir.js';
import { commandName } from './credential-use.js';
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

/** True when a later command of the same instruction takes back what `after` left in `path`. */
export function takenBack(events: readonly FileEvent[], commands: readonly ShellCommand[], after: ShellCommand, path: string): boolean {
  const later = (command: ShellCommand): boolean => command.start > after.start;
  const file = path.split('/').at(-1)!;
  // `.git/config` of a clone lies in a folder whose name is the clone's: `rm -rf app/.git` takes it too.
  const takes = (removed: string): boolean => removes(removed, path) || removed.split('/').at(-1) === file || (path === '.git/config' && /(?:^|\/)\.git$/.test(removed));
  if (events.some((event) => event.kind === 'remove' && later(event.command) && takes(event.path))) return true;
  const name = commandName(after);
  return commands.some((command) => {
    if (!later(command) || commandName(command) !== name) return false;
    return command.words.some(({ text }) => /^(?:delete|unset|logout|remove|set-url|--unset(?:-all)?|--remove-section)$/.test(text));
  });
}
