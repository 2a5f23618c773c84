import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { builtInRules } from '../../rules/index.js';
import { HITS_PER_DOCUMENT, createMatcher, resolveOverlaps } from '../../src/match/matcher.js';
import type { Hit } from '../../src/match/matcher.js';
import { ByteSetPool } from '../../src/match/byte-set.js';
import { placeAnchors } from '../../src/match/anchor.js';
import { NO_GATES } from '../../src/match/gate-table.js';
import { createPrefilter } from '../../src/match/prefilter.js';
import { checkPlaceable } from '../../src/match/placeable.js';
import { RegexTreeReader } from '../../src/match/regex-tree.js';
import type { CredentialRule } from '../../src/model/rule.js';
import { expandTemplate } from '../../src/rule/template.js';

const rules = builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential');
const matcher = createMatcher(rules, { engine: 'wasm' });
const PATH = 'etc/settings';

const rule = (change: Partial<CredentialRule> & Pick<CredentialRule, 'patterns'>): CredentialRule => ({
  kind: 'credential', id: 'test-rule', title: 't', severity: 'high', why: '', fix: '', references: [], rank: 'specific',
  rotate: { url: null, steps: [] }, examples: { leaks: [], clean: [] }, ...change,
});

function matchAll(text: string, one = matcher, path = PATH): Hit[] {
  const bytes = Buffer.from(text, 'latin1');
  return one.match({ bytes, base: 0, from: 0, to: bytes.length, path });
}

function matchWindows(text: string, cuts: readonly number[]): Hit[] {
  const all = Buffer.from(text, 'latin1');
  const edges = [...new Set([0, ...cuts.map((cut) => cut % (all.length + 1)), all.length])].sort((a, b) => a - b);
  return edges.slice(1).flatMap((to, index) => {
    const from = edges[index]!;
    const base = Math.max(0, from - matcher.reach);
    const bytes = all.subarray(base, Math.min(all.length, to + matcher.reach));
    return matcher.match({ bytes, base, from: from - base, to: to - base, path: PATH });
  });
}

const describeHits = (hits: readonly Hit[]): string[] =>
  [...new Set(hits.map((hit) => `${hit.rule.id} ${hit.start} ${hit.end} ${hit.confidence} ${hit.severity} ${hit.evidence.join('|')}`))].sort();

const document = fc
  .array(fc.tuple(fc.nat(rules.length - 1), fc.nat(99), fc.string({ maxLength: 40 })), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.map(([index, seed, noise]) => `${noise}\n${expandTemplate(rules[index]!.examples.leaks[seed % rules[index]!.examples.leaks.length]!, seed)}`).join('\n'));

