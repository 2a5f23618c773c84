import type { Format } from './format.js';

/** Says of each format whether a path is its own; as `compileGlobs` makes them. */
export type CompilePaths = (globs: readonly string[]) => (path: string) => boolean;

interface Candidate {
  readonly format: Format;
  readonly applies: (path: string) => boolean;
}

/** The longest of all first bytes. */
export const FORMAT_HEAD = 16;

/** Finds the formats of a document by its path and first bytes; few paths pass more than one look at a table. */
export class FormatFinder {
  readonly #byName = new Map<string, Candidate[]>();
  readonly #byEnding = new Map<string, Candidate[]>();
  readonly #others: Candidate[] = [];
  readonly #byHead: { readonly head: Buffer; readonly format: Format }[] = [];

  constructor(formats: readonly Format[], compile: CompilePaths) {
    for (const format of formats) {
      for (const head of format.heads ?? []) this.#byHead.push({ head: Buffer.from(head, 'latin1'), format });
      for (const glob of format.paths) {
        const candidate = { format, applies: compile([glob]) };
        const name = glob.slice(glob.lastIndexOf('/') + 1).toLowerCase();
        const ending = /^[^*?{]*\*[^*?{]*(\.[^.*?{]+)$/.exec(name)?.[1];
        if (!/[*?{]/.test(name)) put(this.#byName, name, candidate);
        else if (ending) put(this.#byEnding, ending, candidate);
        else this.#others.push(candidate);
      }
    }
  }

  /** Each once, in the order of the list. */
  find(path: string, head: Buffer): Format[] {
    const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    const dot = name.lastIndexOf('.');
    const found = new Set<Format>();
    const look = (candidates: readonly Candidate[] | undefined): void => {
      for (const { format, applies } of candidates ?? []) if (!found.has(format) && applies(path)) found.add(format);
    };
    look(this.#byName.get(name));
    if (dot !== -1) look(this.#byEnding.get(name.slice(dot)));
    look(this.#others);
    for (const { head: magic, format } of this.#byHead) if (head[0] === magic[0] && head.subarray(0, magic.length).equals(magic)) found.add(format);
    return [...found];
  }
}

function put(map: Map<string, Candidate[]>, key: string, candidate: Candidate): void {
  const list = map.get(key);
  if (list) list.push(candidate);
  else map.set(key, [candidate]);
}

/** True when a document holds what a format with wide paths asks for. */
export function holds({ holds: wanted }: Format, bytes: Buffer): boolean {
  return wanted === undefined || wanted.every((words) => words.some((word) => bytes.includes(word, 0, 'latin1')));
}
