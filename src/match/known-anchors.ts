import { createHash } from 'node:crypto';
import type { Pattern } from '../model/rule.js';
import type { ByteSet, ByteSetPool } from './byte-set.js';
import type { KnownPlaces, Placed } from './placed.js';

/** Anchors worked out ahead of time, as JSON holds them. */
export interface KnownAnchorsData {
  /** 32 bytes each, in base64. */
  readonly sets: readonly string[];
  /** By the key of their pattern, the number of its gate and the anchors: offset, grams, and the sets by their index. */
  readonly patterns: Readonly<Record<string, readonly [gate: number, ...anchors: (readonly [offset: number, grams: readonly number[], sets: readonly number[]])[]]>>;
}

/** What anchors follow from. */
export type PlacedPattern = Pick<Pattern, 'keywords' | 'regex' | 'flags' | 'before' | 'engine'>;

/** The same for two patterns only if they have the same anchors. */
function anchorKey(pattern: PlacedPattern): string {
  return createHash('sha256').update(sourceOf(pattern)).digest('base64').slice(0, 16);
}

/** All that anchors follow from, as one text. */
export function sourceOf({ keywords, regex, flags = '', before = 0, engine }: PlacedPattern): string {
  return JSON.stringify([keywords, regex, flags, before, engine ?? '']);
}

export function writeAnchors(patterns: readonly PlacedPattern[], { anchors, gateOf }: Placed): KnownAnchorsData {
  const sets = new Map<ByteSet, number>();
  const numberOf = (set: ByteSet): number => {
    const number = sets.get(set) ?? sets.size;
    sets.set(set, number);
    return number;
  };
  const byKey: Record<string, [number, ...[number, readonly number[], number[]][]]> = Object.fromEntries(patterns.map((pattern, index) => [anchorKey(pattern), [gateOf[index]!]]));
  const seen = new Map<string, number>();
  for (const { pattern, offset, grams, sets: own } of anchors) {
    const key = anchorKey(patterns[pattern]!);
    // Of patterns that are the same to the search, one speaks for all.
    if ((seen.get(key) ?? pattern) !== pattern) continue;
    seen.set(key, pattern);
    byKey[key]!.push([offset, grams, own.map(numberOf)]);
  }
  return { sets: [...sets.keys()].map(({ bits }) => Buffer.from(bits).toString('base64')), patterns: byKey };
}

/** Gives the anchors of a pattern, which counts as number `index`, and the number of its gate; null for one that is not known. */
export function readAnchors({ sets: texts, patterns }: KnownAnchorsData, pool: ByteSetPool): KnownPlaces['read'] {
  const sets = texts.map((text) => {
    const bits = Buffer.from(text, 'base64');
    return pool.where((byte) => ((bits[byte >> 3]! >> (byte & 7)) & 1) === 1);
  });
  return (pattern, index) => {
    const known = patterns[anchorKey(pattern)];
    if (!known) return null;
    const [gate, ...anchors] = known;
    return { gate, anchors: anchors.map(([offset, grams, own]) => ({ pattern: index, offset, grams, sets: own.map((number) => sets[number]!) })) };
  };
}
