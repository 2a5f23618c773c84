import { LayerlintError } from '../model/error.js';

const STATES = 12;
const POSITION_STATES = 16;
const HALF = 1024;
const TOP = 2 ** 24;
const SHORTEST_MATCH = 2;
const FIRST_LITERAL_STATE = 7;
const ALIGN_BITS = 4;
const END_POSITION_MODEL = 14;
const FULL_DISTANCES = 128;

/** Probabilities of one of the two codes of lengths. */
interface LengthCoder {
  readonly choice: Uint16Array;
  readonly low: Uint16Array;
  readonly middle: Uint16Array;
  readonly high: Uint16Array;
}

function probabilities(count: number): Uint16Array {
  return new Uint16Array(count).fill(HALF);
}

function lengthCoder(): LengthCoder {
  return { choice: probabilities(2), low: probabilities(POSITION_STATES * 8), middle: probabilities(POSITION_STATES * 8), high: probabilities(256) };
}

/** The last bytes put out, which matches look back on. */
export class Dictionary {
  readonly #ring: Uint8Array;
  readonly #size: number;
  #at = 0;
  /** Bytes that may be looked back on. */
  #full = 0;
  /** Bytes put out since the last `drain`. */
  #fresh = 0;

  /** `room` is the most that is put out between two calls of `drain`. */
  constructor(size: number, room: number) {
    this.#size = size;
    this.#ring = new Uint8Array(size + room);
  }

  reset(): void {
    this.#full = 0;
  }

  get fresh(): number {
    return this.#fresh;
  }

