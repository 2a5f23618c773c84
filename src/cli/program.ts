import { Command, CommanderError } from 'commander';
import { version } from '../index.js';
import { reportError } from './errors.js';
import { EXIT } from './exit.js';
import { addCache } from './cache.js';
import { addAudit, addReport } from './audit.js';
import { addDiff } from './diff.js';
import { addLint } from './lint.js';
import { addLsp } from './lsp.js';
import { addRules } from './rules.js';
import { addScan } from './scan.js';
import type { Terminal } from './terminal.js';

/** Runs one command line (without `node` and the script) and gives the exit code; never throws. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = EXIT.clean;
  try {
    await createProgram(terminal, (result) => (code = result)).parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has already said what is wrong, or shown the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.failed;
    await reportError(error, terminal);
    return EXIT.failed;
  }
}

/** The whole command line; `done` takes the exit code of the command that ran. */
function createProgram(terminal: Terminal, done: (code: number) => void): Command {
  const program = new Command('layerlint')
    .description(
      'Finds credentials in Dockerfiles and in container images, shows where they end up, ' +
        'and says how to rotate and inject them instead.',
    )
    .version(version)
    .exitOverride()
    .showHelpAfterError('(`--help` shows how it is used)')
    .configureHelp({ helpWidth: 80 })
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      outputError: (text, write) => write(text),
    })
    .addHelpText(
      'after',
      `
Examples:
  layerlint lint                          every Dockerfile below this directory
  docker save app:1.2 | layerlint scan -  an image that is built
  layerlint rules                         what is looked for

\`layerlint <command> --help\` tells more of each.`,
    );
  addLint(program, terminal, done);
  addScan(program, terminal, done);
  addDiff(program, terminal, done);
  addAudit(program, terminal, done);
  addReport(program, terminal, done);
  addRules(program, terminal, done);
  addLsp(program, terminal, done);
  addCache(program, terminal, done);
  return program;
}
