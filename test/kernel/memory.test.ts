import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { builtInRules } from '../../rules/index.js';
import { SurveyKernel } from '../../src/content/survey-kernel.js';
import { surveyPlainly } from '../../src/content/survey.js';
import { KernelMemory, giveText, kernelMemory, takeText } from '../../src/kernel/memory.js';
import { ByteSetPool } from '../../src/match/byte-set.js';
import { createMatcher } from '../../src/match/matcher.js';
import { placePatterns } from '../../src/match/placed.js';
import { createPrefilter } from '../../src/match/prefilter.js';
import { RegexTreeReader } from '../../src/match/regex-tree.js';
import type { CredentialRule } from '../../src/model/rule.js';
import { expandTemplate } from '../../src/rule/template.js';
import { FileSearch } from '../../src/scan/file-search.js';
import { packFound, packLayerReport, type PackedLayerReport } from '../../src/scan/pack.js';
import { builtInRuleSet } from '../../src/index.js';
import { layerScan } from '../../src/scan/layer.js';
import type { FilePart } from '../../src/scan/parcel.js';
import { FOUND, foundIn, layerOfRoads } from './roads.js';

const rules = builtInRules.filter((rule): rule is CredentialRule => rule.kind === 'credential');
const pool = new ByteSetPool();
const placed = placePatterns(rules.flatMap((rule) => rule.patterns), pool, new RegexTreeReader(pool));
const memory = kernelMemory()!;
const matcher = createMatcher(rules, { checked: true });
const isHere = (text: Buffer): boolean => text.buffer === memory.buffer;

const example = fc.tuple(fc.nat(rules.length - 1), fc.nat(99)).map(([index, seed]) => expandTemplate(rules[index]!.examples.leaks[seed % rules[index]!.examples.leaks.length]!, seed));
const keyword = fc.constantFrom(...new Set(rules.flatMap((rule) => rule.patterns.flatMap((pattern) => pattern.keywords))));
const noise = fc.string({ unit: fc.constantFrom(...'aeT0_-=:/"\' \n\0\xff%\\'), maxLength: 12 });
const coded = example.map((text) => JSON.stringify(JSON.stringify({ text })));
/** Whole credentials, and those that are cut anywhere. */
const part = fc.oneof(example, keyword, noise, coded, fc.tuple(example, fc.nat(), fc.nat()).map(([text, a, b]) => text.slice(Math.min(a, b) % text.length, (Math.max(a, b) % text.length) + 1)));
const text = fc.array(part, { maxLength: 6 }).map((parts) => Buffer.from(parts.join('').slice(0, 900), 'latin1'));

describe('places', () => {
  test('are nobody else\'s, and all is free again when all is given back', () => {
    const most = (one: KernelMemory): number => {
      let [low, high] = [0, 2 ** 22];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        const at = one.take(middle);
        if (at !== null) one.give(at);
        [low, high] = at === null ? [low, middle - 1] : [middle, high];
      }
      return low;
    };
    fc.assert(fc.property(fc.array(fc.oneof(fc.integer({ min: 1, max: 200_000 }), fc.nat(20).map((index) => -1 - index)), { maxLength: 60 }), (steps) => {
      const one = KernelMemory.make(1_000_000)!;
      const all = most(one);
      expect(all).toBeGreaterThanOrEqual(1_000_000);
      const taken: [number, number][] = [];
      for (const step of steps) {
        if (step < 0) {
          const [gone] = taken.splice(-1 - step, 1);
          if (gone) one.give(gone[0]);
          continue;
        }
        const at = one.take(step);
        if (at === null) continue;
        expect(at + step).toBeLessThanOrEqual(one.buffer.byteLength);
        for (const [start, end] of taken) expect(at >= end || at + step <= start).toBe(true);
        taken.push([at, at + step]);
      }
      for (const [at] of taken) one.give(at);
      expect(most(one)).toBe(all);
    }), { numRuns: 200 });
  });

  test('what is full is no fault: texts lie elsewhere then, and what lies there is used again', () => {
    const full: Buffer[] = [];
    for (let next = takeText(1 << 20); full.push(next) && isHere(next); next = takeText(1 << 20));
    const elsewhere = full.at(-1)!;
    expect(elsewhere.length).toBe(1 << 20);
    giveText(full.pop()!);
    expect(takeText(1 << 20)).toBe(elsewhere);
    for (const one of [...full, elsewhere]) giveText(one);
    const again = takeText(1 << 20);
    expect(isHere(again)).toBe(true);
    giveText(again);
  });

  test('tables of a search that nobody has any more give way to others', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const free = (): number => {
      const texts: Buffer[] = [];
      for (let next = takeText(1 << 18); texts.push(next) && isHere(next); next = takeText(1 << 18));
      for (const one of texts) giveText(one);
      return texts.length - 1;
    };
    const bytes = Buffer.from(expandTemplate('dop_v1_{hex:64}', 1), 'latin1');
    const search = (): number => {
      let found = 0;
      createPrefilter(placed, pool, 'wasm')(bytes, 0, bytes.length, () => (found += 1));
      return found;
    };
    // More than have room at once: those without it bring a memory of their own.
    const expected = search();
    expect(expected).toBeGreaterThan(0);
    for (let round = 0; round < 30; round += 1) expect(search()).toBe(expected);
    for (let turn = 0; turn < 20 && free() < 60; turn += 1) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(free()).toBeGreaterThanOrEqual(60);
  });
});

