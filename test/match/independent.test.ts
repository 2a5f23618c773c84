/** Tokens and keys that are made without the code that judges them: sums by zlib's trailer and Node's hashes, keys by OpenSSL and ssh-keygen. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createHash, createHmac, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtInRules } from '../../rules/index.js';
import { createMatcher, resolveOverlaps, type Hit } from '../../src/match/matcher.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { bech32, marvin32 } from '../../src/rule/checksum.js';
import { expandTemplate } from '../../src/rule/template.js';

const credentials = rulesOfKind({ rules: builtInRules, digest: '' }, 'credential');
const matcher = createMatcher(credentials);
const SEEDS = [1, 2, 3];

function everyHit(text: string): readonly Hit[] {
  const bytes = Buffer.from(text, 'latin1');
  return matcher.match({ bytes, base: 0, from: 0, to: bytes.length, path: 'etc/settings' });
}
const find = (text: string): Hit | undefined => resolveOverlaps(everyHit(text))[0];

/** The sum that gzip puts behind what it packs. https://www.rfc-editor.org/rfc/rfc1952#page-8 */
const crc = (text: string): number => {
  const packed = gzipSync(Buffer.from(text, 'latin1'));
  return packed.readUInt32LE(packed.length - 8);
};
const inBase = (value: number, digits: string, width: number): string => Array.from({ length: width }, (_, at) => digits[Math.floor(value / digits.length ** (width - 1 - at)) % digits.length]).join('');
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE36 = BASE62.slice(0, 36).toLowerCase();
const hex = (value: number): string => value.toString(16).padStart(8, '0');
const backwards = (value: number): Buffer => Buffer.from(hex(value), 'hex').reverse();
const base32 = (bytes: Buffer): string => [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('').match(/.{5}/g)!.map((bits) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(bits, 2)]).join('');
const draw = expandTemplate;

/** Issuer, rule, and a token from a seed with its own sum. */
const SUMMED: readonly (readonly [issuer: string, rule: string, make: (seed: number) => string])[] = [
  ...['ghp_', 'gho_', 'ghu_'].map((prefix) => [`GitHub, ${prefix}`, 'github-token', (seed: number) => ((body) => prefix + body + inBase(crc(body), BASE62, 6))(draw('{base62:30}', seed))] as const),
  ['GitHub, ghr_', 'github-token', (seed) => ((body) => `ghr_${body}${inBase(crc(body), BASE62, 6)}`)(draw('{base62:70}', seed))],
  ['GitHub, fine-grained', 'github-token', (seed) => ((body) => `${body}${base32(createHash('sha256').update(body).digest()).slice(0, 8)}${draw('{base62:8}', seed)}`)(draw('github_pat_{base62:22}_{base62:43}', seed))],
  ['npm', 'npm-token', (seed) => ((body) => `npm_${body}${inBase(crc(body), BASE62, 6)}`)(draw('{base62:30}', seed))],
  ['GitLab, routable', 'gitlab-token', (seed) => ((head) => `${head}${inBase(crc(head), BASE36, 7)}`)(draw('glpat-{base62:27}.01.{base36:2}', seed))],
  ['GitLab, routable, without version', 'gitlab-token', (seed) => ((head) => `${head}${inBase(crc(head), BASE36, 7)}`)(draw('glpat-{base62:27}.{base36:2}', seed))],
  ['Atlassian', 'atlassian-token', (seed) => ((head) => `${head}${hex(crc(head)).toUpperCase()}`)(draw('ATATT3xFfGF0{base62:170}=', seed))],
  ['Bitbucket, workspace', 'atlassian-token', (seed) => ((head) => `${head}${hex(crc(head)).toUpperCase()}`)(draw('ATCTT3xFfG{base62:170}=', seed))],
  ['Bitbucket, app', 'atlassian-token', (seed) => ((head) => `${head}${hex(crc(head)).toUpperCase()}`)(draw('ATBB{base62:24}', seed))],
  ['Grafana', 'grafana-token', (seed) => ((head) => `${head}_${backwards(crc(head)).toString('hex')}`)(draw('glsa_{base62:32}', seed))],
  ...['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'].map((prefix) => [`Vercel, ${prefix}`, 'vercel-token', (seed: number) => ((body) => prefix + body + inBase(crc(body), BASE62, 6))(draw('{base62:50}', seed))] as const),
  ['Confluent', 'confluent-secret', (seed) => ((body) => `cflt${body}${backwards(crc(body)).toString('base64').slice(0, 6)}`)(draw('{base62:54}', seed))],
  ['Zuplo', 'zuplo-key', (seed) => ((body) => `zpka_${body}${hex(crc(body))}`)(draw('{hex:32}', seed))],
];

