const SHOWN_PREFIX = 4;
const SHORTEST_WITH_PREFIX = 12;
const MASK = '********';

/**
 * A credential's value, which only `reveal()` gives back.
 * Templates, JSON, concatenation and `util.inspect` all show the mask, so that a value cannot reach a log by accident.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. The caller answers for where it goes. */
  reveal(): string {
    return this.#value;
  }

  /** What may be shown: at most the first four characters of a value of twelve or more, never its length. */
  get masked(): string {
    const header = /^-----BEGIN [A-Z0-9 ]{0,40}-----/.exec(this.#value);
    if (header) return `${header[0]}${MASK}`;
    return this.#value.length < SHORTEST_WITH_PREFIX
      ? MASK
      : `${this.#value.slice(0, SHOWN_PREFIX).replace(/[^\x21-\x7e]/g, '*')}${MASK}`;
  }

  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  toString(): string {
    return this.masked;
  }

  toJSON(): string {
    return this.masked;
  }

  [Symbol.toPrimitive](): string {
    return this.masked;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Secret(${this.masked})`;
  }
}
