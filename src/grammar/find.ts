import type { Format } from './format.js';

/** Says of each format whether a path is its own; as `compileGlobs` makes them. */
export type CompilePaths = (globs: readonly string[]) => (path: string) => boolean;

/** A format that a document may be of. */
export interface Meant {
  readonly format: Format;
  /** True where the name alone says so, false where the document must hold what the format asks for. */
  readonly sure: boolean;
}

interface Candidate extends Meant {
  /** What the name begins and ends with, and what stands in front of it, in lower case: cheaper to ask than the whole. */
  readonly start: string;
  readonly end: string;
  readonly folder: string;
  readonly applies: (path: string) => boolean;
}

const NONE: readonly Meant[] = [];

/** The longest of all first bytes. */
export const FORMAT_HEAD = 24;

/** Finds the formats of a document by its path and first bytes; few paths pass more than one look at a table. */
export class FormatFinder {
  readonly #byName = new Map<string, Candidate[]>();
  readonly #byEnding = new Map<string, Candidate[]>();
  readonly #byFolder = new Map<string, Candidate[]>();
  readonly #others: Candidate[] = [];
  readonly #byHead: (Meant & { readonly head: Buffer })[] = [];

  constructor(formats: readonly Format[], compile: CompilePaths) {
    for (const format of formats) {
      for (const head of format.heads ?? []) this.#byHead.push({ head: Buffer.from(head, 'latin1'), format, sure: format.holds === undefined });
      for (const [sure, glob] of [...format.paths.map((path) => [true, path] as const), ...(format.wide ?? []).map((path) => [false, path] as const)]) {
        const [name, folder = ''] = glob.toLowerCase().split('/').reverse() as [string, string?];
        const candidate = { format, sure, applies: compile([glob]), start: /^[^*?{]*/.exec(name)![0], end: /[^*?{}]*$/.exec(name)![0], folder: /[*?{]/.test(folder) ? '' : folder };
        const ending = /^[^*?{]*\*[^*?{]*(\.[^.*?{]+)$/.exec(name)?.[1];
        if (!/[*?{]/.test(name)) put(this.#byName, name, candidate);
        else if (ending) put(this.#byEnding, ending, candidate);
        else if (candidate.folder !== '') put(this.#byFolder, candidate.folder, candidate);
        else this.#others.push(candidate);
      }
    }
  }

  /** Each once. */
  find(path: string, head: Buffer): readonly Meant[] {
    const lower = path.toLowerCase();
    const slash = lower.lastIndexOf('/');
    const name = slash === -1 ? lower : lower.slice(slash + 1);
    const dot = name.lastIndexOf('.');
    let found = NONE;
    const named = this.#byName.get(name);
    if (named) found = applying(named, path, found);
    const ended = dot === -1 ? undefined : this.#byEnding.get(name.slice(dot));
    if (ended) found = applying(ended, path, found);
    const within = slash === -1 ? undefined : this.#byFolder.get(lower.slice(lower.lastIndexOf('/', slash - 1) + 1, slash));
    if (within) found = applying(within, path, found);
    for (const other of this.#others) if (name.startsWith(other.start) && name.endsWith(other.end) && other.applies(path)) found = including(found, other);
    for (const meant of this.#byHead) if (head[0] === meant.head[0] && head.subarray(0, meant.head.length).equals(meant.head)) found = including(found, meant);
    return found;
  }
}

function applying(candidates: readonly Candidate[], path: string, found: readonly Meant[]): readonly Meant[] {
  let all = found;
  for (const candidate of candidates) if (candidate.applies(path)) all = including(all, candidate);
  return all;
}

/** Each format once; what makes it sure counts. */
function including(found: readonly Meant[], { format, sure }: Meant): readonly Meant[] {
  const known = found.find((one) => one.format === format);
  return known && (known.sure || !sure) ? found : [...found.filter((one) => one !== known), { format, sure }];
}

function put(map: Map<string, Candidate[]>, key: string, candidate: Candidate): void {
  const list = map.get(key);
  if (list) list.push(candidate);
  else map.set(key, [candidate]);
}

/** True when a document is of the format, or holds what it asks for. */
export function isMeant({ format: { holds: wanted }, sure }: Meant, bytes: Buffer): boolean {
  return sure || wanted === undefined || wanted.every((words) => words.some((word) => bytes.includes(word, 0, 'latin1')));
}
