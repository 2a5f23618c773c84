import type { Evidence } from '../candidate.js';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Bytes of a key of Artifactory, its prefix included. */
const JFROG_BYTES = 54;

const decode = (text: string): Buffer => Buffer.from(text, 'base64');

/** What an issuer puts into a token, as anyone can read it there; null where nothing is to be said. */
const KINDS: Readonly<Record<string, (token: string) => boolean | null>> = {
  /** The number of the token, a colon, and twenty bytes. */
  'atlassian-server': (token) => /^\d{8,16}:/.test(decode(token.replace(/^BBDC-/, '')).toString('latin1')) && decode(token.replace(/^BBDC-/, '')).length >= 30,
  /** Version 2, and a location: `pypi.org` or `test.pypi.org`. https://github.com/rescrv/libmacaroons/blob/master/doc/format.txt */
  macaroon: (token) => /^\x02\x01[\x08-\x0d](?:test\.)?pypi\.org/.test(decode(token.replace(/^pypi-/, '')).toString('latin1')),
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

function base58Bytes(text: string): number | null {
  let value = 0n;
  for (const letter of text) {
    const digit = BASE58.indexOf(letter);
    if (digit < 0) return null;
    value = value * 58n + BigInt(digit);
  }
  return Math.ceil(value.toString(16).length / 2);
}
