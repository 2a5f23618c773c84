import { ContentReader, type ChunkOrigin, type Encoding } from '../content/content.js';
import { findConstants, sniffProgram, type Program } from '../content/decode-constants.js';
import { decodeText, type DecodedText } from '../content/decode.js';
import { hasGluedStrings, isMachineCode } from '../content/glued.js';
import { gluedMatcher } from '../match/glued.js';
import { HITS_PER_DOCUMENT, resolveOverlaps, shareIdentity, type Hit, type Matcher } from '../match/matcher.js';
import { joinPairs } from '../match/pair.js';
import type { Chunk } from '../model/chunk.js';
import type { Region } from '../model/location.js';
import type { Work } from '../grammar/format.js';
import { DocumentParser, type ParsedSink } from './parse.js';

/** A hit and its surroundings in the file as stored; the excerpt masks this secret, and may hold others in clear. */
export interface DocumentHit extends Hit {
  readonly region: Region;
  readonly excerpt: string;
}

export interface DocumentReport {
  /** One for each secret and place, sorted by offset; offsets of an encoded secret are those of its encoded form. */
  readonly hits: readonly DocumentHit[];
  /** Bytes that arrived. */
  readonly bytes: number;
  /** True when there were more hits than are kept. */
  readonly limited: boolean;
  /** What was not read as what it is, in sentences. */
  readonly limits: readonly string[];
  /** Of key derivation, that it took. */
  readonly rounds: number;
}

/** What the strings of a program were written in: they are judged as its source would be. */
const SOURCES: Readonly<Record<Program, string>> = { class: '.java', pyc: '.py', pe: '.cs' };

const NONE: readonly DocumentHit[] = [];

