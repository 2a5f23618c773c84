import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ContentReader } from '../../src/content/content.js';
import { WINDOW_BYTES } from '../../src/content/document.js';
import type { Region } from '../../src/model/location.js';

const ANCHOR = 'KEY=';
const REACH = 64;

interface Found {
  readonly at: number;
  readonly encoding: string;
  readonly region: Region;
  readonly excerpt: string;
  /** The bytes within reach, which must be in sight. */
  readonly context: string;
}

/** Finds every anchor that a chunk owns. */
function read(pieces: readonly Buffer[], size = pieces.reduce((sum, piece) => sum + piece.length, 0)): { found: Found[]; chunks: number; encoding: string } {
  const found: Found[] = [];
  let chunks = 0;
  const reader = new ContentReader(REACH, (chunk, origin) => {
    chunks += 1;
    for (let at = chunk.bytes.indexOf(ANCHOR, chunk.from); at !== -1 && at < chunk.to; at = chunk.bytes.indexOf(ANCHOR, at + 1)) {
      const start = chunk.base + at;
      found.push({
        at: start,
        encoding: origin.encoding,
        region: origin.region(start, start + ANCHOR.length),
        excerpt: origin.excerpt(start, start + ANCHOR.length),
        context: chunk.bytes.toString('latin1', Math.max(0, at - REACH), at + REACH),
      });
    }
  });
  reader.begin('f', size);
  for (const piece of pieces) reader.write(piece);
  const { encoding } = reader.end();
  return { found, chunks, encoding };
}

function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const points = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return points.slice(1).map((point, index) => Buffer.from(bytes.subarray(points[index], point)));
}

/** Lines of random text with anchors, a little longer than two windows. */
function bigText(seed: number): Buffer {
  const parts: string[] = [];
  let state = seed >>> 0;
  let length = 0;
  while (length < 2 * WINDOW_BYTES + 5000) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const kind = state >>> 28;
    const part = kind === 0 ? ANCHOR : kind === 1 ? '\n' : kind === 2 ? 'ü€😀' : 'x'.repeat(1 + ((state >>> 8) % 400));
    parts.push(part);
    length += part.length;
  }
  return Buffer.from(parts.join(''), 'utf8');
}

