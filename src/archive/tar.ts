import { LayerlintError } from '../model/error.js';
import type { FileType } from '../model/file.js';
import { MAX_HOLE_BYTES, MAX_SPARSE_SEGMENTS, SparseMapReader, SparseWriter, checkSparseMap, readGnuRealSize, readGnuSegments } from './sparse.js';
import type { SparseMap } from './sparse.js';
import { TarExtensions } from './tar-extensions.js';
import { BLOCK, fileType, isExtension, isHeader, isHeaderOnly, isZeroBlock, parseHeader } from './tar-header.js';
import type { TarHeader } from './tar-header.js';

/** One member as it is announced, before its bytes. */
export interface TarEntry {
  /** As stored: may be absolute, climb, or hold any character. */
  readonly path: string;
  readonly type: FileType;
  /** Bytes with all holes. */
  readonly size: number;
  /** Bytes in the archive. */
  readonly storedSize: number;
  readonly mode: number;
  readonly linkTarget: string | null;
  /** Seconds since 1970. */
  readonly mtime: number;
  /** Local records over global ones; null when there are none. */
  readonly pax: ReadonlyMap<string, string> | null;
}

/** Called in order: `entry`, any number of `data`, `end`; `damage` at any time. Bytes are valid only during the call. */
export interface TarHandler {
  entry(entry: TarEntry): void;
  data(bytes: Buffer): void;
  end(): void;
  /** A recoverable oddity: something may be missing or named wrongly. */
  damage(message: string): void;
  /** Bytes that belong to no entry: behind the end of the archive, or where a header is damaged. Without it they are said to be unread. */
  stray?(bytes: Buffer): void;
}

type State = 'header' | 'doubtful' | 'sparse-extension' | 'sparse-map' | 'body' | 'extension' | 'padding';

/**
 * Reads a tar of any dialect from pieces of any size, without copying the bytes of files.
 * What looks damaged is passed over up to the next header; a first block that is no header throws at once.
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13
 */
export class TarReader {
  readonly #handler: TarHandler;
  readonly #block = Buffer.alloc(BLOCK);
  #blockLength = 0;
  #state: State = 'header';
  #position = 0;

  #remaining = 0;
  #padding = 0;
  #header: TarHeader | null = null;
  #sparse: SparseWriter | null = null;
  #segments: number[] = [];
  #realSize = 0;
  #mapReader: SparseMapReader | null = null;
  #dataOffset = 0;
  #holes = 0;

  readonly #extensions = new TarExtensions();

  #begun = false;
  #zeroBlocks = 0;
  #lost = false;

  constructor(handler: TarHandler) {
    this.#handler = handler;
  }

  /** Where the bytes of the entry just announced begin in the archive; meaningless for a sparse one. */
  get dataOffset(): number {
    return this.#dataOffset;
  }

  /** Bytes of the current file that need not be pushed when nobody wants them: see `skip`. */
  get skippable(): number {
    return this.#state === 'body' && this.#sparse === null ? this.#remaining : 0;
  }

