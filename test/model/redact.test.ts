import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Secret } from '../../src/model/secret.js';
import { createRedact } from '../../src/model/redact.js';

const secrets = (...values: string[]) => values.map((value) => new Secret(value));

describe('createRedact', () => {
  test('masks a long value wherever it stands, also inside a word', () => {
    const { source } = createRedact(secrets('hunter2-hunter2'));
    expect(source('xhunter2-hunter2y')).toBe('xhunt********y');
  });

  test('masks a short value as a word, and leaves paths alone', () => {
    const { source } = createRedact(secrets('root'));
    expect(source('PASSWORD=root in /root/.npmrc and rootfs')).toBe('PASSWORD=******** in /root/.npmrc and rootfs');
  });

  test('leaves our own words alone', () => {
    const { prose, source } = createRedact(secrets('password'));
    expect(prose('A password in `.env`.')).toBe('A password in `.env`.');
    expect(source('DB_PASS=password')).toBe('DB_PASS=********');
  });

  test('a short value masks no part of a path, and every mention in a text', () => {
    const { prose, source } = createRedact(secrets('x86_64'));
    expect(prose('lib/x86_64-linux-gnu/x.so')).toBe('lib/x86_64-linux-gnu/x.so');
    expect(source('mysql -px86_64')).toBe('mysql -p********');
  });

  test('masks the single lines of a key', () => {
    const key = ['-----BEGIN X-----', 'abcdefghijklmnop', 'qrstuvwxyz012345', '-----END X-----'].join('\n');
    expect(createRedact(secrets(key)).source('line 2: qrstuvwxyz012345')).toBe('line 2: ********');
  });

  test('takes the longer of two values that begin alike', () => {
    const { source } = createRedact(secrets('abcdefgh-one', 'abcdefgh-one-two'));
    expect(source('x=abcdefgh-one-two')).toBe('x=abcd********');
  });

  test('no value of eight characters or more survives in any text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 7, maxLength: 40 }).map((rest) => `7${rest}`), { minLength: 1, maxLength: 8 }), fc.string(), (values, filler) => {
        const { source } = createRedact(secrets(...values));
        const masks = secrets(...values).map(({ masked }) => masked).join('');
        for (const value of values) {
          if (masks.includes(value)) continue;
          expect(source(`${filler}${value}${filler}`).includes(value) && !filler.includes(value) && !`${filler}${filler}`.includes(value)).toBe(false);
        }
      }),
    );
  });
});
