import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { builtInRules } from '../../rules/index.js';
import type { CredentialRule } from '../../src/model/rule.js';
import { readRules, writeRule } from '../../src/rule/format.js';
import { loadRules } from '../../src/rule/load.js';

const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
(addFormats as unknown as (on: Ajv2020) => void)(ajv);
const accepts = ajv.compile(JSON.parse(readFileSync(new URL('../../docs/custom-rules.schema.json', import.meta.url), 'utf8')) as object);

const good = { id: 'acme-token', title: 'Acme token', severity: 'high', patterns: [{ regex: '(?<secret>acme_[a-z0-9]{20})(?![a-z0-9])', keywords: ['acme_'] }], examples: { leaks: ['acme_{alnum:20}'] } };

describe('the published schema of rules files', () => {
  test('accepts all built-in rules, as a file has them', () => {
    const rules = builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential').map(writeRule);
    expect(accepts(JSON.parse(JSON.stringify({ rules })))).toBe(true);
  });

  test('accepts the smallest file', () => expect(accepts({ rules: [good] })).toBe(true));

  test.each<readonly [string, object]>([
    ['an unknown name', { colour: 'red' }],
    ['a severity that is none', { severity: 'huge' }],
    ['an id with capitals', { id: 'Acme' }],
    ['no pattern', { patterns: [] }],
    ['a pattern without an expression', { patterns: [{ keywords: ['acme_'] }] }],
    ['a number for a title', { title: 7 }],
    ['a reference that is no address', { references: ['see the wiki'] }],
  ])('refuses %s, as reading it does', (_, change) => {
    const file = { rules: [{ ...good, ...change }] };
    expect(accepts(file)).toBe(false);
    expect(() => readRules(file, 'r.yml')).toThrow(/r\.yml/);
  });
});

describe('YAML of a rules file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'layerlint-rules-'));
  const load = async (text: string): Promise<string[]> => {
    const file = join(folder, 'r.yml');
    writeFileSync(file, text, 'utf8');
    return (await loadRules(file)).rules.map(({ id }) => id);
  };
  afterAll(() => rmSync(folder, { recursive: true }));
  const rule = (more = ''): string => `rules:\n  - id: acme-token\n    title: T\n    severity: high\n    patterns:\n      - regex: '(?<secret>acme_[0-9]{20})'\n        keywords: [acme_]\n${more}`;

  test('may begin with a byte order mark', async () => expect(await load(`\ufeff${rule()}`)).toEqual(['acme-token']));
  test('may say a thing once and refer to it', async () => {
    expect(await load(rule('    fix: &said Mount it.\n    why: *said\n'))).toEqual(['acme-token']);
  });
  test.each<readonly [string, string, RegExp]>([
    ['a tab for a blank', rule().replace('    title', '\ttitle'), /r\.yml:3:1.*[Tt]abs/],
    ['a name twice', rule('    title: U\n'), /r\.yml:8:5.*unique/],
    ['aliases that multiply', `a: &a [x,x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f'].map((name, index) => `${name}: &${name} [${Array.from({ length: 10 }, () => `*${'abcde'[index]!}`).join(',')}]`).join('\n')}\nrules: [*f]\n`, /alias/],
    ['deep nesting', `rules: ${'['.repeat(20_000)}`, /r\.yml/],
  ])('with %s is refused with its place and the reason', async (_, text, message) => {
    await expect(load(text)).rejects.toThrow(message);
  });
});
