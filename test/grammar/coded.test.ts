import { describe, expect, test } from '@jest/globals';
import { createCipheriv, createHash, pbkdf2Sync } from 'node:crypto';
import { readFile } from './read-file.js';

const PASSWORD = ['kestrel', '7', 'Lagoon'].join('');

/** What is found, without its value, and that the value is shown nowhere. */
async function told(path: string, bytes: Buffer): Promise<string[]> {
  const { hits } = await readFile(path, bytes);
  expect(JSON.stringify(hits)).not.toContain(PASSWORD);
  return hits.map(({ rule, confidence, identity = [], evidence }) => [rule.id, confidence, ...identity.map(({ label, value }) => `${label}=${value}`), evidence[0]].join(' | '));
}

const half = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
const counted = (text: string): Buffer => Buffer.concat([half(text.length), Buffer.from(text)]);

/** A keytab with a key for each principal. */
function makeKeytab(...principals: readonly string[]): Buffer {
  const entries = principals.map((principal, index) => {
    const [names, realm] = principal.split('@') as [string, string];
    const components = names.split('/');
    const body = Buffer.concat([half(components.length), counted(realm), ...components.map(counted), Buffer.alloc(4, 1), Buffer.alloc(4, 1), Buffer.from([1]), half(18), half(32), createHash('sha256').update(String(index)).digest()]);
    const size = Buffer.alloc(4);
    size.writeInt32BE(body.length);
    return Buffer.concat([size, body]);
  });
  return Buffer.concat([half(0x0502), ...entries]);
}

describe('a Kerberos keytab', () => {
  test('is a key for each principal', async () => {
    const found = await told('etc/krb5.keytab', makeKeytab('host/a.acme.io@ACME.IO', 'bob@ACME.IO', 'bob@ACME.IO'));
    expect(found).toEqual(['host/a.acme.io', 'bob'].map((name) => `credential-file-secret | high | principal=${name}@ACME.IO | encryption=aes256-cts-hmac-sha1-96 | It is a key of Kerberos: it logs in as its principal as the password would.`));
  });

  test('cut short anywhere gives what stands whole in front of the cut', async () => {
    const bytes = makeKeytab('a@ACME.IO', 'bob@ACME.IO');
    for (let cut = 0; cut < bytes.length; cut += 3) expect((await told('x/app.keytab', bytes.subarray(0, cut))).length).toBe(cut >= bytes.length / 2 ? 1 : 0);
    expect(await told('x/app.keytab', Buffer.from('no keytab'))).toEqual([]);
  });
});

describe('keys of gpg-agent', () => {
  const key = (word: string): string => `(${word.length}:${word}(3:rsa(1:n4:abcd)(1:e3:xyz)(1:d32:${'k7Zq'.repeat(8)})))`;
  const grip = 'A1'.repeat(20);

  test('without a passphrase are found, in both forms', async () => {
    expect(await told(`root/.gnupg/private-keys-v1.d/${grip}.key`, Buffer.from(key('private-key')))).toEqual([`private-key | high | keygrip=${grip} | It is a private key of gpg-agent without a passphrase.`]);
    const extended = `Created: 20310101T000000\nDescription: work\nKey: (private-key (rsa (n #00AB#)\n (e #010001#)(d #${'0A1B2C3D'.repeat(8)}#)\n ))\n`;
    expect(await told(`root/.gnupg/private-keys-v1.d/${grip}.key`, Buffer.from(extended))).toEqual([`private-key | high | keygrip=${grip} | comment=work | It is a private key of gpg-agent without a passphrase.`]);
  });

  test('under one, or on a card, are none that is open', async () => {
    for (const word of ['protected-private-key', 'shadowed-private-key']) expect((await told(`root/.gnupg/private-keys-v1.d/${grip}.key`, Buffer.from(key(word)))).filter((line) => line.startsWith('private-key |'))).toEqual([]);
  });
});

