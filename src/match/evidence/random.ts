import { isRandom, judgeValue } from '../../judge/value.js';
import type { Evidence } from '../candidate.js';
import { isPublishedValue } from './published-values.js';

/** For shapes that words can have too: what was not drawn at random is doubtful, and no match for a `generic` rule. */
export const random: Evidence = ({ secret }) => {
  if (isRandom(secret)) return null;
  return { confidence: 'low', severity: 'info', discard: true, says: 'It does not look drawn at random.' };
};

/** Asked for every rule: a value that says itself that it is an example counts for little. */
export const placeholder: Evidence = ({ secret }) => {
  if (secret.startsWith('-----BEGIN')) return null;
  if (isPublishedValue(secret)) return { confidence: 'low', severity: 'info', says: 'A specification or a manual prints it as an example.' };
  const { kind, reason } = judgeValue(secret);
  if (kind === 'placeholder') return { confidence: 'low', severity: 'info', says: reason };
  return kind === 'variable' ? { confidence: 'low', severity: 'low', discard: true, says: reason } : null;
};
