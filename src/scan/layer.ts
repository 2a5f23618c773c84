import type { Hides } from '../layer/hides.js';
import { readLayer, type LayerSummary, type LayerVisitor } from '../layer/read.js';
import { HITS_PER_DOCUMENT, type Matcher } from '../match/matcher.js';
import { LayerlintError } from '../model/error.js';
import type { File } from '../model/file.js';
import type { Layer } from '../model/image.js';
import type { NoticeCode } from '../model/notice.js';
import { rulesOfKind, type FileRule, type RuleSet } from '../model/rule.js';
import { matchFileRule } from '../rule/file-name.js';
import { DocumentScanner, type DocumentHit } from './document.js';

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
}

/** Something about a layer that was not fully read; `path` null means the layer as a whole. */
export interface LayerNotice {
  readonly code: NoticeCode;
  readonly message: string;
  readonly path: string | null;
}

/** What a layer says; depends on its bytes and on the rules and on nothing else. */
export interface LayerReport {
  /** Of the uncompressed bytes, as computed; null where they could not be read to their end. */
  readonly diffId: string | null;
  readonly files: readonly FileReport[];
  readonly notices: readonly LayerNotice[];
  readonly hides: Hides;
  readonly statistics: { readonly files: number; readonly bytes: number; readonly filesSkipped: number };
}

export type LayerScan = (layer: Layer) => Promise<LayerReport>;

const HIDES_NOTHING: Hides = { hides: () => false, replacedWithin: () => false };

/** The scan that looks into layers here and now. */
export function layerScan(rules: RuleSet, matcher: Matcher): LayerScan {
  const fileRules = rulesOfKind(rules, 'file').filter(({ opaque }) => opaque);
  return async (layer) => {
    const collector = new Collector(matcher, fileRules);
    try {
      return collector.report(await readLayer(await layer.open(), collector));
    } catch (error) {
      if (!(error instanceof LayerlintError)) throw error;
      collector.notice(error.code === 'not-found' ? 'blob-missing' : 'unreadable', error.message, null);
      return collector.report(null);
    }
  };
}

interface OpenReport extends Omit<FileReport, 'links' | 'replaced'> {
  readonly links: string[];
  readonly ordinal: number;
}

class Collector implements LayerVisitor {
  readonly #document: DocumentScanner;
  readonly #fileRules: readonly FileRule[];
  readonly #reports: OpenReport[] = [];
  readonly #byPath = new Map<string, OpenReport>();
  readonly #notices: LayerNotice[] = [];
  #file: File | null = null;
  #ordinal = -1;
  #files = 0;
  #bytes = 0;

  constructor(matcher: Matcher, fileRules: readonly FileRule[]) {
    this.#document = new DocumentScanner(matcher);
    this.#fileRules = fileRules;
  }

  file(file: File): boolean {
    this.#ordinal += 1;
    if (file.type === 'hardlink' && file.linkTarget !== null) this.#byPath.get(file.linkTarget)?.links.push(file.path);
    if (file.size === 0) return false;
    this.#file = file;
    this.#files += 1;
    this.#document.begin(file.path, file.size);
    return true;
  }

  bytes(bytes: Buffer): void {
    this.#document.write(bytes);
  }

  end(): void {
    const { path } = this.#file!;
    const { hits, bytes, limited } = this.#document.end();
    this.#bytes += bytes;
    if (limited) this.notice('limit-reached', `\`${path}\` holds more than ${HITS_PER_DOCUMENT} matches; the rest is not listed.`, path);
    const rule = hits.length > 0 ? null : (this.#fileRules.find((one) => matchFileRule(one, path)) ?? null);
    if (hits.length === 0 && !rule) return;
    const report: OpenReport = { path, within: [], links: [], hits, rule, ordinal: this.#ordinal };
    this.#reports.push(report);
    this.#byPath.set(path, report);
  }

  notice(code: NoticeCode, message: string, path: string | null): void {
    this.#notices.push({ code, message, path });
  }

  report(summary: LayerSummary | null): LayerReport {
    const hides = summary?.hides ?? HIDES_NOTHING;
    const readToItsEnd = !this.#notices.some(({ path }) => path === null);
    return {
      diffId: readToItsEnd ? (summary?.diffId ?? null) : null,
      files: this.#reports.map(({ ordinal, ...report }) => ({ ...report, replaced: hides.replacedWithin(report.path, ordinal) })),
      notices: this.#notices,
      hides,
      statistics: { files: this.#files, bytes: this.#bytes, filesSkipped: 0 },
    };
  }
}
