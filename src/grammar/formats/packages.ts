import { createDecipheriv, createHash } from 'node:crypto';
import { identityOf } from '../../model/identity.js';
import { nearest } from '../field.js';
import type { Field } from '../field.js';
import type { Format } from '../format.js';
import { ini, readIni, readProperties } from '../ini.js';
import { readJson } from '../json.js';
import { lines } from '../lines.js';
import { fromBase64, fromBasicAuth, settings } from '../settings.js';
import type { Decoded } from '../settings.js';
import { readToml } from '../toml.js';
import { readXml } from '../xml.js';
import { readYaml } from '../yaml.js';

const rule = 'credential-file-secret';

/** `//registry.example.com/:_authToken` names its registry. */
const npmRegistry = ({ name }: Field): string => /^\/\/([^:]{1,200}?)\/?:_/.exec(name)?.[1] ?? 'the default registry';
const NPM = { paths: ['.npmrc', 'npmrc', 'pnpm/rc', 'pnpm/auth.ini'], read: ini({ signs: '=', comments: '#;' }), rule: 'npm-registry-credential' } as const;

/** `user:password`. */
function plainAuth({ value }: Field): Decoded | null {
  const colon = value.indexOf(':');
  return colon < 1 ? null : { value: value.slice(colon + 1), says: 'It is a user and a password.', identity: [identityOf('user', value.slice(0, colon))] };
}

/** Maven's master password is encrypted under a word that everyone knows. https://maven.apache.org/guides/mini/guide-encryption.html */
function fromMaven({ value }: Field): Decoded | null {
  const stored = /\{([A-Za-z0-9+/=]{20,500})\}/.exec(value)?.[1];
  if (stored === undefined) return null;
  const bytes = Buffer.from(stored, 'base64');
  const salt = bytes.subarray(0, 8);
  const body = bytes.subarray(9, bytes.length - (bytes[8] ?? 0));
  const key = createHash('sha256').update('settings.security').update(salt).digest();
  try {
    const cipher = createDecipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16));
    const plain = Buffer.concat([cipher.update(body), cipher.final()]).toString('utf8');
    return /^[\x20-\x7e\u00a0-\uffef]+$/.test(plain) ? { value: plain, says: 'Maven only obscures it: its key is the same everywhere, and it opens the passwords of `settings.xml` beside it.' } : null;
  } catch {
    return null;
  }
}

/** `//registry.example.com/:_authToken "value"`, as Yarn 1 and `npm login` with it write. */
const readYarn = ini({ signs: ' ', comments: '#' });