describe('createMatcher', () => {
  test('cutting a document into windows anywhere changes nothing', () => {
    fc.assert(fc.property(document, fc.array(fc.nat(), { maxLength: 6 }), (text, cuts) => {
      expect(describeHits(matchWindows(text, cuts))).toEqual(describeHits(matchAll(text)));
      expect(describeHits(resolveOverlaps(matchWindows(text, cuts)))).toEqual(describeHits(resolveOverlaps(matchAll(text))));
    }), { numRuns: 60 });
  });
  test('a cut between two keywords in front of one value changes nothing', () => {
    const [leak] = rules.find(({ id }) => id === 'age-secret-key')!.examples.leaks;
    for (let seed = 0; seed < 5; seed += 1) {
      const text = expandTemplate(leak!, seed);
      for (let cut = 0; cut < 20; cut += 1) {
        expect(describeHits(matchWindows(text, [cut]))).toEqual(describeHits(matchAll(text)));
        expect(describeHits(resolveOverlaps(matchWindows(text, [cut])))).toEqual(describeHits(resolveOverlaps(matchAll(text))));
      }
    }
  });

  test('regexes run over the whole text without a filter find no more', () => {
    fc.assert(fc.property(document, (text) => {
      const filtered = matchAll(text).map((hit) => `${hit.rule.id} ${hit.start} ${hit.end}`);
      for (const one of rules.filter(({ rank }) => rank === 'specific')) {
        for (const pattern of one.patterns) {
          if (pattern.paths) continue;
          for (const match of text.matchAll(new RegExp(pattern.regex, `dg${pattern.flags ?? ''}`))) {
            const [start, end] = match.indices!.groups!.secret!;
            const covered = filtered.some((hit) => { const [id, a, b] = hit.split(' '); return id === one.id && Number(a) < end && Number(b) > start; });
            if (!covered) throw new Error(`${one.id} finds bytes ${start} to ${end} only without the filter`);
          }
        }
      }
    }), { numRuns: 60 });
  });
  test('a lookaround sees the true neighbours, never the edge of a slice', () => {
    const one = createMatcher([rule({ patterns: [{ keywords: ['key='], regex: 'key=(?<secret>[a-z]{4,8})$', reach: 12 }] })]);
    expect(matchAll('key=abcdefgh', one)).toHaveLength(1);
    expect(matchAll(`key=abcdefgh${'z'.repeat(400)}`, one)).toHaveLength(0);
  });
  test('only the path that a pattern asks for', () => {
    const one = createMatcher([rule({ patterns: [{ keywords: ['key='], regex: 'key=(?<secret>[a-z]{4})', reach: 8, paths: ['*.cfg'] }] })]);
    expect(matchAll('key=zzqk', one, 'a/b.cfg')).toHaveLength(1);
    expect(matchAll('key=zzqk', one, 'a/b.txt')).toHaveLength(0);
  });
  test('the secret is decoded as UTF-8, its region counts bytes', () => {
    const one = createMatcher([rule({ patterns: [{ keywords: ['key='], regex: 'key=(?<secret>\\S{4,20})', reach: 24 }] })]);
    const bytes = Buffer.from('é key=pässwörd!', 'utf8');
    const [hit] = one.match({ bytes, base: 10, from: 0, to: bytes.length, path: '' });
    expect(hit!.secret.reveal()).toBe('pässwörd!');
    expect([hit!.start, hit!.end]).toEqual([17, 10 + bytes.length]);
  });
  test('a document full of keywords stops at the limit', () => {
    expect(matchAll(`${expandTemplate('dop_v1_{hex:64}', 1)}\n`.repeat(HITS_PER_DOCUMENT + 500))).toHaveLength(HITS_PER_DOCUMENT);
  });
  test('a pattern that can never be found is refused, and the words say why', () => {
    checkPlaceable(rules);
    expect(() => checkPlaceable([rule({ patterns: [{ keywords: ['key='], regex: 'token=(?<secret>[a-z]{4})', reach: 10 }] })])).toThrow('would never find anything: no match of its `regex` begins with `key=`');
  });
  test('for each example, at each alignment, looking for plain keywords finds what every engine finds', () => {
    const others = [createMatcher(rules, { engine: 'scalar' }), createMatcher(rules, { engine: 'plain' }), createMatcher(rules)];
    rules.forEach((one, index) => {
      one.examples.leaks.forEach((template, number) => {
        const text = expandTemplate(template, index + number + 1);
        for (let shift = 0; shift < 4; shift++) {
          const moved = `${'\n'.repeat(shift)}${text}`;
          for (const other of others) expect(describeHits(matchAll(moved, other))).toEqual(describeHits(matchAll(moved)));
        }
      });
    });
  });
  test('unknown evidence and a broken regex are refused', () => {
    expect(() => createMatcher([rule({ patterns: [{ keywords: ['key='], regex: '(', reach: 8 }] })])).toThrow(/does not compile/);
    expect(() => createMatcher([rule({ patterns: [{ keywords: ['key='], regex: '(?<secret>a)', reach: 8, evidence: [{ name: 'moon' }] }] })])).toThrow(/moon/);
  });
});

