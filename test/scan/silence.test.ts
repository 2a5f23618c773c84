import { describe, expect, test } from '@jest/globals';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { builtInRules } from '../../rules/index.js';
import { tarOf } from '../../sample-images/encode.js';
import { createMatcher } from '../../src/match/matcher.js';
import { rulesOfKind } from '../../src/model/rule.js';
import { createRuleSet } from '../../src/rule/select.js';
import { expandTemplate } from '../../src/rule/template.js';
import { layerScan } from '../../src/scan/layer.js';

const rules = createRuleSet(builtInRules);
const scanLayer = layerScan(rules, createMatcher(rulesOfKind(rules, 'credential')));
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

/** The severities of what is found in one file of a layer. */
async function severities(path: string, content: string | Buffer): Promise<readonly string[]> {
  const tar = await tarOf([{ path, content }]);
  const { files } = await scanLayer({ descriptor: { mediaType: '', digest: '', size: tar.length }, diffId: null, index: 0, historyIndex: null, open: () => Promise.resolve(Readable.from([tar])) });
  return files.flatMap(({ hits }) => hits.map(({ severity }) => severity));
}

/** Base64 in lines of 64, as armour has it. */
function armour(label: string, seed: number, bytes: number): string {
  const body = createHash('shake256', { outputLength: bytes }).update(`${label} ${seed}`).digest('base64');
  return `-----BEGIN ${label}-----\n${body.replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
}

/** A public key as Web Push writes it. */
function point(): string {
  const { x, y } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey.export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')]).toString('base64url');
}

type Case = readonly [name: string, path: string, silent: string | ((seed: number) => string), loud: string];

/** Each with its sibling that is a leak: the same file, and a value in the place of what is none. */
const CASES: readonly Case[] = [
  // Examples of documentation.
  ['the example key of AWS', 'srv/aws.env', `AWS_ACCESS_KEY_ID=AKIA${'IOSFODNN7EXAMPLE'}\nAWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCY${'EXAMPLEKEY'}\n`, 'AWS_ACCESS_KEY_ID={awsid}\nAWS_SECRET_ACCESS_KEY={base64:40}\n'],
  ['any key that says it is an example', 'srv/app.env', 'API_TOKEN=example-{base62:20}\n', 'API_TOKEN={base62:28}\n'],
  ['the token of jwt.io', 'srv/jwt.env', () => `JWT=${['{"alg":"HS256","typ":"JWT"}', '{"sub":"1234567890","name":"John Doe","iat":1516239022}'].map((part) => Buffer.from(part).toString('base64url')).join('.')}.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c\n`, 'JWT={jwt}\n'],
  ['bytes that count up, as test vectors have them', 'srv/cipher.env', 'AES_KEY=000102030405060708090a0b0c0d0e0f\nHMAC_SECRET=00112233445566778899aabbccddeeff\n', 'AES_KEY={hex:32}\n'],
  ['the login of RFC 7617', 'srv/http.txt', `Authorization: Basic ${Buffer.from(['Aladdin', 'open sesame'].join(':')).toString('base64')}\n`, 'curl -H "Authorization: Bearer {base62:40}" https://acme.io -H "X-Api-Key: {hex:32}" ghp_{base62:30}{crc32:github}\n'],
  ['the client of RFC 6749', 'srv/oauth.env', `CLIENT_SECRET=${['7Fjfp0ZBr1Kt', 'DRbnfVdmIw'].join('')}\n`, 'CLIENT_SECRET={base62:24}\n'],
  ['the constants of TLS 1.3', 'srv/tls.env', `EARLY_SECRET=${['33ad0a1c607ec03b09e6cd9893680ce2', '10adf300aa1f2660e1b22e10f170f92a'].join('')}\n`, 'EARLY_SECRET={hex:64}\n'],
  // What is filled in from elsewhere.
  ['a variable of a shell', 'srv/a.env', 'DB_PASSWORD=${DB_PASSWORD}\nAPI_KEY=$API_KEY\nTOKEN=${TOKEN:-}\n', 'DB_PASSWORD={pass:20}\n'],
  ['a template of Helm', 'srv/values.yaml', 'password: {{ .Values.db.password }}\ntoken: "{{ x }}"\napiKey: <% key %>\n', 'password: {pass:20}\n'],
  ['a blank to be filled in', 'srv/config.ini', 'api_key = <your-key>\nsecret = <YOUR_SECRET_HERE>\npassword = [password]\ntoken = your-token-here\n', 'api_key = {base62:32}\n'],
  ['the environment of a program', 'srv/app.js', 'const token = process.env.TOKEN;\nconst secret = config.get("secret");\n', 'const token = "{base62:40}";\n'],
  ['a reference to a store of secrets', 'srv/app.yml', 'token: op://vault/item/token\nsecret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:app\npassword: !Ref DbPassword\nkey: ENC[abc]\n', 'token: {base62:40}\n'],
  // What looks drawn at random and is no secret.
  ['a digest', 'srv/SHA256SUMS', '{hex:64}  app.tar.gz\n{hex:40}  b\n{hex:32}  c\n', 'deploy_token={hex:40}\n'],
  ['a digest by its name', 'srv/build.env', 'SHA256={hex:64}\nGIT_COMMIT={hex:40}\nCHECKSUM={hex:32}\nIMAGE=acme/app@sha256:{hex:64}\n', 'SECRET={hex:64}\n'],
  ['a UUID', 'srv/ids.yml', 'id: {uuid}\nrequest_id: {uuid}\ntenantId: {uuid}\n', 'api_token: {uuid}\n'],
  ['an integrity string', 'srv/index.html', '<script src="a.js" integrity="sha384-{base64:64}" crossorigin="anonymous"></script>\n', '<script>var apiToken = "{base62:40}", t = "ghp_{base62:30}{crc32:github}";</script>\n'],
  ['package-lock.json', 'srv/package-lock.json', '{\n  "packages": {\n    "node_modules/jsonwebtoken": {\n      "version": "9.0.0",\n      "resolved": "https://registry.npmjs.org/jsonwebtoken/-/jsonwebtoken-9.0.0.tgz",\n      "integrity": "sha512-{base64:86}=="\n    }\n  }\n}\n', '{\n  "packages": {\n    "node_modules/a": {\n      "resolved": "https://ci:{base62:24}@npm.acme.io/a.tgz"\n    }\n  }\n}\n'],
  ['yarn.lock', 'srv/yarn.lock', 'token-types@^4.0.0:\n  version "4.2.1"\n  resolved "https://registry.yarnpkg.com/token-types/-/token-types-4.2.1.tgz#{hex:40}"\n  integrity sha512-{base64:86}==\n', 'a@^1:\n  resolved "https://ci:{base62:24}@npm.acme.io/a.tgz"\n'],
  ['pnpm-lock.yaml', 'srv/pnpm-lock.yaml', 'packages:\n  csrf-token@1.0.0:\n    resolution: {integrity: sha512-{base64:86}==}\n', 'packages:\n  a@1.0.0:\n    resolution: {tarball: "https://ci:{base62:24}@npm.acme.io/a.tgz"}\n'],
  ['Cargo.lock', 'srv/Cargo.lock', '[[package]]\nname = "secrecy"\nversion = "0.8.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "{hex:64}"\n', '[[package]]\nsource = "git+https://ci:{base62:24}@git.acme.io/a"\n'],
  ['go.sum', 'srv/go.sum', 'github.com/golang-jwt/jwt v3.2.2+incompatible h1:{base64:43}=\ngithub.com/a/token v1.0.0/go.mod h1:{base64:43}=\n', 'machine git.acme.io login ci password {base62:24}\nghp_{base62:30}{crc32:github}\n'],
  ['poetry.lock', 'srv/poetry.lock', '[[package]]\nname = "token-bucket"\nfiles = [\n    {file = "a.whl", hash = "sha256:{hex:64}"},\n]\n', '[[package]]\nurl = "https://ci:{base62:24}@pypi.acme.io/simple"\n'],
  ['composer.lock', 'srv/composer.lock', '{"packages": [{"name": "acme/secret", "dist": {"type": "zip", "reference": "{hex:40}", "shasum": "{hex:40}"}}], "content-hash": "{hex:32}"}\n', '{"packages": [{"dist": {"url": "https://ci:{base62:24}@repo.acme.io/a.zip"}}]}\n'],
  ['requirements with hashes', 'srv/requirements.txt', 'pyjwt==2.8.0 --hash=sha256:{hex:64}\nsecretstorage==3.3.3 --hash=sha256:{hex:64}\n', '--extra-index-url https://ci:{base62:24}@pypi.acme.io/simple\n'],
  ['minified code', 'srv/app.min.js', '!function(e,t){var n=t.token||"",r=e.password,o=function(e){return e.secretKey=n};o({key:"Enter",accessKey:a,authToken:void 0,passwordField:"password"})}(this,i);', '!function(e){var t={apiKey:"{base62:40}",a:"ghp_{base62:30}{crc32:github}"};e(t)}(this);'],
  ['a source map', 'srv/app.js.map', '{"version":3,"mappings":"{base64:200}","names":["token","secret"]}', '{"version":3,"sourcesContent":["const t = \'ghp_{base62:30}{crc32:github}\';"]}'],
  // What everyone may have.
  ['a certificate', 'srv/tls/server.crt', (seed) => armour('CERTIFICATE', seed, 900), '{pem:rsa}\n'],
  ['a public key', 'srv/tls/public.pem', (seed) => armour('PUBLIC KEY', seed, 294), '{pem:ec}\n'],
  ['a public key of OpenSSH', 'srv/authorized', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{base64:43} me@host\nssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ{base64:360} me@host\n', '{pem:openssh}\n'],
  ['a public key of OpenPGP', 'srv/release.asc', (seed) => armour('PGP PUBLIC KEY BLOCK', seed, 1200), 'pass = ghp_{base62:30}{crc32:github}\n'],
  ['the point of an elliptic curve', 'srv/push.ts', () => `export const DEFAULT_VAPID_KEY = '${point()}';\nconst pushSecret = "${Buffer.from(point(), 'base64url').toString('hex')}";\n`, `export const DEFAULT_VAPID_KEY = 'B{base62:86}';\n`],
  ['a recipient of age', 'srv/recipients', 'age1{bech32:58}\n', 'AGE-SECRET-KEY-1{BECH32:52}{bech32sum}\n'],
  ['keys of a browser’s page', 'srv/.env', 'NEXT_PUBLIC_API_KEY={base62:32}\nVITE_TOKEN={base62:32}\n', 'API_KEY={base62:32}\n'],
  ['the fingerprint of a key', 'srv/build.sh', 'GPG_KEY={HEX:40}\nKEY_FINGERPRINT={HEX:40}\nRELEASE_KEY={HEX:40}\n', 'export DEPLOY_KEY={hex:40}\n'],
  // What only names one.
  ['places of secrets', 'srv/app.conf', 'token_file = /run/secrets/token\npassword_path = /etc/app/pw\nsecret_name = app-db\nprivate_key = /etc/ssl/private/a.key\n', 'token = {base62:40}\n'],
  ['words of a translation', 'srv/locales/de.json', '{"password": "Passwort", "token": "Zeichen", "secret": "Geheimnis", "passwordHint": "Mindestens acht Zeichen"}\n', '{"apiToken": "{base62:40}"}\n'],
  ['code of Ruby called after a service', 'srv/lib/gitlab/api.rb', 'class API\n  attr_accessor :private_token\n  alias auth_token= private_token=\n  private_token = Gitlab.private_token\nend\n', "gitlab_rails['smtp_password'] = '{pass:20}'\n"],
  ['the half of a token that a line ends', 'srv/encrypt.rs', () => `const INPUT: &str = "${['{"alg":"RS256"}', '{"iss":"joe",\r\n "ex'].map((part) => Buffer.from(part).toString('base64url')).join('.')}";\n`, 'const INPUT: &str = "ghp_{base62:30}{crc32:github}";\n'],
  ['a schema', 'srv/schema.json', '{"properties": {"password": {"type": "string"}, "token": {"type": "string", "minLength": 20}}, "required": ["password"]}\n', '{"password": "{pass:20}"}\n'],
  ['expressions of code', 'srv/app.py', 'password = getpass.getpass()\ntoken = secrets.token_hex(16)\nsecret = os.environ["SECRET"]\nkey = load_key(path)\n', 'password = "{base62:32}"\n'],
];


