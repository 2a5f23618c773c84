import type { Evidence } from '../candidate.js';
import { isExample, isTrial, surroundings } from '../place.js';
import { isComment } from './assignment.js';
import { RELEASED } from './released.js';

/** For what examples and tests are full of (hashes of passwords): there, and in comments, it is worth knowing only. */
export const circumstance: Evidence = (candidate) => {
  const shown = isTrial(candidate.path) || isExample(candidate.path) || ['prose', 'binary'].includes(surroundings(candidate)) || isComment(candidate);
  return shown ? { confidence: 'low', severity: 'info', says: 'It stands in a test, an example, a comment or a program.' } : null;
};

/**
 * For what is made anew for each test (keys, signed tokens): where it is written into a test's code or a text for readers it is worth
 * knowing only, and in a file of a test doubtful.
 */
export const fixture: Evidence = (candidate) => {
  const place = surroundings(candidate);
  if (place === 'prose') return { confidence: 'low', severity: 'info', says: 'It stands in a text for readers.' };
  if (!isTrial(candidate.path)) return null;
  return place === 'code'
    ? { confidence: 'low', severity: 'info', says: 'It is written into the code of a test or an example.' }
    : { confidence: 'low', severity: 'medium', says: 'It stands in a folder of tests or examples.' };
};

/** For an address: whose it is counts in settings and scripts, and a name of documentation is nobody's. */
export const tenant: Evidence = (candidate) => {
  const place = surroundings(candidate);
  if ((place !== 'settings' && place !== 'script') || isTrial(candidate.path) || isExample(candidate.path) || isComment(candidate)) return { discard: true, confidence: 'low' };
  return /^(?:(?:your|my|the|some)[-_.]?.*|example.*|www|docs|support|status|api|login|app|account|xxx+|.*(?:name|domain|tenant|company|org|instance|account)\d?)$/i.test(candidate.secret) ? { discard: true, confidence: 'low' } : null;
};

/** Far enough for the parameters of one URL. */
const URL_LENGTH = 500;

/** When a signed URL ends: its parameter `se`, in front of the signature or behind it. */
export const signedUntil: Evidence = ({ text, start, end }) => {
  const near = text.slice(Math.max(0, start - URL_LENGTH), end + URL_LENGTH);
  const until = /[?&;]se=(\d{4}-\d\d-\d\d)/.exec(near)?.[1];
  if (!until || Date.parse(until) / 1000 > RELEASED) return null;
  return { confidence: 'low', severity: 'info', says: 'It ended before 2026.' };
};
