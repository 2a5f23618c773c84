import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../src/model/secret.js';
import { makeFingerprint } from '../../src/scan/fingerprint.js';

const input = { ruleId: 'r', place: 'layer\0a/.env', name: '', ordinal: 0, secret: new Secret('hunter2') };

describe('makeFingerprint', () => {
  test('with a salt it identifies the secret, wherever it is', () => {
    const here = makeFingerprint(input, 'salt');
    expect(makeFingerprint({ ...input, place: 'config\0/config/Env/0', ordinal: 3 }, 'salt')).toBe(here);
    expect(makeFingerprint({ ...input, secret: new Secret('hunter3') }, 'salt')).not.toBe(here);
    expect(makeFingerprint(input, 'other')).not.toBe(here);
  });

  test('without a salt the value is not in it, or it could be guessed', () => {
    const here = makeFingerprint(input, null);
    expect(makeFingerprint({ ...input, secret: new Secret('hunter3') }, null)).toBe(here);
    expect(makeFingerprint({ ...input, ordinal: 1 }, null)).not.toBe(here);
  });

  test('the same name under another rule is another finding', () => {
    expect(makeFingerprint({ ...input, ruleId: 's' }, null)).not.toBe(makeFingerprint(input, null));
  });
});
