import { SealedIndex } from './sealed-index.js';
import type { Secret } from './secret.js';

/** From this length on a value is masked wherever it stands; a shorter one, or a plain word, only as a word of its own. */
const SHORTEST_ANYWHERE = 6;
/** The same for paths and our own sentences, where a short value is more often a word that has its place there: `lib/x86_64-linux-gnu`. */
const SHORTEST_ANYWHERE_IN_PROSE = 8;
/** Such a value (`root`, `password`) is part of paths and of sentences; to find it there gives nothing away. */
const PLAIN_WORD = /^[A-Za-z]{0,11}$/;
/** Below this a value is a letter or two, and masking it would leave no text. */
const SHORTEST_WORD = 3;

/** Masks secrets in a text; cost grows with the text, not with the number of secrets. */
export interface Redact {
  /** For text that came from the target: every secret, also the single lines of secrets that have several. */
  source(text: string): string;
  /** For our own sentences and for paths: leaves out plain words, or `password` as a password would blot out the prose. */
  prose(text: string): string;
}

/** Makes a Redact that knows the given secrets. */
export function createRedact(secrets: readonly Secret[]): Redact {
  return { source: createMask(secrets, SHORTEST_ANYWHERE, () => true), prose: createMask(secrets, SHORTEST_ANYWHERE_IN_PROSE, (value) => !PLAIN_WORD.test(value)) };
}

function createMask(secrets: readonly Secret[], shortest: number, isMasked: (value: string) => boolean): (text: string) => string {
  const long = new Map<string, { readonly value: string; readonly masked: string }[]>();
  const short = new Map<string, string>();
  const add = (value: string, masked: string): void => {
    if (value.length >= shortest && !PLAIN_WORD.test(value)) {
      const key = value.slice(0, SHORTEST_ANYWHERE);
      const bucket = long.get(key);
      if (!bucket) long.set(key, [{ value, masked }]);
      else if (!bucket.some((known) => known.value === value)) {
        bucket.push({ value, masked });
        bucket.sort((a, b) => b.value.length - a.value.length);
      }
    } else if (value.length >= SHORTEST_WORD) short.set(value, masked);
  };
  const learn = (value: string, masked: string): void => {
    if (!isMasked(value)) return;
    add(value, masked);
    if (value.includes('\n')) {
      for (const line of value.split(/\r?\n/)) if (line.length >= SHORTEST_ANYWHERE && !line.startsWith('-----')) add(line, '********');
    }
  };
  const sealed = new SealedIndex();
  for (const secret of secrets) {
    const value = secret.reveal();
    if (value !== null) learn(value, secret.masked);
    else if (secret.length >= SHORTEST_WORD) sealed.add(secret);
  }
  // Findings of one layer quote the same instruction again and again.
  const done = new Map<string, string>();
  return (text) => {
    const known = done.get(text);
    if (known !== undefined) return known;
    // Where a sealed value stands in the text, the text tells it.
    for (const { value, secret } of sealed.take(text)) learn(value, secret.masked);
    const masked = maskWords(maskLong(text, long), short);
    done.set(text, masked);
    return masked;
  };
}

function maskLong(text: string, secrets: ReadonlyMap<string, readonly { readonly value: string; readonly masked: string }[]>): string {
  if (secrets.size === 0) return text;
  let masked = '';
  let copied = 0;
  for (let at = 0; at + SHORTEST_ANYWHERE <= text.length; ) {
    const found = secrets.get(text.slice(at, at + SHORTEST_ANYWHERE))?.find(({ value }) => text.startsWith(value, at));
    if (found) {
      masked += text.slice(copied, at) + found.masked;
      at += found.value.length;
      copied = at;
    } else at += 1;
  }
  return masked + text.slice(copied);
}

function maskWords(text: string, secrets: ReadonlyMap<string, string>): string {
  if (secrets.size === 0) return text;
  let masked = text;
  for (const [value, mask] of secrets) {
    if (!masked.includes(value)) continue;
    // A part of a path stays: `/root/.npmrc` says nothing of the password `root`.
    const word = new RegExp(`(?<![A-Za-z0-9/])${value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}(?![A-Za-z0-9/])`, 'g');
    masked = masked.replace(word, () => mask);
  }
  return masked;
}
