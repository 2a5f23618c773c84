import { gunzipSync } from 'node:zlib';
import { ByteSource } from '../archive/byte-source.js';
import { LayerlintError } from '../model/error.js';
import type { NoticeCode } from '../model/notice.js';
import { CONTAINER_HEAD, sniffContainer } from './container.js';
import type { Container } from './container.js';
import { Feed } from './feed.js';
import { contentOf } from './inner-document.js';
import type { Coverage, InnerDocument } from './inner-document.js';
import { openContainer } from './open-container.js';
import type { Say } from './open-container.js';
import { SourceMapOpener } from './open-source-map.js';
import { OuterFile } from './outer-file.js';
import { ZipSearch, mayCarryZip } from './zip-search.js';

/** Containers in containers: a package in an image's archive in a backup takes six. Deeper ones are looked at as plain bytes, and named. */
const MAX_DEPTH = 10;
/** Compressed files of at most this size are opened at a stroke. */
const SMALL_BYTES = 256 * 1024;
const SMALL_OUTPUT = 2 * 1024 * 1024;

const NOTHING = Buffer.alloc(0);
const NONE: Coverage = [];
/** Their readers are done with a piece when they ask for the next one. */
const LENT: readonly Container[] = ['zip', 'tar', 'gzip', 'source-map'];

/** Called for each document: `begin`, any number of `write`, `end`; one document at each depth at a time. */
export interface DocumentVisitor {
  begin(document: InnerDocument): void;
  /** Valid only during the call. The bytes of a tar are not written: its members hold them. `apart`: what documents of their own have shown already. */
  write(document: InnerDocument, bytes: Buffer, apart: Coverage): void;
  /** Where `document.container` is set, `opened` will follow. */
  end(document: InnerDocument): void;
  /** After all that is in it; `coverage` says which of its bytes have been seen in documents of their own. */
  opened(document: InnerDocument, coverage: Coverage): void;
  notice(outer: OuterFile, code: NoticeCode, message: string): void;
}

interface Job {
  readonly document: InnerDocument;
  readonly feed: Feed;
  /** False when it was opened at a stroke. */
  readonly fed: boolean;
  /** Where in the document it begins: 0 but for a zip behind a program. */
  readonly base: number;
  running: Promise<void> | null;
  /** What has been opened; null while there is more to come. */
  coverage: Coverage | null;
  /** True when the bytes of the container itself have passed. */
  passed: boolean;
}

/** Files as they pass, and what is in them: whatever has the magic of a container is opened, down to `MAX_DEPTH`. */
export class FileOpener {
  readonly #visitor: DocumentVisitor;
  #inner: FileOpener | null = null;
  /** Only the last one may still be growing. */
  readonly #jobs: Job[] = [];
  #document: InnerDocument | null = null;
  /** Of the document, when it is a container. */
  #job: Job | null = null;
  /** Null once the container is known. */
  #head: Buffer | null = null;
  /** While a source map passes whose sources are opened at once. */
  #map: SourceMapOpener | null = null;
  /** While a program passes that may have a zip behind it. */
  #search: ZipSearch | null = null;

  constructor(visitor: DocumentVisitor) {
    this.#visitor = visitor;
  }

  /** `size` as `ContentReader.begin` takes it. */
  beginFile(path: string, ordinal: number, size: number): void {
    this.begin({ outer: new OuterFile(path, ordinal), depth: 0, path, within: [], chain: [], size, version: false, container: null });
  }

  /** Throws `limit-exceeded`, as `write` does. */
  begin(document: InnerDocument): void {
    this.#head = NOTHING;
    this.#document = document;
    this.#job = null;
    this.#map = null;
    this.#search = null;
    this.#visitor.begin(document);
    if (document.depth > 0) document.outer.takeDocument();
  }

