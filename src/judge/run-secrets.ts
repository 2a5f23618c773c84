import type { Instruction } from '../model/dockerfile.js';
import type { ShellCommand } from '../model/shell.js';
import { credentialPath } from './credential-path.js';
import { printedText } from './command-text.js';
import { credentialUses, type CredentialUse } from './credential-use.js';
import { secretSettings } from './settings.js';
import { writtenTexts } from './written.js';

/** A use of a credential in an instruction, with the command that makes it. */
export interface InstructionUse extends CredentialUse {
  readonly command: ShellCommand;
}

/**
 * Where the commands of an instruction use credentials: in their own words, in what they print, and in what they write into
 * files; sorted by place, each place once.
 */
export function instructionUses(instruction: Pick<Instruction, 'commands'>): readonly InstructionUse[] {
  const known = remembered.get(instruction.commands) ?? findUses(instruction.commands);
  remembered.set(instruction.commands, known);
  return known;
}

/** Of a file that is one secret, a value that is all of it. */
const ONE_WORD = /^[\w+/=.-]{16,}$/;

/** Several rules ask for the same instruction. */
const remembered = new WeakMap<readonly ShellCommand[], readonly InstructionUse[]>();

function findUses(commands: readonly ShellCommand[]): InstructionUse[] {
  const uses = new Map<number, InstructionUse>();
  const add = (use: InstructionUse): void => {
    const known = uses.get(use.value.start);
    if (!known || (known.keeps === null && use.keeps !== null)) uses.set(use.value.start, { ...use, certain: use.certain || (known?.certain ?? false) });
  };
  for (const command of commands) {
    for (const use of credentialUses(command)) add({ ...use, command });
    const printed = printedText(command);
    for (const text of [...(printed ? [printed] : []), ...command.heredocs]) {
      for (const { name, value, certain } of secretSettings(text, true)) add({ value, how: `the setting \`${name}\``, certain, keeps: null, command });
    }
  }
  for (const { command, text, target } of writtenTexts(commands)) {
    const kind = credentialPath(target.text);
    const keeps = target.text;
    for (const { name, value, certain } of secretSettings(text, true)) add({ value, how: `the setting \`${name}\` in \`${keeps}\``, certain: certain || kind !== null, keeps, command });
    const [first] = text.expansions;
    // One variable and nothing else is the whole file.
    if (kind === 'whole' && first && text.text.slice(first.from, first.to).length >= text.text.trim().replace(/\\n$/, '').length) {
      add({ value: text, how: `\`${keeps}\``, certain: false, keeps, command });
    } else if (kind === 'whole' && !first && ONE_WORD.test(text.text)) add({ value: text, how: `\`${keeps}\``, certain: false, keeps, command });
  }
  return [...uses.values()].sort((a, b) => a.value.start - b.value.start);
}
