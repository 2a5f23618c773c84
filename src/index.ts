import { availableParallelism } from 'node:os';
import type { Readable } from 'node:stream';
import { builtInRules } from '../rules/index.js';
import type { CacheSummary } from './audit/layer-cache.js';
import { buildFileKind } from './build/build-file.js';
import { createPositions } from './dockerfile/position.js';
import { openContext, readDockerfile } from './dockerfile/context.js';
import { parseDockerfile } from './dockerfile/parse.js';
import type { Delivery } from './fix/delivery.js';
import { unifiedDiff, type Change } from './fix/diff.js';
import type { TextEdit } from './fix/fix.js';
import type { Mended } from './fix/mend.js';
import { addSuppression, commentAbove } from './fix/suppression.js';
import { prepareMatcher, type Matcher } from './match/matcher.js';
import { checkPlaceable } from './match/placeable.js';
import type { Dockerfile } from './model/dockerfile.js';
import { LayerlintError } from './model/error.js';
import type { Finding } from './model/finding.js';
import type { Image, Platform } from './model/image.js';
import type { Report } from './model/report.js';
import { rulesOfKind, type Exception, type Rule, type RuleSet } from './model/rule.js';
import { createRedact } from './model/redact.js';
import { formatAudit, type AuditFormat } from './report/audit.js';
import { formatReports, type FormatOptions } from './report/format.js';
import { matchFileRule } from './rule/file-name.js';
import { createRuleSet } from './rule/select.js';
import type { LayerScan } from './scan/layer.js';
import { lint } from './scan/lint.js';
import type { WorkEvent } from './audit/queue/work.js';
import type { AuditOptions as AuditSettings } from './audit-registries.js';
import type { AuditReport } from './model/audit.js';
import type { ExampleReport } from './scan/try-examples.js';
import type { OpenOptions, RegistryOptions } from './source/open.js';
import type { ScanPlan } from './scan-images.js';
import { Turns } from './threads/turns.js';
import { version } from './version.js';

export { relateReports } from './build/relate.js';
export { isDockerfileName } from './dockerfile/file-name.js';
export type { AuditProgress } from './audit/plan.js';
export type { WorkEvent } from './audit/queue/work.js';
export type { AuditedImage, AuditedLayer, AuditedSecret, AuditChanges, AuditNotice, AuditReport, AuditStatistics, Listed, Moment, SecretPlace } from './model/audit.js';
export { AUDIT_FORMATS, type AuditFormat } from './report/audit.js';
export type { Delivery } from './fix/delivery.js';
export { changeEdits, type Change } from './fix/diff.js';
export type { BuildSecret, Fix, FixTarget, NoFix, TextEdit } from './fix/fix.js';
export { formatFixes } from './fix/text.js';
export type { FileChange } from './fix/mend.js';
export type { Chunk } from './model/chunk.js';
export { ERROR_CODES, LayerlintError, type ErrorCode } from './model/error.js';
export type { Exposure, Finding, ImageReference, RelatedPlace, Remediation, Rotation, Sink, Suppression } from './model/finding.js';
export type { Descriptor, HistoryEntry, Image, JsonDocument, Layer, Platform } from './model/image.js';
export type { Identity } from './model/identity.js';
export type { DockerfileLine, LayerReference, Location, Origin, Region } from './model/location.js';
export type { Notice, NoticeCode } from './model/notice.js';
export type { Report, Statistics, Target } from './model/report.js';
export type { Companion, CredentialRule, DockerfileRule, FileRule, ImageRule, Pattern, Rule, RuleSet } from './model/rule.js';
export type { ExampleFailure, ExampleReport } from './scan/try-examples.js';
export { Secret } from './model/secret.js';
export { CONFIDENCES, isAtLeast, SEVERITIES, type Confidence, type Severity } from './model/severity.js';
export type { CacheSummary } from './audit/layer-cache.js';
export type { RegistryOptions } from './source/open.js';
export { formatError } from './report/error-text.js';
export { FORMATS, type Format, type FormatOptions } from './report/format.js';
export { formatRule, formatRuleTable } from './report/rule-text.js';
export { version };

// What reads images, mends files or reads build files is loaded by the function that needs it: a lint must not pay for it.

