import { isKeyId } from '../../judge/assignment.js';
import { isMadeOfRuns, isStandIn } from '../../judge/placeholder.js';
import { judgeName, type NameJudgement } from '../../judge/name.js';
import { surprise } from '../../judge/entropy.js';
import { isDrawn, isPassword, isRandom, isSeveralWords, judgeValue } from '../../judge/value.js';
import type { Candidate, Evidence, Refusal, Verdict } from '../candidate.js';
import { isExample, isTrial, placeOf, surroundings, type Place } from '../place.js';
import { isInstalled } from '../shown.js';

const no: Verdict = { discard: true, confidence: 'low' };

/** Judges name and value together; groups `head`, `word` and `tail` make up the name, `quote` says that the value was quoted. */
export const assignment: Evidence = (candidate) => {
  const { secret, groups, path } = candidate;
  const place = surroundings(candidate);
  if (!mayCount(secret, place, groups.quote)) return no;
  const name = nameOf(groups);
  if (isNotation(candidate, name) || /^\d/.test(name)) return no;
  if (SHARED_FILE.test(candidate.text.slice(Math.max(0, candidate.start - 40), candidate.start))) return { confidence: 'low', severity: 'info', says: 'It is part of a link that opens one file.' };
  if (lettersOf(secret) === lettersOf(name) && (!/\d/.test(secret) || /\d/.test(name))) return no;
  const named = judgeName(name);
  if (named.kind !== 'secret') return isDoubtful(named, name, secret) ? doubt(candidate) : no;
  if (isKeyId(named.word, secret)) return no;
  // Code without quotes writes expressions.
  if ((place === 'code' || place === 'binary') && !groups.quote) return no;
  const value = judgeValue(secret);
  if (value.kind === 'plausible' && isDrawnName(name)) return no;
  const trial = isTrial(path);
  const says = `The name says \`${named.word}\`. ${value.reason}`;
  switch (value.kind) {
    case 'random':
      if (SHARED_FILE.test(candidate.text.slice(Math.max(0, candidate.start - 320), candidate.start))) return { confidence: 'low', severity: 'info', says: 'It opens the one file that the address names.' };
      if (place === 'prose') return { confidence: 'low', severity: 'info', says };
      if (isLooseJson(candidate)) return { confidence: 'low', severity: 'low', says };
      if (isExample(path) || ((place === 'code' || isMadeOfRuns(secret)) && isComment(candidate))) return { confidence: 'low', severity: 'info', says };
      return trial ? { confidence: 'low', severity: 'low', says: `${says} It stands in a folder of tests or examples.` } : { confidence: 'medium', says };
    case 'plausible':
      if (LABEL.test(secret) && !/pass|pw/.test(named.word ?? '')) return no;
      if (place === 'prose' || place === 'binary') return no;
      if (isComment(candidate)) return place === 'code' ? no : { confidence: 'low', severity: 'info', says };
      if (place === 'code') return { confidence: 'low', severity: isOwn(candidate) && isDrawn(secret) ? 'medium' : 'info', says };
      return { confidence: 'low', severity: trial || isExample(path) ? 'info' : 'medium', says };
    case 'weak':
      if (CHOICE.test(secret) && !/pass|pw/.test(named.word ?? '')) return no;
      return trial || isExample(path) || (place !== 'settings' && place !== 'script') || isComment(candidate) ? no : { confidence: 'low', severity: 'low', says };
    case 'plain':
      return !trial && isWordOfEnvironment(candidate, name) ? { confidence: 'low', severity: 'info', says: 'A word stands where a password stands.' } : no;
    default:
      return place !== 'prose' && !trial && !isComment(candidate) && isStandIn(secret) ? { confidence: 'low', severity: 'info', says } : no;
  }
};

/** Bytes around it may make a place a program's, where even less counts. What opens a shared file has the name `token`, which is a secret's. */
export const isNoAssignment: Refusal = (groups, path) => {
  const { secret = '', quote } = groups;
  if (!mayCount(secret, placeOf(path), quote)) return true;
  const name = nameOf(groups);
  const named = judgeName(name);
  return named.kind !== 'secret' && !isDoubtful(named, name, secret);
};

const nameOf = ({ head = '', word = '', tail = '' }: Candidate['groups']): string => `${head}${word}${tail}`.replace(/^(?:-D|[.-]+)/, '');

/** Beside a value that looks drawn, a name that says little is heard. */
const isDoubtful = ({ kind }: NameJudgement, name: string, secret: string): boolean => kind === 'plain' && BARE.test(name) && judgeValue(secret).kind === 'random';

/** In code that is no package of others, no test and no example. */
export const isOwn = ({ path }: Pick<Candidate, 'path'>): boolean => !isTrial(path) && !isExample(path) && !isInstalled(path);