describe('what programs only obscure', () => {
  test('Chromium without a keyring', async () => {
    const cipher = createCipheriv('aes-128-cbc', pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1'), Buffer.alloc(16, ' '));
    const stored = Buffer.concat([Buffer.from('v10'), cipher.update(PASSWORD), cipher.final()]);
    const page = Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(200), Buffer.from('https://mail.acme.io/loginbobpassword'), stored, Buffer.from('https://mail.acme.io/'), Buffer.alloc(50)]);
    for (const path of ['root/.config/chromium/Default/Login Data', 'home/x/.config/google-chrome/Profile 1/Login Data']) {
      expect(await told(path, page)).toEqual(['credential-file-secret | high | host=mail.acme.io | Chromium only obscures it: without a keyring, its key is the same everywhere.']);
    }
    const keyring = Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(200), Buffer.from('https://mail.acme.io/v11'), Buffer.alloc(32, 7)]);
    expect(await told('root/.config/chromium/Default/Login Data', keyring)).toEqual([]);
  });

  test('DBeaver', async () => {
    const iv = Buffer.alloc(16, 3);
    const cipher = createCipheriv('aes-128-cbc', Buffer.from('babb4a9f774ab853c96c2d653dfe544a', 'hex'), iv);
    const bytes = Buffer.concat([iv, cipher.update(JSON.stringify({ 'postgres-jdbc-1': { '#connection': { user: 'bob', password: PASSWORD } } })), cipher.final()]);
    expect(await told('root/.local/share/DBeaverData/workspace6/General/.dbeaver/credentials-config.json', bytes)).toEqual(['credential-file-secret | high | user=bob | DBeaver only obscures it: its key is the same everywhere. It holds a password.']);
    expect(await told('x/.dbeaver/credentials-config.json', Buffer.alloc(64, 9))).toEqual([]);
  });

  test('an IDE of JetBrains', async () => {
    const coded = [...PASSWORD].map((sign) => (sign.charCodeAt(0) ^ 0xdfaa).toString(16).padStart(4, '0')).join('');
    const xml = `<application><component><webServer id="1" name="prod" url="https://acme.io"><fileTransfer host="ftp.acme.io" password="${coded}" username="bob"/></webServer></component></application>`;
    expect(await told('root/.config/JetBrains/IdeaIC2031.1/options/webServers.xml', Buffer.from(xml))).toEqual(['credential-file-secret | high | user=bob | host=ftp.acme.io | The IDE only obscures it: its pattern is the same everywhere.']);
  });

  test("Maven's master password", async () => {
    const salt = Buffer.alloc(8, 5);
    const key = createHash('sha256').update('settings.security').update(salt).digest();
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16));
    const body = Buffer.concat([cipher.update(PASSWORD), cipher.final()]);
    const stored = Buffer.concat([salt, Buffer.from([2]), body, Buffer.alloc(2, 1)]).toString('base64');
    const [found] = await told('root/.m2/settings-security.xml', Buffer.from(`<settingsSecurity>\n  <master>{${stored}}</master>\n</settingsSecurity>\n`));
    expect(found).toMatch(/^maven-password \| high \| Maven only obscures it/);
    expect(await told('root/.m2/settings-security.xml', Buffer.from('<settingsSecurity><relocation>/media/x</relocation></settingsSecurity>'))).toEqual([]);
  });

  test('Firefox keeps the key beside its logins', async () => {
    const coded = Buffer.concat([Buffer.from('30', 'hex'), createHash('sha512').update('x').digest()]).toString('base64').replace(/^../, 'MD');
    expect(await told('root/.mozilla/firefox/a.default/logins.json', Buffer.from(JSON.stringify({ logins: [{ id: 1, hostname: 'https://acme.io', encryptedUsername: coded, encryptedPassword: coded }] })))).toEqual([
      'credential-file-secret | high | host=https://acme.io | It is encrypted under `key4.db` beside it, which opens it unless a primary password was set.',
    ]);
    expect(await told('root/.mozilla/firefox/a.default/logins.json', Buffer.from('{"logins": [], "version": 3}'))).toEqual([]);
  });
});
