import { identityOf } from '../../model/identity.js';
import { nearest } from '../field.js';
import type { Field } from '../field.js';
import type { Format } from '../format.js';
import { ini, readIni, readProperties } from '../ini.js';
import { readJson } from '../json.js';
import { fromBase64, fromBasicAuth, settings } from '../settings.js';
import { readXml } from '../xml.js';
import { readYaml } from '../yaml.js';

const rule = 'credential-file-secret';

/** `//registry.example.com/:_authToken` names its registry. */
const npmRegistry = ({ name }: Field): string => /^\/\/([^:]{1,200}?)\/?:_/.exec(name)?.[1] ?? 'the default registry';
const NPM = { paths: ['.npmrc', 'npmrc'], read: ini({ signs: '=', comments: '#;' }), rule: 'npm-registry-credential' } as const;

/** Logins of package managers. */
export const packages: readonly Format[] = [
  settings({ ...NPM, name: 'npm config', secret: /:?_authtoken$/, tell: (field) => [identityOf('registry', npmRegistry(field))] }),
  settings({ ...NPM, name: 'npm config', secret: /(?:^|:)_auth$/, decode: fromBasicAuth, coded: true, tell: (field) => [identityOf('registry', npmRegistry(field))] }),
  settings({
    ...NPM,
    name: 'npm config',
    secret: /:_password$/,
    decode: fromBase64,
    tell: (field) => [identityOf('registry', npmRegistry(field)), identityOf('user', nearest(field.group, [field.name.toLowerCase().replace(/_password$/, 'username')]))],
  }),
  settings({
    name: 'Yarn config',
    paths: ['.yarnrc.yml', '.yarnrc.yaml'],
    read: readYaml,
    rule: 'npm-registry-credential',
    secret: /(?:^|\.)npmauth(?:token|ident)$/,
    decode: fromBasicAuth,
    group: { label: 'registry' },
  }),
  settings({ name: 'Python package index login', paths: ['.pypirc'], read: readProperties, rule, secret: /(?:^|\.)password$/, identity: { user: ['username'], host: ['repository'] }, group: { label: 'repository' } }),
  settings({ name: 'Cargo login', paths: ['.cargo/credentials', '.cargo/credentials.toml', 'cargo/credentials.toml'], read: readIni, rule, secret: /(?:^|\.)(?:token|secret-key)$/, group: { label: 'registry' } }),
  settings({ name: 'RubyGems login', paths: ['.gem/credentials', 'gem/credentials'], read: readYaml, rule, secret: /./, tell: ({ name }) => [identityOf('host', /^:?rubygems/.test(name) ? 'rubygems.org' : name)] }),
  settings({ name: 'Poetry login', paths: ['pypoetry/auth.toml', 'poetry/auth.toml'], read: readIni, rule, secret: /(?:^|\.)(?:password|token)$/, identity: { user: ['username'] }, group: { label: 'repository' } }),
  settings({
    name: 'Composer login',
    paths: ['auth.json', '.composer/auth.json'],
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
    paths: ['settings.xml', '.m2/settings.xml', 'maven-settings.xml'],
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
    secret: /packagesourcecredentials\..{1,200}\.cleartextpassword$/,
    identity: { user: ['username'] },
    group: { label: 'feed' },
  }),
  settings({ name: 'Bundler config', paths: ['.bundle/config'], read: readYaml, rule, secret: ({ name, value }) => /^BUNDLE_\w+__\w+$/.test(name) && /^[^\s/:]{1,100}:[^\s/]{3,}$/.test(value), decode: ({ value }) => ({ value: value.slice(value.indexOf(':') + 1), says: 'It is a user and a password.', identity: [identityOf('user', value.slice(0, value.indexOf(':')))] }), tell: ({ name }) => [identityOf('host', name.replace(/^BUNDLE_/, '').replaceAll('__', '.').toLowerCase())] }),
];