/** Logins of package managers. */
export const packages: readonly Format[] = [
  settings({ ...NPM, name: 'npm config', secret: /(?:^|:)_authtoken$/, tell: (field) => [identityOf('registry', npmRegistry(field))] }),
  settings({ ...NPM, name: 'npm config', secret: /(?:^|:)_auth$/, decode: fromBasicAuth, coded: true, tell: (field) => [identityOf('registry', npmRegistry(field))] }),
  settings({
    ...NPM,
    name: 'npm config',
    secret: /:_password$/,
    decode: fromBase64,
    tell: (field) => [identityOf('registry', npmRegistry(field)), identityOf('user', nearest(field.group, [field.name.toLowerCase().replace(/_password$/, 'username')]))],
  }),
  settings({ name: 'Yarn config', paths: ['.yarnrc'], read: readYarn, rule: 'npm-registry-credential', secret: /(?:^|:)_authtoken$/, tell: (field) => [identityOf('registry', npmRegistry(field))] }),
  settings({ name: 'Bun config', paths: ['bunfig.toml', '.bunfig.toml'], read: readToml, rule: 'npm-registry-credential', secret: /^install\.(?:registry|scopes(?:\..{1,100})?)\.(?:token|password)$/, identity: { user: ['username'], registry: ['url', 'registry'] } }),
  settings({
    name: 'Yarn config',
    paths: ['.yarnrc.yml', '.yarnrc.yaml'],
    read: readYaml,
    rule: 'npm-registry-credential',
    secret: /(?:^|\.)npmauth(?:token|ident)$/,
    decode: (field) => fromBasicAuth(field) ?? (field.name === 'npmAuthIdent' ? plainAuth(field) : null),
    group: { label: 'registry' },
  }),
  settings({ name: 'Python package index login', paths: ['.pypirc'], read: readProperties, rule, secret: /(?:^|\.)password$/, identity: { user: ['username'], host: ['repository'] }, group: { label: 'repository' } }),
  settings({ name: 'Cargo login', paths: ['.cargo/credentials', '.cargo/credentials.toml', 'cargo/credentials.toml'], read: readToml, rule, secret: /(?:^|\.)(?:token|secret-key)$/, group: { label: 'registry' } }),
  settings({ name: 'RubyGems login', paths: ['.gem/credentials', 'gem/credentials'], read: readYaml, rule, secret: /./, tell: ({ name }) => [identityOf('host', /^:?rubygems/.test(name) ? 'rubygems.org' : name)] }),
  settings({ name: 'Poetry login', paths: ['pypoetry/auth.toml', 'poetry/auth.toml'], read: readToml, rule, secret: /^http-basic\..{1,100}\.password$|^pypi-token\..{1,100}$|(?:^|\.)(?:password|token)$/, identity: { user: ['username'] }, tell: ({ group, name }) => [identityOf('repository', /^(?:password|token)$/.test(name) ? group.path.at(-1) : name)] }),
  settings({ name: 'Python keyring', paths: ['python_keyring/keyring_pass.cfg', 'keyring_pass.cfg'], read: readIni, rule, secret: /./, decode: fromBase64, coded: true, tell: ({ group, name }) => [identityOf('user', name.replace(/_([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))), identityOf('host', (group.path[0] ?? '').replace(/_([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))))] }),
  lines('conda channels', ['.condarc', 'condarc', '.conda/.condarc'], /https?:\/\/(?<host>[\w.-]{3,200}(?::\d{1,5})?)\/(?:[\w./-]{1,100}\/)?t\/(?<secret>[\w-]{8,100})\//dg),
  lines('repositories of packages', ['yum.repos.d/*.repo', 'zypp/repos.d/*.repo', 'dnf/dnf.conf', 'yum.conf'], /^[ \t]{0,4}(?:proxy_)?password[ \t]{0,4}=[ \t]{0,4}(?<secret>[^\s#;]{2,200})/dgm),
  settings({ name: 'Zypper login', paths: ['zypp/credentials.d/*', 'zypp/credentials.cat'], read: readIni, rule, secret: /(?:^|\.)password$/, identity: { user: ['username'] }, group: { label: 'host' } }),
  settings({ name: 'sbt login', paths: ['.sbt/.credentials', '.ivy2/.credentials', '.sbt/credentials', '.coursier/credentials.properties', 'coursier/credentials.properties', '.bintray/.credentials'], read: readProperties, rule, secret: /(?:^|\.)password$/, identity: { user: ['user', 'username'], host: ['host'] } }),
  lines('Hex login', ['.hex/hex.config'], /\{\s{0,4}(?:'?\$?(?:write_key|read_key|encrypted_key_none|oauth_token|api_key)'?|<<"(?:auth_key|key|api_key)">>)\s{0,4},\s{0,4}<<"(?<secret>[^"]{8,300})">>/dg),
  lines('LuaRocks login', ['.luarocks/upload_config.lua', 'luarocks/upload_config.lua'], /\bkey\s{0,4}=\s{0,4}["'](?<secret>[\w-]{8,100})["']/dg),
  settings({ name: 'Maven master password', paths: ['.m2/settings-security.xml', 'settings-security.xml'], read: readXml, rule: 'maven-password', secret: /settingssecurity\.master$/, decode: fromMaven, coded: true }),
  settings({
    name: 'Composer login',
    paths: ['.composer/auth.json', 'composer/auth.json'],
    wide: ['auth.json'],
    holds: [['"http-basic"', '"github-oauth"', '"gitlab-token"', '"gitlab-oauth"', '"bitbucket-oauth"', '"bearer"', '"forgejo-token"', '"custom-headers"']],
    read: readJson,
    rule,
    secret: ({ group, name }) =>
      /^(?:http-basic|bitbucket-oauth|gitlab-token|forgejo-token)$/.test(group.path[0] ?? '')
        ? group.path.length === 2 ? /^(?:password|token|consumer-secret)$/.test(name) : group.path[0] !== 'http-basic'
        : /^(?:github-oauth|gitlab-oauth|bearer)$/.test(group.path[0] ?? ''),
    identity: { user: ['username', 'consumer-key'] },
    tell: ({ group, name }) => [identityOf('host', group.path[1] ?? name)],
  }),
  settings({
    name: 'Maven settings',
    paths: ['.m2/settings.xml', 'maven-settings.xml', 'maven/conf/settings.xml'],
    wide: ['settings.xml'],
    holds: [['<server>', '<proxy>']],
    read: readXml,
    rule: 'maven-password',
    secret: /(?:server|proxy)\.(?:password|passphrase)$/,
    decode: ({ value }) => (/^\{[A-Za-z0-9+/=]{20,}\}$/.test(value) ? { value, says: 'It is encrypted under the master password of `settings-security.xml`.' } : null),
    identity: { server: ['id'], user: ['username'], host: ['host'] },
  }),
  settings({ name: 'Gradle properties', paths: ['gradle.properties'], read: readProperties, rule, secret: /^(?:systemprop\.https?\.proxypassword|signing\.password|.{0,60}(?:storepassword|keypassword))$/, named: true }),
  settings({
    name: 'NuGet config',
    paths: ['NuGet.Config', 'nuget.config'],
    read: readXml,
    rule,
    secret: /packagesourcecredentials\..{1,200}\.cleartextpassword$|apikeys\..{1,200}$/,
    decode: ({ value }) => (/^AQAAANCMnd8B[A-Za-z0-9+/=]+$/.test(value) ? { value: '${DPAPI}', says: '' } : null),
    identity: { user: ['username'] },
    group: { label: 'feed' },
  }),
  settings({ name: 'Bundler config', paths: ['.bundle/config'], read: readYaml, rule, secret: ({ name, value }) => /^BUNDLE_\w+__\w+$/.test(name) && /^[^\s/:]{1,100}:[^\s/]{3,}$/.test(value), decode: plainAuth, tell: ({ name }) => [identityOf('host', name.replace(/^BUNDLE_/, '').replaceAll('__', '.').toLowerCase())] }),
];
