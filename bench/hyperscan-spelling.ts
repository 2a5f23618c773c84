/** Matches no less than the expression does: without what Hyperscan cannot do, which is to look around and back. */
export function withoutLooks(regex: string): string {
  let text = regex.replace(/\\k<\w+>/g, '["\'`]').replace(/\[\^\]/g, '[\\s\\S]');
  for (let open = /\(\?<?[=!]/.exec(text); open; open = /\(\?<?[=!]/.exec(text)) text = text.slice(0, open.index) + text.slice(groupEnd(text, open.index));
  // Long counted repetitions make its automata larger than it takes.
  const open = text.replace(/\{(\d+),(\d+)\}/g, (all, least: string, most: string) => (Number(most) > MOST_COUNTED ? `{${Math.min(Number(least), MOST_COUNTED)},}` : all));
  return open.replace(/\(\?<\w+>/g, '(?:');
}

const MOST_COUNTED = 48;

/** Of an expression that begins with so many words, it takes an automaton to all bytes; of each of them alone it looks for the word first. */
const LONG_LIST = 55;
const BEGINS_WITH_WORDS = /^((?:\(\?:)?)\(\?:((?:[^()[\]|?*+{}\\]|\\.)+(?:\|(?:[^()[\]|?*+{}\\]|\\.)+)+)\)(?![?*{+])/;

/** True for an expression that `spelledForHyperscan` makes several of. */
export const isLongList = (regex: string): boolean => spelledForHyperscan(regex).length > 1;

/**
 * The same in the form that suits it best: what may not stand in front is a byte of a class, so that words of two letters are not
 * found within others, and a long list of words is an expression a word.
 */
export function spelledForHyperscan(regex: string): string[] {
  const front = frontOf(regex);
  const text = withoutLooks(regex);
  const list = BEGINS_WITH_WORDS.exec(text);
  const words = list ? list[2]!.split('|') : [];
  if (words.length < LONG_LIST) return [front + text];
  return words.map((word) => front + list![1]! + word + text.slice(list![0].length));
}

/** Of the looks behind that an expression begins with, the first that asks for nothing but a class of the byte in front. */
function frontOf(regex: string): string {
  for (let at = 0; regex.startsWith('(?<=', at) || regex.startsWith('(?<!', at) || regex.startsWith('(?:(?<!', at); ) {
    if (regex.startsWith('(?:', at)) at += '(?:'.length;
    const refused = /^\(\?<!\[([^\]]+)\]/.exec(regex.slice(at));
    if (refused) return `(?:^|[^${refused[1]}])`;
    at = groupEnd(regex, at);
  }
  return '';
}

/** Where the group ends that begins at `start`. */
function groupEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start, inClass = false; at < text.length; at += 1) {
    const one = text[at];
    if (one === '\\') at += 1;
    else if (inClass) inClass = one !== ']';
    else if (one === '[') inClass = true;
    else if (one === '(') depth += 1;
    else if (one === ')' && (depth -= 1) === 0) return at + 1;
  }
  return text.length;
}
