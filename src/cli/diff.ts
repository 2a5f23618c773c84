import type { Command } from 'commander';
import { diffReferences, LayerlintError } from '../index.js';
import { deliver } from './deliver.js';
import { EXIT_CODES } from './flags.js';
import { tuneCompiler } from './compiler.js';
import { addScanFlags, readScanFlags, type ScanFlags } from './scan.js';
import type { Terminal } from './terminal.js';

/** `layerlint diff`. */
export function addDiff(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const command = program
    .command('diff')
    .description(
      'Scans two images and reports what the newer one adds: the same rule, value and place in both is left out. ' +
        'What only the older one holds follows as `info`: who has its digest can still pull it. ' +
        'Layers that both have are read once.',
    )
    .argument('<old>', 'the image to compare with')
    .argument('<new>', 'the image to report on');
  addScanFlags(command)
    .addHelpText(
      'after',
      `
References are those of \`layerlint scan\`.

Examples:
  layerlint diff docker://ghcr.io/acme/app:1.2 docker-daemon:app:1.3
  layerlint diff --fail-on high released.tar built.tar
${EXIT_CODES}`,
    )
    .action(async (older: string, newer: string, flags: ScanFlags) => done(await diff(older, newer, flags, terminal)));
}

async function diff(older: string, newer: string, flags: ScanFlags, terminal: Terminal): Promise<number> {
  tuneCompiler();
  if (older === '-' && newer === '-') {
    throw new LayerlintError('usage', 'Standard input (`-`) can be read only once.', { hint: 'Name a file for one of the two.' });
  }
  const { options, clear } = await readScanFlags(flags, [older, newer], terminal);
  return deliver([newer], flags, terminal, (reference, rules) => diffReferences(older, reference, { ...options, rules }).finally(clear));
}
