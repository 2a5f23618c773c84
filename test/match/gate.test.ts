import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { builtInRules } from '../../rules/index.js';
import { ByteSetPool } from '../../src/match/byte-set.js';
import { FARTHEST, GateTable, MOST_ROWS, STATE } from '../../src/match/gate-table.js';
import { Gate } from '../../src/match/gate.js';
import { knownPlaces } from '../../src/match/known.js';
import { placePatterns, type Placed } from '../../src/match/placed.js';
import { createPrefilter } from '../../src/match/prefilter.js';
import { RegexTreeReader, type RegexTree } from '../../src/match/regex-tree.js';
import type { CredentialRule, Pattern } from '../../src/model/rule.js';
import { expandTemplate } from '../../src/rule/template.js';

const rules = builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential');
const patterns = rules.flatMap((rule) => rule.patterns);
const pool = new ByteSetPool();
const reader = new RegexTreeReader(pool);
const placed = placePatterns(patterns, pool, reader);
const ENGINES = ['wasm', 'scalar'] as const;
type EngineName = (typeof ENGINES)[number];

/** Where patterns may match, by their index. */
function searchOf({ anchors, gates }: Placed, engine: EngineName): (bytes: Buffer, from?: number, to?: number) => string[] {
  const search = createPrefilter({ anchors, gates }, pool, engine);
  return (bytes, from = 0, to = bytes.length) => {
    const found: string[] = [];
    search(bytes, from, to, (anchor, start) => found.push(`${anchors[anchor]!.pattern}@${start}`));
    return found;
  };
}

const gated = { wasm: searchOf(placed, 'wasm'), scalar: searchOf(placed, 'scalar') };
const ungated = createPrefilter({ ...placed, anchors: placed.anchors.map(({ pattern, offset, sets, grams }) => ({ pattern, offset, sets, grams })) }, pool, 'scalar');
const gates = new Map(placed.anchors.flatMap(({ gate }) => (gate ? [[gate.gate, new Gate(placed.gates, gate.gate)] as const] : [])));

/** What the anchors give, each place held against the gate by itself; and how many it keeps back. */
function expected(bytes: Buffer, from = 0, to = bytes.length): { readonly found: string[]; readonly kept: number } {
  const found: string[] = [];
  let kept = 0;
  ungated(bytes, from, to, (anchor, start) => {
    const { gate, pattern } = placed.anchors[anchor]!;
    if (!gate || gates.get(gate.gate)!.passes(bytes, start, gate)) found.push(`${pattern}@${start}`);
    else kept += 1;
  });
  return { found, kept };
}

/** The places of `found` that an expression matches at. */
function matches(ones: readonly Pattern[], bytes: Buffer): string[] {
  const text = bytes.toString('latin1');
  return ones.flatMap(({ regex, flags = '', keywords }, index) => {
    const sticky = new RegExp(regex, `y${flags}`);
    const places: string[] = [];
    for (const keyword of keywords) {
      for (let at = text.indexOf(keyword); at !== -1; at = text.indexOf(keyword, at + 1)) {
        sticky.lastIndex = at;
        if (sticky.test(text)) places.push(`${index}@${at}`);
      }
    }
    return places;
  });
}

const example = (rule: CredentialRule, seed: number): string => expandTemplate(rule.examples.leaks[seed % rule.examples.leaks.length]!, seed + 1);

