import { createPositions, type Positions } from '../dockerfile/position.js';
import { parseDockerfile } from '../dockerfile/parse.js';
import { resolveOverlaps, type Hit, type Matcher } from '../match/matcher.js';
import type { Dockerfile, Variable } from '../model/dockerfile.js';
import type { RelatedPlace, Sink } from '../model/finding.js';
import type { Notice } from '../model/notice.js';
import type { Report } from '../model/report.js';
import type { Rule, RuleSet } from '../model/rule.js';
import { Secret } from '../model/secret.js';
import { isAtLeast, type Severity } from '../model/severity.js';
import { sealReport, type Draft } from '../scan/finding.js';
import { readBake } from './bake.js';
import { baseFolder, buildFileKind, joinPath, NOTHING, type BuildFile, type BuildFileKind, type OtherFile, type PassedArgument, type ServiceFile, type ServiceSetting } from './build-file.js';
import { createLineSuppressions } from './comments.js';
import { readCompose } from './compose.js';
import { judgePassed, judgeService } from './passed.js';
import { readGithub, readPipeline } from './pipeline.js';
import { readScript } from './script.js';
import { readSettingFile } from './setting-file.js';

/** A file that starts builds, as it was loaded. */
export interface BuildFileText {
  /** With slashes. */
  readonly path: string;
  readonly text: string;
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

/** What the file leads to and `known` does not hold yet: Dockerfiles, files that it adds to, files of variables. */
export function wantedFiles({ path, text }: BuildFileText, known: OtherFiles): string[] {
  const kind = buildFileKind(path);
  if (kind === null) return [];
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
export function lintBuildFile({ path, text: stored }: BuildFileText, files: OtherFiles, options: BuildLintOptions): Report[] {
  const kind = buildFileKind(path);
  if (kind === null) return [];
  const text = withoutMark(stored);
  const positions = createPositions({ text, encoding: 'utf8', bomLength: text === stored ? 0 : Buffer.byteLength(MARK) });
  const { builds, settings, settingFiles, secretNames, fault } = read(kind, { path, text }, files, new Set());
  const notices: Notice[] = fault === null ? [] : [{ code: 'unreadable', message: `\`${path}\` was not read to its end, so that what it passes to builds is not known. ${fault}.`, location: { kind: 'dockerfile', path, region: null } }];
  const place = createPlacing(path, text, positions, options.today ?? null);
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
  if (argumentRule) for (const { dockerfile, args } of builds) for (const passed of args) drafts.push(...argumentDraft(argumentRule, passed, dockerfileAt(dockerfile), secretNames).map((draft) => place(draft, passed)));
  if (serviceRule) {
    for (const setting of settings) drafts.push(...serviceDraft(serviceRule, setting).map((draft) => place(draft, setting)));
    for (const file of settingFiles) drafts.push(...settingFileDraft(serviceRule, file, files.get(joinPath(folder, file.path)) ?? null).map((draft) => place(draft, file)));
  }
  const settled = settle(drafts, kind === 'script' ? [] : hitsIn(text, path, options.matcher, place));
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

type Unplaced = Omit<Draft, 'location' | 'excerpt' | 'suppression'>;
type PlacedDraft = Draft & { readonly start: number; readonly end: number };
type Place = (draft: Unplaced, span: { readonly start: number; readonly end: number }) => PlacedDraft;

/** Characters shown of a line. */
const LONGEST_EXCERPT = 240;

function createPlacing(path: string, text: string, positions: Positions, today: string | null): Place {
  const suppressionAt = createLineSuppressions(text, today);
  return (draft, { start, end }) => {
    const region = positions.region(start, end);
    const line = positions.linesOf(start, start);
    const suppression = suppressionAt(draft.rule.id, region.startLine);
    return { ...draft, start, end, location: { kind: 'dockerfile', path, region }, excerpt: text.slice(line.start, line.end).slice(0, LONGEST_EXCERPT), ...(suppression ? { suppression } : {}) };
  };
}

/** A Dockerfile that builds are tied to, read once for all of them. */
interface NamedDockerfile {
  readonly dockerfile: Dockerfile;
  readonly positions: Positions;
  readonly args: ReadonlyMap<string, readonly Variable[]>;
}

function readNamed(content: Buffer | string, path: string): NamedDockerfile {
  const dockerfile = parseDockerfile(content, path);
  const args = new Map<string, Variable[]>();
  for (const variable of dockerfile.instructions.flatMap(({ variables }) => variables)) {
    if (variable.kind === 'arg') args.set(variable.name, [...(args.get(variable.name) ?? []), variable]);
  }
  return { dockerfile, positions: createPositions(dockerfile), args };
}

/** An ARG in more stages than this is told of in the first of them. */
const MOST_RELATED = 10;

function argumentDraft(rule: Rule, passed: PassedArgument, named: NamedDockerfile | null, secretNames: ReadonlySet<string>): Unplaced[] {
  const { name } = passed;
  const dockerfile = named?.dockerfile ?? null;
  const declared = named?.args.get(name)?.slice(0, MOST_RELATED) ?? [];
  const verdict = judgePassed(passed, declared, secretNames);
  if (!verdict) return [];
  const used = dockerfile === null || declared.length > 0;
  const shipped = dockerfile === null || declared.some(({ instruction }) => isShipped(dockerfile, instruction));
  const sinks: Sink[] = used && shipped ? ['history', 'provenance'] : ['provenance'];
  const where = sinks.includes('history') ? 'into the history of the image and its provenance' : 'into the provenance of the build';
  const to = dockerfile === null ? '' : declared.length > 0 ? `, \`ARG ${name}\` of \`${dockerfile.path}\`,` : `, which \`${dockerfile.path}\` does not declare,`;
  const id = name.toLowerCase();
  return [
    {
      rule,
      name,
      message: `The build argument \`${name}\`${to} is passed a secret, which goes ${where}.`,
      severity: verdict.severity ?? (sinks.includes('history') ? rule.severity : 'medium'),
      confidence: verdict.confidence,
      secret: verdict.literal ? new Secret(verdict.literal) : null,
      evidence: [verdict.reason],
      fix: `Pass it as a secret of the build (\`id=${id}\`) in place of the argument, and write \`RUN --mount=type=secret,id=${id},env=${name} …\` in the Dockerfile; \`layerlint lint --fix\` shows both.`,
      exposure: { state: 'build', sinks },
      ...(named && declared.length > 0 ? { related: declared.map(({ assignment: { start, end } }) => ({ path: named.dockerfile.path, region: named.positions.region(start, end), message: `\`ARG ${name}\` takes it.` })) } : {}),
    },
  ];
}

function isShipped({ instructions, stages }: Dockerfile, index: number): boolean {
  const stage = instructions[index]?.stage ?? null;
  return stage !== null && stages[stage]!.shipped;
}

/** How bad a value is that only the file gives away: what is drawn at random is in use somewhere, a word may be for trying out. */
function serviceSeverity(rule: Rule, { severity, confidence }: { readonly severity?: Severity; readonly confidence: string }): Severity {
  return confidence === 'high' ? rule.severity : severity !== undefined && isAtLeast('low', severity) ? 'info' : 'low';
}

function serviceDraft(rule: Rule, setting: ServiceSetting): Unplaced[] {
  const verdict = judgeService(setting);
  if (!verdict) return [];
  const { name, service } = setting;
  const file = `${name}_FILE`;
  return [
    {
      rule,
      name: `${service} ${name}`,
      message: `\`${name}\` of the service \`${service}\` stands here in plain text: it is in no image, but in every copy of this file.`,
      severity: serviceSeverity(rule, verdict),
      confidence: verdict.confidence,
      secret: verdict.literal ? new Secret(verdict.literal) : null,
      evidence: [verdict.reason],
      fix: `Write \`${name}: \${${name}:?}\` and set it where the service is started, or give it as a file: \`secrets: [${name.toLowerCase()}]\` and \`${file}: /run/secrets/${name.toLowerCase()}\`, if the program reads \`${file}\`.`,
      exposure: { state: 'build', sinks: [] },
    },
  ];
}

/** A file of variables is where they belong, as long as nobody shares it: worth a word. */
function settingFileDraft(rule: Rule, { path, service }: ServiceFile, content: Buffer | string | null): Unplaced[] {
  const found = content === null ? [] : readSettingFile(content.toString()).flatMap((setting) => (judgeService(setting) ? [setting] : []));
  if (found.length === 0) return [];
  const names = found.slice(0, 3).map(({ name }) => `\`${name}\``).join(', ');
  return [
    {
      rule,
      name: `${service} ${path}`,
      message: `\`${path}\`, which the service \`${service}\` is given, holds ${found.length === 1 ? 'a secret' : `${found.length} secrets`} (${names}${found.length > 3 ? ', …' : ''}).`,
      severity: 'info',
      confidence: 'medium',
      secret: null,
      evidence: ['Nothing leaks as long as the file is in no repository and in no build context.'],
      fix: `Keep \`${path}\` in \`.gitignore\` and in \`.dockerignore\`.`,
      exposure: { state: 'build', sinks: [] },
    },
  ];
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

function hitDraft({ rule, secret, confidence, evidence, severity }: Hit, name: string): Unplaced {
  return { rule, name: '', secret, confidence, severity, evidence, message: `${rule.title} in \`${name}\`: it is in every copy of this file.`, exposure: { state: 'build', sinks: [] } };
}

/**
 * One finding for one secret at one place, in the order of the file: a credential of known shape takes over what is known of
 * the argument or setting that holds it. An argument that several builds are passed is told once, tied where it can be.
 */
function settle(drafts: readonly PlacedDraft[], hits: readonly PlacedDraft[]): PlacedDraft[] {
  const byPlace = new Map<string, PlacedDraft>();
  for (const draft of drafts) {
    const key = `${draft.start} ${draft.end} ${draft.rule.id} ${draft.name}`;
    const known = byPlace.get(key);
    if (!known || known.related === undefined) byPlace.set(key, draft);
    else if (draft.related) byPlace.set(key, { ...known, related: distinctPlaces([...known.related, ...draft.related]) });
  }
  const all = [...byPlace.values()].sort((a, b) => a.start - b.start || a.end - b.end);
  const taken = new Set<PlacedDraft>();
  const merged = hits.map((hit): PlacedDraft => {
    const around = all.find((draft) => !taken.has(draft) && draft.start <= hit.start && hit.end <= draft.end && draft.secret !== null);
    if (!around) return hit;
    taken.add(around);
    const { message, fix, exposure, related, suppression } = around;
    const severity = isAtLeast(hit.severity, around.severity) ? hit.severity : around.severity;
    return { ...hit, severity, message, exposure, evidence: [...new Set([...hit.evidence, ...around.evidence])], ...(fix === undefined ? {} : { fix }), ...(related ? { related } : {}), ...(suppression ? { suppression } : {}) };
  });
  return [...all.filter((draft) => !taken.has(draft)), ...merged].sort((a, b) => a.start - b.start || a.end - b.end);
}

function distinctPlaces(places: readonly RelatedPlace[]): RelatedPlace[] {
  return [...new Map(places.map((place) => [`${place.path}:${place.region.byteOffset}`, place])).values()];
}
