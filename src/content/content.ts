import type { Chunk } from '../model/chunk.js';
import { WindowedDocument } from './document.js';
import type { ChunkOrigin, Encoding } from './document.js';
import { UTF16_HEAD, Utf16Decoder, sniffUtf16 } from './utf16.js';
import type { Utf16 } from './utf16.js';
import { Utf32Decoder, sniffUtf32 } from './utf32.js';

export type { ChunkOrigin, Encoding } from './document.js';

/** What a file turned out to be. */
export interface ContentSummary {
  /** Bytes that arrived, whatever size was claimed. */
  readonly bytes: number;
  readonly encoding: Encoding;
}

/**
 * Cuts files into chunks. A file of UTF-16 or UTF-32 text is a second document beside its bytes; `ChunkOrigin.encoding` tells them apart.
 * Chunks, their bytes and origins are valid only during the call of the sink.
 */
export class ContentReader {
  readonly #stored: WindowedDocument;
  readonly #text: WindowedDocument;
  #decoder: Utf16Decoder | Utf32Decoder | null = null;
  #path = '';
  #size = 0;
  #bytes = 0;
  #sniffed = false;
  #whole = false;

  constructor(reach: number, sink: (chunk: Chunk, origin: ChunkOrigin) => void) {
    this.#stored = new WindowedDocument(reach, sink);
    this.#text = new WindowedDocument(reach, sink);
  }

  /** `size` is the exact size or, when that is not known, any number greater than what the first write brings. */
  begin(path: string, size: number): void {
    this.#path = path;
    this.#size = size;
    this.#bytes = 0;
    this.#sniffed = false;
    this.#whole = false;
    this.#decoder = null;
    this.#stored.begin(path, 'bytes');
  }

  /** `apart`: what documents of their own show, of these bytes and of those before them; pairs of start and end, in order. */
  write(bytes: Buffer, apart: readonly number[] = []): void {
    const first = this.#bytes === 0;
    if (apart.length > 0) this.#stored.leaveOut(apart);
    this.#bytes += bytes.length;
    if (first && bytes.length === this.#size && this.#stored.fits(this.#size)) {
      this.#whole = true;
      this.#stored.whole(bytes);
      this.#sniff(bytes);
      return;
    }
    const before = this.#bytes - bytes.length;
    // The head is looked at while it is still in memory: the piece that completes it may move the window on.
    if (!this.#sniffed && this.#bytes >= UTF16_HEAD) {
      const missing = UTF16_HEAD - before;
      this.#stored.write(bytes.subarray(0, missing));
      this.#sniff(this.#stored.head(UTF16_HEAD));
      this.#append(bytes.subarray(missing));
    } else this.#append(bytes);
  }

  end(): ContentSummary {
    if (!this.#whole) {
      if (!this.#sniffed) this.#sniff(this.#stored.head(UTF16_HEAD));
      this.#stored.end();
    }
    if (this.#decoder) {
      this.#text.write(this.#decoder.end());
      this.#text.end();
    }
    return { bytes: this.#bytes, encoding: this.#decoder ? this.#text.encoding : 'bytes' };
  }

  #append(bytes: Buffer): void {
    this.#stored.write(bytes);
    if (this.#decoder) this.#text.write(this.#decoder.write(bytes));
  }

  #sniff(head: Buffer): void {
    this.#sniffed = true;
    const wide = sniffUtf32(head);
    const encoding = wide ?? sniffUtf16(head);
    if (encoding === null) return;
    this.#decoder = wide ? new Utf32Decoder(wide) : new Utf16Decoder(encoding as Utf16);
    this.#text.begin(this.#path, encoding);
    this.#text.write(this.#decoder.write(head));
  }
}
