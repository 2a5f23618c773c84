import { LayerlintError } from '../model/error.js';
import type { Aside } from './aside.js';
import { tellRest } from './aside.js';
import type { ByteSource } from './byte-source.js';

/** A block of 900,000 symbols of 20 bits each, with its tables: no block is longer, so one in memory can be decoded at a stroke. */
const MAX_BLOCK_BYTES = 2_300_000;
const BLOCK_MAGIC = 0x314159265359;
const END_MAGIC = 0x177245385090;
const OUTPUT_BYTES = 64 * 1024;
const GROUP = 50;
const MAX_CODE_BITS = 20;

/**
 * All streams, one after the other; what follows the last one and is no stream is ignored, or told aside. Check sums are passed over.
 * Own code, since the libraries either want the whole input in memory or put out whole bombs at once.
 * https://en.wikipedia.org/wiki/Bzip2#File_format
 */
export async function* bunzip2(source: ByteSource, aside?: Aside): AsyncGenerator<Buffer> {
  for (let first = true; ; first = false) {
    const magic = await source.peek(4);
    const level = magic.length === 4 ? magic[3]! - 0x30 : 0;
    if (magic.toString('latin1', 0, 3) !== 'BZh' || level < 1 || level > 9) {
      if (first) throw damaged('It does not begin with a header.');
      if (aside) await tellRest(source, 'bzip2', aside);
      return;
    }
    source.drop(4);
    yield* readStream(source, level * 100_000);
  }
}

async function* readStream(source: ByteSource, capacity: number): AsyncGenerator<Buffer> {
  const block = new Uint32Array(capacity);
  let bit = 0;
  for (;;) {
    const bits = new Bits(await source.peek(MAX_BLOCK_BYTES), bit);
    const magic = bits.read(24) * 2 ** 24 + bits.read(24);
    bits.read(16);
    bits.read(16);
    if (magic !== BLOCK_MAGIC && magic !== END_MAGIC) throw damaged('A block does not begin where it should.');
    const length = magic === BLOCK_MAGIC ? readBlock(bits, block) : null;
    if (length === null) {
      source.drop((bits.position + 7) >> 3);
      return;
    }
    source.drop(bits.position >> 3);
    bit = bits.position & 7;
    yield* writeBlock(block, length.count, length.first);
  }
}

/** Bits from the highest down. */
class Bits {
  readonly #bytes: Buffer;
  position: number;

  constructor(bytes: Buffer, position: number) {
    this.#bytes = bytes;
    this.position = position;
  }

