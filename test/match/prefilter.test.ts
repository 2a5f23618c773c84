import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inflateRawSync } from 'node:zlib';
import { builtInRules } from '../../rules/index.js';
import { placeAnchors } from '../../src/match/anchor.js';
import type { Anchor } from '../../src/match/anchor.js';
import { ANCHORS } from '../../src/match/anchors.generated.js';
import { ByteSetPool } from '../../src/match/byte-set.js';
import { gluedRule } from '../../src/match/glued-rule.js';
import { knownTable } from '../../src/match/known.js';
import { readAnchors, writeAnchors, type KnownAnchorsData } from '../../src/match/known-anchors.js';
import { NO_GATES } from '../../src/match/gate-table.js';
import { buildFilterTable } from '../../src/match/filter-table.js';
import { readTable, tableKey, writeTable } from '../../src/match/known-table.js';
import { placePatterns, type Placed } from '../../src/match/placed.js';
import { createPrefilter } from '../../src/match/prefilter.js';
import { RegexTreeReader } from '../../src/match/regex-tree.js';
import { createSearch, loadTables } from '../../src/match/search.js';
import { TABLE } from '../../src/match/table.generated.js';
import type { CredentialRule, Pattern } from '../../src/model/rule.js';
import { expandTemplate } from '../../src/rule/template.js';

const rules = builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential');
const pool = new ByteSetPool();
const reader = new RegexTreeReader(pool);
const place = (patterns: readonly Pattern[]): Anchor[] => patterns.flatMap((pattern, index) => placeAnchors(pattern, reader.read(pattern), index, pool));
const anchors = place(rules.flatMap((rule) => rule.patterns));
/** As patterns have it of which no place is asked whether a match begins there. */
const ungated = (ones: readonly Anchor[]): Placed => ({ anchors: ones, gates: NO_GATES });
const engines = { wasm: createPrefilter(ungated(anchors), pool, 'wasm'), scalar: createPrefilter(ungated(anchors), pool, 'scalar') };

function scan(engine: keyof typeof engines, bytes: Buffer, from = 0, to = bytes.length): string[] {
  const found: string[] = [];
  engines[engine](bytes, from, to, (anchor, start) => found.push(`${anchor}@${start}`));
  return found;
}

/** Each anchor held against each place, as the definition says. */
function naive(bytes: Buffer, from: number, to: number): string[] {
  const found: string[] = [];
  for (let at = from; at < to; at++) {
    anchors.forEach(({ offset, sets }, index) => {
      if (sets.every((set, step) => set.has(bytes[at + offset + step] ?? 0))) found.push(`${index}@${at}`);
    });
  }
  return found;
}

const keyword = fc.constantFrom(...new Set(rules.flatMap((rule) => rule.patterns.flatMap((pattern) => pattern.keywords))));
const example = fc.tuple(fc.nat(rules.length - 1), fc.nat(99)).map(([index, seed]) => expandTemplate(rules[index]!.examples.leaks[seed % rules[index]!.examples.leaks.length]!, seed));
const noise = fc.string({ unit: fc.constantFrom(...'aeT0_-=:/"\' \n\0\xff'), maxLength: 12 });
const text = fc.array(fc.oneof(keyword, example, noise, keyword.map((word) => word.toUpperCase())), { maxLength: 8 }).map((parts) => Buffer.from(parts.join('').slice(0, 600), 'latin1'));

