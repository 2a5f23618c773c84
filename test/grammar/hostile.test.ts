import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Entry } from '../../src/grammar/format.js';
import { FORMATS } from '../../src/grammar/formats.js';

/** Reads with every format, whatever it is. */
function readAll(bytes: Buffer): Entry[] {
  const entries: Entry[] = [];
  const text = bytes.toString('latin1');
  for (const format of FORMATS) {
    format.read({ bytes, text, path: 'a/b.json', work: { rounds: 10_000 } }, { entry: (entry) => entries.push(entry), view: () => undefined, limit: () => undefined });
  }
  return entries;
}

const WORDS = ['{', '}', '[', ']', '"', "'", ':', ': ', ',', '\n', '\n  ', '- ', '=', ' = ', '<', '>', '</', '/>', '<!--', '<![CDATA[', '&amp;', '&#x41;', '\\', '\\"', '\\u0041', '#', '---\n', '|\n', '>-\n', '*a', '&a', 'password', 'token', 'data', 'kind: Secret', 'users', 'user', 'machine ', 'login ', 'auths', 'auth', '://', '@', '$y$', 'define(', '\0', '\xff', '\ufeff', 'hunter2'];

describe('hostile files', () => {
  test('no sequence of signs makes a reader fail in another way than it says, and places lie in the document', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }), (words) => {
        const bytes = Buffer.from(words.join(''), 'latin1');
        for (const { start, end } of readAll(bytes)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(bytes.length);
          expect(end).toBeGreaterThan(start);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('aliases of aliases end', () => {
    const laughs = ['a0: &a0 {password: hunter2}', ...Array.from({ length: 40 }, (_, level) => `a${level + 1}: &a${level + 1}\n${Array.from({ length: 9 }, (_n, key) => `  k${key}: *a${level}\n`).join('')}`)].join('\n');
    expect(readAll(Buffer.from(laughs)).length).toBeLessThan(100_000);
    const circle = 'a: &a\n  b: *a\n  <<: *a\n  c: &c\n    d: *c\n';
    expect(readAll(Buffer.from(circle)).length).toBeLessThan(1000);
  });

  test('nor do random bytes behind the magic of a key store', () => {
    fc.assert(
      fc.property(fc.constantFrom('\xfe\xed\xfe\xed\0\0\0\x02\0\0\0\x01', '\xce\xce\xce\xce\0\0\0\x02\0\0\0\x05\0\0\0\x01', '0\x82\x01\0\x02\x01\x030\x82', '0\x80\x02\x01\x030\x80'), fc.uint8Array({ maxLength: 600 }), (magic, bytes) => {
        readAll(Buffer.concat([Buffer.from(magic, 'latin1'), bytes]));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['brackets', '['],
    ['braces', '{"a":'],
    ['elements', '<a>'],
    ['list items', '- '],
    ['indented keys', 'a:\n '],
    ['anchors', 'a: &a [*a,*a]\n'],
    ['open quotes', '"'],
    ['open tags', '<a '],
    ['backslashes', '\\'],
    ['calls', "define('"],
    ['names', 'password'],
    ['pairs', 'password: "x" '],
    ['hosts', 'machine a '],
    ['colons', 'a:b:c:'],
    ['URLs', 'a://b:c'],
    ['block scalars', 'a: |\n'],
    ['sections', '[a\n'],
    ['escaped quotes', '\\"'],
  ])('twice as many %s take about twice as long', (_, sign) => {
    const time = (length: number): number => {
      const bytes = Buffer.alloc(length, sign);
      const started = process.cpuUsage().user;
      readAll(bytes);
      return process.cpuUsage().user - started;
    };
    time(16 * 1024);
    const small = Math.min(time(32 * 1024), time(32 * 1024));
    const large = Math.min(time(128 * 1024), time(128 * 1024));
    // A square would make it sixteen; what is too short to measure says nothing.
    expect(large).toBeLessThan(Math.max(200_000, small * 10));
  });
});
