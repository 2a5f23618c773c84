import { giveText, takeText } from '../kernel/memory.js';
import { KeptFile } from '../layer/kept-file.js';
import type { Matcher } from '../match/matcher.js';
import type { FileRule } from '../model/rule.js';
import { findFileRule } from '../rule/file-name.js';
import { FileScanner, type FileDocument } from './file.js';
import type { FileReport, LayerNotice } from './layer.js';
import type { FilePart, Parcel } from './parcel.js';
import { runsOf, type FileTag, type Run, type SilentFiles } from './silent-files.js';

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

/** A file in several parts that may be known is held until it is whole, which nothing else takes memory beside; a larger one is searched as it comes. */
const MOST_HELD = 32 * 1024 * 1024;

/** The rule that a name alone falls under, for a document without hits. */
export function nameRule(rules: readonly FileRule[], fullPath: string): FileRule | null {
  return findFileRule(rules, fullPath);
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
  readonly #silent: SilentFiles | null;
  /** Of a file in several parts, where it may be kept in mind. */
  #tag: FileTag | null = null;
  /** True while it may turn out to be known. */
  #holds = false;
  /** Its parts until then. */
  readonly #held: { readonly part: FilePart; readonly bytes: Buffer }[] = [];
  /** True when there is anything to say of the file that passes. */
  #spoke = false;

  /** `silent`: files that need not be searched; null where none repeats another. */
  constructor(matcher: Matcher, fileRules: readonly FileRule[], silent: SilentFiles | null = null) {
    this.#scanner = new FileScanner(matcher, {
      document: (document) => this.#document(document),
      notice: (code, message, path, rounds) => this.#say({ code, message, path, rounds, ordinal: this.#ordinal, unspent: false }),
      slow: ({ path, rounds }, message) => this.#say({ code: 'limit-reached', message, path, rounds, ordinal: this.#ordinal, unspent: true }),
    });
    this.#fileRules = fileRules;
    this.#silent = silent;
  }

  /** Searches all of it before it resolves. */
  async search({ bytes, parts }: Parcel): Promise<void> {
    if (!this.#silent) return void (await this.#searchAll(parts, bytes));
    let at = 0;
    for (const files of runsOf(parts)) {
      const here = bytes.subarray(at, (at += files.reduce((sum, { length }) => sum + length, 0)));
      const [{ begins, ends }] = files;
      if (begins && ends) await this.#remember(this.#silent, files, here);
      else await this.#rememberPart(this.#silent, files[0], here);
    }
  }

  /** True where one of them said anything up to here. */
  async #searchAll(parts: readonly FilePart[], bytes: Buffer): Promise<boolean> {
    let at = 0;
    let spoke = false;
    for (const part of parts) {
      await this.#pass(part, bytes.subarray(at, (at += part.length)));
      spoke ||= this.#spoke;
    }
    return spoke;
  }

  async #pass({ path, size, ordinal, begins, ends }: FilePart, bytes: Buffer): Promise<void> {
    if (begins) this.#begin(path, size, ordinal);
    this.#kept.write(bytes);
    this.#scanner.write(bytes);
    if (ends) this.#scanner.end();
    const rest = this.#scanner.settle();
    if (rest) await rest;
    if (ends) this.#end();
  }

  /** Passes over files that are known to hold nothing, and keeps in mind those that turn out to. */
  async #remember(silent: SilentFiles, files: Run, bytes: Buffer): Promise<void> {
    const tag = silent.tag(files, bytes);
    if (silent.has(tag)) this.#bytes += bytes.length;
    else if (!(await this.#searchAll(files, bytes))) silent.add(tag);
  }

  /** The same for a file that comes in parts. */
  async #rememberPart(silent: SilentFiles, part: FilePart, bytes: Buffer): Promise<void> {
    const { path, size, begins, ends } = part;
    if (begins) {
      this.#tag = size <= MOST_HELD ? silent.begin(path, size) : null;
      this.#holds = this.#tag !== null && silent.has(silent.tagOfName(path, size));
    }
    this.#tag?.write(bytes);
    const before = this.#held.reduce((sum, one) => sum + one.bytes.length, 0);
    // Who says less than comes is not waited for.
    if (this.#holds && !ends && before + bytes.length <= size) {
      // Where they lie is somebody else's when this parcel is done.
      const copy = takeText(bytes.length);
      copy.set(bytes);
      this.#held.push({ part, bytes: copy });
      return;
    }
    const tag = ends ? (this.#tag?.end() ?? null) : null;
    if (this.#holds && tag && silent.has(tag)) this.#bytes += before + bytes.length;
    else {
      for (const one of this.#held) await this.#pass(one.part, one.bytes);
      await this.#pass(part, bytes);
      if (tag && !this.#spoke) {
        silent.add(tag);
        silent.add(silent.tagOfName(path, size));
      }
    }
    this.#release();
  }

  #release(): void {
    for (const { bytes } of this.#held.splice(0)) giveText(bytes);
    this.#holds = false;
  }

  /** Lets go of what is held, as an error may have left it. */
  close(): void {
    this.#release();
    this.#kept.close();
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
    this.#spoke = false;
    this.#kept.begin(size, false);
    this.#scanner.begin(path, size, ordinal);
  }

  #end(): void {
    if (this.#open.length > 0) {
      const digests = this.#kept.digests(this.#open[0]!.path);
      for (const file of this.#open) this.#files.push({ ...file, digests });
      this.#open = [];
    }
    this.#kept.close();
  }

  #document({ ordinal, path, within, fullPath, hits, bytes, rounds }: FileDocument): void {
    if (within.length === 0) this.#bytes += bytes;
    const rule = hits.length > 0 || bytes === 0 ? null : nameRule(this.#fileRules, fullPath);
    if (hits.length === 0 && !rule) return;
    this.#spoke = true;
    this.#open.push({ path, within, hits, rule, ordinal, rounds, links: [], replaced: false, digests: null });
  }

  #say(notice: FoundNotice): void {
    this.#spoke = true;
    this.#notices.push(notice);
  }
}
