import { commandName, printedText } from '../../src/judge/credential-use.js';
import { followFile } from '../../src/judge/file-way.js';
import { createTakenBack, fileEvents, type FileEvent } from '../../src/judge/run-files.js';
import { instructionUses } from '../../src/judge/run-secrets.js';
import { textsOf } from '../../src/judge/run-variables.js';
import { destinationOf, placeWords } from '../../src/judge/sinks.js';
import { clonedInto, tracedCommands } from '../../src/judge/run-stays.js';
import { writtenTexts } from '../../src/judge/written.js';
import type { Instruction, Mount } from '../../src/model/dockerfile.js';
import type { Sink } from '../../src/model/finding.js';
import type { DockerfileProblem } from '../../src/model/rule.js';
import type { ShellCommand, ShellText } from '../../src/model/shell.js';
import { joinWorkdir } from '../../src/model/workdir.js';
import { defineDockerfileRule } from '../../src/rule/define.js';

const SEVERITY = 'high';
/** Mounts whose content is in no layer. */
const FLEETING = new Set(['cache', 'tmpfs', 'secret', 'ssh', 'bind']);
const READERS = new Set(['cat', 'base64', 'head', 'tail', 'tee', 'envsubst', 'sed', 'jq', 'tr', 'openssl', 'gpg', 'dd', 'xxd', 'awk', 'cut']);

/** Commands that print every variable, or the ones that are named. */
const DUMPS = new Set(['env', 'printenv', 'export', 'set', 'declare']);

interface Leak {
  readonly place: ShellText;
  /** As written; null for the build log. */
  readonly into: string | null;
  readonly path: string | null;
  readonly how: string;
}

/** A secret mount whose content the command writes somewhere that stays. */
export const secretMountCopied = defineDockerfileRule({
  id: 'secret-mount-copied',
  title: 'Secret mount written into the image',
  severity: SEVERITY,
  why: 'The mount itself leaves nothing behind, but what the command copies out of it lies in a layer like any other file.',
  fix: 'Let the program read the mount in place: `--mount=type=secret,id=npmrc,target=/root/.npmrc`, or `env=` for a variable. If a file must be written, remove it in the same RUN.',
  references: ['https://docs.docker.com/reference/dockerfile/#run---mounttypesecret'],
  examples: {
    leaks: [
      'FROM node\nRUN --mount=type=secret,id=npmrc cp /run/secrets/npmrc /root/.npmrc && npm ci\n',
      'FROM alpine\nRUN --mount=type=secret,id=key cat /run/secrets/key > /etc/app.key\n',
      'FROM alpine\nRUN --mount=type=secret,id=gh,env=GH git clone https://x:$GH@git.example.com/a.git\n',
      'FROM alpine\nRUN --mount=type=secret,id=t set -ex; T=$(cat /run/secrets/t); ./login "$T"\n',
      'FROM node\nRUN --mount=type=secret,id=t TOKEN=$(cat /run/secrets/t) && npm config set //registry.npmjs.org/:_authToken=$TOKEN && npm ci\n',
    ],
    clean: [
      'FROM node\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci\n',
      'FROM node\nRUN --mount=type=secret,id=npmrc cp /run/secrets/npmrc /root/.npmrc && npm ci && rm /root/.npmrc\n',
      'FROM alpine\nRUN --mount=type=secret,id=t curl -H "Authorization: Bearer $(cat /run/secrets/t)" https://example.com/a -o a\n',
    ],
  },
  check: (dockerfile) =>
    dockerfile.instructions.flatMap((instruction) => {
      const secrets = instruction.mounts.filter(({ type }) => type === 'secret');
      if (instruction.keyword !== 'RUN' || secrets.length === 0) return [];
      return leaksOf(instruction, secrets).map(({ place, into, path, how }): DockerfileProblem => {
        const sinks: Sink[] = into === null ? ['log'] : ['layer'];
        const way = path === null ? null : followFile(dockerfile, instruction, path);
        const destination = destinationOf(dockerfile, instruction, sinks, into === null ? 'medium' : SEVERITY, way);
        const mount = secrets[0]!;
        return {
          name: into ?? 'log',
          message:
            into === null
              ? 'The command prints a secret mount into the build log.'
              : `${how} writes a secret mount into ${quoted(into)}, which stays in ${placeWords(destination, 'a layer of the image')}.`,
          secret: null,
          confidence: 'medium',
          severity: destination.severity,
          evidence: destination.because === null ? [] : [destination.because],
          start: place.start,
          end: place.end,
          sinks: destination.sinks,
          flow: [
            { start: mount.start, end: mount.end, message: `The secret \`${mount.id ?? 'secret'}\` is mounted.` },
            { start: place.start, end: place.end, message: into === null ? 'The command prints it into the build log.' : `${how} writes it into ${quoted(into)}.` },
            ...(way?.steps ?? []),
          ],
        };
      });
    }),
});

