/** What a reader of an archive meets, in order: `entry`, any number of `data`, `end`, or all of these as one `file`; a `fault` at any time. */
export type ArchiveEvent =
  /** `size` is given only where it is certain; `offset` is where its stored bytes begin. */
  | { readonly kind: 'entry'; readonly name: string; readonly size: number | null; readonly offset: number }
  | { readonly kind: 'data'; readonly bytes: Buffer }
  /** `offset` is where its stored bytes end; `whole` is false when some of them could not be read. */
  | { readonly kind: 'end'; readonly offset: number; readonly whole: boolean }
  /** An entry whose bytes are all there and sound: most entries of most archives, each for the price of one event. */
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Buffer; readonly offset: number; readonly end: number }
  /** Something was not read. */
  | { readonly kind: 'fault'; readonly code: 'damaged' | 'encrypted' | 'unknown-format'; readonly message: string };

/** A fault as an event; `message` is a sentence. */
export function faultOf(code: 'damaged' | 'encrypted' | 'unknown-format', message: string): ArchiveEvent {
  return { kind: 'fault', code, message };
}

/** Names are UTF-8 or, where they are not, latin1. */
export function decodeName(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? bytes.toString('latin1') : text;
}
