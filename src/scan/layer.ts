import { HIDES_NOTHING, type HiddenPaths } from '../layer/hides.js';
import { KeptFile } from '../layer/kept-file.js';
import { readLayer, STREAM, type LayerSummary, type LayerVisitor } from '../layer/read.js';
import { NO_VENDOR_FILES, VendorFilesBuilder, type FileDigests } from '../layer/vendor.js';
import type { Matcher } from '../match/matcher.js';
import { LayerlintError } from '../model/error.js';
import type { File } from '../model/file.js';
import type { Layer } from '../model/image.js';
import type { NoticeCode } from '../model/notice.js';
import { rulesOfKind, type FileRule, type RuleSet } from '../model/rule.js';
import { matchFileRule } from '../rule/file-name.js';
import { DocumentScanner, type DocumentHit } from './document.js';
import { newWork } from './parse.js';
import { FileScanner, type FileDocument } from './file.js';

/** A file of a layer in which something was found. */
export interface FileReport {
  readonly path: string;
  /** Names inside nested archives, outermost first. */
  readonly within: readonly string[];
  /** Hard links to the same bytes in the same layer. */
  readonly links: readonly string[];
  /** True when a later entry of the same layer takes its place. */
  readonly replaced: boolean;
  readonly hits: readonly DocumentHit[];
  /** Set when the name alone is proof and the content showed nothing. */
  readonly rule: FileRule | null;
  /** Of the outer file as stored, to be held against what package databases say; null for one that is too large. */
  readonly digests: FileDigests | null;
}

/** Something about a layer that was not fully read; `path` null means the layer as a whole. */
export interface LayerNotice {
  readonly code: NoticeCode;
  readonly message: string;
  readonly path: string | null;
}

/** What a layer says; depends on what `layerKey` names and on the rules, and on nothing else. */
export interface LayerReport {
  /** False where the bytes are no tar, but one file; its path is '' where the layer has no name for it. */
  readonly isTree: boolean;
  /** Of the uncompressed bytes, as computed; null where they could not be read to their end. */
  readonly diffId: string | null;
  readonly files: readonly FileReport[];
  readonly notices: readonly LayerNotice[];
  readonly hidden: HiddenPaths;
  /** What the package databases in it say of files anywhere in the image; see `vendorOf`. */
  readonly vendorFiles: Float64Array;
  readonly statistics: { readonly files: number; readonly bytes: number; readonly filesSkipped: number };
}

/** What is said of a layer that nobody looked into. */
export const UNREAD_LAYER: LayerReport = { isTree: true, diffId: null, files: [], notices: [], hidden: HIDES_NOTHING, vendorFiles: NO_VENDOR_FILES, statistics: { files: 0, bytes: 0, filesSkipped: 0 } };

export type LayerScan = (layer: Layer) => Promise<LayerReport>;

/** The bytes as stored, and what they are called if they are one file: rules look at names too. */
export function layerKey({ descriptor, fileName }: Layer): string {
  return fileName === undefined ? descriptor.digest : `${descriptor.digest} ${fileName}`;
}

/** True when the layer was read to its end, and its bytes were those of its digest: what is said of it holds wherever the digest stands. */
export function wasVerified({ notices }: Pick<LayerReport, 'notices'>): boolean {
  return !notices.some(({ path }) => path === null);
}

/** The scan that looks into layers here and now. */
export function layerScan(rules: RuleSet, matcher: Matcher): LayerScan {
  const fileRules = rulesOfKind(rules, 'file').filter(({ opaque }) => opaque);
  return async (layer) => {
    const collector = new Collector(matcher, fileRules, layer.fileName ?? '');
    try {
      return collector.report(await readLayer(await layer.open(), collector, verifiedDiffId(layer)));
    } catch (error) {
      if (!(error instanceof LayerlintError) || error.code === 'internal') throw error;
      collector.notice(error.code === 'not-found' ? 'blob-missing' : 'unreadable', error.message, null);
      return collector.report(null);
    }
  };
}

/** The digest that the bytes of an uncompressed layer are verified against; '' where another thread may have inflated them. */
function verifiedDiffId({ descriptor: { digest, mediaType } }: Layer): string {
  return /gzip|zstd/.test(mediaType) ? '' : digest;
}

/** Of an attribute, as it is shown. */
const LONGEST_NAME = 200;

interface OpenReport extends Omit<FileReport, 'links' | 'replaced'> {
  readonly links: readonly string[];
  /** Of the entry in the layer. */
  readonly ordinal: number;
}

