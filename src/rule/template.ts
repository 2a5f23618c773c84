import { azureSums, bech32, awsAccount, crcBase36, crcBase62, crcBase64, crcHex, crcHexLittleEndian, shaBase32 } from './checksum.js';
import { KEY_KINDS } from './key-material.js';
import { LayerlintError } from '../model/error.js';

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();

const CLASSES: Readonly<Record<string, string>> = {
  digits: DIGITS,
  lower: LOWER,
  upper: UPPER,
  alpha: LOWER + UPPER,
  alnum: LOWER + DIGITS,
  ALNUM: UPPER + DIGITS,
  hex: '0123456789abcdef',
  HEX: '0123456789ABCDEF',
  base32: UPPER + '234567',
  lower32: LOWER + '234567',
  base36: DIGITS + LOWER,
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  base62: DIGITS + UPPER + LOWER,
  base64: UPPER + LOWER + DIGITS + '+/',
  base64url: UPPER + LOWER + DIGITS + '-_',
  bech32: 'qpzry9x8gf2tvdw0s3jn54khce6mua7l',
  BECH32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
  pass: LOWER + UPPER + DIGITS + '!*+.',
};

const WORDS = ['amber', 'birch', 'cedar', 'delta', 'ember', 'falcon', 'garnet', 'harbor', 'indigo', 'juniper', 'kestrel', 'lagoon'];

/** What follows the last of these prefixes, the prefix included. */
function fromPrefix(text: string, prefix: RegExp): string {
  const found = [...text.matchAll(prefix)].at(-1);
  return found ? text.slice(found.index) : text;
}

/** Sums by issuer; `before` is the expanded text so far, `previous` the value of the field in front. */
const SUMS: Readonly<Record<string, (before: string, previous: string) => string>> = {
  github: (_, previous) => crcBase62(previous),
  'github-fine-grained': (before) => shaBase32(fromPrefix(before, /github_pat_/g)),
  gitlab: (before) => crcBase36(fromPrefix(before, /gl[a-z]{1,8}-/g)),
  atlassian: (before) => crcHex(fromPrefix(before, /AT(?:ATT|CTT|BB)/g)).toUpperCase(),
  grafana: (before) => crcHexLittleEndian(fromPrefix(before, /glsa_/g).slice(0, 37)),
  confluent: (_, previous) => crcBase64(previous),
  hex: (_, previous) => crcHex(previous),
  azure: (before) => azureSums(before.slice(-80))[0]!,
};

