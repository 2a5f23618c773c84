import { copiedSecrets } from '../../src/judge/copied-secret.js';
import { isOftenHarmless } from '../../src/judge/file-name.js';
import { judgeLiteral } from '../../src/judge/literal.js';
import { commandName } from '../../src/judge/command-text.js';
import { createTakenBack, fileEvents, removes, type FileEvent } from '../../src/judge/run-files.js';
import { instructionUses } from '../../src/judge/run-secrets.js';
import { destinationOf, placeWords } from '../../src/judge/sinks.js';
import { isPublicKey, publicKeys } from '../../src/judge/public-key.js';
import { judgeVariable } from '../../src/judge/variable.js';
import type { Instruction } from '../../src/model/dockerfile.js';
import type { DockerfileProblem, FileRule } from '../../src/model/rule.js';
import type { ShellCommand, ShellText } from '../../src/model/shell.js';
import { joinWorkdir } from '../../src/model/workdir.js';
import { defineDockerfileRule } from '../../src/rule/define.js';
import { matchFileRule } from '../../src/rule/file-name.js';

const SEVERITY = 'high';
/** Packages put keys of their own there, so that `*.pem` means theirs. */
const SYSTEM_FOLDER = /^\/(?:etc|usr|lib|var)\//;
/** A stage with more secret files than this is a test of patience. */
const MOST_FILES = 100;

/** Where a secret file came into a stage. */
interface SecretFile {
  readonly path: string;
  readonly instruction: Instruction;
}

/** What a stage holds so far. */
interface Held {
  readonly files: readonly SecretFile[];
  /** Folders that COPY brought in as a whole; any secret file may be within. */
  readonly folders: readonly SecretFile[];
}

/** `rm` of a secret file that an earlier instruction left in a layer. */
export const secretRemovedLater = defineDockerfileRule({
  id: 'secret-removed-later',
  title: 'Secret removed in a later layer',
  severity: SEVERITY,
  why: 'Each instruction makes a layer of its own. Removing a file in a later one only hides it: the layer below is pulled with the image, and anyone can unpack it.',
  fix: 'Do not let the file into a layer: mount it with `RUN --mount=type=secret,id=…,target=…`, or write, use and remove it within one RUN.',
  references: ['https://docs.docker.com/build/building/secrets/', 'https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#whiteouts'],
  examples: {
    leaks: [
      'FROM node\nCOPY .npmrc ./\nRUN npm ci\nRUN rm .npmrc\n',
      'FROM node\nARG NPM_TOKEN\nRUN echo "//registry.npmjs.org/:_authToken=$NPM_TOKEN" > .npmrc\nRUN npm ci && rm -f .npmrc\n',
      'FROM node\nCOPY . /app\nWORKDIR /app\nRUN rm -f .env\n',
      'FROM node\nADD secret.txt /root/secret.txt\nRUN rm -rf /root/secret.txt\n',
    ],
    clean: ['FROM node\nARG NPM_TOKEN\nRUN echo "_authToken=$NPM_TOKEN" > ~/.npmrc && npm ci && rm -f ~/.npmrc\n', 'FROM node\nCOPY . .\nRUN cp .env.example .env && make && rm .env\n'],
  },
  check: (dockerfile, files) => {
    const stages = new Map<number | null, Held>();
    const known = publicKeys(dockerfile);
    return dockerfile.instructions.flatMap((instruction) => {
      if (instruction.onbuild || instruction.stage === null) return [];
      const parent = dockerfile.stages[instruction.stage]?.parent ?? null;
      const held = stages.get(instruction.stage) ?? (parent === null ? undefined : stages.get(parent)) ?? { files: [], folders: [] };
      if (instruction.copy) stages.set(instruction.stage, added(held, copied(instruction, files, known)));
      if (instruction.keyword !== 'RUN') return [];
      const removed = removedFiles(instruction, held, files);
      const gone = new Set(removed.map(({ file }) => file));
      stages.set(instruction.stage, added({ ...held, files: held.files.filter((file) => !gone.has(file)) }, { files: written(instruction), folders: [] }));
      return removed.map(({ file, word }): DockerfileProblem => {
        const destination = destinationOf(dockerfile, instruction, ['layer'], SEVERITY);
        return {
          name: file.path,
          message: `\`rm\` only hides \`${file.path}\`: \`${file.instruction.keyword}\` has put it into ${placeWords(destination, 'a layer below, which is pulled with the image')}.`,
          secret: null,
          confidence: 'medium',
          severity: destination.severity,
          evidence: destination.because === null ? [] : [destination.because],
          start: word.start,
          end: word.end,
          sinks: destination.sinks,
          flow: [
            { start: file.instruction.start, end: file.instruction.end, message: `\`${file.instruction.keyword}\` puts \`${file.path}\` into a layer.` },
            { start: word.start, end: word.end, message: '`rm` comes too late: it hides the file in a layer of its own.' },
          ],
        };
      });
    });
  },
});