describe('gates', () => {
  const keyword = fc.constantFrom(...new Set(patterns.flatMap((pattern) => pattern.keywords)));
  const leak = fc.tuple(fc.nat(rules.length - 1), fc.nat(99)).map(([index, seed]) => example(rules[index]!, seed));
  const noise = fc.string({ unit: fc.constantFrom(...'aeT0_-=:/"\' \n\0\xff'), maxLength: 12 });
  const text = fc.array(fc.oneof(keyword, leak, noise, keyword.map((word) => word.toUpperCase())), { maxLength: 8 }).map((parts) => Buffer.from(parts.join('').slice(0, 600), 'latin1'));

  test('both engines keep back what a gate by itself keeps back, wherever the search begins and ends', () => {
    let kept = 0;
    fc.assert(fc.property(text, fc.nat(600), fc.nat(600), (bytes, a, b) => {
      const [from, to] = [Math.min(a, b, bytes.length), Math.min(Math.max(a, b), bytes.length)];
      const { found, kept: back } = expected(bytes, from, to);
      kept += back;
      expect(gated.scalar(bytes, from, to)).toEqual(found);
      expect(gated.wasm(bytes, from, to)).toEqual(found);
    }), { numRuns: 500 });
    expect(kept).toBeGreaterThan(50);
  });

  test('whatever an example\'s place is in memory', () => {
    let passed = 0;
    rules.forEach((rule, seed) => {
      const one = example(rule, seed);
      const alone = expected(Buffer.from(one, 'latin1')).found;
      for (const shift of [1, 2, 3, 17, 31]) {
        const bytes = Buffer.from(`${'.'.repeat(shift - 1)}\n${one}\n`, 'latin1');
        const { found } = expected(bytes);
        passed += found.length;
        expect(gated.wasm(bytes)).toEqual(found);
        expect(gated.scalar(bytes)).toEqual(found);
      }
      expect(gated.wasm(Buffer.from(one, 'latin1'))).toEqual(alone);
    });
    expect(passed).toBeGreaterThan(5 * rules.length);
  });

  test('nothing is known of what would follow a text\'s end: a beginning of a match passes wherever it is cut', () => {
    rules.forEach((rule, seed) => {
      const whole = Buffer.from(`\n${example(rule, seed)}`, 'latin1');
      for (let end = 1; end < Math.min(whole.length, 3 * FARTHEST); end++) {
        const bytes = Buffer.from(whole.subarray(0, end));
        expect(gated.wasm(bytes)).toEqual(expected(bytes).found);
      }
    });
    const one = placePatterns([{ keywords: ['key='], regex: 'key=(?<secret>[a-z]{12,20}[A-Z]{9})', reach: 40 }], pool, reader);
    for (const engine of ENGINES) {
      const search = searchOf(one, engine);
      const found = ['', '\0', 'ABC', 'ABC7', 'ABCDEFGHI', '7'].map((end) => search(Buffer.from(`key=abcdefghijklm${end}`)));
      // Anchors look at twelve bytes behind a keyword, and take those that are not there for NUL.
      expect(found).toEqual([['0@0'], [], ['0@0'], [], ['0@0'], []]);
    }
  });

  test('those that the build made are those of the rules as they are, and others find room behind them', () => {
    const own: Pattern[] = [{ keywords: ['plant='], regex: 'plant=(?<secret>[a-f]{3}-[0-9]{9})', reach: 40 }];
    const known = placePatterns([...patterns, ...own], pool, reader, knownPlaces(pool));
    expect(known.anchors.slice(0, -1).map(({ gate }) => gate)).toEqual(placed.anchors.map(({ gate }) => gate));
    const bytes = Buffer.from(`${rules.map(example).join('\n')}\nplant=abc-123456789 plant=abc.123456789 plant=abd-12345678x`, 'latin1');
    const { found } = expected(bytes);
    for (const engine of ENGINES) {
      const all = searchOf(known, engine)(bytes);
      expect(all.filter((one) => !one.startsWith(`${patterns.length}@`))).toEqual(found);
      expect(all.filter((one) => one.startsWith(`${patterns.length}@`))).toHaveLength(1);
    }
  });
});

