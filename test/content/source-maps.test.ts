import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SourceMapReader } from '../../src/archive/source-map.js';
import { FileOpener } from '../../src/content/open.js';
import { OuterFile } from '../../src/content/outer-file.js';
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

  test('what stands beside the sources is found, however near, and sources that cannot be read are text as ever', async () => {
    const filler = 'filler '.repeat(500);
    const marks = ['file', 'name', 'mappings', 'first', 'last'] as const;
    // Longer than a window, too.
    const long = filler.repeat(400);
    for (const mark of marks) {
      const at = (one: (typeof marks)[number]): string => (one === mark ? plant : '');
      const text = JSON.stringify({ version: 3, file: at('file'), sources: [at('first'), 'b', at('last')], sourcesContent: [filler, filler, filler], names: [at('name')], mappings: at('mappings') });
      for (const [shown, piece] of [[text, text.length], [text, 5000], [text, 77], [text.replaceAll(filler, long), 700_000]] as const) {
        const { documents } = await scan(Buffer.from(shown), piece, 'app/main.js.map');
        expect(documents.flatMap(({ within, hits }) => hits.map(() => within.length))).toEqual([0]);
      }
    }
    // A value that begins in one string of the list and ends in the next is none of theirs.
    const broken = `{"version":3,"sources":["a","b"],"sourcesContent":["${filler}","\\q${filler}${plant}${filler}"]}`;
    expect(places(await scan(Buffer.from(broken)))).toEqual(['']);
  });

  test('the plain bytes of a map are searched where its sources are not opened any more', async () => {
    const contents = [1, 2, 3].map((digit) => `${digit}`.repeat(2000));
    const bytes = Buffer.from(JSON.stringify(map(['a', 'b', 'c'], contents)));
    const seen: unknown[] = [];
    const outer = new OuterFile('app/main.js.map', 0);
    const opener = new FileOpener({
      begin: () => undefined,
      write: ({ depth }, piece, apart) => depth === 0 && seen.push(piece.length, apart.length),
      end: ({ depth, within }) => depth > 0 && seen.push(within.join()),
      opened: (_, coverage) => seen.push(coverage.length),
      notice: (_, code) => seen.push(code),
    });
    opener.begin({ outer, depth: 0, path: outer.path, within: [], chain: [], size: bytes.length, version: false, container: null });
    const middle = bytes.indexOf('","', bytes.indexOf(contents[0]!)) + 1;
    opener.write(bytes.subarray(0, middle));
    // So that a hundred bytes are left to it when the rest of the map has come.
    outer.stored = bytes.length;
    outer.takeBytes(outer.allowance - 100);
    outer.stored = middle;
    opener.write(bytes.subarray(middle));
    opener.end();
    await opener.settle();
    expect(seen).toEqual(['a', middle, 2, 'b', 'limit-reached', bytes.length - middle, 0, 2]);
  });

  test('names that stand behind the sources, and pieces that end anywhere', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(null), fc.string({ maxLength: 60 }), fc.constantFrom('\\', '"', '\\"\\\\', '\u{1f511}')), { maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 60 }), fc.boolean(), fc.constantFrom(undefined, 1), (contents, cuts, late, indent) => {
        const names = contents.map((_, index) => (index % 3 === 2 ? null : `${index}\\".ts`));
        const parts = late ? { sourcesContent: contents, sources: names } : { sources: names, sourcesContent: contents };
        const bytes = Buffer.from(JSON.stringify({ version: 3, names: ['sources', '['], mappings: '\\', ...parts, x: [1, { y: ['z'] }] }, null, indent));
        const seen: [string, string][] = [];
        const reader = new SourceMapReader((name, string, offset) => {
          expect(bytes.subarray(offset, offset + string.length)).toEqual(string);
          seen.push([name, JSON.parse(string.toString()) as string]);
        });
        for (let at = 0, index = 0; at < bytes.length; index += 1) {
          const size = cuts[index % cuts.length]!;
          reader.push(Buffer.from(bytes.subarray(at, at + size)));
          at += size;
        }
        reader.finish();
        expect(seen).toEqual(contents.flatMap((content, index) => (content === null || content === '' ? [] : [[names[index] ?? `source ${index + 1}`, content]])));
      }),
      { numRuns: 300 },
    );
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
