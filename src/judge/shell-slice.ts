import type { ShellText } from '../model/shell.js';

/** Characters `[from, to)` of a shell text, with the expansions that lie within. */
export function sliceShell(whole: ShellText, from: number, to: number): ShellText {
  const offsets = Array.from({ length: to - from + 1 }, (_, at) => whole.offsets[from + at]!);
  if (to > from) offsets[to - from] = whole.offsets[to - 1]! + 1;
  return {
    text: whole.text.slice(from, to),
    start: offsets[0]!,
    end: offsets[to - from]!,
    offsets,
    expansions: whole.expansions
      .filter((expansion) => expansion.from < to && from < expansion.to)
      .map((expansion) => ({ ...expansion, from: Math.max(0, expansion.from - from), to: Math.min(to, expansion.to) - from })),
  };
}

/** Words put together with a space between them, as `echo` prints them. */
export function joinShell(words: readonly ShellText[]): ShellText | null {
  const [first, ...rest] = words;
  if (!first || rest.length === 0) return first ?? null;
  const parts: string[] = [];
  const offsets: number[] = [];
  const expansions: ShellText['expansions'][number][] = [];
  let length = 0;
  for (const word of words) {
    if (length > 0) {
      parts.push(' ');
      offsets.push(word.start);
      length += 1;
    }
    for (const expansion of word.expansions) expansions.push({ ...expansion, from: expansion.from + length, to: expansion.to + length });
    parts.push(word.text);
    for (let at = 0; at < word.text.length; at++) offsets.push(word.offsets[at]!);
    length += word.text.length;
  }
  const { end } = words.at(-1)!;
  return { text: parts.join(''), start: first.start, end, offsets: [...offsets, end], expansions };
}

/** Finds a pattern's group in a text and gives the stretch it covers; the pattern needs the flag `d`, and `g` for all. */
export function matchShell(text: ShellText, pattern: RegExp, group: number): ShellText[] {
  const found = pattern.global ? [...text.text.matchAll(pattern)] : [pattern.exec(text.text)].filter((one) => one !== null);
  return found.flatMap((match) => {
    const span = match.indices?.[group];
    return span && span[1] > span[0] ? sliceShell(text, span[0], span[1]) : [];
  });
}
