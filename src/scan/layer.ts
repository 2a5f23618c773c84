import { giveText } from '../kernel/memory.js';
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
import { DocumentScanner, type DocumentHit } from './document.js';
import { joinFolders } from './folder-pairs.js';
import { FileSearch, nameRule, type Found, type FoundFile, type FoundNotice } from './file-search.js';
import { NO_HANDS, type Hand, type Hands } from './hands.js';
import { Packer, type FilePart, type Parcel } from './parcel.js';
import { newWork, ROUNDS } from './parse.js';
import type { SilentFiles } from './silent-files.js';

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
  /** Of the uncompressed bytes, as computed; null where they could not be read to their end, or have no name that they could be held against. */
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

/** What spares the thread that reads a layer a part of its work. */
export interface LayerAids {
  /** Who else may search its files. */
  readonly hands: Hands;
  /** Files that need not be searched; null where none repeats another. */
  readonly silent: SilentFiles | null;
}

/** The scan that looks into layers here and now. */
export function layerScan(rules: RuleSet, matcher: Matcher, aids: LayerAids = { hands: NO_HANDS, silent: null }): LayerScan {
  const fileRules = opaqueRules(rules);
  return async (layer) => {
    const collector = new Collector(matcher, fileRules, layer.fileName ?? '', aids);
    try {
      const { descriptor: { digest }, diffId } = layer;
      // A folder has neither, and is never told from another by them.
      const summary = await readLayer(await layer.open(), collector, digest === '' && diffId === null ? null : digest);
      await collector.finish();
      return collector.report(summary);
    } catch (error) {
      if (!(error instanceof LayerlintError) || error.code === 'internal') throw error;
      collector.notice(error.code === 'not-found' ? 'blob-missing' : 'unreadable', error.message, null);
      return collector.report(null);
    } finally {
      collector.close();
    }
  };
}

/** File rules that need no look at the content. */
export function opaqueRules(rules: RuleSet): readonly FileRule[] {
  return rulesOfKind(rules, 'file').filter(({ opaque }) => opaque);
}

/** Of an attribute, as it is shown. */
const LONGEST_NAME = 200;

/** Walks a layer and has its files searched, here or by others; what depends on their order is kept here. */
class Collector implements LayerVisitor {
  readonly #search: FileSearch;
  readonly #hands: Hands;
  readonly #packer = new Packer();
  /** Who searches the file whose first part was given away; null where that is done here. */
  #owner: Hand | null = null;
  readonly #attributes: DocumentScanner;
  readonly #fileRules: readonly FileRule[];
  readonly #files: FoundFile[] = [];
  readonly #notices: FoundNotice[] = [];
  /** The file that stands at a path, by its ordinal, unless it is known to hold nothing. */
  readonly #newest = new Map<string, number>();
  /** Hard links to such files, by ordinal. */
  readonly #links = new Map<number, string[]>();
  /** The package database that passes. */
  readonly #kept = new KeptFile();
  readonly #vendorFiles = new VendorFilesBuilder();
  #isDatabase = false;
  #isOpen = false;
  /** What was found beside the tar. */
  readonly #beside = new Set<string>();
  #ordinal = -1;
  #path = '';
  #count = 0;
  #bytes = 0;

  constructor(
    matcher: Matcher,
    fileRules: readonly FileRule[],
    /** Of a layer that is one file. */
    private readonly fileName: string,
    { hands, silent }: LayerAids,
  ) {
    this.#search = new FileSearch(matcher, fileRules, silent);
    this.#hands = hands;
    this.#attributes = new DocumentScanner(matcher, newWork());
    this.#fileRules = fileRules;
  }

