import { parsePax } from './pax.js';
import type { PaxRecords } from './pax.js';
import { MAX_SPARSE_SEGMENTS } from './sparse.js';
import { parseText } from './tar-header.js';
import type { TarHeader } from './tar-header.js';

/** Bytes of one long-name or PAX header; Go's reader, hence Docker, refuses more than 1 MiB as well. */
const MAX_EXTENSION_BYTES = 1024 * 1024;

/** What a tar says of an entry in front of its header: names that are too long for it, and PAX records. */
export class TarExtensions {
  #header: TarHeader | null = null;
  #parts: Buffer[] = [];
  #longName: string | null = null;
  #longLink: string | null = null;
  #pax: PaxRecords | null = null;
  #globalPax: ReadonlyMap<string, string> | null = null;
  /** What the first malformed record is said to be, in a part of a sentence. */
  fault: string | null = null;

  begin(header: TarHeader): void {
    this.#header = header;
    this.#parts = [];
  }

  /** A header that is too large is passed over, and said at its end. */
  write(bytes: Buffer): void {
    // Kept beyond the call, hence a copy.
    if (this.#header!.size <= MAX_EXTENSION_BYTES) this.#parts.push(Buffer.from(bytes));
  }

  /** Gives a sentence where it was not read. */
  end(): string | null {
    const { flag, size } = this.#header!;
    if (size > MAX_EXTENSION_BYTES) return `A long-name or PAX header of ${size} bytes was passed over; the next file may be named wrongly.`;
    const bytes = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
    this.#parts = [];
    if (flag === 'L') this.#longName = parseText(bytes, 0, bytes.length);
    else if (flag === 'K') this.#longLink = parseText(bytes, 0, bytes.length);
    else {
      const records = parsePax(bytes);
      this.fault ??= records.fault;
      if (flag === 'g') this.#globalPax = merge(this.#globalPax, records.values);
      else this.#pax = records;
    }
    return null;
  }

  /** A record of the entry alone. */
  local(name: string): string | undefined {
    return this.#pax?.values.get(name);
  }

  /** Bytes of the entry in the archive. Only a local record counts: Go, hence Docker, does not apply global ones, and a size for every file makes no sense. */
  storedSize(header: TarHeader): number {
    const size = Number(this.local('size') || NaN);
    return Number.isSafeInteger(size) ? size : header.size;
  }

  /** Of a sparse file with all its holes, null where no record says that it is one. */
  get realSize(): number | null {
    const text = this.local('GNU.sparse.realsize') ?? this.local('GNU.sparse.size');
    return text === undefined ? null : Number(text);
  }

  /** Offsets and lengths of a sparse file's segments, by turns. */
  get sparse(): readonly number[] {
    const text = this.local('GNU.sparse.map');
    if (text === undefined) return this.#pax?.sparse ?? [];
    return text === '' ? [] : text.split(',', 2 * MAX_SPARSE_SEGMENTS + 2).map(Number);
  }

  /** What an entry is called, and its records, local over global; the next one begins without. */
  take(header: TarHeader): { readonly path: string; readonly link: string; readonly mtime: number; readonly pax: ReadonlyMap<string, string> | null } {
    const pax = merge(this.#globalPax, this.#pax?.values ?? null);
    // Sparse headers keep the true name apart, so that an old reader does not extract a map over the file.
    const path = this.#longName ?? (this.local('GNU.sparse.name') || pax?.get('path') || header.name);
    const link = this.#longLink ?? (pax?.get('linkpath') || header.linkName);
    this.#longName = null;
    this.#longLink = null;
    this.#pax = null;
    return { path, link, mtime: Number(pax?.get('mtime') || header.mtime), pax };
  }
}

function merge(under: ReadonlyMap<string, string> | null, over: ReadonlyMap<string, string> | null): ReadonlyMap<string, string> | null {
  if (under === null || over === null) return over ?? under;
  return new Map([...under, ...over]);
}
