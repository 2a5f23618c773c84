import type { ShellCommand, ShellText } from '../model/shell.js';
import { joinShell, sliceShell } from './shell-slice.js';

/** Commands whose words are what they print. */
export const PRINTERS = new Set(['echo', 'printf', 'print']);

/** The command's name without its folder; empty when there are only assignments. */
export function commandName(command: ShellCommand): string {
  return command.words[0]?.text.split(/[\\/]/).at(-1)?.replace(/\.exe$/i, '') ?? '';
}

/** What `<<<` gives to the command. */
export const hereStrings = ({ redirections }: ShellCommand): ShellText[] => redirections.flatMap(({ operator, target }) => (operator === '<<<' ? target : []));

/** Commands that change how a value is written and hand it on. */
const FILTERS = new Set(['tr', 'base64', 'sed', 'cat', 'awk', 'cut', 'head', 'dos2unix', 'tee']);
const MOST_FILTERS = 4;

/** What the commands print that a command reads, through filters too. */
export function fedThrough(command: ShellCommand, depth = 0): ShellText[] {
  return command.reads.flatMap((reader) => {
    const printed = printedText(reader);
    if (printed) return [printed];
    return depth < MOST_FILTERS && FILTERS.has(commandName(reader)) ? fedThrough(reader, depth + 1) : [];
  });
}

/** What `echo` and `printf` print; null for other commands. */
export function printedText(command: ShellCommand): ShellText | null {
  const name = commandName(command);
  if (!PRINTERS.has(name)) return null;
  const words = command.words.slice(1).filter(({ text }) => !/^-[neE]+$/.test(text) && text !== '--');
  const [format, ...rest] = words;
  return name === 'printf' && format && rest.length > 0 ? formatted(format, rest) : joinShell(words);
}

/** What `printf` makes of its format: each `%s` an argument; arguments that are left over follow. */
function formatted(format: ShellText, rest: readonly ShellText[]): ShellText | null {
  const parts: ShellText[] = [];
  let from = 0;
  let used = 0;
  for (const field of format.text.matchAll(/%[sbq]/g)) {
    if (used === rest.length) break;
    if (field.index > from) parts.push(sliceShell(format, from, field.index));
    parts.push(rest[used++]!);
    from = field.index + field[0].length;
  }
  if (used > 0 && from < format.text.length) parts.push(sliceShell(format, from, format.text.length));
  return joinShell(used > 0 ? [...parts, ...rest.slice(used)] : [format, ...rest], used > 0 ? '' : ' ');
}

/** The lines of a text, where `\\n` of `echo` ends one too. */
export function lines(text: ShellText): ShellText[] {
  return [...text.text.matchAll(/(?:(?!\\n|\n).)+/gs)].map((line) => sliceShell(text, line.index, line.index + line[0].length));
}
