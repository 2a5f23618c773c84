import { createHash } from 'node:crypto';
import type { Candidate, Evidence, Verdict } from '../candidate.js';
import { isExample, isTrial, surroundings } from '../place.js';
import { PUBLISHED_KEYS } from './published-keys.js';

/** A real key's armour is longer than this many bytes. */
const SHORTEST_KEY = 32;
const OPENSSH_MAGIC = Buffer.from('openssh-key-v1\0', 'latin1');

const broken: Verdict = { confidence: 'low', severity: 'low', says: 'What the armour holds is not a key, so it is likely an example.' };
const encrypted: Verdict = { confidence: 'high', severity: 'low', says: 'It is a private key under a passphrase.' };
const open: Verdict = { confidence: 'high', says: 'It parses as a private key without a passphrase.' };

const published: Verdict = { confidence: 'low', severity: 'info', says: 'A well-known package publishes this key with its tests.' };

/** The private lines of a PuTTY key; whether a passphrase guards them stands in its header. */
export const puttyKey: Evidence = (candidate) => {
  const { secret, text, start } = candidate;
  if (isPublishedKey(secret)) return published;
  const cipher = /Encryption: ([\w-]{1,40})[^]*$/.exec(text.slice(0, start))?.[1];
  if (cipher !== undefined && cipher !== 'none') return encrypted;
  return inTrial({ confidence: 'high', says: 'No passphrase guards it.' }, candidate);
};

/** Reads the body (of base64 in base64, too) as DER, as OpenSSH's format or as OpenPGP packets. */
export const privateKey: Evidence = (candidate) => {
  const { secret, path } = candidate;
  const verdict = judgeKey(secret);
  if (!verdict) return null;
  if (isPublishedKey(secret)) return published;
  // Manuals show keys without their armour, too.
  if (!secret.startsWith('-') && surroundings(candidate) === 'prose') return { confidence: 'low', severity: 'info', says: 'A manual prints it.' };
  if (verdict === broken && (['prose', 'code', 'binary'].includes(surroundings(candidate)) || isExample(path))) return { ...verdict, severity: 'info' };
  return inTrial(verdict, candidate);
};

/** A test's key is worth knowing only where a second fact says so: it is written into code, or too weak to be in use. */
function inTrial(verdict: Verdict, candidate: Candidate): Verdict {
  const { path, secret } = candidate;
  if (!isTrial(path)) return verdict;
  const says = `${verdict.says ?? ''} It stands in a folder of tests or examples.`.trim();
  if (['code', 'prose'].includes(surroundings(candidate))) return { confidence: 'low', severity: 'info', says };
  if (isWeakKey(secret)) return { confidence: 'low', severity: 'info', says: `${says} It is of a strength that nobody has used for years.` };
  return { confidence: 'low', severity: verdict.severity ?? 'medium', says };
}

/** Bytes of a key of RSA with a modulus of 1,024 bits, in both of its forms, and some. */
const WEAK_RSA_BYTES = 700;
/** `rsaEncryption`, as PKCS #8 has it near its beginning. https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1 */
const RSA = Buffer.from('2a864886f70d010101', 'hex');

function isWeakKey(secret: string): boolean {
  const label = /^-----BEGIN ([A-Z ]{0,20})PRIVATE KEY-----/.exec(secret)?.[1];
  if (label === undefined || label.startsWith('OPENSSH') || label.startsWith('PGP')) return false;
  if (label.startsWith('DSA')) return true;
  const body = Buffer.from(bodyOf(plainLines(secret.replace(/-----[A-Z0-9 ]{0,60}-----/g, ''))), 'base64');
  return body.length < WEAK_RSA_BYTES && (label.startsWith('RSA') || body.subarray(0, 40).includes(RSA));
}

function judgeKey(secret: string): Verdict | null {
  const pem = secret.startsWith('LS0t') ? Buffer.from(secret, 'base64').toString('latin1') : secret;
  const armour = /^-----BEGIN ([A-Z0-9 ]{0,40})-----([\s\S]*?)(?:-----END|$)/.exec(pem);
  if (!armour) return secret.startsWith('M') ? (isSequence(Buffer.from(secret, 'base64')) ? open : broken) : null;
  const text = plainLines(armour[2]!);
  // Code between the lines of an armour puts one together.
  if (/\w\(/.test(text)) return broken;
  const headers = /Proc-Type:[^\n]*ENCRYPTED|DEK-Info:/.test(text);
  const body = Buffer.from(bodyOf(text), 'base64');
  if (body.length < SHORTEST_KEY) return broken;
  if (headers) return encrypted;
  const label = armour[1]!;
  if (label.startsWith('PGP')) return judgePackets(body);
  if (body.subarray(0, OPENSSH_MAGIC.length).equals(OPENSSH_MAGIC)) return judgeOpenssh(body);
  if (!isSequence(body)) return broken;
  return label.startsWith('ENCRYPTED') ? encrypted : open;
}

/** The first bytes of a SHA-256 over the base64 of the key's body, lines joined; `bench/false-positives.ts` prints it. */
export function keyFingerprint(secret: string): string {
  const pem = secret.startsWith('LS0t') ? Buffer.from(secret, 'base64').toString('latin1') : secret;
  const body = bodyOf(plainLines(pem.replace(/-----[A-Z0-9 ]{0,60}-----/g, '')));
  return createHash('sha256').update(body, 'latin1').digest('hex').slice(0, 16);
}

const isPublishedKey = (secret: string): boolean => PUBLISHED_KEYS.has(keyFingerprint(secret));

/** Lines as they were before someone quoted, joined, commented or escaped them; `+` and `/` belong to the body. */
function plainLines(text: string): string {
  return text
    .replace(/\\{1,4}[nrt]/g, '\n')
    .replace(/["'`],?[ \t]*[+.]?[ \t]*\r?\n[ \t]*[+.]?[ \t]*["'`]/g, '\n')
    .replace(/\n[ \t]*(?:[#>*|;]|\/\/)[ \t]+/g, '\n');
}

/** Header lines and PGP's checksum line are no part of the body. */
function bodyOf(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^[A-Za-z-]{1,30}:/.test(line.trim()) && !/^=[A-Za-z0-9+/]{4}$/.test(line.trim()))
    .join('')
    .replace(/[^A-Za-z0-9+/=]/g, '');
}

/** A SEQUENCE whose length is that of the body, with an INTEGER or another SEQUENCE first. */
function isSequence(body: Buffer): boolean {
  if (body[0] !== 0x30) return false;
  const first = body[1]!;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 3 || (first & 0x80 && lengthBytes === 0)) return false;
  const length = lengthBytes === 0 ? first : body.readUIntBE(2, lengthBytes);
  const start = 2 + lengthBytes;
  return start + length <= body.length && start + length >= body.length - 3 && (body[start] === 2 || body[start] === 0x30);
}

function judgeOpenssh(body: Buffer): Verdict {
  const at = OPENSSH_MAGIC.length;
  const length = body.readUInt32BE(at);
  if (length > 40 || at + 4 + length > body.length) return broken;
  return body.toString('latin1', at + 4, at + 4 + length) === 'none' ? open : encrypted;
}

/** https://www.rfc-editor.org/rfc/rfc9580#section-5: packet type 5 is a secret key, in the old and the new header. */
function judgePackets(body: Buffer): Verdict {
  const head = body[0]!;
  const type = head & 0x40 ? head & 0x3f : (head & 0x3c) >> 2;
  if (!(head & 0x80) || type !== 5) return broken;
  return { confidence: 'high', says: 'It holds an OpenPGP secret key; a passphrase may still guard it.' };
}
