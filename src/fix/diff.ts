import { diffLines, formatPatch, structuredPatch } from 'diff';
import type { TextEdit } from './fix.js';

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

/** The change as edits of the text before it, in their order, each as short as it can be. */
export function changeEdits({ before, after }: Change): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  for (const { value, added, removed } of diffLines(before ?? '', after)) {
    const last = edits.at(-1);
    if (removed) edits.push({ start: at, end: (at += value.length), text: '' });
    else if (!added) at += value.length;
    else if (last?.end === at) edits[edits.length - 1] = { ...last, text: last.text + value };
    else edits.push({ start: at, end: at, text: value });
  }
  return edits.map((edit) => shortened(before ?? '', edit));
}

/** Without what both texts begin and end with; a pair of surrogates, or a line end of two characters, is never cut in two. */
function shortened(before: string, { start, end, text }: TextEdit): TextEdit {
  const old = before.slice(start, end);
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old[head] === text[head]) head += 1;
  if (isWithin(old, head) || isWithin(text, head)) head -= 1;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
  if (isWithin(old, old.length - tail) || isWithin(text, text.length - tail)) tail -= 1;
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) };
}

function isWithin(text: string, at: number): boolean {
  return /^(?:[\ud800-\udbff][\udc00-\udfff]|\r\n)$/.test(text.slice(at - 1, at + 1));
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
