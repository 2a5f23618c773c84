import { Option, type Command } from 'commander';
import { explainReference, LayerlintError, scanReference, type ScanOptions } from '../index.js';
import { deliver } from './deliver.js';
import { EXIT } from './exit-codes.js';
import { cacheDirectory } from './cache-directory.js';
import { tuneCompiler } from './compiler.js';
import { addReportFlags, EXIT_CODES, loadRuleFiles, wholeNumber, type ReportFlags } from './flags.js';
import { writeText } from './output.js';
import { createProgress } from './progress.js';
import { addRegistryFlags, readRegistryFlags, type RegistryFlags } from './registry-flags.js';
import { saltOf, type Terminal } from './terminal.js';

/** The flags of every command that scans images. */
export interface ScanFlags extends ReportFlags, RegistryFlags {
  readonly platform?: string;
  readonly allPlatforms: boolean;
  readonly base?: string;
  readonly dockerfile?: string;
  readonly onlyMissingIn?: string;
  readonly threads?: number;
  readonly memory?: number;
  readonly cache: boolean;
  readonly explain?: string;
}

/** `layerlint scan`. */
export function addScan(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const command = program
    .command('scan')
    .description(
      'Reads built images and says which layer, history entry or config field holds a credential, ' +
        'whether it is still visible or only recoverable, and which instruction put it there. ' +
        'Nothing is unpacked to disk, and nothing in the image is run.',
    )
    .argument('<references...>', 'images to scan, or - for a tar on standard input')
    .option('--only-missing-in <repository>', 'leave out layers that this repository of a registry (HOST/NAME) holds')
    .option('--explain <fingerprint>', 'print commands that show this finding without layerlint, instead of a report');
  addScanFlags(command)
    .addHelpText(
      'after',
      `
References:
  docker-archive:FILE   what \`docker save\` or \`podman save\` wrote
  oci:DIRECTORY         an OCI image layout
  oci-archive:FILE      an OCI image layout in a tar
  docker-dir:DIRECTORY  what \`skopeo copy\` wrote as \`dir:\`
  docker-daemon:NAME    an image of a running Docker or Podman
  docker://HOST/NAME    an image of a registry; no daemon is needed
  dir:PATH              a directory or a file, as if it were one layer
  -                     any of these tars on standard input
  Without a prefix the kind is found out by looking; a registry is asked last.

Examples:
  layerlint scan app.tar                          a saved image
  docker save app:1.2 | layerlint scan -          the same without a file
  layerlint scan docker-daemon:app:1.2            from the daemon
  layerlint scan docker://ghcr.io/acme/app:1.2    from a registry
  layerlint scan --all-platforms oci:build/image  every platform of a layout
  layerlint scan --fail-on high app.tar           let lesser findings pass
  layerlint scan --base docker://node:22 app.tar  what the base brought along
  layerlint scan --dockerfile Dockerfile app.tar  name the lines that did it
${EXIT_CODES}`,
    )
    .action(async (references: readonly string[], flags: ScanFlags) => done(await scan(references, flags, terminal)));
}

/** Adds the flags of every command that scans images. */
export function addScanFlags(command: Command): Command {
  command
    .addOption(new Option('-p, --platform <platform>', 'os/architecture[/variant] to take from an image for several').conflicts('allPlatforms'))
    .option('--all-platforms', 'scan every platform of an image for several', false)
    .option('--no-cache', 'read every layer and search every file, even those that an earlier run has seen, and keep nothing')
    .option('--threads <count>', 'threads that read layers beside this one, where there is enough to read (default: one for each other core)', wholeNumber)
    .option('--memory <MiB>', 'memory to keep within: fewer threads where it is little (default: 1024)', wholeNumber)
    .option('--base <reference>', 'the image it was built on, to tell inherited findings apart; `auto`: the one that it names by digest. Its layers are not read')
    .option('--dockerfile <file>', 'what it was built from: findings name the line, and what `lint` finds is looked for in it; default: one that the image names, or ./Dockerfile, where the history fits it');
  return addReportFlags(addRegistryFlags(command));
}

/** What the flags say, for one run; a password is read from standard input, and progress is shown until `clear`. */
export async function readScanFlags(flags: ScanFlags, references: readonly string[], terminal: Terminal): Promise<{ readonly options: ScanOptions; readonly clear: () => void }> {
  const progress = createProgress(terminal.stderr, terminal.stderr.isTTY === true && !flags.quiet);
  const platform = flags.allPlatforms ? 'all' : flags.platform;
  const { base, dockerfile, onlyMissingIn, threads, memory } = flags;
  const others = [base === 'auto' ? undefined : base, onlyMissingIn?.replace(/^(?!docker:\/\/)/, 'docker://')].filter((other) => other !== undefined);
  if (base === '-') throw new LayerlintError('usage', 'The base cannot come from standard input.', { hint: 'Name it, as `docker://HOST/NAME` or as a file.' });
  const registry = await readRegistryFlags(flags, [...references, ...others], terminal);
  // What is kept holds no values to be shown.
  const cache = flags.cache && !flags.showSecrets ? cacheDirectory(terminal.env) : null;
  const options: ScanOptions = {
    stdin: terminal.stdin,
    registry,
    salt: saltOf(terminal.env),
    onProgress: (event) => progress.show(event),
    readLayers: new Map(),
    ...(platform === undefined ? {} : { platform }),
    ...(cache === null ? {} : { cache }),
    ...(threads === undefined ? {} : { threads }),
    ...(memory === undefined ? {} : { memory }),
    ...(base === undefined ? {} : { base }),
    ...(dockerfile === undefined ? { searchFolder: '.' } : { dockerfile }),
    ...(onlyMissingIn === undefined ? {} : { onlyMissingIn }),
  };
  return { options, clear: () => progress.clear() };
}

async function scan(references: readonly string[], flags: ScanFlags, terminal: Terminal): Promise<number> {
  tuneCompiler();
  const { options, clear } = await readScanFlags(flags, references, terminal);
  if (flags.explain !== undefined) return explain(references, flags.explain, { ...options, rules: await loadRuleFiles(flags.rules, terminal) }, terminal);
  return deliver(references, flags, terminal, (reference, rules) => scanReference(reference, { ...options, rules }).finally(clear));
}

async function explain(references: readonly string[], fingerprint: string, options: ScanOptions, terminal: Terminal): Promise<number> {
  const [reference, ...others] = references;
  if (reference === undefined || others.length > 0) throw new LayerlintError('usage', '`--explain` is for one image.', { hint: 'Name the image that the fingerprint is of.' });
  await writeText(terminal.stdout, await explainReference(reference, fingerprint, options));
  return EXIT.clean;
}
