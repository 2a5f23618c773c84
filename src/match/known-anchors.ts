import { createHash } from 'node:crypto';
import type { Pattern } from '../model/rule.js';
import type { Anchor } from './anchor.js';
import type { ByteSet, ByteSetPool } from './byte-set.js';
import type { KnownPlaces } from './placed.js';

/** Anchors worked out ahead of time, as JSON holds them. */
export interface KnownAnchorsData {
  /** 32 bytes each, in base64. */
  readonly sets: readonly string[];
  /** By the key of their pattern: offset, grams, the sets by their index, and where the gate begins, if there is one. */
  readonly patterns: Readonly<Record<string, readonly KnownAnchor[]>>;
}

type KnownAnchor = readonly [offset: number, grams: readonly number[], sets: readonly number[], gate?: number, state?: number, skipped?: number];

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

export function writeAnchors(patterns: readonly PlacedPattern[], anchors: readonly Anchor[]): KnownAnchorsData {
  const sets = new Map<ByteSet, number>();
  const numberOf = (set: ByteSet): number => {
    const number = sets.get(set) ?? sets.size;
    sets.set(set, number);
    return number;
  };
  const byKey: Record<string, KnownAnchor[]> = Object.fromEntries(patterns.map((pattern) => [anchorKey(pattern), []]));
  const seen = new Map<string, number>();
  for (const { pattern, offset, grams, sets: own, gate } of anchors) {
    const key = anchorKey(patterns[pattern]!);
    // Of patterns that are the same to the search, one speaks for all.
    if ((seen.get(key) ?? pattern) !== pattern) continue;
    seen.set(key, pattern);
    byKey[key]!.push(gate ? [offset, grams, own.map(numberOf), gate.gate, gate.state, gate.skipped] : [offset, grams, own.map(numberOf)]);
  }
  return { sets: [...sets.keys()].map(({ bits }) => Buffer.from(bits).toString('base64')), patterns: byKey };
}

/** Gives the anchors of a pattern, which counts as number `index`; null for one that is not known. */
export function readAnchors({ sets: texts, patterns }: KnownAnchorsData, pool: ByteSetPool): KnownPlaces['read'] {
  const sets = texts.map((text) => {
    const bits = Buffer.from(text, 'base64');
    return pool.where((byte) => ((bits[byte >> 3]! >> (byte & 7)) & 1) === 1);
  });
  return (pattern, index) =>
    patterns[anchorKey(pattern)]?.map(([offset, grams, own, gate, state = 0, skipped = 0]) => ({
      pattern: index,
      offset,
      grams,
      sets: own.map((number) => sets[number]!),
      ...(gate === undefined ? {} : { gate: { gate, state, skipped } }),
    })) ?? null;
}
