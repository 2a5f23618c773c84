import { commandName } from '../judge/command-text.js';
import type { Instruction } from '../model/dockerfile.js';
import type { ShellCommand } from '../model/shell.js';
import type { Argument } from './argument.js';
import { mayRun } from './ecosystem.js';
import { addFlags, removeCommand } from './edit.js';
import type { Fix } from './fix.js';
import { countWord, isBehind } from './stage.js';
import type { SecretSyntax } from './syntax.js';

/** A command that writes a login into its program's settings, and the variable that the program reads in place of it. */
interface Setting {
  /** The command's words up to the value; options may stand among them. */
  readonly words: RegExp;
  /** `$1` is the key. https://bundler.io/man/bundle-config.1.html, https://python-poetry.org/docs/configuration/, https://doc.rust-lang.org/cargo/reference/config.html */
  readonly variable: (key: string) => string;
  readonly programs: ReadonlySet<string>;
}

const upper = (key: string): string => key.toUpperCase();

const SETTINGS: readonly Setting[] = [
  {
    words: /^bundle(?:r)? config(?: set)?(?: --(?:global|local))* ([\w.-]+)$/,
    variable: (key) => `BUNDLE_${upper(key).replaceAll('-', '___').replaceAll('.', '__')}`,
    programs: new Set(['bundle', 'bundler', 'rake', 'rails']),
  },
  { words: /^aws configure set (aws_(?:access_key_id|secret_access_key|session_token))$/, variable: upper, programs: new Set(['aws', 'sam', 'cdk', 'terraform', 'python', 'python3', 'node']) },
  { words: /^cargo login()$/, variable: () => 'CARGO_REGISTRY_TOKEN', programs: new Set(['cargo']) },
  { words: /^poetry config pypi-token\.([\w-]+)$/, variable: (key) => `POETRY_PYPI_TOKEN_${upper(key).replaceAll('-', '_')}`, programs: new Set(['poetry']) },
];

/** Takes out the one command that writes the ARG into a program's settings, and gives the program its variable instead. */
export function planSetting(argument: Argument, syntax: SecretSyntax): Fix | null {
  const { dockerfile, target, name, runs, removal, secret, notes } = argument;
  const named = [...runs].filter(([, mentions]) => mentions > 0);
  const [run, mentions] = named[0] ?? [];
  if (syntax.form !== 'env' || named.length !== 1 || !run) return null;
  const found = settingOf(run, name);
  if (!found || countWord(dockerfile.text.slice(found.command.start, found.command.end), name) !== mentions) return null;
  const removed = removeCommand(dockerfile, run, found.command);
  if (removed === null) return null;
  const rest = { ...run, commands: run.commands.filter((command) => command !== found.command) };
  const readers = [...runs.keys()].filter((one) => (one === run ? mayRun(rest, found.programs) : isBehind(dockerfile, run, one) && mayRun(one, found.programs)));
  if (readers.length === 0) return null;
  return {
    target,
    title: `\`${found.words}\` is gone: ${readers.length === 1 ? 'the RUN that reads it gets' : `the ${readers.length} RUNs that read it get`} \`${found.variable}\` from a secret mount.`,
    edits: [...removal, ...removed, ...readers.flatMap((reader) => addFlags(dockerfile, reader, [`--mount=type=secret,id=${secret.id},env=${found.variable}`])), ...syntax.edits],
    ignore: [],
    secrets: [secret],
    notes,
  };
}

interface FoundSetting {
  readonly command: ShellCommand;
  readonly words: string;
  readonly variable: string;
  readonly programs: ReadonlySet<string>;
}

function settingOf(run: Instruction, name: string): FoundSetting | null {
  for (const command of run.commands) {
    const value = command.words.at(-1);
    const expansion = value?.expansions[0];
    if (!value || expansion?.name !== name || expansion.from !== 0 || expansion.to !== value.text.length || command.redirections.length > 0) continue;
    const words = [commandName(command), ...command.words.slice(1, -1).map(({ text }) => text)].join(' ');
    for (const { words: shape, variable, programs } of SETTINGS) {
      const key = shape.exec(words)?.[1];
      if (key !== undefined) return { command, words, variable: variable(key), programs };
    }
  }
  return null;
}

/** What to do by hand about a command that keeps what it is given, by the command's name. */
const ADVICE: Readonly<Record<string, string>> = {
  aws: 'Mount the login where it is read: `--mount=type=secret,id=aws,target=/root/.aws/credentials`.',
  bundle: 'Give it to `bundle install` as `BUNDLE_<HOST>` through a secret mount with `env=`.',
  composer: 'Give the logins to `composer install` as `COMPOSER_AUTH`: `--mount=type=secret,id=composer_auth,env=COMPOSER_AUTH`.',
  docker: 'Log in where the image is built or run, and leave the login out of it.',
  dotnet: 'Mount the settings where they are read: `--mount=type=secret,id=nuget,target=/root/.nuget/NuGet/NuGet.Config`.',
  git: 'Mount the login for the one RUN: `--mount=type=secret,id=netrc,target=/root/.netrc`, or use `--mount=type=ssh`.',
  npm: 'Mount the settings where they are read: `--mount=type=secret,id=npmrc,target=/root/.npmrc`.',
  pip: 'Mount the settings where they are read: `--mount=type=secret,id=pip,target=/etc/pip.conf`.',
  poetry: 'Give the password to `poetry install` as `POETRY_HTTP_BASIC_<NAME>_PASSWORD` through a secret mount with `env=`.',
  yarn: 'Mount the settings where they are read: `--mount=type=secret,id=npmrc,target=/root/.npmrc`.',
};

/** Advice for the first command that is given the variable and keeps it; null where nothing better is known. */
export function adviceFor(instructions: readonly Instruction[], name: string): string | null {
  for (const { commands, keyword } of instructions) {
    if (keyword !== 'RUN') continue;
    for (const command of commands) {
      const program = commandName(command);
      const given = command.words.some(({ expansions }) => expansions.some((expansion) => expansion.name === name));
      if (given && Object.hasOwn(ADVICE, program)) return `\`${program}\` would keep the value in a file. ${ADVICE[program]!}`;
    }
  }
  return null;
}
