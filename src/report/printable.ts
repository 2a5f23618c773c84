/**
 * What a terminal would act on or hide: control characters, marks that turn the writing direction, and characters without
 * width. https://trojansource.codes
 */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One line that is safe to print: whatever a terminal would act on is written as an escape. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => SHORT[character] ?? escape(character));
}

/** As `printable`, for one line of source: a tab becomes one blank, so that columns stay what they were. */
export function printableSource(line: string): string {
  return line.replace(/\t/g, ' ').replace(UNPRINTABLE, '\ufffd');
}

function escape(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
