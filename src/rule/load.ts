import { open } from 'node:fs/promises';
import { parse } from 'yaml';
import { LayerlintError } from '../model/error.js';
import type { CredentialRule } from '../model/rule.js';
import { readRules, type LinearSyntax } from './format.js';

/** A thousand rules with long words fit; more is no rules file. */
const LARGEST_FILE = 4 * 1024 * 1024;
/** YAML aliases can make a small file huge. */
const MOST_ALIASES = 100;

/** Reads a YAML or JSON file of rules; see `readRules` for `linear`. Throws `unreadable` or `rules-invalid`. */
export async function loadRules(path: string, linear: LinearSyntax | null = null): Promise<CredentialRule[]> {
  const text = await readText(path);
  let document: unknown;
  try {
    document = parse(text, { maxAliasCount: MOST_ALIASES });
  } catch (cause) {
    throw new LayerlintError('rules-invalid', `${path}: The rules file is neither YAML nor JSON: ${(cause as Error).message.split('\n')[0]}.`, {
      hint: 'It must be a mapping with a list under `rules`.',
      cause,
    });
  }
  return readRules(document, path, linear);
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
