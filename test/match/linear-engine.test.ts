import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { builtInRules } from '../../rules/index.js';
import { ByteSetPool } from '../../src/match/byte-set.js';
import { loadLinearEngine, type LinearEngine } from '../../src/match/linear-engine.js';
import { createMatcher, prepareMatcher, type Hit, type Matcher } from '../../src/match/matcher.js';
import { nativeRegex } from '../../src/match/pattern-regex.js';
import { loadRuleSyntax } from '../../src/match/rule-syntax.js';
import { RegexTreeReader } from '../../src/match/regex-tree.js';
import type { CredentialRule, Pattern } from '../../src/model/rule.js';
import { readRules } from '../../src/rule/format.js';
import { expandTemplate } from '../../src/rule/template.js';

const credentials = builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential');
const linear = await loadLinearEngine();
const syntax = await loadRuleSyntax();

const rule = (patterns: readonly Pattern[]): CredentialRule => ({
  kind: 'credential', id: 'own-rule', title: 't', severity: 'high', why: '', fix: '', references: [], rank: 'specific',
  rotate: { url: null, steps: [] }, examples: { leaks: [], clean: [] }, patterns,
});
const own = (regex: string, keywords: readonly string[], more: Partial<Pattern> = {}): Pattern => ({ keywords, regex, reach: 200, engine: 'linear', ...more });

function find(matcher: Matcher, text: string): string[] {
  const bytes = Buffer.from(text, 'latin1');
  return matcher.match({ bytes, base: 0, from: 0, to: bytes.length, path: 'etc/settings' }).map((hit: Hit) => `${hit.start} ${hit.end}`);
}

/** Counts the characters that the engine is given. */
function counting(): { readonly engine: LinearEngine; readonly work: { characters: number } } {
  const work = { characters: 0 };
  const engine: LinearEngine = {
    ...linear,
    compile: (pattern) => {
      const regex = linear.compile(pattern);
      return {
        find: (text, from) => ((work.characters += text.length), regex.find(text, from)),
        mayMatch: (text) => ((work.characters += text.length), regex.mayMatch(text)),
      };
    },
  };
  return { engine, work };
}

describe('the linear engine', () => {
  const sayable = credentials.flatMap((one) => one.patterns.map((pattern) => ({ one, pattern, regex: linear.translate(pattern.regex, pattern.flags ?? '') }))).filter(({ regex }) => regex !== null);

  test('says nearly all that the built-in rules say', () => {
    const patterns = credentials.flatMap((one) => one.patterns).length;
    expect(sayable.length).toBeGreaterThan(patterns * 0.9);
  });

  test('finds the same secrets as JavaScript in what the rules give as examples', () => {
    for (const { one, pattern, regex } of sayable) {
      const native = nativeRegex(pattern);
      const other = linear.compile({ ...pattern, regex: regex! });
      for (const template of [...one.examples.leaks, ...one.examples.clean]) {
        const text = `x\n${expandTemplate(template, 7)}\n`;
        for (const keyword of pattern.keywords) {
          const at = text.toLowerCase().indexOf(keyword.toLowerCase());
          if (at < 0) continue;
          const from = Math.max(0, at - (pattern.before ?? 0));
          expect({ id: one.id, regex, secret: other.find(text, from)?.secret ?? null }).toEqual({ id: one.id, regex, secret: native.find(text, from)?.secret?.slice() ?? null });
        }
      }
    }
  });

  test.each<[string, string | null]>([
    ['(?<secret>a)\\k<secret>', null],
    ['(?<secret>a)(?=b)c', null],
    ['(?<secret>a{1,2000})', null],
    ['(?<secret>ab)(?![A-Z])', '(?P<secret>ab)(?:[^A-Z]|\\z)'],
    ['(?<secret>ab)(?![^A-Z])', '(?P<secret>ab)(?:[A-Z]|\\z)'],
    ['(?<secret>ab)(?!\\w)', '(?P<secret>ab)(?:\\W|\\z)'],
    ['(?<secret>ab)(?=[;"]|$)', '(?P<secret>ab)(?:[;"]|$)'],
  ])('%s becomes %s', (regex, expected) => {
    expect(linear.translate(regex, '')).toBe(expected);
  });
});

describe('the tree of what RE2 reads', () => {
  const pool = new ByteSetPool();
  const reader = new RegexTreeReader(pool, linear);
  const sets = (regex: string): string => {
    const tree = reader.read({ regex, engine: 'linear' });
    return (tree.kind === 'sequence' ? tree.parts : [tree]).map((part) => (part.kind === 'byte' ? Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => part.set.has(byte)).length : part.kind)).join(' ');
  };
  test.each([
    ['(?i)a[[:digit:]]\\z', '2 10 assertion'],
    ['(?i:a)b', '2 1'],
    ['((?i)a)b', '2 1'],
    ['(?i)a(?-i:b)c', '2 1 2'],
    ['(?P<secret>a)\\x{62}\\pL', '1 1 117'],
    ['[]a][^]a]', '2 254'],
    ['.(?s).', '255 256'],
    ['a\\Q.\\E', 'unknown'],
  ])('%s', (regex, expected) => {
    expect(sets(regex)).toBe(expected);
  });
});

