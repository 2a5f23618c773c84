import { createPositions, type Positions } from '../dockerfile/position.js';
import { resolveOverlaps, type Hit, type Matcher } from '../match/matcher.js';
import type { Notice } from '../model/notice.js';
import type { Report } from '../model/report.js';
import type { Rule, RuleSet } from '../model/rule.js';
import { sealReport } from '../scan/finding.js';
import { readBake } from './bake.js';
import { baseFolder, buildFileKind, joinPath, NOTHING, type BuildFile, type BuildFileKind, type OtherFile } from './build-file.js';
import { unusedReason, UNUSED } from '../scan/suppress.js';
import { createLineSuppressions, type LineSuppressions } from './comments.js';
import { readCompose } from './compose.js';
import { argumentDraft, readNamed, serviceDraft, settingFileDraft, type NamedDockerfile, type UnplacedDraft } from './draft.js';
import { readGithub, readPipeline } from './pipeline.js';
import { readScript } from './script.js';
import { settleDrafts, type PlacedDraft } from './settle.js';

/** A file that starts builds, as it was loaded. */
export interface BuildFileText {
  /** With slashes. */
  readonly path: string;
  readonly text: string;
  /** Where its name does not say it. */
  readonly kind?: BuildFileKind;
}

/** Files by their path, seen from where the build file's own path is seen; null for one that cannot be read. */
export type OtherFiles = ReadonlyMap<string, Buffer | string | null>;

/** What `lintBuildFile` needs beside the file. */
export interface BuildLintOptions {
  readonly rules: RuleSet;
  readonly matcher: Matcher;
  readonly salt?: string | null;
  /** `YYYY-MM-DD`, what `until=` of a suppression is held against; null lets all of them hold. */
  readonly today?: string | null;
}

const READERS: Readonly<Record<BuildFileKind, (text: string, path: string, other: OtherFile) => BuildFile>> = {
  compose: readCompose,
  'bake-hcl': readBake,
  'bake-json': readBake,
  github: readGithub,
  pipeline: readPipeline,
  script: readScript,
};

const ARGUMENT_RULE = 'secret-in-arg';
const SERVICE_RULE = 'secret-in-service-environment';
/** Other files that one file may lead to; one that names more is generated. */
const MOST_OTHER_FILES = 300;
/** Above this it is generated, and parsing it would take longer than the rest of the run. */
const LARGEST_BUILD_FILE = 512 * 1024;

/** The compose files that are a part of this one, by paths seen from where its own path is seen. */
export function partsOf({ path, text, kind = buildFileKind(path) ?? undefined }: BuildFileText): string[] {
  if (kind !== 'compose') return [];
  return read(kind, { path, text: withoutMark(text) }, new Map(), new Set()).composeFiles.map((name) => joinPath(baseFolder(path), name));
}

/** What the file leads to and `known` does not hold yet: Dockerfiles, files that it adds to, files of variables. */
export function wantedFiles({ path, text, kind = buildFileKind(path) ?? undefined }: BuildFileText, known: OtherFiles): string[] {
  if (kind === undefined) return [];
  const asked = new Set<string>();
  const folder = baseFolder(path);
  const { builds, settingFiles } = read(kind, { path, text: withoutMark(text) }, known, asked);
  for (const { dockerfile } of builds) if (dockerfile !== null) asked.add(joinPath(folder, dockerfile));
  for (const file of settingFiles) asked.add(joinPath(folder, file.path));
  return [...asked].filter((one) => !known.has(one)).slice(0, Math.max(0, MOST_OTHER_FILES - known.size));
}

/**
 * Finds secrets that a compose file, a bake file, a pipeline or a script passes as build arguments, each tied to its ARG where
 * the Dockerfile that it names is among `files`, and those that stand in it. No report where there is nothing to tell.
 */
