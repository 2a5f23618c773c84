import type { Instruction, Variable } from '../model/dockerfile.js';
import type { ShellCommand, ShellText } from '../model/shell.js';
import { commandName } from './command-text.js';

/** A place in a RUN where the shell puts a variable of the Dockerfile in. */
export interface VariableUse {
  readonly variable: Variable;
  readonly command: ShellCommand;
  readonly start: number;
  readonly end: number;
}

/** Every use of an ARG or ENV in an instruction's commands; names that the script or a mount sets itself are its own. */
export function variableUses(instruction: Pick<Instruction, 'commands' | 'scope' | 'mounts'>): readonly VariableUse[] {
  const known = remembered.get(instruction.commands) ?? findUses(instruction);
  remembered.set(instruction.commands, known);
  return known;
}

/** Several rules ask for the same instruction. */
const remembered = new WeakMap<readonly ShellCommand[], readonly VariableUse[]>();

function findUses(instruction: Pick<Instruction, 'commands' | 'scope' | 'mounts'>): VariableUse[] {
  const own = new Set(instruction.mounts.flatMap(({ env }) => env ?? []));
  const seen = new Set<number>();
  const uses: VariableUse[] = [];
  for (const command of instruction.commands) {
    for (const text of textsOf(command)) {
      for (const { kind, name, from, to } of text.expansions) {
        if (kind !== 'variable' || own.has(name)) continue;
        const start = text.offsets[from]!;
        const variable = instruction.scope.find(name);
        if (!variable || seen.has(start)) continue;
        seen.add(start);
        uses.push({ variable, command, start, end: text.offsets[to - 1]! + 1 });
      }
    }
    for (const name of setBy(command)) own.add(name);
  }
  return uses.sort((a, b) => a.start - b.start);
}

/** Everything of a command that the shell expands. */
export function textsOf(command: ShellCommand): ShellText[] {
  return [
    ...command.assignments.map(({ value }) => value),
    ...command.words,
    ...command.redirections.map(({ target }) => target),
    ...command.heredocs,
  ];
}

/** Names that the shell's own script gives a value that is not the variable's. */
function setBy(command: ShellCommand): string[] {
  const name = commandName(command);
  if (command.words.length === 0) return command.assignments.filter(({ name: set, value }) => !mentions(value, set)).map(({ name: set }) => set);
  if (name === 'export' || name === 'local' || name === 'declare') {
    return command.words.slice(1).flatMap((word) => {
      const set = /^([A-Za-z_]\w*)=/.exec(word.text)?.[1];
      return set !== undefined && !mentions(word, set) ? [set] : [];
    });
  }
  return name === 'for' || name === 'read' ? command.words.slice(1, 2).map(({ text }) => text) : [];
}

function mentions(text: ShellText, name: string): boolean {
  return text.expansions.some((expansion) => expansion.name === name);
}