describe('createPrefilter', () => {
  test('both engines find what holding each anchor against each place finds, in the same order', () => {
    fc.assert(fc.property(text, fc.nat(600), fc.nat(600), (bytes, a, b) => {
      const [from, to] = [Math.min(a, b, bytes.length), Math.min(Math.max(a, b), bytes.length)];
      const expected = naive(bytes, from, to);
      expect(scan('scalar', bytes, from, to)).toEqual(expected);
      expect(scan('wasm', bytes, from, to)).toEqual(expected);
    }), { numRuns: 150 });
  });
  test('places are found across the seams of long texts, whatever lies before in memory', () => {
    const bytes = Buffer.alloc(300_000, '.');
    const token = expandTemplate('dop_v1_{hex:64}', 1);
    for (const at of [0, 65_530, 131_072, 196_607, 250_001, bytes.length - token.length]) bytes.write(token, at, 'latin1');
    const found = scan('wasm', bytes);
    expect(found).toEqual(scan('scalar', bytes));
    expect(new Set(found.map((one) => one.split('@')[1])).size).toBe(6);
  });
  test('more results than fit at once', () => {
    const bytes = Buffer.from(expandTemplate('dop_v1_{hex:64}\n', 1).repeat(900), 'latin1');
    const many = Buffer.from('token="'.repeat(9000), 'latin1');
    for (const one of [bytes, many]) {
      const found = scan('wasm', one);
      expect(found.length).toBeGreaterThanOrEqual(900);
      expect(found).toEqual(scan('scalar', one));
    }
  });
  test('several keywords at every place', () => {
    const three = place([{ keywords: ['aaa'], regex: '(?<secret>aaa)', reach: 9 }, { keywords: ['aaaa'], regex: '(?<secret>aaaa)', reach: 9 }, { keywords: ['aaaaa'], regex: '(?<secret>aaaaa)', reach: 9 }]);
    const bytes = Buffer.alloc(70_000, 'a');
    const found = (engine: 'wasm' | 'scalar'): string => {
      const places: string[] = [];
      createPrefilter(ungated(three), pool, engine)(bytes, 0, bytes.length, (anchor, start) => places.push(`${anchor}@${start}`));
      return places.join();
    };
    expect(found('wasm').split(',')).toHaveLength(3 * 70_000 - 2 - 3 - 4);
    expect(found('wasm') === found('scalar')).toBe(true);
  });
  test('nothing is found in nothing', () => {
    expect(scan('wasm', Buffer.alloc(0))).toEqual([]);
    createPrefilter(ungated([]), pool)(Buffer.from('anything'), 0, 8, () => { throw new Error('found'); });
  });
});

describe('placeAnchors', () => {
  const pattern = (regex: string, keywords: readonly string[], more: Partial<Pattern> = {}): Pattern => ({ regex, keywords, reach: 100, ...more });
  const shown = (one: Pattern): string[] => place([one]).map(({ offset, sets }) => `${offset} ${sets.map((set) => {
    const bytes = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => set.has(byte));
    return bytes.length > 3 ? `${bytes.length}` : String.fromCharCode(...bytes);
  }).join(' ')}`);
  test.each<[string, Pattern, string[]]>([
    ['a prefix and its value', pattern('(?<secret>pat[a-f]{4}\\.[0-9]{2,9})(?!x)', ['pat']), ['0 p a t 6 6 6 6 . 10 10']],
    ['without case', pattern('key=(?<secret>[a-c]{2})', ['key='], { flags: 'i' }), ['0 Kk Ee Yy = 6 6']],
    ['the byte in front', pattern('(?<![A-Za-z0-9])(?<secret>abc\\d)', ['abc']), ['-1 194 a b c 10']],
    ['the byte in front, with an exception', pattern('(?<![A-Za-z](?<!\\\\[nr]))(?<secret>abc)', ['abc']), ['-1 206 a b c']],
    ['a condition within the exception is not known', pattern('(?<![A-Z](?=x))(?<secret>abc)', ['abc']), ['-1 256 a b c']],
    ['several ways', pattern('(?<secret>(?:ab|ac)c?d)', ['abc', 'acd']), ['0 a b c d', '0 a c d']],
    ['a reference back promises nothing', pattern('(?<q>["\'])(?<secret>key)\\k<q>z', ['"key']), ['0 " k e y']],
    ['within its match', pattern('(?<secret>[0-9a-f]{3}-us\\d)', ['-us'], { before: 3 }), ['-3 16 16 16 - u s 10']],
    ['within its match, as one of several', pattern('(?<secret>[a-z]{3}(?:AzX|\\+Az)Q)', ['+Az'], { before: 3 }), ['-3 26 26 26 + A z Q']],
    ['where nothing spells it, the keyword alone', pattern('(?<secret>[a-z]{1,9})', ['key'], { before: 9 }), ['0 Kk Ee Yy']],
    ['a keyword that no match begins with is left out', pattern('(?<secret>abc)', ['abc', 'xyz']), ['0 a b c']],
  ])('%s', (_, one, expected) => {
    expect(shown(one)).toEqual(expected);
  });
});