  /** `bytes` must stay as they are until `settle` has been called and waited for. */
  write(bytes: Buffer): void {
    const document = this.#document!;
    if (document.depth > 0) document.outer.takeBytes(bytes.length);
    else document.outer.stored += bytes.length;
    if (this.#head === null) this.#pass(bytes);
    else {
      const head = this.#head.length === 0 ? bytes : Buffer.concat([this.#head, bytes]);
      if (head.length >= CONTAINER_HEAD || head.length === document.size) this.#decide(head);
      else this.#head = Buffer.from(head);
    }
  }

  end(): void {
    const document = this.#document!;
    if (this.#head !== null && this.#head.length > 0) this.#decide(this.#head);
    this.#head = null;
    this.#visitor.end(document);
    if (this.#map !== null) this.#endMap(document, this.#map);
    if (this.#job === null) return;
    this.#job.passed = true;
    this.#job.feed.end();
    this.#finish(this.#job);
  }

  /** Waits until all that has been written is dealt with; null when nothing is to be waited for. */
  settle(): Promise<void> | null {
    return this.#jobs.length === 0 ? null : this.#work();
  }

  #decide(head: Buffer): void {
    this.#head = null;
    const document = this.#document!;
    const container = sniffContainer(head, document.path);
    if (container !== null && !document.outer.exhausted) this.#open(document, container, head);
    else if (mayCarryZip(head) && document.depth < MAX_DEPTH) this.#search = new ZipSearch();
    this.#pass(head);
  }

  #pass(bytes: Buffer): void {
    let apart: Coverage = NONE;
    if (this.#search) this.#seek(this.#search, bytes);
    else if (this.#map) apart = this.#openSources(this.#map, bytes);
    else if (this.#job?.fed) this.#job.feed.push(bytes);
    if (this.#document!.container !== 'tar') this.#visitor.write(this.#document!, bytes, apart);
  }

  /** What is in a map is shown before the map itself: its sources are most of it, and need not be searched twice. */
  #openSources(map: SourceMapOpener, bytes: Buffer): Coverage {
    const before = map.coverage.length;
    try {
      map.push(bytes);
    } catch (error) {
      this.#tell(this.#document!, error);
    }
    return map.coverage.length === before ? NONE : map.coverage.slice(before);
  }

  #endMap(document: InnerDocument, map: SourceMapOpener): void {
    try {
      map.finish();
    } catch (error) {
      this.#tell(document, error);
    }
    this.#openedAtOnce(document, map.coverage);
  }

  #seek(search: ZipSearch, bytes: Buffer): void {
    const found = search.push(bytes);
    if (!found) return;
    this.#search = null;
    if (this.#document!.outer.exhausted) return;
    this.#begin('zip', found.offset);
    this.#job!.feed.push(found.bytes);
  }

  #begin(container: Container, base: number): void {
    this.#document!.container = container;
    this.#job = { document: this.#document!, feed: new Feed(!LENT.includes(container)), fed: true, base, running: null, coverage: null, passed: false };
    this.#jobs.push(this.#job);
  }

  #open(document: InnerDocument, container: Container, head: Buffer): void {
    if (container === 'rar') this.#say(document, 'unknown-format', 'It is a RAR archive, which is not opened; it was looked at as plain bytes only.');
    else if (document.depth >= MAX_DEPTH) this.#say(document, 'limit-reached', `It lies in more than ${MAX_DEPTH} archives; it was looked at as plain bytes only.`);
    else {
      document.container = container;
      if (container === 'gzip' && head.length === document.size && this.#openSmall(document, head)) return;
      // Another file may be half open below.
      if (container === 'source-map' && this.#jobs.length === 0) this.#map = new SourceMapOpener(document, (this.#inner ??= new FileOpener(this.#visitor)));
      else this.#begin(container, 0);
    }
  }

  /** Images hold thousands of small manual pages, and a stream for each would cost ten times as much. */
  #openSmall(document: InnerDocument, bytes: Buffer): boolean {
    // Another file may be half open below.
    if (this.#jobs.length > 0 || bytes.length > SMALL_BYTES || bytes.length < 18) return false;
    const claimed = bytes.readUInt32LE(bytes.length - 4);
    if (claimed > Math.min(SMALL_OUTPUT, document.outer.allowance - bytes.length)) return false;
    let content: Buffer;
    try {
      content = gunzipSync(bytes, { maxOutputLength: SMALL_OUTPUT });
    } catch {
      return false;
    }
    if (content.length === 0 || content.length > document.outer.allowance) return false;
    const inner = (this.#inner ??= new FileOpener(this.#visitor));
    inner.begin(contentOf(document, content.length));
    inner.write(content);
    inner.end();
    this.#openedAtOnce(document, [0, bytes.length]);
    return true;
  }

  #openedAtOnce(document: InnerDocument, coverage: Coverage): void {
    // What lies in it may have to wait like any other.
    const rest = this.#inner!.settle();
    const job: Job = { document, feed: new Feed(false), fed: false, base: 0, running: null, coverage: rest ? null : coverage, passed: false };
    this.#job = job;
    if (rest) {
      job.running = rest.then(() => {
        job.coverage = coverage;
        this.#finish(job);
      });
      this.#jobs.push(job);
    }
  }

  #finish({ document, coverage, passed }: Job): void {
    if (passed && coverage) this.#visitor.opened(document, coverage);
  }

  async #work(): Promise<void> {
    for (let job = this.#jobs[0]; job; job = this.#jobs[0]) {
      job.running ??= this.#run(job);
      const done = await Promise.race([job.running.then(() => true), job.feed.hungry().then(() => false)]);
      if (!done) return;
      this.#jobs.shift();
    }
  }

  async #run(job: Job): Promise<void> {
    const { document, feed, base } = job;
    const inner = (this.#inner ??= new FileOpener(this.#visitor));
    const coverage: number[] = [];
    const faults: [NoticeCode, string][] = [];
    // Bytes in a program that only look like an entry are no archive, and not to be told of.
    const say: Say = (code, message) => (base > 0 && coverage.length === 0 ? faults.push([code, message]) : this.#say(document, code, message));
    try {
      await openContainer(document, new ByteSource(feed), inner, coverage, say);
    } catch (error) {
      this.#tell(document, error, say);
    }
    if (coverage.length > 0) for (const [code, message] of faults) this.#say(document, code, message);
    while (!(await feed.next()).done);
    job.coverage = base === 0 ? coverage : coverage.map((offset) => base + offset);
    this.#finish(job);
  }

  /** Of what ended the reading of a container; throws what is no such error. */
  #tell(document: InnerDocument, error: unknown, say: Say = (code, message) => this.#say(document, code, message)): void {
    if (!(error instanceof LayerlintError)) throw error;
    const code = error.code === 'limit-exceeded' ? 'limit-reached' : error.code === 'unsupported' ? 'unknown-format' : 'damaged';
    // A limit of the outer file is said once, though each level runs into it.
    if (error.message !== '' && code === 'limit-reached') this.#say(document, code, error.message);
    else if (error.message !== '') say(code, error.message);
  }

  #say(document: InnerDocument, code: NoticeCode, message: string): void {
    const { outer, within } = document;
    const turn = outer.takeNotice();
    if (turn === 'say') this.#visitor.notice(outer, code, within.length === 0 ? message : `\`${within.join(' > ')}\`: ${message}`);
    else if (turn === 'last') this.#visitor.notice(outer, 'limit-reached', `More notices about what is in \`${outer.path}\` were left out.`);
  }
}
