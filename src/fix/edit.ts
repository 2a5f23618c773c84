import type { Dockerfile, Instruction, Span } from '../model/dockerfile.js';
import type { ShellCommand } from '../model/shell.js';
import type { TextEdit } from './fix.js';

/** Applies edits to the text they were made for. Removals that say the same count once; null when two overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string | null {
  const sorted = edits
    .filter((edit, at) => edit.start === edit.end || edits.findIndex((one) => isSame(one, edit)) === at)
    .map((edit, order) => ({ ...edit, order }))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
  let result = '';
  let at = 0;
  for (const { start, end, text: put } of sorted) {
    if (start < at) return null;
    result += text.slice(at, start) + put;
    at = end;
  }
  return result + text.slice(at);
}

function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

/** The line end that the text uses: that of its first line. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const newline = text.indexOf('\n');
  return newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n';
}

/** Takes the instruction's lines out, and one of two blank lines that would meet. */
export function removeInstruction({ text }: Dockerfile, { start, end }: Span): TextEdit {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const to = newline === -1 ? text.length : newline + 1;
  const before = text.slice(0, from);
  const blankBefore = from === 0 || /\n[ \t]*\r?\n$/.test(before) || /^[ \t]*\r?\n$/.test(before);
  const blankAfter = /^[ \t]*\r?\n/.exec(text.slice(to, to + 200));
  return { start: from, end: to + (blankBefore && blankAfter ? blankAfter[0].length : 0), text: '' };
}

/**
 * Takes words out of a list of words, with the blanks and line continuations that joined them to the rest. Null when a
 * comment would go with them, or when no word would be left.
 */
export function removeWords(dockerfile: Dockerfile, words: readonly Span[], gone: ReadonlySet<Span>): TextEdit[] | null {
  const first = words.findIndex((word) => !gone.has(word));
  if (first === -1) return null;
  const edits = words.flatMap((word, at): TextEdit[] => {
    if (!gone.has(word)) return [];
    // In front of the first word that stays, a word goes with what follows it; behind it, with what stands in front.
    return at < first ? [{ start: word.start, end: words[at + 1]!.start, text: '' }] : [{ start: words[at - 1]!.end, end: word.end, text: '' }];
  });
  return edits.some((edit) => holdsComment(dockerfile, edit)) ? null : edits;
}

function holdsComment({ comments }: Dockerfile, { start, end }: Span): boolean {
  return comments.some((comment) => comment.start < end && start < comment.end);
}

/**
 * Takes one command out of a RUN with the `&&` or `;` that joined it to the others; the whole RUN when it was the only one.
 * Null where the shell's grammar might need it: after `then`, in a pipe, in front of `||`.
 */
export function removeCommand(dockerfile: Dockerfile, instruction: Instruction, command: ShellCommand): TextEdit[] | null {
  if (instruction.form !== 'shell' || instruction.heredocs.length > 0) return null;
  const { text, escape } = dockerfile;
  const gap = escape === '\\' ? String.raw`(?:\s|\\\r?\n)*` : '(?:\\s|`\\r?\\n)*';
  const before = text.slice(instruction.body.start, command.start);
  const after = text.slice(command.end, instruction.body.end);
  if (!new RegExp(`^${gapWithComments(escape)}(?:&&|;|$)`).test(after) || /^\s*;;/.test(after)) return null;
  if (before.trim() === '' && after.trim() === '') return [removeInstruction(dockerfile, instruction)];
  const joined = new RegExp(`${gap}(?:&&|;)${gap}$`).exec(before.slice(-LONGEST_GAP));
  const next = new RegExp(`^${gap}(?:&&|;)${gap}`).exec(after);
  let edit: TextEdit | null = null;
  if (joined && !/[;&]$/.test(before.slice(0, before.length - joined[0].length))) edit = { start: command.start - joined[0].length, end: command.end, text: '' };
  else if (before.trim() === '' && next) edit = { start: command.start, end: command.end + next[0].length, text: '' };
  if (edit && !holdsComment(dockerfile, edit)) return [edit];
  return removeLines(dockerfile, instruction, command);
}

function gapWithComments(escape: Dockerfile['escape']): string {
  return `(?:\\s|${escape === '\\' ? '\\\\' : '`'}\\r?\\n|(?<=\\n[ \\t]*)#[^\\n]*)*`;
}

/**
 * As `removeCommand`, where comments stand between the lines: the command has lines of its own, which go, and the comments
 * stay. Behind the last command no line is continued any more.
 */
