import type { Format } from './format.js';

/** Makes of globs with values what finds those of a path; as `indexGlobs` does. */
export type IndexPaths = <T>(entries: Iterable<readonly [glob: string, value: T]>) => (path: string, found: (value: T) => void) => void;

/** A format that a document may be of. */
export interface Meant {
  readonly format: Format;
  /** True where the name alone says so, false where the document must hold what the format asks for. */
  readonly sure: boolean;
}

const NONE: readonly Meant[] = [];

/** The longest of all first bytes. */
const LONGEST_HEAD = 40;

/** Finds the formats of a document by its path and first bytes. */
export class FormatFinder {
  readonly #byPath: (path: string, found: (meant: Meant) => void) => void;
  /** By the first byte. */
  readonly #byHead: (Meant & { readonly head: string })[][] = [];

  constructor(formats: readonly Format[], index: IndexPaths) {
    this.#byPath = index<Meant>(formats.flatMap((format) => [...format.paths.map((path) => [path, { format, sure: true }] as const), ...(format.wide ?? []).map((path) => [path, { format, sure: false }] as const)]));
    for (const format of formats) {
      for (const head of format.heads ?? []) (this.#byHead[head.charCodeAt(0)] ??= []).push({ head, format, sure: format.holds === undefined });
    }
  }

  /** Each once; `bytes` are the document's first. */
  find(path: string, bytes: Buffer): readonly Meant[] {
    let found: Meant[] | null = null;
    this.#byPath(path, (meant) => include((found ??= []), meant));
    const begun = this.#byHead[bytes[0]!];
    if (!begun) return found ?? NONE;
    const head = bytes.toString('latin1', 0, LONGEST_HEAD);
    for (const meant of begun) if (head.startsWith(meant.head)) include((found ??= []), meant);
    return found?.filter(({ format, sure }) => sure || !format.others?.some((one) => head.startsWith(one))) ?? NONE;
  }
}

/** Each format once; what makes it sure counts. */
function include(found: Meant[], meant: Meant): void {
  const known = found.findIndex((one) => one.format === meant.format);
  if (known !== -1) {
    if (found[known]!.sure || !meant.sure) return;
    found.splice(known, 1);
  }
  found.push(meant);
}

/** Those that a document is of, or that ask for nothing but what it holds. No word is looked for twice. */
export function meantBy(bytes: Buffer, formats: readonly Meant[]): readonly Meant[] {
  const known = new Map<string, boolean>();
  const holds = (word: string): boolean => {
    let answer = known.get(word);
    if (answer === undefined) known.set(word, (answer = bytes.includes(word, 0, 'latin1')));
    return answer;
  };
  return formats.filter(({ format: { holds: wanted = [] }, sure }) => sure || wanted.every((words) => words.some(holds)));
}