describe('silence', () => {
  test.each(CASES)('%s', async (_, path, silent) => {
    for (const seed of SEEDS) {
      const content = typeof silent === 'string' ? expandTemplate(silent, seed) : silent(seed);
      expect({ seed, loud: (await severities(path, content)).filter((severity) => severity !== 'info') }).toEqual({ seed, loud: [] });
    }
  });
  test.each(CASES)('not %s, but a leak in its place', async (_, path, __, loud) => {
    for (const seed of SEEDS) expect({ seed, found: await severities(path, expandTemplate(loud, seed)) }).toMatchObject({ found: expect.arrayContaining([expect.stringMatching(/critical|high|medium/)]) });
  });
  test.each(['--password', '-passwd', 'j_password'])('a program that passes on %s names it', async (name) => {
    expect(await severities('usr/share/app/login.py', `run(user="ci", password="${name}")\n`)).toEqual([]);
    expect(await severities('usr/share/app/login.py', `run(user="ci", password="${name}4711")\n`)).not.toEqual([]);
  });
  test('bytes that are drawn, whatever they are packed in', async () => {
    for (let round = 0; round < 20; round++) {
      const bytes = randomBytes(20_000);
      for (const content of [bytes, bytes.toString('base64'), bytes.toString('hex'), gzipSync(bytes.toString('base64')), bytes.toString('base64').replace(/.{76}/g, '$&\n')]) expect(await severities('srv/blob', content)).toEqual([]);
    }
  });
});
