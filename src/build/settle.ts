import type { RelatedPlace } from '../model/finding.js';
import { isAtLeast } from '../model/severity.js';
import type { Draft } from '../scan/finding.js';

/** A finding with the UTF-16 span of the file that it is about. */
export interface PlacedDraft extends Draft {
  readonly start: number;
  readonly end: number;
}

/**
 * One finding for one secret at one place, in the order of the file: a credential of known shape takes over what is known of
 * the argument or setting that holds it. An argument that several builds are passed is told once, tied where it can be.
 */
export function settleDrafts(drafts: readonly PlacedDraft[], hits: readonly PlacedDraft[]): PlacedDraft[] {
  const byPlace = new Map<string, PlacedDraft>();
  for (const draft of drafts) {
    const key = `${draft.start} ${draft.end} ${draft.rule.id} ${draft.name}`;
    const known = byPlace.get(key);
    if (!known || known.related === undefined) byPlace.set(key, draft);
    else if (draft.related) byPlace.set(key, { ...known, related: distinctPlaces([...known.related, ...draft.related]) });
  }
  const all = [...byPlace.values()].sort((a, b) => a.start - b.start || a.end - b.end);
  const taken = new Set<PlacedDraft>();
  const merged = hits.map((hit): PlacedDraft => {
    const around = all.find((draft) => !taken.has(draft) && draft.start <= hit.start && hit.end <= draft.end && draft.secret !== null);
    if (!around) return hit;
    taken.add(around);
    const { message, fix, exposure, related, suppression } = around;
    const severity = isAtLeast(hit.severity, around.severity) ? hit.severity : around.severity;
    return { ...hit, severity, message, exposure, evidence: [...new Set([...hit.evidence, ...around.evidence])], ...(fix === undefined ? {} : { fix }), ...(related ? { related } : {}), ...(suppression ? { suppression } : {}) };
  });
  return [...all.filter((draft) => !taken.has(draft)), ...merged].sort((a, b) => a.start - b.start || a.end - b.end);
}

function distinctPlaces(places: readonly RelatedPlace[]): RelatedPlace[] {
  return [...new Map(places.map((place) => [`${place.path}:${place.region.byteOffset}`, place])).values()];
}
