import type { Dockerfile, Instruction } from '../model/dockerfile.js';

/** True when `later` sees what `earlier` did to the file system: it stands behind it in its stage, or in a stage built on that. */
export function isBehind({ stages }: Dockerfile, earlier: Instruction, later: Instruction): boolean {
  if (later.index <= earlier.index || earlier.stage === null) return false;
  for (let stage = later.stage; stage !== null; stage = stages[stage]?.parent ?? null) if (stage === earlier.stage) return true;
  return false;
}

/** False where a USER that is not root is in force; a base image that sets one is not known. */
export function runsAsRoot({ instructions, stages }: Dockerfile, { index, stage }: Instruction): boolean {
  for (let one = stage, before = index; one !== null; one = stages[one]?.parent ?? null) {
    const user = instructions.findLast((other) => other.index < before && other.stage === one && other.keyword === 'USER' && !other.onbuild);
    if (user) return /^(?:root|0)(?::|$)/.test(user.words[0]?.text ?? '');
    before = Infinity;
  }
  return true;
}

/** True where the commands of RUN are not a Unix shell's: Windows, or a SHELL of another kind. */
export function isForeignShell({ escape, stages, instructions }: Dockerfile): boolean {
  return (
    escape === '`' ||
    stages.some(({ base }) => /windows|nanoserver|servercore/i.test(base)) ||
    instructions.some(({ keyword, words }) => keyword === 'SHELL' && !/(?:^|\/)(?:ba|da|a|z|k)?sh$/.test(words[0]?.text ?? ''))
  );
}

/** The text of an instruction without the comments among its lines. */
export function textOf({ text, comments }: Dockerfile, { start, end }: Instruction): string {
  let written = '';
  let at = start;
  for (let next = firstFrom(comments, start); next < comments.length && comments[next]!.start < end; next++) {
    written += text.slice(at, comments[next]!.start);
    at = comments[next]!.end;
  }
  return written + text.slice(at, end);
}

/** Index of the first comment at or behind an offset; they are in the order of the file. */
function firstFrom(comments: Dockerfile['comments'], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Counts how often a name stands in a text as a word of its own. */
export function countWord(text: string, name: string): number {
  let count = 0;
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!/\w/.test(text[at - 1] ?? ' ') && !/\w/.test(text[at + name.length] ?? ' ')) count += 1;
  }
  return count;
}

/** The line of an offset, from 1. */
export function lineOf({ text }: Dockerfile, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
