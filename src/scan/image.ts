import { asOf } from './expired.js';
import { HIDES_NOTHING, isHidden } from '../layer/hides.js';
import { vendorOf, type Vendor } from '../layer/vendor.js';
import { shown } from '../match/shown.js';
import type { Exposure } from '../model/finding.js';
import type { Image, Layer, Platform } from '../model/image.js';
import type { Location } from '../model/location.js';
import type { Notice } from '../model/notice.js';
import type { Secret } from '../model/secret.js';
import type { Report, ReportLayer, Target } from '../model/report.js';
import { rulesOfKind, type RuleSet } from '../model/rule.js';
import type { Matcher } from '../match/matcher.js';
import { sealReport, type Draft } from './finding.js';
import type { FileReport, LayerReport, LayerScan } from './layer.js';
import { layerReference, scanMetadata } from './metadata.js';

/** What `scanImage` needs beside the image. */
export interface ImageScanOptions {
  readonly rules: RuleSet;
  readonly matcher: Matcher;
  readonly scanLayer: LayerScan;
  /** Keys the fingerprints; null leaves values out of them. */
  readonly salt: string | null;
  /** `YYYY-MM-DD`: tokens that have ended by then count for less. Default: as on the day that the rules were made. */
  readonly today?: string | null;
}

/** Looks at metadata and at every layer of an image, and says of each finding who can still read it. */
export async function scanImage(image: Image, { rules, matcher, scanLayer, salt, today = null }: ImageScanOptions): Promise<Report> {
  const { layers, attached = [] } = image;
  const all = await scanLayers([...layers, ...attached], scanLayer);
  const reports = all.slice(0, layers.length).map((report, index) => ofBlob(report, layers[index]!));
  const beside = all.slice(layers.length).map((report, index) => ofBlob(report, attached[index]!));

  const drafts = [
    ...scanMetadata(image, rulesOfKind(rules, 'image'), matcher),
    ...attached.flatMap((blob, index) => attachedDrafts(blob, beside[index]!)),
    ...layers.flatMap((layer, index) => layerDrafts(image, layer, reports, index)),
  ].map((draft) => asOf(draft, today));
  // What the source said of a layer that is not there, the attempt to open it says once more.
  const told = new Set(image.notices.map(({ message }) => message));
  const notices = [
    ...image.notices,
    ...[...attached.flatMap((blob, index) => attachedNotices(blob, beside[index]!)), ...layers.flatMap((layer, index) => layerNotices(image, layer, reports[index]!))].filter(({ message }) => !told.has(message)),
  ];
  const statistics = {
    layers: layers.length,
    files: sum(all, ({ statistics: { files } }) => files),
    bytes: sum(all, ({ statistics: { bytes } }) => bytes),
    filesSkipped: sum(all, ({ statistics: { filesSkipped } }) => filesSkipped),
  };
  const listed = layers.map((layer, index): ReportLayer => {
    const { files, bytes } = reports[index]!.statistics;
    return { ...layerReference(image, layer), size: layer.descriptor.size, files, bytes };
  });
  return sealReport(targetOf(image), drafts, notices, statistics, salt, image.kind === 'image' ? listed : undefined);
}

/** The report of a blob that stands for itself: its one file has the blob's name, and it hides nothing. */
function ofBlob(report: LayerReport, { fileName }: Layer): LayerReport {
  if (fileName === undefined) return report;
  const named = report.files.map((file) => (file.path === '' ? { ...file, path: fileName } : file));
  return { ...report, files: named, hidden: HIDES_NOTHING };
}

/** What else is said of the image; the pointer is the way to the file, '' for a document that was read as a whole. */
function attachedDrafts({ descriptor: { digest } }: Layer, { files, isTree }: LayerReport): Draft[] {
  return files.flatMap(({ path, within, hits }) => {
    const pointer = [...(isTree ? [path] : []), ...within].map((name) => `/${name}`).join('');
    return hits.map(
      (hit): Draft => ({ ...hit, message: `${hit.rule.title} in the image's attestation.`, location: { kind: 'attestation', pointer, digest, region: hit.region }, exposure: { state: 'metadata' }, name: '' }),
    );
  });
}

function attachedNotices({ descriptor: { digest } }: Layer, { notices }: LayerReport): Notice[] {
  return notices.map(({ code, message, path }) => ({ code, message, location: { kind: 'attestation', pointer: path === null || path === '' ? '' : `/${path}`, digest, region: null } }));
}

