import type { BuildContext, ContextFile } from '../dockerfile/context.js';
import { compileGlob } from '../dockerfile/glob.js';
import type { Positions } from '../dockerfile/position.js';
import { destinationOf } from '../judge/sinks.js';
import type { Matcher } from '../match/matcher.js';
import { loadTables } from '../match/search.js';
import type { CopyPaths, Dockerfile, Instruction } from '../model/dockerfile.js';
import type { Location } from '../model/location.js';
import type { Notice, NoticeCode } from '../model/notice.js';
import { rulesOfKind, type FileRule, type RuleSet } from '../model/rule.js';
import { matchFileRule } from '../rule/file-name.js';
import type { FileDocument, FileScanner } from './file.js';
import type { PlacedDraft } from './lint-doubles.js';

/** What a build context brings into the image. */
export interface ContextReport {
  /** Placed at the COPY or ADD that brings the file in. */
  readonly drafts: readonly PlacedDraft[];
  readonly notices: readonly Notice[];
  readonly files: number;
  readonly bytes: number;
  readonly filesSkipped: number;
  /** Files that were read to their end without a hit, and that no rule knows by name alone. */
  readonly harmless: ReadonlySet<string>;
}

/** More than this is data; reading on would take longer than the build. */
const MOST_CONTEXT_BYTES = 8 * 1024 ** 3;

/** Reads the files that COPY and ADD really take in, after the ignore file, and matches them as layers are matched. */
export async function scanContext(
  dockerfile: Dockerfile,
  context: BuildContext,
  rules: RuleSet,
  matcher: Matcher,
  positions: Positions,
  mostBytes = MOST_CONTEXT_BYTES,
): Promise<ContextReport> {
  const copies = dockerfile.instructions.filter(({ copy }) => copy !== null && copy.from === null && copy.sources.length > 0);
  if (copies.length === 0) return { drafts: [], notices: [], files: 0, bytes: 0, filesSkipped: 0, harmless: new Set() };
  const listing = await context.list();
  const notices = listing.faults.map(({ path, code, message }) => noticeAt(path, code, message));
  const fileRules = rulesOfKind(rules, 'file');
  const brought = filesBrought(dockerfile, copies, listing.files);
  if (brought.size === 0) return { drafts: [], notices, files: 0, bytes: 0, filesSkipped: 0, harmless: new Set() };
  let documents: FileDocument[] = [];
  // What opens files is a third of the code of a lint, and many Dockerfiles bring none in.
  const { FileScanner } = await import('./file.js');
  const { joinFolders } = await import('./folder-pairs.js');
  await loadTables();
  const scanner = new FileScanner(matcher, {
    document: (document) => documents.push(document),
    notice: (code, message, path) => notices.push(noticeAt(path, code, message)),
  });
  const searched: NamedDocument[] = [];
  const harmless = new Set<string>();
  let files = 0;
  let bytes = 0;
  let filesSkipped = 0;
  let tooMuch = 0;
  for (const [file, instruction] of brought) {
    if (bytes + file.size > mostBytes) {
      filesSkipped += 1;
      tooMuch += 1;
      continue;
    }
    documents = [];
    if (!(await readFile(scanner, file))) {
      notices.push(noticeAt(file.path, 'unreadable', `\`${file.path}\` cannot be read. Make it readable, or leave it out in \`.dockerignore\`.`));
      filesSkipped += 1;
      continue;
    }
    files += 1;
    const named = documents.map((document) => ({ ...document, instruction, rule: document.hits.length > 0 ? null : nameRuleOf(document, fileRules) }));
    const told = named.filter(({ hits, rule }) => hits.length > 0 || rule !== null);
    searched.push(...told);
    bytes += documents.find(({ within }) => within.length === 0)?.bytes ?? 0;
    if (told.length === 0) harmless.add(file.path);
  }
  const drafts = joinFolders(searched).flatMap((document) => contextDrafts({ dockerfile, instruction: document.instruction, document, line: positions.lineAt(document.instruction.start), context }));
  if (tooMuch > 0) {
    notices.push(noticeAt('', 'limit-reached', `${tooMuch} files of the build context were not read: it is larger than ${sizeWords(mostBytes)}. Leave out in \`.dockerignore\` what the image does not need.`));
  }
  return { drafts, notices, files, bytes, filesSkipped, harmless };
}

function sizeWords(bytes: number): string {
  const [unit, size] = bytes >= 1024 ** 3 ? (['GiB', 1024 ** 3] as const) : (['MiB', 1024 ** 2] as const);
  return `${Math.round(bytes / size)} ${unit}`;
}

/** The rule that a name alone falls under. */
function nameRuleOf({ bytes, fullPath }: FileDocument, fileRules: readonly FileRule[]): FileRule | null {
  return bytes === 0 ? null : (fileRules.find((one) => one.opaque && matchFileRule(one, fullPath)) ?? null);
}

interface NamedDocument extends FileDocument {
  readonly instruction: Instruction;
  /** Set where nothing was found and the name alone says enough. */
  readonly rule: FileRule | null;
}

