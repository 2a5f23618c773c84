import { WindowedDocument } from '../content/document.js';
import type { ChunkOrigin } from '../content/document.js';
import { UTF16_HEAD, Utf16Decoder, sniffUtf16 } from '../content/utf16.js';
import { FormatFinder, meantBy } from '../grammar/find.js';
import type { Meant } from '../grammar/find.js';
import { FORMATS } from '../grammar/formats.js';
import type { Entry, View, Work } from '../grammar/format.js';
import { judgeEntry } from '../match/entry.js';
import type { Hit, Matcher } from '../match/matcher.js';
import { isPublishedValue, PUBLISHED_VALUE } from '../match/evidence/published-values.js';
import { shown, SHOWN_BEFORE } from '../match/shown.js';
import type { CredentialRule } from '../model/rule.js';
import { Secret } from '../model/secret.js';
import { milderSeverity, type Severity } from '../model/severity.js';
import { indexGlobs } from '../rule/file-name.js';

/** Files that keep credentials are small; what is larger is a dump, and is seen by the patterns only. */
const MOST_PARSED_BYTES = 4 * 1024 * 1024;
/** Hash computations on the key stores of one file, and on those of a layer before no more is begun: some seconds. */
export const ROUNDS = 3_000_000;

/** What all documents of one file may spend together. */
export function newWork(): Work {
  return { rounds: ROUNDS };
}

let finder: FormatFinder | null = null;
/** Made when it is first asked for: a Dockerfile alone needs none of its globs. */
const finderOf = (): FormatFinder => (finder ??= new FormatFinder(FORMATS, indexGlobs));

/** What a document's own grammar gives, as the patterns' hits are given. */
export interface ParsedSink {
  /** `stored` is how the value stands in the document. */
  hit(hit: Hit, origin: ChunkOrigin, stored: string): void;
  view(view: View, origin: ChunkOrigin): void;
  limit(message: string): void;
}

const MARK = Buffer.from('\ufeff');
/** Bytes of the mark that some editors put in front of UTF-8. */
const markLength = (bytes: Buffer): number => (bytes[0] === MARK[0] && bytes.subarray(0, MARK.length).equals(MARK) ? MARK.length : 0);

/** Of the way to a value, its end tells most. */
const LONGEST_KEY = 200;
const shorten = (key: string): string => (key.length > LONGEST_KEY ? `\u2026${key.slice(-LONGEST_KEY)}` : key);

/** Keeps a document that has a format of its own until it is whole, and reads it then. */
export class DocumentParser {
  readonly #rules: ReadonlyMap<string, CredentialRule>;
  readonly #work: Work;
  #path = '';
  #size = 0;
  #formats: readonly Meant[] = [];
  #pieces: Buffer[] = [];
  #length = 0;
  #begun = false;
  /** What the document has spent of `work`. */
  rounds = 0;

  constructor(matcher: Matcher, work: Work) {
    this.#rules = matcher.rules;
    this.#work = work;
  }

  begin(path: string, size: number): void {
    this.#path = path;
    this.#size = size;
    this.#begun = false;
    this.#formats = [];
    this.#pieces = [];
    this.#length = 0;
    this.rounds = 0;
  }

  write(bytes: Buffer, sink: ParsedSink): void {
    const first = !this.#begun && bytes.length > 0;
    if (first) {
      this.#begun = true;
      const mark = markLength(bytes);
      this.#formats = finderOf().find(this.#path, mark === 0 ? bytes : bytes.subarray(mark));
    }
    if (this.#formats.length === 0) return;
    this.#length += bytes.length;
    if (this.#length > MOST_PARSED_BYTES) this.#pieces = [];
    // A document that comes whole is read at once, so that nothing is copied.
    else if (first && bytes.length === this.#size) {
      this.#parse(bytes, sink);
      this.#formats = [];
    } else this.#pieces.push(Buffer.from(bytes));
  }

  end(sink: ParsedSink): void {
    if (this.#formats.length === 0 || this.#length === 0) return;
    if (this.#length > MOST_PARSED_BYTES) {
      const exact = this.#formats.find(({ sure }) => sure);
      if (exact) sink.limit(`It is larger than ${MOST_PARSED_BYTES / 1024 ** 2} MiB, so it was not read as what it is (${exact.format.name}), but as plain text.`);
      return;
    }
    this.#parse(Buffer.concat(this.#pieces), sink);
    this.#pieces = [];
  }

  #parse(stored: Buffer, sink: ParsedSink): void {
    const wide = sniffUtf16(stored.subarray(0, UTF16_HEAD));
    const bytes = wide ? new Utf16Decoder(wide).write(stored) : stored;
    const meant = meantBy(bytes, this.#formats);
    if (meant.length === 0) return;
    const document: WindowedDocument = new WindowedDocument(0, () => this.#read(meant, bytes, document, sink));
    const { rounds } = this.#work;
    document.begin(this.#path, wide ?? 'bytes');
    document.whole(bytes);
    this.rounds = rounds - this.#work.rounds;
  }

  #read(formats: readonly Meant[], whole: Buffer, origin: ChunkOrigin, sink: ParsedSink): void {
    // A byte order mark is no part of any grammar.
    const skipped = markLength(whole);
    const bytes = whole.subarray(skipped);
    const text = bytes.toString('latin1');
    for (const { format, sure } of formats) {
      format.read(
        { bytes, text, path: this.#path, work: this.#work },
        {
          entry: (entry) => {
            const hit = this.#hitOf(entry, text);
            if (hit) sink.hit({ ...hit, start: hit.start + skipped, end: hit.end + skipped }, origin, text.slice(entry.start, entry.end));
          },
          view: ({ bytes: inner, locate }) => sink.view({ bytes: inner, locate: (index) => locate(index) + skipped }, origin),
          // What only may be of the kind is no less read than any other text.
          limit: (message) => {
            if (sure) sink.limit(message);
          },
        },
      );
    }
  }

  #hitOf(entry: Entry, text: string): Hit | null {
    const rule = this.#rules.get(entry.rule);
    const verdict = rule && judgeEntry({ name: entry.name, value: entry.decoded ?? entry.secret, known: entry.known }, this.#path);
    if (!verdict) return null;
    const stands = isPublishedValue(entry.secret) ? PUBLISHED_VALUE : shown(this.#path, text.slice(Math.max(0, entry.start - SHOWN_BEFORE), entry.start), { secret: entry.secret });
    return {
      rule,
      start: entry.start,
      end: entry.end,
      secret: new Secret(entry.secret),
      confidence: stands?.confidence ?? verdict.confidence,
      severity: [verdict.severity, stands?.severity].reduce<Severity>((severity, one) => (one ? milderSeverity(severity, one) : severity), rule.severity),
      evidence: [...(entry.says ? [entry.says] : []), ...(entry.known === 'proof' && entry.says ? [] : [verdict.says]), ...(stands?.says ? [stands.says] : [])],
      identity: entry.identity,
      key: shorten(entry.key ?? entry.name),
      parsed: true,
    };
  }
}
