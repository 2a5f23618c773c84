import type { Anchor } from './anchor.js';
import type { ByteSet, ByteSetPool } from './byte-set.js';

/** Letters lose their case; other bytes may fall together, which costs a second look and loses nothing. */
export const FOLD = 0x20202020;
/** Bytes of one gram. */
const GRAM = 4;
/** Only every second place is looked at; an anchor is looked for by four bytes at an even and by four at an odd distance from its keyword. */
export const STRIDE = 2;
/** Ways to write four bytes; an anchor that is vaguer than this everywhere is looked for by fewer bytes. */
const MOST_WAYS = 4096;
/** What one more gram costs all others in the table, as a share of the text. */
const ROOM = 2 ** -21;

/** The share of four folded bytes in what is searched, roughly; null where nothing is known. */
export type GramShares = ReadonlyMap<number, number>;

/** Where in `sets` the four bytes begin that the search looks for, one place for each parity of the distance from the keyword. */
export function chooseGrams({ offset, sets }: Pick<Anchor, 'offset' | 'sets'>, pool: ByteSetPool, shares: GramShares | null): readonly number[] {
  return Array.from({ length: STRIDE }, (_, parity) => {
    let best = 0;
    let least = Infinity;
    // The byte in front of all sets can be any.
    for (let at = -1; at <= Math.max(0, sets.length - GRAM); at++) {
      if (((at + offset) & 1) !== parity) continue;
      const four = setsAt(sets, at, pool);
      const ways = four.reduce((product, { folded }) => product * folded.length, 1);
      // What cannot be written out is taken only where nothing can.
      const cost = ways > MOST_WAYS ? ways : ways * ROOM + (shares ? shareOf(four, shares) : guess(four));
      if (cost < least) [least, best] = [cost, at];
    }
    return best;
  });
}

/** All ways to write the four bytes that begin at `at`, folded. */
export function spellGrams(sets: readonly ByteSet[], at: number, pool: ByteSetPool): number[] {
  return spell(setsAt(sets, at, pool));
}

function spell(sets: readonly ByteSet[]): number[] {
  const [one, two, three, four] = sets.map(({ folded }) => folded) as [readonly number[], readonly number[], readonly number[], readonly number[]];
  const grams: number[] = [];
  for (const d of four) for (const c of three) for (const b of two) for (const a of one) grams.push(a | (b << 8) | (c << 16) | (d << 24));
  return grams;
}

function setsAt(sets: readonly ByteSet[], at: number, pool: ByteSetPool): ByteSet[] {
  return Array.from({ length: GRAM }, (_, index) => sets[at + index] ?? pool.all);
}

const guess = (four: readonly ByteSet[]): number => four.reduce((product, { weight }) => product * weight, 1);

/** Grams that are not listed are rarer than all that are; how much, their bytes tell. */
function shareOf(four: readonly ByteSet[], shares: GramShares): number {
  let sum = Math.min(guess(four), 2 ** -17);
  for (const gram of spell(four)) sum += shares.get(gram) ?? 0;
  return sum;
}
