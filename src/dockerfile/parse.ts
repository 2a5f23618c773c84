import type { Assignment, Dockerfile, Instruction, Scope, Span, Stage, Variable } from '../model/dockerfile.js';
import type { Notice, NoticeCode } from '../model/notice.js';
import { readFrom } from './ast.js';
import { readCopy } from './copy.js';
import { decodeDockerfile, LARGEST_DOCKERFILE, type Decoded } from './decode.js';
import { readMounts } from './flags.js';
import { KEYWORDS, parseInstruction, type ParsedInstruction } from './instruction.js';
import { splitLines, type LogicalLine, type SplitFile } from './lines.js';
import { spanOf } from './mapped-text.js';
import { createPositions } from './position.js';
import { StageScope } from './scope.js';
import { substitute, type Substitution } from './substitute.js';
import { joinWorkdir } from '../model/workdir.js';

/** More faults than anyone reads; the rest is counted in one last notice. */
const MOST_FAULTS = 20;

/**
 * Reads a Dockerfile as BuildKit would and never throws: what the builder would stop at becomes a notice, and reading goes
 * on. Bytes keep byte offsets right; of a string they count as UTF-8.
 */
export function parseDockerfile(content: Buffer | string, path: string): Dockerfile {
  const decoded = decodeDockerfile(content);
  return new Parser(decoded, path).run();
}

interface StageDraft extends Omit<Stage, 'shipped'> {
  readonly scope: StageScope;
  /** What the triggers of ONBUILD make for one another; the stage itself sees nothing of it. */
  readonly triggers: StageScope;
  workdir: string;
  windows: boolean;
}

class Parser {
  readonly #decoded: Decoded;
  readonly #path: string;
  readonly #split: SplitFile;
  readonly #globals = new StageScope(null);
  readonly #stages: StageDraft[] = [];
  readonly #byName = new Map<string, StageDraft>();
  readonly #instructions: Instruction[] = [];
  readonly #faults: (Span & { readonly message: string })[];

  constructor(decoded: Decoded, path: string) {
    this.#decoded = decoded;
    this.#path = path;
    this.#split = splitLines(decoded.foreign === null ? decoded.text : '');
    this.#faults = [...this.#split.faults];
  }

