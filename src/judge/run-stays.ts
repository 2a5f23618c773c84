import type { Instruction, Span } from '../model/dockerfile.js';
import type { ShellCommand, ShellText } from '../model/shell.js';
import { joinWorkdir } from '../model/workdir.js';
import { commandName, printedText } from './command-text.js';
import { createTakenBack, fileEvents, removes, type FileEvent } from './run-files.js';
import { instructionUses } from './run-secrets.js';
import { rootPath } from './stage-paths.js';
import { writtenTexts } from './written.js';

/** A file in which a RUN leaves what stands at some place of its text. */
export interface Stay {
  /** As `joinWorkdir` makes it. */
  readonly path: string;
  /** As a message names it: a path as written, or words. */
  readonly name: string;
}

/** What a RUN does with the values in its text, by the offset at which a literal or an expansion stands. */
export interface RunStays {
  readonly files: ReadonlyMap<number, Stay>;
  /** Stretches of text that lie in a file as they stand. */
  readonly texts: readonly (Span & { readonly stay: Stay })[];
  /** Values that the builder shows in its output. */
  readonly logged: ReadonlySet<number>;
}

/** Mounts whose content is in no layer. */
const FLEETING = new Set(['cache', 'tmpfs', 'secret', 'ssh', 'bind']);
const EDITORS = new Set(['sed', 'perl', 'gsed']);

/** Where the values of a RUN stay when it is done; what the same RUN removes again is left out. */
export function runStays(instruction: Pick<Instruction, 'commands' | 'workdir' | 'mounts'>): RunStays {
  const known = remembered.get(instruction.commands) ?? findStays(instruction);
  remembered.set(instruction.commands, known);
  return known;
}

/** Several rules ask for the same instruction. */
const remembered = new WeakMap<readonly ShellCommand[], RunStays>();

function findStays(instruction: Pick<Instruction, 'commands' | 'workdir' | 'mounts'>): RunStays {
  const files = new Map<number, Stay>();
  const texts: (Span & { stay: Stay })[] = [];
  const isTakenBack = createTakenBack(instruction);
  const fleeting = instruction.mounts.flatMap(({ type, target }) => (FLEETING.has(type) && target !== null ? [rooted(joinWorkdir('', target))] : []));
  const events = fileEvents(instruction);
  const paths = new Map(events.map(({ word, path }) => [word.start, path]));
  const copies = events.filter(({ kind, command }) => kind === 'copy' && commandName(command) !== 'ln');
  const vanishes = (path: string): boolean => path.startsWith('/dev/') || path.startsWith('/proc/') || fleeting.some((mount) => isBelow(mount, rooted(path)));
  const add = (command: ShellCommand, value: ShellText, path: string, name: string, undo = path): void => {
    const gone = vanishes(path) || isTakenBack(command, undo) || (undo !== path && isTakenBack(command, path));
    const stay = gone ? copiedStay(copies, command, path, (copied, into) => !vanishes(into) && !isTakenBack(copied, into)) : { path, name };
    if (!stay) return;
    texts.push({ start: value.start, end: value.end, stay });
    for (const start of startsOf(value)) if (!files.has(start)) files.set(start, stay);
  };
  for (const { command, value, keeps } of instructionUses(instruction)) {
    if (keeps === null) continue;
    const path = keeps === '.git/config' ? joinWorkdir(instruction.workdir, clonedInto(command)) : /[/.]/.test(keeps) ? joinWorkdir(instruction.workdir, keeps) : keeps;
    add(command, value, paths.get(value.start) ?? path, keeps, keeps === '.git/config' ? keeps : path);
  }
  for (const { command, text, target } of writtenTexts(instruction.commands)) add(command, text, paths.get(target.start) ?? joinWorkdir(instruction.workdir, target.text), target.text);
  for (const command of instruction.commands) {
    const edited = EDITORS.has(commandName(command)) && command.words.some(({ text }) => /^-[a-zA-Z]*i/.test(text)) ? command.words.at(-1) : undefined;
    if (!edited) continue;
    for (const word of command.words.slice(1, -1)) if (word.expansions.length > 0) add(command, word, joinWorkdir(instruction.workdir, edited.text), edited.text);
  }
  return { files, texts, logged: loggedStarts(instruction.commands) };
}