/** In the order of the layers, however many the scan takes at a time. Throws the first error, once no layer is open any more. */
async function scanLayers(layers: readonly Layer[], scanLayer: LayerScan): Promise<LayerReport[]> {
  const settled = await Promise.allSettled(layers.map(scanLayer));
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

function layerDrafts(image: Image, layer: Layer, reports: readonly LayerReport[], index: number): Draft[] {
  const reference = layerReference(image, layer);
  return reports[index]!.files.flatMap((file): Draft[] => {
    const exposure: Exposure = layer.fileName === undefined ? exposureOf(file, reports, index) : { state: 'present' };
    const place: Omit<Location & { kind: 'layer' }, 'region'> = { kind: 'layer', path: file.path, within: file.within, layer: reference };
    const where = `\`${[file.path, ...file.within].join(' > ')}\`${exposure.state === 'recoverable' ? `, which layer ${exposure.hiddenByLayer} hides and anyone can still read` : ''}`;
    const vendor = vendorFor(file, reports);
    const drafts = file.hits.map(
      (hit): Draft => ({
        ...ofVendor(hit, vendor ?? compiledFrom(file, hit, reports)),
        message: `${hit.rule.title} in ${where}.`,
        location: { ...place, ...(hit.key === undefined ? {} : { key: hit.key }), region: hit.region },
        exposure,
        name: '',
      }),
    );
    if (!file.rule) return drafts;
    const stands = shown([file.path, ...file.within].join('/'), '');
    const named = { severity: stands?.severity ?? file.rule.severity, confidence: 'low', evidence: ['The name alone says so; nothing in its content was recognised.', ...(stands?.says ? [stands.says] : [])] } as const;
    return [
      ...drafts,
      {
        rule: file.rule,
        message: `${file.rule.title}: ${where}.`,
        ...ofVendor(named, vendor),
        secret: null,
        location: { ...place, region: null },
        exposure,
        excerpt: null,
        name: '',
      },
    ];
  });
}

const PACKAGES: Readonly<Record<Vendor, string>> = { dpkg: 'a package of the distribution', apk: 'a package of Alpine Linux', rpm: 'a package of the distribution', python: 'a published Python package' };

/** The database that lists a file may lie in any layer. */
function vendorFor({ path, links, digests }: FileReport, reports: readonly LayerReport[]): Vendor | null {
  if (digests === null) return null;
  const known = reports.map(({ vendorFiles }) => vendorFiles).filter(({ length }) => length > 0);
  for (const name of known.length > 0 ? [path, ...links] : []) {
    const vendor = vendorOf(name, digests, known);
    if (vendor) return vendor;
  }
  return null;
}

/** What Python compiles at installation stands in no database, its source does. https://peps.python.org/pep-3147/ */
const COMPILED = /^(.*\/)__pycache__\/([^/]+)\.cpython-\d+(?:\.opt-\d)?\.pyc$/;

/** Whose the value is, where it stands in the unchanged source of a compiled module, too. */
function compiledFrom({ path }: FileReport, { secret }: { readonly secret: Secret }, reports: readonly LayerReport[]): Vendor | null {
  const name = COMPILED.exec(path);
  if (!name) return null;
  const sources = filesByPath(reports).get(`${name[1]!}${name[2]!}.py`) ?? [];
  const same = sources.filter(({ hits }) => hits.some((hit) => hit.secret.equals(secret)));
  return same.map((file) => vendorFor(file, reports)).find((vendor) => vendor !== null) ?? null;
}

const indexed = new WeakMap<readonly LayerReport[], ReadonlyMap<string, readonly FileReport[]>>();

/** Of all layers; made once, so that asking for each file costs no more than the files. */
function filesByPath(reports: readonly LayerReport[]): ReadonlyMap<string, readonly FileReport[]> {
  const known = indexed.get(reports);
  if (known) return known;
  const made = new Map<string, FileReport[]>();
  for (const file of reports.flatMap(({ files }) => files)) {
    const list = made.get(file.path);
    if (list) list.push(file);
    else made.set(file.path, [file]);
  }
  indexed.set(reports, made);
  return made;
}

/** What everyone can download is no secret of this image. */
function ofVendor<T extends Pick<Draft, 'severity' | 'confidence' | 'evidence'>>(found: T, vendor: Vendor | null): T {
  if (vendor === null) return found;
  return { ...found, severity: 'info', confidence: 'low', evidence: [...found.evidence, `The file belongs to ${PACKAGES[vendor]} and is unchanged, as its checksum says: it is public since its publication.`] };
}

function exposureOf(file: FileReport, reports: readonly LayerReport[], index: number): Exposure {
  const names = file.replaced ? file.links : [file.path, ...file.links];
  if (names.length === 0) return { state: 'recoverable', hiddenByLayer: index };
  // The last of its names to go takes the file with it.
  let hiddenByLayer = index;
  for (const name of names) {
    const hider = reports.findIndex((report, above) => above > index && isHidden(name, report.hidden));
    if (hider === -1) return { state: 'present' };
    hiddenByLayer = Math.max(hiddenByLayer, hider);
  }
  return { state: 'recoverable', hiddenByLayer };
}

function layerNotices(image: Image, layer: Layer, report: LayerReport): Notice[] {
  const reference = layerReference(image, layer);
  const at = (path: string): Location => ({ kind: 'layer', path, within: [], layer: reference, region: null });
  const notices = report.notices.map(({ code, message, path }): Notice => ({ code, message, location: at(path ?? '') }));
  if (!report.isTree && layer.fileName === undefined) notices.push({ code: 'unknown-format', message: 'The layer is no tar archive; it was read as one file.', location: at('') });
  if (report.diffId !== null && layer.diffId !== null && report.diffId !== layer.diffId) {
    notices.push({
      code: 'diff-id-mismatch',
      message: `Layer ${layer.index} is not the one that the config claims: its content has the digest ${report.diffId}, the config says ${layer.diffId}.`,
      location: at(''),
    });
  }
  return notices;
}

function targetOf(image: Image): Target {
  return {
    kind: image.kind,
    reference: image.reference,
    digest: image.kind === 'directory' ? null : (image.manifest?.descriptor.digest ?? image.config?.descriptor.digest ?? null),
    platform: image.platform && platformName(image.platform),
  };
}

function platformName({ os, architecture, variant }: Platform): string {
  return [os, architecture, variant].filter(Boolean).join('/');
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