/** Matches one document after the other, whatever size they have and in whatever pieces they come. */
export class DocumentScanner {
  readonly #matcher: Matcher;
  readonly #content: ContentReader;
  readonly #hits = new Map<Encoding, DocumentHit[]>();
  /** Encoded texts that hold secrets, and what is shown instead. */
  readonly #encoded = new Map<string, string>();
  #limited = false;
  #limits: string[] = [];
  #program: Program | null = null;
  /** Whether the strings of the program stand without breaks between them; once one window says so, those behind it do. */
  #glued: 'no' | 'maybe' | 'yes' = 'no';
  readonly #parser: DocumentParser;
  readonly #parsed: ParsedSink = {
    hit: (hit, origin, stored) => {
      // Beside others it is shown as it stands, which only it knows.
      if (!hit.secret.is(stored)) this.#encoded.set(stored, hit.secret.masked);
      this.#keep(hit, origin, hit.start, hit.end);
    },
    view: (view, origin) => {
      const { bytes, locate } = view;
      for (const hit of this.#matcher.match({ bytes, base: 0, from: 0, to: bytes.length, path: this.#path })) {
        this.#keep({ ...hit, start: locate(hit.start), end: locate(hit.end) }, origin, locate(hit.start), locate(hit.end));
      }
    },
    limit: (message) => this.#limits.push(message),
  };
  #path = '';

  constructor(matcher: Matcher, work: Work) {
    this.#matcher = matcher;
    this.#content = new ContentReader(matcher.reach, (chunk, origin) => {
      if (chunk.apart) this.#matchBetween(chunk, chunk.apart, origin);
      else this.#matchAll(chunk, origin);
    });
    this.#parser = new DocumentParser(matcher, work);
  }

  /** `size` as `ContentReader.begin` takes it. */
  begin(path: string, size: number): void {
    // Clearing an empty map makes a new one all the same.
    if (this.#hits.size > 0) this.#hits.clear();
    if (this.#encoded.size > 0) this.#encoded.clear();
    this.#limited = false;
    if (this.#limits.length > 0) this.#limits = [];
    this.#path = path;
    this.#content.begin(path, size);
    this.#parser.begin(path, size);
  }

  /** `apart` as `ContentReader.write` takes it. */
  write(bytes: Buffer, apart: readonly number[] = []): void {
    this.#content.write(bytes, apart);
    this.#parser.write(bytes, this.#parsed);
  }

  end(): DocumentReport {
    const { bytes } = this.#content.end();
    this.#parser.end(this.#parsed);
    const hits = this.#hits.size === 0 ? NONE : [...this.#hits.values()].flatMap((document) => {
      const { hits: joined, parts } = joinPairs(resolveOverlaps(shareIdentity(document)) as DocumentHit[]);
      // Nothing else knows any more that they are secret.
      for (const { secret } of parts) this.#encoded.set(secret.reveal()!, secret.masked);
      return joined;
    });
    return { hits: this.#encoded.size === 0 ? hits : hits.map((hit) => ({ ...hit, excerpt: this.#mask(hit.excerpt) })), bytes, limited: this.#limited, limits: this.#limits, rounds: this.#parser.rounds };
  }

  #keep(hit: Hit, origin: ChunkOrigin, shownFrom: number, shownTo: number): void {
    const hits = this.#hits.get(origin.encoding) ?? [];
    this.#hits.set(origin.encoding, hits);
    if (hits.length >= HITS_PER_DOCUMENT) this.#limited = true;
    else hits.push({ ...hit, region: origin.region(hit.start, hit.end), excerpt: origin.excerpt(shownFrom, shownTo, hit.secret.masked) });
  }

  #matchAll(chunk: Chunk, origin: ChunkOrigin): void {
    for (const hit of this.#matcher.match(chunk)) this.#keep(hit, origin, hit.start, hit.end);
    this.#matchDecoded(chunk, origin);
  }

  /** A hit sees all of the window; what is encoded is looked at without what lies apart. */
  #matchBetween(chunk: Chunk, apart: readonly number[], origin: ChunkOrigin): void {
    const { bytes, base } = chunk;
    const edges = [chunk.from, ...apart, chunk.to];
    for (let index = 0; index < edges.length; index += 2) {
      const [from, to] = [edges[index]!, edges[index + 1]!];
      if (from >= to) continue;
      for (const hit of this.#matcher.match({ ...chunk, from, to })) this.#keep(hit, origin, hit.start, hit.end);
      const low = index === 0 ? 0 : from;
      const high = index === edges.length - 2 ? bytes.length : to;
      this.#matchDecoded({ ...chunk, bytes: bytes.subarray(low, high), base: base + low, from: from - low, to: to - low }, origin);
    }
  }

  #matchDecoded(chunk: Chunk, origin: ChunkOrigin): void {
    const { bytes, base, path } = chunk;
    if (base === 0) this.#program = origin.encoding === 'bytes' ? sniffProgram(bytes, path) : null;
    decodeText(bytes, (text) => this.#keepDecoded(text, chunk, path, origin));
    if (base === 0) this.#glued = origin.encoding === 'bytes' && isMachineCode(bytes) ? 'maybe' : 'no';
    if (this.#glued !== 'no') this.#matchGlued(chunk, origin);
    const program = this.#program;
    if (program) findConstants(program, bytes, base === 0, (text) => this.#keepDecoded(text, chunk, `${path}${SOURCES[program]}`, origin));
  }

  #matchGlued(chunk: Chunk, origin: ChunkOrigin): void {
    if (this.#glued === 'maybe' && hasGluedStrings(chunk.bytes)) this.#glued = 'yes';
    if (this.#glued !== 'yes') return;
    for (const hit of gluedMatcher(this.#matcher)?.match(chunk) ?? []) this.#keep(hit, origin, hit.start, hit.end);
  }

  #keepDecoded(text: DecodedText, { bytes, base, from, to }: Chunk, path: string, origin: ChunkOrigin): void {
    const decoded = this.#matcher.match({ bytes: text.bytes, base: 0, from: 0, to: text.bytes.length, path, quoted: text.coding === 'JSON' });
    for (const hit of decoded) {
      const start = text.locate(hit.start);
      const end = text.locate(hit.end);
      // The neighbouring window sees it too.
      if (start < from || start >= to) continue;
      // Strings in strings show their secrets plainly; of other codings nobody could tell what else is in them.
      const plain = text.coding === 'JSON' || text.coding === 'URL' || text.coding === 'constant';
      if (!plain) this.#encoded.set(bytes.toString('latin1', text.start, text.end), hit.secret.masked);
      this.#keep(
        { ...hit, start: base + start, end: base + end, evidence: plain ? hit.evidence : [...hit.evidence, `It stands in ${text.coding} form.`] },
        origin,
        base + (plain ? start : text.start),
        base + (plain ? end : text.end),
      );
    }
  }

  #mask(excerpt: string): string {
    let masked = excerpt;
    for (const [text, mask] of this.#encoded) masked = masked.replaceAll(text, mask);
    return masked;
  }
}