describe('what lies in the memory of the kernels says what it says elsewhere, whatever is beside it', () => {
  const search = createPrefilter(placed, pool, 'wasm');
  const kernel = SurveyKernel.make()!;
  const room = takeText(100_000);
  const found = (bytes: Buffer, from: number, to: number): string[] => {
    const places: string[] = [];
    search(bytes, from, to, (anchor, start) => places.push(`${anchor}@${start}`));
    return places;
  };
  /** Calls with a copy of `bytes` there, at any distance from a border of the cache; all else must stay. */
  const inPlace = <T>(bytes: Buffer, beside: Buffer, at: number, work: (here: Buffer) => T): T => {
    for (let filled = 0; filled < 4000; filled += Math.max(1, beside.length)) beside.copy(room, filled);
    bytes.copy(room, at);
    const before = Buffer.from(room);
    const result = work(room.subarray(at, at + bytes.length));
    expect(room.equals(before)).toBe(true);
    return result;
  };

  test('for the search', () => {
    expect(isHere(room)).toBe(true);
    fc.assert(fc.property(text, text, fc.nat(1200), fc.nat(900), fc.nat(900), (bytes, beside, at, a, b) => {
      const [from, to] = [Math.min(a, b, bytes.length), Math.min(Math.max(a, b), bytes.length)];
      expect(inPlace(bytes, beside, at, (here) => found(here, from, to))).toEqual(found(bytes, from, to));
      expect(inPlace(bytes, beside, at, (here) => found(here, 0, bytes.length))).toEqual(found(bytes, 0, bytes.length));
    }), { numRuns: 400 });
  });

  test('for the search of many places, which comes in turns', () => {
    const many = Buffer.from('token="'.repeat(9000), 'latin1');
    expect(inPlace(many, Buffer.from('token="'), 1000, (here) => found(here, 0, here.length))).toEqual(found(many, 0, many.length));
  });

  test('for the look for codings, and what is read in them', () => {
    fc.assert(fc.property(text, text, fc.nat(1200), (bytes, beside, at) => {
      const plain = surveyPlainly(bytes);
      const there = inPlace(bytes, beside, at, (here) => kernel.survey(here));
      expect(there).toEqual(kernel.survey(bytes));
      expect([there.urls, there.strings]).toEqual([plain.urls, plain.strings]);
      for (const backslash of [true, false]) {
        const spliced = (one: Buffer): string => {
          let said = '';
          kernel.splice(one, backslash, (inner, escapes) => (said = `${escapes} ${inner.toString('latin1')}`));
          return said;
        };
        expect(inPlace(bytes, beside, at, spliced)).toBe(spliced(bytes));
      }
      const sign = (one: Buffer): boolean => kernel.findSign(one, (place) => one.toString('latin1', place, place + 4) === '/src');
      expect(inPlace(bytes, beside, at, sign)).toBe(sign(bytes));
      expect(inPlace(bytes, beside, at, (here) => [kernel.countNewlines(here, 0, here.length), kernel.countUnits(here)])).toEqual([kernel.countNewlines(bytes, 0, bytes.length), kernel.countUnits(bytes)]);
    }), { numRuns: 400 });
  });
});

