import { createHash } from 'node:crypto';
import { isDigit, isLetter, shannonEntropy, surprise } from './entropy.js';
import { isBlank, placeholderReason } from './placeholder.js';
import { splitWords } from './words.js';

/** What a value is, by its look alone; `reason` is a sentence that never holds the value. */
export interface ValueJudgement {
  readonly kind: 'empty' | 'placeholder' | 'variable' | 'path' | 'url' | 'plain' | 'weak' | 'plausible' | 'random';
  readonly reason: string;
}

/** Guessed first by everyone; yet services do run with them. */
const GUESSED = new Set(
  `root toor admin administrator guest user postgres mysql mariadb mongo mongodb redis rabbitmq oracle sa default letmein welcome qwerty
   password passwd pass secret secrets token supersecret topsecret master manager public private pwd wordpress drupal joomla jenkins tomcat
   artemis grafana keycloak minio minioadmin nexus sonar elastic kibana vagrant docker ubuntu centos alpine pi raspberry test123 changeit
   hunter abc abcd monkey dragon football iloveyou sunshine shadow`.split(/\s+/),
);

const VARIABLE =
  /^\$[A-Za-z_]\w*(?:$|[/\\:.[-])|(?:^|[=: /_-])\{[A-Za-z_][\w.:]{0,60}\}$|%[sd](?![A-Za-z0-9])|\$\{[A-Za-z_!#*@0-9][\w.]*(?:[}:?+#%/,-]|$)|\$\{[\w.:?!\s"'|,()[\]+-]*\}|\$\(|\$\[|\{\{[^{}]*(?:\}\}|$)|<%|%\(\w|^%\w+%$|^@[\w.]+@$|^@(?:[A-Z][A-Z0-9]*_)*(?:KEY|TOKEN|SECRET|PASSWORD|PASS)$|^&(?:[a-z-]{3,24}:)?[A-Z][a-z]+(?:-[A-Za-z0-9]+)+$|^%\{|^--?[a-z-]{1,40}=\$|#\{|^!(?:Ref|Sub|GetAtt)|^ENC\[|^(?:op|vault|ssm|env|sm|keyvault|secretsmanager):|^arn:|^(?:process\.env|os\.environ|os\.getenv|getenv|env|ENV|System\.getenv|config|settings|self|this|secrets|vars|var|local|params?|options?|opts|args)[.[(]/;
const PATH = /^(?:~|\.{1,2}|[A-Za-z]:)?[\\/](?:[\w.@+-]*[\\/])*[\w.@+-]*$|^[\w.-]+(?:\/[\w.-]+)+\.(?:key|pem|crt|json|ya?ml|txt|conf|env|p12|jks|pub|cert)$/;
const PAGE = /^[\w./-]{1,80}\.(?:php|html?|aspx?|jsp|cgi|do)(?:[?#]|$)/;
const ROOTS = /^\/(?:etc|run|var|usr|opt|home|root|app|tmp|srv|mnt|secrets?|data|config|proc|dev|vault|certs?|keys?|build|src|work|workspace)\b/;
const PLAIN = /^(?:true|false|yes|no|on|off|none|null|nil|undefined|string|str|int|integer|bool|boolean|number|object|array|required|optional|auto|always|never|default|basic|bearer|disabled|enabled|any|all|\*)$/i;
const VERSION = /^v?\d+(?:\.\d+){1,4}(?:[-+.]?[a-z]+\d*)?$|^\d{4}-\d\d-\d\d(?:[T ][\d:.Z+-]*)?$/i;
/** Where a package of npm comes from, in place of its version. https://docs.npmjs.com/cli/v10/configuring-npm/package-json#dependencies */
const DEPENDENCY = /^(?:workspace|npm|file|link|portal|patch|catalog):[\w@^~*./-]*$|^[\^~]\d/;
const NUMBER = /^[-+]?0x[0-9a-f]{1,8}(?:\.\.0x[0-9a-f]{1,8}|[ul]{0,3})$/i;
/** A word in a language with other letters than ASCII's, as a translation has one for `password`; bytes or characters. */
const FOREIGN_WORD = /^(?=[^]*[^\0-\x7f])(?:[A-Za-z]|[^\0-\x7f])+(?:[ '-](?:[A-Za-z]|[^\0-\x7f])+){0,3}$/;
/** What a form writes in front of a field; names of fields, one behind the other. */
const LABEL = /^[A-Za-z]{2,20}(?:[-_][A-Za-z]{2,20}){0,5}\\?:{1,2}$|^(?:[A-Za-z]{2,20}-)*(?:password|passwd|secret|token)(?::{1,2}[A-Za-z-]{0,40})+$/i;
/** Control characters at the head, where no keyboard and no issuer puts one: what follows a name in a program. */
const NO_TEXT = /^[^]{0,3}[\0-\x08\x0e-\x1f\x7f]/;
/** Which words a setting takes, `true|false`, or the name of a parameter with its sign, `filename=`. */
const CHOICE_OR_NAME = /^[a-z]{1,20}(?:\|[a-z]{1,20}){1,8}$|^[a-z]{2,20}\*?=$/;
/** A name of a secret, of three words or more: `radiusClientSecret`. */
const NAME_OF_SECRET = /^[a-z]{3,}(?:[A-Z][a-z]+)+(?:Secret|Password|Token|Key)$/;
/** Words with blanks between them. */
const PHRASE = /^[A-Za-z']{2,24}(?: [A-Za-z']{1,24})+[.:!?]{0,3}$/;
const FIELD = /^(?:encrypted|hashed|plain(?:[-_]?text)?|clear(?:[-_]?text)?|current|confirm|repeat|change|forgot|reset|remove)[-_]?(?:password|passwd|secret)$/i;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Like a UUID, of all letters. */
const PARTED = /^(?=(?:[^0-9]*\d){4})[0-9A-Za-z]{8}-(?:[0-9A-Za-z]{4}-){3}[0-9A-Za-z]{12}$/;
/** Groups of capitals and digits, as on the back of a box. */
const GROUPED = /^(?=(?:[^0-9]*\d){4})(?=(?:[^A-Z]*[A-Z]){4})[A-Z0-9]{4,8}(?:-[A-Z0-9]{4,8}){3,7}$/;
/** What issuers put in front of a UUID: `sdk-`, `pat-na1-`. */
const HEADS = /^(?:[A-Za-z][A-Za-z0-9]{0,11}[-_]){1,3}(?=[0-9a-f]{8}-)/i;
/** Hexadecimal digits, between what issuers put around them: `sk_`, `pri_`, `xx_ma_`, `1/1234567890123456:`, `NRAL`, `-us12`. */
const HEX = /^(?:0x|(?:[A-Za-z]{1,8}[-_]){1,2}|(?:\d{1,20}[/:]){1,3})?([0-9a-f]+)(?:-?[A-Z]{4}|-[a-z]{2}\d{1,2})?$/i;
const CODE = /^[A-Za-z_$][\w$-]*(?:\/[\w$-]+)*(?:(?:\.|->|::)[A-Za-z_$][\w$]*)+(?:#\w+|[[(].*)?$|^[a-z-]+(?:\/[a-z-]+){2,}:\w+$|^[A-Za-z_$][\w$]*\([^)]*\)?|^(?:new|return|function|async|await|lambda)\b|=>|^[A-Za-z_]\w*\?$|^[*&](?:\[\])?[A-Za-z_][\w.]*$|^@[a-z][\w-]*\/[\w.-]+$/;
/** Of an account on a chain, which everyone may know. https://eips.ethereum.org/EIPS/eip-55 */
const ADDRESS = /^0x[0-9a-f]{40}$/i;

/** Of ciphers, hashes and encodings, alone or as alternatives: `crypt3|md5|sha512`, `aes-256-gcm`, `HS256`. */
const ALGORITHM = /^(?:(?:^|[|,/])(?:(?:crypt|md|sha|sha3|shake|blake|ripemd|des|aes|rc|rsa|dsa|dh|ec|ecdsa|ed|x|hs|rs|es|ps|hmac|pbkdf|bf|utf|base|salsa|chacha|poly|secp|curve|camellia|argon|scram|ntlmv|lmv|kw|sm|gost|idea|cast|blowfish|twofish|serpent|aria|seed|crc|adler|whirlpool|tiger)[-_]?\d{1,4}(?:[a-z]|crypt|id|[kr]1)?|bcrypt|scrypt|yescrypt|blowfish|md5crypt|phpass|crypt)(?:[-_](?:sha|aes|hmac|cbc|ctr|ecb|gcm|ccm|ige|xts|ocb|siv|kw|poly|sha|md|rsa|des|\d)[-_]?\d{0,4}){0,3})+$/i;

/** A pattern of values rather than one. */
const REGEX = /\[\^?(?:[\w/+=.-]*(?:a-z|A-Z|a-f|A-F|0-9)|\\\\?[wd])[^\]]{0,40}\](?:[+*?]|\{\d|\\|$)|\\\\?[wdS](?:[+*]|\{\d)|\.[+*]$/;

/** The next setting of a connection, where this one is empty. */
const SETTING = /^(?:host|port|user|dbname|sslmode|server|database|connect_timeout|application_name)=/i;
/** A length of 512 and what follows it, as the controller of Sealed Secrets writes them: only its cluster opens that. https://github.com/bitnami-labs/sealed-secrets */
const SEALED = /^Ag[A-D][A-Za-z0-9+/]{500,}={0,2}$/;

const LONGEST_LOOKED_AT = 512;
const RANDOM_LENGTH = 16;
const DRAWN_LENGTH = 10;
/** Letters alone must be more surprising: names run on in many ways. */
const JUMBLE_SURPRISE = 5;
/** Words apart, or one capitalized word. */
const SENTENCE_INSIDE = /^[A-Za-z][a-z'-]*(?:[ ,.:;!?&()-]{1,3}[A-Za-z'-]+){1,40}[.:!?]?$|^[A-Z][a-z]{2,12}$/;
/** Eight characters of three bytes; a password in another script is shorter. */
const SENTENCE = 24;
/** Bits a step; see `surprise`. */
const RANDOM_SURPRISE = 4.4;
/** On average; drawn letters of both cases make runs of two. */
const WORD_LENGTH = 3.5;
const RANDOM_HEX_ENTROPY = 2.7;

const say = (kind: ValueJudgement['kind'], reason: string): ValueJudgement => ({ kind, reason });

/** Judges a bare value: quotes are the caller's to take off. Looks at no more than the first 512 characters. */
export function judgeValue(value: string): ValueJudgement {
  const text = value.slice(0, LONGEST_LOOKED_AT).trim();
  if (text === '' || text === '""' || text === "''") return say('empty', 'It is empty.');
  if (NO_TEXT.test(text)) return say('empty', 'It is no text.');
  if (VARIABLE.test(text)) return say('variable', 'It is filled in from somewhere else.');
  if (/^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(text)) return say('url', 'It is a URL.');
  if (PAGE.test(text)) return say('url', 'It is the address of a page.');
  if (isPath(text)) return say('path', 'It is a path.');
  if (isForeignText(text)) return say('plain', 'It is a sentence.');
  if (REGEX.test(text)) return say('plain', 'It is a pattern.');
  if (SETTING.test(text)) return say('plain', 'It is a setting, not a secret.');
  if (SEALED.test(text)) return say('plain', 'It is sealed for a cluster.');
  if (ADDRESS.test(text)) return say('plain', 'It is the address of an account.');
  if (isHashOfGuess(text)) return say('weak', 'It is the hash of a word that anyone would guess.');
  const inside = decodedText(text);
  if (inside !== null && SENTENCE_INSIDE.test(inside)) return say('plain', 'It is a sentence in base64.');
  if (inside !== null && (VARIABLE.test(inside) || placeholderReason(inside))) return say('placeholder', 'What it holds in base64 is a blank or an example.');
  const random = isRandom(text);
  const placeholder = placeholderReason(text);
  if (placeholder) return say('placeholder', placeholder);
  if (random) return say('random', 'It looks drawn at random.');
  if (PLAIN.test(text) || VERSION.test(text) || DEPENDENCY.test(text) || NUMBER.test(text) || /^-?\d{1,5}(?:\.\d+)?[a-z%]{0,2}$/.test(text)) return say('plain', 'It is a setting, not a secret.');
  if (ALGORITHM.test(text)) return say('plain', 'It is the name of an algorithm.');
  if (CODE.test(text)) return say('plain', 'It is an expression.');
  if (LABEL.test(text)) return say('plain', 'It is a label.');
  if (NAME_OF_SECRET.test(text)) return say('plain', 'It is the name of a secret.');
  if (FOREIGN_WORD.test(text)) return say('plain', 'It is a word.');
  if (PHRASE.test(text)) return say('plain', 'It is a phrase.');
  if (FIELD.test(text)) return say('plain', 'It is the name of a field.');
  if (isGuessed(text)) return say('weak', 'It is among the first that anyone would guess.');
  if (CHOICE_OR_NAME.test(text)) return say('plain', 'It says which values there are, or what one is called.');
  return isPassword(text) ? say('plausible', 'It looks like a password that a person chose.') : say('plain', 'It is a word or a number that says nothing.');
}

/** Of what everyone guesses, with words around it. */
const LONGEST_GUESS = 24;

/** True for several words, more than anyone would guess: nothing that was drawn or that a person chose, as `judgeValue` would say after a longer look. */
export function isSeveralWords(value: string): boolean {
  if (value.length <= LONGEST_GUESS || !/\S\s+\S/.test(value)) return false;
  const text = value.slice(0, LONGEST_LOOKED_AT).trim();
  return text.length > LONGEST_GUESS && /\s/.test(text);
}

/** True for a placeholder that nobody could take for a value: a blank, a mask, one character over and over. */
export const saysNothing = (value: string): boolean => isBlank(value.slice(0, LONGEST_LOOKED_AT));

/** Scripts without spaces between words: a translation, as `"pass": …` holds one. Bytes or characters, mostly outside ASCII. */
function isForeignText(text: string): boolean {
  return text.length >= SENTENCE && text.replace(/[\0-\x7f]/g, '').length > text.length / 2;
}

/** What base64 with nothing but printable text in it stands for, or null. */
function decodedText(text: string): string | null {
  if (text.length < 8 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.replace(/=+$/, '').length % 4 === 1) return null;
  const inside = Buffer.from(text, 'base64').toString('latin1');
  return /^[\x20-\x7e]+$/.test(inside) ? inside : null;
}

function isPath(text: string): boolean {
  if (!PATH.test(text)) return false;
  return ROOTS.test(text) || text.startsWith('~') || text.startsWith('.') || /^[A-Za-z]:/.test(text) || !isRandom(text.replace(/[\\/]/g, ''));
}

/** True when no person chose it: long, and without the habits of words. */
export function isRandom(text: string): boolean {
  if (text.length < RANDOM_LENGTH) return false;
  if (text.includes('-') && (UUID.test(text.replace(HEADS, '')) || PARTED.test(text) || GROUPED.test(text))) return true;
  if (isDrawnFromAll(text)) return true;
  if (/[\s,;(){}<>"']/.test(text)) return false;
  const digits = HEX.exec(text)?.[1];
  if (digits !== undefined && digits.length >= RANDOM_LENGTH) return /\d/.test(digits) && /[a-f]/i.test(digits) && shannonEntropy(digits) >= RANDOM_HEX_ENTROPY;
  if (isCamelCase(text) || DESCRIPTION.test(text)) return false;
  return surprise(text) >= RANDOM_SURPRISE && shannonEntropy(text) >= 3;
}

/** Short enough for a password, and hardly chosen by a person: what generators of passwords make, ten letters and more. */
export function isDrawn(text: string): boolean {
  if (isRandom(text)) return true;
  if (isJumble(text)) return true;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(text)).length;
  if (text.length < DRAWN_LENGTH || kinds < 3 || !isPassword(text) || CODE.test(text) || VERSION.test(text)) return false;
  // A capital in front and a number behind are what a person adds to a word.
  const inner = text.replace(/^[A-Z]|[^A-Za-z]+$/g, '');
  return isJumble(inner) || (/[A-Z]/.test(inner) && /\d/.test(inner) && !isCamelCase(inner) && surprise(text) >= RANDOM_SURPRISE);
}

/** Letters of one case with such a word among them: `anyapikeyyoulike`. */
const DESCRIPTION = /^[a-z]*(?:apikey|password|passwd|passphrase|secret|token)[a-z]*$|^[A-Z]*(?:APIKEY|PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN)[A-Z]*$/;

/** Fewer marks than this, or fewer of them different, and it may be code. */
const LEAST_MARKS = 6;

/** Of sixteen characters and more: letters of both cases, digits and marks by turns, as a generator draws them from all that can be printed; no word stands in it. */
function isDrawnFromAll(text: string): boolean {
  // Asked of every value, so nothing is made of it before it is known to have as many.
  let marks = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x21 || code > 0x7e) return false;
    if (!isLetter(code) && !isDigit(code)) marks += 1;
  }
  if (marks < Math.max(LEAST_MARKS, text.length / 8)) return false;
  return new Set(text.replace(/[A-Za-z0-9]/g, '')).size >= LEAST_MARKS && /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && !/[a-z]{5}|[A-Z]{5}|=>|==|&&|\|\||\$\{|\{\{|%\(|<%|\\[bdswxu.()|[\]{}+*?$^/<>]|\(\?|\]\+|\]\*/.test(text);
}

/** Words of both cases that run on: `HTTPPasswordMgrWithDefaultRealm`. What is drawn changes its case at every other letter. */
function isCamelCase(text: string): boolean {
  if (!/^(?:[A-Za-z0-9]+|[A-Za-z]+(?:[-_][A-Za-z]+)+)$/.test(text) || !/[a-z]/.test(text) || !/[A-Z]/.test(text)) return false;
  const words = text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
  return words.join('').length / words.length >= WORD_LENGTH;
}

function isGuessed(text: string): boolean {
  if (/^\d{3,10}$/.test(text) && '01234567890123456789'.includes(text)) return true;
  if (GUESSED.has(text.toLowerCase().replace(/[\d!@#$*._-]+$/, ''))) return true;
  const plain = text.toLowerCase().replace(/@/g, 'a').replace(/0/g, 'o').replace(/[$5]/g, 's').replace(/1/g, 'i').replace(/3/g, 'e');
  if (/^(?:[a-z]{0,12}[-_. ]?)?(?:password|passwd|passw?ord|secret|admin)[-_. ]?[\w!@#$%^&*.?]{0,6}$/.test(plain) && text.length <= LONGEST_GUESS) return true;
  const words = splitWords(text);
  return words.length > 0 && words.length <= 3 && words.every((word) => GUESSED.has(word)) && /^[\w.-]+$/.test(text);
}

const digest = (algorithm: string, text: string | Buffer): Buffer => createHash(algorithm).update(text).digest();
/** Accounts that PostgreSQL's hash of a password has behind it. */
const FIRST_ACCOUNTS = ['postgres', 'admin', 'root', 'user', 'test'];

/** Hashes of one password, as programs and databases store them, by their length: MD5, SHA-1, SHA-256, MySQL's and PostgreSQL's. */
const HASHES: Readonly<Record<number, (word: string) => readonly string[]>> = {
  32: (word) => [digest('md5', word).toString('hex')],
  35: (word) => [...FIRST_ACCOUNTS, word].map((account) => `md5${digest('md5', word + account).toString('hex')}`),
  40: (word) => [digest('sha1', word).toString('hex')],
  41: (word) => [`*${digest('sha1', digest('sha1', word)).toString('hex')}`],
  64: (word) => [digest('sha256', word).toString('hex')],
};
const guessedHashes = new Map<number, ReadonlySet<string>>();

function isHashOfGuess(text: string): boolean {
  const hashes = HASHES[text.length];
  if (hashes === undefined || !/^(?:\*|md5)?[0-9a-f]+$/i.test(text)) return false;
  let known = guessedHashes.get(text.length);
  if (!known) guessedHashes.set(text.length, (known = new Set([...GUESSED, 'test', '123456', '1234', 'password1', 'hello', ''].flatMap(hashes))));
  return known.has(text.toLowerCase());
}

/** Brackets among many other marks or without their counterparts, and no repetition or class of a pattern: a generator's password rather than code. */
function isMixture(text: string): boolean {
  const marks = new Set(text.replace(/[\w\s]/g, ''));
  const unpaired = ['()', '[]', '{}'].some(([open, close]) => text.split(open!).length !== text.split(close!).length);
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(text)).length;
  return text.length >= 12 && (marks.size >= 8 || (unpaired && marks.size >= 3 && (kinds === 3 || marks.size >= 5))) && !/^\[[A-Za-z]|\(\?|\[\^|\\|[\])][*+?]|\{\d|=>|==|&&|\|\||[\])}],[a-z]{3}|[a-z]{2}:[[{]/i.test(text);
}

/** Letters alone, whose case changes as no word's does: `qTFoJDoIKS`. */
function isJumble(text: string): boolean {
  return text.length >= DRAWN_LENGTH && /^[A-Za-z]+$/.test(text) && (text.match(/[a-z][A-Z]/g) ?? []).length >= 2 && !isCamelCase(text) && surprise(text) >= JUMBLE_SURPRISE;
}

/** True for what may be a password that a person chose: six or more characters of at least two kinds, letters among them, that are no identifier. */
export function isPassword(text: string): boolean {
  if (text.length < 6 || text.length > 128 || /\s/.test(text)) return false;
  const digits = /\d/.test(text);
  const mixed = /[a-z]/.test(text) && /[A-Z]/.test(text);
  const marks = /[!@#$%^&*+=?~|]/.test(text);
  const identifier = /^(?:[A-Z][a-z]+){3,}\d?$|^[A-Za-z]+(?:[-_.:/][A-Za-z]+)*$|^[a-z]+(?:[A-Z][a-z]*)+$|^[a-z]+(?:[-_.][a-z0-9]+)+$|^[A-Z0-9]+(?:_[A-Z0-9]+)+$/.test(text);
  if (/^\d{16,}$/.test(text)) return true;
  if (isJumble(text)) return true;
  if (identifier || (/^[_#%:([]|[()\\[\]{}]/.test(text) && !isMixture(text))) return false;
  return /[A-Za-z]/.test(text) && (digits || (marks && text.length >= 7) || mixed);
}