function removeLines({ text, escape }: Dockerfile, { body }: Instruction, command: ShellCommand): TextEdit[] | null {
  const end = escape === '\\' ? '\\\\' : '`';
  const start = text.lastIndexOf('\n', command.start - 1) + 1;
  const before = text.slice(start, command.start);
  const after = text.slice(command.end, body.end);
  if (start <= body.start) {
    if (text.slice(body.start, command.start).trim() !== '') return null;
    // The first command: what joined the next one to it goes too, on this line or behind the comments.
    const joined = new RegExp(`^[ \\t]*(?:&&|;)[ \\t]*(?=${end}[ \\t]*\\r?\\n)`).exec(after);
    if (joined) return [{ start: command.start, end: command.end + joined[0].length, text: '' }];
    const next = new RegExp(`^[ \\t]*(?=${end}[ \\t]*\\r?\\n((?:[ \\t]*#[^\\n]*\\n)+[ \\t]*)(?:&&|;)[ \\t]*)`).exec(after);
    if (!next) return null;
    const operator = after.search(/(?:&&|;)/) === -1 ? -1 : after.indexOf(next[1]!) + next[1]!.length;
    const length = /^(?:&&|;)[ \t]*/.exec(after.slice(operator))![0].length;
    return [{ start: command.start, end: command.end + next[0].length, text: '' }, { start: command.end + operator, end: command.end + operator + length, text: '' }];
  }
  const leads = /^[ \t]*(&&|;)?[ \t]*$/.exec(before);
  // The line in front, and comments behind it.
  const last = new RegExp(`(?:[ \\t]*(?<![;&])(&&|;))?[ \\t]*${end}[ \\t]*\\r?\\n(?:[ \\t]*(?:#[^\\n]*)?\\n)*$`).exec(text.slice(Math.max(body.start, start - LONGEST_GAP), start));
  // Joined on one side by `&&` or `;`, or else by something that it cannot be taken from.
  if (!leads || !last || (leads[1] === undefined) === (last[1] === undefined)) return null;
  const line = new RegExp(`^[ \\t]*(&&|;)?[ \\t]*${end}[ \\t]*\\r?\\n`).exec(after);
  if (line) return (leads[1] === undefined) === (line[1] === undefined) ? null : [{ start, end: command.end + line[0].length, text: '' }];
  if (after.trim() !== '') return null;
  // The line in front ends the instruction now.
  const from = start - last[0].length;
  const continued = new RegExp(`^(?:[ \\t]*(?:&&|;))?[ \\t]*${end}[ \\t]*(?=\\r?\\n)`).exec(last[0])![0].length;
  const lineEnd = text[start - 2] === '\r' ? 2 : 1;
  return [{ start: from, end: from + continued, text: '' }, { start: start - lineEnd, end: command.end, text: '' }];
}

/** Blanks and continuations between two commands; more than this is no style that is worth keeping. */
const LONGEST_GAP = 1000;

/** Longer than this a RUN gets a line for each flag. */
const LONGEST_LINE = 120;

/** Adds flags to a RUN as it writes them: on lines of their own where it has several lines, or would have one that is too long. */
export function addFlags({ text, escape }: Dockerfile, { start, end, body, flags, heredocs, form }: Instruction, added: readonly string[]): TextEdit[] {
  if (added.length === 0) return [];
  const last = flags.at(-1);
  const gap = last ? text.slice(last.end, body.start) : '';
  const firstLine = text.slice(start, end).split('\n', 1)[0]!.length + added.join(' ').length;
  const lines = text.slice(start, heredocs[0]?.start ?? body.end);
  const continued = form === 'shell' ? new RegExp(`${escape === '\\' ? '\\\\' : '`'}[ \\t]*\\r?\\n([ \\t]*)`).exec(lines) : null;
  const apart = continued !== null || firstLine > LONGEST_LINE ? ` ${escape}${lineEndOf(text)}${continued?.[1] || '    '}` : ' ';
  if (!last) return [{ start: body.start, end: body.start, text: added.map((flag) => flag + apart).join('') }];
  if (gap.includes('#')) return [{ start: last.end, end: last.end, text: added.map((flag) => ` ${flag}`).join('') }];
  const between = gap.includes('\n') ? gap : apart;
  if (between === gap) return [{ start: last.end, end: last.end, text: added.map((flag) => gap + flag).join('') }];
  return [{ start: last.end, end: body.start, text: [...added.map((flag) => between + flag), between].join('') }];
}
