import { judgeName } from '../../judge/name.js';
import { judgeValue } from '../../judge/value.js';
import type { Candidate, Evidence, Verdict } from '../candidate.js';
import { placeOf } from '../place.js';

const no: Verdict = { discard: true, confidence: 'low' };

/** Judges name and value together; groups `head`, `word` and `tail` make up the name, `quote` says that the value was quoted. */
export const assignment: Evidence = (candidate) => {
  const { secret, groups, path } = candidate;
  const name = `${groups.head ?? ''}${groups.word ?? ''}${groups.tail ?? ''}`.replace(/^[.-]+/, '');
  const named = judgeName(name);
  if (named.kind !== 'secret') return no;
  const value = judgeValue(secret);
  const place = placeOf(path);
  const says = `The name says \`${named.word}\`. ${value.reason}`;
  switch (value.kind) {
    case 'random':
      if (place === 'prose') return { confidence: 'low', severity: 'info', says };
      // Code without quotes writes expressions.
      return (place === 'code' || place === 'binary') && !groups.quote ? no : { confidence: 'medium', says };
    case 'plausible':
      if (isComment(candidate) || place === 'prose' || place === 'binary') return no;
      if (place === 'code') return groups.quote ? { confidence: 'low', severity: 'info', says } : no;
      return { confidence: 'low', severity: 'medium', says };
    case 'weak':
      return (place !== 'settings' && place !== 'script') || isComment(candidate) ? no : { confidence: 'low', severity: 'low', says };
    default:
      return no;
  }
};

/** Settings come with commented examples. */
function isComment({ text, start }: Candidate): boolean {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return /^\s*(?:[#;%*]|\/\/|--|<!--|"?REM\b)/i.test(line);
}
