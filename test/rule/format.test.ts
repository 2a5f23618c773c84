import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { builtInRules } from '../../rules/index.js';
import type { CredentialRule } from '../../src/model/rule.js';
import { readRules, rulesJsonSchema, writeRule } from '../../src/rule/format.js';
import { loadRules } from '../../src/rule/load.js';
import { createRuleSet } from '../../src/rule/select.js';
import { readShape } from '../../src/rule/shape.js';

const credentials = builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential');
const good = {
  id: 'acme-token',
  title: 'Acme token',
  severity: 'high',
  patterns: [{ keywords: ['acme_'], regex: '(?<secret>acme_[a-z0-9]{20})' }],
  examples: { leaks: ['acme_{alnum:20}'], clean: ['acme_'] },
};
const bad = (change: object) => () => readRules({ rules: [{ ...good, ...change }] }, 'r.yml');
const badPattern = (change: object) => bad({ patterns: [{ ...good.patterns[0], ...change }] });

describe('the format of rules', () => {
  test('every built-in credential rule comes back as it was, through YAML too', () => {
    const document = { rules: credentials.map(writeRule) };
    expect(readRules(JSON.parse(JSON.stringify(document)), 'x')).toEqual(JSON.parse(JSON.stringify(credentials)));
    const file = join(mkdtempSync(join(tmpdir(), 'rules-')), 'r.yml');
    writeFileSync(file, stringify(document));
    return loadRules(file)
      .then((rules) => expect(rules.rules).toEqual(JSON.parse(JSON.stringify(credentials))))
      .finally(() => rmSync(file));
  });
  test('a short rule gets its words, rank and reach', () => {
    expect(readRules({ rules: [good] }, 'r.yml')[0]).toMatchObject({ kind: 'credential', rank: 'specific', patterns: [{ reach: 25 }], rotate: { url: null } });
  });
  test.each([
    ['not a mapping', () => readRules([], 'r.yml'), /r\.yml: The rules file cannot be used/],
    ['no severity', bad({ severity: 'dire' }), /Rule `acme-token`.*severity/],
    ['unknown field', bad({ colour: 1 }), /colour/],
    ['short keyword', badPattern({ keywords: ['ab'] }), /keywords/],
    ['no group', badPattern({ regex: 'acme_[a-z]{20}' }), /no group/],
    ['wrong regex', badPattern({ regex: '(?<secret>[' }), /does not compile/],
    ['unbounded', badPattern({ regex: '(?<secret>acme_[a-z]+)' }), /can be made slow/],
    ['nested', badPattern({ regex: '(?<secret>acme_(?:[a-z]{1,9}){1,20})' }), /inside another/],
    ['endless', badPattern({ regex: '(?<secret>acme_[a-z]{1,90000})' }), /at most 20000/],
    ['keyword not in example', badPattern({ keywords: ['other'] }), /none of its keywords/],
    ['a companion of nothing', bad({ companions: [{ label: 'account' }] }), /companion `account` needs either/],
    ['a slow companion', bad({ companions: [{ label: 'account', regex: 'acc_[a-z]+' }] }), /companion `account` can be made slow/],
    ['a wrong companion', bad({ companions: [{ label: 'account', regex: 'acc_[', flags: 'i' }] }), /companion `account` does not compile/],
    ['twice', () => readRules({ rules: [good, good] }, 'r.yml'), /stands twice/],
  ])('%s is refused', (_, read, message) => {
    expect(read).toThrow(message);
    expect(read).toThrow(expect.objectContaining({ code: 'rules-invalid' }));
  });
  test('a missing file is unreadable', async () => {
    await expect(loadRules('/nowhere/r.yml')).rejects.toMatchObject({ code: 'unreadable' });
  });
  test('the schema is one for editors', () => {
    expect(rulesJsonSchema()).toMatchObject({ type: 'object', properties: { rules: { type: 'array' } } });
  });
});

describe('createRuleSet', () => {
  test('the digest follows what the rules say', () => {
    const digest = createRuleSet(credentials).digest;
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(createRuleSet(credentials.map((rule) => ({ ...rule }))).digest).toBe(digest);
    expect(createRuleSet(credentials.slice(1)).digest).not.toBe(digest);
    expect(createRuleSet([{ ...credentials[0]!, title: 'x' }, ...credentials.slice(1)]).digest).not.toBe(digest);
  });
  test('one id twice is refused', () => {
    expect(() => createRuleSet([credentials[0]!, credentials[0]!])).toThrow(/Two rules/);
  });
});

describe('readShape', () => {
  test.each([
    ['abc', 3, 0],
    ['a{2,5}b?', 6, 0],
    ['(?:ab|cde){2}', 6, 0],
    ['(?<=x{3})a(?!yy)', 1, 3],
    ['[^\\]a]{4}\\x41\\u0041\\bz$', 7, 0],
    ['(?<q>["\'])a\\k<q>', 3, 0],
    ['[^]{0,8}?a', 9, 0],
  ])('%s', (source, longest, looks) => {
    expect(readShape(source)).toEqual({ longest, looks, dangers: [] });
  });
  test.each(['a*', 'a+', 'a{3,}', '(?:a{1,3}){5}', '(?:a?b){9}', '('.repeat(60) + ')'.repeat(60)])('%s is dangerous', (source) => {
    expect(readShape(source).dangers).not.toEqual([]);
  });
});
