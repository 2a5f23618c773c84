import { createHmac } from 'node:crypto';

const SHOWN_PREFIX = 4;
const SHORTEST_WITH_PREFIX = 12;
const MASK = '********';

/** What is kept of a secret where its value must not be: in a cache, in a store, in the answer of another machine. */
export interface SealedSecret {
  readonly masked: string;
  /** HMAC-SHA-256 of the value, 32 hex digits; without the key nobody can try values against it. */
  readonly seal: string;
  /** Of the value, in UTF-16 code units, so that it can be found in a text and masked there. */
  readonly length: number;
}

/**
 * A credential's value, which only `reveal()` gives back.
 * Templates, JSON, concatenation and `util.inspect` all show the mask, so that a value cannot reach a log by accident.
 */
export class Secret {
  readonly #value: string | null;
  readonly #sealed: (SealedSecret & { readonly salt: string }) | null;

  constructor(value: string | (SealedSecret & { readonly salt: string })) {
    this.#value = typeof value === 'string' ? value : null;
    this.#sealed = typeof value === 'string' ? null : value;
  }

  /** The value itself, for which the caller answers; null when it was sealed. */
  reveal(): string | null {
    return this.#value;
  }

  /** What may be shown: at most the first four characters of a value of twelve or more, never its length. */
  get masked(): string {
    if (this.#value === null) return this.#sealed!.masked;
    const header = /^-----BEGIN [A-Z0-9 ]{0,40}-----/.exec(this.#value);
    if (header) return `${header[0]}${MASK}`;
    return this.#value.length < SHORTEST_WITH_PREFIX
      ? MASK
      : `${this.#value.slice(0, SHOWN_PREFIX).replace(/[^\x21-\x7e]/g, '*')}${MASK}`;
  }

  /** Of the value, in UTF-16 code units. Not to be shown. */
  get length(): number {
    return this.#value?.length ?? this.#sealed!.length;
  }

  /** The key that it was sealed with; null while the value is there. */
  get salt(): string | null {
    return this.#sealed?.salt ?? null;
  }

  /** The seal under a key. Throws when it was sealed with another one. */
  seal(salt: string): SealedSecret {
    if (this.#value !== null) return { masked: this.masked, seal: sealValue(this.#value, salt), length: this.#value.length };
    if (this.#sealed!.salt !== salt) throw new Error('The secret was sealed with another key.');
    const { masked, seal, length } = this.#sealed!;
    return { masked, seal, length };
  }

  equals(other: Secret): boolean {
    if (this.#value !== null && other.#value !== null) return this.#value === other.#value;
    const salt = this.salt ?? other.salt!;
    return (other.salt ?? salt) === salt && this.seal(salt).seal === other.seal(salt).seal;
  }

  /** True when the text is the value. */
  is(text: string): boolean {
    if (this.#value !== null) return this.#value === text;
    return text.length === this.#sealed!.length && sealValue(text, this.#sealed!.salt) === this.#sealed!.seal;
  }

  /**
   * Where the value first stands in a text; -1 when it does not. A sealed one is looked for where its shown
   * beginning stands, or, when nothing of it may be shown, as a word of its own.
   */
  indexIn(text: string): number {
    if (this.#value !== null) return text.indexOf(this.#value);
    const { masked, length } = this.#sealed!;
    const shown = masked.slice(0, masked.indexOf('*'));
    for (let at = 0; at + length <= text.length; at += 1) {
      if (shown !== '') at = text.indexOf(shown, at);
      if (at === -1) return -1;
      if ((shown !== '' || isEdge(text, at)) && (shown !== '' || isEdge(text, at + length)) && this.is(text.slice(at, at + length))) return at;
    }
    return -1;
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

/** Gives each of these secrets a key that is equal where the values are; the keys may hold values and are not to be shown. */
export function identifySecrets(secrets: readonly Secret[]): (secret: Secret) => string {
  const salt = secrets.find((secret) => secret.salt !== null)?.salt ?? null;
  return (secret) => {
    if (salt === null) return secret.reveal()!;
    return secret.salt === null || secret.salt === salt ? secret.seal(salt).seal : `${secret.seal(secret.salt).seal} ${secret.salt}`;
  };
}

function sealValue(value: string, salt: string): string {
  return createHmac('sha256', salt).update(value).digest('hex').slice(0, 32);
}

/** True where a word may begin or end. */
function isEdge(text: string, at: number): boolean {
  return at === 0 || at === text.length || !(/\w/.test(text[at - 1]!) && /\w/.test(text[at]!));
}
