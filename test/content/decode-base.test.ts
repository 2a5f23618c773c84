import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeText } from '../../src/content/decode.js';
import { SurveyKernel } from '../../src/content/survey-kernel.js';
import { surveyPlainly, type Survey } from '../../src/content/survey.js';
import { countNewlines, countUtf8Units } from '../../src/content/text.js';

const kernel = SurveyKernel.make()!;
const look = (text: string, how: (bytes: Buffer) => Survey = surveyPlainly, shift = 0): string[] => {
  const found: string[] = [];
  decodeText(Buffer.from(text, 'latin1'), ({ coding, bytes, start, end }) => found.push(`${coding} ${start + shift} ${end + shift} ${bytes.toString('latin1')}`), how);
  return found;
};
const encoded = fc.tuple(fc.string({ minLength: 1, maxLength: 60 }), fc.constantFrom('base64', 'base64url', 'hex')).map(([text, coding]) => Buffer.from(text).toString(coding as 'hex'));
const piece = fc.oneof(encoded, fc.string({ maxLength: 30 }), fc.constantFrom('.', ' ', '=', 'a'.repeat(23), 'word'));

describe('base64 and hexadecimal digits', () => {
  test('every run that is long enough is looked at, and nothing else', () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 14 }), (parts) => {
      // Lines that follow each other may be one value, and escapes have stretches of their own.
      const text = parts.join('').replace(/[\\%\n\r]/g, ' ');
      const runs = [...text.matchAll(/[A-Za-z0-9+/_-]{24,}/g)].flatMap((run) => look(run[0], surveyPlainly, run.index));
      expect(look(text)).toEqual(runs);
    }), { numRuns: 300 });
  });
});

describe('the kernel', () => {
  const byte = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...Buffer.from('%\\"/u0412afAF+-_\n\r \0<\x7f')));
  const noise = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1'));
  const signs = fc.array(byte, { maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('latin1'));
  const wrapped = fc.tuple(fc.string({ minLength: 60, maxLength: 300 }), fc.constantFrom('\n', '\r\n', '\\n', '\n  '), fc.constantFrom(60, 64, 76)).map(([text, end, width]) =>
    Buffer.from(text).toString('base64').replace(new RegExp(`.{${width}}`, 'g'), `$&${end}`));
  const escaped = fc.string({ maxLength: 30 }).map((text) => JSON.stringify(text));
  const url = fc.string({ maxLength: 20, unit: 'binary-ascii' }).map((text) => encodeURIComponent(text));
  const long = fc.tuple(fc.constantFrom('A', 'g', '7', 'x', ' ', '%41', '\\"', '\\\\', 'QUJD'), fc.integer({ min: 1, max: 300 })).map(([text, count]) => text.repeat(count));
  const text = fc.array(fc.oneof(encoded, piece, noise, signs, wrapped, escaped, url, long), { maxLength: 12 }).map((parts) => parts.join(''));

  test('says what the plain look says of escapes, and of runs all that decode to something', () => {
    fc.assert(fc.property(text, (source) => {
      const bytes = Buffer.from(source, 'latin1');
      const [fast, plain] = [kernel.survey(bytes), surveyPlainly(bytes)];
      expect(fast.urls).toEqual(plain.urls);
      expect(fast.strings).toEqual(plain.strings);
      const known = new Set(plain.runs.flatMap((start, index) => (index % 2 === 0 ? [`${start} ${plain.runs[index + 1]}`] : [])));
      for (let index = 0; index < fast.runs.length; index += 2) expect(known).toContain(`${fast.runs[index]} ${fast.runs[index + 1]}`);
      expect(look(source, (inner) => kernel.survey(inner))).toEqual(look(source));
    }), { numRuns: 1500 });
  });
  test('long texts, and more places than it has room for at once', () => {
    for (const one of ['%41 ', '\\"\n', `${'QUJD'.repeat(8)} `, `${'QUJD'.repeat(40)}\n`, 'x'.repeat(63), '\\"', '%41', `"${'a'.repeat(9000)}\\"`]) {
      for (const size of [200_000, 70_001]) {
        const source = one.repeat(Math.ceil(size / one.length));
        const bytes = Buffer.from(source, 'latin1');
        const [fast, plain] = [kernel.survey(bytes), surveyPlainly(bytes)];
        expect(fast.urls).toEqual(plain.urls);
        expect(fast.strings).toEqual(plain.strings);
        const decoded = (which: Survey): number => {
          let sum = 0;
          decodeText(bytes, ({ start, end, bytes: { length } }) => (sum = (sum * 31 + start + 7 * end + length) % 1e9), (inner) => (inner === bytes ? which : surveyPlainly(inner)));
          return sum;
        };
        expect(decoded(fast)).toBe(decoded(plain));
      }
    }
  });
  test('counts as the plain loops count', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.nat(20), (source, start) => {
      const bytes = Buffer.from(`${source}\n`.repeat(9));
      expect(kernel.countUnits(bytes)).toBe(countUtf8Units(bytes));
      expect(kernel.countNewlines(bytes, start % bytes.length, bytes.length)).toBe(countNewlines(bytes, start % bytes.length, bytes.length));
    }));
    const big = Buffer.from('\u00e9\n'.repeat(60_000));
    expect(kernel.countUnits(big)).toBe(120_000);
    expect(kernel.countNewlines(big, 1, big.length)).toBe(60_000);
  });
});
