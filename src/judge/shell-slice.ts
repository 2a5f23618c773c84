import type { ShellText } from '../model/shell.js';

/** Characters `[from, to)` of a shell text, with the expansions that lie within. */
export function sliceShell(whole: ShellText, from: number, to: number): ShellText {
  const offsets = whole.offsets.subarray(from, to + 1);
  return {
    text: whole.text.slice(from, to),
    start: offsets[0]!,
    end: to > from ? offsets[to - from - 1]! + 1 : offsets[0]!,
    offsets,
    expansions: whole.expansions
      .filter((expansion) => expansion.from < to && from < expansion.to)
      .map((expansion) => ({ ...expansion, from: Math.max(0, expansion.from - from), to: Math.min(to, expansion.to) - from })),
  };
}

/** Words put together with a space between them as `echo` prints them, or with nothing. */
export function joinShell(words: readonly ShellText[], separator: ' ' | '' = ' '): ShellText | null {
  const [first] = words;
  if (!first || words.length === 1) return first ?? null;
  const { end } = words.at(-1)!;
  const offsets = new Int32Array(words.reduce((length, { text }) => length + text.length + 1, 0)).fill(end);
  const expansions: ShellText['expansions'][number][] = [];
  let at = 0;
  for (const word of words) {
    if (at > 0 && separator !== '') offsets[at++] = word.start;
    for (const expansion of word.expansions) expansions.push({ ...expansion, from: expansion.from + at, to: expansion.to + at });
    offsets.set(word.offsets.subarray(0, word.text.length), at);
    at += word.text.length;
  }
  return { text: words.map(({ text }) => text).join(separator), start: first.start, end, offsets, expansions };
}

/** Finds a pattern's group in a text and gives the stretch it covers; the pattern needs the flag `d`, and `g` for all. */
export function matchShell(text: ShellText, pattern: RegExp, group: number): ShellText[] {
  const found = pattern.global ? [...text.text.matchAll(pattern)] : [pattern.exec(text.text)].filter((one) => one !== null);
  return found.flatMap((match) => {
    const span = match.indices?.[group];
    return span && span[1] > span[0] ? sliceShell(text, span[0], span[1]) : [];
  });
}
