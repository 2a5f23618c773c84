import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createCipheriv, createHash, generateKeyPairSync, pbkdf2Sync } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeZip } from '../content/containers.js';
import { openPkcs12 } from '../../src/grammar/pkcs12.js';
import { expandTemplate } from '../../src/rule/template.js';
import { readFile } from './read-file.js';

const told = async (template: string, path = 'srv/settings.conf'): Promise<string[]> => {
  const { hits } = await readFile(path, expandTemplate(template, 3));
  return hits.map(({ rule, identity = [] }) => [rule.id, ...identity.map(({ label, value }) => `${label}=${value}`)].join(' '));
};

describe('an id and its secret are one finding', () => {
  test('AWS: the key id gives the account, and its own finding goes', async () => {
    const [found, ...rest] = await told('aws_access_key_id = AKIA{awsid}\naws_secret_access_key = {base64:40}\nregion = eu-west-1\n');
    expect(rest).toEqual([]);
    expect(found).toMatch(/^aws-secret-key AWS account=\d{12} region=eu-west-1 access key=AKIA\*{8}$/);
  });

  test('AWS: a session token is a part of it, and is shown nowhere', async () => {
    const text = expandTemplate('AWS_ACCESS_KEY_ID=ASIA{awsid}\nAWS_SECRET_ACCESS_KEY={base64:40}\nAWS_SESSION_TOKEN=IQoJb3JpZ2lu{base64:300}==\n', 5);
    const { hits } = await readFile('srv/app.conf', text);
    expect(hits).toHaveLength(1);
    expect(hits[0]).toMatchObject({ rule: { id: 'aws-secret-key' }, confidence: 'high' });
    expect(hits[0]!.identity!.map(({ label }) => label)).toEqual(expect.arrayContaining(['AWS account', 'access key', 'session token']));
    for (const line of text.trim().split('\n')) expect(JSON.stringify(hits)).not.toContain(line.slice(line.indexOf('=') + 1));
  });

  test('AWS: what stands far away stays a finding of its own', async () => {
    expect(await told(`aws_access_key_id = AKIA{awsid}\n${'# nothing\n'.repeat(100)}aws_secret_access_key = {base64:40}\n`)).toHaveLength(2);
  });

  test('AWS: two profiles are two findings, each with its own id', async () => {
    const found = await told('[a]\naws_access_key_id = AKIA{awsid}\naws_secret_access_key = {base64:40}\n[b]\naws_access_key_id = AKIA{awsid}\naws_secret_access_key = {base64:40}\n', 'root/.aws/credentials');
    expect(found).toHaveLength(2);
    expect(new Set(found.map((line) => /AWS account=\d{12}/.exec(line)![0])).size).toBe(2);
    expect(found.map((line) => /profile=\w/.exec(line)![0])).toEqual(['profile=a', 'profile=b']);
  });

  test.each([
    ['Twilio', 'TWILIO_ACCOUNT_SID=AC{hex:32}\nTWILIO_AUTH_TOKEN={hex:32}\n', /^twilio-credential Twilio account=AC[0-9a-f]{32}$/],
    ['Google OAuth', '{"client_id": "123456789012-{alnum:32}.apps.googleusercontent.com", "client_secret": "GOCSPX-{base62:28}"}', /^google-oauth-credential client=123456789012-\w{32}\.apps\.googleusercontent\.com$/],
    ['a row of gcloud', 'account_id: bob@acme.io\nvalue: {"refresh_token": "1//0{base62:60}"}\n', /^google-oauth-credential account=bob@acme\.io$/],
    ['Azure', 'AZURE_TENANT_ID={uuid}\nAZURE_CLIENT_ID={uuid}\nAZURE_CLIENT_SECRET=abc8Q~{base62:34}\n', /^azure-client-secret tenant=[0-9a-f-]{36} client=[0-9a-f-]{36}$/],
    ['Algolia', 'ALGOLIA_APP_ID={ALNUM:10}\nALGOLIA_API_KEY={alnum:32}\n', /^algolia-key Algolia application=[A-Z0-9]{10}$/],
    ['Stripe', 'STRIPE_ACCOUNT=acct_{base62:16}\nSTRIPE_KEY=sk_live_{base62:24}\n', /^stripe-secret-key Stripe account=acct_\w{16}$/],
    ['Supabase', 'SUPABASE_URL=https://{alnum:20}.supabase.co\nSUPABASE_KEY=sbp_{hex:40}\n', /^supabase-key project=[a-z0-9]{20}$/],
    ['Cloudinary', 'CLOUDINARY_CLOUD_NAME=acme-media\nCLOUDINARY_API_KEY={digits:15}\nCLOUDINARY_API_SECRET={base62:27}\n', /^cloudinary-secret cloud=acme-media key=\d{15}$/],
    ['Alibaba Cloud', 'ALIBABA_ACCESS_KEY_ID=LTAI{base62:20}\nALIBABA_ACCESS_KEY_SECRET={base62:30}\n', /alibaba-access-key access key=/],
    ['Vonage', 'VONAGE_API_KEY={hex:8}\nVONAGE_API_SECRET={base62:16}\n', /^vonage-secret key=[0-9a-f]{8}$/],
    ['Cloudflare', 'CLOUDFLARE_EMAIL=bob@acme.io\nCLOUDFLARE_API_KEY={hex:37}\n', /^cloudflare-token user=bob@acme\.io$/],
    ['a database', 'DB_HOST=db.acme.io\nDB_NAME=shop\nDB_USER=bob\nDB_PASSWORD=p7{base62:11}\n', /^generic-assignment user=bob host=db\.acme\.io database=shop$/, 'app/.env'],
    ['any OAuth client', 'client_id: {word}-app-7\nclient_secret: {base62:40}\n', /^generic-assignment client=\w+-app-7$/],
    ['Azure, the secret first', 'clientSecret: abc8Q~{base62:34}\ntenantId: {uuid}\nclientId: {uuid}\n', /^azure-client-secret tenant=[0-9a-f-]{36} client=[0-9a-f-]{36}$/],
    ['GitHub', 'GH=ghp_{base62:30}{crc32:github}', /^github-token kind=personal access token$/],
    ['a URL', 'GEM_HOST=https://deploy:{pass:16}@gems.acme.io/\n', /^credentials-in-url host=gems\.acme\.io user=deploy$/],
    ['JWT', 'token: {jwt}', /^json-web-token subject=[0-9a-f]{12}$/],
    ['Docker', '{"auths": {"r.acme.io": {"auth": "{b64(deploy:{pass:16})}"}}}', /^docker-registry-credential registry=r\.acme\.io user=deploy$/],
  ] as readonly (readonly [name: string, template: string, line: RegExp, path?: string])[])('%s', async (_name, template, line, ...[path]) => {
    const found = await told(template, path);
    expect(found).toEqual([expect.stringMatching(line)]);
  });
});

