import { describe, expect, test } from '@jest/globals';
import { expandTemplate } from '../../src/rule/template.js';
import { readFile } from '../grammar/read-file.js';
import { holds, nameIn, SYNTAXES } from './syntaxes.js';

/** Names of what is secret: alone, with something in front or behind, run on. */
const NAMES = [['password'], ['db', 'password'], ['api', 'key'], ['client', 'secret'], ['app', 'auth', 'token'], ['aws', 'deploy', 'secret', 'key'], ['smtp', 'pass'], ['encryption', 'key', 'v2']] as const;
/** Drawn at random, in the forms that issuers draw. */
const DRAWN = ['{base62:32}', '{hex:40}', '{uuid}', '{base64:43}=', '{base64url:43}', '{pass:20}', '{HEX:8}-{ALNUM:8}-{ALNUM:8}-{ALNUM:8}-{ALNUM:8}', '{lower:2}_{base62:36}'] as const;
/** Nobody's secret, whatever the name. */
const NOTHING = ['', 'true', '${VAULT}', '{{ vault.value }}', '<your-key-here>', '$VAULT', '%VAULT%', '/run/secrets/app', 'xxxxxxxxxxxxxxxx', '********', 'YOUR_VALUE_HERE', '@VAULT@'] as const;
/** Not secret by their names. */
const OPEN = [['password', 'min', 'length'], ['token', 'url'], ['public', 'key'], ['secret', 'name'], ['primary', 'key'], ['password', 'hash', 'algorithm'], ['api', 'key', 'id'], ['checksum']] as const;
const SEEDS = [1, 2, 3] as const;

async function valuesFound(path: string, text: string): Promise<string[]> {
  const { hits } = await readFile(path, text);
  return hits.map(({ secret }) => secret.reveal() ?? '');
}

describe.each(SYNTAXES.map((syntax) => [syntax.says, syntax] as const))('%s', (_, syntax) => {
  test('a drawn value is found, to the byte', async () => {
    const wrong: unknown[] = [];
    let tried = 0;
    for (const words of NAMES) {
      if (syntax.ends && words.at(-1) === 'v2') continue;
      for (const template of DRAWN) {
        for (const seed of SEEDS) {
          const value = expandTemplate(template, seed);
          if (!holds(syntax, value)) continue;
          tried++;
          const text = syntax.write(nameIn(syntax, words), value);
          const found = await valuesFound(syntax.path, text);
          if (found.length !== 1 || found[0] !== value) wrong.push({ text, found });
        }
      }
    }
    expect(tried).toBeGreaterThan(50);
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test('what says nothing is nothing above `info`', async () => {
    const wrong: unknown[] = [];
    for (const words of NAMES) {
      for (const value of NOTHING) {
        const text = syntax.write(nameIn(syntax, words), value);
        const { hits } = await readFile(syntax.path, text);
        for (const { rule, severity } of hits) if (severity !== 'info') wrong.push({ text, rule: rule.id, severity });
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test('a drawn value under an open name is nothing above `info`', async () => {
    const wrong: unknown[] = [];
    for (const words of OPEN) {
      for (const seed of SEEDS) {
        const value = expandTemplate('{hex:40}', seed);
        const text = syntax.write(nameIn(syntax, words), value);
        const { hits } = await readFile(syntax.path, text);
        for (const { rule, severity } of hits) if (severity !== 'info') wrong.push({ text, rule: rule.id, severity });
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });
});
