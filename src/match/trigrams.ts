/** Five bits of a byte, which are the same for both cases of a letter. */
const BITS = 5;
const MASK = (1 << BITS) - 1;

/** Which three bytes in a row a text has, whatever their case: says of most words at once that they are not in it. */
export class Trigrams {
  readonly #seen = new Uint8Array(1 << (3 * BITS));

  constructor(bytes: Uint8Array) {
    const seen = this.#seen;
    for (let at = 2, last = ((bytes[0]! & MASK) << BITS) | (bytes[1]! & MASK); at < bytes.length; at++) {
      const gram = (last << BITS) | (bytes[at]! & MASK);
      seen[gram] = 1;
      last = gram & ((1 << (2 * BITS)) - 1);
    }
  }

  /** False only where the text does not hold `word`, which is ASCII. */
  mayHold(word: string): boolean {
    for (let at = 2; at < word.length; at++) {
      const gram = ((word.charCodeAt(at - 2) & MASK) << (2 * BITS)) | ((word.charCodeAt(at - 1) & MASK) << BITS) | (word.charCodeAt(at) & MASK);
      if (this.#seen[gram] === 0) return false;
    }
    return true;
  }
}
