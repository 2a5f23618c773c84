import { LayerlintError } from '../model/error.js';
import type { Dictionary } from './dictionary.js';

const STATES = 12;
const POSITION_STATES = 16;
const HALF = 1024;
const TOP = 2 ** 24;
const SHORTEST_MATCH = 2;
const FIRST_LITERAL_STATE = 7;
const ALIGN_BITS = 4;
const END_POSITION_MODEL = 14;
const FULL_DISTANCES = 128;

/** The distance that ends a stream. */
const END_MARK = 0xffffffff;
/** Input that one literal or match takes at most: each bit of it may shift in a byte. */
const MOST_INPUT = 64;
/** Bytes. */
export const LONGEST_MATCH = 273;

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

/** Decodes LZMA: the chunks of LZMA2, each of which lies wholly in memory, or one long stream by the piece. https://www.7-zip.org/sdk.html (LZMA specification) */
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
  #ended = false;
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
    this.begin(input);
    this.#input = input;
    this.#at = 5;
    for (let left = size; left > 0; ) {
      const length = this.#step(left);
      if (this.#ended) throw damaged('A chunk ends too early.');
      left -= length;
      this.#position += length;
    }
  }

  /** A stream begins with these five bytes. */
  begin(head: Buffer): void {
    this.#ended = false;
    this.#range = 0xffffffff;
    this.#code = head.readUInt32BE(1);
  }

  /** True when the stream has told its end. */
  get ended(): boolean {
    return this.#ended;
  }

  /**
   * Decodes as much of `input` as can be without what follows it, all of it where it is the last. Stops where `room` bytes are
   * in the dictionary, or up to `LONGEST_MATCH` more; `left` bytes end the stream. Returns what it took of the input; throws `damaged`.
   */
  run(input: Buffer, isLast: boolean, room: number, left: number): number {
    this.#input = input;
    this.#at = 0;
    const stop = Math.min(room, left);
    for (let done = 0; done < stop && !this.#ended && (isLast || input.length - this.#at >= MOST_INPUT); ) {
      const length = this.#step(left - done);
      done += length;
      this.#position += length;
    }
    return this.#at;
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
      if (this.#rep0 === END_MARK) {
        this.#ended = true;
        return 0;
      }
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
    if (length > left) throw damaged('A match passes the end.');
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
    if (byte === undefined) throw damaged('It is cut short: unexpected end of LZMA data.');
    this.#at += 1;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | byte) >>> 0;
  }
}

function damaged(what: string): LayerlintError {
  return new LayerlintError('damaged', `The LZMA data is damaged. ${what}`);
}
