import { createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto';
import { children } from './der.js';
import type { Element } from './der.js';
import { decryptRc2 } from './rc2.js';

/** Something encrypted under a password. */
export interface Locked {
  /** Hash computations that one attempt takes. */
  readonly rounds: number;
  /** Null where the padding shows that the password is wrong; right padding proves little. */
  decrypt(password: string): Buffer | null;
}

export interface Hash {
  readonly name: string;
  /** Bytes of its block and of what it gives. */
  readonly block: number;
  readonly length: number;
}

export const HASHES: Readonly<Record<string, Hash>> = {
  '2b0e03021a': { name: 'sha1', block: 64, length: 20 },
  '608648016503040201': { name: 'sha256', block: 64, length: 32 },
  '608648016503040202': { name: 'sha384', block: 128, length: 48 },
  '608648016503040203': { name: 'sha512', block: 128, length: 64 },
  '608648016503040204': { name: 'sha224', block: 64, length: 28 },
};
export const HMACS: Readonly<Record<string, string>> = { '2a864886f70d0207': 'sha1', '2a864886f70d0209': 'sha256', '2a864886f70d020a': 'sha384', '2a864886f70d020b': 'sha512' };
const SHA1 = HASHES['2b0e03021a']!;
const KEY_PURPOSE = 1;
const IV_PURPOSE = 2;
/** For the key of a sum. */
export const MAC_PURPOSE = 3;

/** PKCS #12's own, by the last byte of their name. RC4, the first two, is not known: no tool has locked a store with it by default. */
const PBE = '2a864886f70d010c01';
const PBE_CIPHERS: Readonly<Record<string, { readonly cipher: 'des-ede3-cbc' | 'rc2'; readonly keyBytes: number }>> = {
  '03': { cipher: 'des-ede3-cbc', keyBytes: 24 },
  '04': { cipher: 'des-ede3-cbc', keyBytes: 16 },
  '05': { cipher: 'rc2', keyBytes: 16 },
  '06': { cipher: 'rc2', keyBytes: 5 },
};
const PBES2 = '2a864886f70d01050d';
const PBKDF2 = '2a864886f70d01050c';
const PBES2_CIPHERS: Readonly<Record<string, { readonly cipher: string; readonly keyBytes: number }>> = {
  '608648016503040102': { cipher: 'aes-128-cbc', keyBytes: 16 },
  '608648016503040116': { cipher: 'aes-192-cbc', keyBytes: 24 },
  '60864801650304012a': { cipher: 'aes-256-cbc', keyBytes: 32 },
  '2a864886f70d0307': { cipher: 'des-ede3-cbc', keyBytes: 24 },
};
const OID = 6;
const SEQUENCE = 0x30;
const BLOCKS = [8, 16];

/** In hexadecimal digits; empty where it is none. */
export const oid = (element: Element | undefined): string => (element?.tag === OID ? element.body.toString('hex') : '');

/** An integer that is none of its own size counts as the largest. */
export const number = (element: Element): number => (element.body.length <= 6 ? element.body.readUIntBE(0, Math.max(1, element.body.length)) : Number.MAX_SAFE_INTEGER);

/** What is locked by a method; null where that is not known. */
export function lockOf(algorithm: Element, encrypted: Buffer): Locked | null {
  const [kind, parameters] = children(algorithm.body);
  if (!parameters) return null;
  if (oid(kind) === PBES2) return pbes2(parameters, encrypted);
  return oid(kind).startsWith(PBE) ? pbe(oid(kind).slice(PBE.length), parameters, encrypted) : null;
}

/** https://www.rfc-editor.org/rfc/rfc7292#appendix-C */
function pbe(name: string, parameters: Element, encrypted: Buffer): Locked | null {
  const [salt, iterations] = children(parameters.body);
  const method = PBE_CIPHERS[name];
  if (!method || !salt || !iterations) return null;
  const rounds = number(iterations);
  return {
    rounds: rounds * (1 + Math.ceil(method.keyBytes / SHA1.length)),
    decrypt: (password) => {
      for (const form of passwordForms(password)) {
        const stem = derive(KEY_PURPOSE, form, salt.body, rounds, SHA1, method.keyBytes);
        const key = method.keyBytes === 16 && method.cipher !== 'rc2' ? Buffer.concat([stem, stem.subarray(0, 8)]) : stem;
        const plain = decipher(method.cipher, key, derive(IV_PURPOSE, form, salt.body, rounds, SHA1, 8), encrypted);
        if (plain) return plain;
      }
      return null;
    },
  };
}

/** https://www.rfc-editor.org/rfc/rfc8018#section-6.2 */
function pbes2(parameters: Element, encrypted: Buffer): Locked | null {
  const [kdf, scheme] = children(parameters.body);
  const [kdfName, kdfParameters] = kdf ? children(kdf.body) : [];
  const [cipherName, iv] = scheme ? children(scheme.body) : [];
  const [salt, iterations, ...rest] = oid(kdfName) === PBKDF2 && kdfParameters ? children(kdfParameters.body) : [];
  const method = PBES2_CIPHERS[oid(cipherName)];
  const prf = rest.find(({ tag }) => tag === SEQUENCE);
  const hash = prf ? HMACS[oid(children(prf.body)[0])] : 'sha1';
  if (!method || !iv || !salt || !iterations || !hash || !BLOCKS.includes(iv.body.length)) return null;
  const rounds = number(iterations);
  return {
    rounds: rounds * (hash === 'sha1' && method.keyBytes > SHA1.length ? 2 : 1),
    decrypt: (password) => decipher(method.cipher, pbkdf2Sync(password, salt.body, Math.max(1, rounds), method.keyBytes, hash), iv.body, encrypted),
  };
}

function decipher(cipher: string, key: Buffer, iv: Buffer, encrypted: Buffer): Buffer | null {
  if (encrypted.length === 0 || encrypted.length % iv.length !== 0) return null;
  if (cipher === 'rc2') return unpad(decryptRc2(key, iv, encrypted), iv.length);
  try {
    const decoder = createDecipheriv(cipher, key, iv).setAutoPadding(false);
    return unpad(Buffer.concat([decoder.update(encrypted), decoder.final()]), iv.length);
  } catch {
    // An initialisation vector of another length.
    return null;
  }
}

function unpad(plain: Buffer, block: number): Buffer | null {
  const count = plain.at(-1) ?? 0;
  if (count === 0 || count > block || !plain.subarray(-count).every((byte) => byte === count)) return null;
  return plain.subarray(0, -count);
}

/** Some write no password as no bytes, some as the NULs that end it. */
export function passwordForms(password: string): readonly Buffer[] {
  return password === '' ? [Buffer.alloc(0), Buffer.alloc(2)] : [Buffer.concat([Buffer.from(password, 'utf16le').swap16(), Buffer.alloc(2)])];
}

/** `length` bytes for one purpose. https://www.rfc-editor.org/rfc/rfc7292#appendix-B */
export function derive(purpose: number, password: Buffer, salt: Buffer, rounds: number, { name, block }: Hash, length: number): Buffer {
  const fill = (bytes: Buffer, whole = Math.ceil(bytes.length / block) * block): Buffer => {
    const out = Buffer.alloc(whole);
    for (let at = 0; at < out.length; at += 1) out[at] = bytes[at % bytes.length]!;
    return out;
  };
  const text = Buffer.concat([fill(salt), fill(password)]);
  const parts: Buffer[] = [];
  for (let have = 0; have < length; have += parts.at(-1)!.length) {
    let part = createHash(name).update(Buffer.alloc(block, purpose)).update(text).digest();
    for (let round = 1; round < rounds; round += 1) part = createHash(name).update(part).digest();
    parts.push(part);
    const added = fill(part, block);
    for (let from = 0; from < text.length; from += block) {
      let carry = 1;
      for (let at = block - 1; at >= 0; at -= 1) {
        carry += text[from + at]! + added[at]!;
        text[from + at] = carry & 0xff;
        carry >>= 8;
      }
    }
  }
  return Buffer.concat(parts).subarray(0, length);
}
