import { LayerlintError } from '../model/error.js';

/** Of strings that must wait: a source that comes in pieces, sources whose names come behind them, and the names. Those of the biggest bundles are a third of this. */
const MOST_HELD = 64 * 1024 * 1024;
/** A map of maps of maps; more is no map. */
const MAX_DEPTH = 32;
/** Longer strings are neither of the two keys. */
const LONGEST_KEY = 20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NOTHING = Buffer.alloc(0);

/** What every map begins with, as every tool writes it. */
const VERSION = /^(?:\ufeff|\xef\xbb\xbf)?(?:\)\]\}'?[^\n]*\n)?\s*\{[^]*?"version"\s*:\s*3\s*[,}]/;
const PARTS = /"(?:sources|sourcesContent|sourceRoot|mappings|sections|names|file)"\s*:/;

/** By its first bytes; needs 512 of them or the whole of a shorter file. */
export function isSourceMap(head: Buffer): boolean {
  const text = head.toString('latin1', 0, 512);
  return VERSION.test(text) && PARTS.test(text);
}

/** A source as the map holds it: `string` as it stands there, with its quotes, from byte `offset` of the map on. */
export type SourceSink = (name: string, string: Buffer, offset: number) => void;

type List = 'sources' | 'sourcesContent';

/** An object or a list that is open. */
interface Open {
  readonly isObject: boolean;
  /** Which of the two it is; null for any other, and once something else than strings and nulls stands in it. */
  list: List | null;
  /** Of an object: the names of its sources, once they have passed. */
  names: readonly (string | null)[] | null;
  /** Of a list of names that is read. */
  readonly own: (string | null)[];
  /** Sources that have passed, with those that are not kept. */
  count: number;
  /** Sources in front of their names. */
  readonly waiting: Waiting[];
}

interface Waiting {
  readonly index: number;
  readonly string: Buffer;
  readonly offset: number;
}

/** A string that goes on in the next piece. */
interface Cut {
  readonly offset: number;
  /** How many of its bytes are of interest. */
  readonly most: number;
  /** With room behind what has come. */
  bytes: Buffer;
  held: number;
  length: number;
  /** True where the next byte stands behind a backslash. */
  escaped: boolean;
}

/**
 * Reads a source map while it passes and gives the sources that it holds, under their names; sections of an indexed map too. A source
 * is given when its string ends, and waits only where the names come later. https://tc39.es/ecma426/
 */
export class SourceMapReader {
  readonly #give: SourceSink;
  readonly #stack: Open[] = [];
  #state: 'before' | 'inside' | 'behind' = 'before';
  /** Of the piece's first byte. */
  #base = 0;
  #cut: Cut | null = null;
  /** The key that has just passed, where it is one of the two. */
  #key: List | null = null;
  /** Letters of a null that are still to come. */
  #letters = 0;
  #held = 0;
  #damaged = false;

  /** A string is valid only during the call of `give`. */
  constructor(give: SourceSink) {
    this.#give = give;
  }

  /** Throws `limit-exceeded`, and whatever `give` throws; not to be called again then. */
  push(piece: Buffer): void {
    if (piece.length === 0) return;
    let at = this.#state === 'before' ? piece.indexOf(0x7b) : 0;
    if (at !== -1 && this.#state === 'before') this.#state = 'inside';
    if (this.#cut) at = this.#goOn(this.#cut, piece);
    while (at !== -1 && at < piece.length && this.#state === 'inside') at = this.#step(piece, at);
    this.#base += piece.length;
  }

  /** Gives what waited for names without. Throws as `push` does, and `damaged` where the map was not whole. */
  finish(): void {
    for (const open of this.#stack) this.#release(open);
    if (this.#stack.length > 0 || this.#damaged) throw new LayerlintError('damaged', 'The source map is cut short or damaged; what follows was looked at as plain bytes only.');
  }

  /** Looks at the byte at `at`, which stands in no string; gives where to go on. */
  #step(piece: Buffer, at: number): number {
    const sign = piece[at]!;
    if (sign === QUOTE) return this.#read(piece, at);
    if (sign === 0x7b || sign === 0x5b) this.#open(sign === 0x7b);
    else if (sign === 0x7d || sign === 0x5d) this.#close();
    else if (!isSpace(sign)) this.#other(sign);
    return at + 1;
  }

  #open(isObject: boolean): void {
    const list = isObject ? null : this.#key;
    this.#key = null;
    const around = this.#stack.at(-1);
    if (around) around.list = null;
    if (this.#stack.length === MAX_DEPTH) {
      this.#damaged = true;
      this.#state = 'behind';
      return;
    }
    this.#stack.push({ isObject, list, names: null, own: [], count: 0, waiting: [] });
  }

  #close(): void {
    this.#key = null;
    const closed = this.#stack.pop();
    const around = this.#stack.at(-1);
    if (closed?.list === 'sources' && around) {
      around.names = closed.own;
      this.#release(around);
    }
    if (closed?.list === 'sourcesContent' && around && closed.waiting.length > 0) around.waiting.push(...closed.waiting.splice(0));
    if (closed) this.#release(closed);
    if (!around) this.#state = 'behind';
  }

  #other(sign: number): void {
    if (this.#letters > 0) {
      this.#letters -= 1;
      return;
    }
    if (sign !== 0x3a) this.#key = null;
    const open = this.#stack.at(-1);
    if (!open?.list || sign === 0x2c) return;
    // Anything but a null says that it is no such list.
    if (sign === 0x6e) {
      this.#letters = 3;
      if (open.list === 'sources') open.own.push(null);
      else open.count += 1;
    } else open.list = null;
  }

  /** A string that begins at `at`. */
  #read(piece: Buffer, at: number): number {
    const end = stringEnd(piece, at + 1, false);
    if (end !== -1) {
      this.#take(piece.subarray(at, end), this.#base + at);
      return end;
    }
    const { list } = this.#stack.at(-1)!;
    this.#cut = { offset: this.#base + at, most: list === null ? LONGEST_KEY : Infinity, bytes: NOTHING, held: 0, length: 0, escaped: endsEscaped(piece, at + 1, false) };
    this.#keep(this.#cut, piece.subarray(at));
    return piece.length;
  }

