/**
 * Bytes of one document on their way to the matcher. A small document is one chunk; a big one comes in overlapping
 * windows, and a keyword is looked for only in the window that owns its first byte.
 */
export interface Chunk {
  readonly bytes: Buffer;
  /** Offset of `bytes[0]` in the document. */
  readonly base: number;
  /** The chunk owns the keywords that begin in `[from, to)`, counted within `bytes`; the rest is context for its neighbours. */
  readonly from: number;
  readonly to: number;
  /** Path or pointer of the document, for rules that hold only in some files; slashes only. */
  readonly path: string;
  /** What need not be searched, since documents of their own show it: pairs of start and end within `[from, to)`, in order. */
  readonly apart?: readonly number[];
  /** Set where it is a string of the document, its escapes undone. */
  readonly quoted?: boolean;
}
