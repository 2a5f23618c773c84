import type { Instruction, Mount } from '../model/dockerfile.js';
import type { ShellCommand, ShellText } from '../model/shell.js';
import { joinWorkdir } from '../model/workdir.js';
import { commandName, printedText } from './command-text.js';
import { judgeName } from './name.js';
import { createTakenBack, fileEvents, removes, type FileEvent } from './run-files.js';
import { instructionUses } from './run-secrets.js';
import { clonedInto, tracedCommands } from './run-stays.js';
import { textsOf } from './run-variables.js';
import { targetsOf, writtenTexts } from './written.js';

/** A place where a RUN puts what a secret mount holds. */
export interface MountLeak {
  readonly place: ShellText;
  /** As written; null for the build log. */
  readonly into: string | null;
  /** As `joinWorkdir` makes it; null for the build log. */
  readonly path: string | null;
  /** The command, as code. */
  readonly how: string;
}

/** Mounts whose content is in no layer. */
const FLEETING = new Set(['cache', 'tmpfs', 'secret', 'ssh', 'bind']);
/** What prints what it reads, changed or not. */
const READERS = new Set(['cat', 'base64', 'head', 'tail', 'tee', 'envsubst', 'sed', 'jq', 'yq', 'tr', 'openssl', 'gpg', 'dd', 'xxd', 'awk', 'cut', 'grep', 'gunzip', 'zcat', 'sponge', 'dos2unix']);
/** Commands that print every variable, or the ones that are named. */
const DUMPS = new Set(['env', 'printenv', 'export', 'set', 'declare']);
const SOURCES = new Set(['.', 'source']);
/** Files that the secret is followed into; nobody spreads one wider. */
const MOST_FILES = 50;

/** Where the commands of a RUN put what its secret mounts hold, in the order of writing; what the same RUN removes again is left out. */
export function mountLeaks(instruction: Instruction, secrets: readonly Mount[]): MountLeak[] {
  return new MountWalk(instruction, secrets).run();
}

class MountWalk {
  readonly #instruction: Instruction;
  readonly #files: string[];
  readonly #variables: Set<string>;
  readonly #fleeting: readonly string[];
  readonly #isTakenBack: (command: ShellCommand, path: string) => boolean;
  /** Commands whose output is the secret, or has it in it. */
  readonly #carriers = new Set<ShellCommand>();
  readonly #leaks: MountLeak[] = [];
  readonly #placed = new Set<number>();
  #sourced = false;
  #traceTold = false;

  constructor(instruction: Instruction, secrets: readonly Mount[]) {
    this.#instruction = instruction;
    this.#files = secrets.flatMap(({ target }) => (target === null ? [] : [joinWorkdir(instruction.workdir, target)]));
    this.#variables = new Set(secrets.flatMap(({ env }) => env ?? []));
    this.#fleeting = instruction.mounts.flatMap(({ type, target }) => (FLEETING.has(type) && target !== null ? [target.replace(/\/$/, '')] : []));
    this.#isTakenBack = createTakenBack(instruction);
  }

