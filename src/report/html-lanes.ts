/** More lines beside each other are a thicket; words on both layers say it all the same. */
const MOST_LANES = 5;

/** What stands in one lane beside one layer, seen from the top: the line begins at what hides, and ends at what is hidden. */
export type Lane = 'empty' | 'hider' | 'through' | 'hidden';

/** A layer in which something lies, and the higher one that hides it; both counted from 0 at the base. */
export interface Hiding {
  readonly hidden: number;
  readonly hider: number;
}

/** For each layer, base first, the lanes beside it; lines that overlap get lanes of their own, the shortest the innermost. */
export function layLanes(hidings: readonly Hiding[], layers: number): readonly (readonly Lane[])[] {
  const lanes: Hiding[][] = [];
  const sorted = [...hidings].filter(({ hidden, hider }) => hider > hidden && hider < layers).sort((a, b) => a.hider - a.hidden - (b.hider - b.hidden) || a.hidden - b.hidden);
  for (const hiding of sorted) {
    const lane = lanes.find((taken) => taken.every((other) => hiding.hider < other.hidden || hiding.hidden > other.hider));
    if (lane) lane.push(hiding);
    else if (lanes.length < MOST_LANES) lanes.push([hiding]);
  }
  return Array.from({ length: layers }, (_, index) => lanes.map((lane) => stateAt(lane, index)));
}

function stateAt(lane: readonly Hiding[], index: number): Lane {
  const here = lane.find(({ hidden, hider }) => hidden <= index && index <= hider);
  if (!here) return 'empty';
  if (here.hider === index) return 'hider';
  return here.hidden === index ? 'hidden' : 'through';
}