/** Another letter or digit of the same kind at a place. */
function changed(text: string, at: number): string {
  const from = text.charCodeAt(at);
  const wheel = /\d/.test(text[at]!) ? '0123456789' : /[a-f]/.test(text[at]!) ? 'abcdef' : /[A-F]/.test(text[at]!) ? 'ABCDEF' : /[a-z]/.test(text[at]!) ? 'ghijklmnopqrstuvwxyz' : /[A-Z]/.test(text[at]!) ? 'GHIJKLMNOPQRSTUVWXYZ' : '';
  const to = wheel === '' ? from : wheel.charCodeAt((wheel.indexOf(text[at]!) + 1) % wheel.length);
  return text.slice(0, at) + String.fromCharCode(to) + text.slice(at + 1);
}

describe('a sum that someone else computed', () => {
  test.each(SUMMED)('%s: is right, and one changed letter makes it doubtful', (_, id, make) => {
    for (const seed of SEEDS) {
      const token = make(seed);
      expect(find(`x = "${token}"`)).toMatchObject({ rule: { id }, confidence: 'high', evidence: ['Its checksum is right.'] });
      const wrong = changed(token, token.length - 20);
      expect(wrong).not.toBe(token);
      expect(find(`x = "${wrong}"`)).toMatchObject({ rule: { id }, confidence: 'low', evidence: [expect.stringContaining('checksum is wrong')] });
    }
  });
  test('bech32, by the vectors of BIP 173', () => {
    expect(bech32('a', '')).toBe('2uel5l');
    expect(bech32('abcdef', 'qpzry9x8gf2tvdw0s3jn54khce6mua7l')).toBe('mqqqxw');
    expect(bech32('split', 'checkupstagehandshakeupstreamerranterredcaperred')).toBe('2y9e3w');
  });
  test('Marvin32, by the vectors of .NET', () => {
    for (const [input, low, high] of [['', 0x00cd3c7d, 0x30ed35c1], ['af', 0x7d75ddc1, 0x48e73fc7], ['e70f', 0x485dbff8, 0xb5f6e1fc], ['37f495', 0x9b8cf7e8, 0xf0b07c78], ['8642dc59', 0x7e9cf556, 0x7008f2e8], ['153fb79826', 0xa2afa997, 0xe6c08c6d], ['0932e6246c47', 0x5ea24060, 0x6f04bf1a], ['ab427ea8d10fc7', 0xf0678c41, 0xe11847e4]] as const) {
      expect(marvin32(Buffer.from(input, 'hex'), [0x1bdbcc, 0x4fb61a])).toBe((low ^ high) >>> 0);
    }
  });
  test('the account in a key id of AWS, by one that was published with its account', () => {
    expect(find(['ASIA', 'QNZGKIQY56JQ7WML'].join(''))?.evidence).toEqual(['It belongs to AWS account 029608264753.']);
  });
});

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const toBase58 = (bytes: Buffer): string => {
  let text = '';
  for (let rest = BigInt(`0x${bytes.toString('hex')}`); rest > 0n; rest /= 58n) text = BASE58[Number(rest % 58n)] + text;
  return text;
};