/** The rules that layerlint brings along. */
export const builtInRuleSet: RuleSet = createRuleSet(builtInRules);

/** One step of a long run: `done` of `total` layers (null until known), `bytes` of content looked at so far. */
export interface ProgressEvent {
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
  readonly bytes: number;
}

/** Null where the sources run as they are: there is no compiled thread beside them. */
const WORKER = import.meta.url.endsWith('.ts') ? null : new URL('./worker.js', import.meta.url);
/** Stored bytes below which a thread is not worth its beginning, by estimate: tables and code take it some tenths of a second. */
const WORTH_A_THREAD = 4 * 1024 * 1024;
/** A bound for a thread's heap, in MiB, far above what the benches come to; beyond it the thread ends with an error. */
const THREAD_HEAP = 512;
/** MiB that a run without threads and each thread are taken to need at the peak; `bench/memory.ts` shows what two threads come to. */
const MEMORY_HERE = 180;
const MEMORY_OF_THREAD = 70;
const DEFAULT_MEMORY = 1024;

function threadsOf({ threads, memory = DEFAULT_MEMORY }: ScanOptions): number {
  if (threads !== undefined) return threads;
  const cores = availableParallelism();
  return cores === 1 ? 0 : Math.max(0, Math.min(cores, Math.floor((memory - MEMORY_HERE) / MEMORY_OF_THREAD)));
}

interface CommonOptions {
  /** Default: the built-in rules. */
  readonly rules?: RuleSet;
  /** Keys the fingerprints, which then identify a secret wherever it is; keep it beside your baseline. */
  readonly salt?: string | null;
}

export interface LintOptions extends CommonOptions {
  /** The build context, default the Dockerfile's folder; null lints the text alone. */
  readonly contextDirectory?: string | null;
  /** Bytes of the build context that are read at most; default: as much as a large image holds. */
  readonly mostContextBytes?: number;
  /** `YYYY-MM-DD`, for suppressions that hold until a date; default: today, in UTC. */
  readonly today?: string;
  /** What an editor holds of a file and has not saved; it counts in place of what is stored for ignore files and Dockerfiles. */
  readonly unsaved?: (path: string) => string | null;
}

/** What `lintBuildFile` can be told. */
export type BuildFileOptions = Pick<LintOptions, 'rules' | 'salt' | 'today' | 'unsaved'>;

/** What was read, by what identifies a layer; begins as an empty map. */
export type ReadLayers = ScanPlan['memory'];

export interface ScanOptions extends CommonOptions {
  /** `os/architecture[/variant]`, or `all`; default: this machine's where the reference offers several. */
  readonly platform?: string;
  /** What the reference `-` reads. */
  readonly stdin?: Readable;
  /** How registries are reached; sign-ins of Docker and Podman are found without it. */
  readonly registry?: RegistryOptions;
  readonly onProgress?: (event: ProgressEvent) => void;
  /**
   * The image that it was built on: findings of its layers and settings are marked `inheritedFrom`. None of its layers is read.
   * `auto`: the one that its annotations or provenance name by digest; the registries that they name are then asked.
   */
  readonly base?: string;
  /** The path of the Dockerfile that it was built from: findings get its lines where the history fits it. */
  readonly dockerfile?: string;
  /** Given to several scans with the same rules, a layer that their images share is read once. Default: each scan has its own. */
  readonly readLayers?: ReadLayers;
  /** Where to look for it without `dockerfile`: by the path that the image names, or by its usual names. Default: nowhere. */
  readonly searchFolder?: string;
  /** `HOST/NAME`: layers that this repository holds are not read, by their digest. */
  readonly onlyMissingIn?: string;
  /** How many threads read layers beside this one; 0 reads them here. Default: one a core, as far as `memory` goes. */
  readonly threads?: number;
  /** MiB to plan for, by which fewer threads are used; not enforced; default 1024. Less than 250 reads all layers here, one by one. */
  readonly memory?: number;
  /** A directory in which reports of layers are kept for the next run, without values; default: none is kept. */
  readonly cache?: string;
}