  #goOn(cut: Cut, piece: Buffer): number {
    const end = stringEnd(piece, 0, cut.escaped);
    this.#keep(cut, end === -1 ? piece : piece.subarray(0, end));
    if (end === -1) {
      cut.escaped = endsEscaped(piece, 0, cut.escaped);
      return piece.length;
    }
    this.#cut = null;
    this.#held -= cut.held;
    if (cut.length <= cut.most) this.#take(cut.bytes.subarray(0, cut.length), cut.offset);
    return end;
  }

  #keep(cut: Cut, bytes: Buffer): void {
    cut.length += bytes.length;
    if (cut.length > cut.most) return;
    this.#hold(bytes.length);
    if (cut.length > cut.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(2 * cut.length);
      cut.bytes.copy(larger, 0, 0, cut.held);
      cut.bytes = larger;
    }
    cut.held += bytes.copy(cut.bytes, cut.held);
  }

  /** A whole string. */
  #take(string: Buffer, offset: number): void {
    this.#key = null;
    const open = this.#stack.at(-1)!;
    if (open.isObject) {
      const key = string.length < LONGEST_KEY ? string.toString('latin1', 1, string.length - 1) : '';
      if (key === 'sources' || key === 'sourcesContent') this.#key = key;
    } else if (open.list === 'sources') {
      this.#hold(string.length);
      open.own.push(parseString(string));
    } else if (open.list === 'sourcesContent') {
      const index = open.count++;
      if (string.length <= 2) return;
      const names = this.#stack.at(-2)?.names ?? null;
      if (names) this.#give(nameAt(names, index), string, offset);
      else {
        this.#hold(string.length);
        open.waiting.push({ index, string: Buffer.from(string), offset });
      }
    }
  }

  #release(open: Open): void {
    for (const { index, string, offset } of open.waiting.splice(0)) {
      this.#held -= string.length;
      this.#give(nameAt(open.names ?? [], index), string, offset);
    }
  }

  #hold(bytes: number): void {
    this.#held += bytes;
    if (this.#held > MOST_HELD) throw new LayerlintError('limit-exceeded', `More than ${MOST_HELD / 1024 ** 2} MiB of the source map would have to be held; the rest was looked at as plain bytes only.`);
  }
}

const nameAt = (names: readonly (string | null)[], index: number): string => names[index] ?? `source ${index + 1}`;

/** What a string of JSON says; null where it is none. */
export function parseString(string: Buffer): string | null {
  try {
    return JSON.parse(string.toString('utf8')) as string;
  } catch {
    return null;
  }
}

/** Behind the closing quote of a string of which `from` is a byte, the one behind a backslash where it is `escaped`; -1 where there is none. */
function stringEnd(bytes: Buffer, from: number, escaped: boolean): number {
  const begin = escaped ? from + 1 : from;
  for (let quote = bytes.indexOf(QUOTE, begin); quote !== -1; quote = bytes.indexOf(QUOTE, quote + 1)) {
    if (backslashes(bytes, begin, quote) % 2 === 0) return quote + 1;
  }
  return -1;
}

/** Whether the byte that follows all these, which are of one string, stands behind a backslash. */
function endsEscaped(bytes: Buffer, from: number, escaped: boolean): boolean {
  const begin = escaped ? from + 1 : from;
  return begin <= bytes.length && backslashes(bytes, begin, bytes.length) % 2 === 1;
}

/** How many stand in front of `end`. */
function backslashes(bytes: Buffer, begin: number, end: number): number {
  let at = end;
  while (at > begin && bytes[at - 1] === BACKSLASH) at -= 1;
  return end - at;
}

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
