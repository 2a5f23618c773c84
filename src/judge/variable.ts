import type { Variable } from '../model/dockerfile.js';
import type { Confidence, Severity } from '../model/severity.js';
import { judgeName } from './name.js';
import { isRandom, judgeValue } from './value.js';

/** Why a variable or a setting is a secret. */
export interface SettingVerdict {
  readonly confidence: Confidence;
  /** Set where the value makes it milder than the rule says. */
  readonly severity?: Severity;
  /** One sentence without the value. */
  readonly reason: string;
}

/** A value made only to let a build step run; nobody logs in with it. */
const DUMMY = /(?<![A-Za-z0-9])(?:dummy|fake)|(?:dummy|fake)(?![A-Za-z0-9])|not[-_ ]?(?:used|real|needed|set)|unused|ignore[ds]?\b|build[-_ ]?time|build[-_ ]?only|buildonly|precompil|(?:for|during|at|in)[-_ ]?build|throwaway|temporary|^n\/?a$/i;
const SWITCH = /^(?:true|false|yes|no|on|off|none|null|nil|undefined|unset|tbd|todo|default|auto|disabled?|enabled?|required|optional|never|always|accept(?:ed)?|blank|empty)$/i;
/** What stands for no value yet: of an ARG, a secret is to be passed. */
const ABSENT = /^(?:none|null|nil|undefined|unset|not[-_ ]?set|not[-_ ]?provided|missing|tbd|todo|n\/?a|blank|empty)$/i;
/** Marks around a value that is to be seen as none: `**None**`, `__unset__`, `<none>`. */
const MARKS = /^[*_<[({-]+|[*_>\])}-]+$/g;
/** The name of a file, in the folder where the program runs. */
const FILE_NAME = /^[\w-][\w.-]*\.(?:json|pem|key|crt|cer|p12|pfx|jks|keystore|txt|ya?ml|conf|cfg|ini|xml|properties|env|enc|gpg|asc|toml|pub|secret|token|sh|bash|ps1|bat|cmd|py|rb|pl|js|exe|jar|php|sql|html?)$/i;
/** `user:password`, as settings called `AUTH` hold it. */
const LOGIN = /^[\w.@-]{1,60}:([^\s:/]{2,200})$/;
/** The half of a pair that names the account. */
const KEY_ID = /key_?id$/i;
const NUMBER = /^-?\d+(?:\.\d+)*[a-z%]{0,3}$/i;
/** Words whose value is a password even when it is a plain word or a number. */
const PASSWORD_WORD = /^(?:password|passwd|passwort|passphrase|pass|pwd|pw|psw|passcode|pword|passwords)$|password$|passwd$/;
/** Keys that are secret whatever word stands for them; any other may be a name, a fingerprint, a kind. */
const VAGUE_KEY = /^(?!(?:secret|api|private|access|encryption|signing|master|auth|app|jwt|session|cookie|hmac|cipher|crypto|licen[cs]e|activation) ).* keys?$|^auth$/;
/** Files of logins that are passed as a whole, and bundler's logins by host. */
const WHOLE_FILE = /(?:^|_)(?:ID_(?:RSA|DSA|ECDSA|ED25519)|NPMRC|NETRC|PYPIRC|DOCKERCONFIG(?:JSON)?|GIT_CREDENTIALS)$|^BUNDLE_[A-Z0-9]+(?:_[A-Z0-9]+)*__[A-Z0-9_]+$/i;
const FINGERPRINTS = /^(?:(?:0x)?[0-9A-F]{40}|(?:0x)?[0-9A-F]{16})(?:[\s,]+(?:(?:0x)?[0-9A-F]{40}|(?:0x)?[0-9A-F]{16}))*$/;
const URL_PASSWORD = /^[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/@:]{0,100}:([^\s/@]{1,2000})@/i;
/** Shorter than this it is a sentinel (`_`, `1`). */
const SHORTEST_SECRET = 2;

/** Judges what a secretly named setting is set to; null when that clears it: empty, a path, a switch, a dummy. */
export function judgeSetting(name: string, value: string): SettingVerdict | null {
  const word = secretWord(name);
  if (word === null || value.trim().length < SHORTEST_SECRET || isDummy(value)) return null;
  if ((/key/.test(word) && isFingerprint(value)) || SWITCH.test(value.trim().replace(MARKS, '')) || FILE_NAME.test(value.trim())) return null;
  const judged = judgeValue(word === 'auth' ? (LOGIN.exec(value.trim())?.[1] ?? value) : value);
  // An id is worth a word only when it could be one.
  const namesAccount = KEY_ID.test(name) && !isRandom(value);
  switch (judged.kind) {
    case 'random':
      return { confidence: 'high', reason: judged.reason };
    case 'plausible':
    case 'weak':
      return { confidence: 'medium', reason: judged.reason };
    case 'placeholder':
      return namesAccount ? null : { confidence: 'low', severity: 'low', reason: judged.reason };
    case 'plain':
      return namesAccount ? null : judgePlain(word, value, judged.reason);
    case 'empty':
    case 'path':
    case 'url':
    case 'variable':
      return null;
  }
}

/** True for the fingerprint of an OpenPGP key, or several: public by nature. */
export function isFingerprint(value: string): boolean {
  return FINGERPRINTS.test(value.trim());
}

/** The word that makes a name secret; null when it is not. */
function secretWord(name: string): string | null {
  const { kind, word } = judgeName(name);
  if (kind === 'secret') return word;
  return kind === 'plain' && WHOLE_FILE.test(name) ? name.toLowerCase() : null;
}

