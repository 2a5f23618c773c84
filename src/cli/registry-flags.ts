import { LayerlintError, type RegistryOptions } from '../index.js';
import { Option, type Command } from 'commander';
import type { Terminal } from './terminal.js';

/** How to reach registries. */
export interface RegistryFlags {
  readonly username?: string;
  readonly passwordStdin: boolean;
  readonly insecure: boolean;
  readonly caFile?: string;
  readonly mirror: readonly string[];
}

/** No password is longer; who pipes an image in has mixed up two flags. */
const LONGEST_PASSWORD = 64 * 1024;

/** Adds the flags of every command that reads registries. */
export function addRegistryFlags(command: Command): Command {
  return command
    .option('-u, --username <name>', 'sign in to the registry with this name; default: what `docker login` left')
    .option('--password-stdin', 'take the password for --username from standard input', false)
    .option('--insecure', 'allow plain HTTP and any certificate with registries', false)
    .option('--ca-file <file>', 'trust the authorities in this file (PEM) with registries')
    .addOption(new Option('--mirror <address>', 'ask this registry for images of Docker Hub first, repeatable').argParser((address: string, all: readonly string[]) => [...all, address]).default([], 'none'));
}

/**
 * Reads the password where one is announced. One name and password go to one registry only, so that all references must
 * be of the same: throws `usage` where they are not.
 */
export async function readRegistryFlags(flags: RegistryFlags, references: readonly string[], terminal: Terminal): Promise<RegistryOptions> {
  const { username, passwordStdin, insecure, caFile, mirror } = flags;
  const common = { insecure, mirrors: mirror, ...(caFile === undefined ? {} : { caFile }) };
  if (username === undefined && !passwordStdin) return common;
  if (username === undefined || !passwordStdin) {
    throw new LayerlintError('usage', '`--username` and `--password-stdin` belong together.', { hint: 'Write `layerlint scan --username NAME --password-stdin docker://HOST/NAME < password-file`.' });
  }
  if (references.includes('-')) throw new LayerlintError('usage', 'Standard input cannot be both the password and an image.', { hint: 'Name the image, or sign in with `docker login` first.' });
  const hosts = new Set(references.map((reference) => /^docker:\/\/(localhost|[^/]*[.:][^/]*)\//.exec(reference)?.[1] ?? null));
  if (hosts.size > 1 || hosts.has(null)) {
    throw new LayerlintError('usage', 'With `--username` every reference must be of one and the same registry, and name it.', { hint: 'Write them as `docker://HOST/NAME`; scan the others in a call of their own.' });
  }
  return { ...common, username, password: await readPassword(terminal) };
}

async function readPassword(terminal: Terminal): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of terminal.stdin) {
    chunks.push(Buffer.from(chunk as Buffer));
    size += chunks.at(-1)!.length;
    if (size > LONGEST_PASSWORD) break;
  }
  const password = Buffer.concat(chunks).toString('utf8').replace(/\r?\n$/, '');
  if (password === '' || size > LONGEST_PASSWORD) throw new LayerlintError('usage', 'Standard input holds no password.', { hint: 'Pipe it in: `layerlint scan --username NAME --password-stdin … < password-file`.' });
  return password;
}
