/** The way from a reference to reports: open, scan each layer once, and say of each finding where it comes from. */
import type { Matcher } from './match/matcher.js';
import type { Dockerfile } from './model/dockerfile.js';
import { LayerlintError } from './model/error.js';
import type { Image, Layer } from './model/image.js';
import { redactReports } from './model/redact-report.js';
import type { Report } from './model/report.js';
import type { RuleSet } from './model/rule.js';
import { parseDockerfile } from './dockerfile/parse.js';
import { alignHistory, attributeReport, explainsFiles, type Alignment } from './scan/attribute.js';
import { commonLayers, markInherited, namedBases, sayBase } from './scan/base.js';
import { findClues } from './scan/dockerfile-of.js';
import { scanImage } from './scan/image.js';
import { layerKey, UNREAD_LAYER, wasVerified, type LayerReport, type LayerScan } from './scan/layer.js';
import type { HeldBlobs } from './source/held-blobs.js';
import { openImages, type OpenOptions, type RegistryOptions } from './source/open.js';

/** A base that the image names by digest, in annotations or provenance: other hosts are then asked on its word. */
const NAMED_BASE = 'auto';

/** What scanning references needs; rules and files have been read. */
export interface ScanPlan {
  readonly rules: RuleSet;
  readonly matcher: Matcher;
  readonly salt: string | null;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly scanLayer: LayerScan;
  readonly open: Pick<OpenOptions<never>, 'platform' | 'stdin' | 'registry'>;
  /** The image that it was built on; `NAMED_BASE` where it shall be one that the image names itself. */
  readonly base: string | null;
  /** What it was built from. */
  readonly dockerfile: Dockerfile | null;
  /** Looks on this machine for a Dockerfile by its relative path; null where nobody shall look. Asked only without `dockerfile`. */
  readonly searchDockerfile: ((path: string) => Promise<Dockerfile | null>) | null;
  /** The repository whose layers need not be read. */
  readonly missingIn: string | null;
  /** Layers that were or are being read, by `layerKey`; their digests are verified. */
  readonly memory: Map<string, Promise<LayerReport>>;
}

/** An image and what was found in it. */
export interface ScannedImage {
  readonly image: Image;
  readonly report: Report;
  /** How its history fits the plan's Dockerfile; null where it does not, or where there is none. */
  readonly alignment: Alignment | null;
}

/** Scans every image that a reference names, in the order of its medium; a layer that several share is read once. */
export async function scanImages(reference: string, plan: ScanPlan): Promise<ScannedImage[]> {
  const held = plan.missingIn === null ? null : await openHeld(plan.missingIn, plan.open);
  try {
    const spare = (scanLayer: LayerScan): LayerScan => (held ? sparing(scanLayer, held) : scanLayer);
    const opened = await openImages(reference, { ...plan.open, onLayer: spare(plan.scanLayer) });
    try {
      const known = spare(remembering(plan.scanLayer, opened.seen, plan.memory));
      const scanned: ScannedImage[] = [];
      for (const image of opened.images) {
        const report = await scanImage(image, { rules: plan.rules, matcher: plan.matcher, salt: plan.salt, today: plan.today, scanLayer: known });
        const inherited = await inherit(held ? await sayHeld(report, image, held, plan.missingIn!) : report, image, plan);
        const attributed = await attribute(inherited, image, plan);
        // What was said since the report was sealed quotes annotations and names.
        scanned.push({ ...attributed, report: redactReports([attributed.report])[0]! });
      }
      return scanned;
    } finally {
      await opened.close();
    }
  } finally {
    held?.close();
  }
}

/**
 * The same scan, asking for each blob once; keyed by `layerKey`. A report whose bytes turned out not
 * to be what the digest says is never lent to another layer: an image could borrow a clean verdict.
 */
function remembering(scanLayer: LayerScan, seen: ReadonlyMap<Layer, LayerReport>, memory: Map<string, Promise<LayerReport>>): LayerScan {
  return async (layer) => {
    const passed = seen.get(layer);
    if (passed) return passed;
    if (layer.descriptor.digest === '') return scanLayer(layer);
    const key = layerKey(layer);
    const known = await memory.get(key)?.catch(() => null);
    if (known && wasVerified(known)) return known;
    const report = scanLayer(layer);
    memory.set(key, report);
    return report;
  };
}

async function openHeld(repository: string, { registry }: ScanPlan['open']): Promise<HeldBlobs> {
  const { openHeldBlobs } = await import('./source/held-blobs.js');
  return openHeldBlobs(repository, registry);
}

/** The same scan, leaving out what a repository holds. */
function sparing(scanLayer: LayerScan, held: HeldBlobs): LayerScan {
  return async (layer) => ((await held.has(layer.descriptor.digest)) ? UNREAD_LAYER : scanLayer(layer));
}