describe('ContentReader', () => {
  test('a file that comes in one write is passed through without a copy', () => {
    const bytes = Buffer.from('a\nKEY=1');
    let same = false;
    const reader = new ContentReader(REACH, (chunk) => {
      same = chunk.bytes === bytes;
    });
    reader.begin('f', bytes.length);
    reader.write(bytes);
    reader.end();
    expect(same).toBe(true);
  });

  test('an empty file has no chunk', () => {
    expect(read([], 0).chunks).toBe(0);
    expect(read([Buffer.alloc(0)], 0).chunks).toBe(0);
  });

  test.each([
    ['first line', 'KEY=', { startLine: 1, startColumn: 1, endLine: 1, endColumn: 5, byteOffset: 0, byteLength: 4 }],
    ['third line', '\r\nab\nc KEY=', { startLine: 3, startColumn: 3, endLine: 3, endColumn: 7, byteOffset: 7, byteLength: 4 }],
    ['two units for a character beyond the plane', 'ü€😀KEY=', { startLine: 1, startColumn: 5, endLine: 1, endColumn: 9, byteOffset: 9, byteLength: 4 }],
    ['one unit for a byte that is no UTF-8', Buffer.from('\xff\xe2\x82KEY=', 'latin1'), { startLine: 1, startColumn: 4, endLine: 1, endColumn: 8, byteOffset: 3, byteLength: 4 }],
  ])('region: %s', (_name, text, region) => {
    expect(read([Buffer.from(text as string)]).found[0]!.region).toEqual(region);
  });

  test.each(['utf16le', 'utf16be'])('text in %s is found at its bytes as stored', (order) => {
    const text = 'first line of some length\nü😀 KEY=\n';
    for (const mark of ['\ufeff', '']) {
      const bytes = Buffer.from(mark + text, 'utf16le');
      if (order === 'utf16be') bytes.swap16();
      const { found, encoding } = read([bytes]);
      expect(encoding).toBe(order.replace('utf', 'utf-'));
      expect(found).toHaveLength(1);
      const { byteOffset, byteLength, startLine, startColumn } = found[0]!.region;
      const stored = Buffer.from(bytes.subarray(byteOffset, byteOffset + byteLength));
      expect((order === 'utf16be' ? stored.swap16() : stored).toString('utf16le')).toBe(ANCHOR);
      expect([startLine, startColumn]).toEqual([2, 5]);
      expect(found[0]!.excerpt).toBe('ü😀 KEY=');
    }
  });

  test('every anchor of a big file is found once, with its surroundings, line and column', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.nat(3 * WINDOW_BYTES), { maxLength: 12 }), (seed, cuts) => {
        const bytes = bigText(seed);
        const text = bytes.toString('latin1');
        const expected: Omit<Found, 'excerpt' | 'encoding'>[] = [];
        let line = 1;
        let lineStart = 0;
        let counted = 0;
        for (let at = bytes.indexOf(ANCHOR); at !== -1; at = bytes.indexOf(ANCHOR, at + 1)) {
          for (let newline = bytes.indexOf(10, counted); newline !== -1 && newline < at; newline = bytes.indexOf(10, newline + 1)) {
            line += 1;
            lineStart = newline + 1;
          }
          counted = at;
          const column = bytes.toString('utf8', lineStart, at).length + 1;
          expected.push({
            at,
            region: { startLine: line, startColumn: column, endLine: line, endColumn: column + 4, byteOffset: at, byteLength: 4 },
            context: text.slice(Math.max(0, at - REACH), at + REACH),
          });
        }
        const { found, chunks } = read(split(bytes, cuts));
        expect(chunks).toBeGreaterThan(1);
        expect(found.map(({ at, region, context }) => ({ at, region, context }))).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  test('splitting the writes anywhere changes nothing', () => {
    const text = fc.array(fc.constantFrom('KEY=', '\n', 'ü€😀', 'some text ', '\r\n', 'x'.repeat(300)), { maxLength: 60 }).map((parts) => parts.join(''));
    const stored = fc.tuple(text, fc.constantFrom('utf8', 'utf16le', 'mark' as const)).map(([part, encoding]) =>
      encoding === 'mark' ? Buffer.from(`\ufeff${part}`, 'utf16le') : Buffer.from(part, encoding as BufferEncoding),
    );
    fc.assert(
      fc.property(stored, fc.array(fc.nat(), { maxLength: 20 }), (bytes, cuts) => {
        expect(read(split(bytes, cuts))).toEqual(read([bytes]));
        expect(read(split(bytes, cuts), bytes.length + 1)).toEqual(read([bytes]));
      }),
    );
  });

  test('a UTF-16 file longer than a window', () => {
    const bytes = Buffer.from(`${'line of text 😀\n'.repeat(120_000)}KEY=`, 'utf16le');
    const { found } = read(split(bytes, [1001, 70_001, 2_000_003]));
    expect(found).toHaveLength(1);
    expect(found[0]!.region).toEqual({ startLine: 120_001, startColumn: 1, endLine: 120_001, endColumn: 5, byteOffset: bytes.length - 8, byteLength: 8 });
  });

  test.each([
    ['the line of the secret', 'above\nexport KEY= # note\r\nbelow', 'export KEY= # note'],
    ['cut between words', `${'word '.repeat(60)}KEY=${' word'.repeat(60)}`, `… ${'word '.repeat(19)}KEY=${' word'.repeat(19)} …`],
    ['no half of another word', `${'t'.repeat(300)} KEY=${'s'.repeat(300)}`, '… KEY=…'],
    ['control characters', 'a\x1b[31m\u202eKEY=', 'a\ufffd[31m\ufffdKEY='],
  ])('excerpt: %s', (_name, text, excerpt) => {
    expect(read([Buffer.from(text)]).found[0]!.excerpt).toBe(excerpt);
  });

  test('an excerpt can be given masked, also of a secret of many lines', () => {
    const excerpts: string[] = [];
    const reader = new ContentReader(REACH, (_chunk, origin) => {
      excerpts.push(origin.excerpt(2, 5, '***'), origin.excerpt(2, 15, '***'), origin.excerpt(2, 15));
    });
    const bytes = Buffer.from('k=one\ntwo\nthree\nfour\nfive');
    reader.begin('f', bytes.length);
    reader.write(bytes);
    reader.end();
    expect(excerpts).toEqual(['k=***', 'k=***', 'k=one\ntwo\nthree']);
  });
});