/** What a token must decode to: right, wrong. */
const READ: readonly (readonly [what: string, rule: string, right: (seed: number) => string, wrong: (seed: number) => string])[] = [
  ['a macaroon of PyPI', 'pypi-token', (seed) => `pypi-${Buffer.concat([Buffer.from([2, 1, 8]), Buffer.from('pypi.org'), Buffer.from([2, 36]), Buffer.from(draw('{uuid}', seed)), Buffer.from([0, 2, 12]), Buffer.from('[0, 1, 2, 3]'), Buffer.from([0, 0, 6, 32]), createHash('sha256').update(String(seed)).digest()]).toString('base64url')}`, (seed) => `pypi-AgEIcHlwaS5vcmc${draw('{base62:80}', seed)}`],
  ['a reference token of JFrog', 'jfrog-token', (seed) => Buffer.from(draw('reftkn:01:{digits:10}:{base62:27}', seed)).toString('base64'), (seed) => draw('cmVmdGtu{base62:56}', seed)],
  ['a key of JFrog', 'jfrog-token', (seed) => toBase58(Buffer.concat([Buffer.from('09d3bb2f9a', 'hex'), createHash('sha512').update(String(seed)).digest().subarray(0, 49)])).replace(/^.{5}/, 'AKCp8'), (seed) => draw('AKCp8{base58:60}0{base58:7}', seed)],
  ['a bot of Discord', 'discord-token', (seed) => draw('{b64url(8{digits:17})}.{base62:6}.{base62:38}', seed), (seed) => draw('MTAz{base62:20}.{base62:6}.{base62:38}', seed)],
  ['a token of Bitbucket on a server', 'atlassian-token', (seed) => `BBDC-${Buffer.concat([Buffer.from(draw('{digits:12}:', seed)), createHash('sha256').update(String(seed)).digest().subarray(0, 20)]).toString('base64')}`, (seed) => draw('BBDC-M{base62:43}', seed)],
  ['a login for a registry', 'docker-registry-credential', (seed) => `{"auth": "${Buffer.from(draw('{word}:{base62:20}', seed)).toString('base64')}"}`, () => ''],
];

describe('what a token decodes to', () => {
  test.each(READ)('%s: makes surer where it is right, doubtful where it is not', (_, id, right, wrong) => {
    for (const seed of SEEDS) {
      expect(find(right(seed))).toMatchObject({ rule: { id }, confidence: 'high' });
      if (wrong(seed) !== '') expect(everyHit(wrong(seed)).filter(({ rule }) => rule.id === id).map(({ confidence }) => confidence)).not.toContain('high');
      if (wrong(seed) !== '') expect(everyHit(wrong(seed)).some(({ rule }) => rule.id === id)).toBe(true);
    }
  });
});

