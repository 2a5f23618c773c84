import { Command, CommanderError, Help, type Option } from 'commander';
import { version } from '../version.js';
import { EXIT } from './exit-codes.js';
import type { Terminal } from './terminal.js';

type AddCommand = (program: Command, terminal: Terminal, done: (code: number) => void) => void;

/** Name, what it is for in a line, and where it is; a command is loaded when it is the one that runs. */
const COMMANDS: readonly (readonly [name: string, summary: string, load: () => Promise<AddCommand>])[] = [
  ['lint', 'find credentials in Dockerfiles and in what they copy into the image', async () => (await import('./lint.js')).addLint],
  ['scan', 'find credentials in built images: every layer, history and config', async () => (await import('./scan.js')).addScan],
  ['diff', 'find the credentials that one image has and an older one has not', async () => (await import('./diff.js')).addDiff],
  ['audit', 'find the credentials in all images of a registry, each layer once', async () => (await import('./audit.js')).addAudit],
  ['report', 'show what the last audit found, without reading anything again', async () => (await import('./audit.js')).addReport],
  ['worker', 'read layers for audits that put them on a queue', async () => (await import('./worker.js')).addWorker],
  ['rules', 'list the rules, explain one, or test your own', async () => (await import('./rules.js')).addRules],
  ['lsp', 'serve an editor: findings, hovers and fixes while you type', async () => (await import('./lsp.js')).addLsp],
  ['cache', 'show or prune what earlier scans have kept of layers', async () => (await import('./cache.js')).addCache],
];

/** Runs one command line (without `node` and the script) and gives the exit code; never throws. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = EXIT.clean;
  try {
    const program = await createProgram(argv, terminal, (result) => (code = result));
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has already said what is wrong, or shown the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.failed;
    const { reportError } = await import('./errors.js');
    await reportError(error, terminal);
    return EXIT.failed;
  }
}

/** The command line with the one command that `argv` names, the others by name only; `done` takes its exit code. */
async function createProgram(argv: readonly string[], terminal: Terminal, done: (code: number) => void): Promise<Command> {
  const program = createRoot(terminal);
  // No option of the program itself takes a value, so that the first plain word is the command, or the one to be helped with.
  const [first, second] = argv.filter((argument) => !argument.startsWith('-'));
  const named = first === 'help' ? second : first;
  for (const [name, summary, load] of COMMANDS) {
    if (name === named) (await load())(program, terminal, done);
    else program.command(name);
    program.commands.at(-1)!.summary(summary);
  }
  return program;
}

/** That a flag is not given by default goes without saying. */
function optionDescription(option: Option): string {
  return option.defaultValue === false ? option.description : new Help().optionDescription(option);
}

function createRoot(terminal: Terminal): Command {
  return new Command('layerlint')
    .description(
      'Finds credentials in Dockerfiles and in container images, shows where they end up, ' +
        'and says how to rotate and inject them instead.',
    )
    .version(version)
    .exitOverride()
    .showHelpAfterError('(`--help` shows how it is used)')
    .configureHelp({ helpWidth: 80, subcommandTerm: (command) => command.name(), optionDescription })
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      outputError: (text, write) => write(text),
    })
    .addHelpText(
      'after',
      `
Examples:
  layerlint lint                            all Dockerfiles of this directory
  docker save app:1.2 | layerlint scan -    an image that is built
  layerlint scan app.tar -f html=page.html  the same as a page to look at
  layerlint audit ghcr.io/acme              all images of a registry
  layerlint rules                           what is looked for

\`layerlint <command> --help\` tells more of each.`,
    );
}