describe('of several accounts, each secret has its own id', () => {
  const account = (number: number): string => `AC{hex:30}0${number}`;
  const token = 'TWILIO_AUTH_TOKEN={hex:32}';
  const id = (number: number): string => `TWILIO_ACCOUNT_SID=${account(number)}`;
  test.each([
    ['ids in front, in one list', [id(1), token, id(2), token, id(3), token].join('\n'), ['1', '2', '3']],
    ['ids behind, in one list', [token, id(1), token, id(2), token, id(3)].join('\n'), ['1', '2', '3']],
    ['ids behind, in sections', `[a]\n${token}\n${id(1)}\n[b]\n${token}\n${id(2)}\n`, ['1', '2']],
    ['ids in front, with empty lines', `${id(1)}\n${token}\n\n${id(2)}\n${token}\n`, ['1', '2']],
    ['objects of JSON', `[{"sid": "${account(1)}", "twilio_auth_token": "{hex:32}"}, {"twilio_auth_token": "{hex:32}", "sid": "${account(2)}"}]`, ['1', '2']],
  ])('%s', async (_name, template, ids) => {
    const found = await told(`${template}\n`);
    expect(found.map((line) => /Twilio account=AC[0-9a-f]{30}0(\d)/.exec(line)?.[1])).toEqual(ids);
  });

  test('and none has that of a neighbour far away or of another issuer', async () => {
    expect(await told(`${id(1)}\n${'# nothing\n'.repeat(100)}${token}\n`)).toEqual([expect.stringMatching(/^twilio-credential$/)]);
    expect(await told('APP_NAME=shop\nAPP_KEY=p7{base62:30}\nAPP_HOST=\nMAIL_USER=bob\n', 'app/.env')).toEqual(['generic-assignment']);
  });
});

