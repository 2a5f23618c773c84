import type { Dockerfile } from '../model/dockerfile.js';
import { commandName } from './command-text.js';

const IMPORTERS = new Set(['apt-key', 'rpm', 'rpmkeys', 'gpg', 'gpg2', 'gpgv', 'pacman-key', 'debsig-import']);
const IMPORTS = new Set(['add', '--import', '--dearmor', '--keyring', '--add', '-a']);

/** The names of files that a RUN gives to a package manager to trust: such a `release.key` is the public half. */
export function publicKeys({ instructions }: Dockerfile): ReadonlySet<string> {
  return new Set(
    instructions.flatMap(({ commands }) =>
      commands.flatMap((command) => {
        const words = command.words.map(({ text }) => text);
        if (!IMPORTERS.has(commandName(command)) || !words.some((word) => IMPORTS.has(word))) return [];
        return [...words.slice(1), ...command.redirections.map(({ target }) => target.text)].filter((word) => !word.startsWith('-')).map(baseName);
      }),
    ),
  );
}

/** True when a file of that name is such a key. */
export function isPublicKey(path: string, known: ReadonlySet<string>): boolean {
  return known.has(baseName(path));
}

function baseName(path: string): string {
  return path.split('/').at(-1) ?? path;
}