interface Brought {
  readonly dockerfile: Dockerfile;
  readonly instruction: Instruction;
  readonly document: NamedDocument;
  readonly line: number;
  readonly context: BuildContext;
}

function contextDrafts({ dockerfile, instruction, document, line, context }: Brought): PlacedDraft[] {
  const { path, within } = document;
  const full = [path, ...within].join(' > ');
  const by = `\`${instruction.keyword}\` in line ${line} brings ${instruction.stage !== null && dockerfile.stages[instruction.stage]?.shipped === false ? 'into the build' : 'into the image'}`;
  const ignore = context.ignoreFile ?? '.dockerignore';
  const broughtBy = { path: dockerfile.path, line };
  const place = { start: instruction.start, end: instruction.end, name: document.fullPath };
  const fix = `Add \`${path}\` to \`${ignore}\`; give the build what it needs of it by \`RUN --mount=type=secret,id=…\`.`;
  const build = (rule: PlacedDraft['rule'], severity: PlacedDraft['severity']): Pick<PlacedDraft, 'rule' | 'severity' | 'exposure' | 'fix'> & { because: string[] } => {
    const destination = destinationOf(dockerfile, instruction, ['layer'], severity);
    return { rule, severity: destination.severity, exposure: { state: 'build', sinks: destination.sinks }, fix, because: destination.because === null ? [] : [destination.because] };
  };
  const drafts = document.hits.map((hit): PlacedDraft => {
    const { because, ...rest } = build(hit.rule, hit.severity);
    return {
      ...rest,
      ...place,
      secret: hit.secret,
      ...(hit.identity ? { identity: hit.identity } : {}),
      confidence: hit.confidence,
      evidence: [...hit.evidence, ...because],
      message: `${hit.rule.title} in \`${full}\`, which ${by}.`,
      location: { kind: 'context', path, within, ...(hit.key === undefined ? {} : { key: hit.key }), region: hit.region, broughtBy },
      excerpt: hit.excerpt,
    };
  });
  const { rule } = document;
  if (!rule) return drafts;
  const { because, ...rest } = build(rule, rule.severity);
  return [
    {
      ...rest,
      ...place,
      secret: null,
      confidence: 'low',
      evidence: ['The name alone says so; nothing in its content was recognised.', ...because],
      message: `${rule.title}: \`${full}\`, which ${by}.`,
      location: { kind: 'context', path, within, region: null, broughtBy },
      excerpt: null,
    },
  ];
}

/** Each file once, with the instruction that brings it in: the first of a stage that ships, or else the first. */
function filesBrought(dockerfile: Dockerfile, copies: readonly Instruction[], files: readonly ContextFile[]): Map<ContextFile, Instruction> {
  const ships = (instruction: Instruction): boolean => instruction.stage !== null && dockerfile.stages[instruction.stage]?.shipped === true;
  const brought = new Map<ContextFile, Instruction>();
  const asked = new Set<string>();
  for (const instruction of [...copies.filter(ships), ...copies.filter((one) => !ships(one))]) {
    const excludes = instruction.copy!.excludes.flatMap((glob) => compileGlob(glob) ?? []);
    for (const { path } of instruction.copy!.sources) {
      const question = [path, ...instruction.copy!.excludes].join('\0');
      if (asked.has(question)) continue;
      asked.add(question);
      for (const file of filesOf(path, files)) {
        if (!brought.has(file) && !excludes.some((matches) => withFolders(within(path, file.path)).some(matches))) brought.set(file, instruction);
      }
    }
  }
  return brought;
}

/** The files that one source means: itself, what is in it, or what its wildcards match. */
function filesOf(source: CopyPaths['sources'][number]['path'], files: readonly ContextFile[]): readonly ContextFile[] {
  if (source === '') return files;
  const matches = compileGlob(source.replaceAll('**', '*'));
  if (!matches) return [];
  if (!/[*?[\\]/.test(source)) return files.filter(({ path }) => path === source || path.startsWith(`${source}/`));
  return files.filter(({ path }) => withFolders(path).some(matches));
}

/** The path that `--exclude` is matched against: as seen from the folder that is copied. */
function within(source: string, path: string): string {
  if (source === '') return path;
  return path.startsWith(`${source}/`) ? path.slice(source.length + 1) : path.slice(path.lastIndexOf('/') + 1);
}

function withFolders(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

/** False when it cannot be read to its end. */
async function readFile(scanner: FileScanner, file: ContextFile): Promise<boolean> {
  scanner.begin(file.path, file.size, 0);
  let whole = true;
  try {
    for await (const bytes of file.open()) {
      scanner.write(bytes as Buffer);
      await scanner.settle();
    }
  } catch {
    whole = false;
  }
  scanner.end();
  await scanner.settle();
  return whole;
}

function noticeAt(path: string, code: NoticeCode, message: string): Notice {
  const location: Location | null = path === '' ? null : { kind: 'context', path, within: [], region: null };
  return { code, message, location };
}
