import type { ArchiveEvent } from './archive-event.js';
import type { ByteSource } from './byte-source.js';

/** One entry whose `size` bytes lie there as they are, as events; returns how many of them are missing. */
export async function* readStored(source: ByteSource, name: string, size: number): AsyncGenerator<ArchiveEvent, number> {
  yield { kind: 'entry', name, size, offset: source.position };
  let left = size;
  for (let piece = await source.pull(); piece !== null; piece = await source.pull()) {
    if (piece.length > left) source.unread(piece.subarray(left));
    const bytes = piece.subarray(0, left);
    left -= bytes.length;
    yield { kind: 'data', bytes };
    if (left === 0) break;
  }
  yield { kind: 'end', offset: source.position, whole: left === 0 };
  return left;
}