describe('resolveOverlaps', () => {
  const hit = (id: string, start: number, end: number, more: Partial<Hit> = {}, rank: CredentialRule['rank'] = 'specific'): Hit => ({
    ...matchAll(expandTemplate('dop_v1_{hex:64}', 1))[0]!, rule: rule({ id, rank, patterns: [] }), start, end, confidence: 'medium', ...more,
  });
  test.each([
    ['specific beats generic', [hit('a', 0, 9, { confidence: 'high' }, 'generic'), hit('b', 0, 5)], ['b']],
    ['the surer', [hit('a', 0, 9), hit('b', 2, 5, { confidence: 'high' })], ['b']],
    ['the longer', [hit('a', 2, 5), hit('b', 0, 9)], ['b']],
    ['the first by id', [hit('b', 0, 9), hit('a', 0, 9)], ['a']],
    ['neighbours stay, sorted', [hit('b', 5, 9), hit('a', 0, 5)], ['a', 'b']],
    ['the same twice is once', [hit('a', 0, 5), hit('a', 0, 5)], ['a']],
  ])('%s', (_, hits, ids) => {
    expect(resolveOverlaps(hits).map((one) => one.rule.id)).toEqual(ids);
  });
});

describe('the cost', () => {
  test('grows with the document, not faster: places looked at double when a hostile text doubles', () => {
    const pool = new ByteSetPool();
    const reader = new RegexTreeReader(pool);
    const patterns = rules.flatMap((one) => one.patterns);
    const prefilter = createPrefilter({ gates: NO_GATES, anchors: patterns.flatMap((pattern, index) => placeAnchors(pattern, reader.read(pattern), index, pool)) }, pool);
    const count = (text: string): number => {
      let seen = 0;
      prefilter(Buffer.from(text, 'latin1'), 0, text.length, () => seen++);
      return seen;
    };
    for (const keyword of new Set(patterns.flatMap(({ keywords }) => keywords))) {
      const text = keyword.repeat(50);
      expect(count(text + text)).toBeLessThanOrEqual(2.2 * count(text) + 100);
    }
  });
});

describe('evidence', () => {
  test('a value that a specification prints is public', () => {
    // The access token of RFC 6749, section 5.1, turned around so that it stands nowhere in full.
    const printed = [...'AApWMcisCz1rjEFZFntoY2'].reverse().join('');
    expect(matchAll(`access_token=${printed}`, matcher, 'etc/app.conf')[0]).toMatchObject({ severity: 'info', evidence: expect.arrayContaining([expect.stringContaining('specification')]) });
  });
  const only = (text: string, path = PATH): Hit => resolveOverlaps(matchAll(text, matcher, path))[0]!;
  test.each([
    ['a right checksum', 'ghp_{base62:30}{crc32:github}', 'high', 'critical', 'checksum is right'],
    ['a wrong checksum', 'ghp_{base62:36}', 'low', 'critical', 'checksum is wrong'],
    ['an AWS account', 'AKIA{awsid}', 'medium', 'medium', 'AWS account \\d{12}'],
    ['a key', '{pem:rsa}', 'high', 'critical', 'parses as a private key'],
    ['a key of OpenSSH', '{pem:openssh}', 'high', 'critical', 'parses as a private key'],
    ['an encrypted key', '{pem:openssh-encrypted}', 'high', 'low', 'under a passphrase'],
    ['a key in base64', 'k: {b64({pem:pkcs8})}', 'high', 'critical', 'parses as a private key'],
    ['armour around nothing', '-----BEGIN RSA PRIVATE KEY-----\n{base64:128}\n-----END RSA PRIVATE KEY-----', 'low', 'low', 'not a key'],
    ['a token', 'x {jwt}', 'high', 'high', 'decodes'],
    ['an expired token', 'x {jwt:expired}', 'low', 'low', 'expired'],
    ['an unsigned token', 'x {jwt:none}', 'low', 'low', 'unsigned'],
    ['a Docker login', '{"auths":{"r.io":{"auth":"{b64(robot:{pass:16})}"}}}', 'high', 'critical', 'user `robot`'],
    ['a URL of documentation', 'postgres://user:{pass:12}@db.example.com/x', 'low', 'low', 'documentation'],
    ['a service on this machine', 'postgres://app:{base62:18}@localhost/x', 'low', 'low', 'same machine'],
    ['a weak password', 'DB_PASSWORD=root', 'low', 'low', 'guess'],
  ])('%s', (_, template, confidence, severity, says) => {
    const hit = only(expandTemplate(template, 4));
    expect(hit).toMatchObject({ confidence, severity });
    expect(hit.evidence.join(' ')).toMatch(new RegExp(says));
  });
});
