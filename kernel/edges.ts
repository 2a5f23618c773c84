// What both kernels do before and after they look at a text: beyond its edges everything counts as NUL, whatever lies there.

/** Bytes around a text that a kernel may look at; as in src/kernel/memory.ts. */
const BEFORE: usize = 128;
const BEHIND: usize = 192;
/** Where they are put aside: behind what the search has at fixed addresses. */
const ASIDE: usize = 20480;

export function clearEdges(from: usize, to: usize): void {
  for (let at: usize = 0; at < BEFORE; at += 16) putAside(from - BEFORE + at, ASIDE + at);
  for (let at: usize = 0; at < BEHIND; at += 16) putAside(to + at, ASIDE + BEFORE + at);
}

export function restoreEdges(from: usize, to: usize): void {
  for (let at: usize = 0; at < BEFORE; at += 16) v128.store(from - BEFORE + at, v128.load(ASIDE + at));
  for (let at: usize = 0; at < BEHIND; at += 16) v128.store(to + at, v128.load(ASIDE + BEFORE + at));
}

// @ts-ignore: decorator
@inline
function putAside(at: usize, place: usize): void {
  v128.store(place, v128.load(at));
  v128.store(at, i8x16.splat(0));
}
