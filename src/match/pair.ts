import { mergeIdentity } from '../model/identity.js';
import { NEAR } from './companion.js';
import type { Hit } from './matcher.js';

/** What `joinPairs` leaves, and the hits that became parts of others. */
export interface Joined<H extends Hit> {
  readonly hits: readonly H[];
  readonly parts: readonly H[];
}

/**
 * Makes one hit of a secret and what its rule says belongs to it: the id in front of a key, the token of a session behind it.
 * Takes the hits of one document, sorted by start and without overlaps, and keeps their order.
 */
export function joinPairs<H extends Hit>(hits: readonly H[]): Joined<H> {
  if (!hits.some(({ rule }) => rule.companions?.some((companion) => companion.rule !== undefined))) return { hits, parts: [] };
  /** Of each part, the hit that it goes to. */
  const owner = new Map<H, H>();
  hits.forEach((whole, at) => {
    for (const { rule, within = NEAR } of whole.rule.companions ?? []) {
      if (rule === undefined) continue;
      // Who writes several of them down writes an id in front of its key, or each time behind it.
      const free = (part: H): boolean => part.rule.id === rule && !owner.has(part);
      const inFront = look(hits, at, -1, within, free);
      for (const part of inFront.length > 0 ? inFront : look(hits, at, 1, within, free)) owner.set(part, whole);
    }
  });
  if (owner.size === 0) return { hits, parts: [] };
  const joined = hits.filter((hit) => !owner.has(hit)).map((hit) => addParts(hit, [...owner].flatMap(([part, whole]) => (whole === hit ? [part] : []))));
  return { hits: joined, parts: [...owner.keys()] };
}

/** The hits in one direction that are `wanted`, near enough, and not behind another of the same rule as the one at `at`. */
function look<H extends Hit>(hits: readonly H[], at: number, step: 1 | -1, within: number, wanted: (hit: H) => boolean): H[] {
  const whole = hits[at]!;
  const found: H[] = [];
  for (let other = at + step; ; other += step) {
    const hit = hits[other];
    if (!hit || hit.rule === whole.rule || Math.max(hit.start - whole.end, whole.start - hit.end) > within) return found;
    if (wanted(hit)) found.push(hit);
  }
}

function addParts<H extends Hit>(hit: H, parts: readonly H[]): H {
  if (parts.length === 0) return hit;
  const labels = parts.map(({ rule, secret }) => ({ label: hit.rule.companions!.find((companion) => companion.rule === rule.id)!.label, value: secret.masked }));
  const identity = [...parts.map((part) => part.identity ?? []), labels].reduce(mergeIdentity, hit.identity ?? []);
  const doubted = [hit, ...parts].some(({ confidence }) => confidence === 'low');
  const evidence = [...new Set([...hit.evidence, 'Its other half stands beside it.', ...parts.flatMap((part) => part.evidence)])];
  return { ...hit, identity, evidence, confidence: doubted ? hit.confidence : 'high' };
}
