import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { AUDIT_FORMATS, auditRegistries, CATALOGUES, formatAuditReport, isAtLeast, LayerlintError, loadRules, readAudit, type AuditFormat, type AuditOptions, type AuditReport, type RuleSet } from '../index.js';
import { createAuditProgress, PROGRESS_KINDS, type ProgressKind } from './audit-progress.js';
import { FAIL_ON, type FailOn } from './exit.js';
import { cacheDirectory } from './cache-directory.js';
import { tuneCompiler } from './compiler.js';
import { EXIT } from './exit-codes.js';
import { EXIT_CODES, rulesOption } from './flags.js';
import { formatOption, writeFormats, type FormatFlags } from './formats.js';
import { writeText } from './output.js';
import { addRegistryFlags, readRegistryFlags, type RegistryFlags } from './registry-flags.js';
import { saltOf, type Terminal } from './terminal.js';

/** What leaked where is not for everybody, even without the values. */
const MODE = 0o600;

/** The flags of every command that shows the answer of an audit. */
export interface AnswerFlags extends FormatFlags<AuditFormat> {
  readonly failOn: FailOn;
  readonly quiet: boolean;
}

interface AuditFlags extends AnswerFlags, RegistryFlags {
  readonly from?: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly newest?: number;
  readonly since?: string;
  readonly platform?: string;
  readonly untagged: boolean;
  readonly catalogue?: string;
  readonly catalogueUrl?: string;
  readonly store?: string;
  readonly queue?: string;
  readonly concurrency?: number;
  readonly requestsPerMinute?: number;
  readonly progress: ProgressKind;
  readonly rules: readonly string[];
}

/** `layerlint audit`. */
export function addAudit(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const command = program
    .command('audit')
    .description(
      'Reads every image of registries, each distinct layer once, and says which secret is in which images, since when, ' +
        'who can pull it, and what to rotate and delete. Results are kept in a store: a run that was stopped goes on where ' +
        'it was, and a later one reads only what is new.',
    )
    .argument('[targets...]', 'registries or parts of them: HOST[/PREFIX]')
    .option('--from <file>', 'read targets from a file, one a line; - for standard input')
    .addOption(repeatable('--include <glob>', 'only repositories (or repository:tag) that fit, repeatable'))
    .addOption(repeatable('--exclude <glob>', 'leave these out, repeatable'))
    .addOption(new Option('--newest <n>', 'only the n newest images of each repository').argParser(positive))
    .option('--since <date>', 'only what was pushed since (or built, where the registry does not tell)')
    .addOption(new Option('-p, --platform <platform>', 'only this os/architecture[/variant]').conflicts('allPlatforms'))
    .option('--all-platforms', 'every platform of an image for several; this is the default')
    .option('--untagged', 'manifests without a tag too, where the registry lists them', false)
    .addOption(new Option('--catalogue <kind>', 'how the registry is listed, where its host does not tell').choices(CATALOGUES))
    .option('--catalogue-url <url>', 'where its interface is, where that is another host')
    .option('--store <file>', 'where results are kept (default: layerlint/audit.db in the data directory)')
    .option('--queue <url>', 'let workers read the layers: redis://HOST (default: LAYERLINT_QUEUE)')
    .addOption(new Option('--concurrency <n>', 'requests under way at one registry (default: 8)').argParser(positive))
    .addOption(new Option('--requests-per-minute <n>', 'send no more than that to one registry').argParser(positive))
    .addOption(new Option('--progress <kind>', 'how far it is, on standard error').choices(PROGRESS_KINDS).default('auto'))
    .addOption(rulesOption());
  addAnswerFlags(addRegistryFlags(command))
    .addHelpText(
      'after',
      `
Globs: * is everything but a slash, ** everything, ? one character.

Examples:
  layerlint audit registry.example                 a whole registry
  layerlint audit ghcr.io/acme --newest 5          a namespace, what is recent
  layerlint audit localhost:5000/team/app          one repository
  layerlint audit --include '*/app:v*' reg.example some repositories and tags
  layerlint audit --from registries.txt --progress json -f jsonl -o out.jsonl
  layerlint report                                 the answer once more
${EXIT_CODES}`,
    )
    .action(async (targets: readonly string[], flags: AuditFlags) => done(await audit(targets, flags, terminal)));
}

/** Adds the flags of every command that shows the answer of an audit. */
export function addAnswerFlags(command: Command): Command {
  return command
    .addOption(formatOption(AUDIT_FORMATS))
    .option('-o, --output <file>', 'write the report to a file instead of standard output')
    .addOption(new Option('--fail-on <severity>', 'exit with 1 when a secret is this bad or worse; `none`: never').choices(FAIL_ON).default('low'))
    .option('-q, --quiet', 'no progress', false);
}

