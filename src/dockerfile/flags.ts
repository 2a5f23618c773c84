import type { Flag, Mount } from '../model/dockerfile.js';
import { sliceText, spanOf, type MappedText } from './mapped-text.js';

const SPACE = /\s/;

/**
 * The `--flags` in front of an instruction's arguments, quotes taken off, and where the arguments begin.
 * https://github.com/moby/buildkit/blob/v0.23.0/frontend/dockerfile/parser/split_command.go
 */
export function readFlags(line: MappedText, from: number): { readonly flags: readonly Flag[]; readonly bodyFrom: number } {
  const { text } = line;
  const flags: Flag[] = [];
  let at = from;
  for (;;) {
    while (at < text.length && SPACE.test(text[at]!)) at += 1;
    if (!text.startsWith('--', at)) return { flags, bodyFrom: at };
    const start = at;
    const word: string[] = [];
    let quote = '';
    for (; at < text.length; at++) {
      const character = text[at]!;
      if (quote === '' && SPACE.test(character)) break;
      if (character === '\\') word.push(text[++at] ?? '');
      else if (character === quote) quote = '';
      else if (quote === '' && (character === '"' || character === "'")) quote = character;
      else word.push(character);
    }
    const flag = word.join('');
    if (flag === '--') return { flags, bodyFrom: at };
    const equals = flag.indexOf('=');
    flags.push({
      ...spanOf(sliceText(line, start, Math.min(at, text.length))),
      name: flag.slice(2, equals === -1 ? undefined : equals),
      value: equals === -1 ? null : flag.slice(equals + 1),
    });
  }
}

/** The mounts among the flags of a RUN. */
export function readMounts(flags: readonly Flag[]): Mount[] {
  return flags.flatMap((flag) => (flag.name === 'mount' && flag.value !== null ? readMount(flag, flag.value) : []));
}

function readMount(flag: Flag, value: string): Mount {
  const options = new Map<string, string>();
  for (const field of splitCsv(value)) {
    const equals = field.indexOf('=');
    const key = (equals === -1 ? field : field.slice(0, equals)).trim().toLowerCase();
    options.set(key, equals === -1 ? '' : field.slice(equals + 1));
  }
  const type = options.get('type') ?? 'bind';
  const written = options.get('target') ?? options.get('dst') ?? options.get('destination') ?? null;
  const env = options.get('env') ?? null;
  const id = options.get('id') ?? options.get('source') ?? options.get('src') ?? written?.split('/').at(-1) ?? null;
  const target = written ?? (type === 'secret' && env === null && id !== null ? `/run/secrets/${id.split('/').at(-1)}` : null);
  const source = type === 'secret' || type === 'ssh' ? null : (options.get('source') ?? options.get('src') ?? null);
  return { start: flag.start, end: flag.end, type, id, target, env, from: options.get('from') ?? null, source };
}

/** Fields of one CSV record, as `--mount=type=secret,"id=a,b"` has them. */
function splitCsv(record: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < record.length; at++) {
    const character = record[at]!;
    if (quoted && character === '"' && record[at + 1] === '"') field += record[++at];
    else if (character === '"' && (quoted || field === '')) quoted = !quoted;
    else if (character === ',' && !quoted) {
      fields.push(field);
      field = '';
    } else field += character;
  }
  return [...fields, field];
}
