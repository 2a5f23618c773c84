import { judgeValue, saysNothing } from '../../judge/value.js';
import type { Evidence, Verdict } from '../candidate.js';
import { isTrial, placeOf } from '../place.js';
import { isComment } from './assignment.js';

const no = (says: string): Verdict => ({ discard: true, confidence: 'low', severity: 'info', says });
const doubtful = (severity: 'info' | 'low' | 'medium', says: string): Verdict => ({ confidence: 'low', severity, says });

/**
 * For places that hold nothing but a password (a URL's user info, `.netrc`, a flag of a known command): anything real
 * counts, however weak.
 */
export const password: Evidence = ({ secret, path }) => {
  const { kind, reason } = judgeValue(secret);
  const place = placeOf(path);
  const trial = isTrial(path);
  const example = trial || (place !== 'settings' && place !== 'script');
  switch (kind) {
    case 'empty':
    case 'variable':
    case 'path':
    case 'url':
      return no(reason);
    case 'placeholder':
      return example || saysNothing(secret) ? no(reason) : doubtful('info', reason);
    case 'weak':
      return example ? no(reason) : doubtful('medium', reason);
    case 'plain':
      return example ? no(reason) : doubtful('medium', 'It stands where a password stands.');
    default:
      if (place === 'prose') return doubtful('info', reason);
      return trial ? doubtful('low', `${reason} It stands in a folder of tests or examples.`) : { says: reason };
  }
};

/** For a password right beside its user name in settings or code of any kind; group `quote` says that the value was quoted. */
export const login: Evidence = (candidate) => {
  const { secret, path, groups } = candidate;
  const { kind, reason } = judgeValue(secret);
  const place = placeOf(path);
  const quoted = groups.quote !== undefined && groups.quote !== '';
  const written = place === 'settings' || place === 'script' || (place === 'code' && quoted);
  if (!written || isComment(candidate)) return kind === 'random' && place === 'prose' ? doubtful('info', reason) : no(reason);
  const milder = isTrial(path) || place === 'code';
  switch (kind) {
    case 'random':
      return isTrial(path) ? doubtful('low', reason) : { confidence: 'medium', says: reason };
    case 'plausible':
      return doubtful(milder ? 'info' : 'medium', reason);
    case 'weak':
      return doubtful(milder ? 'info' : 'low', reason);
    case 'plain':
      return isExpression(secret) ? no(reason) : doubtful(milder ? 'info' : 'low', 'It stands beside a user name, where a password stands.');
    case 'placeholder':
      return saysNothing(secret) || isExpression(secret) ? no(reason) : doubtful('info', reason);
    default:
      return no(reason);
  }
};

/** What code and schemas write there: calls, members, types, switches. */
const isExpression = (text: string): boolean => /[.(){}[\]<>$|&*/\\]|^(?:true|false|yes|no|none|null|nil|undefined|str(?:ing)?|int(?:eger)?|bool(?:ean)?|optional|required|self|this|user|username|password|passwd|pwd|pass)$|^_|^\d{1,3}$/i.test(text);

const LOCAL = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal)$/i;
const DOCUMENTATION = /(?:^|\.)(?:example|test|invalid|localdomain)(?:\.(?:com|org|net))?$|^(?:host|hostname|server|myhost|yourhost|domain|some|my)(?:\.\w+)?$/i;
const SOMEONE = /^(?:user(?:name)?|usr|login|name|me|foo|a|u|joe|bob|alice)$/i;

/** The password of a URL; group `host` says whose. */
export const urlCredentials: Evidence = (candidate, options) => {
  const { groups } = candidate;
  const host = groups.host ?? '';
  const judged = password(candidate, options);
  if (judged?.discard) return judged;
  const real = judged?.confidence !== 'low';
  if (DOCUMENTATION.test(host) || /^[(<%{$]/.test(host) || host.includes('...')) {
    return real ? doubtful('low', 'The host is one of documentation.') : no('The whole URL is one of documentation.');
  }
  if (SOMEONE.test(groups.user ?? '')) {
    if (!real && !host.includes('.')) return no('The whole URL is one of documentation.');
    return doubtful(real ? 'low' : 'info', 'The user is one of documentation.');
  }
  if (LOCAL.test(host)) return doubtful('low', 'It opens a service on the same machine only.');
  return judged;
};