class Collector implements LayerVisitor {
  readonly #scanner: FileScanner;
  readonly #attributes: DocumentScanner;
  readonly #fileRules: readonly FileRule[];
  readonly #reports: OpenReport[] = [];
  /** Links to files that have a report or are not done, by path and by ordinal. */
  readonly #linksTo = new Map<string, string[]>();
  readonly #linksOf = new Map<number, string[]>();
  readonly #notices: LayerNotice[] = [];
  readonly #kept = new KeptFile();
  readonly #vendorFiles = new VendorFilesBuilder();
  /** Of files whose documents come later, by ordinal. */
  readonly #digestsOf = new Map<number, FileDigests | null>();
  /** What was found beside the tar. */
  readonly #beside = new Set<string>();
  #ordinal = -1;
  #path = '';
  #documents = 0;
  #files = 0;
  #bytes = 0;

  constructor(
    matcher: Matcher,
    fileRules: readonly FileRule[],
    /** Of a layer that is one file. */
    private readonly fileName: string,
  ) {
    this.#scanner = new FileScanner(matcher, { document: (document) => this.#document(document), notice: (...words) => this.notice(...words) });
    this.#attributes = new DocumentScanner(matcher, newWork());
    this.#fileRules = fileRules;
  }

  file(file: File): boolean {
    this.#ordinal += 1;
    if (file.type === 'hardlink' && file.linkTarget !== null) this.#linksTo.get(file.linkTarget)?.push(file.path);
    if (file.size === 0) return false;
    this.#files += 1;
    this.#path = file.path === '' ? this.fileName : file.path;
    this.#kept.begin(file.size, this.#vendorFiles.wants(this.#path));
    this.#scanner.begin(this.#path, file.size, this.#ordinal);
    return true;
  }

  attribute(path: string, name: string, value: string): void {
    const bytes = Buffer.from(value);
    this.#attributes.begin(path, bytes.length);
    this.#attributes.write(bytes);
    // Windows overlap: what ends one may begin the next.
    const hits = this.#attributes.end().hits.filter(({ rule, secret }) => path !== STREAM || !this.#beside.has(`${name}\0${rule.id}\0${secret.reveal()}`));
    if (path === STREAM) for (const { rule, secret } of hits) this.#beside.add(`${name}\0${rule.id}\0${secret.reveal()}`);
    // What stands beside the tar is told whenever it is met, on this thread or another: it comes last.
    if (hits.length > 0) this.#reports.push({ path, within: [name.slice(0, LONGEST_NAME)], links: [], hits, rule: null, digests: null, ordinal: path === STREAM ? Infinity : this.#ordinal });
  }

  bytes(bytes: Buffer): void {
    this.#kept.write(bytes);
    this.#scanner.write(bytes);
  }

  end(): void {
    const documents = this.#documents;
    this.#scanner.end();
    if (this.#vendorFiles.wants(this.#path)) this.#readDatabase();
    if (this.#documents !== documents) return;
    // An archive is not done yet: links to it, and other files, may come before its documents.
    this.#keepLinks(this.#ordinal, this.#path);
    this.#digestsOf.set(this.#ordinal, this.#kept.digests());
  }

  #readDatabase(): void {
    const { bytes } = this.#kept;
    const fault = bytes ? this.#vendorFiles.add(this.#path, bytes) : "The database of packages is too large to be held; which files are a distribution's own is not known in full.";
    if (fault !== null) this.notice(bytes ? 'damaged' : 'too-large', fault, this.#path);
  }

  settle(): Promise<void> | null {
    return this.#scanner.settle();
  }

  #document({ ordinal, path, within, fullPath, hits, bytes }: FileDocument): void {
    this.#documents += 1;
    if (within.length === 0) this.#bytes += bytes;
    const rule = hits.length > 0 || bytes === 0 ? null : (this.#fileRules.find((one) => matchFileRule(one, fullPath)) ?? null);
    if (hits.length === 0 && !rule) return;
    const digests = this.#digestsOf.get(ordinal) ?? (ordinal === this.#ordinal ? this.#kept.digests() : null);
    this.#reports.push({ path, within, links: this.#keepLinks(ordinal, path), hits, rule, digests, ordinal });
  }

  #keepLinks(ordinal: number, path: string): string[] {
    const known = this.#linksOf.get(ordinal);
    if (known) return known;
    const links: string[] = [];
    this.#linksOf.set(ordinal, links);
    this.#linksTo.set(path, links);
    return links;
  }

  notice(code: NoticeCode, message: string, path: string | null): void {
    this.#notices.push({ code, message, path });
  }

  report(summary: LayerSummary | null): LayerReport {
    return {
      isTree: summary?.isTree ?? true,
      diffId: wasVerified({ notices: this.#notices }) ? (summary?.diffId ?? null) : null,
      files: this.#reports.sort((a, b) => a.ordinal - b.ordinal).map(({ ordinal, ...report }) => ({ ...report, replaced: summary?.replacedWithin(report.path, ordinal) ?? false })),
      notices: this.#notices,
      hidden: summary?.hidden ?? HIDES_NOTHING,
      vendorFiles: this.#vendorFiles.build(),
      statistics: { files: this.#files, bytes: this.#bytes, filesSkipped: new Set(this.#notices.flatMap(({ path }) => path ?? [])).size },
    };
  }
}
