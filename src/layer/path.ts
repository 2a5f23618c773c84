/** A path as the model wants it, and whether it tried to leave the root. */
export interface NormalPath {
  /** Relative, slashes only, no `.` or `..` parts; '' is the root. */
  readonly path: string;
  /** True when a `..` pointed above the root; it stays at the root. */
  readonly climbs: boolean;
}

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';
const PLAIN = /^(?:[^/.\0][^/\0]*\/)*[^/.\0][^/\0]*$/;

/**
 * Backslashes stay: on Linux, where images run, they are part of a name. A name ends at its first NUL.
 */
export function normalisePath(stored: string): NormalPath {
  if (PLAIN.test(stored)) return { path: stored, climbs: false };
  const nul = stored.indexOf('\0');
  const parts: string[] = [];
  let climbs = false;
  for (const part of (nul === -1 ? stored : stored.slice(0, nul)).split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) climbs = true;
  }
  return { path: parts.join('/'), climbs };
}

/** What an entry's name says about lower layers. https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#whiteouts */
export type Whiteout =
  /** Hides `path` and all below it. */
  | { readonly kind: 'path'; readonly path: string }
  /** Hides all below `path`, not `path` itself. */
  | { readonly kind: 'opaque'; readonly path: string }
  /** AUFS bookkeeping (`.wh..wh.plnk` …), which hides nothing. */
  | { readonly kind: 'metadata' };

/** Null for an entry that is no whiteout; `path` is normalised. */
export function whiteoutOf(path: string): Whiteout | null {
  const slash = path.lastIndexOf('/');
  if (!path.startsWith(WHITEOUT, slash + 1)) return null;
  const name = path.slice(slash + 1);
  const directory = slash === -1 ? '' : path.slice(0, slash);
  if (name === OPAQUE) return { kind: 'opaque', path: directory };
  const hidden = name.slice(WHITEOUT.length);
  // `.wh.`, `.wh..` and `.wh...` name no file that could be hidden.
  if (hidden.startsWith(WHITEOUT) || hidden === '' || hidden === '.' || hidden === '..') return { kind: 'metadata' };
  return { kind: 'path', path: directory === '' ? hidden : `${directory}/${hidden}` };
}