describe('the fingerprint of a key', () => {
  test('is of its public half, in whatever form it is', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = publicKey.export({ format: 'jwk' });
    const field = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([0, 0, bytes.length >> 8, bytes.length & 255]), bytes]);
    const blob = Buffer.concat([field(Buffer.from('ssh-rsa')), field(Buffer.from(jwk.e!, 'base64url')), field(Buffer.concat([Buffer.alloc(1), Buffer.from(jwk.n!, 'base64url')]))]);
    const print = `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
    for (const type of ['pkcs1', 'pkcs8'] as const) {
      const pem = privateKey.export({ type, format: 'pem' }) as string;
      for (const text of [pem, `key: "${pem.replaceAll('\n', '\\n')}"`]) {
        const { hits } = await readFile('etc/server.conf', text);
        expect(hits.map(({ identity }) => identity)).toEqual([[{ label: 'fingerprint', value: print }]]);
      }
    }
  });

  test('is the one that ssh-keygen prints', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'layerlint-'));
    try {
      const key = join(folder, 'k');
      try {
        execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
      } catch {
        if (process.env.CI) throw new Error('There is no ssh-keygen.');
        console.warn('Skipped: there is no ssh-keygen here.');
        return;
      }
      const print = execFileSync('ssh-keygen', ['-lf', `${key}.pub`]).toString().split(' ')[1];
      const { hits } = await readFile('etc/any-name', readFileSync(key));
      expect(hits.map(({ rule, identity }) => [rule.id, identity])).toEqual([['private-key', [{ label: 'fingerprint', value: print }]]]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('key stores', () => {
  const der = (tag: number, ...parts: Buffer[]): Buffer => {
    const body = Buffer.concat(parts);
    return Buffer.concat([Buffer.from(body.length < 128 ? [tag, body.length] : [tag, 0x82, body.length >> 8, body.length & 255]), body]);
  };
  const oid = (hex: string): Buffer => der(6, Buffer.from(hex, 'hex'));

  /** As `keytool` before Java 9 writes it, the key itself left as random bytes: only the digest tells the password. */
  function makeJks(password: string, tag: number, magic = 0xfeedfeed): Buffer {
    const words = (...numbers: number[]): Buffer => Buffer.concat(numbers.map((number) => Buffer.from([number >>> 24, (number >> 16) & 255, (number >> 8) & 255, number & 255])));
    const text = (value: string): Buffer => Buffer.concat([Buffer.from([0, value.length]), Buffer.from(value)]);
    const body = tag === 1 ? [words(60), Buffer.alloc(60, 7), words(1), text('X.509'), words(9), Buffer.alloc(9, 1)] : [text('X.509'), words(9), Buffer.alloc(9, 1)];
    const content = Buffer.concat([words(magic, 2, 1, tag), text('server'), Buffer.alloc(8), ...body]);
    const digest = createHash('sha1').update(Buffer.from(password, 'utf16le').swap16()).update('Mighty Aphrodite').update(content).digest();
    return Buffer.concat([content, digest]);
  }

  test('a JKS store under a default password is opened, and said so', async () => {
    for (const magic of [0xfeedfeed, 0xcececece]) {
      const { hits } = await readFile('opt/app/any.bin', makeJks('changeit', 1, magic));
      expect(hits.map(({ rule, confidence, identity }) => [rule.id, confidence, identity])).toEqual([['keystore-default-password', 'high', [{ label: 'alias', value: 'server' }]]]);
      expect(hits[0]!.evidence.join(' ')).toContain('usual default passwords and holds a private key');
    }
  });
  test('one under another password, and one of certificates only, say nothing', async () => {
    expect((await readFile('opt/app/a.jks', makeJks('correct horse', 1))).hits).toEqual([]);
    expect((await readFile('opt/app/cacerts.jks', makeJks('changeit', 2))).hits).toEqual([]);
  });

  test.each([
    ['the default sum', 'changeit', [] as string[]],
    ['SHA-1 and an old cipher', 'changeme', ['-macalg', 'sha1', '-legacy']],
    ['no password', '', []],
    ['a thousand rounds', 'password', ['-iter', '1000']],
  ])('a PKCS #12 store by openssl: %s', async (_name, password, options) => {
    const folder = mkdtempSync(join(tmpdir(), 'layerlint-'));
    try {
      const run = (args: string[]): Buffer => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
      try {
        run(['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'k.pem', '-out', 'c.pem', '-subj', '/CN=a', '-days', '1']);
        run(['pkcs12', '-export', '-inkey', 'k.pem', '-in', 'c.pem', '-name', 'mine', '-out', 'a.p12', '-passout', `pass:${password}`, ...options]);
      } catch {
        if (process.env.CI) throw new Error('openssl does not make the store.');
        console.warn('Skipped: openssl does not make the store here.');
        return;
      }
      chmodSync(join(folder, 'a.p12'), 0o600);
      const { hits, notices } = await readFile('opt/a.p12', readFileSync(join(folder, 'a.p12')));
      expect(notices).toEqual([]);
      expect(hits.map(({ rule, identity }) => [rule.id, identity])).toEqual([['keystore-default-password', [{ label: 'alias', value: 'mine' }]]]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const certificate = (folder: string, options: readonly string[]): Buffer => {
    const run = (args: readonly string[]): Buffer => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    run(['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'k.pem', '-out', 'c.pem', '-subj', '/CN=a', '-days', '1']);
    run(['pkcs12', '-export', '-inkey', 'k.pem', '-in', 'c.pem', '-name', 'mine', '-out', 'a.p12', ...options]);
    return readFileSync(join(folder, 'a.p12'));
  };

  test.each(['PBE-SHA1-RC2-40', 'PBE-SHA1-RC2-128', 'PBE-SHA1-3DES', 'PBE-SHA1-2DES', 'AES-128-CBC', 'AES-192-CBC', 'AES-256-CBC', 'DES-EDE3-CBC'])('a safe that openssl locks as a whole by %s is opened', (cipher) => {
    const folder = mkdtempSync(join(tmpdir(), 'layerlint-'));
    try {
      let bytes: Buffer;
      try {
        bytes = certificate(folder, ['-nokeys', '-legacy', '-certpbe', cipher, '-passout', 'pass:changeit']);
      } catch (error) {
        if (process.env.CI) throw new Error('openssl does not make the store.', { cause: error });
        console.warn('Skipped: openssl does not make the store here.');
        return;
      }
      const store = openPkcs12(bytes)!;
      // Bags that parse: nothing but the right key shows them.
      expect(store.sealed!.list('changeit')).toMatchObject({ keys: 0 });
      expect(store.sealed!.list('changeme')).toBeNull();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    ['keys of ciphers, which lie in a locked safe', ['-genseckey', '-keyalg', 'AES', '-keysize', '256'], ['mine']],
    ['a private key', ['-genkeypair', '-keyalg', 'EC', '-dname', 'CN=a'], ['mine']],
  ])('PKCS #12 by keytool: %s', async (_what, options, aliases) => {
    const folder = mkdtempSync(join(tmpdir(), 'layerlint-'));
    try {
      try {
        execFileSync('keytool', [...options, '-alias', 'mine', '-storetype', 'PKCS12', '-keystore', 'a.p12', '-storepass', 'changeit'], { cwd: folder, stdio: 'ignore' });
      } catch {
        // CI has no JDK: what openssl and this test make is locked the same way.
        console.warn('Skipped: there is no keytool here.');
        return;
      }
      const { hits, notices } = await readFile('opt/a.p12', readFileSync(join(folder, 'a.p12')));
      expect(notices).toEqual([]);
      expect(hits.map(({ rule, identity = [] }) => [rule.id, identity.map(({ value }) => value)])).toEqual([['keystore-default-password', aliases]]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('without a sum the lock itself tells the password', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'layerlint-'));
    try {
      let bytes: Buffer;
      try {
        bytes = certificate(folder, ['-nomac', '-passout', 'pass:changeme']);
      } catch (error) {
        if (process.env.CI) throw new Error('openssl does not make the store.', { cause: error });
        console.warn('Skipped: openssl does not make the store here.');
        return;
      }
      expect((await readFile('opt/a.p12', bytes)).hits.map(({ rule }) => rule.id)).toEqual(['keystore-default-password']);
      expect(openPkcs12(bytes)!.opens('correct horse')).toBe(false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    ['des-ede3-cbc', '2a864886f70d0307', 24, 8],
    ['aes-256-cbc', '60864801650304012a', 32, 16],
  ] as const)('private keys in a safe that is locked as a whole (%s), with a sum and without', async (cipher, id, keyBytes, block) => {
    const [salt, iv] = [Buffer.alloc(8, 5), Buffer.alloc(block, 6)];
    const name = der(0x31, der(0x30, oid('2a864886f70d010914'), der(0x31, der(0x1e, Buffer.from('mine', 'utf16le').swap16()))));
    const safe = der(0x30, der(0x30, oid('2a864886f70d010c0a0101'), der(0xa0, der(0x30, der(2, Buffer.from([0])))), name));
    const encoder = createCipheriv(cipher, pbkdf2Sync('secret', salt, 1000, keyBytes, 'sha256'), iv);
    const encrypted = Buffer.concat([encoder.update(safe), encoder.final()]);
    const kdf = der(0x30, oid('2a864886f70d01050c'), der(0x30, der(4, salt), der(2, Buffer.from([3, 232])), der(0x30, oid('2a864886f70d0209'))));
    const algorithm = der(0x30, oid('2a864886f70d01050d'), der(0x30, kdf, der(0x30, oid(id), der(4, iv))));
    const data = der(0x30, der(2, Buffer.from([0])), der(0x30, oid('2a864886f70d010701'), algorithm, der(0x80, encrypted)));
    const content = der(0x30, der(0x30, oid('2a864886f70d010706'), der(0xa0, data)));
    const store = der(0x30, der(2, Buffer.from([3])), der(0x30, oid('2a864886f70d010701'), der(0xa0, der(4, content))));
    const { hits } = await readFile('opt/a.p12', store);
    expect(hits.map(({ rule, secret, identity }) => [rule.id, secret.reveal(), identity])).toEqual([['keystore-default-password', 'secret', [{ label: 'alias', value: 'mine' }]]]);
    expect(openPkcs12(store)!.opens('changeit')).toBe(false);
  });

  test('what is left to spend is shared by all that lies in one file', async () => {
    // Each attempt at the large store hashes it anew; four of them take all that there is.
    const store = makeJks('correct horse', 1);
    const large = Buffer.concat([store.subarray(0, -20), Buffer.alloc(4_000_000), store.subarray(-20)]);
    const files = Array.from({ length: 40 }, (_, index) => ({ name: `${index}.jks`, bytes: large }));
    const { notices } = await readFile('opt/a.zip', makeZip(files));
    expect(notices.length).toBeGreaterThan(5);
    expect(notices[0]).toContain('more than is left to spend');
  });

  test('rounds beyond all measure are not computed, and said', async () => {
    const bag = der(0x30, oid('2a864886f70d010c0a0102'), der(0xa0, der(4, Buffer.alloc(40))));
    const safe = der(0x30, der(0x30, oid('2a864886f70d010701'), der(0xa0, der(4, der(0x30, bag)))));
    const mac = der(0x30, der(0x30, der(0x30, oid('608648016503040201')), der(4, Buffer.alloc(32))), der(4, Buffer.alloc(8)), der(2, Buffer.from('7fffffff', 'hex')));
    const store = der(0x30, der(2, Buffer.from([3])), der(0x30, oid('2a864886f70d010701'), der(0xa0, der(4, safe))), mac);
    const { hits, notices } = await readFile('opt/a.p12', store);
    expect(hits).toEqual([]);
    expect(notices).toEqual([expect.stringContaining('2147483647 rounds')]);
  });
});
