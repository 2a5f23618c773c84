import { normalize } from 'node:path';
import type { Command } from 'commander';
import { isBuildFile, LayerlintError, lintBuildFile, lintDockerfile, lintText, type LintOptions } from '../index.js';
import { deliver } from './deliver.js';
import { findBuildFiles, findDockerfiles, nothingFound } from './find-dockerfiles.js';
import { fixFile, showFixes } from './fix.js';
import { addReportFlags, EXIT_CODES, type ReportFlags } from './flags.js';
import { readInput, saltOf, type Terminal } from './terminal.js';

interface LintFlags extends ReportFlags {
  readonly context?: string;
  readonly fix: boolean;
  readonly fixDryRun: boolean;
}

/** `layerlint lint`. */
export function addLint(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const command = program
    .command('lint')
    .description(
      'Reads Dockerfiles with their build context and says which line bakes in or exposes a secret, ' +
        'where it ends up, and how to write it instead. Nothing is built or run.',
    )
    .argument('[paths...]', 'Dockerfiles, directories to search, or - for standard input', ['.'])
    .option('-c, --context <directory>', 'the build context (default: the folder of each Dockerfile)')
    .option('--fix', 'rewrite the files where that is safe, and report what is left', false)
    .option('--fix-dry-run', 'write nothing: show the rewrites as a diff in place of the report', false);
  addReportFlags(command)
    .addHelpText(
      'after',
      `
A directory stands for every Dockerfile, Containerfile, Dockerfile.* and
*.Dockerfile below it, except in node_modules and .git, and for the files that
start builds: compose and bake files, pipelines, Makefiles, shell scripts.

Examples:
  layerlint lint                                    all below this directory
  layerlint lint --context . docker/api.Dockerfile  another build context
  layerlint lint - < Dockerfile                     the text, without a context
  layerlint lint --fix-dry-run                      what --fix would change
  layerlint lint --format sarif -o layerlint.sarif  for a code host
${EXIT_CODES}`,
    )
    .action(async (paths: readonly string[], flags: LintFlags) => done(await lint(paths, flags, terminal)));
}

async function lint(paths: readonly string[], flags: LintFlags, terminal: Terminal): Promise<number> {
  checkFixFlags(paths, flags);
  const named = paths.filter((path) => path !== '-');
  const files = named.filter((path) => !isBuildFile(path));
  const found = files.length > 0 ? await findDockerfiles(files) : [];
  const buildFiles = new Set(await findBuildFiles(named));
  const targets = [...paths.filter((path) => path === '-'), ...found];
  if (targets.length + buildFiles.size === 0) throw nothingFound(named);
  const context = flags.context === undefined ? {} : { contextDirectory: flags.context };
  if (flags.fixDryRun) return showFixes(targets, flags, context, terminal);
  // A part of several files is told once, and not at all with them where it is a target itself.
  const told = new Set([...buildFiles].map((path) => normalize(path)));
  const isNew = (path: string): boolean => !told.has(path) && told.add(path).size > 0;
  return deliver([...targets, ...buildFiles], flags, terminal, async (path, rules) => {
    const options: LintOptions = { rules, salt: saltOf(terminal.env), ...context };
    if (buildFiles.has(path)) return (await lintBuildFile(path, options)).filter(({ target: { reference } }) => reference === path || isNew(normalize(reference)));
    if (flags.fix) await fixFile(path, options, flags.quiet, terminal);
    return [path === '-' ? await lintText(await readInput(terminal), 'stdin', options) : await lintDockerfile(path, options)];
  });
}

function checkFixFlags(paths: readonly string[], { fix, fixDryRun }: LintFlags): void {
  if (fix && fixDryRun) throw new LayerlintError('usage', '`--fix` writes and `--fix-dry-run` does not.', { hint: 'Give one of them.' });
  if (fix && paths.includes('-')) throw new LayerlintError('usage', 'Standard input cannot be rewritten.', { hint: 'Name the file, or use `--fix-dry-run`.' });
}
