import type { CopyPath, Dockerfile, Instruction, Span } from '../model/dockerfile.js';
import { joinWorkdir } from '../model/workdir.js';
import { ecosystemOf, mayRun, type Ecosystem } from './ecosystem.js';
import { addFlags, removeInstruction, removeWords } from './edit.js';
import { planFileUses } from './file-uses.js';
import type { BuildSecret, FixTarget, Plan, TextEdit } from './fix.js';
import { isBehind, isForeignShell, lineOf, runsAsRoot, textOf } from './stage.js';

interface Copied {
  readonly instruction: Instruction;
  readonly sources: readonly CopyPath[];
  /** Absolute path of the file in the image. */
  readonly path: string;
}

/** Takes a file of logins out of its COPY and mounts it, where it lay, in the RUNs whose programs read it; SSH keys give way to the agent. */
export function planCopiedFile(dockerfile: Dockerfile, target: FixTarget): Plan {
  const no = (reason: string): Plan => ({ target, reason });
  const source = target.name;
  if (isForeignShell(dockerfile)) return no('Secret mounts are for builds in a Unix shell.');
  const instructions = dockerfile.instructions.filter(({ copy }) => copy !== null && copy.from === null && copy.sources.some(({ path }) => path === source));
  const first = instructions[0]?.copy;
  if (!first) return no(`No instruction copies \`${source}\`.`);
  const ecosystem = ecosystemOf(first.target?.path ?? '', source.replace(/[*?]+$/, ''));
  if (!ecosystem) return no(`Nothing says which program reads \`${source}\`: mount it in the RUN that needs it, or give it to the container when it starts.`);

  const edits: TextEdit[] = [];
  const readers = new Map<Instruction, Set<string>>();
  for (const instruction of instructions) {
    if (instruction.onbuild) return no('`ONBUILD` works in another build, which this file does not show.');
    const copied = readCopied(dockerfile, instruction, source, ecosystem);
    if (typeof copied === 'string') return no(copied);
    const removal = removeSources(dockerfile, copied);
    if (removal === null) return no(`\`${source}\` cannot be taken out of its \`${instruction.keyword}\` by itself.`);
    const behind = dockerfile.instructions.filter((one) => one.keyword === 'RUN' && !one.onbuild && isBehind(dockerfile, instruction, one));
    const uses = planFileUses(dockerfile, { path: copied.path, from: instruction, drops: [], within: behind });
    if (typeof uses === 'string') return no(uses);
    const reading = behind.filter((run) => mayRun(run, ecosystem.programs));
    const stranger = [...uses.mentions].find((run) => !reading.includes(run) || ecosystem.mount === 'ssh');
    if (stranger) return no(`\`RUN\` in line ${lineOf(dockerfile, stranger.start)} names \`${source}\`, and what for is not known.`);
    if (reading.length === 0) return no(`No RUN behind it runs a program that reads \`${source}\`, so that it is there for the container: mount it when the container starts.`);
    if (ecosystem.mount === 'ssh' && needsFolder(dockerfile, behind)) return no('A RUN writes into `.ssh`, the folder that this COPY makes: let it make the folder (`mkdir -p -m 0700 ~/.ssh`), and fix again.');
    edits.push(...removal, ...uses.edits);
    for (const run of reading) readers.set(run, (readers.get(run) ?? new Set()).add(copied.path));
  }
  const secret = secretFor(dockerfile, ecosystem, source);
  for (const [run, paths] of readers) edits.push(...addFlags(dockerfile, run, mountsFor(dockerfile, run, secret, [...paths])));
  const runs = readers.size === 1 ? 'the RUN that reads it' : `the ${readers.size} RUNs that read it`;
  return [
    {
      target,
      title: secret.kind === 'ssh' ? `\`${source}\` stays out; ${readers.size === 1 ? 'the RUN that connects uses' : `the ${readers.size} RUNs that connect use`} your SSH agent.` : `\`${source}\` is a secret mount of ${runs}.`,
      edits,
      ignore: [source.replace(/[*?]+$/, '')],
      secrets: [secret],
      notes: [],
    },
  ];
}

function readCopied(dockerfile: Dockerfile, instruction: Instruction, source: string, { home, mount }: Ecosystem): Copied | string {
  const { sources, target, urls } = instruction.copy!;
  if (!target) return `\`${instruction.keyword}\` has no target.`;
  const named = fileName(source);
  const folder = sources.length + urls.length > 1 || instruction.heredocs.length > 0 || target.path.endsWith('/') || target.path === instruction.workdir || target.path === '~';
  const path = (folder ? joinWorkdir(target.path, named) : target.path).replace(/^~(?=\/)/, '/root');
  const words = sources.filter((word) => word.path === source);
  if (path.startsWith('/') && !/[*?[$]/.test(path)) return { instruction, sources: words, path };
  if (mount === 'ssh') return { instruction, sources: words, path: `/root/.ssh/${named}` };
  if (home === null || !runsAsRoot(dockerfile, instruction)) return `The folder that \`${source}\` is copied into is set by the base image: name it with \`WORKDIR\`, and fix again.`;
  return { instruction, sources: words, path: home };
}

function fileName(source: string): string {
  return source.split('/').at(-1)!.replace(/[*?]+$/, '');
}

function removeSources(dockerfile: Dockerfile, { instruction, sources }: Copied): TextEdit[] | null {
  const { copy, heredocs, words, form } = instruction;
  if (copy!.sources.length === sources.length && copy!.urls.length === 0 && heredocs.length === 0) return [removeInstruction(dockerfile, instruction)];
  if (form === 'exec' || heredocs.length > 0) return null;
  const gone = new Set<Span>(words.filter((word) => sources.some(({ start }) => start === word.start)));
  return removeWords(dockerfile, words, gone);
}

/** The id is the ecosystem's, unless a mount of another file has it. */
function secretFor({ instructions }: Dockerfile, { mount, id }: Ecosystem, source: string): BuildSecret {
  const file = source.replace(/[*?]+$/, '');
  if (mount === 'ssh') return { kind: 'ssh', id, env: null, file: null };
  const taken = instructions.some(({ mounts }) => mounts.some((one) => one.type === 'secret' && one.id === id));
  return { kind: 'secret', id: taken ? file.replace(/^\W+/, '').replace(/\W+/g, '_').toLowerCase() : id, env: null, file };
}

function mountsFor(dockerfile: Dockerfile, run: Instruction, secret: BuildSecret, paths: readonly string[]): string[] {
  if (secret.kind === 'ssh') return run.mounts.some(({ type }) => type === 'ssh') ? [] : ['--mount=type=ssh'];
  const mode = runsAsRoot(dockerfile, run) ? '' : ',mode=0444';
  const mounted = new Set(run.mounts.map(({ target }) => target?.replace(/^~/, '/root')));
  return paths.filter((path) => !mounted.has(path)).map((path) => `--mount=type=secret,id=${secret.id},target=${path}${mode}`);
}

/** True when a RUN counts on the folder that COPY made for the key. */
function needsFolder(dockerfile: Dockerfile, runs: readonly Instruction[]): boolean {
  for (const run of runs) {
    const text = textOf(dockerfile, run);
    const at = text.search(/\.ssh(?:\/(?:known_hosts|config|authorized_keys)|\/?(?=[\s;&]|$))/);
    if (at === -1) continue;
    return !/\b(?:mkdir|install)\b/.test(text.slice(0, at));
  }
  return false;
}