describe('anchors worked out ahead', () => {
  test('are those of the rules as they are, but for the choice of what is rare', () => {
    const known = readAnchors(JSON.parse(inflateRawSync(Buffer.from(ANCHORS, 'base64')).toString('utf8')) as KnownAnchorsData, pool);
    const patterns = rules.flatMap((rule) => rule.patterns);
    const shown = ({ pattern, offset, sets }: Anchor): string => `${pattern} ${offset} ${sets.map(({ id }) => id).join(' ')}`;
    expect(patterns.flatMap((pattern, index) => known(pattern, index)!.map(shown))).toEqual(anchors.map(shown));
  });
  test('are not those of another pattern', () => {
    const known = readAnchors(JSON.parse(inflateRawSync(Buffer.from(ANCHORS, 'base64')).toString('utf8')) as KnownAnchorsData, pool);
    const [one] = rules[0]!.patterns;
    expect(known(one!, 0)).not.toBeNull();
    for (const change of [{ regex: `${one!.regex} ` }, { flags: 's' }, { before: 7 }, { keywords: [...one!.keywords, 'other'] }]) expect(known({ ...one!, ...change }, 0)).toBeNull();
  });
  test('patterns that differ elsewhere share them', () => {
    const pair: Pattern[] = [{ keywords: ['abc'], regex: '(?<secret>abc\\d)', reach: 4 }, { keywords: ['abc'], regex: '(?<secret>abc\\d)', reach: 4, confidence: 'low' }];
    const known = readAnchors(writeAnchors(pair, placePatterns(pair, pool, reader).anchors), pool);
    expect(pair.map((pattern, index) => known(pattern, index)!.length)).toEqual([1, 1]);
    expect(new Set(pair.map((pattern, index) => known(pattern, index)![0]!.gate!.gate)).size).toBe(1);
  });
});

describe('the table worked out ahead', () => {
  const patterns = rules.flatMap((rule) => rule.patterns);
  const written = Buffer.from(TABLE, 'base64');
  test('is what the anchors give', () => {
    const known = readAnchors(JSON.parse(inflateRawSync(Buffer.from(ANCHORS, 'base64')).toString('utf8')) as KnownAnchorsData, pool);
    const { gates } = placePatterns(patterns, pool, reader);
    const built = buildFilterTable({ anchors: patterns.flatMap((pattern, index) => known(pattern, index)!), gates }, pool);
    const read = readTable(written, tableKey(patterns))!;
    expect(Object.keys(read).sort()).toEqual(Object.keys(built).sort());
    for (const name of Object.keys(built) as (keyof typeof built)[]) {
      const [one, other] = [read[name], built[name]];
      if (typeof one === 'number') expect([name, one]).toEqual([name, other]);
      else expect([name, Buffer.from(one.buffer, one.byteOffset, one.byteLength).equals(Buffer.from((other as Uint8Array).buffer))]).toEqual([name, true]);
    }
  });
  test('there is one for text without breaks, too', () => {
    const glued = rules.flatMap(gluedRule).flatMap((rule) => rule.patterns);
    expect(new Set(knownTable(glued)!.patterns)).toEqual(new Set(place(glued).map(({ pattern }) => pattern)));
    expect([knownTable(patterns) !== null, knownTable(glued.slice(1))]).toEqual([true, null]);
  });
  test('is used from the first byte on where it is loaded', async () => {
    const places = (bytes: Buffer): number => {
      let count = 0;
      createSearch(patterns)(bytes, 0, bytes.length, () => (count += 1));
      return count;
    };
    const word = Buffer.from('a password is a word');
    expect(places(word)).toBeGreaterThan(0);
    await loadTables();
    expect(places(word)).toBe(0);
  });
  test('is not that of other patterns, nor of others in another order', () => {
    expect(readTable(written, tableKey(patterns.slice(1)))).toBeNull();
    expect(readTable(written, tableKey([...patterns].reverse()))).toBeNull();
    expect(readTable(written, tableKey(patterns.map((pattern, index) => (index === 7 ? { ...pattern, flags: `${pattern.flags ?? ''}s` } : pattern))))).toBeNull();
    const three = patterns.slice(0, 3);
    const few = placePatterns(three, pool, reader);
    expect(readTable(writeTable(three, buildFilterTable(few, pool)), tableKey(three))!.patterns).toEqual(Uint32Array.from(few.anchors, ({ pattern }) => pattern));
  });
});