export function lintBuildFile({ path, text: stored, kind = buildFileKind(path) ?? undefined }: BuildFileText, files: OtherFiles, options: BuildLintOptions): Report[] {
  if (kind === undefined) return [];
  const text = withoutMark(stored);
  const positions = createPositions({ text, encoding: 'utf8', bomLength: text === stored ? 0 : Buffer.byteLength(MARK) });
  const { builds, settings, settingFiles, secretNames, fault } = read(kind, { path, text }, files, new Set());
  const notices: Notice[] = fault === null ? [] : [{ code: 'unreadable', message: `\`${path}\` was not read to its end, so that what it passes to builds is not known. ${fault}.`, location: { kind: 'dockerfile', path, region: null } }];
  if (files.size >= MOST_OTHER_FILES && builds.some(({ dockerfile }) => dockerfile !== null && !files.has(joinPath(baseFolder(path), dockerfile)))) {
    notices.push({ code: 'limit-reached', message: `\`${path}\` leads to more than ${MOST_OTHER_FILES} files; what it passes to the rest is not tied to their ARGs.`, location: { kind: 'dockerfile', path, region: null } });
  }
  const suppressions = createLineSuppressions(text, options.today ?? null);
  const place = createPlacing(path, text, positions, suppressions);
  const argumentRule = ruleOf(options.rules, ARGUMENT_RULE);
  const serviceRule = ruleOf(options.rules, SERVICE_RULE);
  const folder = baseFolder(path);
  const parsed = new Map<string, NamedDockerfile | null>();
  const dockerfileAt = (name: string | null): NamedDockerfile | null => {
    if (name === null) return null;
    const full = joinPath(folder, name);
    const content = files.get(full) ?? null;
    const dockerfile = parsed.get(full) ?? (content === null ? null : readNamed(content, full));
    parsed.set(full, dockerfile);
    return dockerfile;
  };
  const drafts: PlacedDraft[] = [];
  // Targets that inherit from one another pass the same arguments over and over.
  const told = new Set<string>();
  for (const { dockerfile, args } of argumentRule ? builds : []) {
    const named = dockerfileAt(dockerfile);
    for (const passed of args) {
      const key = `${passed.start} ${passed.value ?? ''} ${named?.dockerfile.path ?? ''}`;
      if (!told.has(key)) drafts.push(...argumentDraft(argumentRule!, passed, named, secretNames).map((draft) => place(draft, passed)));
      told.add(key);
    }
  }
  if (serviceRule) {
    for (const setting of settings) drafts.push(...serviceDraft(serviceRule, setting).map((draft) => place(draft, setting)));
    for (const file of settingFiles) drafts.push(...settingFileDraft(serviceRule, file, files.get(joinPath(folder, file.path)) ?? null).map((draft) => place(draft, file)));
  }
  const hits = kind === 'script' ? [] : hitsIn(text, path, options.matcher, place);
  const settled = settleDrafts([...drafts, ...unusedDrafts(suppressions, options.rules, place)], hits);
  if (settled.length === 0 && notices.length === 0) return [];
  const statistics = { layers: 0, files: 0, bytes: Buffer.byteLength(stored), filesSkipped: 0 };
  return [sealReport({ kind: 'dockerfile', reference: path, digest: null, platform: null }, settled, notices, statistics, options.salt ?? null)];
}

const MARK = '\uFEFF';

function withoutMark(text: string): string {
  return text.startsWith(MARK) ? text.slice(1) : text;
}

function read(kind: BuildFileKind, { path, text }: BuildFileText, files: OtherFiles, asked: Set<string>): BuildFile {
  if (text.length > LARGEST_BUILD_FILE) return { ...NOTHING, fault: 'It is larger than 512 KiB' };
  const folder = baseFolder(path);
  return READERS[kind](text, path, (name) => {
    const full = joinPath(folder, name);
    asked.add(full);
    const content = files.get(full) ?? null;
    return content === null || content.length > LARGEST_BUILD_FILE ? null : content.toString();
  });
}

function ruleOf({ rules }: RuleSet, id: string): Rule | null {
  return rules.find((rule) => rule.id === id) ?? null;
}

type Place = (draft: UnplacedDraft, span: { readonly start: number; readonly end: number }) => PlacedDraft;

/** Characters shown of a line. */
const LONGEST_EXCERPT = 240;

function createPlacing(path: string, text: string, positions: Positions, suppressions: LineSuppressions): Place {
  return (draft, { start, end }) => {
    const region = positions.region(start, end);
    const line = positions.linesOf(start, start);
    const suppression = suppressions.at(draft.rule.id, region.startLine);
    return { ...draft, start, end, location: { kind: 'dockerfile', path, region }, excerpt: text.slice(line.start, line.end).slice(0, LONGEST_EXCERPT), ...(suppression ? { suppression } : {}) };
  };
}

/** Comments that took nothing on; to be asked when every finding has its place. */
function unusedDrafts(suppressions: LineSuppressions, rules: RuleSet, place: Place): PlacedDraft[] {
  const rule = ruleOf(rules, UNUSED);
  if (!rule) return [];
  return suppressions.unused().flatMap(({ pragma, id, isOver }) => {
    if (id === UNUSED) return [];
    const message = unusedReason(pragma, id, isOver, ruleOf(rules, id) !== null);
    const draft: UnplacedDraft = { rule, name: id, message, secret: null, confidence: 'high', severity: rule.severity, evidence: [], exposure: { state: 'build', sinks: [] } };
    return [place(draft, pragma.comment)];
  });
}

/** Credentials of known shape anywhere in the file; what only looks like a setting has been judged by name and value. */
function hitsIn(text: string, path: string, matcher: Matcher, place: Place): PlacedDraft[] {
  if (text.length > LARGEST_BUILD_FILE) return [];
  const bytes = Buffer.from(text);
  const offsets = createPositions({ text, encoding: 'utf8', bomLength: 0 });
  const name = path.split('/').at(-1)!;
  return resolveOverlaps(matcher.match({ bytes, base: 0, from: 0, to: bytes.length, path: name }))
    .filter(({ rule }) => rule.rank === 'specific')
    .map((hit) => place(hitDraft(hit, name), { start: offsets.offsetAtByte(hit.start), end: offsets.offsetAtByte(hit.end) }));
}

function hitDraft({ rule, secret, confidence, evidence, severity }: Hit, name: string): UnplacedDraft {
  return { rule, name: '', secret, confidence, severity, evidence, message: `${rule.title} in \`${name}\`: it is in every copy of this file.`, exposure: { state: 'build', sinks: [] } };
}
