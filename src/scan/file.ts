import { isCovered } from '../content/inner-document.js';
import type { Coverage, InnerDocument } from '../content/inner-document.js';
import { FileOpener } from '../content/open.js';
import type { DocumentVisitor } from '../content/open.js';
import type { OuterFile } from '../content/outer-file.js';
import { HITS_PER_DOCUMENT, type Matcher } from '../match/matcher.js';
import type { NoticeCode } from '../model/notice.js';
import { DocumentScanner, type DocumentHit } from './document.js';
import { NOTHING_LEFT } from '../grammar/formats/keystores.js';
import { newWork, ROUNDS } from './parse.js';

/** What one document says: a file, or something inside it. */
export interface FileDocument {
  /** As given to `begin`. */
  readonly ordinal: number;
  /** Of the outer file. */
  readonly path: string;
  /** Names inside nested archives, outermost first; empty for the file itself. */
  readonly within: readonly string[];
  /** For rules about names: the path with the names inside put behind it. */
  readonly fullPath: string;
  /** One for each secret and place, sorted by offset. */
  readonly hits: readonly DocumentHit[];
  readonly bytes: number;
  /** Of key derivation, that it took. */
  readonly rounds: number;
}

/** Documents come when they are done: what lies in an archive before the archive, and after files that followed it unless `settle` was awaited. */
export interface FileScanVisitor {
  document(document: FileDocument): void;
  /** `rounds` of key derivation were spent on the document that it is about. */
  notice(code: NoticeCode, message: string, path: string, rounds: number): void;
  /** A document took rounds of key derivation; `message` is what is to be said of it if there were none to be had. */
  slow?(document: FileDocument, message: string): void;
}

/** Matches files as they pass, and what is inside them. */
export class FileScanner {
  readonly #opener: FileOpener;

  constructor(matcher: Matcher, visitor: FileScanVisitor) {
    this.#opener = new FileOpener(new Matching(matcher, visitor));
  }

  /** `size` as `ContentReader.begin` takes it; `ordinal` comes back with each document. */
  begin(path: string, size: number, ordinal: number): void {
    this.#opener.beginFile(path, ordinal, size);
  }

  /** `bytes` must stay as they are until `settle` has been called and waited for. */
  write(bytes: Buffer): void {
    this.#opener.write(bytes);
  }

  end(): void {
    this.#opener.end();
  }

  /** Call after each piece of input, and before documents are counted on; null when nothing is waiting. */
  settle(): Promise<void> | null {
    return this.#opener.settle();
  }
}

class Matching implements DocumentVisitor {
  readonly #matcher: Matcher;
  readonly #visitor: FileScanVisitor;
  readonly #work = newWork();
  /** Rounds that the files in front of this one took. */
  #spent = 0;
  #allowed = false;
  /** By depth. */
  readonly #scanners: DocumentScanner[] = [];
  /** Of containers, until all in them has been seen. */
  readonly #waiting = new Map<InnerDocument, FileDocument>();
  readonly #valuesInside = new WeakMap<OuterFile, Set<string | null>>();

  constructor(matcher: Matcher, visitor: FileScanVisitor) {
    this.#matcher = matcher;
    this.#visitor = visitor;
  }

  begin({ depth, path, size }: InnerDocument): void {
    if (depth === 0) this.#allow();
    (this.#scanners[depth] ??= new DocumentScanner(this.#matcher, this.#work)).begin(path, size);
  }

  write({ depth }: InnerDocument, bytes: Buffer, apart: Coverage): void {
    this.#scanners[depth]!.write(bytes, apart);
  }

  end(inner: InnerDocument): void {
    const { outer, within, depth, path: fullPath, container } = inner;
    const { hits: all, bytes, limited, limits, rounds } = this.#scanners[depth]!.end();
    const known = inner.version && all.length > 0 ? this.#valuesInside.get(outer) : undefined;
    const hits = known ? all.filter(({ secret }) => !known.has(secret.reveal())) : all;
    for (const message of limits) this.#visitor.notice('limit-reached', `\`${nameOf(inner)}\`: ${message}`, outer.path, rounds);
    if (limited) {
      this.#visitor.notice('limit-reached', `\`${nameOf(inner)}\` holds more than ${HITS_PER_DOCUMENT} matches; the rest is not listed.`, outer.path, 0);
    }
    const document = { ordinal: outer.ordinal, path: outer.path, within, fullPath, hits, bytes: depth === 0 ? outer.stored : bytes, rounds };
    if (rounds > 0) this.#visitor.slow?.(document, `\`${nameOf(inner)}\`: ${NOTHING_LEFT}`);
    if (container === null) this.#report(inner, document);
    else this.#waiting.set(inner, document);
  }

  opened(inner: InnerDocument, coverage: Coverage): void {
    const document = this.#waiting.get(inner)!;
    this.#waiting.delete(inner);
    // What was seen where it really stands is not shown once more as bytes of its archive.
    const seen = document.hits.length > 0 ? this.#valuesInside.get(inner.outer) : undefined;
    const hits = document.hits.filter(({ start, end, secret }) => !isCovered(coverage, start, end) && !seen?.has(secret.reveal()));
    this.#report(inner, { ...document, hits });
  }

  notice({ path }: OuterFile, code: NoticeCode, message: string): void {
    this.#visitor.notice(code, message, path, 0);
  }

  /** A file has the whole account to itself, or nothing where those before it took as much: so what it says does not depend on who reads them. */
  #allow(): void {
    if (this.#allowed) this.#spent += ROUNDS - this.#work.rounds;
    this.#allowed = this.#spent < ROUNDS;
    this.#work.rounds = this.#allowed ? ROUNDS : 0;
  }

  #report({ outer, depth }: InnerDocument, document: FileDocument): void {
    if (depth > 0 && document.hits.length > 0) {
      let values = this.#valuesInside.get(outer);
      if (!values) this.#valuesInside.set(outer, (values = new Set()));
      for (const { secret } of document.hits) values.add(secret.reveal());
    }
    this.#visitor.document(document);
  }
}

const nameOf = ({ outer, within }: InnerDocument): string => [outer.path, ...within].join(' > ');