describe('a hostile expression', () => {
  /** Where it is after some letters depends on each of the last fourteen. */
  const exploding = (keyword: string): Pattern => ({ keywords: [keyword], regex: `${keyword}(?<secret>[ab]{0,30}a[ab]{13}c)`, reach: 80 });
  /** Letters in an order that does not repeat. */
  const letters = (count: number): string => {
    let state = 1;
    return Array.from({ length: count }, () => 'ab'[(state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 31]).join('');
  };
  const lines = (keyword: string, count: number): string => {
    const all = letters(30 * count);
    return Array.from({ length: count }, (_, index) => `${keyword}${all.slice(30 * index, 30 * index + 30)}${index % 3 === 0 ? 'c' : 'd'}\n`).join('');
  };

  test('has so many rows and no more, and loses nothing', () => {
    const ones = [exploding('word=')];
    const bytes = Buffer.from(lines('word=', 2 * MOST_ROWS), 'latin1');
    const matched = matches(ones, bytes);
    expect(matched.length).toBeGreaterThan(300);
    for (const engine of ENGINES) {
      const found = searchOf(placePatterns(ones, pool, reader), engine)(bytes);
      expect(found).toEqual(expect.arrayContaining(matched));
      // What needs a row too many passes; what ends before does not.
      expect(found.length).toBeGreaterThan(matched.length);
      expect(searchOf(placePatterns(ones, pool, reader), engine)(Buffer.from(`word=x${bytes.toString('latin1')}`, 'latin1'))).not.toContain('0@0');
    }
  });

  test('however many there are, those that find no room let pass', () => {
    const ones = Array.from({ length: 120 }, (_, index) => exploding(`word${String.fromCharCode(97 + (index % 26), 97 + Math.floor(index / 26))}=`));
    const last: Pattern = { keywords: ['late='], regex: 'late=(?<secret>[a-f]{3}x{2,20}[0-9])', reach: 40 };
    const search = searchOf(placePatterns([...ones, last], pool, reader), 'wasm');
    // Behind what an anchor looks at.
    const late = Buffer.from(`late=abc${'x'.repeat(16)}9\nlate=abc${'x'.repeat(16)}-\n`, 'latin1');
    expect(searchOf(placePatterns([last], pool, reader), 'wasm')(late)).toEqual(['0@0']);
    for (const one of ones) {
      const bytes = Buffer.from(lines(one.keywords[0]!, 300), 'latin1');
      expect(search(bytes)).toEqual(expect.arrayContaining(matches([...ones, last], bytes)));
    }
    expect(search(late)).toEqual(['120@0', '120@26']);
  });

  test('that would be written out into billions of states has those that are allowed', () => {
    const table = new GateTable(pool);
    const [beginning] = table.add(reader.read({ regex: '(?:x|(?:(?:(?:(?:(?:(?:a{0,39}b){0,39}c){0,39}d){0,39}e){0,39}f){0,39}g))' }), [[]]);
    expect(table.gates().gateStates.length / STATE).toBeLessThan(10_000);
    expect(['x', 'aabcdefg'].map((text) => new Gate(table.gates(), beginning!.gate).passes(Buffer.from(text), 0, beginning!))).toEqual([true, true]);
  });

  test('has none where a table has as many sets of bytes as have numbers', () => {
    const sets = new ByteSetPool();
    const table = new GateTable(sets);
    // Each of a set of its own: the bits of a number, beside a byte that is in all.
    const tree = (from: number): RegexTree => ({ kind: 'sequence', parts: Array.from({ length: 60 }, (_, at) => ({ kind: 'byte', set: sets.where((byte) => byte === 255 || (byte < 16 && (((from * 60 + at) >> byte) & 1) === 1)) })) });
    const had = Array.from({ length: 600 }, (_, from) => table.add(tree(from), [[]])[0] !== null);
    expect(had.indexOf(false)).toBeGreaterThan(500);
    expect(had.lastIndexOf(true)).toBe(had.indexOf(false) - 1);
    const { gateStates, gateSets } = table.gates();
    expect(gateSets.length / 32).toBeLessThanOrEqual(32_768);
    expect(gateStates.filter((_, at) => at % STATE === 0).every((set) => set > 0)).toBe(true);
  });

  test.each([
    ['(?<q>["\'])\\k<q>x'], ['a*'], ['(?:)'], ['(?=abc)'], ['[]x'], ['(?:a|)(?:b|)x{3}'], ['(?:a*)*b'], ['(?:a|b)*?c'],
    ['a{2,}(?!b)'], ['a(?=b|$)'], ['a$'], ['a$', 'm'], ['a(?:b|$)'], ['a(?!b|cc)'], ['a(?!bc)'], ['a(?=b)(?!bc)'], ['(?=[^x]{0,3}c)[ab]{2}(?=c|\n|$)'], ['(?:a(?=b)|b(?!a))*'], ['a(?=b(?=c))'], ['a(?!b$)'], ['a(?![^])'], ['(?:a$|b)c?'], ['a(?=(?:b$)?)'], ['a(?=$|b)x?'],
  ])('%s keeps back no match', (regex, flags = '') => {
    const table = new GateTable(pool);
    const [beginning] = table.add(reader.read({ regex, flags }), [[]]);
    const gate = beginning ? new Gate(table.gates(), beginning.gate) : null;
    const sticky = new RegExp(regex, `y${flags}`);
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'abcx"\'\n'), maxLength: 9 }), (one) => {
      sticky.lastIndex = 0;
      if (sticky.test(one)) expect(gate?.passes(Buffer.from(one), 0, beginning!) ?? true).toBe(true);
    }), { numRuns: 300 });
  });
});

describe('what looks ahead at the end of an expression', () => {
  const passing = (regex: string, texts: readonly string[], flags = ''): boolean[] => {
    const table = new GateTable(pool);
    const [beginning] = table.add(reader.read({ regex, flags }), [[]]);
    const gate = beginning ? new Gate(table.gates(), beginning.gate) : null;
    return texts.map((text) => gate?.passes(Buffer.from(text), 0, beginning!) ?? true);
  };

  test.each<[string, string[], boolean[]]>([
    ['a{2,9}(?=[ ]{0,2}(?:\\n|$))', ['aa\n', 'aaa  \n', 'aa', 'aa  ', 'aa  x', 'aax'], [true, true, true, true, false, false]],
    ['a{2}(?![ab])', ['aac', 'aa', 'aaa', 'aab'], [true, true, false, false]],
    ['a{2}(?!b|cc)', ['aac', 'aacc', 'aab'], [true, true, false]],
    ['a(?:b$|c)', ['ab', 'abc', 'ac'], [true, false, true]],
    ['a(?=b)c?', ['ab', 'ac'], [true, true]],
  ])('%s says what follows a match', (regex, texts, expected) => {
    expect(passing(regex, texts)).toEqual(expected);
  });

  test('says nothing where a line\'s end is enough', () => {
    expect(passing('ab$', ['ab\n', 'abc'], 'm')).toEqual([true, true]);
  });
});
