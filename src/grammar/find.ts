import type { Format } from './format.js';

/** Says of each format whether a path is its own; as `compileGlobs` makes them. */
export type CompilePaths = (globs: readonly string[]) => (path: string) => boolean;

interface Candidate {
  readonly format: Format;
  /** What the name begins and ends with, and what stands in front of it, in lower case: cheaper to ask than the whole. */
  readonly start: string;
  readonly end: string;
  readonly folder: string;
  readonly applies: (path: string) => boolean;
}

const NONE: readonly Format[] = [];

/** The longest of all first bytes. */
export const FORMAT_HEAD = 16;

/** Finds the formats of a document by its path and first bytes; few paths pass more than one look at a table. */
export class FormatFinder {
  readonly #byName = new Map<string, Candidate[]>();
  readonly #byEnding = new Map<string, Candidate[]>();
  readonly #byFolder = new Map<string, Candidate[]>();
  readonly #others: Candidate[] = [];
  readonly #byHead: { readonly head: Buffer; readonly format: Format }[] = [];

  constructor(formats: readonly Format[], compile: CompilePaths) {
    for (const format of formats) {
      for (const head of format.heads ?? []) this.#byHead.push({ head: Buffer.from(head, 'latin1'), format });
      for (const glob of format.paths) {
        const [name, folder = ''] = glob.toLowerCase().split('/').reverse() as [string, string?];
        const candidate = { format, applies: compile([glob]), start: /^[^*?{]*/.exec(name)![0], end: /[^*?{}]*$/.exec(name)![0], folder: /[*?{]/.test(folder) ? '' : folder };
        const ending = /^[^*?{]*\*[^*?{]*(\.[^.*?{]+)$/.exec(name)?.[1];
        if (!/[*?{]/.test(name)) put(this.#byName, name, candidate);
        else if (ending) put(this.#byEnding, ending, candidate);
        else if (candidate.folder !== '') put(this.#byFolder, candidate.folder, candidate);
        else this.#others.push(candidate);
      }
    }
  }

  /** Each once, in the order of the list. */
  find(path: string, head: Buffer): readonly Format[] {
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
    for (const { format, start, end, applies } of this.#others) if (name.startsWith(start) && name.endsWith(end) && applies(path)) found = including(found, format);
    for (const { head: magic, format } of this.#byHead) if (head[0] === magic[0] && head.subarray(0, magic.length).equals(magic)) found = including(found, format);
    return found;
  }
}

function applying(candidates: readonly Candidate[], path: string, found: readonly Format[]): readonly Format[] {
  let all = found;
  for (const { format, applies } of candidates) if (applies(path)) all = including(all, format);
  return all;
}

const including = (found: readonly Format[], format: Format): readonly Format[] => (found.includes(format) ? found : [...found, format]);

function put(map: Map<string, Candidate[]>, key: string, candidate: Candidate): void {
  const list = map.get(key);
  if (list) list.push(candidate);
  else map.set(key, [candidate]);
}

/** True when a document holds what a format with wide paths asks for. */
export function holds({ holds: wanted }: Format, bytes: Buffer): boolean {
  return wanted === undefined || wanted.every((words) => words.some((word) => bytes.includes(word, 0, 'latin1')));
}
