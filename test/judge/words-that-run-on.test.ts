import { describe, expect, test } from '@jest/globals';
import { judgeName } from '../../src/judge/name.js';
import { isRandom, judgeValue } from '../../src/judge/value.js';

describe('what code is full of', () => {
  test.each(['HTTPPasswordMgrWithDefaultRealm', 'ClientVpnTargetNetworks', 'SecurityGroupForVpcs', 'Ipv6CidrAssociations', 'sesSmtpPasswordV4'])('%s was not drawn', (word) => {
    expect(isRandom(word)).toBe(false);
  });
  test.each(['NextToken', 'output_token', 'pageToken', 'ChangeToken', 'result_key', 'e.key', 'ClientRequestToken'])('%s is the name of no secret', (name) => {
    expect(judgeName(name).kind).toBe('plain');
  });
  test.each([['2016-09-08T21:47:36Z', 'plain'], ['eyJhbGciOiJSUzI1NiIs...', 'placeholder'], ['String?', 'plain'], ['630374485186595877', 'plausible'], ['b{{h}o)p${e]nob(ody[f>-_$#t}}', 'plausible']])('%s is %s', (value, kind) => {
    expect(judgeValue(value)).toMatchObject({ kind });
  });
});
