/** Reports the anchors whose keyword begins in `[from, to)` and whose gate passes, by their places and then by their index; at most `STRIP_BYTES` at once. */
export type Engine = (bytes: Uint8Array, from: number, to: number, hit: AnchorHit) => void;

/** May not search itself. */
export type AnchorHit = (anchor: number, start: number) => void;

/** Bytes that are searched at once: a few hundred places at most in text, and what is looked at stays in a near cache. */
export const STRIP_BYTES = 64 * 1024;

/** For places that were found in another order. */
export function reportInOrder(places: (readonly [anchor: number, start: number])[], hit: AnchorHit): void {
  for (const [anchor, start] of places.sort(([one, at], [other, to]) => at - to || one - other)) hit(anchor, start);
}
