import type { Pattern } from '../model/rule.js';
import { Automaton } from './automaton.js';
import type { ByteSet, ByteSetPool } from './byte-set.js';
import type { Beginning } from './gate-table.js';
import { chooseGrams, type GramShares } from './gram.js';
import type { RegexTree } from './regex-tree.js';

/** Where a pattern can match: what the bytes around a keyword's first byte must be. */
export interface Anchor {
  /** Index of the pattern it stands for. */
  readonly pattern: number;
  /** Where `sets[0]` lies, counted from the keyword's first byte; at most 0. */
  readonly offset: number;
  /** What each byte must be, without a gap. A byte that is not there counts as `\0`. */
  readonly sets: readonly ByteSet[];
  /** Where in `sets` the four bytes begin that are looked for; -1 is the byte in front. See `chooseGrams`. */
  readonly grams: readonly number[];
  /** Where its pattern has a gate. */
  readonly gate?: Beginning;
}

/** Bytes that are looked at behind a keyword: enough to tell a value from prose, few enough to be cheap to derive. */
const BEHIND_KEYWORD = 12;
/** Bytes in front of a keyword that stands within its match. */
const BEFORE_KEYWORD = 12;

/** The anchors of a pattern, at most one for each keyword; none for a keyword that no match can hold. `shares` help to choose what is rare. */
export function placeAnchors(pattern: Pattern, tree: RegexTree, index: number, pool: ByteSetPool, shares: GramShares | null = null): Anchor[] {
  return placesOf(pattern, tree, pool).map((place) => ({ pattern: index, ...place, grams: chooseGrams(place, pool, shares) }));
}

type Place = Pick<Anchor, 'offset' | 'sets'>;

function placesOf(pattern: Pattern, tree: RegexTree, pool: ByteSetPool): Place[] {
  const keywords = [...new Set(pattern.keywords.map((word) => word.toLowerCase()))];
  const longest = Math.max(0, ...keywords.map(({ length }) => length));
  if ((pattern.before ?? 0) > 0) return keywords.map((keyword) => placeWithin(flatten(tree), keyword, pool));
  const automaton = new Automaton(tree, longest + BEHIND_KEYWORD, pool);
  const front = byteInFront(tree, pool);
  return keywords.flatMap((keyword) => {
    const sets = automaton.walk(spell(keyword, pool))?.slice(0, keyword.length + BEHIND_KEYWORD);
    if (!sets) return [];
    return [front ? { offset: -1, sets: [front, ...sets] } : { offset: 0, sets }];
  });
}

function spell(keyword: string, pool: ByteSetPool): ByteSet[] {
  return [...keyword].map((letter) => pool.bothCases(letter.charCodeAt(0)));
}

/** What a match asks of the byte in front of it, before it takes any. */
function byteInFront(tree: RegexTree, pool: ByteSetPool): ByteSet | null {
  let set: ByteSet | null = null;
  for (const part of tree.kind === 'sequence' ? tree.parts : [tree]) {
    if (part.kind === 'behind') set = set ? pool.intersection(set, part.set) : part.set;
    else if (part.kind !== 'assertion') break;
  }
  return set;
}

/** One after the other, with fixed repetitions of a byte written out. */
function flatten(tree: RegexTree): RegexTree[] {
  return (tree.kind === 'sequence' ? tree.parts : [tree]).flatMap((part) => {
    if (part.kind === 'behind' || part.kind === 'assertion') return [];
    const fixed = part.kind === 'repeat' && part.part.kind === 'byte' && part.least === part.most && part.least <= 128;
    return fixed ? Array.from({ length: part.least }, () => part.part) : [part];
  });
}

/** A keyword that stands anywhere in a match: at the place where the expression spells it most narrowly, or, where it does not, the keyword alone. */
function placeWithin(parts: readonly RegexTree[], keyword: string, pool: ByteSetPool): Place {
  const spelled = spell(keyword, pool);
  let best: { readonly from: number; readonly to: number; readonly sets: ByteSet[]; readonly ways: number } | null = null;
  for (let from = 0; from < parts.length; from++) {
    for (const [run, to] of runsAt(parts, from, keyword.length)) {
      const sets = run.map((set, index) => pool.intersection(set, spelled[index]!));
      if (sets.includes(pool.none)) continue;
      const ways = run.reduce((product, set) => product * set.folded.length, 1);
      if (!best || ways < best.ways) best = { from, to, sets, ways };
    }
  }
  if (!best) return { offset: 0, sets: spelled };
  const behind = new Automaton({ kind: 'sequence', parts: parts.slice(best.to) }, BEHIND_KEYWORD, pool).walk([]) ?? [];
  const before = new Automaton(reverse({ kind: 'sequence', parts: parts.slice(0, best.from) }), BEFORE_KEYWORD, pool).walk([]) ?? [];
  return { offset: -before.length, sets: [...before.reverse(), ...best.sets, ...behind] };
}

/** Runs of `length` single bytes that begin at `from`, and where they end: written out, or as one of several ways. */
function runsAt(parts: readonly RegexTree[], from: number, length: number): [ByteSet[], number][] {
  const first = parts[from]!;
  const ways = first.kind === 'choice' ? first.parts.map((way): [readonly RegexTree[], number] => [flatten(way), from + 1]) : [[parts.slice(from, from + length), from + length] as [readonly RegexTree[], number]];
  return ways.flatMap(([run, to]) => {
    const sets = run.flatMap((part) => (part.kind === 'byte' ? [part.set] : []));
    return run.length === length && sets.length === length ? [[sets, to] as [ByteSet[], number]] : [];
  });
}

function reverse(tree: RegexTree): RegexTree {
  switch (tree.kind) {
    case 'sequence':
      return { kind: 'sequence', parts: tree.parts.map(reverse).reverse() };
    case 'choice':
      return { kind: 'choice', parts: tree.parts.map(reverse) };
    case 'repeat':
      return { ...tree, part: reverse(tree.part) };
    default:
      return tree;
  }
}

