import type { Span } from '../model/dockerfile.js';
import { dockerfileOf, type BuildFile, type PassedArgument, type StartedBuild } from './build-file.js';

interface Token extends Span {
  readonly kind: 'name' | 'string' | 'mark' | 'newline' | 'other';
  readonly text: string;
}

/** Comments, strings with `${…}` in them, names, marks; a string without an end takes its line along. */
const TOKEN = /(?<space>[ \t\r]+|#[^\n]*|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))|(?<newline>\n)|(?<string>"(?:[^"\\\n$]|\\.|\$(?!\{)|\$\{(?:[^}"\n]|"[^"\n]*")*\})*")|(?<name>[A-Za-z_][\w-]*)|(?<mark>[{}[\]=:,()])|(?<other>"[^\n]*|[^])/gy;

/**
 * Reads `args`, `context` and `dockerfile` of the targets of a bake file; what is computed counts as not known.
 * https://docs.docker.com/build/bake/reference/
 */
export function readBakeHcl(text: string): BuildFile {
  const tokens = tokensOf(text);
  const builds: StartedBuild[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (!isAt(tokens, at, 'name', 'target') || tokens[at + 1]?.kind !== 'string' || !isAt(tokens, at + 2, 'mark', '{')) continue;
    const end = closing(tokens, at + 2);
    const inside = tokens.slice(at + 3, end);
    const fields = fieldsOf(inside);
    const plain = (name: string): string | null => {
      const value = fields.find(({ key }) => key.text === name)?.value;
      return value?.length === 1 && value[0]!.kind === 'string' ? unquoted(value[0]!) : value === undefined ? null : '$';
    };
    const args = fields.find(({ key }) => key.text === 'args')?.value ?? [];
    if (!fields.some(({ key }) => key.text === 'dockerfile-inline')) builds.push({ dockerfile: dockerfileOf(plain('context'), plain('dockerfile')), args: fieldsOf(args.slice(1, -1)).map(passed) });
    at = end;
  }
  return { builds, fault: null };
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { index, groups, 0: whole } of text.matchAll(TOKEN)) {
    const kind = (['newline', 'string', 'name', 'mark', 'other'] as const).find((one) => groups![one] !== undefined);
    if (kind) tokens.push({ kind, text: whole, start: index, end: index + whole.length });
  }
  return tokens;
}

function isAt(tokens: readonly Token[], at: number, kind: Token['kind'], text: string): boolean {
  return tokens[at]?.kind === kind && tokens[at]?.text === text;
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
function fieldsOf(tokens: readonly Token[]): { readonly key: Token; readonly value: readonly Token[] }[] {
  const fields: { readonly key: Token; readonly value: readonly Token[] }[] = [];
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

function passed({ key, value }: { readonly key: Token; readonly value: readonly Token[] }): PassedArgument {
  const [first] = value;
  const name = key.kind === 'string' ? unquoted(key) : key.text;
  if (!first) return { name, value: null, start: key.start, end: key.end };
  const plain = value.length === 1 && first.kind === 'string' ? unquoted(first) : null;
  // A variable, or something computed from several.
  const variable = value.find((token) => token.kind === 'name' && token.text !== 'null')?.text;
  return { name, value: plain ?? (variable === undefined ? null : `\${${variable}}`), start: first.start, end: value.at(-1)!.end };
}

function unquoted({ text }: Token): string {
  return text.slice(1, -1).replace(/\\(["\\])/g, '$1');
}
