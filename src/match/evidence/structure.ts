import type { Evidence } from '../candidate.js';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Bytes of a key of Artifactory, its prefix included. */
const JFROG_BYTES = 54;

const decode = (text: string): Buffer => Buffer.from(text, 'base64');

/** What an issuer puts into a token, as anyone can read it there; null where nothing is to be said. */
const KINDS: Readonly<Record<string, (token: string) => boolean | null>> = {
  /** The number of the token, a colon, and twenty bytes. */
  'atlassian-server': (token) => /^\d{8,16}:/.test(decode(token.replace(/^BBDC-/, '')).toString('latin1')) && decode(token.replace(/^BBDC-/, '')).length >= 30,
  /** One that `pypi.org` or `test.pypi.org` made, whole. */
  macaroon: (token) => isMacaroon(decode(token.replace(/^pypi-/, ''))),
  'jfrog-reference': (token) => /^reftkn:\d\d:\d{10}:/.test(decode(token).toString('latin1')),
  'jfrog-key': (token) => base58Bytes(token) === JFROG_BYTES,
  /** Organisation, name, key and region, as JSON. */
  'grafana-cloud': (token) => /^\{"o":".{0,200}"n":".{0,400}"k":"/s.test(decode(token.replace(/^glc_/, '')).toString('utf8')),
  'grafana-key': (token) => /^\{"k":".{0,200}"n":".{0,400}"id":/s.test(decode(token).toString('utf8')),
};

/** Option `kind`: whose token. One without its issuer's structure is likely made up. */
export const structure: Evidence = ({ secret }, { kind }) => {
  const right = KINDS[String(kind)]?.(secret) ?? null;
  if (right === null) return null;
  return right
    ? { confidence: 'high', says: 'It decodes to what its issuer puts in.' }
    : { confidence: 'low', says: 'It does not decode to what its issuer puts in, so it is likely a placeholder.' };
};

const SIGNATURE_BYTES = 32;

/** Version 2: a location, an identifier, caveats, a signature; each field a type, a length and bytes. https://github.com/rescrv/libmacaroons/blob/master/doc/format.txt */
function isMacaroon(bytes: Buffer): boolean {
  let at = 1;
  /** The type of the next field, which is passed; null behind the end. */
  const pass = (): number | null => {
    const type = bytes[at++];
    if (type === undefined || type === 0) return type ?? null;
    let length = bytes[at++] ?? 0;
    if (length > 0x7f) length = (length & 0x7f) + (bytes[at++] ?? 0) * 0x80;
    at += length;
    return at > bytes.length ? null : type;
  };
  if (bytes[0] !== 2 || pass() !== 1 || !/^(?:test\.)?pypi\.org$/.test(bytes.toString('latin1', 3, at))) return false;
  if (pass() !== 2 || pass() !== 0) return false;
  for (let type = pass(); type !== 0; type = pass()) {
    while (type === 1 || type === 2 || type === 4) type = pass();
    if (type !== 0) return false;
  }
  return bytes[at + 1] === SIGNATURE_BYTES && pass() === 6 && at === bytes.length;
}

function base58Bytes(text: string): number | null {
  let value = 0n;
  for (const letter of text) {
    const digit = BASE58.indexOf(letter);
    if (digit < 0) return null;
    value = value * 58n + BigInt(digit);
  }
  return Math.ceil(value.toString(16).length / 2);
}