  /** Of the byte `distance` + 1 back; 0 where there is none, which only the context of a first literal asks for. */
  back(distance: number): number {
    if (distance >= this.#full) return 0;
    const at = this.#at - distance - 1;
    return this.#ring[at < 0 ? at + this.#ring.length : at]!;
  }

  put(byte: number): void {
    this.#ring[this.#at] = byte;
    this.#at += 1;
    if (this.#at === this.#ring.length) this.#at = 0;
    this.#fresh += 1;
    if (this.#full < this.#size) this.#full += 1;
  }

  /** False when the match looks back further than there is. */
  copy(distance: number, length: number): boolean {
    if (distance >= this.#full) return false;
    const ring = this.#ring;
    let from = this.#at - distance - 1;
    if (from < 0) from += ring.length;
    let to = this.#at;
    for (let left = length; left > 0; left -= 1) {
      ring[to] = ring[from]!;
      to += 1;
      if (to === ring.length) to = 0;
      from += 1;
      if (from === ring.length) from = 0;
    }
    this.#at = to;
    this.#fresh += length;
    this.#full = Math.min(this.#size, this.#full + length);
    return true;
  }

  /** A copy of what was put out since the last call. */
  drain(): Buffer {
    const start = this.#at - this.#fresh;
    const out =
      start >= 0
        ? Buffer.from(this.#ring.subarray(start, this.#at))
        : Buffer.concat([this.#ring.subarray(start + this.#ring.length), this.#ring.subarray(0, this.#at)]);
    this.#fresh = 0;
    return out;
  }
}

/** Decodes the compressed chunks of LZMA2, each of which lies wholly in memory. https://www.7-zip.org/sdk.html (LZMA specification) */
export class LzmaDecoder {
  readonly #dictionary: Dictionary;
  #literalContext = 0;
  #literalPosition = 0;
  #positionMask = 0;

  #literals = probabilities(0);
  #isMatch = probabilities(0);
  #isRep = probabilities(0);
  #isRep0 = probabilities(0);
  #isRep1 = probabilities(0);
  #isRep2 = probabilities(0);
  #isRep0Long = probabilities(0);
  #slots = probabilities(0);
  #special = probabilities(0);
  #align = probabilities(0);
  #matchLength = lengthCoder();
  #repLength = lengthCoder();
  #state = 0;
  #rep0 = 0;
  #rep1 = 0;
  #rep2 = 0;
  #rep3 = 0;
  #position = 0;

  #input: Buffer = Buffer.alloc(0);
  #at = 0;
  #range = 0;
  #code = 0;

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary;
  }

  /** False when `byte` is no valid set of properties. */
  setProperties(byte: number): boolean {
    if (byte >= 9 * 5 * 5) return false;
    this.#literalContext = byte % 9;
    this.#literalPosition = Math.floor(byte / 9) % 5;
    this.#positionMask = (1 << Math.floor(byte / 45)) - 1;
    return this.#literalContext + this.#literalPosition <= 4;
  }

  resetState(): void {
    this.#literals = probabilities(0x300 << (this.#literalContext + this.#literalPosition));
    this.#isMatch = probabilities(STATES * POSITION_STATES);
    this.#isRep = probabilities(STATES);
    this.#isRep0 = probabilities(STATES);
    this.#isRep1 = probabilities(STATES);
    this.#isRep2 = probabilities(STATES);
    this.#isRep0Long = probabilities(STATES * POSITION_STATES);
    this.#slots = probabilities(4 * 64);
    this.#special = probabilities(FULL_DISTANCES);
    this.#align = probabilities(1 << ALIGN_BITS);
    this.#matchLength = lengthCoder();
    this.#repLength = lengthCoder();
    this.#state = 0;
    this.#rep0 = 0;
    this.#rep1 = 0;
    this.#rep2 = 0;
    this.#rep3 = 0;
  }

  /** Counts positions from here: call where the dictionary is reset. */
  resetPosition(): void {
    this.#position = 0;
  }

  /** Bytes put into the dictionary without being coded move the position as well. */
  passOver(length: number): void {
    this.#position += length;
  }

  /** Puts exactly `size` bytes into the dictionary; throws `damaged`. */
  decode(input: Buffer, size: number): void {
    this.#input = input;
    this.#at = 5;
    this.#range = 0xffffffff;
    this.#code = input.readUInt32BE(1);
    for (let left = size; left > 0; ) {
      const length = this.#step(left);
      left -= length;
      this.#position += length;
    }
  }

  /** One literal or match; returns its length. */
  #step(left: number): number {
    const positionState = this.#position & this.#positionMask;
    const state = this.#state;
    if (this.#bit(this.#isMatch, state * POSITION_STATES + positionState) === 0) {
      this.#literal();
      return 1;
    }
    let length: number;
    if (this.#bit(this.#isRep, state) === 0) {
      this.#rep3 = this.#rep2;
      this.#rep2 = this.#rep1;
      this.#rep1 = this.#rep0;
      length = this.#length(this.#matchLength, positionState);
      this.#state = state < FIRST_LITERAL_STATE ? 7 : 10;
      this.#rep0 = this.#distance(length);
    } else {
      if (this.#bit(this.#isRep0, state) === 0) {
        if (this.#bit(this.#isRep0Long, state * POSITION_STATES + positionState) === 0) {
          this.#state = state < FIRST_LITERAL_STATE ? 9 : 11;
          this.#copy(1);
          return 1;
        }
      } else this.#rotate(state);
      length = this.#length(this.#repLength, positionState);
      this.#state = state < FIRST_LITERAL_STATE ? 8 : 11;
    }
    length += SHORTEST_MATCH;
    if (length > left) throw damaged('A match passes the end of its chunk.');
    this.#copy(length);
    return length;
  }

  #rotate(state: number): void {
    let distance: number;
    if (this.#bit(this.#isRep1, state) === 0) distance = this.#rep1;
    else {
      if (this.#bit(this.#isRep2, state) === 0) distance = this.#rep2;
      else {
        distance = this.#rep3;
        this.#rep3 = this.#rep2;
      }
      this.#rep2 = this.#rep1;
    }
    this.#rep1 = this.#rep0;
    this.#rep0 = distance;
  }

  #copy(length: number): void {
    if (!this.#dictionary.copy(this.#rep0, length)) throw damaged('A match looks back further than there is.');
  }

  #literal(): void {
    const previous = this.#dictionary.back(0);
    const high = this.#position & ((1 << this.#literalPosition) - 1);
    const base = 0x300 * ((high << this.#literalContext) + (previous >> (8 - this.#literalContext)));
    let symbol = 1;
    if (this.#state >= FIRST_LITERAL_STATE) {
      let matched = this.#dictionary.back(this.#rep0);
      do {
        const expected = (matched >> 7) & 1;
        matched <<= 1;
        const bit = this.#bit(this.#literals, base + ((1 + expected) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (bit !== expected) break;
      } while (symbol < 0x100);
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.#bit(this.#literals, base + symbol);
    this.#dictionary.put(symbol & 0xff);
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  #length(coder: LengthCoder, positionState: number): number {
    if (this.#bit(coder.choice, 0) === 0) return this.#tree(coder.low, positionState * 8, 3);
    if (this.#bit(coder.choice, 1) === 0) return 8 + this.#tree(coder.middle, positionState * 8, 3);
    return 16 + this.#tree(coder.high, 0, 8);
  }

  #distance(length: number): number {
    const slot = this.#tree(this.#slots, Math.min(length, 3) * 64, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = ((2 | (slot & 1)) << bits) >>> 0;
    if (slot < END_POSITION_MODEL) return base + this.#reverseTree(this.#special, base - slot, bits);
    let direct = 0;
    for (let count = bits - ALIGN_BITS; count > 0; count -= 1) {
      this.#range = this.#range >>> 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit) this.#code -= this.#range;
      direct = direct * 2 + bit;
      this.#normalise();
    }
    return base + direct * 16 + this.#reverseTree(this.#align, 0, ALIGN_BITS);
  }

  #tree(model: Uint16Array, base: number, bits: number): number {
    let symbol = 1;
    for (let count = bits; count > 0; count -= 1) symbol = (symbol << 1) | this.#bit(model, base + symbol);
    return symbol - (1 << bits);
  }

  #reverseTree(model: Uint16Array, base: number, bits: number): number {
    let index = 1;
    let symbol = 0;
    for (let count = 0; count < bits; count += 1) {
      const bit = this.#bit(model, base + index);
      index = (index << 1) | bit;
      symbol |= bit << count;
    }
    return symbol;
  }

  #bit(model: Uint16Array, index: number): 0 | 1 {
    const probability = model[index]!;
    const bound = (this.#range >>> 11) * probability;
    let bit: 0 | 1;
    if (this.#code < bound) {
      this.#range = bound;
      model[index] = probability + ((2048 - probability) >> 5);
      bit = 0;
    } else {
      this.#range -= bound;
      this.#code -= bound;
      model[index] = probability - (probability >> 5);
      bit = 1;
    }
    if (this.#range < TOP) this.#normalise();
    return bit;
  }

  #normalise(): void {
    if (this.#range >= TOP) return;
    const byte = this.#input[this.#at];
    if (byte === undefined) throw damaged('A chunk is too short.');
    this.#at += 1;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | byte) >>> 0;
  }
}

function damaged(what: string): LayerlintError {
  return new LayerlintError('damaged', `The xz stream is damaged. ${what}`);
}
