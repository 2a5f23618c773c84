import { judgeValue } from '../../judge/value.js';
import type { Evidence } from '../candidate.js';
import { placeOf } from '../place.js';

/**
 * For places that hold nothing but a password (a URL's user info, `.netrc`, a flag of a known command): anything real
 * counts, however weak.
 */
export const password: Evidence = ({ secret, path }) => {
  const { kind, reason } = judgeValue(secret);
  const place = placeOf(path);
  const example = place !== 'settings' && place !== 'script';
  switch (kind) {
    case 'empty':
    case 'variable':
    case 'path':
    case 'url':
      return { discard: true, confidence: 'low', says: reason };
    case 'placeholder':
      return { discard: true, confidence: 'low', severity: 'info', says: reason };
    case 'weak':
      return example ? { discard: true, confidence: 'low', severity: 'info', says: reason } : { confidence: 'low', severity: 'medium', says: reason };
    case 'plain':
      return example ? { discard: true, confidence: 'low', severity: 'info', says: reason } : { confidence: 'low', severity: 'medium', says: 'It stands where a password stands.' };
    default:
      return place === 'prose' ? { confidence: 'low', severity: 'info', says: reason } : { says: reason };
  }
};

const LOCAL = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal)$/i;
const DOCUMENTATION = /(?:^|\.)(?:example|test|invalid|localdomain)(?:\.(?:com|org|net))?$|^(?:host|hostname|server|myhost|yourhost|domain|some|my)(?:\.\w+)?$/i;

/** The password of a URL; group `host` says whose. */
export const urlCredentials: Evidence = (candidate, options) => {
  const { groups } = candidate;
  const host = groups.host ?? '';
  const judged = password(candidate, options);
  if (judged?.discard) return judged;
  if (DOCUMENTATION.test(host) || /^[[(<%{$]/.test(host) || host.includes('...') || /^(?:user(?:name)?|usr|login|name|me|foo|a|u|joe|bob|alice)$/i.test(groups.user ?? '')) {
    return judged?.says && judged.confidence !== 'low'
      ? { confidence: 'low', severity: 'low', says: 'The user or the host is one of documentation.' }
      : { discard: true, confidence: 'low', severity: 'info', says: 'The whole URL is one of documentation.' };
  }
  if (LOCAL.test(host)) return { confidence: 'low', severity: 'low', says: 'It opens a service on the same machine only.' };
  return judged;
};
