import { judgeName } from '../judge/name.js';
import { isRandom, judgeValue, saysNothing } from '../judge/value.js';
import type { Confidence, Severity } from '../model/severity.js';
import { isExample, isTrial } from './place.js';

/** What a value that a file's own grammar names is taken for. */
export interface EntryVerdict {
  readonly confidence: Confidence;
  /** Set where it makes the finding milder than the rule says. */
  readonly severity?: Severity;
  /** One sentence without the value. */
  readonly says: string;
}

export interface JudgedEntry {
  readonly name: string;
  readonly value: string;
  readonly known: 'place' | 'name' | 'proof';
}

/** Files that say of themselves that nothing in them is real. */
const SAMPLE = /[-_.](?:examples?|samples?|templates?|tmpl|tpl|dist|defaults?|j2|erb)(?:\.\w{1,8})?$|(?:^|\/)templates?\//i;
const SWITCH = /^(?:true|false|yes|no|on|off|none|null|nil|undefined|~|string|required|optional|\d{1,3})$/i;
/** What a shell runs to get the value. */
const COMMAND = /^`[^`]*`$|^!\s?\S+\s/;
/** Of a blank to be filled in later. */
const EMPTY = /^(?:x+|[^A-Za-z0-9]{0,5}|\*+|\.+|-+|_+|redacted|hidden|<.*>)$/i;

/** What tools write in place of a secret that they have encrypted; the key stands elsewhere. */
const ENCRYPTED = /^(?:\$ANSIBLE_VAULT;|ENC\(|\{cipher\}|\{(?:AES|DES|aes|des)[^}]{0,20}\}|vault:v\d|secure:v\d:|enc:|pkcs7:|age:|-----BEGIN (?:PGP MESSAGE|AGE ENCRYPTED FILE|PKCS7)-----)/;

/** Passphrases of more than ten words are typed by nobody. */
const LONGEST_PHRASE = 80;
/** A text, or settings of their own: what is secret in them the patterns say. */
const isDocument = (value: string): boolean => /^\s*(?:[{[<]|-----)/.test(value) || (value.length > LONGEST_PHRASE && /\s/.test(value));

/**
 * Judges an entry of a credential file: a weak password counts there, since it is used. Null when it is none at all: a switch, a
 * path, a reference, or (for those known by name) a name that says nothing.
 */
export function judgeEntry({ name, value, known }: JudgedEntry, path: string): EntryVerdict | null {
  const shown = isExample(path) || SAMPLE.test(path);
  const trial = isTrial(path);
  if (known === 'proof') return shown || trial ? { confidence: 'low', severity: 'info', says: 'It stands in a test or an example.' } : { confidence: 'high', says: 'The file has been read by its own grammar.' };
  const named = known === 'name' ? judgeName(name) : null;
  if (named && named.kind !== 'secret') return null;
  if (value.length < 2 || SWITCH.test(value) || EMPTY.test(value) || ENCRYPTED.test(value) || COMMAND.test(value)) return null;
  const { kind, reason } = value.startsWith('-----BEGIN ') ? ({ kind: 'random', reason: 'It is a key.' } as const) : judgeValue(value);
  const says = named?.word ? `The name says \`${named.word}\`. ${reason}` : reason;
  switch (kind) {
    case 'empty':
    case 'variable':
    case 'path':
    case 'url':
      return null;
    case 'placeholder':
      return shown || trial || saysNothing(value) ? null : { confidence: 'low', severity: 'info', says };
    case 'random':
      return shown || trial ? { confidence: 'low', severity: shown ? 'info' : 'low', says: `${says} It stands in a test or an example.` } : { confidence: 'high', says };
    case 'plausible':
      return shown || trial ? { confidence: 'low', severity: 'info', says } : { confidence: known === 'place' ? 'high' : 'medium', says };
    case 'weak':
      if (shown || trial) return null;
      return known === 'place' ? { confidence: 'medium', says } : { confidence: 'medium', severity: 'medium', says };
    case 'plain':
      // A word is a password where nothing else may stand.
      if (shown || trial || (known === 'name' && !isRandom(value)) || isDocument(value)) return null;
      return { confidence: 'medium', severity: 'medium', says: 'It stands where a password stands.' };
  }
}