/** The built-in rules and those of the given files (YAML, JSON, or gitleaks' TOML by its name). Throws `rules-invalid`, saying what to mend. */
export async function loadRules(files: readonly string[]): Promise<RuleSet> {
  if (files.length === 0) return builtInRuleSet;
  // The schema library costs more start-up time than a small lint takes.
  const { loadRules: loadCredentialRules } = await import('./rule/load.js');
  const { loadRuleSyntax } = await import('./match/rule-syntax.js');
  const syntax = await loadRuleSyntax();
  const loaded = await Promise.all(files.map((file) => loadCredentialRules(file, syntax)));
  const own = loaded.flatMap(({ rules }) => rules);
  checkPlaceable(own, syntax.engine);
  const builtIn = withExceptions(builtInRules, loaded.flatMap(({ exceptions }) => exceptions));
  const taken = new Set(builtIn.map(({ id }) => id));
  // Rules of gitleaks are called what others call theirs, too.
  const renamed = loaded.flatMap(({ rules, imported }) => (imported ? rules.map((rule) => (taken.has(rule.id) ? { ...rule, id: `gitleaks-${rule.id}` } : rule)) : rules));
  return createRuleSet([...builtIn, ...renamed], loaded.flatMap(({ remarks }) => remarks));
}

/** What became of the examples of a rules file. */
export interface RulesTest extends ExampleReport {
  readonly remarks: readonly string[];
}

/** Tries the examples of a rules file, without the built-in rules. Throws what `loadRules` throws. */
export async function testRules(file: string): Promise<RulesTest> {
  const { loadRuleSyntax } = await import('./match/rule-syntax.js');
  const { tryExamples } = await import('./scan/try-examples.js');
  const { loadRules: loadCredentialRules } = await import('./rule/load.js');
  const syntax = await loadRuleSyntax();
  const { rules, remarks } = await loadCredentialRules(file, syntax, 'to be tried');
  checkPlaceable(rules, syntax.engine);
  return { ...tryExamples(rules, await prepareMatcher(rules)), remarks };
}

function withExceptions(rules: readonly Rule[], exceptions: readonly Exception[]): readonly Rule[] {
  if (exceptions.length === 0) return rules;
  return rules.map((rule) => (rule.kind === 'credential' ? { ...rule, patterns: rule.patterns.map((pattern) => ({ ...pattern, except: [...(pattern.except ?? []), ...exceptions] })) } : rule));
}

/** Lints a Dockerfile with its build context. Throws `not-found` and `unreadable`. */
export async function lintDockerfile(path: string, options: LintOptions = {}): Promise<Report> {
  return lintText(await readDockerfile(path), path, { contextDirectory: dockerfileFolder(path), ...options });
}

/** Lints the text of a Dockerfile; `path` is what the report calls it. Without a context directory only the text is linted. */
export async function lintText(text: string | Buffer, path: string, options: LintOptions = {}): Promise<Report> {
  const { rules = builtInRuleSet, salt = null, contextDirectory = null, mostContextBytes, today = new Date().toISOString().slice(0, 10), unsaved } = options;
  const context = contextDirectory === null ? null : await openContext(contextDirectory, path, unsaved);
  return lint(parseDockerfile(text, path), rules, { context, salt, today, matcher: await matcherOf(rules), ...(mostContextBytes === undefined ? {} : { mostContextBytes }) });
}

/** True for the name of a compose file, a bake file or a pipeline that may start builds. */
export function isBuildFile(path: string): boolean {
  return buildFileKind(path.replaceAll('\\', '/')) !== null;
}

/**
 * Finds secrets that a compose file, a bake file or a pipeline passes as build arguments, and ties them to the ARG of the
 * Dockerfile that it names, if that can be read. No report when there is nothing to tell. Throws `not-found` and `unreadable`.
 */
export async function lintBuildFile(path: string, options: BuildFileOptions = {}): Promise<Report[]> {
  const { readBuildFile } = await import('./build/load.js');
  return lintBuildText(await readBuildFile(path), path, options);
}