/** `layerlint report`. */
export function addReport(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const command = program
    .command('report')
    .description('Prints the answer of the last audit from its store. Nothing is sent to any registry.')
    .argument('[store]', 'the file of the store (default: layerlint/audit.db in the data directory)')
    .addOption(rulesOption());
  addAnswerFlags(command)
    .addHelpText('after', EXIT_CODES)
    .action(async (store: string | undefined, flags: AnswerFlags & { readonly rules: readonly string[] }) => {
      done(await showAnswer(await readAudit(store ?? null), await loadRules(flags.rules), flags, terminal));
    });
}

async function audit(named: readonly string[], flags: AuditFlags, terminal: Terminal): Promise<number> {
  tuneCompiler();
  const targets = [...named, ...(flags.from === undefined ? [] : linesOf(await readList(flags, terminal)))];
  const rules = await loadRules(flags.rules);
  const kind = flags.quiet ? 'none' : flags.progress !== 'auto' ? flags.progress : terminal.stderr.isTTY === true ? 'line' : 'none';
  const progress = createAuditProgress(terminal.stderr, kind);
  const cache = cacheDirectory(terminal.env);
  const stop = new AbortController();
  let warned = false;
  const isWatched = terminal.stderr.isTTY === true && !flags.quiet;
  // The first ends it in order; the store bears a second one, which ends it at once.
  const onSignal = (): void => {
    stop.abort();
    if (!isWatched) return;
    progress.clear();
    terminal.stderr.write('Stopping: what was begun is finished and kept. Once more ends it at once; the store bears it.\n');
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    const { include, exclude, newest = null, since = null, platform, untagged, catalogue = null, catalogueUrl = null, store, concurrency, requestsPerMinute = null } = flags;
    const options: AuditOptions = {
      rules,
      salt: saltOf(terminal.env),
      registry: await readRegistryFlags(flags, targets.map((target) => `docker://${target.replace(/^docker:\/\//, '')}/`), terminal),
      include, exclude, newest, since, untagged, catalogue, catalogueUrl, requestsPerMinute,
      queue: flags.queue ?? (terminal.env['LAYERLINT_QUEUE'] || null),
      signal: stop.signal,
      onProgress: (event) => {
        if (event.workers === 0 && kind === 'none' && !flags.quiet && !warned) {
          warned = true;
          terminal.stderr.write('No worker listens with these rules, this salt and this registry yet; the audit waits for one.\n');
        }
        progress.show(event);
      },
      ...(cache === null ? {} : { cache }),
      ...(platform === undefined ? {} : { platform }),
      ...(store === undefined ? {} : { store }),
      ...(concurrency === undefined ? {} : { concurrency }),
    };
    const report = await auditRegistries(targets, options).finally(() => progress.clear());
    const code = await showAnswer(report, rules, flags, terminal);
    const files = flags.format.flatMap(({ file }) => file ?? flags.output ?? []);
    if (isWatched && files.length === flags.format.length) {
      const count = report.secrets.length;
      await writeText(terminal.stderr, `${count === 0 ? 'No credentials' : count === 1 ? '1 secret' : `${count} secrets`}${report.complete ? '' : ', and not everything was read'}: see ${files.join(', ')}.\n`);
    }
    if (isWatched && report.secrets.length > 0 && !flags.format.some(({ format }) => format === 'html')) {
      await writeText(terminal.stderr, `\`layerlint report${store === undefined ? '' : ` ${store}`} -f html=audit.html\` makes a page of it.\n`);
    }
    return code;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

async function showAnswer(report: AuditReport, rules: RuleSet, flags: AnswerFlags, terminal: Terminal): Promise<number> {
  await writeFormats(flags, terminal, { render: (format, { colour }) => formatAuditReport(report, { format, colour, rules }), mode: MODE });
  const { failOn } = flags;
  if (failOn !== 'none' && report.secrets.some(({ severity }) => isAtLeast(severity, failOn))) return EXIT.findings;
  return report.complete ? EXIT.clean : EXIT.incomplete;
}

async function readList({ from = '', passwordStdin }: AuditFlags, terminal: Terminal): Promise<string> {
  if (from === '-' && passwordStdin) throw new LayerlintError('usage', 'Standard input cannot be both the password and the list.', { hint: 'Put the list into a file.' });
  if (from === '-') return text(terminal.stdin);
  try {
    return await readFile(from, 'utf8');
  } catch (cause) {
    throw new LayerlintError('not-found', `\`${from}\` cannot be read.`, { hint: 'Name a file with one target a line.', cause });
  }
}

function linesOf(list: string): readonly string[] {
  return list.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}

function repeatable(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: readonly string[]) => [...before, value]).default([], 'none');
}

/** Throws what commander says at the flag. */
export function positive(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return number;
}