function added(held: Held, more: Held): Held {
  if (more.files.length === 0 && more.folders.length === 0) return held;
  return { files: [...held.files, ...more.files].slice(-MOST_FILES), folders: [...held.folders, ...more.folders].slice(-MOST_FILES) };
}

function copied(instruction: Instruction, files: readonly FileRule[], known: ReadonlySet<string>): Held {
  const { sources, target } = instruction.copy!;
  const into = sources.length > 1 || (target?.path.endsWith('/') ?? false);
  const secret: SecretFile[] = [];
  const folders: SecretFile[] = [];
  const named = new Set(copiedSecrets(instruction.copy!, (path) => files.find((rule) => matchFileRule(rule, path)) ?? null).map(({ word }) => word));
  for (const word of target ? sources : []) {
    const { path } = word;
    const name = path.split('/').at(-1)!;
    if (isPublicKey(path, known)) continue;
    if (named.has(word)) {
      secret.push({ path: into ? joinWorkdir(target!.path, name) : target!.path, instruction });
    } else if (mayBeFolder(path)) folders.push({ path: target!.path.replace(/^\.\/$|(?!^)\/$/, ''), instruction });
  }
  return { files: secret, folders };
}

/** `entrypoint.sh` is a file; `.`, `app`, `*` and `conf.d` may be folders. */
function mayBeFolder(path: string): boolean {
  const name = path.split('/').at(-1)!;
  return !/[^.*]\.(?!d$)[A-Za-z0-9_-]+$/.test(name);
}

/** Files that the instruction fills with a secret variable or a literal and leaves behind. */
function written(instruction: Instruction): SecretFile[] {
  const isTakenBack = createTakenBack(instruction);
  const writes = new Map<ShellCommand, FileEvent[]>();
  for (const event of fileEvents(instruction)) if (event.kind === 'write') writes.set(event.command, [...(writes.get(event.command) ?? []), event]);
  return instructionUses(instruction).flatMap((use): SecretFile[] => {
    const event = writes.get(use.command)?.find(({ word }) => word.text === use.keeps);
    const secret = judgeLiteral(use) ?? use.value.expansions.some(({ name }) => {
      const variable = instruction.scope.find(name);
      return variable !== null && (judgeVariable(variable) !== null || variable.value === null);
    });
    return event && secret && !isTakenBack(event.command, event.path) ? [{ path: event.path, instruction }] : [];
  });
}

function removedFiles(instruction: Instruction, held: Held, files: readonly FileRule[]): { readonly file: SecretFile; readonly word: ShellText }[] {
  if (held.files.length === 0 && held.folders.length === 0) return [];
  const events = fileEvents(instruction);
  const made = events.filter(({ kind }) => kind !== 'remove');
  const found = new Map<SecretFile, ShellText>();
  for (const { kind, path, word, command } of events) {
    // What `mv` takes away is there under another name.
    if (kind !== 'remove' || commandName(command) === 'mv') continue;
    for (const file of held.files) if (removes(path, file.path) && !found.has(file)) found.set(file, word);
    const folder = held.folders.find((one) => (/^[/~]/.test(path) ? one.path !== '' && path.startsWith(one.path === '/' ? '/' : `${one.path}/`) : true));
    const named = !isOftenHarmless(path) && !(path.includes('*') && SYSTEM_FOLDER.test(path)) && files.some((rule) => matchFileRule(rule, path.replace(/^~/, 'root')));
    if (!folder || !named || held.files.some((file) => removes(path, file.path))) continue;
    const own = made.some((other) => other.word.start < word.start && removes(path, other.path));
    if (!own) found.set({ path, instruction: folder.instruction }, word);
  }
  return [...found].map(([file, word]) => ({ file, word }));
}