  /** Passes over bytes of the current file as if they had been pushed; at most `skippable`. */
  skip(length: number): void {
    this.#position += length;
    this.#remaining -= length;
    if (this.#remaining === 0) this.#endBody();
  }

  /** Throws `damaged` when the very first block is no tar header. */
  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      const available = chunk.length - at;
      if (this.#state === 'body') {
        const take = Math.min(this.#remaining, available);
        const bytes = take === chunk.length ? chunk : chunk.subarray(at, at + take);
        if (this.#sparse) this.#sparse.write(bytes);
        else this.#handler.data(bytes);
        this.#remaining -= take;
        at += take;
        this.#position += take;
        if (this.#remaining === 0) this.#endBody();
      } else if (this.#state === 'extension') {
        const take = Math.min(this.#remaining, available);
        this.#extensions.write(chunk.subarray(at, at + take));
        this.#remaining -= take;
        at += take;
        this.#position += take;
        if (this.#remaining === 0) this.#endExtension();
      } else if (this.#state === 'padding') {
        const take = Math.min(this.#padding, available);
        this.#padding -= take;
        at += take;
        this.#position += take;
        if (this.#padding === 0) this.#state = 'header';
      } else if (this.#blockLength === 0 && available >= BLOCK) {
        this.#position += BLOCK;
        this.#readBlock(chunk, at);
        at += BLOCK;
      } else {
        const take = Math.min(BLOCK - this.#blockLength, available);
        chunk.copy(this.#block, this.#blockLength, at, at + take);
        this.#blockLength += take;
        at += take;
        this.#position += take;
        if (this.#blockLength === BLOCK) {
          this.#blockLength = 0;
          this.#readBlock(this.#block, 0);
        }
      }
    }
  }

  /** Ends the file that is still open, then throws `damaged` when the archive is cut short or a header was malformed. */
  finish(): void {
    let cut: string | null = null;
    if (this.#state === 'doubtful') this.#announce(this.#header!, 0);
    else if (this.#state === 'body') {
      this.#handler.end();
      cut = `it ends ${this.#remaining} bytes before the end of a file`;
    } else if (this.#state === 'extension') cut = 'it ends within a long-name or PAX header';
    else if (this.#state === 'padding') cut = 'it ends within the padding behind a file';
    else if (this.#state === 'sparse-extension' || this.#state === 'sparse-map') cut = 'it ends within the map of a sparse file';
    if (cut === null && this.#blockLength > 0) {
      if (this.#zeroBlocks === 0) cut = 'it ends within a header';
      else if (this.#block.subarray(0, this.#blockLength).some((byte) => byte !== 0)) this.#stray(this.#block.subarray(0, this.#blockLength));
    }
    this.#state = 'header';
    this.#blockLength = 0;
    if (cut !== null) throw damaged(`The tar archive is cut short: ${cut}.`);
    if (this.#extensions.fault !== null) throw damaged(`The tar archive is malformed: ${this.#extensions.fault}.`);
  }

  #readBlock(bytes: Buffer, start: number): void {
    switch (this.#state) {
      case 'doubtful':
        return this.#resolveDoubt(bytes, start);
      case 'sparse-extension':
        return this.#readSparseExtension(bytes, start);
      case 'sparse-map':
        return this.#readSparseMap(bytes, start);
      default:
        return this.#readHeader(bytes, start);
    }
  }

  #readHeader(bytes: Buffer, start: number): void {
    const header = isHeader(bytes, start) ? parseHeader(bytes, start) : null;
    if (header === null || (bytes[start] === 0 && isZeroBlock(bytes, start))) {
      if (isZeroBlock(bytes, start)) {
        this.#begun = true;
        this.#zeroBlocks += 1;
        return;
      }
      if (!this.#begun) throw damaged('This is not a tar archive: its first block is no header.');
      if (this.#zeroBlocks >= 2) this.#stray(bytes.subarray(start, start + BLOCK));
      else if (!this.#lost) this.#handler.damage('A tar header is damaged; everything up to the next one was passed over.');
      if (this.#zeroBlocks < 2) this.#handler.stray?.(bytes.subarray(start, start + BLOCK));
      this.#lost = true;
      return;
    }
    this.#begun = true;
    this.#lost = false;
    this.#zeroBlocks = 0;
    this.#header = header;
    if (header.size < 0) {
      this.#handler.damage(`\`${header.name}\` claims a negative size and was taken as empty.`);
      this.#announce({ ...header, size: 0 }, 0);
      return;
    }
    if (isExtension(header.flag)) {
      this.#extensions.begin(header);
      this.#remaining = header.size;
      this.#state = 'extension';
      if (header.size === 0) this.#endExtension();
      return;
    }
    if (header.flag === 'S') {
      this.#segments = [];
      this.#realSize = readGnuRealSize(bytes, start);
      if (readGnuSegments(bytes, start, 'header', this.#segments)) this.#state = 'sparse-extension';
      else this.#announceSparse(this.#extensions.storedSize(header));
      return;
    }
    const stored = this.#extensions.storedSize(header);
    if (isHeaderOnly(header.flag) && stored > 0) this.#state = 'doubtful';
    else if (this.#extensions.local('GNU.sparse.major') === '1' && stored > 0) {
      this.#mapReader = new SparseMapReader();
      this.#state = 'sparse-map';
    } else this.#announcePlainOrPaxSparse(header, stored);
  }

  /** A link or directory with a size: some writers store that many bytes, some none. The next block tells. */
  #resolveDoubt(bytes: Buffer, start: number): void {
    const header = this.#header!;
    if (isZeroBlock(bytes, start) || isHeader(bytes, start)) {
      this.#announce(header, 0);
      this.#readHeader(bytes, start);
      return;
    }
    this.#position -= BLOCK;
    this.#announce(header, this.#extensions.storedSize(header));
    // One block at most, so that this goes no deeper; `bytes` may be our own block, in which the next header may begin.
    this.push(Buffer.from(bytes.subarray(start, start + BLOCK)));
  }

  #readSparseExtension(bytes: Buffer, start: number): void {
    const more = readGnuSegments(bytes, start, 'extension', this.#segments);
    if (this.#segments.length > 2 * MAX_SPARSE_SEGMENTS) this.#segments = [NaN];
    if (!more) this.#announceSparse(this.#extensions.storedSize(this.#header!));
  }

  #readSparseMap(bytes: Buffer, start: number): void {
    const reader = this.#mapReader!;
    const stored = this.#extensions.storedSize(this.#header!);
    const result = reader.block(bytes, start);
    if (result === 'more' && reader.length < stored) return;
    this.#segments = result === 'done' ? reader.segments : [NaN];
    this.#realSize = this.#extensions.realSize ?? NaN;
    this.#announceSparse(Math.max(0, stored - reader.length), stored);
  }

  #announcePlainOrPaxSparse(header: TarHeader, stored: number): void {
    const { realSize, sparse } = this.#extensions;
    if (realSize === null) {
      this.#announce(header, stored);
      return;
    }
    this.#segments = [...sparse];
    this.#realSize = realSize;
    this.#announceSparse(stored);
  }

  /** `body` is what follows; `padded` is the size that padding counts from, where a map has already been taken from it. */
  #announceSparse(body: number, padded = body): void {
    const map = checkSparseMap({ segments: this.#segments, size: this.#realSize }, body);
    if (map === null) this.#handler.damage(`The map of sparse file \`${this.#header!.name}\` does not fit; its bytes were read without holes.`);
    this.#announce(this.#header!, body, map ?? undefined, padded);
  }

  #announce(header: TarHeader, body: number, map?: SparseMap, padded = body): void {
    const { path, link, mtime, pax } = this.#extensions.take(header);
    const type = fileType(header.flag, path, body);
    this.#dataOffset = this.#position;
    this.#handler.entry({
      path,
      type,
      size: map?.size ?? body,
      storedSize: body,
      mode: header.mode,
      linkTarget: type === 'symlink' || type === 'hardlink' ? link : null,
      mtime,
      pax,
    });
    this.#sparse = map ? new SparseWriter(map, (bytes) => this.#handler.data(bytes), (length) => this.#allowHole(length)) : null;
    this.#remaining = body;
    this.#padding = -padded & (BLOCK - 1);
    this.#state = 'body';
    if (body === 0) this.#endBody();
  }

  #endBody(): void {
    this.#sparse?.finish();
    this.#sparse = null;
    this.#handler.end();
    this.#state = this.#padding > 0 ? 'padding' : 'header';
  }

  #endExtension(): void {
    const header = this.#header!;
    this.#padding = -header.size & (BLOCK - 1);
    this.#state = this.#padding > 0 ? 'padding' : 'header';
    const complaint = this.#extensions.end();
    if (complaint !== null) this.#handler.damage(complaint);
  }

  #allowHole(length: number): number {
    const allowed = Math.min(length, MAX_HOLE_BYTES - this.#holes);
    this.#holes += allowed;
    if (allowed < length) this.#handler.damage(`A hole of ${length} bytes in a sparse file was shortened; offsets behind it are too small.`);
    return allowed;
  }

  #stray(bytes: Buffer): void {
    if (this.#handler.stray) this.#handler.stray(bytes);
    else if (!this.#lost) this.#handler.damage('Bytes behind the end of the tar archive were not read.');
  }
}

function damaged(message: string): LayerlintError {
  return new LayerlintError('damaged', message);
}