describe('files beside each other', () => {
  const say = async (contents: readonly Buffer[], bytes: Buffer): Promise<string> => {
    const search = new FileSearch(matcher, []);
    let at = 0;
    const parts = contents.map((content, ordinal): FilePart => {
      content.copy(bytes, at);
      at += content.length;
      return { path: `srv/file-${ordinal}.txt`, size: content.length, ordinal, length: content.length, begins: true, ends: true };
    });
    await search.search({ bytes, parts });
    return JSON.stringify(packFound(search.take()));
  };
  const held: Buffer[] = [];
  afterEach(() => held.splice(0).forEach(giveText));
  const there = (bytes: number): Buffer => {
    const place = takeText(bytes);
    held.push(place);
    return place;
  };

  test('say what each says alone', async () => {
    // More than is looked for plainly.
    await say([Buffer.alloc(70_000, '.')], Buffer.alloc(70_000));
    await fc.assert(fc.asyncProperty(fc.array(text.filter(({ length }) => length > 0), { minLength: 1, maxLength: 6 }), fc.nat(70), async (contents, shift) => {
      const place = there(20_000);
      expect(isHere(place)).toBe(true);
      place.fill('password=');
      const alone = await Promise.all(contents.map((content, ordinal) => say([...Array.from({ length: ordinal }, () => Buffer.alloc(1, '.')), content], Buffer.alloc(20_000))));
      const together = JSON.parse(await say(contents, place.subarray(shift))) as { files: unknown[] };
      expect(together.files).toEqual(alone.flatMap((one) => (JSON.parse(one) as { files: unknown[] }).files));
      held.splice(0).forEach(giveText);
    }), { numRuns: 150 });
  });

  test('a credential that two of them share is in neither, one that ends with its file is in that one', async () => {
    const key = expandTemplate('dop_v1_{hex:64}', 3);
    const place = there(20_000);
    const files = async (...contents: string[]): Promise<number[]> => {
      const found = JSON.parse(await say(contents.map((one) => Buffer.from(one, 'latin1')), place)) as { files: { ordinal: number }[] };
      return found.files.map(({ ordinal }) => ordinal);
    };
    await files('.'.repeat(19_000));
    for (let cut = 1; cut < key.length; cut += 7) expect(await files(key.slice(0, cut), key.slice(cut))).toEqual([]);
    // Letters and digits beside it would make it the part of something else.
    expect(await files('0a1b', key, '2c3d')).toEqual([1]);
    expect(await files(`x${key}`, key, `${key}9`)).toEqual([1]);
  });
});

describe('a layer', () => {
  test('says the same on all roads, with room in the memory of the kernels and with none', async () => {
    const layer = await layerOfRoads();
    const places = new Set<boolean>();
    const scan = layerScan(builtInRuleSet, { ...matcher, match: (chunk) => (places.add(isHere(chunk.bytes)), matcher.match(chunk)) });
    const packed = async (): Promise<PackedLayerReport> => packLayerReport(await scan(layer), null);
    expect(foundIn(await scan(layer))).toEqual(FOUND);
    const roomy = await packed();
    expect(places.has(true)).toBe(true);
    const full: Buffer[] = [];
    for (let size = 1 << 22; size >= 1; size >>= 1) for (let next = takeText(size); full.push(next) && isHere(next); next = takeText(size));
    places.clear();
    expect(await packed()).toEqual(roomy);
    // Decoders keep what they have, and read small entries of archives into it.
    expect(places.has(false)).toBe(true);
    for (const one of full) giveText(one);
    expect(await packed()).toEqual(roomy);
  }, 60_000);
});