  file(file: File): boolean {
    this.#ordinal += 1;
    if (file.type === 'hardlink' && file.linkTarget !== null) this.#addLink(file.linkTarget, file.path);
    this.#newest.delete(file.path);
    if (file.size === 0) return false;
    this.#count += 1;
    this.#path = file.path === '' ? this.fileName : file.path;
    this.#newest.set(this.#path, this.#ordinal);
    this.#isOpen = true;
    this.#isDatabase = this.#vendorFiles.wants(this.#path);
    if (this.#isDatabase) this.#kept.begin(file.size, true);
    this.#packer.begin(this.#path, file.size, this.#ordinal);
    return true;
  }

  attribute(path: string, name: string, value: string): void {
    const bytes = Buffer.from(value);
    this.#attributes.begin(path, bytes.length);
    this.#attributes.write(bytes);
    const { hits: all, rounds } = this.#attributes.end();
    // Windows overlap: what ends one may begin the next.
    const hits = all.filter(({ rule, secret }) => path !== STREAM || !this.#beside.has(`${name}\0${rule.id}\0${secret.reveal()}`));
    if (path === STREAM) for (const { rule, secret } of hits) this.#beside.add(`${name}\0${rule.id}\0${secret.reveal()}`);
    // What stands beside the tar is told whenever it is met: it comes last.
    const ordinal = path === STREAM ? Infinity : this.#ordinal;
    if (hits.length > 0) this.#files.push({ path, within: [name.slice(0, LONGEST_NAME)], links: [], replaced: false, hits, rule: null, digests: null, ordinal, rounds });
  }

  bytes(bytes: Buffer): void {
    if (this.#isDatabase) this.#kept.write(bytes);
    this.#packer.write(bytes);
  }

  end(): void {
    this.#isOpen = false;
    this.#packer.end();
    if (this.#isDatabase) this.#readDatabase();
  }

  #readDatabase(): void {
    const { bytes } = this.#kept;
    const fault = bytes ? this.#vendorFiles.add(this.#path, bytes) : "The database of packages is too large to be held; which files are a distribution's own is not known in full.";
    if (fault !== null) this.notice(bytes ? 'damaged' : 'too-large', fault, this.#path);
    this.#kept.close();
  }

  async settle(): Promise<void> {
    for (const parcel of this.#packer.take(false)) await this.#pass(parcel);
  }

  /** Searches what is left, and waits for what others search. */
  async finish(): Promise<void> {
    for (const parcel of this.#packer.take(true)) await this.#pass(parcel);
    await this.#hands.idle();
    this.#gather();
  }

  /** Lets go of what an error has left. */
  close(): void {
    this.#packer.close();
    this.#search.close();
    this.#kept.close();
  }

  notice(code: NoticeCode, message: string, path: string | null): void {
    // In front of what is found in the file that is open, and behind what was found in those that have ended.
    this.#notices.push({ code, message, path, ordinal: this.#ordinal + (this.#isOpen ? -0.25 : 0.25), rounds: 0, unspent: false });
  }

  /** Whoever has time takes it: one of the others where one has room, or else this thread, rather than wait. */
  async #pass(parcel: Parcel): Promise<void> {
    this.#gather();
    const { parts } = parcel;
    const { begins } = parts[0]!;
    // The rest of a file goes to whoever has begun it, however many there are.
    if (begins) this.#hands.passed(parts.reduce((sum, { length }) => sum + length, 0));
    const hand = begins ? this.#hands.free() : this.#owner;
    this.#owner = hand;
    try {
      if (hand) return await hand.give(parcel);
      await this.#search.search(parcel);
    } finally {
      giveText(parcel.bytes);
    }
    this.#take(parts, this.#search.take());
    // Others on this thread have their turn, too: bytes may arrive without it.
    await new Promise(setImmediate);
  }

  #gather(): void {
    for (const [parts, found] of this.#hands.found()) this.#take(parts, found);
  }

  #take(parts: readonly FilePart[], { files, notices, bytes }: Found): void {
    this.#bytes += bytes;
    this.#files.push(...files);
    this.#notices.push(...notices);
    const speak = new Set(files.map(({ ordinal }) => ordinal));
    for (const { path, ordinal, ends } of parts) {
      if (!ends || speak.has(ordinal)) continue;
      this.#links.delete(ordinal);
      if (this.#newest.get(path) === ordinal) this.#newest.delete(path);
    }
  }

  #addLink(target: string, path: string): void {
    const ordinal = this.#newest.get(target);
    if (ordinal === undefined) return;
    const links = this.#links.get(ordinal);
    if (links) links.push(path);
    else this.#links.set(ordinal, [path]);
  }

  report(summary: LayerSummary | null): LayerReport {
    const beyond = firstBeyond(this.#notices);
    const notices = this.#notices
      .filter(({ ordinal, rounds, unspent }) => (ordinal >= beyond ? rounds === 0 || unspent : !unspent))
      .sort((a, b) => a.ordinal - b.ordinal)
      .map(({ code, message, path }): LayerNotice => ({ code, message, path }));
    const files = joinFolders(this.#files
      .flatMap((file) => (file.rounds > 0 && file.ordinal >= beyond ? this.#withoutRounds(file) : file))
      .sort((a, b) => a.ordinal - b.ordinal)
      .map(({ path, within, links, hits, rule, digests, ordinal }): FileReport => ({ path, within, links: this.#links.get(ordinal) ?? links, replaced: summary?.replacedWithin(path, ordinal) ?? false, hits, rule, digests })));
    return {
      isTree: summary?.isTree ?? true,
      diffId: wasVerified({ notices }) ? (summary?.diffId ?? null) : null,
      files,
      notices,
      hidden: summary?.hidden ?? HIDES_NOTHING,
      vendorFiles: this.#vendorFiles.build(),
      statistics: { files: this.#count, bytes: this.#bytes, filesSkipped: new Set(notices.flatMap(({ path }) => path ?? [])).size },
    };
  }

  /** What it says where its own grammar is not asked. */
  #withoutRounds(file: FoundFile): FoundFile[] {
    const hits = file.hits.filter(({ parsed }) => !parsed);
    const rule = hits.length > 0 ? null : nameRule(this.#fileRules, [file.path, ...file.within].join('/'));
    return hits.length > 0 || rule ? [{ ...file, hits, rule }] : [];
  }
}

/** The first file that finds all rounds spent by those in front of it, which is the same whoever read them. */
function firstBeyond(notices: readonly FoundNotice[]): number {
  let spent = 0;
  let last = -1;
  for (const { ordinal, rounds } of notices.filter(({ unspent }) => unspent).sort((a, b) => a.ordinal - b.ordinal)) {
    if (spent >= ROUNDS && ordinal > last) return ordinal;
    spent += rounds;
    last = ordinal;
  }
  return Infinity;
}
