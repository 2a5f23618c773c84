import { open } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import { LayerlintError } from '../model/error.js';
import type { CredentialRule, Exception } from '../model/rule.js';
import { readRules } from './format.js';
import { extendedPath, readGitleaks, type ImportedRules } from './gitleaks.js';
import { presentForm } from './gitleaks-forms.js';
import { locateYaml } from './locate.js';
import type { RuleSyntax } from './syntax.js';
import { locateToml } from './toml-places.js';

/** A thousand rules with long words fit; more is no rules file. */
const LARGEST_FILE = 4 * 1024 * 1024;
/** YAML aliases can make a small file huge. */
const MOST_ALIASES = 100;
/** As gitleaks has it: a file that extends one that extends one. */
const DEEPEST_EXTENSION = 2;

/** What files of rules say. */
export interface LoadedRules {
  readonly rules: readonly CredentialRule[];
  /** What holds for the rules that layerlint brings along, too. */
  readonly exceptions: readonly Exception[];
  readonly remarks: readonly string[];
  /** True for rules of another tool, which may be called what a rule of layerlint is called. */
  readonly imported: boolean;
}

/**
 * Reads a file of rules: YAML, JSON, or gitleaks' TOML by its name; see `readRules` for `syntax`, which TOML cannot do without.
 * Throws `unreadable` or `rules-invalid`, with line and column.
 */
export async function loadRules(path: string, syntax: RuleSyntax | null = null, examples: 'checked' | 'to be tried' = 'checked'): Promise<LoadedRules> {
  if (/\.toml$/i.test(path) && syntax) return { ...(await loadGitleaks(path, syntax, 0)), imported: true };
  const text = await readText(path);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [fault] = document.errors;
  if (fault) {
    const place = fault.linePos ? `:${fault.linePos[0].line}:${fault.linePos[0].col}` : '';
    throw new LayerlintError('rules-invalid', `${path}${place}: The rules file is neither YAML nor JSON: ${fault.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '').replace(/[.:]$/, '')}.`, {
      hint: 'It must be a mapping with a list under `rules`.',
      cause: fault,
    });
  }
  return { rules: readRules(plain(document, path), path, syntax, locateYaml(document, lines), examples), exceptions: [], remarks: [], imported: false };
}

function plain(document: ReturnType<typeof parseDocument>, path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (cause) {
    throw new LayerlintError('rules-invalid', `${path}: The rules file cannot be read: ${(cause as Error).message.split('\n')[0]!.replace(/[.:]$/, '')}.`, { hint: 'Write out what its aliases stand for.', cause });
  }
}

/** `extend.path` is meant from the working directory, as gitleaks has it. */
async function loadGitleaks(path: string, syntax: RuleSyntax, depth: number): Promise<ImportedRules> {
  const text = await readText(path);
  const { document, remarks } = presentForm(await parseToml(text, path));
  const locate = locateToml(text);
  const extended = extendedPath(document);
  const base = extended === null ? null : await loadBase(extended, `${path}${locate(['extend', 'path'])}`, syntax, depth);
  const read = readGitleaks(document, path, syntax, locate, base?.base);
  return { ...read, remarks: [...(base?.remarks ?? []), ...remarks.map((remark) => `${path}: ${remark}`), ...read.remarks] };
}

/** `place` is where the file is named that extends it. */
async function loadBase(path: string, place: string, syntax: RuleSyntax, depth: number): Promise<ImportedRules> {
  if (depth >= DEEPEST_EXTENSION) {
    throw new LayerlintError('rules-invalid', `${place}: A file that extends a file may be extended once more, and no further.`, { hint: 'Put the files together.' });
  }
  try {
    return await loadGitleaks(path, syntax, depth + 1);
  } catch (cause) {
    if (!(cause instanceof LayerlintError) || cause.code !== 'unreadable') throw cause;
    throw new LayerlintError('unreadable', `${place}: The file that it extends, \`${path}\`, cannot be read.`, { hint: 'Its path is meant from the folder where you are, as gitleaks has it.', cause });
  }
}

async function parseToml(text: string, path: string): Promise<unknown> {
  const { parse, TomlError } = await import('smol-toml');
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    throw new LayerlintError('rules-invalid', `${path}:${cause.line}:${cause.column}: The rules file is no TOML: ${cause.message.split('\n')[0]!.replace(/^Invalid TOML document: /, '').replace(/[.:]$/, '')}.`, {
      hint: 'A `.toml` file is read as a configuration of gitleaks.',
      cause,
    });
  }
}

async function readText(path: string): Promise<string> {
  try {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      if (size > LARGEST_FILE) throw new LayerlintError('limit-exceeded', `${path}: The rules file is larger than ${LARGEST_FILE} bytes.`, { hint: 'Split it.' });
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof LayerlintError) throw cause;
    throw new LayerlintError('unreadable', `${path}: The rules file cannot be read.`, { hint: 'Check the path given with `--rules`.', cause });
  }
}
