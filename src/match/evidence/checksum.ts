import { azureSums, awsAccount, bech32, crcBase36, crcBase62, crcBase64, crcHex, crcHexLittleEndian, shaBase32 } from '../../rule/checksum.js';
import type { Evidence } from '../candidate.js';

/** Splits a token into what the sum is over and the sum; null where the token has none of it. */
const KINDS: Readonly<Record<string, (token: string) => boolean | null>> = {
  github: (token) => crcBase62(token.slice(4, -6)) === token.slice(-6),
  npm: (token) => crcBase62(token.slice(4, -6)) === token.slice(-6),
  vercel: (token) => crcBase62(token.slice(4, -6)) === token.slice(-6),
  'github-fine-grained': (token) => shaBase32(token.slice(0, -16)) === token.slice(-16, -8),
  gitlab: (token) => (/\.[0-9a-z]{9}$/.test(token) ? crcBase36(token.slice(0, -7)) === token.slice(-7) : null),
  atlassian: (token) => crcHex(token.slice(0, -8)).toUpperCase() === token.slice(-8),
  grafana: (token) => crcHexLittleEndian(token.slice(0, 37)) === token.slice(-8).toLowerCase(),
  confluent: (token) => crcBase64(token.slice(4, -6)) === token.slice(-6),
  zuplo: (token) => crcHex(token.slice(5, -8)) === token.slice(-8),
  azure: (token) => (token.length === 84 ? azureSums(token.slice(0, 80)).includes(token.slice(80)) : null),
  age: (token) => bech32('age-secret-key-', token.slice(16, -6).toLowerCase()).toUpperCase() === token.slice(-6).toUpperCase(),
};

/** Option `kind`: whose sum. A right one is near proof; a wrong one marks most of the examples that people publish. */
export const checksum: Evidence = ({ secret }, { kind }) => {
  const right = KINDS[String(kind)]?.(secret) ?? null;
  if (right === null) return null;
  return right
    ? { confidence: 'high', says: 'Its checksum is right.' }
    : { confidence: 'low', says: 'Its checksum is wrong, so it is likely a placeholder.' };
};

/** Twelve digits are the most that an account has. */
const HIGHEST_ACCOUNT = 999_999_999_999;

/** Reads the account out of an access key id. */
export const awsAccountId: Evidence = ({ text, secret, groups }) => {
  const id = groups.id ?? (/^A[A-Z]{3}[A-Z0-9]{16}$/.test(secret) ? secret : /A[KS]IA[A-Z2-7]{16}/.exec(text)?.[0]);
  const account = id ? awsAccount(id) : null;
  if (id && account === null) return { confidence: 'low', says: 'A key id of AWS has other letters, so it is likely a placeholder.' };
  if (account === null) return null;
  return account <= HIGHEST_ACCOUNT
    ? { says: `It belongs to AWS account ${String(account).padStart(12, '0')}.` }
    : { confidence: 'low', says: 'No AWS account has such a key id, so it is likely a placeholder.' };
};
