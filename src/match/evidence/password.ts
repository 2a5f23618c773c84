import { judgeName } from '../../judge/name.js';
import { isDrawn, isRandom, judgeValue, saysNothing } from '../../judge/value.js';
import { isFingerprint } from '../../judge/variable.js';
import type { Candidate, Evidence, Verdict } from '../candidate.js';
import { isExample, isTrial, surroundings } from '../place.js';
import { isComment, isOwn } from './assignment.js';

const no = (says: string): Verdict => ({ discard: true, confidence: 'low', severity: 'info', says });
const doubtful = (severity: 'info' | 'low' | 'medium', says: string): Verdict => ({ confidence: 'low', severity, says });

/**
 * For places that hold nothing but a password (a URL's user info, `.netrc`, a flag of a known command): anything real
 * counts, however weak.
 */
export const password: Evidence = (candidate) => {
  const { secret, path } = candidate;
  const { kind, reason } = judgeValue(secret);
  const place = surroundings(candidate);
  const trial = isTrial(path);
  const example = trial || isExample(path) || (place !== 'settings' && place !== 'script');
  switch (kind) {
    case 'empty':
    case 'variable':
    case 'path':
    case 'url':
      return no(reason);
    case 'placeholder':
      return example || saysNothing(secret) ? no(reason) : doubtful('info', reason);
    case 'weak':
      return example ? no(reason) : doubtful(isComment(candidate) ? 'info' : 'medium', reason);
    case 'plain':
      return example || isComment(candidate) || isAmidWords(candidate) ? no(reason) : doubtful('medium', 'It stands where a password stands.');
    default:
      if (place === 'prose') return doubtful('info', reason);
      if (kind === 'plausible' && (trial || place === 'binary' || (place === 'code' && isComment(candidate)))) return doubtful('info', reason);
      if (isExample(path)) return doubtful('info', reason);
      return trial ? doubtful('low', `${reason} It stands in a folder of tests or examples.`) : { says: reason };
  }
};

/** A word behind words, in any script: a sentence that has a command's name in it. */
const WORDS = /(?:(?:^|[ \t])(?:[a-z]|[^\0-\x7f]){2,24}[,;.]?(?=[ \t])){5}[^\n]{0,60}$/;

function isAmidWords({ text, start, secret }: Candidate): boolean {
  return /^(?:[a-z]|[^\0-\x7f])+$/i.test(secret) && WORDS.test(text.slice(Math.max(0, start - 200), start));
}

/** A value of a Kubernetes Secret, in base64 or (`stringData`) as it is: bytes that are no text are a key. */
export const kubernetesSecret: Evidence = (candidate, options) => {
  const decoded = Buffer.from(candidate.secret, 'base64');
  if (!/^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(candidate.secret)) return password(candidate, options);
  const text = decoded.toString('latin1');
  if (!/^[\x20-\x7e\s]*$/.test(text)) return { confidence: 'medium', says: 'It decodes to bytes, as a key does.' };
  const judged = password({ ...candidate, secret: text.trim() }, options);
  return judged?.discard ? { confidence: 'low', severity: 'info', says: judged.says ?? 'It decodes to a blank.' } : judged;
};

/** For a password right beside its user name in settings or code of any kind; group `quote` says that the value was quoted. */
export const login: Evidence = (candidate) => {
  const { secret, path, groups } = candidate;
  const { kind, reason } = judgeValue(secret);
  const place = surroundings(candidate);
  const quoted = groups.quote !== undefined && groups.quote !== '';
  const written = place === 'settings' || place === 'script' || (place === 'code' && quoted);
  if (['weak', 'plain', 'placeholder'].includes(kind) && groups.user !== undefined && SOMEONE.test(groups.user)) return no('Both are those of documentation.');
  if (FIELD.test(secret)) return no('It names a password.');
  if (!written || isComment(candidate)) return kind === 'random' && place === 'prose' ? doubtful('info', reason) : no(reason);
  const milder = isTrial(path) || place === 'code';
  switch (kind) {
    case 'random':
      return isTrial(path) ? doubtful('low', reason) : { confidence: 'medium', says: reason };
    case 'plausible':
      return doubtful(!milder || (isOwn(candidate) && isDrawn(secret)) ? 'medium' : 'info', reason);
    case 'weak':
      return doubtful(milder ? 'info' : 'low', reason);
    case 'plain':
      return isExpression(secret) || /key|token|secret/i.test(groups.word ?? '') ? no(reason) : doubtful(milder ? 'info' : 'low', 'It stands beside a user name, where a password stands.');
    case 'placeholder':
      return saysNothing(secret) || isExpression(secret) ? no(reason) : doubtful('info', reason);
    default:
      return no(reason);
  }
};

