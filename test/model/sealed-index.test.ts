import { expect, test } from '@jest/globals';
import { createRedact } from '../../src/model/redact.js';
import { Secret } from '../../src/model/secret.js';
import { expandTemplate } from '../../src/rule/template.js';

const seal = (value: string): Secret => new Secret({ ...new Secret(value).seal('salt'), salt: 'salt' });

test.each([
  ['a long one within a word', '{base62:20}', 'x', 'y'],
  ['a short one as a word', '{base62:9}', 'PASSWORD=', ' next'],
  ['a short one in quotes', '{base62:7}', "-p'", "'"],
  ['one with punctuation at its ends', '${base62:6}!', 'A=', ' B'],
  ['one that does not begin with plain text', '\u00e9{base62:14}', 'A=', ' B'],
])('finds %s', (_words, template, before, after) => {
  const value = expandTemplate(template, 4);
  const { source } = createRedact([seal(value)]);
  expect(source(before + value + after)).toBe(before + new Secret(value).masked + after);
});

test('many secrets cost no more than few, in a text that holds none of them', () => {
  const text = 'RUN make -j4 && install --mode 0755 build/tool /usr/local/bin/tool # and more words '.repeat(50);
  let digests = 0;
  class Counted extends Secret {
    override is(value: string): boolean {
      digests += 1;
      return super.is(value);
    }
  }
  const counted = (count: number): number => {
    digests = 0;
    const secrets = Array.from({ length: count }, (_, seed) => new Counted({ ...new Secret(expandTemplate('{base62:24}', seed)).seal('s'), salt: 's' }));
    expect(createRedact(secrets).source(text)).toBe(text);
    return digests;
  };
  expect(counted(4_000)).toBeLessThan(counted(2_000) * 2 + 100);
  expect(counted(4_000)).toBeLessThan(text.length);
});
