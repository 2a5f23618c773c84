import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { places, PLANT, scan, VALUE } from './plant.js';

const plant = PLANT.toString();
const source = (before: number, after: number): string => `${'const "x" = `\\n`;\n'.repeat(before)}const token = "${plant}";\n${'run("é");\n'.repeat(after)}`;
const map = (sources: readonly string[], sourcesContent: readonly (string | null)[]): object => ({ version: 3, file: 'main.js', mappings: 'AAAA;'.repeat(40), sources, sourcesContent, names: ['a'] });

describe('source maps', () => {
  test('a source is a document of its own, wherever in the map it stands and in whatever pieces it comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 300 }), fc.constantFrom(0, 1, 2), fc.integer({ min: 1, max: 70_000 }), fc.constantFrom(undefined, 2), async (before, after, place, piece, indent) => {
        const contents: (string | null)[] = ['first', null, 'last'];
        contents.splice(place, 0, source(before, after));
        const bytes = Buffer.from(JSON.stringify(map(['webpack://app/./a.ts', 'b.ts', '../c.ts', 'd.ts'], contents), null, indent));
        const seen = await scan(bytes, Math.max(piece, bytes.length / 100), 'app/main.js.map');
        expect(seen.notices).toEqual([]);
        expect(places(seen)).toEqual([['webpack:/app/a.ts', 'b.ts', 'c.ts'][place]]);
        const [hit] = seen.documents.flatMap(({ hits }) => hits);
        expect(hit!.region.startLine).toBe(before + 1);
      }),
      { numRuns: 40 },
    );
  });

  test('sections of an indexed map, a map behind the line that guards it, escapes of every kind', async () => {
    const indexed = { version: 3, sections: [{ offset: { line: 0, column: 0 }, map: map(['a.ts'], ['none']) }, { offset: { line: 9, column: 0 }, map: map(['b.ts'], [source(3, 3)]) }] };
    expect(places(await scan(Buffer.from(JSON.stringify(indexed)), 500))).toEqual(['b.ts']);
    expect(places(await scan(Buffer.from(`)]}'\n${JSON.stringify(map(['a.ts'], [source(3, 3)]))}`), 500))).toEqual(['a.ts']);
    const escaped = JSON.stringify(map(['a.ts'], [source(1, 1)])).replace(plant, [...plant].map((sign) => `\\u00${sign.charCodeAt(0).toString(16)}`).join(''));
    expect(places(await scan(Buffer.from(escaped)))).toEqual(['a.ts']);
  });

  test('a map within a map does not touch what is still read of the outer one', async () => {
    // The inner one's first text is longer than all of the inner one in front of its last.
    const inner = JSON.stringify(map(['a.ts', 'b.ts', 'c.ts'], ['filler '.repeat(3000), 'x', source(2, 2)]));
    const outer = Buffer.from(JSON.stringify(map(['inner.map', 'after.ts'], [inner, source(4, 4)])));
    for (const piece of [outer.length, 9000]) expect(places(await scan(outer, piece, 'app/outer.map')).sort()).toEqual(['after.ts', 'inner.map > c.ts']);
  });

  test.each(['js', 'css'])('one that stands inline in a file of %s', async (kind) => {
    for (const shift of [0, 1, 2]) {
      const coded = Buffer.from(JSON.stringify(map(['a.ts'], [`${' '.repeat(shift)}${source(200, 900)}`]))).toString('base64');
      const text = kind === 'js' ? `run();\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${coded}\n` : `a{}\n/*# sourceMappingURL=data:application/json;base64,${coded} */\n`;
      const seen = await scan(Buffer.from(text), 10_000, `app/a.${kind}`);
      expect(seen.notices).toEqual([]);
      expect(seen.documents.flatMap(({ hits }) => hits)).toHaveLength(1);
    }
  });

  test('one that is cut short gives what there is, and is told of', async () => {
    const bytes = Buffer.from(JSON.stringify(map(['a.ts', 'b.ts'], [source(3, 3), source(9, 9)])));
    const seen = await scan(bytes.subarray(0, bytes.length - 200));
    expect(places(seen)[0]).toBe('a.ts');
    expect(seen.notices.map(({ code }) => code)).toEqual(['damaged']);
  });

  test('what only begins like one is text as ever', async () => {
    for (const text of ['{"version": 3, "name": "x", "v": "', '{"version": 3, "sources": "', '{"version":3,"sources":[{"a":["', '{"version":3,"sourcesContent":[1,"']) {
      expect((await scan(Buffer.from(`${text}${plant}"}`))).documents.flatMap(({ hits }) => hits).length).toBe(1);
    }
  });

  test('hostile maps end, and what comes out is no more than what went in', async () => {
    const cases = ['[', '{"sources":[', '{"sourcesContent":["', '\\', '\\"', '"sourcesContent":["a"],', `{"sourcesContent":["${VALUE}"]}`].map((unit) => `{"version":3,"sources":[],"x":${unit.repeat(200_000 / unit.length)}`);
    for (const text of cases) {
      const { documents, notices } = await scan(Buffer.from(text), 50_000);
      expect(notices.length).toBeLessThanOrEqual(2);
      expect(documents.filter(({ within }) => within.length > 0).reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(text.length);
    }
  });
});