/** For a line of settings that names a password and, behind a blank, gives it: words are too common there to count. */
export const directive: Evidence = (candidate) => {
  const { head, word } = candidate.groups;
  const { kind, reason } = judgeValue(candidate.secret);
  const place = surroundings(candidate);
  if ((place !== 'settings' && place !== 'script') || isComment(candidate)) return no(reason);
  if (/key$/i.test(word ?? '') && /[a-z]/i.test(head ?? '') && judgeName(`${head!}-${word!}`).kind !== 'secret') return no('Its name says that it is no secret.');
  if (isFingerprint(candidate.secret)) return no('It is the fingerprint of a key of OpenPGP.');
  if (kind === 'random') return isTrial(candidate.path) ? doubtful('low', reason) : { confidence: 'medium', says: reason };
  return kind === 'plausible' ? doubtful(isTrial(candidate.path) ? 'info' : 'medium', reason) : no(reason);
};

/** An option of a command or a field of a form, `--password` and `j_password`, that code passes on. */
const FIELD = /^(?:--?|[a-z]_)(?:password|passwd|pass|pwd)$/i;
/** What code and schemas write there: calls, members, types, switches. */
const isExpression = (text: string): boolean => /[.(){}[\]<>$|&*/\\]|^(?:true|false|yes|no|none|null|nil|undefined|str(?:ing)?|int(?:eger)?|bool(?:ean)?|optional|required|self|this|user|username|password|passwd|pwd|pass)$|^_|:$|^\d{1,3}$/i.test(text);

const LOCAL = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal)$/i;
const DOCUMENTATION = /(?:^|\.)(?:example|test|invalid|localdomain)(?:\.(?:com|org|net))?$|^(?:host|hostname|server|myhost|yourhost|domain|some|my)(?:\.\w+)?$/i;
/** What documentation writes for a password; anything else was made up by somebody. */
const FILLED = /^\W*(?:pass(?:w(?:or)?d|phrase)?|pw|pwd|secret|token|my[-_]?pass(?:word)?|[a-z]*pass(?:word)?|x+|abc|foo|bar|p|s|b)\d{0,3}\W*$|[${}<>%[\]()]/i;
const SOMEONE = /^(?:user(?:_?name)?|usr|login|name|me|foo|a|u|joe|bob|alice|scott)$/i;

/** The password of a URL; group `host` says whose. */
export const urlCredentials: Evidence = (candidate, options) => {
  const { groups } = candidate;
  const host = groups.host ?? '';
  // https://docs.sentry.io/concepts/key-terms/dsn-explainer/
  if (groups.user === undefined && /sentry/i.test(host) && /^[0-9a-f]{32}$/.test(candidate.secret)) return doubtful('info', 'It is the public key of an address that Sentry takes reports at.');
  const judged = password(candidate, options);
  if (judged?.discard) return judged;
  const real = judged?.confidence !== 'low';
  const written = ['settings', 'script'].includes(surroundings(candidate)) && !isTrial(candidate.path) && !isExample(candidate.path) && !isComment(candidate);
  const mild = written || isRandom(candidate.secret) ? 'low' : 'info';
  if (DOCUMENTATION.test(host) || /^[(<%{$]/.test(host) || host.includes('...')) {
    if (real) return doubtful(mild, 'The host is one of documentation.');
    return FILLED.test(candidate.secret) ? no('The whole URL is one of documentation.') : doubtful('info', 'The host is one of documentation.');
  }
  if (SOMEONE.test(groups.user ?? '')) {
    if (!real && !host.includes('.')) return no('The whole URL is one of documentation.');
    return doubtful(real ? mild : 'info', 'The user is one of documentation.');
  }
  if (LOCAL.test(host)) return doubtful('low', 'It opens a service on the same machine only.');
  return judged;
};
