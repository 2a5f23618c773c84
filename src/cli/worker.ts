import { availableParallelism } from 'node:os';
import process from 'node:process';
import { Option, type Command } from 'commander';
import { LayerlintError, loadRules, runWorker, type WorkEvent } from '../index.js';
import { positive } from './audit.js';
import { cacheDirectory } from './cache-directory.js';
import { tuneCompiler } from './compiler.js';
import { EXIT } from './exit-codes.js';
import { rulesOption } from './flags.js';
import { addRegistryFlags, readRegistryFlags, type RegistryFlags } from './registry-flags.js';
import { saltOf, type Terminal } from './terminal.js';

interface WorkerFlags extends RegistryFlags {
  readonly queue?: string;
  readonly concurrency?: number;
  readonly rules: readonly string[];
  readonly quiet: boolean;
}

/** A layer that is read waits for the network as often as for the processor. */
const LAYERS_A_CORE = 2;

/** `layerlint worker`. */
export function addWorker(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const command = program
    .command('worker')
    .summary('read layers for audits that put them on a queue')
    .description(
      'Takes layers of registries from a queue on Redis, looks into them, and gives back what was found, sealed. ' +
        'Any number of workers may run; each signs in at the registries with what it has itself. On SIGTERM it finishes ' +
        'what it has begun. LAYERLINT_SALT must be that of the audits.',
    )
    .argument('<hosts...>', 'registries whose layers it reads, as the audits name them')
    .option('--queue <url>', 'redis://HOST or rediss://HOST (default: LAYERLINT_QUEUE)')
    .addOption(new Option('--concurrency <n>', 'layers side by side, of each registry (default: 2 a core)').argParser(positive))
    .option('-q, --quiet', 'say nothing', false)
    .addOption(rulesOption());
  addRegistryFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  LAYERLINT_SALT=... LAYERLINT_QUEUE=redis://queue:6379 \\
    layerlint worker registry.example
  layerlint audit --queue redis://queue:6379 registry.example`,
    )
    .action(async (hosts: readonly string[], flags: WorkerFlags) => done(await work(hosts, flags, terminal)));
}

async function work(hosts: readonly string[], flags: WorkerFlags, terminal: Terminal): Promise<number> {
  tuneCompiler();
  const queue = flags.queue ?? (terminal.env['LAYERLINT_QUEUE'] || null);
  if (queue === null) throw new LayerlintError('usage', 'No queue is named.', { hint: 'Give it as `--queue redis://HOST:6379`, or in LAYERLINT_QUEUE.' });
  const salt = saltOf(terminal.env);
  if (salt === null) throw new LayerlintError('usage', 'A worker needs the salt of the audits, or their fingerprints would differ.', { hint: 'Set LAYERLINT_SALT to the same long random text for the audit and for every worker.' });
  const rules = await loadRules(flags.rules);
  const registry = await readRegistryFlags(flags, hosts.map((host) => `docker://${host}/`), terminal);
  const cache = cacheDirectory(terminal.env);
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    await runWorker(hosts, {
      queue,
      salt,
      rules,
      registry,
      ...(cache === null ? {} : { cache }),
      concurrency: flags.concurrency ?? availableParallelism() * LAYERS_A_CORE,
      signal: stop.signal,
      // One JSON object a line: where workers run, logs are read by machines.
      onEvent: (event: WorkEvent) => flags.quiet || terminal.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`),
    });
    return EXIT.clean;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}
