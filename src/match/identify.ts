import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { identityOf } from '../model/identity.js';
import type { Identity } from '../model/identity.js';
import type { EvidenceUse } from '../model/rule.js';
import { awsAccount } from '../rule/checksum.js';
import type { Candidate } from './candidate.js';

type Identify = (candidate: Candidate, options: NonNullable<EvidenceUse['options']>) => readonly (Identity | null)[];

const DIGITS_OF_ACCOUNT = 12;
/** More is no key but an attack on whoever parses it. */
const MOST_KEY_TEXT = 20_000;

/** What a value says of its owner, by the name of the evidence that was asked for. */
const IDENTIFY: Readonly<Record<string, Identify>> = {
  'aws-account': ({ secret, groups }) => {
    const id = groups.id ?? /^A[KS]IA[A-Z2-7]{16}$/.exec(secret)?.[0];
    const account = id ? awsAccount(id) : null;
    return [account === null || String(account).length > DIGITS_OF_ACCOUNT ? null : identityOf('AWS account', String(account).padStart(DIGITS_OF_ACCOUNT, '0'))];
  },
  'docker-auth': ({ secret }) => {
    const text = Buffer.from(secret, 'base64').toString('utf8');
    return [text.includes(':') && /^[\x20-\x7e]+$/.test(text) ? identityOf('user', text.slice(0, text.indexOf(':'))) : null];
  },
  /** Options: prefixes, and what a token with such a one is. */
  kind: ({ secret }, options) => {
    const prefix = Object.keys(options).filter((one) => secret.startsWith(one)).sort((a, b) => b.length - a.length)[0];
    return [prefix === undefined ? null : identityOf('kind', String(options[prefix]))];
  },
  jwt: ({ secret }) => {
    const payload = readJson(/eyJ[\w-]*\.([\w-]+)/.exec(secret)?.[1]);
    const claim = (name: string): string | null => (typeof payload[name] === 'string' ? payload[name] : null);
    const expires = typeof payload.exp === 'number' && payload.exp > 0 && payload.exp < 4_102_444_800 ? new Date(payload.exp * 1000).toISOString().slice(0, 10) : null;
    return [identityOf('issuer', claim('iss')), identityOf('subject', claim('sub')), identityOf('client', claim('client_id') ?? claim('azp')), identityOf('tenant', claim('tid')), identityOf('expires', expires)];
  },
  'url-credentials': ({ groups }) => [identityOf('host', groups.host), identityOf('user', groups.user)],
  password: ({ groups }) => [identityOf('host', groups.host), identityOf('user', groups.user)],
  'private-key': ({ secret }) => [identityOf('fingerprint', keyPrint(secret))],
  'putty-key': ({ text, start }) => {
    const head = text.slice(0, start);
    const lines = /Public-Lines: \d{1,4}\r?\n([A-Za-z0-9+/=\r\n]{20,4000})[^]{0,20}$/.exec(head)?.[1];
    const blob = lines && /^[A-Za-z0-9+/=]+/.exec(lines.replace(/[\r\n]/g, ''))?.[0];
    return [identityOf('fingerprint', blob ? printOf(Buffer.from(blob, 'base64')) : null), identityOf('comment', /\nComment: ([^\r\n]{1,120})/.exec(head)?.[1])];
  },
};

/** Whose a match is, as far as itself tells; never throws. */
export function identify(candidate: Candidate, evidence: readonly EvidenceUse[]): Identity[] {
  return evidence.flatMap(({ name, options }) => IDENTIFY[name]?.(candidate, options ?? {}) ?? []).filter((one) => one !== null);
}

function readJson(part: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** As `ssh-keygen -l` prints it. https://datatracker.ietf.org/doc/html/rfc4253#section-6.6 */
const printOf = (blob: Buffer): string => `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;

/** Null where the public half does not stand open. */
function keyPrint(secret: string): string | null {
  const pem = secret.startsWith('LS0t') ? Buffer.from(secret, 'base64').toString('latin1') : secret;
  const armour = /-----BEGIN ([A-Z0-9 ]{0,40}PRIVATE KEY)-----([^]*?)(?:-----END|$)/.exec(pem.slice(0, MOST_KEY_TEXT));
  if (!armour || /ENCRYPTED/.test(armour[0])) return null;
  const body = armour[2]!.replace(/\\{1,4}[nrt]/g, '').replace(/[^A-Za-z0-9+/=]/g, '');
  try {
    if (armour[1] === 'OPENSSH PRIVATE KEY') return opensshPrint(Buffer.from(body, 'base64'));
    const key = createPublicKey(createPrivateKey(`-----BEGIN ${armour[1]}-----\n${body.replace(/.{64}/g, '$&\n')}\n-----END ${armour[1]}-----\n`));
    const blob = sshBlob(key.export({ format: 'jwk' }));
    return blob ? printOf(blob) : null;
  } catch {
    return null;
  }
}

/** The public half stands in front of the locked one. https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key */
function opensshPrint(bytes: Buffer): string | null {
  let at = 'openssh-key-v1\0'.length;
  for (let field = 0; field < 3; field += 1) at += 4 + bytes.readUInt32BE(at);
  at += 4;
  const length = bytes.readUInt32BE(at);
  return at + 4 + length <= bytes.length ? printOf(bytes.subarray(at + 4, at + 4 + length)) : null;
}

const CURVES: Readonly<Record<string, string>> = { 'P-256': 'nistp256', 'P-384': 'nistp384', 'P-521': 'nistp521' };

function sshBlob({ kty, n, e, crv, x, y }: { readonly kty?: string; readonly n?: string; readonly e?: string; readonly crv?: string; readonly x?: string; readonly y?: string }): Buffer | null {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
  if (kty === 'RSA' && n && e) return Buffer.concat([field('ssh-rsa'), field(positive(bytes(e))), field(positive(bytes(n)))]);
  if (crv === 'Ed25519' && x) return Buffer.concat([field('ssh-ed25519'), field(bytes(x))]);
  const curve = CURVES[crv ?? ''];
  return kty === 'EC' && curve && x && y ? Buffer.concat([field(`ecdsa-sha2-${curve}`), field(curve), field(Buffer.concat([Buffer.from([4]), bytes(x), bytes(y)]))]) : null;
}

function field(content: Buffer | string): Buffer {
  const body = Buffer.from(content as string, 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

const positive = (number: Buffer): Buffer => (number[0]! & 0x80 ? Buffer.concat([Buffer.alloc(1), number]) : number);
