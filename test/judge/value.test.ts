import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { judgeAssignment } from '../../src/judge/assignment.js';
import { isDrawn, isRandom, judgeValue } from '../../src/judge/value.js';
import { expandTemplate } from '../../src/rule/template.js';

const cases: Record<string, readonly string[]> = {
  empty: ['', '  ', '""', '\0\x02\x01\x7f', 'ab\x05cdef9'],
  placeholder: [
    'changeme', 'xxxxxxxx', '<your-token>', 'your-api-key-here', 'example', 'test', `AKIA${'IOSFODNN7EXAMPLE'}`, '********', 'abcdefghijklmnopqrstuvwxyz',
    '0123456789abcdef', 'dummy', 'REPLACE_ME', 'todo', 'test-token-xxx', '000102030405060708090a0b0c0d0e0f', '00112233445566778899aabbccddeeff', '00000000-0000-0000-0000-000000000000', 'foo', 'bar',
  ],
  variable: ['$TOKEN', '${TOKEN}', '${TOKEN:-x}', '{{ token }}', '$(cat /run/secrets/x)', '%TOKEN%', '<%= token %>', 'process.env.TOKEN', 'os.environ["X"]', 'op://vault/item'],
  path: ['/run/secrets/token', './key.pem', '~/.ssh/id_rsa', 'C:\\keys\\a.key', '../x', 'certs/server.key'],
  url: ['https://idp.internal/token', 'postgres://db/x'],
  plain: ['true', '1', '3600', '1.2.3', 'v1.2', 'required', 'production', 'getToken()', 'user.password', 'my-token-name', 'getUserAccountName', 'README', '0x0B95', `0x${'8d'.repeat(20)}`, '*string', '[a-zA-Z0-9_]{20,64}', 'AmazonThing-[a-z0-9]+', '\\.\\(Z\\|gz\\|bz2\\|zip\\|tgz\\)$', 'Contrase\u00f1a', Buffer.from('Contrase\u00f1a').toString('latin1'), 'ドキュメントには少なくとも1つのmainランドマークがあります', Buffer.from('未指定影響文字間距的帶有').toString('latin1')],
  weak: ['root', 'admin', 'admin123', 'password', 'password123', '123456', 'P@ssw0rd!', 'postgres', 'mysecretpassword', 'rootpassword', 'secret', createHash('md5').update('password').digest('hex'), createHash('sha1').update('secret').digest('hex')],
  plausible: ['Tr4vel-Agent!9', 'kubaX7fish', 'blue7Horse'],
};

describe('judgeValue', () => {
  test.each(Object.entries(cases).flatMap(([kind, values]) => values.map((value) => [value, kind] as const)))('%j is %s', (value, kind) => {
    expect(judgeValue(value)).toMatchObject({ kind });
  });
  test.each(['{base62:20}', '{base62:40}', '{hex:32}', '{hex:40}', '{uuid}', '{base64:40}', '{base64url:43}', '{base32:32}', '{alnum:32}'])(
    '%s is random, 97 times in a hundred',
    (template) => {
      const random = Array.from({ length: 300 }, (_, seed) => judgeValue(expandTemplate(template, seed)).kind).filter((kind) => kind === 'random');
      expect(random.length / 300).toBeGreaterThanOrEqual(0.97);
    },
  );
  test('drawn values are never placeholders', () => {
    for (let seed = 0; seed < 1000; seed++) expect(judgeValue(expandTemplate('{base62:36}', seed)).kind).not.toBe('placeholder');
  });
  test('a reason never holds the value', () => {
    for (const value of Object.values(cases).flat()) if (value.length > 8) expect(judgeValue(value).reason).not.toContain(value);
  });
  test('a long hostile value is judged by its head', () => {
    expect(judgeValue('a/'.repeat(1_000_000)).kind).toBeDefined();
  });
});

