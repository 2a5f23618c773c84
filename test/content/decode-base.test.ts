import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findConstants, putTogether } from '../../src/content/decode-constants.js';
import { decodeBase64, findText } from '../../src/content/decode-base.js';
import { decodeStretches } from '../../src/content/decode-escapes.js';
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
  test('decodes the text in symbols of base64 as Node does', () => {
    const printable = fc.string({ maxLength: 60, unit: 'binary-ascii' }).map((one) => one.replace(/[^\t\n\r -~]/g, '?'));
    let stretches = 0;
    fc.assert(fc.property(fc.array(printable, { minLength: 1, maxLength: 6 }), fc.constantFrom('', 'A', '-_', 'gID/', 'QQ', 'QUI', 'QUJD'), fc.constantFrom('', '_', 'aw', '+/9', 'QQ', 'QUH/', 'QUJDQw'), fc.constantFrom('base64', 'base64url'), (parts, before, behind, coding) => {
      const symbols = Buffer.from(`${before}${Buffer.from(parts.join('')).toString(coding as 'base64').replace(/=+$/, '')}${behind}`);
      const found = findText(symbols);
      for (let index = 0; index < found.length; index += 3) {
        if (found[index] !== 4) continue;
        stretches += 1;
        let seen = '';
        expect(kernel.decodeBase64(symbols, found[index + 1]!, found[index + 2]!, (inner) => (seen = inner.toString('latin1')))).toBe(true);
        expect(seen).toBe(decodeBase64(symbols, found[index + 1]!, found[index + 2]!).toString('latin1'));
      }
    }), { numRuns: 1000 });
    expect(stretches).toBeGreaterThan(500);
  });
  test('reads a string of JSON as Node does, and none that is none', () => {
    const units = fc.oneof(fc.constantFrom('\\', '\\u', '\\ud83d', '\\udd11', '\\u00e9', '\\u20ac', '\\n', '\\b', '\\f', '\\x', '"', 'u', '\u007f', '\u0001', '\u{1f511}', '\ud800'), fc.string({ maxLength: 20, unit: 'binary' }), fc.string({ maxLength: 20 }).map((one) => JSON.stringify(one).slice(1, -1)));
    let [strings, others] = [0, 0];
    fc.assert(fc.property(fc.array(units, { maxLength: 12 }), (parts) => {
      const string = Buffer.from(`"${parts.join('')}"`);
      let expected: string | null = null;
      try {
        expected = Buffer.from(JSON.parse(string.toString()) as string).toString('latin1');
        strings += 1;
      } catch {
        others += 1;
      }
      let seen: string | null = null;
      const done = kernel.jsonText(string, (inner) => (seen = inner.toString('latin1')));
      expect(done ? seen : null).toBe(expected);
    }), { numRuns: 2000 });
    expect(Math.min(strings, others)).toBeGreaterThan(200);
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
  test('reads escapes as the plain loop reads them', () => {
    // Fewer bytes than the kernel is asked for.
    const short = fc.array(fc.oneof(signs, escaped, url, fc.constantFrom('\\u0041', '\\u00e9', '\\n', '%41', '%4', '\\')), { maxLength: 6 }).map((parts) => parts.join('').slice(0, 250));
    fc.assert(fc.property(short, fc.constantFrom('URL' as const, 'JSON' as const), (source, coding) => {
      const bytes = Buffer.from(source, 'latin1');
      const plain: string[] = [];
      decodeStretches(bytes, coding, [0, bytes.length], (one) => plain.push(one.bytes.toString('latin1')));
      kernel.splice(bytes, coding === 'JSON', (spliced, escapes) => expect(escapes > 1 ? [spliced.toString('latin1')] : []).toEqual(plain));
    }), { numRuns: 1000 });
    for (const size of [300, 70_000]) {
      const bytes = Buffer.from('a\\"%2F\\\\'.repeat(size / 10 + 1), 'latin1').subarray(0, size - 1);
      decodeStretches(bytes, 'JSON', [3, bytes.length], ({ bytes: whole, locate }) => {
        const parts: number[] = [];
        for (let at = 0; at <= whole.length; at += 1) parts.push(locate(at));
        expect(parts[0]).toBe(3);
        expect(parts.at(-1)).toBe(bytes.length);
        whole.forEach((byte, index) => expect(bytes.subarray(parts[index], parts[index + 1]).includes(byte)).toBe(true));
      });
    }
  });
  test('finds text in symbols as the plain loop finds it', () => {
    const symbols = fc.string({ minLength: 1, maxLength: 70, unit: fc.constantFrom(...'ABCZagz019+/-_') });
    const some = fc.oneof(fc.string({ minLength: 12, maxLength: 90 }), fc.string({ minLength: 20, maxLength: 60, unit: fc.constantFrom(...'a\t\r\n ~\x7f\0\xe9') }));
    const coded = fc.tuple(some, fc.constantFrom('base64', 'base64url', 'hex', 'HEX')).map(([text, coding]) => (coding === 'HEX' ? Buffer.from(text, 'latin1').toString('hex').toUpperCase() : Buffer.from(text, 'latin1').toString(coding as 'hex')));
    let found = 0;
    fc.assert(fc.property(fc.array(fc.oneof(symbols, coded, coded), { maxLength: 10 }), (parts) => {
      const bytes = Buffer.from(parts.join('').replaceAll('=', ''), 'latin1');
      const plain = findText(bytes);
      found += plain.length;
      expect(kernel.findText(bytes)).toEqual(plain);
    }), { numRuns: 1500 });
    expect(found).toBeGreaterThan(3000);
    // More than it has room for at once.
    for (const one of ['QUJDQUJDQUJDQUJD____', '4142434445464748494a4b4cff', `${'QUJD'.repeat(30_000)}_`]) {
      const bytes = Buffer.from(one.repeat(1 + 250_000 / one.length).slice(0, 250_001));
      expect(kernel.findText(bytes)).toEqual(findText(bytes));
    }
  });
  test('finds a sign wherever it stands', () => {
    const signs = ['Go build', '/rustc/', '/src/lib.rs'];
    const bytes = Buffer.alloc(65_536 + 100, 'Gor/s');
    for (const at of [0, 1, 15, 16, 17, 65_530, 65_533, 65_535, 65_536, 65_590]) {
      for (const sign of signs) {
        const one = Buffer.from(bytes);
        one.write(sign, at, 'latin1');
        const asked: number[] = [];
        expect(kernel.findSign(one, (place) => asked.push(place) > 0 && one.toString('latin1', place, place + sign.length) === sign)).toBe(true);
        expect(asked).toEqual([at]);
      }
    }
    expect(kernel.findSign(bytes, () => true)).toBe(false);
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

describe('the constants of a Java class', () => {
  const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
  const utf8 = (text: string): Buffer => Buffer.concat([Buffer.of(1), u16(Buffer.byteLength(text)), Buffer.from(text)]);
  const field = Buffer.concat([u16(0), u16(1), u16(1), u16(1), u16(3), Buffer.from([0, 0, 0, 2]), u16(4)]);
  const classOf = (name: string, value: string, fields: number): Buffer =>
    Buffer.concat([Buffer.from('cafebabe00000034', 'hex'), u16(5), utf8(name), utf8(value), utf8('ConstantValue'), Buffer.of(8), u16(2), Buffer.alloc(6), u16(0), u16(fields), ...Array.from({ length: fields }, () => field)]);
  const lines = (bytes: Buffer): { readonly text: string; readonly places: number[] } => {
    let found = { text: '', places: [] as number[] };
    findConstants('class', bytes, true, ({ bytes: text, locate }) => (found = { text: text.toString('latin1'), places: Array.from({ length: text.length + 1 }, (_, index) => locate(index)) }));
    return found;
  };
  test('stand on lines of their own, and with their names', () => {
    const bytes = classOf('PASSWORD', 'quite-secret', 1);
    const { text, places } = lines(bytes);
    expect(text).toBe('PASSWORD\nquite-secret\nConstantValue\nPASSWORD = "quite-secret";\n');
    for (const word of ['PASSWORD', 'quite-secret', 'ConstantValue']) {
      for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) expect(bytes.toString('latin1', places[at], places[at + word.length])).toMatch(new RegExp(`^${word}`));
    }
  });
  test('a hostile class does not make more of itself than a few times its size', () => {
    const bytes = classOf('N'.repeat(60_000), 'v'.repeat(60_000), 5000);
    expect(lines(bytes).text.length).toBeLessThan(6 * bytes.length);
    // More than the kernel has room for.
    expect(kernel.constants('class', bytes, () => undefined)).toBe(false);
  });
});

describe('the kernel puts strings of programs together as the plain loops do', () => {
  const u16 = (value: number): Buffer => Buffer.from([(value >> 8) & 255, value & 255]);
  const byte = fc.integer({ min: 0, max: 255 });
  const string = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ minLength: 200, maxLength: 400 }), fc.constantFrom('ConstantValue', 'KEY', 'zzzzzz', 'saaaazzzzzzzz'), fc.array(byte, { maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('latin1')));
  const changed = (bytes: Buffer, changes: readonly (readonly [number, number])[], cut: number): Buffer => {
    for (const [at, value] of changes) bytes[12 + (at % (bytes.length - 12))] = value;
    return Buffer.from(bytes.subarray(0, Math.max(16, bytes.length - cut)));
  };
  const damage = [fc.array(fc.tuple(fc.nat(), byte), { maxLength: 3 }), fc.oneof(fc.constant(0), fc.nat(60))] as const;
  const plainly = (program: 'class' | 'pyc', bytes: Buffer): string => putTogether(program, bytes)?.bytes.toString('latin1') ?? '';
  const quickly = (program: 'class' | 'pyc', bytes: Buffer): string => {
    let text: string | null = null;
    const fits = kernel.constants(program, bytes, (one) => (text = one.toString('latin1')));
    return fits ? text! : plainly(program, bytes);
  };

  test('of Java, with fields and without, sound and damaged', () => {
    const constant = fc.oneof(
      string.map((text) => Buffer.concat([Buffer.of(1), u16(text.length), Buffer.from(text, 'latin1')])),
      fc.tuple(fc.constantFrom(7, 8, 16, 19, 20), fc.integer({ min: 0, max: 24 })).map(([tag, index]) => Buffer.concat([Buffer.of(tag), u16(index)])),
      fc.constantFrom(Buffer.from('0301020304', 'hex'), Buffer.from('050102030405060708', 'hex'), Buffer.from('0f010203', 'hex'), Buffer.from('0c00010002', 'hex')),
    );
    const field = fc.array(fc.tuple(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 24 })), { maxLength: 3 }).map((attributes) =>
      Buffer.concat([u16(0), u16(1), u16(2), u16(attributes.length), ...attributes.map(([kind, value]) => Buffer.concat([u16(kind), Buffer.from([0, 0, 0, 2]), u16(value)]))]));
    const parts = [fc.array(constant, { maxLength: 20 }), fc.array(field, { maxLength: 4 }), fc.nat(2)] as const;
    let said = 0;
    fc.assert(fc.property(...parts, ...damage, (constants, fields, more, changes, cut) => {
      // The strings in front make a sound class likely to have a field with a value.
      const pool = [Buffer.from('\x01\0\x04NAME\x01\0\x0dConstantValue\x01\0\x08a-secret\x08\0\x03', 'latin1'), ...constants];
      const count = 5 + constants.length + constants.filter((one) => one[0] === 5).length + more;
      const bytes = Buffer.concat([Buffer.from('cafebabe00000034', 'hex'), u16(count), ...pool, Buffer.alloc(6), u16(0), u16(fields.length + 1), Buffer.from('000000010001000100020000000200040000', 'hex'), ...fields]);
      const one = changed(bytes, changes, cut);
      if (quickly('class', one).includes(' = "')) said += 1;
      expect(quickly('class', one)).toBe(plainly('class', one));
    }), { numRuns: 1500 });
    expect(said).toBeGreaterThan(200);
  });

  test('of Python, sound and damaged', () => {
    const marshalled = fc.oneof(
      fc.tuple(fc.constantFrom(...Buffer.from('zZaAutsi')), fc.boolean(), string).map(([letter, referred, text]) => {
        const size = Buffer.alloc(letter === 0x7a || letter === 0x5a ? 1 : 4);
        if (size.length === 1) size[0] = Math.min(255, text.length);
        else size.writeUInt32LE(text.length);
        return Buffer.concat([Buffer.of(referred ? letter | 0x80 : letter), size, Buffer.from(text, 'latin1')]);
      }),
      string.map((text) => Buffer.from(text, 'latin1')),
    );
    fc.assert(fc.property(fc.array(marshalled, { maxLength: 12 }), ...damage, (parts, changes, cut) => {
      const one = changed(Buffer.concat([Buffer.alloc(16), ...parts]), changes, cut);
      expect(quickly('pyc', one)).toBe(plainly('pyc', one));
    }), { numRuns: 1500 });
  });
});