const FIELD = /\{(?:([A-Za-z][A-Za-z0-9]*)(?::([a-z0-9-]+))?\}|(b64|b64url|urlencode|escape)\()/y;
const NAMES = new Set([...Object.keys(CLASSES), 'uuid', 'word', 'crc32', 'bech32sum', 'pem', 'jwt', 'awsid']);
const BARE = new Set(['uuid', 'word', 'jwt', 'awsid', 'bech32sum']);

/**
 * Makes a text from a template; the same template and seed give the same text for ever.
 * `{class:20}` and `{class:20-40}` draw characters (the classes above); `{uuid}`, `{word}`, `{awsid}`, `{jwt}`, `{jwt:expired}`, `{jwt:none}` and
 * `{pem:rsa}` (`KEY_KINDS`) stand for whole values; `{crc32:github}` is a sum over what precedes (`SUMS`); `{b64(…)}`,
 * `{b64url(…)}`, `{urlencode(…)}` and `{escape(…)}` (newlines as `\n`) wrap an expanded text. Any other brace stands for itself.
 */
export function expandTemplate(template: string, seed: number): string {
  return new Expansion(template, seed).run();
}

class Expansion {
  readonly #template: string;
  #state: number;
  #position = 0;

  constructor(template: string, seed: number) {
    this.#template = template;
    this.#state = (seed * 0x9e3779b1 + 0x51ed270b) >>> 0;
  }

  run(): string {
    return this.#text(false);
  }

  #text(nested: boolean): string {
    let out = '';
    let previous = '';
    while (this.#position < this.#template.length) {
      if (nested && this.#template.startsWith(')}', this.#position)) break;
      FIELD.lastIndex = this.#position;
      const field = this.#template[this.#position] === '{' ? FIELD.exec(this.#template) : null;
      if (field?.[3]) {
        this.#position = FIELD.lastIndex;
        previous = wrap(field[3], this.#text(true));
        if (!this.#template.startsWith(')}', this.#position)) throw unclosed(this.#template);
        this.#position += 2;
        out += previous;
      } else if (field && NAMES.has(field[1]!) && (field[2] !== undefined || BARE.has(field[1]!))) {
        this.#position = FIELD.lastIndex;
        previous = this.#field(field[1]!, field[2] ?? '', out, previous);
        out += previous;
      } else if (field && /^\d/.test(field[2] ?? '')) {
        throw new LayerlintError('rules-invalid', `The template field \`${field[0]}\` is unknown.`, {
          hint: 'Use one of the classes that `expandTemplate` names.',
        });
      } else {
        out += this.#template[this.#position++];
      }
    }
    return out;
  }

  #field(name: string, argument: string, before: string, previous: string): string {
    const alphabet = CLASSES[name];
    if (alphabet) return this.#draw(alphabet, argument);
    switch (name) {
      case 'uuid':
        return `${this.#hex(8)}-${this.#hex(4)}-4${this.#hex(3)}-a${this.#hex(3)}-${this.#hex(12)}`;
      case 'word':
        return WORDS[this.#below(WORDS.length)]!;
      case 'awsid':
        return this.#awsId(before);
      case 'jwt':
        return this.#jwt(argument);
      case 'bech32sum':
        return bech32('age-secret-key-', previous.toLowerCase()).toUpperCase();
      case 'crc32':
        return lookUp(SUMS, argument, 'sum')(before, previous);
      default:
        return lookUp(KEY_KINDS, argument, 'key')((length) => this.#bytes(length));
    }
  }

  #draw(alphabet: string, argument: string): string {
    const [low, high = low] = argument.split('-').map(Number);
    const length = low! + this.#below(high! - low! + 1);
    let text = '';
    while (text.length < length) {
      const next = alphabet[this.#below(alphabet.length)]!;
      if (!startsRun(text, next)) text += next;
    }
    return text;
  }

  #hex(length: number): string {
    return this.#draw(CLASSES.hex!, String(length));
  }

  #awsId(before: string): string {
    for (;;) {
      const id = this.#draw(CLASSES.base32!, '16');
      if (awsAccount(before.slice(-4) + id)! < 1e12) return id;
    }
  }

  #jwt(kind: string): string {
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const expires = kind === 'expired' ? 1_000_000_000 : 32_503_680_000;
    const header = kind === 'none' ? { alg: 'none', typ: 'JWT' } : { alg: 'HS256', typ: 'JWT' };
    const payload = { sub: this.#hex(12), iat: 999_999_999, exp: expires };
    return `${encode(header)}.${encode(payload)}.${this.#draw(CLASSES.base64url!, '43')}`;
  }

  #bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.#below(256)));
  }

  /** Mulberry32: small, and the same on every machine. */
  #below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * limit);
  }
}

/** Three neighbours that repeat or count would look like a placeholder by accident. */
function startsRun(text: string, next: string): boolean {
  const a = text.charCodeAt(text.length - 2);
  const b = text.charCodeAt(text.length - 1);
  const c = next.charCodeAt(0);
  return b - a === c - b && Math.abs(c - b) <= 1;
}

function wrap(kind: string, text: string): string {
  switch (kind) {
    case 'b64':
      return Buffer.from(text, 'latin1').toString('base64');
    case 'b64url':
      return Buffer.from(text, 'latin1').toString('base64url');
    case 'urlencode':
      return encodeURIComponent(text);
    default:
      return text.replaceAll('\n', '\\n');
  }
}

function lookUp<T>(table: Readonly<Record<string, T>>, name: string, what: string): T {
  const found = table[name];
  if (found === undefined) {
    throw new LayerlintError('rules-invalid', `The template names an unknown ${what}: \`${name}\`.`, {
      hint: `Known: ${Object.keys(table).join(', ')}.`,
    });
  }
  return found;
}

const unclosed = (template: string): LayerlintError =>
  new LayerlintError('rules-invalid', `The template \`${template.slice(0, 60)}\` opens a wrapper and never closes it.`, {
    hint: 'End it with `)}`.',
  });
