/** Images, from a reference to reports. */
import type { Readable } from 'node:stream';
import { readDockerfile } from './dockerfile/context.js';
import { parseDockerfile } from './dockerfile/parse.js';
import { cached, layersScan, planOf, watched } from './layer-scans.js';
import type { Dockerfile } from './model/dockerfile.js';
import { LayerlintError } from './model/error.js';
import type { Image, Platform } from './model/image.js';
import type { Report } from './model/report.js';
import { builtInRuleSet, type CommonOptions, matcherOf } from './rule-sets.js';
import type { ScanPlan } from './scan-images.js';
import { lint } from './scan/lint.js';
import type { OpenOptions, RegistryOptions } from './source/open.js';

/** One step of a long run: `done` of `total` layers (null until known), `bytes` of content looked at so far. */
export interface ProgressEvent {
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
  readonly bytes: number;
}

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
  /** How many threads read layers beside this one, which reads too; they begin where there is enough to read. Default: one for each other core, as far as `memory` goes. */
  readonly threads?: number;
  /** MiB to keep within, by which fewer threads are used; default 1024. Throws `usage` where it keeps no scan, or not as many `threads`. */
  readonly memory?: number;
  /** `YYYY-MM-DD`: tokens that say themselves that they have ended by then count for less; default: today, in UTC. */
  readonly today?: string;
  /** A directory in which reports of layers, and which files held nothing, are kept for the next run, without values; default: nothing is kept. */
  readonly cache?: string;
}

/** An image whose medium stays open. */
export interface OpenedImage extends Image {
  /** To be called when no layer will be opened any more. */
  close(): Promise<void>;
}

/**
 * Opens the one image that a reference names, until `close` is called. Throws `ambiguous` when it names several (use
 * `scanReference`), and what `openImages` throws. Layers of a pipe cannot be opened again: use `scanReference('-')` there.
 */
export async function openImage(reference: string, options: Pick<ScanOptions, 'platform' | 'stdin' | 'registry'> = {}): Promise<OpenedImage> {
  const { openImages } = await import('./source/open.js');
  const opened = await openImages(reference, openOptions(options));
  const [image, ...others] = opened.images;
  if (image && others.length === 0) return { ...image, close: () => opened.close() };
  await opened.close();
  if (!image) throw new LayerlintError('not-found', `\`${reference}\` holds no image.`);
  throw new LayerlintError('ambiguous', `\`${reference}\` holds ${opened.images.length} images.`, {
    hint: `Name one of them: ${opened.images.flatMap(({ names }) => names).join(', ') || 'by its platform'}.`,
  });
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
  const { rules = builtInRuleSet, salt = null, today = todayInUtc() } = options;
  const matcher = await matcherOf(rules);
  return scanImageWith(image, { rules, matcher, salt, today, scanLayer: watched(await layersScan(rules, matcher, planOf(options), null), options.onProgress, image.layers.length) });
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
  const { rules, salt, matcher, dockerfile, today } = plan;
  return [...reports, scanned.reduce(confirmFindings, await lint(dockerfile, rules, { salt, matcher, today }))];
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

const todayInUtc = (): string => new Date().toISOString().slice(0, 10);

async function planScan(options: ScanOptions): Promise<ScanPlan> {
  const { rules = builtInRuleSet, salt = null, onProgress, base = null, dockerfile = null, searchFolder = null, onlyMissingIn = null, readLayers = new Map(), today = todayInUtc() } = options;
  const matcher = await matcherOf(rules);
  return {
    rules,
    matcher,
    salt,
    today,
    scanLayer: watched(await cached(await layersScan(rules, matcher, planOf(options), options.cache ?? null), rules, options), onProgress, null),
    open: openOptions(options),
    base,
    dockerfile: dockerfile === null ? null : parseDockerfile(await readDockerfile(dockerfile), dockerfile),
    searchDockerfile: searchFolder === null ? null : (path) => searchIn(searchFolder, path),
    missingIn: onlyMissingIn,
    memory: readLayers,
  };
}

function openOptions({ platform, stdin, registry }: Pick<ScanOptions, 'platform' | 'stdin' | 'registry'>): Pick<OpenOptions<never>, 'platform' | 'stdin' | 'registry'> {
  return {
    ...(platform === undefined ? {} : { platform: platform === 'all' ? 'all' : parsePlatform(platform) }),
    ...(stdin ? { stdin } : {}),
    ...(registry ? { registry } : {}),
  };
}

export function parsePlatform(text: string): Platform {
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
