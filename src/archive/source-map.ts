import { LayerlintError } from '../model/error.js';
import { faultOf } from './archive-event.js';
import type { ArchiveEvent } from './archive-event.js';
import type { ByteSource } from './byte-source.js';
import { Spare } from './spare.js';

/** Names and contents stand in lists of their own, so a map is held in memory; those of the biggest bundles are a third of this. */
const MAX_MAP_BYTES = 64 * 1024 * 1024;
/** A map of maps of maps; more is no map. */
const MAX_DEPTH = 32;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** What every map begins with, as every tool writes it. */
const VERSION = /^(?:\ufeff|\xef\xbb\xbf)?(?:\)\]\}'?[^\n]*\n)?\s*\{[^]*?"version"\s*:\s*3\s*[,}]/;
const PARTS = /"(?:sources|sourcesContent|sourceRoot|mappings|sections|names|file)"\s*:/;

/** By its first bytes; needs 512 of them or the whole of a shorter file. */
export function isSourceMap(head: Buffer): boolean {
  const text = head.toString('latin1', 0, 512);
  return VERSION.test(text) && PARTS.test(text);
}

/** A string of the JSON: with its quotes, `end` exclusive. */
interface Piece {
  readonly start: number;
  readonly end: number;
}

/** One object that is open, with the two lists that may be in it; a null is a source that is not kept. */
interface Open {
  readonly isObject: boolean;
  sources: readonly (Piece | null)[];
  contents: readonly (Piece | null)[];
}

/** Maps of the biggest bundles that are met often. */
const maps = new Spare(1024 * 1024, 32 * 1024 * 1024);
const TEXT_BYTES = 1024 * 1024;
const texts = new Spare(TEXT_BYTES, TEXT_BYTES);

/**
 * The sources that a source map holds, under their names; sections of an indexed map too. `size` is the map's, or more than that where it
 * is not known. What it gives is valid until the next is asked for. Throws `limit-exceeded`. https://tc39.es/ecma426/
 */
export async function* readSourceMap(source: ByteSource, size: number): AsyncGenerator<ArchiveEvent> {
  const first = (await source.pull()) ?? Buffer.alloc(0);
  // Most come as one.
  if (first.length === size) return yield* readWhole(first);
  const map = new MapBuffer(Math.min(size, MAX_MAP_BYTES));
  try {
    for (let piece: Buffer | null = first; piece !== null; piece = map.length === size ? null : await source.pull()) map.add(piece);
    yield* readWhole(map.bytes);
  } finally {
    map.giveBack();
  }
}

function* readWhole(bytes: Buffer): Generator<ArchiveEvent> {
  const room = texts.take(TEXT_BYTES);
  let cut = false;
  try {
    for (const { sources, contents } of findLists(bytes, () => (cut = true))) {
      for (const [index, content] of contents.entries()) {
        if (!content || content.end - content.start <= 2) continue;
        const text = parse(bytes, content);
        if (text === null) continue;
        const name = sources[index];
        yield { kind: 'entry', name: (name && parse(bytes, name)) ?? `source ${index + 1}`, size: null, offset: content.start };
        // Three bytes are the most that one of UTF-16 takes.
        yield { kind: 'data', bytes: text.length * 3 <= room.length ? room.subarray(0, room.write(text)) : Buffer.from(text) };
        yield { kind: 'end', offset: content.end, whole: true };
      }
    }
  } finally {
    texts.give(room);
  }
  if (cut) yield faultOf('damaged', 'The source map is cut short or damaged; what follows was looked at as plain bytes only.');
}

/** A map that comes in pieces. */
class MapBuffer {
  #room: Buffer;
  length = 0;

  constructor(size: number) {
    this.#room = maps.take(size < MAX_MAP_BYTES ? size : 0);
  }

  get bytes(): Buffer {
    return this.#room.subarray(0, this.length);
  }

  add(piece: Buffer): void {
    const end = this.length + piece.length;
    if (end > MAX_MAP_BYTES) throw new LayerlintError('limit-exceeded', `The source map is larger than ${MAX_MAP_BYTES / 1024 ** 2} MiB; it was looked at as plain bytes only.`);
    if (end > this.#room.length) {
      const larger = maps.take(Math.min(MAX_MAP_BYTES, 2 * end));
      this.bytes.copy(larger);
      this.#room = larger;
    }
    piece.copy(this.#room, this.length);
    this.length = end;
  }

  giveBack(): void {
    maps.give(this.#room);
  }
}

function parse(bytes: Buffer, { start, end }: Piece): string | null {
  try {
    return JSON.parse(bytes.toString('utf8', start, end)) as string;
  } catch {
    return null;
  }
}

/** Objects with contents, as they close; one pass over the signs between strings. */
function* findLists(bytes: Buffer, broken: () => void): Generator<Open> {
  const stack: Open[] = [];
  let at = bytes.indexOf('{');
  while (at !== -1 && at < bytes.length) {
    const sign = bytes[at]!;
    if (sign === 0x7b || sign === 0x5b) {
      if (stack.length === MAX_DEPTH) return broken();
      stack.push({ isObject: sign === 0x7b, sources: [], contents: [] });
    } else if (sign === 0x7d || sign === 0x5d) {
      const closed = stack.pop();
      if (closed && closed.contents.length > 0) yield closed;
      if (stack.length === 0) return;
    } else if (sign === QUOTE) {
      const end = stringEnd(bytes, at);
      if (end === -1) break;
      const key = end - at < 20 && stack.at(-1)?.isObject ? bytes.toString('latin1', at + 1, end - 1) : '';
      at = end;
      if (key !== 'sources' && key !== 'sourcesContent') continue;
      const list = readList(bytes, at);
      if (!list) continue;
      stack.at(-1)![key === 'sources' ? 'sources' : 'contents'] = list.pieces;
      at = list.end;
      continue;
    }
    at += 1;
  }
  // What has been told so far is told all the same.
  yield* stack.filter(({ contents }) => contents.length > 0);
  if (stack.length > 0) broken();
}

/** A list of strings and nulls behind a colon; null where something else stands there. Where it is cut short, what there is of it. */
function readList(bytes: Buffer, from: number): { readonly pieces: (Piece | null)[]; readonly end: number } | null {
  let at = from;
  while (isSpace(bytes[at]) || bytes[at] === 0x3a) at += 1;
  if (bytes[at] !== 0x5b) return null;
  const pieces: (Piece | null)[] = [];
  for (at += 1; at < bytes.length; ) {
    const sign = bytes[at]!;
    if (sign === 0x5d) return { pieces, end: at + 1 };
    if (sign === QUOTE) {
      const end = stringEnd(bytes, at);
      if (end === -1) return { pieces, end: bytes.length };
      pieces.push({ start: at, end });
      at = end;
    } else if (sign === 0x6e) {
      pieces.push(null);
      at += 4;
    } else if (sign === 0x2c || isSpace(sign)) at += 1;
    else return null;
  }
  return { pieces, end: bytes.length };
}

/** Behind the closing quote; -1 where there is none. */
function stringEnd(bytes: Buffer, start: number): number {
  for (let quote = bytes.indexOf(QUOTE, start + 1); quote !== -1; quote = bytes.indexOf(QUOTE, quote + 1)) {
    let back = quote;
    while (back - 1 > start && bytes[back - 1] === BACKSLASH) back -= 1;
    if ((quote - back) % 2 === 0) return quote + 1;
  }
  return -1;
}

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
