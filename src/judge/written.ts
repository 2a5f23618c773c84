import type { ShellCommand, ShellText } from '../model/shell.js';
import { commandName, printedText } from './command-text.js';

/** Text that a command writes into a file. */
export interface Written {
  readonly command: ShellCommand;
  /** What is written, as far as the command's words say. */
  readonly text: ShellText;
  readonly target: ShellText;
}

/** What a command reads and writes on: `cat > f`, `tee f`, `base64 -d > f`. */
const PASSES_ON = new Set(['cat', 'tee', 'base64', 'sed', 'tr', 'envsubst', 'gunzip', 'xxd', 'dd', 'sponge', 'awk', 'openssl', 'gpg', 'jq']);
const SINKS = /^(?:>|>>|>\||&>|&>>)$/;
const NOWHERE = /^\/dev\/(?:null|stdout|stderr|tty|fd\/\d)$/;

/** Everything that the commands of one instruction write into files, by redirection, `tee` or a pipe. */
export function writtenTexts(commands: readonly ShellCommand[]): readonly Written[] {
  const known = remembered.get(commands) ?? findWritten(commands);
  remembered.set(commands, known);
  return known;
}

/** Several rules ask for the same instruction. */
const remembered = new WeakMap<readonly ShellCommand[], readonly Written[]>();

function findWritten(commands: readonly ShellCommand[]): Written[] {
  const readers = new Map<ShellCommand, ShellCommand[]>();
  for (const command of commands) {
    for (const read of command.reads) {
      const known = readers.get(read);
      if (known) known.push(command);
      else readers.set(read, [command]);
    }
  }
  return commands.flatMap((command) => {
    const printed = printedText(command);
    const texts = [...(printed ? [printed] : []), ...fedTexts(command)];
    if (texts.length === 0) return [];
    const targets = [...targetsOf(command), ...passedTo(command, readers)];
    return texts.flatMap((text) => targets.map((target) => ({ command, text, target })));
  });
}

/** Filters in a row that hand on what is printed. */
const MOST_FILTERS = 8;

/** The files that end a pipe of filters; groups that are piped into groups meet in the same ones. */
function passedTo(command: ShellCommand, readers: ReadonlyMap<ShellCommand, readonly ShellCommand[]>): ShellText[] {
  const filters = new Set<ShellCommand>();
  let last: readonly ShellCommand[] = [command];
  for (let length = 0; length < MOST_FILTERS && last.length > 0; length++) {
    last = last.flatMap((one) => readers.get(one) ?? []).filter((reader) => PASSES_ON.has(commandName(reader)) && !filters.has(reader) && filters.add(reader));
  }
  return [...filters].flatMap(targetsOf);
}

function fedTexts(command: ShellCommand): ShellText[] {
  if (!PASSES_ON.has(commandName(command))) return [];
  return [...command.heredocs, ...command.redirections.flatMap(({ operator, target }) => (operator === '<<<' ? target : []))];
}

/** The files that a command writes its output to. */
export function targetsOf(command: ShellCommand): ShellText[] {
  const redirected = command.redirections.flatMap(({ operator, target }) => (SINKS.test(operator) ? target : []));
  const name = commandName(command);
  const named = name === 'tee' || name === 'sponge' ? command.words.slice(1).filter(({ text }) => !text.startsWith('-')) : [];
  const copied = name === 'dd' ? command.words.flatMap((word) => (word.text.startsWith('of=') ? { ...word, text: word.text.slice(3) } : [])) : [];
  return [...redirected, ...named, ...copied].filter(({ text }) => !NOWHERE.test(text));
}
