import type { ByteSource } from './byte-source.js';

/** Takes what a stream holds beside its content: texts of headers, bytes that follow it. `name` says what it is; awaited, so that no more than a window waits. */
export type Aside = (name: string, bytes: Buffer) => void | Promise<void>;

/** What follows a stream, padding, a signature, what someone hid there, is told by windows of this size, whatever its length. */
const WINDOW = 1024 * 1024;
/** Windows share this much, so that what lies across two of them is whole in one. */
const OVERLAP = 64 * 1024;

/** Reads to the end and tells what is there, if it is no padding. */
export async function tellRest(source: ByteSource, kind: string, aside: Aside): Promise<void> {
  await tell(source, `behind the ${kind} stream`, Infinity, aside);
}

/** Tells the next `length` bytes; false where the source ends before. */
export async function tell(source: ByteSource, name: string, length: number, aside: Aside): Promise<boolean> {
  let kept: Buffer = Buffer.alloc(0);
  for (let left = length; left > 0; ) {
    const piece = await source.take(Math.min(left, WINDOW - kept.length));
    if (piece.length === 0) return length === Infinity;
    left -= piece.length;
    const window = kept.length === 0 ? Buffer.from(piece) : Buffer.concat([kept, piece]);
    if (piece.some((byte) => byte !== 0)) await aside(name, window);
    kept = window.subarray(Math.max(0, window.length - OVERLAP));
  }
  return true;
}
