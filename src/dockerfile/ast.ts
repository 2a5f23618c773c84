import { DockerfileParser, From, JSONInstruction, type Instruction } from 'dockerfile-ast';
import type { Word } from '../model/dockerfile.js';
import { endOf, sliceText, spanOf, type MappedText } from './mapped-text.js';
import { unquote } from './words.js';

/**
 * dockerfile-ast reads one logical line at a time: splitting a file into instructions is `splitLines`'s work, and on a
 * single line its ranges are character offsets that map back through any continuation, CRLF or comment.
 */
function readLine(line: MappedText, escape: string): { readonly instruction: Instruction; readonly row: number } | null {
  const directive = escape === '`' ? '# escape=`\n' : '';
  try {
    const instruction = DockerfileParser.parse(directive + line.text).getInstructions()[0];
    return instruction ? { instruction, row: directive === '' ? 0 : 1 } : null;
  } catch {
    // It has thrown on odd input before; whoever asks then reads the line without it.
    return null;
  }
}

/** Image and stage name of a FROM; null when it names no image. */
export function readFrom(line: MappedText, escape: string): { readonly image: Word; readonly stage: Word | null } | null {
  const read = readLine(line, escape);
  if (!(read?.instruction instanceof From)) return null;
  const word = (range: ReturnType<From['getImageRange']>): Word | null => {
    if (!range || range.start.line !== read.row || range.end.line !== read.row) return null;
    const mapped = sliceText(line, range.start.character, range.end.character);
    return { ...spanOf(mapped), raw: mapped.text, text: unquote(mapped.text, escape) };
  };
  try {
    const image = word(read.instruction.getImageRange());
    return image && { image, stage: word(read.instruction.getBuildStageRange()) };
  } catch {
    return null;
  }
}

/** The strings of a JSON form, quotes left out of their spans; null when the body is none, and so in shell form. */
export function readJsonForm(line: MappedText, bodyFrom: number, escape: string): { readonly words: Word[]; readonly texts: MappedText[] } | null {
  const json = line.text.slice(bodyFrom);
  if (!json.startsWith('[')) return null;
  const values = parseStrings(json);
  if (!values) return null;
  const ranges = stringRanges(line, escape, values.length) ?? [...json.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((found) => [
    bodyFrom + found.index + 1,
    bodyFrom + found.index + 1 + found[1]!.length,
  ] as const);
  const words: Word[] = [];
  const texts: MappedText[] = [];
  values.forEach((text, at) => {
    const [from, to] = ranges[at]!;
    const written = sliceText(line, from, to);
    words.push({ ...spanOf(written), raw: written.text, text });
    texts.push(unescapeJson(written));
  });
  return { words, texts };
}

function stringRanges(line: MappedText, escape: string, count: number): (readonly [number, number])[] | null {
  const read = readLine(line, escape);
  if (!(read?.instruction instanceof JSONInstruction)) return null;
  try {
    const strings = read.instruction.getJSONStrings();
    if (strings.length !== count) return null;
    return strings.map((string) => {
      const { start, end } = string.getJSONRange();
      return [start.character, end.character] as const;
    });
  } catch {
    return null;
  }
}

function parseStrings(json: string): string[] | null {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
  } catch {
    return null;
  }
}

/** What a JSON string says, each character still tied to where it stands. */
function unescapeJson(written: MappedText): MappedText {
  if (!written.text.includes('\\')) return written;
  const parts: string[] = [];
  const offsets: number[] = [];
  for (const found of written.text.matchAll(/\\u[0-9a-fA-F]{4}|\\.|[^\\]/gs)) {
    parts.push(found[0].startsWith('\\') ? (JSON.parse(`"${found[0]}"`) as string) : found[0]);
    offsets.push(written.offsets[found.index]!);
  }
  return { text: parts.join(''), offsets: Int32Array.from([...offsets, endOf(written)]) };
}
