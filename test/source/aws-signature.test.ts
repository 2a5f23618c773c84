import { expect, test } from '@jest/globals';
import { signAws } from '../../src/source/registry/aws/signature.js';

/** The identity of AWS's published test suite; put together here, so that nothing takes it for a real one. */
const credentials = { accessKeyId: ['AKID', 'EXAMPLE'].join(''), secretAccessKey: ['wJalrXUtnFEMI/K7MDENG+bPxRfiCY', 'EXAMPLEKEY'].join(''), sessionToken: null, expiresAt: null };
const scope = { region: 'us-east-1', service: 'service', time: Date.UTC(2015, 7, 30, 12, 36, 0) };
const host = { host: 'example.amazonaws.com' };

/** Name, method, path, further headers, body and signature of the suite. */
const VECTORS: readonly (readonly [string, string, string, Readonly<Record<string, string>>, string, string])[] = [
  ['get-vanilla', 'GET', '/', {}, '', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  ['get-vanilla-query-order-key-case', 'GET', '/?Param2=value2&Param1=value1', {}, '', 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500'],
  ['get-unreserved', 'GET', '/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', {}, '', '07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f'],
  ['post-vanilla', 'POST', '/', {}, '', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  ['post-header-key-sort', 'POST', '/', { 'my-header1': 'value1' }, '', 'c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c'],
  ['post-x-www-form-urlencoded', 'POST', '/', { 'content-type': 'application/x-www-form-urlencoded' }, 'Param1=value1', 'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a'],
];

test.each(VECTORS)('%s', (_name, method, path, headers, body, signature) => {
  const signed = signAws({ method, url: new URL(path, `https://${host.host}`), headers: { ...host, ...headers }, body }, credentials, scope);
  expect(signed['authorization']).toMatch(new RegExp(`Signature=${signature}$`));
  expect(signed['x-amz-date']).toBe('20150830T123600Z');
});
