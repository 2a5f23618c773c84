import type { Span } from '../model/dockerfile.js';
import type { BakeFile, BakeTarget } from './bake.js';
import type { PassedArgument } from './build-file.js';

interface Token extends Span {
  readonly kind: 'name' | 'string' | 'mark' | 'newline' | 'other';
  readonly text: string;
}

/** Comments, strings with `${…}` in them, names, marks; a string without an end takes its line along. */
const TOKEN = /(?<space>[ \t\r]+|#[^\n]*|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))|(?<newline>\n)|(?<string>"(?:[^"\\\n$]|\\.|\$(?!\{)|\$\{(?:[^}"\n]|"[^"\n]*")*\})*")|(?<name>[A-Za-z_][\w-]*)|(?<mark>[{}[\]=:,()])|(?<other>"[^\n]*|[^])/gy;

/** Reads the targets and variables of a bake file in HCL; what is computed of anything but plain text counts as not known. */
export function readHcl(text: string): BakeFile {
  const tokens = tokensOf(text);
  const targets: BakeTarget[] = [];
  const variables = new Map<string, string>();
  for (let at = 0; at < tokens.length; at++) {
    const [block, label, open] = [tokens[at]!, tokens[at + 1], tokens[at + 2]];
    if (block.kind !== 'name' || label?.kind !== 'string' || open?.text !== '{') continue;
    const end = closing(tokens, at + 2);
    const fields = fieldsOf(tokens.slice(at + 3, end));
    if (block.text === 'target') targets.push(targetOf(unquoted(label), fields));
    const preset = block.text === 'variable' ? plainOf(fields, 'default') : null;
    if (preset !== null && !preset.includes('$')) variables.set(unquoted(label), preset);
    at = end;
  }
  return { targets, variables, fault: null };
}

type Field = { readonly key: Token; readonly value: readonly Token[] };

function targetOf(name: string, fields: readonly Field[]): BakeTarget {
  const value = (field: string): readonly Token[] => fields.find(({ key }) => key.text === field)?.value ?? [];
  const inner = (field: string): readonly Token[] => value(field).slice(1, -1);
  const strings = (tokens: readonly Token[]): string[] => tokens.flatMap((token) => (token.kind === 'string' ? [unquoted(token)] : []));
  return {
    name,
    inherits: strings(value('inherits')),
    context: plainOf(fields, 'context'),
    dockerfile: plainOf(fields, 'dockerfile'),
    inline: fields.some(({ key }) => key.text === 'dockerfile-inline'),
    args: fieldsOf(inner('args')).map(passed),
    matrix: new Map(fieldsOf(inner('matrix')).map((field) => [field.key.kind === 'string' ? unquoted(field.key) : field.key.text, field.value.some(({ text }) => text === '{') ? [] : strings(field.value)])),
  };
}

/** The text of a field; `$` where it is computed, null where it is not there. */
function plainOf(fields: readonly Field[], name: string): string | null {
  const value = fields.find(({ key }) => key.text === name)?.value;
  return value === undefined ? null : value.length === 1 && value[0]!.kind === 'string' ? unquoted(value[0]!) : '$';
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { index, groups, 0: whole } of text.matchAll(TOKEN)) {
    const kind = (['newline', 'string', 'name', 'mark', 'other'] as const).find((one) => groups![one] !== undefined);
    if (kind) tokens.push({ kind, text: whole, start: index, end: index + whole.length });
  }
  return tokens;
}

/** Index of the bracket that closes the one at `open`, or of the end. */
function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (/^[{[(]$/.test(tokens[at]!.text)) depth += 1;
    else if (/^[}\])]$/.test(tokens[at]!.text) && --depth === 0) return at;
  }
  return tokens.length;
}

/** `key = value` and, in objects, `key: value`; a value ends with its line, or at a comma, unless a bracket is open. */
function fieldsOf(tokens: readonly Token[]): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const key = tokens[at]!;
    if ((key.kind !== 'name' && key.kind !== 'string') || !/^[=:]$/.test(tokens[at + 1]?.text ?? '')) continue;
    let end = at + 2;
    while (end < tokens.length && tokens[end]!.kind !== 'newline' && tokens[end]!.text !== ',') end = /^[{[(]$/.test(tokens[end]!.text) ? closing(tokens, end) + 1 : end + 1;
    fields.push({ key, value: tokens.slice(at + 2, end) });
    at = end - 1;
  }
  return fields;
}

function passed({ key, value }: Field): PassedArgument {
  const [first] = value;
  const name = key.kind === 'string' ? unquoted(key) : key.text;
  if (!first) return { name, value: null, start: key.start, end: key.end };
  const plain = value.length === 1 && first.kind === 'string' ? unquoted(first) : null;
  // A variable, or something computed from several; a name in front of a bracket is a function's.
  const variable = value.find((token, at) => token.kind === 'name' && !/^(?:null|true|false)$/.test(token.text) && value[at + 1]?.text !== '(')?.text;
  return { name, value: plain ?? (variable === undefined ? null : `\${${variable}}`), start: first.start, end: value.at(-1)!.end };
}

function unquoted({ text }: Token): string {
  return text.slice(1, -1).replace(/\\(["\\])/g, '$1');
}
