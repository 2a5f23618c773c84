import type { Found } from './file-search.js';
import type { FilePart, Parcel } from './parcel.js';

/** Others that search files of a layer while it is read here. They may come while it passes. */
export interface Hands {
  /** So many more bytes could be searched by anyone: more hands may come where there is much to do. */
  passed(bytes: number): void;
  /** One that has room for another parcel now; null where all are busy, or where nobody is there. */
  free(): Hand | null;
  /** What they have found since this was last asked, with the parts that it comes from. Throws what went wrong there. */
  found(): readonly (readonly [readonly FilePart[], Found])[];
  /** Waits until nothing is under way; throws what went wrong. */
  idle(): Promise<void>;
}

export interface Hand {
  /** Takes a copy of a parcel that follows the last one; waits while too much is under way. */
  give(parcel: Parcel): Promise<void>;
}

/** Where nobody helps. */
export const NO_HANDS: Hands = { passed: () => undefined, free: () => null, found: () => [], idle: () => Promise.resolve() };