  /** At most 24 bits. */
  read(count: number): number {
    const at = this.position >> 3;
    if (this.position + count > this.#bytes.length * 8) {
      throw new LayerlintError('damaged', 'The bzip2 stream is cut short: unexpected end of bzip2 data.');
    }
    const bytes = this.#bytes;
    const word = ((bytes[at]! << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0;
    const shift = this.position & 7;
    this.position += count;
    return ((word << shift) >>> 0) >>> (32 - count);
  }
}

interface Code {
  readonly shortest: number;
  /** By length: the highest code, and what to take from a code to get at its symbol. */
  readonly limit: Int32Array;
  readonly base: Int32Array;
  readonly symbols: Uint16Array;
}

/** Fills `block` with the chain of the Burrows-Wheeler transform: the byte in the low 8 bits, the next index above them. */
function readBlock(bits: Bits, block: Uint32Array): { readonly count: number; readonly first: number } {
  if (bits.read(1)) throw damaged('It uses a form given up before version 1.0.');
  const origin = bits.read(24);
  const used = readUsedBytes(bits);
  const codeCount = bits.read(3);
  if (codeCount < 2 || codeCount > 6) throw damaged('A block has a wrong number of code tables.');
  const selectors = readSelectors(bits, codeCount);
  const codes: Code[] = [];
  for (let index = 0; index < codeCount; index += 1) codes.push(readCode(bits, used.length + 2));

  const order = Uint8Array.from(used);
  const end = used.length + 1;
  const counts = new Int32Array(257);
  let count = 0;
  let run = 0;
  let weight = 1;
  let code = codes[selectors[0]!]!;
  for (let index = 0, left = 0, group = 0; ; left -= 1, index += 1) {
    if (left === 0) {
      if (group === selectors.length) throw damaged('A block has too few selectors.');
      code = codes[selectors[group]!]!;
      group += 1;
      left = GROUP;
    }
    const symbol = readSymbol(bits, code);
    if (symbol <= 1) {
      if (weight > block.length) throw damaged('A run is longer than its block.');
      run += weight << symbol;
      weight *= 2;
      continue;
    }
    if (run > 0) {
      if (count + run > block.length) throw damaged('A run is longer than its block.');
      block.fill(order[0]!, count, count + run);
      counts[order[0]! + 1]! += run;
      count += run;
      run = 0;
    }
    weight = 1;
    if (symbol === end) break;
    if (count === block.length) throw damaged('A block holds too many bytes.');
    const byte = order[symbol - 1]!;
    order.copyWithin(1, 0, symbol - 1);
    order[0] = byte;
    counts[byte + 1]! += 1;
    block[count] = byte;
    count += 1;
  }
  if (count === 0 ? origin !== 0 : origin >= count) throw damaged('A block begins behind its end.');
  for (let byte = 0; byte < 256; byte += 1) counts[byte + 1]! += counts[byte]!;
  for (let index = 0; index < count; index += 1) {
    const byte = block[index]! & 0xff;
    const place = counts[byte]!;
    counts[byte] = place + 1;
    block[place]! |= index << 8;
  }
  return { count, first: count === 0 ? 0 : block[origin]! };
}

function readUsedBytes(bits: Bits): number[] {
  const used: number[] = [];
  const ranges = bits.read(16);
  for (let range = 0; range < 16; range += 1) {
    if (!(ranges & (0x8000 >> range))) continue;
    const map = bits.read(16);
    for (let index = 0; index < 16; index += 1) if (map & (0x8000 >> index)) used.push(range * 16 + index);
  }
  if (used.length === 0) throw damaged('A block uses no byte at all.');
  return used;
}

function readSelectors(bits: Bits, codeCount: number): Uint8Array {
  const selectors = new Uint8Array(bits.read(15));
  if (selectors.length === 0) throw damaged('A block has no selectors.');
  const order = [0, 1, 2, 3, 4, 5];
  for (let index = 0; index < selectors.length; index += 1) {
    let place = 0;
    while (bits.read(1)) {
      place += 1;
      if (place >= codeCount) throw damaged('A selector names no code table.');
    }
    const [selected] = order.splice(place, 1);
    order.unshift(selected!);
    selectors[index] = selected!;
  }
  return selectors;
}

function readCode(bits: Bits, symbolCount: number): Code {
  const lengths = new Uint8Array(symbolCount);
  const byLength = new Int32Array(MAX_CODE_BITS + 2);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbolCount; symbol += 1) {
    for (;;) {
      if (length < 1 || length > MAX_CODE_BITS) throw damaged('A code has a wrong length.');
      if (!bits.read(1)) break;
      length += bits.read(1) ? -1 : 1;
    }
    lengths[symbol] = length;
    byLength[length]! += 1;
  }
  const symbols = new Uint16Array(symbolCount);
  for (let bit = 1, at = 0; bit <= MAX_CODE_BITS; bit += 1) {
    for (let symbol = 0; symbol < symbolCount; symbol += 1) if (lengths[symbol] === bit) symbols[at++] = symbol;
  }
  const limit = new Int32Array(MAX_CODE_BITS + 1).fill(-1);
  const base = new Int32Array(MAX_CODE_BITS + 1);
  let next = 0;
  let done = 0;
  let shortest = 0;
  for (let bit = 1; bit <= MAX_CODE_BITS; bit += 1) {
    next *= 2;
    base[bit] = next - done;
    if (byLength[bit]! > 0) {
      shortest ||= bit;
      next += byLength[bit]!;
      done += byLength[bit]!;
      limit[bit] = next - 1;
    }
  }
  return { shortest, limit, base, symbols };
}

function readSymbol(bits: Bits, code: Code): number {
  let length = code.shortest;
  let value = bits.read(length);
  while (value > code.limit[length]!) {
    length += 1;
    if (length > MAX_CODE_BITS) throw damaged('A code stands for no symbol.');
    value = value * 2 + bits.read(1);
  }
  const symbol = code.symbols[value - code.base[length]!];
  if (symbol === undefined) throw damaged('A code stands for no symbol.');
  return symbol;
}

function* writeBlock(block: Uint32Array, count: number, first: number): Generator<Buffer> {
  const writer = new BlockWriter(block, count, first);
  while (!writer.isDone) {
    const out = Buffer.allocUnsafeSlow(OUTPUT_BYTES);
    const length = writer.write(out);
    if (length > 0) yield out.subarray(0, length);
  }
}

/** Follows a block from byte to byte. Four equal ones are followed by the number of further ones. No generator: a loop this hot wants to be compiled while it runs. */
class BlockWriter {
  readonly #block: Uint32Array;
  #left: number;
  #place: number;
  #equal = 0;
  #previous = -1;

  constructor(block: Uint32Array, count: number, first: number) {
    this.#block = block;
    this.#left = count;
    this.#place = first;
  }

  get isDone(): boolean {
    return this.#left === 0;
  }

  /** Gives the bytes written: as many as there is room for, or all that are left. */
  write(out: Buffer): number {
    const block = this.#block;
    let length = 0;
    let left = this.#left;
    let place = this.#place;
    let equal = this.#equal;
    let previous = this.#previous;
    // A number of repetitions is one byte.
    for (; left > 0 && length + 255 <= out.length; left -= 1) {
      place = block[place >>> 8]!;
      const byte = place & 0xff;
      if (equal === 4) {
        out.fill(previous, length, length + byte);
        length += byte;
        equal = 0;
        previous = -1;
      } else {
        out[length++] = byte;
        equal = byte === previous ? equal + 1 : 1;
        previous = byte;
      }
    }
    this.#left = left;
    this.#place = place;
    this.#equal = equal;
    this.#previous = previous;
    return length;
  }
}

function damaged(what: string): LayerlintError {
  return new LayerlintError('damaged', `The bzip2 stream is damaged. ${what}`);
}