/** As `lintBuildFile`, for a text that is called `path`. */
export async function lintBuildText(text: string, path: string, options: BuildFileOptions = {}): Promise<Report[]> {
  const { lintBuildFile: lintBuildFileWith, wantedFiles } = await import('./build/lint.js');
  const { readNamedFile } = await import('./build/load.js');
  const { rules = builtInRuleSet, salt = null, today = new Date().toISOString().slice(0, 10), unsaved = () => null } = options;
  const file = { path: path.replaceAll('\\', '/'), text };
  const others = new Map<string, Buffer | string | null>();
  // A file that is read may lead to more of them.
  for (let wanted = wantedFiles(file, others); wanted.length > 0; wanted = wantedFiles(file, others)) {
    for (const other of wanted) others.set(other, unsaved(other) ?? (await readNamedFile(other)));
  }
  return lintBuildFileWith(file, others, { rules, salt, today, matcher: await matcherOf(rules) });
}

/** A Dockerfile as it was found and as it would be mended. */
export interface FixedDockerfile extends Mended {
  /** Before the changes. */
  readonly report: Report;
  /** How to build from now on, for the fixes together; null when they need no secret. */
  readonly delivery: Delivery | null;
}

/** What `fixDockerfile` can be told. */
export interface FixOptions extends LintOptions {
  /** Picks the findings that are to be fixed; default: all. */
  readonly wanted?: (finding: Finding) => boolean;
}

/** Works out every safe fix for a Dockerfile and the ignore file of its context; writes nothing. Throws what `lintDockerfile` throws. */
export async function fixDockerfile(path: string, options: FixOptions = {}): Promise<FixedDockerfile> {
  return fixText(await readDockerfile(path), path, { contextDirectory: dockerfileFolder(path), ...options });
}

/** As `fixDockerfile`, for a text. Without a context directory the ignore file is left alone. */
export async function fixText(text: string | Buffer, path: string, options: FixOptions = {}): Promise<FixedDockerfile> {
  const { deliveryOf } = await import('./fix/delivery.js');
  const { readIgnoreFile } = await import('./fix/load.js');
  const { mendDockerfile } = await import('./fix/mend.js');
  const { rules = builtInRuleSet, salt = null, contextDirectory = null, mostContextBytes, today = new Date().toISOString().slice(0, 10), unsaved, wanted } = options;
  const matcher = await matcherOf(rules);
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const dockerfile = parseDockerfile(bytes, path);
  const context = contextDirectory === null ? null : await openContext(contextDirectory, path, unsaved);
  const report = await lint(dockerfile, rules, { context, salt, today, matcher, ...(mostContextBytes === undefined ? {} : { mostContextBytes }) });
  const files = rulesOfKind(rules, 'file');
  const ignore = context && (await readIgnoreFile(context.directory, path, context.ignoreFile, unsaved));
  const mended = await mendDockerfile({
    dockerfile,
    bytes,
    report,
    ...(wanted ? { wanted } : {}),
    lint: (fixed) => lint(fixed, rules, { salt, today, matcher }),
    context: context && {
      isSecretFile: (file) => files.some((rule) => matchFileRule(rule, file)),
      files: (await context.list()).files.map((file) => file.path),
      ignorePath: ignore!.path,
      ignoreText: ignore!.text,
    },
  });
  return { ...mended, report, delivery: deliveryOf(mended.fixes.flatMap(({ secrets }) => secrets), path) };
}

/**
 * The comment that takes findings of a rule on, for the instruction in a line (from 1) of a Dockerfile, or the next one, or for
 * the line of a compose or bake file; its reason is left to be written. Null where no instruction follows, and where a comment
 * would be part of a script or of a value. Offsets are those of the text without a byte order mark.
 */
export function suppressInText(text: string, path: string, line: number, ruleId: string): TextEdit | null {
  const kind = buildFileKind(path.replaceAll('\\', '/'));
  if (kind !== null) {
    const body = text.replace(/^\uFEFF/, '');
    return kind === 'compose' || kind === 'bake-hcl' ? commentAbove(body, createPositions({ text: body, encoding: 'utf8', bomLength: 0 }).startOf(line), ruleId) : null;
  }
  const dockerfile = parseDockerfile(text, path);
  return addSuppression(dockerfile, createPositions(dockerfile).startOf(line), ruleId);
}

