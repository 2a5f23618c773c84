import { judgeValue } from '../../judge/value.js';
import type { Evidence, Verdict } from '../candidate.js';

const no: Verdict = { confidence: 'low', discard: true, says: 'It does not decode to what it should hold.' };
const decode = (text: string): string => Buffer.from(text, 'base64').toString('utf8');
const isText = (text: string): boolean => /^[\x20-\x7e\u00a0-\uffef]+$/.test(text) && !text.includes('\ufffd');

/** Base64 of `user:password`, as Docker's config, npm's `_auth` and the Authorization header hold it. */
export const dockerAuth: Evidence = ({ secret }) => {
  const text = decode(secret);
  const colon = text.indexOf(':');
  if (colon < 1 || !isText(text) || colon === text.length - 1) return no;
  const user = text.slice(0, colon);
  const judged = judgeValue(text.slice(colon + 1));
  if (judged.kind === 'placeholder' || judged.kind === 'variable') {
    return { confidence: 'low', discard: judged.kind === 'variable', says: `It decodes to a user and a placeholder. ${judged.reason}` };
  }
  return { confidence: 'high', says: `It decodes to the user \`${shorten(user)}\` and a password.` };
};

/** Base64 of a JSON object; option `keys`: comma-separated names, any of which it must have. */
export const base64Json: Evidence = ({ secret, groups }, { keys }) => {
  const text = decode(groups.encoded ?? secret).slice(0, 100_000);
  const wanted = String(keys ?? '').split(',').filter((key) => key !== '');
  if (!/^\s*\{/.test(text) || !wanted.every((key) => text.includes(`"${key}"`))) return no;
  return { confidence: 'high', says: 'It decodes to JSON of the expected form.' };
};

/** Base64 that must hold the text of option `holds` (the fixed head of a PEM file, of a macaroon …). */
export const base64Holds: Evidence = ({ secret, groups }, { holds }) =>
  Buffer.from(groups.encoded ?? secret, 'base64').toString('latin1').includes(String(holds))
    ? { confidence: 'high', says: 'It decodes to what its issuer puts in.' }
    : no;

/** A Discord bot's first part is its numeric id. */
export const numericHead: Evidence = ({ secret }) =>
  /^\d{15,22}$/.test(decode(secret.split('.')[0]!)) ? { confidence: 'high', says: "Its first part decodes to a bot's id." } : no;

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