  run(): MountLeak[] {
    const { commands } = this.#instruction;
    const usesOf = groupBy(instructionUses(this.#instruction), ({ command }) => command);
    const writtenBy = groupBy(writtenTexts(commands), ({ command }) => command);
    const eventsOf = groupBy(fileEvents(this.#instruction), ({ command }) => command);
    const read = new Set(commands.flatMap(({ reads }) => reads));
    const traced = tracedCommands(commands);
    for (const command of commands) {
      const name = commandName(command);
      this.#learn(command, name);
      for (const { keeps, value, how } of usesOf(command)) if (keeps !== null && this.#holds(value)) this.#keep(command, value, keeps, how === 'a URL with credentials' ? '`git`' : how);
      for (const { text, target } of writtenBy(command)) if (this.#holds(text)) this.#write(command, target);
      if (this.#carries(command, name)) {
        this.#carriers.add(command);
        for (const target of targetsOf(command)) this.#write(command, target);
        const shown = !command.captured && !read.has(command) && eventsOf(command).length === 0 && !command.redirections.some(({ operator }) => operator.includes('>'));
        if (shown && (printedText(command) !== null || name === 'cat' || DUMPS.has(name))) this.#show(command.words[0]!);
      }
      for (const event of eventsOf(command)) this.#copy(event);
      this.#pack(command, name);
      this.#edit(command, name);
      // The trace of one RUN is one leak, however many of its lines show the value.
      const shows = traced.has(command) && !this.#traceTold ? [...command.assignments.map(({ value }) => value), ...command.words].find((text) => this.#holds(text)) : undefined;
      if (shows) {
        this.#traceTold = true;
        this.#show(shows);
      }
    }
    return this.#leaks.sort((a, b) => a.place.start - b.place.start);
  }

  /** The variables that a command gives the secret to. */
  #learn(command: ShellCommand, name: string): void {
    const set = command.words.length === 0 ? command.assignments : [];
    for (const { name: variable, value } of set) if (this.#holds(value)) this.#variables.add(variable);
    if (name === 'export' || name === 'local' || name === 'declare') {
      for (const word of command.words.slice(1)) {
        const variable = /^([A-Za-z_]\w*)=/.exec(word.text)?.[1];
        if (variable !== undefined && this.#holds(word)) this.#variables.add(variable);
      }
    }
    if (name === 'read' && this.#isFed(command)) for (const { text } of command.words.slice(1)) if (/^\w+$/.test(text)) this.#variables.add(text);
    if (SOURCES.has(name) && this.#names(command)) this.#sourced = true;
  }

  #carries(command: ShellCommand, name: string): boolean {
    const printed = printedText(command);
    if (printed && this.#holds(printed)) return true;
    if (DUMPS.has(name) && this.#variables.size > 0) return command.words.slice(1).every(({ text }) => text === '-p' || this.#variables.has(text));
    if (!READERS.has(name)) return false;
    return this.#isFed(command) || this.#names(command) || command.words.slice(1).some((word) => this.#holds(word)) || command.heredocs.some((body) => this.#holds(body));
  }

  #isFed(command: ShellCommand): boolean {
    return command.reads.some((one) => this.#carriers.has(one)) || command.redirections.some(({ operator, target }) => (operator === '<' && this.#isFile(target.text)) || (operator === '<<<' && this.#holds(target)));
  }

  /** True when a word of the command names a file that holds the secret. */
  #names({ words }: ShellCommand): boolean {
    return words.slice(1).some(({ text }) => this.#isFile(text) || this.#isFile(text.slice(text.indexOf('=') + 1)));
  }

  #isFile(written: string): boolean {
    if (written === '' || written.startsWith('-')) return false;
    const path = joinWorkdir(this.#instruction.workdir, written);
    return this.#files.includes(path);
  }

  /** True when the shell puts the secret's value into the text: its variable, or a substitution that reads the file. */
  #holds(text: ShellText): boolean {
    return text.expansions.some(({ kind, name, from, to, commands }) => {
      if (kind === 'variable') return this.#variables.has(name) || (this.#sourced && judgeName(name).kind === 'secret' && this.#instruction.scope.find(name) === null);
      const written = text.text.slice(from, to);
      return this.#files.some((file) => written.includes(file)) || commands.some((command) => textsOf(command).some((inner) => this.#holds(inner)));
    });
  }

  #copy(event: FileEvent): void {
    // A symbolic link points at the mount and holds nothing of it.
    if (event.kind !== 'copy' || event.from === null || commandName(event.command) === 'ln') return;
    const from = event.from.replace(/(?!^)\/$/, '');
    const copied = this.#files.filter((file) => removes(from, file));
    if (copied.length === 0) return;
    this.#add(event.command, event.word, event.word.text, `\`${commandName(event.command)}\``, event.path);
    for (const file of copied) this.#spread(joinWorkdir(event.path, file.split('/').at(-1)!));
  }

  /** `tar -cf a.tar file` and `zip a.zip file`. */
  #pack(command: ShellCommand, name: string): void {
    if ((name !== 'tar' && name !== 'zip') || !this.#names(command)) return;
    const words = command.words.slice(1);
    const flag = words.findIndex(({ text }) => /^-?[a-zA-Z]*f$/.test(text));
    const archive = name === 'zip' ? words.find(({ text }) => !text.startsWith('-')) : flag === -1 ? undefined : words[flag + 1];
    if (archive && (name === 'zip' || words.some(({ text }) => /^-?[a-zA-Z]*c/.test(text)))) this.#write(command, archive);
  }

  /** `sed -i` with the secret in its script. */
  #edit(command: ShellCommand, name: string): void {
    if ((name !== 'sed' && name !== 'perl') || !command.words.some(({ text }) => /^-[a-zA-Z]*i|^--in-place/.test(text))) return;
    const edited = command.words.at(-1);
    if (edited && command.words.slice(1, -1).some((word) => this.#holds(word))) this.#write(command, edited);
  }

  #write(command: ShellCommand, target: ShellText): void {
    this.#add(command, target, target.text, `\`${commandName(command)}\``, joinWorkdir(this.#instruction.workdir, target.text));
  }

  #keep(command: ShellCommand, value: ShellText, keeps: string, how: string): void {
    const { workdir } = this.#instruction;
    const path = keeps === '.git/config' || !/[/.]/.test(keeps) ? keeps : joinWorkdir(workdir, keeps);
    this.#add(command, value, keeps, how, path, keeps === '.git/config' ? joinWorkdir(workdir, clonedInto(command)) : path);
  }

  #add(command: ShellCommand, place: ShellText, into: string, how: string, path: string, landed = path): void {
    this.#spread(landed);
    if (path.startsWith('/dev/') || this.#fleeting.some((mount) => path === mount || path.startsWith(`${mount}/`)) || this.#isTakenBack(command, path)) return;
    if (this.#placed.has(place.start)) return;
    this.#placed.add(place.start);
    this.#leaks.push({ place, into, path: landed, how });
  }

  #spread(path: string): void {
    if (this.#files.length < MOST_FILES && !this.#files.includes(path) && /[/.]/.test(path)) this.#files.push(path);
  }

  #show(place: ShellText): void {
    this.#leaks.push({ place, into: null, path: null, how: 'log' });
  }
}

function groupBy<T>(items: readonly T[], commandOf: (item: T) => ShellCommand): (command: ShellCommand) => readonly T[] {
  const groups = new Map<ShellCommand, T[]>();
  for (const item of items) {
    const group = groups.get(commandOf(item));
    if (group) group.push(item);
    else groups.set(commandOf(item), [item]);
  }
  return (command) => groups.get(command) ?? [];
}