/** The changes as one unified diff. Values that the reports know are masked unless they are asked for: then it can be applied. */
export function formatDiff(fixed: readonly FixedDockerfile[], options: { readonly showSecrets?: boolean } = {}): string {
  const changes = fixed.flatMap((one) => one.changes);
  if (options.showSecrets === true) return unifiedDiff(changes);
  const redact = createRedact(fixed.flatMap(({ report }) => report.findings.flatMap(({ secret }) => secret ?? [])));
  const masked = changes.map(({ path, before, after }): Change => ({ path: redact.prose(path), before: before === null ? null : redact.source(before), after: redact.source(after) }));
  return unifiedDiff(masked);
}

/**
 * Opens the one image that a reference names. Throws `ambiguous` when it names several (use `scanReference`), and what
 * `openImages` throws. Layers of a pipe cannot be opened again: use `scanReference('-')` there.
 */
export async function openImage(reference: string, options: Pick<ScanOptions, 'platform' | 'stdin' | 'registry'> = {}): Promise<Image> {
  const { openImages } = await import('./source/open.js');
  const { images } = await openImages(reference, openOptions(options));
  const [image, ...others] = images;
  if (!image) throw new LayerlintError('not-found', `\`${reference}\` holds no image.`);
  if (others.length > 0) {
    throw new LayerlintError('ambiguous', `\`${reference}\` holds ${images.length} images.`, {
      hint: `Name one of them: ${images.flatMap(({ names }) => names).join(', ') || 'by its platform'}.`,
    });
  }
  return image;
}

/** Scans an image that is open, or the one image that a reference names. */
export async function scanImage(image: Image | string, options: ScanOptions = {}): Promise<Report> {
  const { scanImage: scanImageWith } = await import('./scan/image.js');
  if (typeof image === 'string') {
    const reports = await scanReference(image, options);
    if (reports.length !== 1) {
      throw new LayerlintError('ambiguous', `\`${image}\` holds ${reports.length} images.`, { hint: 'Use `scanReference`, which gives a report for each.' });
    }
    return reports[0]!;
  }
  const { rules = builtInRuleSet, salt = null } = options;
  const matcher = await matcherOf(rules);
  return scanImageWith(image, { rules, matcher, salt, scanLayer: watched(await layersScan(rules, matcher, threadsOf(options)), options.onProgress, image.layers.length) });
}

/**
 * Scans every image that a reference names, in the order of its medium; a layer that several share is read once. With a
 * `dockerfile` its lint report follows, each finding with a sentence on whether the images hold it.
 * Throws `unrecognised`, `not-found`, `damaged` … when there is no image to scan.
 */
export async function scanReference(reference: string, options: ScanOptions = {}): Promise<Report[]> {
  const { confirmFindings } = await import('./scan/confirm.js');
  const { scanImages } = await import('./scan-images.js');
  const plan = await planScan(options);
  const scanned = await scanImages(reference, plan);
  const reports = scanned.map(({ report }) => report);
  if (plan.dockerfile === null) return reports;
  const { rules, salt, matcher, dockerfile } = plan;
  return [...reports, scanned.reduce(confirmFindings, await lint(dockerfile, rules, { salt, matcher, today: new Date().toISOString().slice(0, 10) }))];
}

/**
 * What the newer image has that the older has not, and as `info` what the older alone still holds. Layers in common are read
 * once. Throws what `scanReference` throws, and `ambiguous` where several images could be compared.
 */
export async function diffReferences(older: string, newer: string, options: ScanOptions = {}): Promise<Report[]> {
  const { diffReports } = await import('./scan/diff.js');
  const { scanImages } = await import('./scan-images.js');
  const plan = await planScan(options);
  const before = await scanImages(older, { ...plan, base: null, dockerfile: null, searchDockerfile: null, missingIn: null });
  const after = await scanImages(newer, plan);
  return diffReports(before.map(({ report }) => report), after.map(({ report }) => report));
}

/** The commands that show the finding of that fingerprint without layerlint. Throws `not-found` when no finding has it. */
export async function explainReference(reference: string, fingerprint: string, options: ScanOptions = {}): Promise<string> {
  const { explainFinding } = await import('./scan/explain.js');
  const { scanImages } = await import('./scan-images.js');
  for (const { image, report } of await scanImages(reference, await planScan(options))) {
    const finding = report.findings.find((one) => one.fingerprint === fingerprint);
    if (finding) return explainFinding(finding, image);
  }
  throw new LayerlintError('not-found', `No finding in \`${reference}\` has the fingerprint \`${fingerprint}\`.`, { hint: 'Take it from `--format json`; with another salt it is another one.' });
}

