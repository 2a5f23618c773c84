import type { Word } from '../model/dockerfile.js';
import { sliceText, spanOf, type MappedText } from './mapped-text.js';

const SPACE = /\s/;
/** The builder's own white space between an instruction's words. */
const BLANKS = /[\t\v\f\r ]+/g;

/**
 * Words parted by white space outside of quotes, quotes and escapes kept, as ENV, ARG and LABEL have them.
 * https://github.com/moby/buildkit/blob/v0.23.0/frontend/dockerfile/parser/line_parsers.go
 */
export function splitQuoted(mapped: MappedText, escape: string): MappedText[] {
  const { text } = mapped;
  const words: MappedText[] = [];
  let at = 0;
  while (at < text.length) {
    if (SPACE.test(text[at]!)) {
      at += 1;
      continue;
    }
    const from = at;
    let quote = '';
    for (; at < text.length; at++) {
      const character = text[at]!;
      if (quote === '' && SPACE.test(character)) break;
      if (character === escape && quote !== "'") at += 1;
      else if (quote === '' && (character === '"' || character === "'")) quote = character;
      else if (character === quote) quote = '';
    }
    words.push(sliceText(mapped, from, Math.min(at, text.length)));
  }
  return words;
}

/** Words parted by white space alone, as FROM, COPY and ADD have them. */
export function splitBlanks(mapped: MappedText): MappedText[] {
  const words: MappedText[] = [];
  let from = 0;
  for (const gap of mapped.text.matchAll(BLANKS)) {
    if (gap.index > from) words.push(sliceText(mapped, from, gap.index));
    from = gap.index + gap[0].length;
  }
  if (from < mapped.text.length) words.push(sliceText(mapped, from, mapped.text.length));
  return words;
}

/** A word of the model: `text` without quotes and escapes. */
export function toWord(mapped: MappedText, escape: string): Word {
  return { ...spanOf(mapped), raw: mapped.text, text: unquote(mapped.text, escape) };
}

/** Takes quotes and escapes away as the builder does; a quote that nothing closes ends with the text. */
export function unquote(raw: string, escape: string): string {
  if (!raw.includes(escape) && !raw.includes('"') && !raw.includes("'")) return raw;
  const out: string[] = [];
  let quote = '';
  for (let at = 0; at < raw.length; at++) {
    const character = raw[at]!;
    if (quote === "'") {
      if (character === "'") quote = '';
      else out.push(character);
    } else if (character === escape) {
      const next = raw[at + 1];
      if (next === undefined) break;
      if (quote === '"' && next !== '"' && next !== '$' && next !== escape) out.push(character);
      out.push(next);
      at += 1;
    } else if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else out.push(character);
  }
  return out.join('');
}
