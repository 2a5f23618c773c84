import { isCurvePoint } from '../../judge/curve-point.js';
import { shannonEntropy } from '../../judge/entropy.js';
import { isStandIn } from '../../judge/placeholder.js';
import { isRandom, judgeValue } from '../../judge/value.js';
import type { Evidence } from '../candidate.js';
import { isProse, isTranslation } from '../place.js';
import { isPublishedValue, PUBLISHED_VALUE } from './published-values.js';

/**
 * For shapes that words can have too: what was not drawn at random is doubtful, and no match for a `generic` rule. Option `part`: an
 * issuer's name or prefix tells the token, so that one drawn part is enough (`1/1200000000000001:9f…`, `SK9f…`).
 */
export const random: Evidence = ({ secret, path }, { part }) => {
  if (isRandom(secret) || (part !== undefined && partsOf(secret).some(isDrawn))) return null;
  if (isStandIn(secret) && !isProse(path)) return { confidence: 'low', severity: 'info', says: 'Somebody wrote it down in place of a drawn one.' };
  return { confidence: 'low', severity: 'info', discard: true, says: 'It does not look drawn at random.' };
};

/** What stands between marks, UUIDs whole, and stretches of hexadecimal digits within words. */
const partsOf = (secret: string): readonly string[] => [...secret.split(/[^A-Za-z0-9-]+/), ...secret.split(/[^A-Za-z0-9]+/), ...(secret.match(/[0-9a-f]{12,}|[0-9A-F]{12,}/g) ?? [])];

/** Hexadecimal that is too short to be told from words elsewhere. */
const SHORT_HEX = /^(?=.*\d)(?=.*[a-f])[0-9a-f]{12,15}$/;
const SHORT_HEX_ENTROPY = 2.5;

const isDrawn = (part: string): boolean => isRandom(part) || (SHORT_HEX.test(part) && shannonEntropy(part) >= SHORT_HEX_ENTROPY);

/** `sha256=…`, `sha512-…`, `integrity": "…`: what follows is the digest of something, however it looks. */
const DIGEST = /(?:sha-?\d{1,3}|md5|blake2[bs]|blake3|digest|checksum|integrity)(?:sums?)?["']?[ \t]{0,2}[-=:][ \t]{0,2}["']?(?:sha\d{1,3}[-=:])?$/i;
const INTEGRITY = /^sha(?:1|224|256|384|512)[-=:][A-Za-z0-9+/_-]{27,88}={0,2}$/;
/** What follows a token in a program is words again: no token that is looked for there is shorter than the first of these. */
const GLUED_HEADS = [24, 32, 40];
/** Where a part of one may end that was drawn. */
const FARTHEST_PART = 80;
const BEFORE = 12;
/** A name as compilers of C++ write it, which no string touches: each ends at a zero byte. https://itanium-cxx-abi.github.io/cxx-abi/abi.html#mangling */
const MANGLED = /^_Z|^St\d{1,2}_[A-Za-z]|__gnu_cxx\d/;
const LONGEST_NAME = 200;
/** Letters of both cases and digits right in front of a token that no word has: a key of SSH, a certificate, anything in base64. */
const FEWEST_ENCODED = 4;

/**
 * For a token among the strings of a program, see `src/match/glued.ts`: its head must look drawn at random. Option `proven`: other
 * evidence tells it; `plain`: letters and digits are all that tells it, which encoded bytes have by chance.
 */
export const glued: Evidence = ({ secret, text, start }, { proven, plain }) => {
  const heads = GLUED_HEADS.flatMap((length) => {
    const head = secret.slice(0, length);
    return [head, head.replace(/^(?:[A-Za-z]+[-_])+/, ''), head.replace(/[-_]/g, '')];
  });
  const parts = secret.slice(0, FARTHEST_PART).split(/[-_.:]/).map((part) => part.slice(0, GLUED_HEADS[0]));
  if (![...heads, ...parts, secret].some(isRandom)) return { confidence: 'low', discard: true, says: 'It does not look drawn at random.' };
  const name = /\w*$/.exec(text.slice(Math.max(0, start - LONGEST_NAME), start))![0];
  if (!proven && MANGLED.test(name + secret)) return { confidence: 'low', discard: true, says: 'It is part of a name in a program.' };
  const before = /[A-Za-z0-9+/]*$/.exec(text.slice(Math.max(0, start - BEFORE), start))![0];
  const isEncoded = /[a-z]/.test(before) && before.replace(/[a-z]/g, '').length >= FEWEST_ENCODED;
  if (plain && !proven && isEncoded) return { confidence: 'low', discard: true, says: 'It is a stretch of encoded bytes.' };
  return proven ? null : { confidence: 'low', says: 'It stands in a program, where strings follow each other without a break: what is beside it may belong to others.' };
};

/** Letters of base64 in a row, as many as no token stands between on both of its sides. */
const BLOB = /^[A-Za-z0-9+/]{64}$/;

/** Asked for every rule: a value that says itself that it is an example counts for little. */
export const placeholder: Evidence = ({ secret, text, start, end, path }) => {
  if (secret.startsWith('-----BEGIN')) return null;
  if (secret.length >= 32 && (DIGEST.test(text.slice(Math.max(0, start - 40), start)) || INTEGRITY.test(secret))) {
    return { confidence: 'low', severity: 'info', discard: true, says: 'It is the digest of something.' };
  }
  if (BLOB.test(text.slice(end, end + 64)) && BLOB.test(text.slice(Math.max(0, start - 64), start))) {
    return { confidence: 'low', severity: 'info', discard: true, says: 'It is a stretch in the middle of encoded bytes.' };
  }
  if (!/\d/.test(secret) && isTranslation(path)) return { confidence: 'low', severity: 'info', discard: true, says: 'It is a word of a translation.' };
  if (isCurvePoint(secret)) return { confidence: 'low', severity: 'info', discard: true, says: 'It is a point of an elliptic curve, which is a public key.' };
  if (isPublishedValue(secret)) return PUBLISHED_VALUE;
  const { kind, reason } = judgeValue(secret);
  if (kind === 'placeholder') return { confidence: 'low', severity: 'info', says: reason };
  return kind === 'variable' ? { confidence: 'low', severity: 'low', discard: true, says: reason } : null;
};