describe('rules of strangers', () => {
  const patterns: readonly Pattern[] = [
    own('(?P<secret>acme_[a-z0-9]{8,})(?:[^a-z0-9]|\\z)', ['acme_']),
    own('(?i)[\\w.-]{0,20}?(?:widget)[\\w]{0,10}\\s*[=:]+\\s*(?P<secret>[a-f0-9]+)', ['widget'], { before: 20 }),
    own('(?<=\\bkey=)(?P<secret>[[:alnum:]]{6,20})\\b', ['abc'], { before: 0 }),
  ];
  const matchers = (['wasm', 'scalar', 'plain'] as const).map((engine) => createMatcher([rule(patterns)], { engine, linear }));

  test('are found where they stand, by every search', () => {
    const text = 'acme_12345678 MY_WIDGET_ID = 00ff key=abc123 xkey=abc123 acme_1';
    for (const matcher of matchers) expect(find(matcher, text)).toEqual(['0 13', '29 33', '38 44']);
  });

  test('filtered and unfiltered are the same for any text', () => {
    const [wasm, , plain] = matchers;
    const piece = fc.constantFrom('acme_', 'widget', 'key=', 'abc', '00ff', ' = ', 'q', '\n', '12345678');
    fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (parts) => {
      expect(find(wasm!, parts.join(''))).toEqual(find(plain!, parts.join('')));
    }), { numRuns: 200 });
  });

  test('need the engine', async () => {
    expect(() => createMatcher([rule(patterns)])).toThrow(expect.objectContaining({ code: 'rules-invalid' }));
    expect(find(await prepareMatcher([rule(patterns)]), 'acme_12345678')).toEqual(['0 13']);
  });

  test('an expression that would be refused for its shape runs on it', () => {
    const document = (pattern: object) => ({ rules: [{ id: 'acme-token', title: 'Acme', severity: 'high', patterns: [{ keywords: ['acme_'], ...pattern }] }] });
    const slow = { regex: '(?<secret>acme_(?:[a-z]+)+)(?!x)', reach: 100 };
    expect(() => readRules(document(slow), 'r.yml')).toThrow(/can be made slow/);
    expect(readRules(document(slow), 'r.yml', syntax)[0]!.patterns[0]).toMatchObject({ engine: 'linear', regex: '(?P<secret>acme_(?:[a-z]+)+)(?:[^x]|\\z)', reach: 100 });
    expect(() => readRules(document({ regex: slow.regex }), 'r.yml', syntax)).toThrow(/say with `reach`/);
    expect(readRules(document({ regex: '(?<secret>acme_[a-z]{9})(?!x)' }), 'r.yml', syntax)[0]!.patterns[0]!.reach).toBe(15);
    expect(() => readRules(document({ regex: '(?<secret>acme_(?:[a-z]+)+)(?!x)\\k<secret>', reach: 50 }), 'r.yml', syntax)).toThrow(/can be made slow: a reference back to more than one character/);
    const looking = { regex: '(?<secret>acme_(?:[a-z]+)+)(?!x)(?=y)y', reach: 50 };
    expect(readRules(document(looking), 'r.yml', syntax)[0]!.patterns[0]).toMatchObject({ engine: 'bounded', regex: looking.regex });
    expect(() => readRules(document({ regex: '(?P<secret>acme_(?!a))', engine: 'linear' }), 'r.yml', syntax)).toThrow(/does not compile/);
  });

  test.each([
    ['nested repetitions', '(?P<secret>(?:acme)+(?:a+)+)b', 'acme', 'acmeaaaaaaaaaaaaaaaaaaaaaaaa', 400],
    ['ways that overlap', 'key=(?P<secret>(?:a|a|aa)*)!', 'key=', 'key=aaaaaaaaaaaaaaaaaaaaaa', 400],
    ['many bounded ones', 'key(?P<secret>a{0,300}a{0,300}a{0,300}a{0,300})!', 'key', 'keyaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 1000],
    ['nothing but keywords', 'key(?P<secret>[a-z]*=[a-z]*)!', 'key', 'key', 1000],
  ])('%s: twice the bytes are twice the work', (_, regex, keyword, unit, reach) => {
    const work = (length: number): number => {
      const counted = counting();
      const matcher = createMatcher([rule([own(regex, [keyword], { reach })])], { engine: 'wasm', linear: counted.engine });
      find(matcher, unit.repeat(Math.ceil(length / unit.length)));
      return counted.work.characters;
    };
    const [once, twice] = [work(100_000), work(200_000)];
    expect(once).toBeLessThan(100_000 * 8);
    expect(twice).toBeLessThan(once * 2.1);
  });
});
