import { decodeText } from './text.js';

const NEWLINE = 0x0a;
/** Characters shown on each side of the secret, within its lines. */
const MARGIN = 100;
/** A region of more lines is shown up to its first line's end. */
const MAX_LINES = 3;
/** A longer secret is left out: half a value could not be recognised and masked later. */
const MAX_SECRET_BYTES = 4096;

/**
 * The lines around bytes `[start, end)`, as text with control characters replaced; `mask` stands for the secret, or the secret
 * itself when none is given. Other secrets are still in clear, but never cut in half, where nobody would recognise them.
 */
export function excerptOf(bytes: Buffer, start: number, end: number, mask: string | null): string {
  const lineStart = start === 0 ? 0 : bytes.lastIndexOf(NEWLINE, start - 1) + 1;
  const firstEnd = lineEnd(bytes, start);
  let shownEnd = end;
  let lines = 1;
  for (let at = firstEnd; at < end; at = lineEnd(bytes, at + 1)) lines += 1;
  if (lines > MAX_LINES) shownEnd = firstEnd;
  const before = wholeWords(bytes, Math.max(lineStart, start - MARGIN), start, lineStart, 'before');
  if (mask === null && shownEnd - start > MAX_SECRET_BYTES) return clean(`${before}…`);
  if (shownEnd < end) return clean(`${before}${mask ?? decodeText(bytes, start, shownEnd)}…`);
  const last = lineEnd(bytes, Math.max(start, end - 1));
  const after = last <= end ? '' : wholeWords(bytes, end, Math.min(last, end + MARGIN), last, 'after');
  return clean(`${before}${mask ?? decodeText(bytes, start, end)}${after}`);
}

function lineEnd(bytes: Buffer, from: number): number {
  const newline = bytes.indexOf(NEWLINE, from);
  return newline === -1 ? bytes.length : newline;
}

/** Text of `[start, end)`; where it was cut (`limit` is elsewhere), up to the next break between words, with `…`. */
function wholeWords(bytes: Buffer, start: number, end: number, limit: number, side: 'before' | 'after'): string {
  if (side === 'before') {
    if (start === limit) return decodeText(bytes, start, end);
    let at = start;
    while (at < end && !isBreak(bytes[at]!)) at += 1;
    return `…${decodeText(bytes, at, end)}`;
  }
  if (end === limit) return decodeText(bytes, start, end);
  let at = end;
  while (at > start && !isBreak(bytes[at - 1]!)) at -= 1;
  return `${decodeText(bytes, start, at)}…`;
}

/** Bytes that stand in no secret but a passphrase: white space, quotes, brackets and separators. */
function isBreak(byte: number): boolean {
  return byte <= 0x20 || byte === 0x22 || byte === 0x27 || byte === 0x2c || byte === 0x3b || byte === 0x7b || byte === 0x7d;
}

/** Keeps line feeds and tabs; any other control character, also of the kind that turns text around, becomes `\ufffd`. */
function clean(text: string): string {
  return text.replace(/\r(?=\n|$)/g, '').replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');
}
