import { describe, expect, test } from '@jest/globals';
import { createPrivateKey } from 'node:crypto';
import { crc32 } from '../../src/rule/checksum.js';
import { expandTemplate } from '../../src/rule/template.js';

describe('expandTemplate', () => {
  test.each([
    ['{base62:30}', /^[0-9A-Za-z]{30}$/],
    ['{base62:20-40}', /^[0-9A-Za-z]{20,40}$/],
    ['a{hex:40}b', /^a[0-9a-f]{40}b$/],
    ['{HEX:8}', /^[0-9A-F]{8}$/],
    ['{base32:16}', /^[A-Z2-7]{16}$/],
    ['{uuid}', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/],
    ['{"a":{"b":"${HOME} {{x}} {digits:3}"}}', /^\{"a":\{"b":"\$\{HOME\} \{\{x\}\} \d{3}"\}\}$/],
    ['{b64(me:{lower:4})}', /^bWU6[A-Za-z0-9+/]{6}==$|^bWU6[A-Za-z0-9+/=]{8}$/],
    ['{jwt}', /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{43}$/],
    ['AKIA{awsid}', /^AKIA[A-Z2-7]{16}$/],
  ])('%s', (template, shape) => {
    for (let seed = 0; seed < 50; seed++) expect(expandTemplate(template, seed)).toMatch(shape);
  });
  test('the same seed gives the same text, another seed another', () => {
    expect(expandTemplate('{base62:30}', 7)).toBe(expandTemplate('{base62:30}', 7));
    expect(expandTemplate('{base62:30}', 7)).not.toBe(expandTemplate('{base62:30}', 8));
  });
  test('a sum is over the field in front', () => {
    const text = expandTemplate('{hex:32}{crc32:hex}', 1);
    expect(parseInt(text.slice(32), 16)).toBe(crc32(text.slice(0, 32)));
  });
  test('CRC-32 of the check string', () => expect(crc32('123456789')).toBe(0xcbf43926));
  test('an unknown class is an error, not a literal', () => {
    expect(() => expandTemplate('{bse62:30}', 1)).toThrow('unknown');
    expect(() => expandTemplate('{pem:nothing}', 1)).toThrow('unknown key');
    expect(() => expandTemplate('{b64(x', 1)).toThrow('never closes');
  });
  test.each(['rsa', 'pkcs8', 'ec', 'openssh'])('a %s key has the right armour', (kind) => {
    const pem = expandTemplate(`{pem:${kind}}`, 3);
    expect(pem).toMatch(/^-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/=\n]+\n-----END [A-Z ]*PRIVATE KEY-----$/);
  });
  test('a generated RSA key is one for OpenSSL too', () => {
    expect(createPrivateKey(expandTemplate('{pem:rsa}', 3)).asymmetricKeyType).toBe('rsa');
  });
});
