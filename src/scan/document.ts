import { ContentReader, type Encoding } from '../content/content.js';
import { HITS_PER_DOCUMENT, resolveOverlaps, type Hit, type Matcher } from '../match/matcher.js';
import type { Region } from '../model/location.js';

/** A hit and its surroundings in the file as stored; the excerpt masks this secret, and may hold others in clear. */
export interface DocumentHit extends Hit {
  readonly region: Region;
  readonly excerpt: string;
}

export interface DocumentReport {
  /** One for each secret and place, sorted by offset. */
  readonly hits: readonly DocumentHit[];
  /** Bytes that arrived. */
  readonly bytes: number;
  /** True when there were more hits than are kept. */
  readonly limited: boolean;
}

/** Matches one document after the other, whatever size they have and in whatever pieces they come. */
export class DocumentScanner {
  readonly #content: ContentReader;
  #hits = new Map<Encoding, DocumentHit[]>();
  #limited = false;

  constructor(matcher: Matcher) {
    this.#content = new ContentReader(matcher.reach, (chunk, origin) => {
      const found = matcher.match(chunk);
      if (found.length === 0) return;
      const hits = this.#hits.get(origin.encoding) ?? [];
      this.#hits.set(origin.encoding, hits);
      for (const hit of found) {
        if (hits.length >= HITS_PER_DOCUMENT) break;
        hits.push({ ...hit, region: origin.region(hit.start, hit.end), excerpt: origin.excerpt(hit.start, hit.end, hit.secret.masked) });
      }
      this.#limited ||= hits.length >= HITS_PER_DOCUMENT;
    });
  }

  /** `size` as `ContentReader.begin` takes it. */
  begin(path: string, size: number): void {
    this.#hits = new Map();
    this.#limited = false;
    this.#content.begin(path, size);
  }

  write(bytes: Buffer): void {
    this.#content.write(bytes);
  }

  end(): DocumentReport {
    const { bytes } = this.#content.end();
    const hits = [...this.#hits.values()].flatMap((document) => resolveOverlaps(document) as DocumentHit[]);
    return { hits, bytes, limited: this.#limited };
  }
}
