import { judgeName } from '../../judge/name.js';
import { isStandIn } from '../../judge/placeholder.js';
import { isRandom } from '../../judge/value.js';
import { isFingerprint } from '../../judge/variable.js';
import type { Evidence, Verdict } from '../candidate.js';
import { isExample, isTrial, surroundings } from '../place.js';
import { isComment } from './assignment.js';

const no: Verdict = { discard: true, confidence: 'low' };

/** For what only a name in front of it tells: of a service, or group `head` of whatever. It must look drawn at random, and is doubtful then. */
export const service: Evidence = (candidate) => {
  const { secret, groups, path } = candidate;
  const place = surroundings(candidate);
  if (place === 'binary') return no;
  const standIn = !isRandom(secret);
  if (standIn && !isStandIn(secret)) return no;
  const { head, word } = groups;
  if (head !== undefined && (isFingerprint(secret) || judgeName(`${head}_key`).kind !== 'secret')) return no;
  const shown = standIn || place === 'prose' || isTrial(path) || isExample(path) || isComment(candidate);
  const says = head === undefined ? 'It stands behind the name of a service.' : `It stands behind \`${word!.toLowerCase()}\`.`;
  return { confidence: 'low', says, ...(shown || head !== undefined || groups.bare !== undefined ? { severity: 'info' as const } : {}) };
};