describe('isDrawn', () => {
  test.each([['{base62:12}', 0.7], ['{base62:14}', 0.85], ['{base62:32}', 0.97]] as const)('%s mostly', (template, least) => {
    const drawn = Array.from({ length: 500 }, (_, seed) => isDrawn(expandTemplate(template, seed)));
    expect(drawn.filter(Boolean).length / 500).toBeGreaterThanOrEqual(least);
  });
  test.each(['Summer2024!', 'kubaX7fish', 'Passw0rd!', 'getUserName2', 'MyCompany2023', 'user.password', 'HmacSHA256', 'AES256GCM', 'v1.22.333.4444', 'TLSv1Handshake', 'sha256Digest', 'utf8Decoder', 'Base64Encoder'])('not %s', (value) => {
    expect(isDrawn(value)).toBe(false);
  });
});

test.each(['qTFoJDoIKS', 'hGkQWxvTYbNz'])("letters whose case changes as no word's does may be a password: %s", (value) => {
  expect(judgeValue(value).kind).toBe('plausible');
});
test.each(['XMLHttpRequest', 'getElementByID', 'readJSONFile', 'iOSAppStoreURL'])('a name in camel case is none: %s', (value) => {
  expect(judgeValue(value).kind).toBe('plain');
});

describe('what no person chose and nobody drew', () => {
  test.each([
    'Password:', 'Cookies:', 'SMB-Account-CTRL-TEXT::', 'NT-Password:LM-Password', 'radiusClientSecret', 'Change password', 'New password:', 'encrypted-password', 'sha512', 'crypt3|md5|sha512', 'aes-256-gcm', 'HS256', 'bcrypt', 'PBKDF2-HMAC-SHA256'.toLowerCase(),
  ])('%s is a word', (value) => {
    expect(judgeValue(value).kind).toBe('plain');
  });
  test.each(['true|false', 'none|read|write', 'filename=', 'filename*='])('%j is no value', (value) => {
    expect(judgeValue(value).kind).toBe('plain');
  });
  test.each(['blue|Horse7', 'Tr4vel=', 'kubaX7\x05fish'])('%j may be one', (value) => {
    expect(judgeValue(value).kind).toBe('plausible');
  });
  test.each(['],tileSize:256}},layers:[{id:', '],"tileSize":256}},layers:[{id:4'])('%s is code', (value) => {
    expect(judgeValue(value).kind).not.toMatch(/plausible|random/);
  });
  test.each(['@ACCESS_KEY', '@ESXI1_PASSWORD'])('%s is filled in by whoever builds', (value) => {
    expect(judgeValue(value).kind).toBe('variable');
  });
  test.each(['&session-state:Tmp-Integer-0', '&User-Password', '%{ldap:x}', '--password=$3'])('%s is filled in', (value) => {
    expect(judgeValue(value).kind).toBe('variable');
  });
  test.each([createHash('md5').update('postgrespostgres').digest('hex').replace(/^/, 'md5'), `*${createHash('sha1').update(createHash('sha1').update('mariadb').digest()).digest('hex').toUpperCase()}`])('%s is the hash of a guess', (value) => {
    expect(judgeValue(value).kind).toBe('weak');
  });
  test('the address of a page is none', () => {
    expect(judgeValue('edit.php?table=adminpassword').kind).toBe('url');
  });
  test('words that run on and say what they are were not drawn', () => {
    expect(['anyapikeyyoumayhaveset', 'putyoursecretvaluehere', 'THEPASSWORDYOULIKE'].map(isRandom)).toEqual([false, false, false]);
  });
  test.each(['Sha512!x', 'md5Summer7', 'Password:1', 'aes-256-gcm-Kx93', 'mySecret9'])('%s may be a password', (value) => {
    expect(['plausible', 'weak', 'random']).toContain(judgeValue(value).kind);
  });
});

describe('the id of a key', () => {
  test.each([['Log4jReleaseKey', 'B3D8E1BA'], ['RELEASE_KEY', '0123456789ABCDEF0123456789ABCDEF01234567'], ['MAVEN_SIGNING_KEY', 'A1B2C3D4E5F60718']])('%s=%s is none', (name, value) => {
    expect(judgeAssignment(name, value)).toBeNull();
  });
  test.each([['RELEASE_KEY', 'b3d8e1bax9Q'], ['API_KEY', `${'0123456789ABCDEF'.repeat(2)}91234567`], ['DB_PASSWORD', 'B3D8E1BA']])('%s=%s is a value', (name, value) => {
    expect(judgeAssignment(name, value)).not.toBeNull();
  });
});
