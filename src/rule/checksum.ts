import { createHash } from 'node:crypto';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const BECH32_GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** CRC-32 of the text's latin1 bytes, unsigned. Node's own `zlib.crc32` came only with 20.15. */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ text.charCodeAt(i)) & 0xff]!;
  return (crc ^ 0xffffffff) >>> 0;
}

function toBase(value: number, alphabet: string, width: number): string {
  let rest = value;
  let digits = '';
  do {
    digits = alphabet[rest % alphabet.length]! + digits;
    rest = Math.floor(rest / alphabet.length);
  } while (rest > 0);
  return digits.padStart(width, alphabet[0]);
}

const hex8 = (value: number): string => value.toString(16).padStart(8, '0');
const littleEndian = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** Six base62 digits over the body without its prefix: GitHub's classic tokens, npm's and Vercel's. */
export const crcBase62 = (body: string): string => toBase(crc32(body), BASE62, 6);
/** Seven base36 digits over the whole of what precedes: GitLab's routable tokens. */
export const crcBase36 = (body: string): string => toBase(crc32(body), '0123456789abcdefghijklmnopqrstuvwxyz', 7);
/** Eight lower-case hexadecimal digits: Zuplo's keys (over the body). */
export const crcHex = (body: string): string => hex8(crc32(body));
/** Eight hexadecimal digits of the little-endian sum: Grafana's service accounts (over `glsa_` and the body). */
export const crcHexLittleEndian = (body: string): string => littleEndian(crc32(body)).toString('hex');
/** Six base64 digits of the little-endian sum: Confluent's secrets (over the body without its prefix). */
export const crcBase64 = (body: string): string => littleEndian(crc32(body)).toString('base64').slice(0, 6);

/** Eight base32 digits of a SHA-256 over all that precedes: GitHub's fine-grained tokens. */
export function shaBase32(text: string): string {
  const digest = createHash('sha256').update(text, 'latin1').digest();
  return toBase32(digest.subarray(0, 5));
}

function toBase32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[parseInt(five, 2)]).join('');
}

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (let i = 0; i < 5; i++) if ((top >>> i) & 1) sum ^= BECH32_GENERATOR[i]!;
  }
  return sum;
}

const expandPrefix = (prefix: string): number[] => [
  ...Array.from(prefix, (c) => c.charCodeAt(0) >> 5),
  0,
  ...Array.from(prefix, (c) => c.charCodeAt(0) & 31),
];

/** Six digits over a human-readable prefix and data, lower case: age's keys. https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki */
export function bech32(prefix: string, data: string): string {
  const values = [...expandPrefix(prefix), ...Array.from(data, (c) => BECH32.indexOf(c))];
  const sum = polymod([...values, 0, 0, 0, 0, 0, 0]) ^ 1;
  return Array.from({ length: 6 }, (_, i) => BECH32[(sum >>> (5 * (5 - i))) & 31]).join('');
}

/** The account behind an AWS access key id (the 20 characters); null where the alphabet is not AWS's. */
export function awsAccount(id: string): number | null {
  let bits = 0n;
  for (const letter of id.slice(4, 14)) {
    const digit = BASE32.indexOf(letter);
    if (digit < 0) return null;
    bits = (bits << 5n) | BigInt(digit);
  }
  return Number(((bits >> 2n) & 0x7fffffffff80n) >> 7n);
}

const rotate = (value: number, by: number): number => ((value << by) | (value >>> (32 - by))) >>> 0;

/** The two halves, low and high, of the seed that Azure's keys share: `Default0`, its letters from the last to the first. */
const AZURE_SEED = [0x756c7430, 0x44656661] as const;

/** Marvin32 over bytes, its halves joined by exclusive or, unsigned. https://github.com/microsoft/security-utilities has it in several languages. */
export function marvin32(bytes: Buffer, seed: readonly [low: number, high: number] = AZURE_SEED): number {
  let [low, high] = seed;
  const mix = (): void => {
    high = (high ^ low) >>> 0;
    low = (rotate(low, 20) + high) >>> 0;
    high = (rotate(high, 9) ^ low) >>> 0;
    low = (rotate(low, 27) + high) >>> 0;
    high = rotate(high, 19);
  };
  const whole = bytes.length - (bytes.length % 4);
  for (let at = 0; at < whole; at += 4) {
    low = (low + bytes.readUInt32LE(at)) >>> 0;
    mix();
  }
  let rest = 0x80;
  for (let at = bytes.length - 1; at >= whole; at--) rest = ((rest << 8) | bytes[at]!) >>> 0;
  low = (low + rest) >>> 0;
  mix();
  mix();
  return (low ^ high) >>> 0;
}

/** The last four digits of an Azure key of 84, over the 80 in front of them: base62, or base64 in older ones. */
export function azureSums(body: string): readonly string[] {
  const sum = littleEndian(marvin32(Buffer.from(body, 'base64')));
  let rest = sum.readUInt32BE(0);
  let digits = '';
  while (rest > 0) {
    digits = BASE62[rest % 62]! + digits;
    rest = Math.floor(rest / 62);
  }
  return [digits.padEnd(6, '0').slice(0, 4), sum.toString('base64').slice(0, 4)];
}