function sign(header: object, payload: object): string {
  const text = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${createHmac('sha256', 'a key').update(text).digest('base64url')}`;
}

describe('a JSON Web Token', () => {
  const header = { alg: 'HS256', typ: 'JWT' };
  test.each([
    ['that holds', sign(header, { sub: 'a-service', exp: 32_503_680_000 }), 'high', 'high'],
    ['that has ended', sign(header, { sub: 'a-service', exp: 1_500_000_000 }), 'low', 'low'],
    ['that nobody signed', sign({ alg: 'none' }, { sub: 'a-service' }).replace(/[^.]+$/, ''), 'low', 'low'],
    ["of jwt.io's demonstration", sign(header, { sub: '1234567890', name: 'John Doe', iat: 1516239022 }), 'low', 'info'],
    ['of a service account', sign({ alg: 'RS256', kid: '' }, { iss: 'kubernetes/serviceaccount', sub: 'system:serviceaccount:default:ci' }), 'high', 'high'],
    ["of Supabase's anonymous role", sign(header, { iss: 'supabase', ref: 'abc', role: 'anon' }), 'low', 'info'],
    ['that names what it opens', sign(header, { access: 'm' }), 'high', 'high'],
  ])('%s', (_, token, confidence, severity) => {
    expect(find(`TOKEN=${token}`)).toMatchObject({ rule: { id: 'json-web-token' }, confidence, severity });
  });
});

describe('keys that others made', () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'layerlint-keys-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const open = 'It parses as a private key without a passphrase.';
  const locked = 'It is a private key under a passphrase.';
  const passphrase = { cipher: 'aes-256-cbc', passphrase: 'a passphrase' };
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  test.each([
    ['RSA, PKCS #1', rsa.export({ type: 'pkcs1', format: 'pem' }), open],
    ['RSA, PKCS #1, locked', rsa.export({ type: 'pkcs1', format: 'pem', ...passphrase }), locked],
    ['RSA, PKCS #8', rsa.export({ type: 'pkcs8', format: 'pem' }), open],
    ['RSA, PKCS #8, locked', rsa.export({ type: 'pkcs8', format: 'pem', ...passphrase }), locked],
    ['EC, SEC 1', ec.export({ type: 'sec1', format: 'pem' }), open],
    ['Ed25519, PKCS #8', generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), open],
  ])('by OpenSSL: %s', (_, pem, says) => {
    expect(find(String(pem))).toMatchObject({ rule: { id: 'private-key' }, confidence: 'high', evidence: [says] });
  });
  test.each([['rsa', '', open], ['ecdsa', '', open], ['ed25519', '', open], ['ed25519', 'a passphrase', locked]])('by ssh-keygen: %s under `%s`', (type, phrase, says) => {
    const path = join(folder, `${type}${phrase === '' ? '' : '-locked'}`);
    const made = spawnSync('ssh-keygen', ['-q', '-t', type, '-N', phrase, '-f', path]);
    if (made.error && !process.env.CI) return console.log('ssh-keygen is not here: its keys are not tried.');
    expect(made.status).toBe(0);
    const hit = find(readFileSync(path, 'latin1'));
    expect(hit).toMatchObject({ rule: { id: 'private-key' }, confidence: 'high', evidence: [says] });
    const print = spawnSync('ssh-keygen', ['-lf', `${path}.pub`], { encoding: 'utf8' }).stdout.split(' ')[1];
    expect(hit?.identity).toContainEqual(expect.objectContaining({ value: print }));
  });
  test('armour around anything else is doubtful', () => {
    expect(find(`-----BEGIN RSA PRIVATE KEY-----\n${draw('{base64:200}', 1)}\n-----END RSA PRIVATE KEY-----`)).toMatchObject({ rule: { id: 'private-key' }, confidence: 'low' });
  });
  test('a service account of Google: the key is parsed, the account is named', () => {
    const json = JSON.stringify({ type: 'service_account', project_id: 'a-project', private_key_id: draw('{hex:40}', 1), private_key: rsa.export({ type: 'pkcs8', format: 'pem' }), client_email: 'builder@a-project.iam.gserviceaccount.com' }, null, 2);
    const hit = find(json);
    expect(hit).toMatchObject({ rule: { id: 'google-service-account-key' }, confidence: 'high', evidence: [open] });
    expect(hit?.identity).toContainEqual(expect.objectContaining({ value: 'builder@a-project.iam.gserviceaccount.com' }));
  });
});

describe('evidence', () => {
  /** Every match of the rule's patterns, as the expressions alone see it. */
  const matches = (id: string, text: string): boolean => matcher.rules.get(id)!.patterns.some(({ regex, flags, paths }) => !paths && new RegExp(regex, flags).test(text));

  test.each(credentials.filter(({ rank }) => rank === 'specific').map((rule) => [rule.id, rule] as const))('moves the confidence of %s and drops nothing', (id, rule) => {
    for (const template of rule.examples.leaks) {
      const text = expandTemplate(template, 1);
      const hit = everyHit(text).find((one) => one.rule.id === id);
      if (!hit) continue;
      for (let at = hit.start; at < Math.min(hit.end, hit.start + 400); at += Math.max(1, Math.ceil((Math.min(hit.end, hit.start + 400) - hit.start) / 12))) {
        const other = changed(text, at);
        if (matches(id, other)) expect({ other, found: everyHit(other).some((one) => one.rule.id === id) }).toEqual({ other, found: true });
      }
      // What nobody drew is doubted, not dropped.
      const dull = text.slice(0, hit.start) + hit.secret.reveal()!.replace(/[0-9]/g, '1').replace(/[a-f]/g, 'a').replace(/[g-z]/g, 'z').replace(/[A-F]/g, 'A').replace(/[G-Z]/g, 'Z') + text.slice(hit.end);
      if (matches(id, dull)) expect({ dull, found: everyHit(dull).some((one) => one.rule.id === id) }).toEqual({ dull, found: true });
    }
  });
});