async function sayHeld(report: Report, image: Image, held: HeldBlobs, repository: string): Promise<Report> {
  const there: number[] = [];
  for (const { descriptor, index } of image.layers) if (await held.has(descriptor.digest)) there.push(index);
  const which = there.length === 0 ? `${repository} holds none of its layers, so all were read.` : `${there.length} of its ${image.layers.length} layers were not read, since ${repository} holds them: ${there.join(', ')}.`;
  const statistics = { ...report.statistics, layers: report.statistics.layers - there.length };
  return { ...report, statistics, remarks: [...(report.remarks ?? []), which] };
}

async function inherit(report: Report, image: Image, { base, open }: ScanPlan): Promise<Report> {
  if (image.kind !== 'image') return report;
  if (base === null) return withRemarks(report, ...sayBase(image));
  if (base === NAMED_BASE) return inheritFromNamed(report, image, open);
  return withBase(base, image, open, (found) => markInherited(report, image, found));
}

/** Asks for each image that this one names by digest, until one is its base. What cannot be had is said and takes nothing else along. */
async function inheritFromNamed(report: Report, image: Image, open: ScanPlan['open']): Promise<Report> {
  const refusals: string[] = [];
  // A name and a password are for the registry that the user named, not for one that an image names.
  const registry = withoutSignIn(open.registry);
  for (const reference of namedBases(image)) {
    try {
      const marked = await withBase(reference, image, { registry }, (found) => (commonLayers(image, found) === 0 ? null : markInherited(report, image, found)));
      if (marked) return marked;
    } catch (error) {
      if (!(error instanceof LayerlintError)) throw error;
      refusals.push(`\`${reference}\`, which the image names, could not be opened as its base: ${error.message}`);
    }
  }
  return withRemarks(report, ...refusals, ...(refusals.length > 0 ? [] : ['No image that it names by digest is its base.']));
}

function withoutSignIn(options: RegistryOptions = {}): RegistryOptions {
  const registry: { -readonly [K in keyof RegistryOptions]: RegistryOptions[K] } = { ...options };
  delete registry.username;
  delete registry.password;
  return registry;
}

/** Its layers are compared by what its manifest and config say of them; none is read. */
async function withBase<T>(base: string, image: Image, open: ScanPlan['open'], use: (found: Image) => T): Promise<T> {
  const opened = await openImages(base, { ...(image.platform ? { platform: image.platform } : {}), ...(open.registry ? { registry: open.registry } : {}) });
  try {
    const [only, ...others] = opened.images;
    if (!only || others.length > 0) {
      throw new LayerlintError('ambiguous', `\`${base}\` holds ${opened.images.length} images, so it is not clear which is the base.`, { hint: 'Name one of them, as `docker-archive:FILE:NAME:TAG`.' });
    }
    return use(only);
  } finally {
    await opened.close();
  }
}

async function attribute(report: Report, image: Image, plan: ScanPlan): Promise<ScannedImage> {
  const { dockerfile } = plan;
  if (image.kind !== 'image') return { image, report, alignment: null };
  if (dockerfile === null) return attributeByClues(report, image, plan);
  const alignment = alignHistory(image, dockerfile);
  if ('refusal' in alignment) return { image, report: withRemarks(report, alignment.refusal), alignment: null };
  return { image, report: attributeReport(report, image, alignment), alignment };
}

/** Nobody named a Dockerfile: one that the image speaks of, or that has the usual name, is taken if the history fits it. */
async function attributeByClues(report: Report, image: Image, { searchDockerfile }: ScanPlan): Promise<ScannedImage> {
  const refusals: string[] = [];
  for (const { path, text, by } of findClues(image)) {
    const dockerfile = text === null ? ((await searchDockerfile?.(path)) ?? null) : parseDockerfile(text, path);
    if (dockerfile === null) continue;
    const alignment = alignHistory(image, dockerfile);
    // What makes no files fits anything: that is no proof that it is the one.
    if (!('refusal' in alignment) && explainsFiles(alignment)) {
      const found = text !== null ? `\`${path}\` stands in its provenance.` : `\`${path}\` was found here${by === '' ? ' by its name' : `: ${by} names it`}.`;
      return { image, report: attributeReport(withRemarks(report, found), image, alignment), alignment };
    }
    if (by !== '' && 'refusal' in alignment) refusals.push(alignment.refusal);
  }
  return { image, report: refusals.length === 0 ? report : withRemarks(report, refusals[0]!), alignment: null };
}

function withRemarks(report: Report, ...remarks: readonly string[]): Report {
  return remarks.length === 0 ? report : { ...report, remarks: [...(report.remarks ?? []), ...remarks] };
}
