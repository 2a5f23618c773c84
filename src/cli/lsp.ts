import type { Command } from 'commander';
import type { Terminal } from './terminal.js';

/** `layerlint lsp`. */
export function addLsp(program: Command, terminal: Terminal, done: (code: number) => void): void {
  program
    .command('lsp')
    .description('Speaks the Language Server Protocol on standard input and output, for editors. docs/lsp.md has the settings for VS Code, Neovim, Helix and Emacs.')
    .option('--stdio', 'what some editors add; there is no other way', false)
    .option('--clientProcessId <id>', 'what some editors add; the server ends when its input does')
    .addHelpText(
      'after',
      `
Exit codes:
  0  the editor said \`shutdown\` and \`exit\`
  1  it went away without`,
    )
    .action(async () => {
      // The protocol's library costs more start-up time than a small lint takes.
      const { serveEditor } = await import('../lsp/serve.js');
      done(await serveEditor(terminal));
    });
}
