import { formatPatch, structuredPatch } from 'diff';

/** One file before and after. */
export interface Change {
  readonly path: string;
  /** Null when there was no such file. */
  readonly before: string | null;
  readonly after: string;
}

/** What a terminal would act on; a tab and the carriage return of a line end are part of the text. */
export const CONTROLS = /[\u0000-\u0008\u000b-\u000c\u000e-\u001f\u007f-\u009f]|\r(?!\n|$)/g;

/** A unified diff as `git apply` and `patch -p1` read it, with control characters shown as `?`; empty when nothing changed. */
export function unifiedDiff(changes: readonly Change[]): string {
  return joinChanges(changes)
    .filter(({ before, after }) => before !== after)
    .map(({ path, before, after }) => {
      const name = path.replace(/^\.?\/+/, '').replace(CONTROLS, '?').replace(/\n/g, '?');
      return formatPatch(structuredPatch(before === null ? '/dev/null' : `a/${name}`, `b/${name}`, before ?? '', after)).replace(/^=+\n/, '').replace(CONTROLS, '?');
    })
    .join('');
}

/** Two Dockerfiles may add to one ignore file: what each puts at its end stands there once. */
function joinChanges(changes: readonly Change[]): readonly Change[] {
  const joined = new Map<string, Change>();
  for (const change of changes) {
    const known = joined.get(change.path);
    const added = (one: Change): string[] => one.after.slice((one.before ?? '').length).split(/(?<=\n)/).filter((line) => line.trim() !== '');
    const more = known ? added(change).filter((line) => !added(known).includes(line)) : [];
    joined.set(change.path, known ? { ...known, after: known.after + more.join('') } : change);
  }
  return [...joined.values()];
}
