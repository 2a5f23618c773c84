import { shannonEntropy } from './entropy.js';

/** Long enough never to stand in a random token by chance, hence looked for anywhere, without case. */
const ANYWHERE =
  /example|change[-_ ]?(?:me|this|it)\b|changeme|placeholder|redacted|dummy|replace[-_ ]?(?:me|this|with)|replaceme|insert[-_ ]|your[-_ ]|not[-_ ]?a[-_ ]?real|do[-_ ]?not[-_ ]?use|goes[-_ ]?here|fill[-_ ]?(?:me|in)|deadbeef|cafebabe/i;

/** Short words, which count only between separators or as the whole value. */
const WORDS = new Set(
  `xxx test testing tests fake foo bar baz foobar barfoo todo tbd fixme sample mock mocked stub none null nil undefined unset unknown hidden masked
   removed omitted something whatever anything value secretvalue lorem ipsum demo invalid my mypassword here`.split(/\s+/),
);

/** Words that neither make nor break one. */
const NEUTRAL = new Set(['token', 'key', 'api', 'secret', 'password', 'pass', 'user', 'auth', 'access', 'client', 'a', 'x', 'the']);

/** A scheme in front of a hash is no blank. https://www.rfc-editor.org/rfc/rfc3112 */
const WRAPPED = /^(?!\{(?:S?SHA\d{0,3}|S?MD5|CRYPT|PBKDF2[\w-]{0,8})\}[\w+/.$,=]{16})(?:<[^<>]{0,80}>|\[[A-Za-z _-]{1,60}\]|\{[A-Za-z _-]{1,60}\}|\*{2,}|\.{2,}|#{2,}|-{3,}|_{2,}|\?{2,})/;

const REPEATS = /(.)\1{7,}|([xX*.0])\2{4,}$|^([xX*])\3{2,}/;

const RUNS = [
  '0123456789012345678901234567890123456789',
  'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '9876543210987654321098765432109876543210',
];

/** Below this many bits a character, a value of sixteen or more repeats itself too much to have been drawn. */
const LEAST_ENTROPY = 2;
/** Zero bytes are `A`s in base64, and tokens of some issuers have a stretch of them: they must be this much of the whole. */
const LEAST_PART = 1 / 4;
const LONGEST_LOOKED_AT = 512;

/** Why the value is one that nobody uses, or null. */
export function placeholderReason(value: string): string | null {
  const text = value.slice(0, LONGEST_LOOKED_AT);
  if (WRAPPED.test(text)) return 'It is a blank to be filled in.';
  const words = text.toLowerCase().split(/[^a-z]+/).filter((word) => word !== '');
  if (words.length > 0 && words.every((word) => WORDS.has(word) || NEUTRAL.has(word)) && words.some((word) => WORDS.has(word))) {
    return 'It is a word that stands for a value.';
  }
  if (/(?:\.{3}|\u2026|\xe2\x80\xa6)$/.test(text)) return 'It is cut short.';
  if (ANYWHERE.test(text)) return 'It says itself that it is an example.';
  if (repeats(text)) return 'It repeats one character.';
  if (isProgression(text)) return 'Its bytes count up.';
  if (text.length >= LEAST_IN_RUNS && runsIn(text).longest >= Math.max(LEAST_IN_RUNS, text.length / 2)) return 'It counts up or runs along the keyboard.';
  if (text.length >= 16 && shannonEntropy(text) < LEAST_ENTROPY) return 'It repeats a few characters.';
  return null;
}

/** One character over and over. */
function repeats(text: string): boolean {
  const run = REPEATS.exec(text)?.[0];
  return run !== undefined && (!run.startsWith('A') || run.length >= text.length * LEAST_PART);
}

/** A blank to be filled in, or one character over and over. */
export const isBlank = (text: string): boolean => WRAPPED.test(text) || repeats(text) || /^[^A-Za-z0-9]*$/.test(text);

/** Hexadecimal whose bytes count up, by one or in both halves: `000102…`, `00112233…`; what tests of ciphers begin with. */
function isProgression(text: string): boolean {
  if (!/^(?:[0-9a-f]{2}){8,}$/i.test(text)) return false;
  const bytes = Buffer.from(text, 'hex');
  const step = (bytes[1]! - bytes[0]!) & 0xff;
  if (![0x01, 0x10, 0x11, 0xff].includes(step)) return false;
  // The first half at least: what follows is often the rest of a longer vector.
  return bytes.subarray(0, Math.max(8, bytes.length / 2)).every((byte, at) => at === 0 || ((byte - bytes[at - 1]!) & 0xff) === step);
}

/** Characters in such stretches that make a value an example. */
const LEAST_IN_RUNS = 8;
/** The shortest stretch that counts among others: five letters of a drawn text follow each other once in half a million. */
const SHORTEST_RUN = 5;

/** True for a value that is made of stretches of the alphabet, of digits or of the keyboard; people make examples so, and scanners their tests. */
export function isMadeOfRuns(value: string): boolean {
  const text = value.slice(0, LONGEST_LOOKED_AT);
  return text.length >= LEAST_IN_RUNS && runsIn(text).all >= Math.max(LEAST_IN_RUNS, text.length / 2);
}

/** As the shortest drawn value; the form in `isStandIn` asks for as many. */
const SHORTEST_STAND_IN = 16;

/** All letters and digits once, and what some alphabets have besides: no value has that many without one twice. */
const ALPHABET_LENGTH = 58;

/**
 * True for what somebody wrote down in place of a drawn value: as long as one and of its letters, but made of stretches that count or of
 * the same few characters over and over. Nobody's blank, and no alphabet.
 */
export function isStandIn(value: string): boolean {
  if (value.length < SHORTEST_STAND_IN) return false;
  const text = value.slice(0, LONGEST_LOOKED_AT);
  if (!/^(?=[^A-Za-z]*[A-Za-z]|\d{20})[A-Za-z0-9][A-Za-z0-9+/_.=-]{15,}$/.test(text) || ANYWHERE.test(text) || repeats(text)) return false;
  if (text.length >= ALPHABET_LENGTH && new Set(text).size >= text.length) return false;
  return runsIn(text).all >= Math.max(12, text.length / 4) || runsIn(text, 3).all >= text.length * MOST_OF_IT || isProgression(text) || PERIODS.test(text);
}

/** Of a value whose stretches are short: `abc123def456…`. */
const MOST_OF_IT = 0.8;

/** Four to sixteen characters over and over, letters and digits among them. */
const PERIODS = /^(?=[^0-9]{0,15}[0-9])(?=[0-9]{0,15}[A-Za-z])(.{4,16}?)\1{2,}/;

/** Characters of the longest stretch that counts, reads the alphabet or follows the keyboard, and of all that are not short. */
function runsIn(value: string, shortest = SHORTEST_RUN): { readonly longest: number; readonly all: number } {
  const text = value.toLowerCase().replace(/[-_.:]/g, '');
  let longest = 0;
  let within: Uint8Array | null = null;
  for (const run of RUNS) {
    for (let start = 0; start < text.length; start++) {
      const first = run.indexOf(text[start]!);
      // Most characters are followed by another one.
      if (first < 0 || run[first + 1] !== text[start + 1]) continue;
      let length = 1;
      while (start + length < text.length && run[first + length] === text[start + length]) length++;
      if (length >= shortest) (within ??= new Uint8Array(text.length)).fill(1, start, start + length);
      longest = Math.max(longest, length);
      start += length - 1;
    }
  }
  return { longest, all: within === null ? 0 : within.reduce((sum, one) => sum + one, 0) };
}
