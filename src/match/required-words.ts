import type { ByteSet } from './byte-set.js';
import type { RegexTree } from './regex-tree.js';

/** Words of which every match holds one, and how far in front of it a match may begin. */
export interface RequiredWords {
  readonly words: readonly string[];
  readonly before: number;
}

/** The prefilter looks for nothing shorter. */
const SHORTEST = 3;
const LONGEST = 32;
/** Ways to write one word: two letters and one of a class of letters and digits. */
const MOST_WAYS = 40;
/** Words of one expression: alternatives of issuers' names, say. */
const MOST_WORDS = 400;

/** What can be looked for in place of an expression; null where some match holds no word that is known. */
export function requiredWords(tree: RegexTree): RequiredWords | null {
  switch (tree.kind) {
    case 'sequence':
      return ofSequence(tree.parts);
    case 'choice':
      return together(tree.parts.map(requiredWords));
    case 'repeat':
      return tree.least > 0 ? requiredWords(tree.part) : null;
    default:
      return null;
  }
}

/** The longest match in bytes, or Infinity. */
export function longestMatch(tree: RegexTree): number {
  switch (tree.kind) {
    case 'byte':
      return 1;
    case 'sequence':
      return tree.parts.reduce((sum, part) => sum + longestMatch(part), 0);
    case 'choice':
      return Math.max(0, ...tree.parts.map(longestMatch));
    case 'repeat':
      return longestMatch(tree.part) === 0 ? 0 : longestMatch(tree.part) * tree.most;
    case 'unknown':
      return Infinity;
    default:
      return 0;
  }
}

/** The rarest word wins: the longest, and of those the nearest to where a match begins. */
function ofSequence(parts: readonly RegexTree[]): RequiredWords | null {
  let best: RequiredWords | null = null;
  let before = 0;
  let run: ByteSet[] = [];
  let runAt = 0;
  const settle = (): void => {
    for (const found of wordsOf(run, runAt)) best = better(best, found);
    run = [];
  };
  for (const part of parts) {
    const sets = fixedBytes(part);
    if (sets) {
      if (run.length === 0) runAt = before;
      run.push(...sets);
    } else if (part.kind !== 'behind' && part.kind !== 'assertion') {
      // What is there at least once lengthens the word in front of it.
      if (run.length > 0 && part.kind === 'repeat' && part.part.kind === 'byte' && part.least > 0) run.push(part.part.set);
      settle();
      const inner = requiredWords(part);
      if (inner) best = better(best, { words: inner.words, before: before + inner.before });
    }
    before += longestMatch(part);
  }
  settle();
  return best;
}

/** A byte, or a byte a fixed number of times. */
function fixedBytes(part: RegexTree): readonly ByteSet[] | null {
  if (part.kind === 'byte') return [part.set];
  if (part.kind === 'sequence') {
    const sets = part.parts.map(fixedBytes);
    return sets.every((one) => one !== null) ? sets.flat() : null;
  }
  if (part.kind !== 'repeat' || part.part.kind !== 'byte' || part.least === 0) return null;
  const { set } = part.part;
  return part.least === part.most && part.least <= LONGEST ? Array.from({ length: part.least }, () => set) : null;
}

/** Stretches of the run that can be written out in few ways. */
function wordsOf(run: readonly ByteSet[], runAt: number): RequiredWords[] {
  const spelled = run.map(lettersOf);
  const found: RequiredWords[] = [];
  for (let from = 0; from < spelled.length; from++) {
    let words = [''];
    let length = 0;
    while (from + length < spelled.length && length < LONGEST) {
      const letters = spelled[from + length]!;
      // Ways make a short word long enough, and no word better.
      if (letters.length === 0 || words.length * letters.length > MOST_WAYS || (letters.length > 1 && length >= SHORTEST)) break;
      words = words.flatMap((word) => letters.map((letter) => word + letter));
      length++;
    }
    if (length >= SHORTEST) found.push({ words, before: runAt + from });
  }
  return found;
}

/** Printable characters of a set without case; none where there are too many. */
function lettersOf(set: ByteSet): string[] {
  const letters = new Set<string>();
  for (let byte = 0; byte < 256 && letters.size <= MOST_WAYS; byte++) {
    if (!set.has(byte)) continue;
    if (byte < 0x20 || byte > 0x7e) return [];
    letters.add(String.fromCharCode(byte).toLowerCase());
  }
  return letters.size > MOST_WAYS ? [] : [...letters];
}

function better(one: RequiredWords | null, other: RequiredWords): RequiredWords {
  if (one === null) return other;
  const gain = worth(other) - worth(one);
  return gain > 0 || (gain === 0 && other.before < one.before) ? other : one;
}

/** Each further letter makes a word rarer; each further way makes it more frequent. A match that begins anywhere costs most. */
function worth({ words, before }: RequiredWords): number {
  const shortest = Math.min(...words.map((word) => word.replace(/ +/g, ' ').length), 12);
  return before === Infinity ? -1 : shortest * 5 - Math.log2(words.length);
}

function together(ways: readonly (RequiredWords | null)[]): RequiredWords | null {
  if (ways.some((way) => way === null)) return null;
  const words = [...new Set(ways.flatMap((way) => way!.words))];
  return words.length > MOST_WORDS ? null : { words, before: Math.max(...ways.map((way) => way!.before)) };
}
