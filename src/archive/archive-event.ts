/** What a reader of an archive meets, in order: `entry`, any number of `data`, `end`, or `files` that need none of these; a `fault` at any time. */
export type ArchiveEvent =
  /** `size` is given only where it is certain; `offset` is where its stored bytes begin. */
  | { readonly kind: 'entry'; readonly name: string; readonly size: number | null; readonly offset: number }
  | { readonly kind: 'data'; readonly bytes: Buffer }
  /** `offset` is where its stored bytes end; `whole` is false when some of them could not be read. */
  | { readonly kind: 'end'; readonly offset: number; readonly whole: boolean }
  /** All that lie there whole: most entries of most archives. It stands at the first; what follows is read when it has been stepped through. */
  | { readonly kind: 'files'; readonly files: HeldFiles }
  /** Something was not read. */
  | { readonly kind: 'fault'; readonly code: 'damaged' | 'encrypted' | 'unknown-format'; readonly message: string };

/** Entries whose bytes are all there and sound, one after the other. What it says of one, its bytes too, is valid until the next step. */
export interface HeldFiles {
  readonly name: string;
  readonly bytes: Buffer;
  /** Where its stored bytes begin and end. */
  readonly offset: number;
  readonly end: number;
  /** Steps to the next one; false where there is none. */
  next(): boolean;
}

/** A fault as an event; `message` is a sentence. */
export function faultOf(code: 'damaged' | 'encrypted' | 'unknown-format', message: string): ArchiveEvent {
  return { kind: 'fault', code, message };
}

/** Names are UTF-8 or, where they are not, latin1. */
export function decodeName(bytes: Buffer, start = 0, end = bytes.length): string {
  const text = bytes.toString('utf8', start, end);
  return text.includes('\ufffd') ? bytes.toString('latin1', start, end) : text;
}