  run(): Dockerfile {
    for (const logical of this.#split.lines) this.#add(logical);
    const shipped = new Set<number>();
    for (let stage = this.#stages.at(-1); stage && !shipped.has(stage.index); ) {
      shipped.add(stage.index);
      stage = stage.parent === null ? undefined : this.#stages[stage.parent];
    }
    const { text, encoding, bomLength } = this.#decoded;
    return {
      path: this.#path,
      text,
      encoding,
      bomLength,
      escape: this.#split.escape,
      stages: this.#stages.map(({ index, name, base, parent }) => ({ index, name, base, parent, shipped: shipped.has(index) })),
      instructions: this.#instructions,
      comments: this.#split.comments,
      notices: this.#notices(),
    };
  }

  #add(logical: LogicalLine): void {
    const { escape } = this.#split;
    const parsed = parseInstruction(logical, escape, escape === '`' || (this.#stages.at(-1)?.windows ?? false));
    if (parsed.fault !== null) this.#faults.push({ start: logical.start, end: logical.end, message: parsed.fault });
    if (logical.unterminated !== null) {
      const message = `The heredoc \`${logical.unterminated.slice(0, 40)}\` has no end; all that follows is taken for its text. Close it.`;
      this.#faults.push({ start: logical.start, end: logical.end, message });
    }
    if (!KEYWORDS.has(parsed.keyword)) return;
    const index = this.#instructions.length;
    if (parsed.keyword === 'FROM' && !parsed.onbuild) this.#from(parsed, logical, index);
    const stage = this.#stages.at(-1) ?? null;
    const stageScope = (parsed.onbuild ? stage?.triggers : stage?.scope) ?? this.#globals;
    const scope = stageScope.at(index);
    const variables = this.#variables(parsed, index, stageScope);
    this.#instructions.push({
      index,
      start: logical.start,
      end: logical.end,
      keyword: parsed.keyword,
      onbuild: parsed.onbuild,
      stage: stage?.index ?? null,
      flags: parsed.flags,
      mounts: readMounts(parsed.flags),
      body: spanOf(parsed.body),
      words: parsed.words,
      form: parsed.form,
      assignments: parsed.assignments,
      variables,
      scope,
      heredocs: logical.heredocs,
      copy: readCopy(parsed, stage?.workdir ?? '', (raw) => substitute(raw, this.#split.escape, (name) => scope.find(name)).value),
      commands: parsed.commands,
      workdir: stage?.workdir ?? '',
    });
    if (stage !== null || !parsed.onbuild) for (const variable of variables) stageScope.add(variable);
    if (stage && !parsed.onbuild) this.#settings(parsed, stage, scope);
  }

  #from(parsed: ParsedInstruction, logical: LogicalLine, index: number): void {
    const { escape } = this.#split;
    const read = readFrom(logical.line, escape);
    const image = read?.image.raw ?? parsed.words[0]?.raw ?? '';
    const as = parsed.words[1]?.text.toUpperCase() === 'AS' ? (parsed.words[2]?.text ?? null) : null;
    const name = read?.stage?.text ?? as;
    const globals = this.#globals.at(index);
    const base = substitute(image, escape, (variable) => globals.find(variable)).value ?? image;
    if (base === '' && image === '') this.#faults.push({ start: logical.start, end: logical.end, message: '`FROM` names no image; the builder stops here.' });
    const parent = this.#byName.get(base.toLowerCase()) ?? null;
    const scope = new StageScope(parent?.scope ?? null);
    const stage: StageDraft = {
      index: this.#stages.length,
      name,
      base,
      parent: parent?.index ?? null,
      scope,
      triggers: new StageScope(scope),
      workdir: parent?.workdir ?? '',
      windows: parent?.windows ?? /windows|nanoserver|servercore/i.test(base),
    };
    this.#stages.push(stage);
    if (name !== null) this.#byName.set(name.toLowerCase(), stage);
  }

  #variables({ keyword, assignments }: ParsedInstruction, index: number, scope: StageScope): Variable[] {
    if (keyword !== 'ARG' && keyword !== 'ENV') return [];
    const kind = keyword === 'ARG' ? 'arg' : 'env';
    const before = scope.at(index);
    const made = new Map<string, Variable>();
    return assignments.map((assignment) => {
      // The words of one ENV all see what was before it; those of one ARG are separate instructions.
      const find = (name: string): Variable | null => (kind === 'arg' ? made.get(name) : undefined) ?? before.find(name);
      const variable = { name: assignment.key.text, kind, assignment, instruction: index, ...this.#value(assignment, kind, find, scope) } as const;
      made.set(variable.name, variable);
      return variable;
    });
  }

  #value({ key, value }: Assignment, kind: Variable['kind'], find: Scope['find'], scope: StageScope): Substitution {
    if (value !== null) return substitute(value.raw, this.#split.escape, find);
    const global = kind === 'arg' && scope !== this.#globals ? this.#globals.at(Infinity).find(key.text) : null;
    return { value: global?.value ?? null, sources: global ? [global] : [] };
  }

  #settings({ keyword, words }: ParsedInstruction, stage: StageDraft, scope: Scope): void {
    if (keyword === 'WORKDIR') {
      const raw = words.map(({ raw: word }) => word).join(' ');
      stage.workdir = joinWorkdir(stage.workdir, substitute(raw, this.#split.escape, (name) => scope.find(name)).value ?? raw);
    } else if (keyword === 'SHELL') stage.windows = /powershell|pwsh|cmd/i.test(words[0]?.text ?? '');
  }

  #notices(): Notice[] {
    const { foreign, truncated } = this.#decoded;
    const whole = (code: NoticeCode, message: string): Notice => ({ code, message, location: { kind: 'dockerfile', path: this.#path, region: null } });
    if (foreign !== null) return [whole('not-a-dockerfile', `This is no Dockerfile: ${foreign}. Name a Dockerfile.`)];
    const notices = truncated
      ? [whole('too-large', `Only the first ${LARGEST_DOCKERFILE / 1024 / 1024} MiB were read; split the file to have all of it checked.`)]
      : [];
    if (this.#stages.length === 0) {
      return [...notices, whole('not-a-dockerfile', 'This is no Dockerfile: it has no `FROM`. Name a Dockerfile.')];
    }
    const positions = createPositions(this.#decoded);
    for (const { start, end, message } of this.#faults.slice(0, MOST_FAULTS)) {
      notices.push({ code: 'instruction-unreadable', message, location: { kind: 'dockerfile', path: this.#path, region: positions.region(start, end) } });
    }
    const more = this.#faults.length - MOST_FAULTS;
    if (more > 0) notices.push(whole('instruction-unreadable', `${more} more instructions cannot be read; the builder stops at the first.`));
    return notices;
  }
}