/** Copies of one RUN that a file is followed through. */
const MOST_COPIES = 100;

/** Where the same RUN has put a file before it went: `echo … > /tmp/k && mv /tmp/k /root/k`; null when no copy stays. */
function copiedStay(copies: readonly FileEvent[], written: ShellCommand, path: string, stays: (command: ShellCommand, path: string) => boolean): Stay | null {
  let held = [path];
  for (const { command, from, path: target, word } of copies.slice(0, MOST_COPIES)) {
    if (command.start < written.start || from === null || !held.some((one) => removes(rootPath(from), rootPath(one)))) continue;
    const into = word.text.endsWith('/') ? `${rooted(target)}/${path.split('/').at(-1)!}` : target;
    if (stays(command, into)) return { path: into, name: word.text };
    held = [...held, into];
  }
  return null;
}

/** The files in which a RUN leaves what stands at an offset. */
export function staysAround(instruction: Pick<Instruction, 'commands' | 'workdir' | 'mounts'>, offset: number): readonly Stay[] {
  return runStays(instruction).texts.flatMap(({ start, end, stay }) => (start <= offset && offset < end ? stay : []));
}

/** Where a literal begins, and where each expansion in it does. */
function startsOf(value: ShellText): number[] {
  return [value.start, ...value.expansions.map(({ from }) => value.offsets[from]!)];
}

function rooted(path: string): string {
  return path.replace(/\/$/, '');
}

function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** `.git/config` in the folder that `git clone` makes. */
export function clonedInto(command: ShellCommand): string {
  const words = command.words.map(({ text }) => text);
  const at = words.indexOf('clone');
  if (at === -1) return '.git/config';
  const url = words.findIndex((word, index) => index > at && /:\/\//.test(word));
  const named = url === -1 ? undefined : words.slice(url + 1).find((word) => !word.startsWith('-'));
  const folder = named ?? (words[url] ?? '').split('/').at(-1)!.replace(/\.git$/, '');
  return `${folder === '' ? '.' : folder}/.git/config`;
}

/** What `echo` prints with nothing to take it, and all that is expanded while `set -x` holds. */
function loggedStarts(commands: readonly ShellCommand[]): Set<number> {
  const logged = new Set<number>();
  const read = new Set(commands.flatMap(({ reads }) => reads));
  const traced = tracedCommands(commands);
  for (const command of commands) {
    const shown = traced.has(command) ? [...command.words, ...command.assignments.map(({ value }) => value)] : isShown(command, read) ? [printedText(command)] : [];
    for (const text of shown) for (const start of text ? startsOf(text) : []) logged.add(start);
  }
  return logged;
}

/** True when the builder shows what the command prints. */
function isShown(command: ShellCommand, read: ReadonlySet<ShellCommand>): boolean {
  return !command.captured && !read.has(command) && command.words.length > 0 && !command.redirections.some(({ operator }) => operator.includes('>'));
}

/** The commands that the shell shows before it runs them, their variables filled in. */
export function tracedCommands(commands: readonly ShellCommand[]): ReadonlySet<ShellCommand> {
  const traced = new Set<ShellCommand>();
  let on = false;
  for (const command of commands) {
    if (commandName(command) === 'set') on = tracing(command) ?? on;
    if (on) traced.add(command);
  }
  return traced;
}

/** True for `set -x`, false for `set +x`, null when it says nothing of tracing. */
function tracing(command: ShellCommand): boolean | null {
  const words = command.words.slice(1).map(({ text }) => text);
  if (words.some((word, at) => /^-[a-z]*x/.test(word) || (/^-[a-z]*o$/.test(word) && words[at + 1] === 'xtrace'))) return true;
  return words.some((word, at) => /^\+[a-z]*x/.test(word) || (word === '+o' && words[at + 1] === 'xtrace')) ? false : null;
}
