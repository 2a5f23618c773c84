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
  if (hits.length < 2) return { hits, parts: [] };
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
  for (const hit of hits) {
    if (owner.has(hit)) continue;
    const doubtful = hit.severity === 'info' && hit.confidence === 'low';
    const whole = hits.find((other) => other !== hit && !owner.has(other) && (doubtful || other.rule === hit.rule) && tells(other, hit));
    if (whole) owner.set(hit, whole);
  }
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

/** True where a finding names the value of another as whose it is: an id is no finding beside its secret. */
function tells({ identity = [] }: Hit, { secret }: Hit): boolean {
  return identity.some(({ value }) => secret.is(value));
}

/** The hit with what its parts tell, and a sentence that says where they stand. */
export function addParts<H extends Hit>(hit: H, parts: readonly H[], says = 'Its other half stands beside it.'): H {
  if (parts.length === 0) return hit;
  const labels = parts.flatMap(({ rule, secret }) => {
    const label = hit.rule.companions?.find((companion) => companion.rule === rule.id)?.label;
    return label === undefined ? [] : [{ label, value: secret.masked }];
  });
  const identity = [...parts.map((part) => part.identity ?? []), labels].reduce(mergeIdentity, hit.identity ?? []);
  // An id is doubted for itself, and is none the less this secret's.
  const doubted = [hit, ...parts.filter(({ severity }) => severity !== 'info')].some(({ confidence }) => confidence === 'low');
  const evidence = [...new Set([...hit.evidence, says, ...parts.flatMap((part) => part.evidence)])];
  return { ...hit, identity, evidence, confidence: doubted ? hit.confidence : 'high' };
}