/** Judges the password in a URL, which no name has to announce. */
function judgeUrl(value: string): SettingVerdict | null {
  const password = URL_PASSWORD.exec(value)?.[1];
  if (password === undefined || password.length < SHORTEST_SECRET || isDummy(value) || /^[$<{%]|^(?:x{2,}|\*+)$/i.test(password)) return null;
  const { kind, reason } = judgeValue(password);
  if (kind === 'random' || kind === 'plausible') return { confidence: 'high', reason: `It is a URL with a password in it. ${reason}` };
  return { confidence: kind === 'weak' ? 'medium' : 'low', severity: 'medium', reason: `It is a URL with a password in it. ${reason}` };
}

/** `Server=x;Password=y` of a connection string, `-Ddb.password=y` of options: a value that holds settings of its own. */
const INNER = /(?:^|[\s;,&"'])(?:-D|--)?([A-Za-z_][\w.-]{0,60})[ ]?=[ ]?([^\s;,&"']{2,200})/g;
/** The same as JSON has it, in a list too. */
const INNER_JSON = /"([A-Za-z_][\w.-]{0,60})"[ ]?:[ ]?\[?[ ]?"([^\s"]{2,200})"/g;
/** Settings within one value that are looked at. */
const MOST_INNER = 50;

/** Judges the settings in a value, which need a name that says so and a look that is no word's. */
export function judgeInner(value: string): SettingVerdict | null {
  const pattern = value.includes('":') ? INNER_JSON : value.includes('=') ? INNER : null;
  if (!pattern) return null;
  let looked = 0;
  for (const [, name, inner] of value.matchAll(pattern)) {
    if (++looked > MOST_INNER) return null;
    if (!(judgeName(name!).kind === 'secret') || isDummy(inner!)) continue;
    const { kind, reason } = judgeValue(inner!);
    if (kind === 'random' || kind === 'plausible' || kind === 'weak') return { confidence: kind === 'random' ? 'high' : 'medium', reason: `It holds the setting \`${name!}\`. ${reason}` };
  }
  return null;
}

/** True for a value that says that it only lets a build step run. */
export function isDummy(value: string): boolean {
  // A word within what is drawn at random is chance: one value of base62 in two thousand holds `fake`.
  return DUMMY.test(value.slice(0, 200)) && judgeValue(value).kind !== 'random';
}

function judgePlain(word: string, value: string, reason: string): SettingVerdict | null {
  if (NUMBER.test(value)) return PASSWORD_WORD.test(word) && value.length > 2 ? { confidence: 'low', reason: 'It is a number that anyone can guess.' } : null;
  if (VAGUE_KEY.test(word)) return null;
  return { confidence: 'low', severity: 'medium', reason };
}

/** Judges an ARG or ENV by its name, its value and what the value is made of; null when it is no secret. */
export function judgeVariable(variable: Variable): SettingVerdict | null {
  let verdict = judged.get(variable);
  if (verdict === undefined) {
    // What a long chain is made of is judged first, so that no stack grows with the file.
    for (const one of unjudged(variable)) judged.set(one, judgeAlone(one));
    verdict = judged.get(variable) ?? null;
  }
  return verdict;
}

/** A variable is asked for wherever it is used, and for each that takes its value. */
const judged = new WeakMap<Variable, SettingVerdict | null>();

/** The variable and all that it is made of, as far as they are not judged yet; sources come first. */
function unjudged(variable: Variable): Variable[] {
  const found = new Set<Variable>([variable]);
  for (const one of found) for (const source of one.sources) if (!judged.has(source)) found.add(source);
  return [...found].sort((a, b) => a.instruction - b.instruction || a.assignment.start - b.assignment.start);
}

/** Names of what is a user and a password in one. */
const PAIR = /(?:^|_)(?:AUTH|LOGIN|CREDS?|CREDENTIALS?|USERPASS|USERPWD|USER_?INFO)$/i;

/** `AUTH=user:password`: the name says too little alone, and the form says the rest. */
function judgeLogin(name: string, value: string): SettingVerdict | null {
  const password = PAIR.test(name) && secretWord(name) === null ? LOGIN.exec(value.trim())?.[1] : undefined;
  if (password === undefined || isDummy(value)) return null;
  const { kind, reason } = judgeValue(password);
  return kind === 'random' || kind === 'plausible' || kind === 'weak' ? { confidence: 'medium', reason: `It is a user and a password. ${reason}` } : null;
}

function judgeAlone(variable: Variable): SettingVerdict | null {
  const { name, kind, value, assignment } = variable;
  const named = secretWord(name) !== null;
  const url = value === null ? null : (judgeUrl(value) ?? judgeLogin(name, value) ?? (judgeName(name).kind === 'secret' ? null : judgeInner(value)));
  if (kind === 'arg') {
    if (!named || url) return url;
    if (value === null) return { confidence: 'medium', reason: 'Its name says that a secret is passed to the build.' };
    if (value === '') return { confidence: 'low', reason: 'Its name says that a secret is passed to the build; it is empty unless one is.' };
    if (ABSENT.test(value.trim().replace(MARKS, ''))) return { confidence: 'low', reason: 'Its name says that a secret is passed to the build; its default says that there is none yet.' };
    return judgeSetting(name, value);
  }
  const source = variable.sources.find((one) => judgeVariable(one) !== null);
  if (source) return passedOn(name, source);
  if (!named || url) return url;
  if (value === null) return { confidence: 'medium', reason: 'Its name says that it is a secret; the value comes from a build argument.' };
  return assignment.value === null ? null : judgeSetting(name, value);
}

function passedOn(name: string, source: Variable): SettingVerdict | null {
  const { kind } = judgeName(name);
  if (kind === 'public' || (kind === 'pointer' && source.value !== null)) return null;
  return { confidence: 'medium', reason: `It takes the value of the secret ${source.kind === 'arg' ? 'build argument' : 'variable'} \`${source.name}\`.` };
}