function leaksOf(instruction: Instruction, secrets: readonly Mount[]): Leak[] {
  const targets = secrets.flatMap(({ target }) => (target === null ? [] : [target]));
  const fleeting = instruction.mounts.flatMap(({ type, target }) => (FLEETING.has(type) && target !== null ? [target] : []));
  const events = fileEvents(instruction);
  const isTakenBack = createTakenBack(instruction);
  const tainted = new Set(secrets.flatMap(({ env }) => env ?? []));
  const stays = (command: ShellCommand, path: string): boolean =>
    !path.startsWith('/dev/') && !fleeting.some((mount) => path === mount || path.startsWith(`${mount.replace(/\/$/, '')}/`)) && !isTakenBack(command, path);
  const leaks: Leak[] = [];
  const placed = new Set<number>();
  const add = (command: ShellCommand, place: ShellText, into: string, how: string): void => {
    const path = into === '.git/config' || !/[/.]/.test(into) ? into : joinWorkdir(instruction.workdir, into);
    if (placed.has(place.start) || !stays(command, path)) return;
    placed.add(place.start);
    leaks.push({ place, into, path: into === '.git/config' ? joinWorkdir(instruction.workdir, clonedInto(command)) : path, how });
  };

  const usesOf = groupBy(instructionUses(instruction), ({ command }) => command);
  const writtenBy = groupBy(writtenTexts(instruction.commands), ({ command }) => command);
  const eventsOf = groupBy(events, ({ command }) => command);
  const readers = new Map(instruction.commands.flatMap((command) => command.reads.map((read) => [read, command] as const)));
  const traced = tracedCommands(instruction.commands);
  let told = false;
  for (const command of instruction.commands) {
    const name = commandName(command);
    const reads = (text: ShellText): boolean => isTainted(text, targets, tainted);
    for (const { name: set, value } of assignmentsOf(command)) if (reads(value)) tainted.add(set);
    for (const { keeps, value, how } of usesOf(command)) if (keeps !== null && reads(value)) add(command, value, keeps, how === 'a URL with credentials' ? '`git`' : how);
    for (const { text, target } of writtenBy(command)) if (reads(text)) add(command, target, target.text, `\`${name}\``);
    for (const event of eventsOf(command)) copiedEvent(event, targets, add);
    const reader = readers.get(command);
    if (READERS.has(name) && !command.captured && namesMount(command, targets)) {
      const into = [...eventsOf(command), ...(reader ? eventsOf(reader) : [])].filter(({ kind }) => kind === 'write');
      for (const event of into) add(command, event.word, event.word.text, `\`${name}\``);
    }
    const printed = printedText(command);
    const dumps = DUMPS.has(name) && secrets.some(({ env }) => env !== null) && command.words.slice(1).every(({ text }) => text === '-p' || tainted.has(text));
    const shown = !reader && eventsOf(command).length === 0 && isShown(command);
    if (shown && ((printed && reads(printed)) || (name === 'cat' && namesMount(command, targets)) || dumps)) leaks.push({ place: command.words[0]!, into: null, path: null, how: 'log' });
    // The trace of one RUN is one leak, however many of its lines show the value.
    const shows = traced.has(command) && !told ? [...command.assignments.map(({ value }) => value), ...command.words].find(reads) : undefined;
    if (!shows) continue;
    told = true;
    leaks.push({ place: shows, into: null, path: null, how: 'log' });
  }
  return leaks.sort((a, b) => a.place.start - b.place.start);
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

function copiedEvent(event: FileEvent, targets: readonly string[], add: (command: ShellCommand, place: ShellText, into: string, how: string) => void): void {
  // A symbolic link points at the mount and holds nothing of it.
  if (event.kind !== 'copy' || event.from === null || commandName(event.command) === 'ln') return;
  if (targets.some((target) => event.from === joinWorkdir('', target))) add(event.command, event.word, event.word.text, `\`${commandName(event.command)}\``);
}

/** True when nothing takes what the command prints: the builder shows it. */
function isShown(command: ShellCommand): boolean {
  return !command.captured && command.words.length > 0 && !command.redirections.some(({ operator }) => operator.includes('>'));
}

function namesMount(command: ShellCommand, targets: readonly string[]): boolean {
  const inputs = command.redirections.flatMap(({ operator, target }) => (operator === '<' ? [target] : []));
  return [...command.words.slice(1), ...inputs].some(({ text }) => targets.some((target) => text === target || text.endsWith(`=${target}`)));
}

/** True when the shell puts a secret's value into the text: its variable, or a substitution that reads the mount. */
function isTainted(text: ShellText, targets: readonly string[], tainted: ReadonlySet<string>): boolean {
  return text.expansions.some(({ kind, name, from, to, commands }) => {
    if (kind === 'variable') return tainted.has(name);
    const written = text.text.slice(from, to);
    return targets.some((target) => written.includes(target)) || commands.some((command) => textsOf(command).some((inner) => isTainted(inner, targets, tainted)));
  });
}

function assignmentsOf(command: ShellCommand): { readonly name: string; readonly value: ShellText }[] {
  if (command.words.length === 0) return [...command.assignments];
  if (commandName(command) !== 'export') return [];
  return command.words.slice(1).flatMap((word) => {
    const name = /^([A-Za-z_]\w*)=/.exec(word.text)?.[1];
    return name === undefined ? [] : [{ name, value: word }];
  });
}

function quoted(into: string): string {
  return /[/.]/.test(into) ? `\`${into}\`` : into;
}