export interface AuditOptions extends AuditSettings {
  /** Default: the built-in rules. */
  readonly rules?: RuleSet;
}

/**
 * Audits registries, each `HOST[/PREFIX]`: every distinct layer is read once and its result kept in the store, so that a run
 * that was stopped goes on, and a later one reads only what is new. What could not be read is a notice of the answer. Throws
 * `usage`, and `unauthorized`, `registry-unreachable` or `not-found` where no target could be listed.
 */
export async function auditRegistries(targets: readonly string[], options: AuditOptions = {}): Promise<AuditReport> {
  const { rules = builtInRuleSet, platform = 'all' } = options;
  const matcher = await matcherOf(rules);
  const { auditWith } = await import('./audit-registries.js');
  const tools = { rules, matcher, scanLayer: await sideBySide(rules, matcher, threadsOf({})), platform: platform === 'all' ? ('all' as const) : parsePlatform(platform), env: process.env };
  return auditWith(targets, options, tools);
}

/** What a worker of a queue is told. */
export interface WorkerOptions {
  /** `redis://HOST` or `rediss://HOST`, with user and password before the host where it needs them. */
  readonly queue: string;
  /** The same as the audits'. */
  readonly salt: string;
  /** Default: the built-in rules; audits with others use another queue. */
  readonly rules?: RuleSet;
  readonly registry?: RegistryOptions;
  /** Layers side by side, of each registry; default 4. */
  readonly concurrency?: number;
  /** Milliseconds after which the job of a worker that is silent goes to another one; default 60,000. */
  readonly lock?: number;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: WorkEvent) => void;
}

/**
 * Reads layers of the registries (`HOST`) for audits with `queue`, until the signal; what was begun is finished then.
 * Throws `usage` and `queue-unreachable`.
 */
export async function runWorker(hosts: readonly string[], options: WorkerOptions): Promise<void> {
  const { rules = builtInRuleSet, registry = {}, concurrency = 4, lock = 60_000, onEvent = () => undefined } = options;
  const matcher = await matcherOf(rules);
  const { runWorker: work } = await import('./audit/queue/work.js');
  const { queue, salt, signal } = options;
  await work({ queue, hosts, rules, salt, scanLayer: await sideBySide(rules, matcher, threadsOf({})), registry, env: process.env, concurrency, lock, signal, onEvent });
}

/** What the last audit of a store said; null means the store in the user's data directory. Throws `not-found`, `unreadable`. */
export async function readAudit(store: string | null = null): Promise<AuditReport> {
  return (await import('./audit-registries.js')).readAudit(store, process.env);
}

/** The answer of an audit in the format asked for. */
export function formatAuditReport(audit: AuditReport, options: { readonly format?: AuditFormat; readonly colour?: boolean; readonly rules?: RuleSet } = {}): string {
  const { format = 'text', colour = false, rules = builtInRuleSet } = options;
  return formatAudit(audit, format, { format: 'text', showSecrets: false, colour, rules, version });
}

async function planScan(options: ScanOptions): Promise<ScanPlan> {
  const { rules = builtInRuleSet, salt = null, onProgress, base = null, dockerfile = null, searchFolder = null, onlyMissingIn = null, readLayers = new Map() } = options;
  const matcher = await matcherOf(rules);
  return {
    rules,
    matcher,
    salt,
    scanLayer: watched(await cached(await layersScan(rules, matcher, threadsOf(options)), rules, options), onProgress, null),
    open: openOptions(options),
    base,
    dockerfile: dockerfile === null ? null : parseDockerfile(await readDockerfile(dockerfile), dockerfile),
    searchDockerfile: searchFolder === null ? null : (path) => searchIn(searchFolder, path),
    missingIn: onlyMissingIn,
    memory: readLayers,
  };
}