/** What is settled by a look at the value alone, in time for most: a sentence is none and, where no settings stand, no word, whatever its name. */
function mayCount(secret: string, place: Place, quote: string | undefined): boolean {
  if (isSeveralWords(secret)) return false;
  const value = secret.trim();
  if (place === 'settings' || place === 'script' || isRandom(value)) return true;
  return place === 'code' && Boolean(quote) && (isPassword(value) || isStandIn(value));
}

/** `DB_PASSWORD=word` at the head of a line, as environments are written; elsewhere a word says what, not which. */
function isWordOfEnvironment({ secret, text, start }: Candidate, name: string): boolean {
  return /^[A-Z0-9_]*(?:PASSWORD|PASSWD|PASSPHRASE|PASS|PWD)$/.test(name) && /^[a-z][a-z0-9-]{4,31}$/.test(secret) && !NO_WORD.test(secret) && /(?:^|\n)[ \t]*(?:export[ \t]+)?[A-Z0-9_]+=["']?$/.test(text.slice(Math.max(0, start - 80), start));
}

const NO_WORD = /^(?:true|false|string|input|prompt|required|optional|random|enabled?|disabled?|default|empty|unset|undefined|hidden|plain|read|shift|basename|dirname|hostname|whoami|print|printf|openssl|pwgen|md5sum|sha256sum)$/;

/** `SHARED_KEY = 'SharedKey'` names a choice. */
const lettersOf = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');

/** https://firebase.google.com/docs/storage/web/download-files */
const SHARED_FILE = /[?&]alt=media&token=$/;

/** A word with a number on one side, which people take for a password and nobody for a key or a token. */
const LABEL = /^\d?[a-z]+\d?$/;

/** A name in camel case, as a design has for its colours: `defaultShadow`. */
const CHOICE = /^(?![^]*(?:secret|token|passw|admin|root|test))[a-z]+(?:[A-Z][a-z]+)+$/i;

/** A name that nobody thought of, with a word at its end by chance: `11OD8S8wIwPw`. */
const isDrawnName = (name: string): boolean => /^[A-Za-z0-9]{12,}$/.test(name) && surprise(name) >= DRAWN;
/** Bits a step, see `surprise`: names of programs with many capitals stay below. */
const DRAWN = 5.1;

/** Names that say little by themselves. */
const BARE = /^(?:key|psk|auth|salt|signature_?key|encryption|private)$|(?:^|[_-])api$/i;
/** Hashes and digests are kept under such names, too. */
const DIGEST = /^[0-9a-f-]+$/i;

function doubt(candidate: Candidate): Verdict {
  const { secret, groups, text, start } = candidate;
  // A parameter of a URL is the business of the rules that know the host.
  if (/[?&;][\w-]{0,40}=$/.test(text.slice(Math.max(0, start - 45), start))) return no;
  const place = surroundings(candidate);
  if (DIGEST.test(secret) || place === 'binary' || (!groups.quote && place !== 'settings')) return no;
  return { confidence: 'low', severity: 'info', says: 'The name may mean a secret, and the value looks drawn at random.' };
}

/** The padding of base64 in a list of it: `5pw== IHJh`. Who compares writes a blank on both sides, or on none. */
const PADDING = /[A-Za-z0-9+/]{2}==[ \t]$/;

/** What a file exports, as `lib/secret:Secret`. */
const SYMBOL = /[\w-]\/[\w.-]{1,60}:$/;

/** A call that takes a user's name first, an ARN's part (`arn:aws:secretsmanager:…:secret:…`), or a Lisp or Ruby symbol (` :secret`), is no assignment. */
function isNotation({ text, start, end }: Candidate, name: string): boolean {
  // The first of two arguments is the user's name.
  if (/credentials?$/i.test(name) && /\(\s{0,12}["']$/.test(text.slice(Math.max(0, start - 14), start)) && /^["'],/.test(text.slice(end))) return true;
  const before = text.slice(Math.max(0, start - 120 - name.length), start);
  return /[ \t(]:$/.test(before) || PADDING.test(before) || SYMBOL.test(before) || /(?:arn|urn|asm)[:&-][\w:&;-]{0,100}:$/i.test(before);
}

/** A quoted name means JSON or a literal of code, where a value without quotes is no string. */
function isLooseJson({ text, start, groups }: Candidate): boolean {
  return !groups.quote && /["']:$/.test(text.slice(start - 2, start));
}

/** Settings come with commented examples. */
export function isComment({ text, start }: Pick<Candidate, 'text' | 'start'>): boolean {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  // A flag at the head of a line begins like a comment of SQL.
  return /^\s*(?:[#;%*]|\/\/|--(?![a-z][\w-]{0,40}(?:=|[ \t]{1,3}(?:["']?$|[^\n]{0,200}[ \t]--?[a-z])))|<!--|"?REM\b)/i.test(line);
}
