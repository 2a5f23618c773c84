import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { builtInRules } from '../rules/index.js';
import { createMatcher, resolveOverlaps } from '../src/match/matcher.js';
import type { Hit } from '../src/match/matcher.js';
import type { CredentialRule, FileRule } from '../src/model/rule.js';
import { matchFileRule } from '../src/rule/file-name.js';
import { readShape } from '../src/rule/shape.js';
import { expandTemplate } from '../src/rule/template.js';

const credentials = builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential');
const files = builtInRules.filter((rule): rule is FileRule => rule.kind === 'file');
const matcher = createMatcher(credentials);
const SEEDS = [1, 2, 3, 4, 5];

/** A rule that holds in some files only is tried in one of them. */
const pathFor = (rule: CredentialRule): string => rule.patterns.find(({ paths }) => paths)?.paths?.[0]?.replace('*pgpass*', '.pgpass') ?? 'etc/settings';

function find(text: string, path = 'etc/settings'): Hit[] {
  const bytes = Buffer.from(text, 'latin1');
  return resolveOverlaps(matcher.match({ bytes, base: 0, from: 0, to: bytes.length, path }));
}

describe('every rule', () => {
  test('is listed once, and its folder holds it', async () => {
    const ids = builtInRules.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const [folder, kind] of [['credentials', 'credential'], ['files', 'file'], ['dockerfile', 'dockerfile'], ['build', 'build'], ['image', 'image']] as const) {
      const names = readdirSync(new URL(`../rules/${folder}`, import.meta.url)).filter((name) => name.endsWith('.ts')).sort();
      const found: string[] = [];
      for (const name of names) {
        const module = (await import(`../rules/${folder}/${name.replace(/\.ts$/, '.js')}`)) as Record<string, unknown>;
        const rules = Object.values(module).flat().filter((value) => (value as { kind?: unknown } | null)?.kind === kind) as { id: string }[];
        expect(rules.length).toBeGreaterThan(0);
        found.push(...rules.map(({ id }) => id));
        if (kind === 'dockerfile' || kind === 'build' || kind === 'image') expect(rules.map(({ id }) => `${id}.ts`)).toEqual([name]);
      }
      expect(builtInRules.filter((rule) => rule.kind === kind).map(({ id }) => id)).toEqual(found);
    }
  });
  test.each(builtInRules.map((rule) => [rule.id, rule] as const))('%s has its words', (_, rule) => {
    expect(rule.id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    for (const words of [rule.why, rule.fix]) expect(words).toMatch(/^[A-Z`].+[.…]$/s);
    expect(rule.title).toMatch(/^[A-Z1`a-z].*[^.]$/);
    expect(rule.references.length).toBeGreaterThan(0);
    for (const reference of rule.references) expect(new URL(reference).protocol).toBe('https:');
    if (!('rotate' in rule)) return;
    expect(rule.rotate.steps.length).toBeGreaterThan(0);
    for (const step of rule.rotate.steps) expect(step).toMatch(/^[A-Z].+\.$/);
    if (rule.rotate.url !== null) expect(new URL(rule.rotate.url).protocol).toBe('https:');
    expect(rule.examples.leaks.length).toBeGreaterThan(0);
    expect(rule.examples.clean.length).toBeGreaterThan(0);
  });
});

describe('every credential rule', () => {
  const each = credentials.map((rule) => [rule.id, rule] as const);
  test.each(each)('%s finds its leaks, and nothing else does', (_, rule) => {
    for (const template of rule.examples.leaks) {
      for (const seed of SEEDS) {
        const text = expandTemplate(template, seed);
        const hits = find(text, pathFor(rule));
        expect({ template, seed, ids: [...new Set(hits.map((hit) => hit.rule.id))] }).toEqual({ template, seed, ids: [rule.id] });
        for (const hit of hits) expect(Buffer.from(text, 'latin1').subarray(hit.start, hit.end).toString('utf8')).toBe(hit.secret.reveal());
      }
    }
  });
  test.each(each)('%s finds nothing in its clean examples, nor does another', (_, rule) => {
    for (const template of rule.examples.clean) {
      for (const seed of SEEDS) {
        const text = expandTemplate(template, seed);
        expect({ text, ids: find(text, pathFor(rule)).map((hit) => hit.rule.id) }).toEqual({ text, ids: [] });
      }
    }
  });
  test.each(each)('%s cannot be made slow, and looks no farther than it says', (_, rule) => {
    for (const pattern of rule.patterns) {
      const shape = readShape(pattern.regex);
      expect(shape.dangers).toEqual([]);
      expect(pattern.reach).toBeGreaterThanOrEqual(shape.longest - (pattern.before ?? 0));
      expect(shape.looks).toBeLessThanOrEqual(128);
      for (const keyword of pattern.keywords) expect(keyword).toMatch(/^[\x21-\x7e][\x20-\x7e]{2,}$/);
    }
  });
  test('a leak leaves no trace of its value in words', () => {
    for (const rule of credentials) {
      for (const hit of find(expandTemplate(rule.examples.leaks[0]!, 1), pathFor(rule))) {
        const value = hit.secret.reveal()!;
        if (value.length >= 8) expect(hit.evidence.join(' ')).not.toContain(value);
      }
    }
  });
});

describe('a path', () => {
  test.each([
    ['opt/app/tests/settings.py', "DATABASE_PASSWORD = '{base62:24}'", 'low', 'low'],
    ['opt/app/docs/api.env', 'API_TOKEN={base62:40}', 'info', 'low'],
    ['opt/app/README.md', 'export API_TOKEN={base62:40}', 'info', 'low'],
    ['opt/app/config/settings.py', "DATABASE_PASSWORD = '{base62:24}'", 'high', 'medium'],
    ['opt/app/tests/server.key', '{pem:rsa}', 'medium', 'low'],
    ['opt/app/tests/keys_test.py', "KEY = '''{pem:rsa}'''", 'info', 'low'],
    ['app/node_modules/acme/test/server.key', '{pem:rsa}', 'info', 'low'],
    ['app/node_modules/acme/lib/server.key', '{pem:rsa}', 'critical', 'high'],
    ['app/node_modules/acme/examples/a.js', "const token = 'ghp_{base62:30}{crc32:github}'", 'critical', 'high'],
    ['opt/app/examples/a.js', "const token = 'ghp_{base62:30}{crc32:github}'", 'critical', 'high'],
  ])('%s alone makes doubtful and silences nothing', (path, template, severity, confidence) => {
    expect(find(expandTemplate(template, 3), path)).toMatchObject([{ severity, confidence }]);
  });
  test('a program holds no settings', () => {
    expect(find(`\0\x01if -protected is given, -storepass ${expandTemplate('{word}', 1)}\0`, 'lib/modules')).toEqual([]);
  });
});

describe('every file rule', () => {
  test.each(files.map((rule) => [rule.id, rule] as const))('%s knows its names', (_, rule) => {
    for (const path of rule.examples.leaks) expect({ path, is: matchFileRule(rule, path) }).toEqual({ path, is: true });
    for (const path of rule.examples.clean) expect({ path, is: matchFileRule(rule, path) }).toEqual({ path, is: false });
  });
});
