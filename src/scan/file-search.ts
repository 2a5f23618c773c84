import { KeptFile } from '../layer/kept-file.js';
import type { Matcher } from '../match/matcher.js';
import type { FileRule } from '../model/rule.js';
import { matchFileRule } from '../rule/file-name.js';
import { FileScanner, type FileDocument } from './file.js';
import type { FileReport, LayerNotice } from './layer.js';
import type { Parcel } from './parcel.js';

/** What one document of a layer's file says. */
export interface FoundFile extends FileReport {
  /** Of the file in the layer. */
  readonly ordinal: number;
  /** Of key derivation, that it took. */
  readonly rounds: number;
}

export interface FoundNotice extends LayerNotice {
  readonly ordinal: number;
  /** Of key derivation, spent on the document that it is about. */
  readonly rounds: number;
  /** True where it holds only if there had been no rounds to spend. */
  readonly unspent: boolean;
}

/** What files of a layer say, in the order of the files. */
export interface Found {
  readonly files: readonly FoundFile[];
  readonly notices: readonly FoundNotice[];
  /** Of the files as stored. */
  readonly bytes: number;
}

/** The rule that a name alone falls under, for a document without hits. */
export function nameRule(rules: readonly FileRule[], fullPath: string): FileRule | null {
  return rules.find((one) => matchFileRule(one, fullPath)) ?? null;
}

/** Searches files of one layer, one after the other in their order, wherever the others are searched. */
export class FileSearch {
  readonly #scanner: FileScanner;
  readonly #fileRules: readonly FileRule[];
  readonly #kept = new KeptFile();
  #ordinal = -1;
  /** Of the file that passes: what it is worth is known at its end. */
  #open: FoundFile[] = [];
  #files: FoundFile[] = [];
  #notices: FoundNotice[] = [];
  #bytes = 0;

  constructor(matcher: Matcher, fileRules: readonly FileRule[]) {
    this.#scanner = new FileScanner(matcher, {
      document: (document) => this.#document(document),
      notice: (code, message, path, rounds) => this.#notices.push({ code, message, path, rounds, ordinal: this.#ordinal, unspent: false }),
      slow: ({ path, rounds }, message) => this.#notices.push({ code: 'limit-reached', message, path, rounds, ordinal: this.#ordinal, unspent: true }),
    });
    this.#fileRules = fileRules;
  }

  /** Searches all of it before it resolves. */
  async search({ bytes, parts }: Parcel): Promise<void> {
    let at = 0;
    for (const { path, size, ordinal, length, begins, ends } of parts) {
      if (begins) this.#begin(path, size, ordinal);
      const part = Buffer.from(bytes.buffer, at, length);
      at += length;
      this.#kept.write(part);
      this.#scanner.write(part);
      if (ends) this.#scanner.end();
      const rest = this.#scanner.settle();
      if (rest) await rest;
      if (ends) this.#end();
    }
  }

  /** What was found since it was last taken, in files that have ended. */
  take(): Found {
    const found = { files: this.#files, notices: this.#notices, bytes: this.#bytes };
    this.#files = [];
    this.#notices = [];
    this.#bytes = 0;
    return found;
  }

  #begin(path: string, size: number, ordinal: number): void {
    this.#ordinal = ordinal;
    this.#kept.begin(size, false);
    this.#scanner.begin(path, size, ordinal);
  }

  #end(): void {
    if (this.#open.length === 0) return;
    const digests = this.#kept.digests();
    for (const file of this.#open) this.#files.push({ ...file, digests });
    this.#open = [];
  }

  #document({ ordinal, path, within, fullPath, hits, bytes, rounds }: FileDocument): void {
    if (within.length === 0) this.#bytes += bytes;
    const rule = hits.length > 0 || bytes === 0 ? null : nameRule(this.#fileRules, fullPath);
    if (hits.length > 0 || rule) this.#open.push({ path, within, hits, rule, ordinal, rounds, links: [], replaced: false, digests: null });
  }
}