/** One document for one report or several, in the format asked for. */
export function formatReport(report: Report | readonly Report[], options: Partial<FormatOptions> = {}): string {
  const defaults = { format: 'text', showSecrets: false, colour: false, rules: builtInRuleSet, version } as const;
  return formatReports('findings' in report ? [report] : report, { ...defaults, ...options });
}

/** Summaries of a cache directory, and its pruning, longest unused first, down to that many bytes. */
export async function pruneLayerCache(directory: string, kept: number | null): Promise<CacheSummary> {
  const { describeCache, pruneCache } = await import('./audit/layer-cache.js');
  return kept === null ? describeCache(directory) : pruneCache(directory, { most: kept, kept });
}

async function cached(scan: LayerScan, rules: RuleSet, { cache, salt = null }: ScanOptions): Promise<LayerScan> {
  if (cache === undefined) return scan;
  const { openLayerCache, withCache } = await import('./audit/layer-cache.js');
  return withCache(scan, await openLayerCache(cache, salt), rules);
}

/** Small layers here, since a thread takes longer to begin than they take; big ones on other cores. */
async function layersScan(rules: RuleSet, matcher: Matcher, threads: number): Promise<LayerScan> {
  const { layerScan } = await import('./scan/layer.js');
  const { scanOnThreads } = await import('./threads/pool.js');
  const here = layerScan(rules, matcher);
  const turns = new Turns(1);
  const oneByOne: LayerScan = async (layer) => {
    const release = await turns.take(layer.descriptor.size);
    return here(layer).finally(release);
  };
  if (threads === 0 || WORKER === null) return oneByOne;
  const there = scanOnThreads(rules, { count: threads, entry: WORKER, heap: THREAD_HEAP });
  return (layer) => (layer.descriptor.size < WORTH_A_THREAD ? oneByOne : there)(layer);
}

/** As `layersScan`, for many layers that are mostly waited for: the small ones are not read one by one. */
async function sideBySide(rules: RuleSet, matcher: Matcher, threads: number): Promise<LayerScan> {
  const { layerScan } = await import('./scan/layer.js');
  const here = layerScan(rules, matcher);
  const elsewhere = await layersScan(rules, matcher, threads);
  return (layer) => (layer.descriptor.size < WORTH_A_THREAD ? here : elsewhere)(layer);
}

function watched(scanLayer: LayerScan, onProgress: ScanOptions['onProgress'], total: number | null): LayerScan {
  if (!onProgress) return scanLayer;
  let done = 0;
  let bytes = 0;
  return async (layer) => {
    const report = await scanLayer(layer);
    done += 1;
    bytes += report.statistics.bytes;
    onProgress({ phase: 'layers', done, total, bytes });
    return report;
  };
}

// Building the tables costs more than linting a small file, so that one rule set is built once.
const matchers = new WeakMap<RuleSet, Promise<Matcher>>();
function matcherOf(rules: RuleSet): Promise<Matcher> {
  const known = matchers.get(rules) ?? prepareMatcher(rulesOfKind(rules, 'credential'), { checked: rules === builtInRuleSet });
  matchers.set(rules, known);
  return known;
}

function openOptions({ platform, stdin, registry }: Pick<ScanOptions, 'platform' | 'stdin' | 'registry'>): Pick<OpenOptions<never>, 'platform' | 'stdin' | 'registry'> {
  return {
    ...(platform === undefined ? {} : { platform: platform === 'all' ? 'all' : parsePlatform(platform) }),
    ...(stdin ? { stdin } : {}),
    ...(registry ? { registry } : {}),
  };
}

function parsePlatform(text: string): Platform {
  const [os, architecture, variant, ...rest] = text.split('/');
  if (!os || !architecture || variant === '' || rest.length > 0) {
    throw new LayerlintError('usage', `\`${text}\` is no platform.`, { hint: 'Write it as os/architecture[/variant], such as linux/arm64.' });
  }
  return { os, architecture, ...(variant ? { variant } : {}) };
}

async function searchIn(folder: string, path: string): Promise<Dockerfile | null> {
  const { searchDockerfile } = await import('./dockerfile/context-search.js');
  const text = await searchDockerfile(folder, path);
  return text && parseDockerfile(text, path);
}

function dockerfileFolder(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '.' : path.slice(0, slash) || '/';
}
