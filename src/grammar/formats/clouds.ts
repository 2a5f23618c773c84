import { createDecipheriv } from 'node:crypto';
import type { Field } from '../field.js';
import type { Format } from '../format.js';
import { readIni } from '../ini.js';
import { readJson } from '../json.js';
import { settings } from '../settings.js';
import type { Decoded } from '../settings.js';

const rule = 'credential-file-secret';
const AWS = { name: 'AWS credentials file', paths: ['.aws/credentials', '.aws/config', 'aws/credentials'], read: readIni, group: { label: 'profile' } } as const;
const GOOGLE = {
  paths: ['application_default_credentials.json', 'adc.json'],
  wide: ['*.json'],
  heads: ['{"type"', '{\n  "type"', '{\n    "type"', '{ "type"', '{\n  "account"', '{\n  "client_id"'],
  read: readJson,
  identity: { account: ['client_email', 'account'], project: ['project_id', 'quota_project_id'], client: ['client_id'] },
} as const;

/** The key that rclone obscures with is the same everywhere. https://github.com/rclone/rclone/blob/master/fs/config/obscure/obscure.go */
const RCLONE_OBSCURED_BY = Buffer.from('9c935b48730a554d6bfd7c63c886a92bd390198eb8128afbf4de162b8b95f638', 'hex');
const IV_BYTES = 16;

function fromRclone({ value, name }: Field): Decoded | null {
  if (!/^(?:pass|password2?|.{1,40}_pass(?:word)?)$/.test(name) || !/^[\w-]{22,2000}$/.test(value)) return null;
  const bytes = Buffer.from(value, 'base64url');
  const plain = createDecipheriv('aes-256-ctr', RCLONE_OBSCURED_BY, bytes.subarray(0, IV_BYTES)).update(bytes.subarray(IV_BYTES)).toString('utf8');
  return /^[\x20-\x7e\u00a0-\uffef]+$/.test(plain) && !plain.includes('\ufffd') ? { value: plain, says: 'rclone only obscures it: its key is the same everywhere.' } : null;
}

/** Logins of cloud accounts. */
export const clouds: readonly Format[] = [
  settings({ ...AWS, rule: 'aws-secret-key', secret: /(?:^|\.)aws_secret_access_key$/ }),
  settings({ ...AWS, rule: 'aws-access-key-id', secret: ({ name, value }) => name.toLowerCase() === 'aws_access_key_id' && /^A[KS]IA[A-Z2-7]{16}$/.test(value) }),
  settings({ ...AWS, rule: 'aws-session-token', secret: /(?:^|\.)aws_se(?:ssion|curity)_token$/ }),
  settings({ ...GOOGLE, name: 'Google user login', rule: 'google-oauth-credential', holds: [['authorized_user"'], ['"authorized_user"', '"external_account_authorized_user"']], secret: /^(?:refresh_token|client_secret)$/ }),
  settings({ ...GOOGLE, name: 'Google service account key', rule: 'google-service-account-key', holds: [['"service_account"'], ['"private_key"']], secret: ({ name, value, group }) => name === 'private_key' && /PRIVATE KEY/.test(value) && group.fields.get('type')?.value === 'service_account' }),
  settings({
    name: 'Google OAuth client',
    paths: ['client_secret*.json'],
    wide: ['credentials.json', 'oauth*.json', 'google*.json'],
    holds: [['"client_secret"'], ['googleapis.com', 'accounts.google.com', 'googleusercontent.com']],
    read: readJson,
    rule: 'google-oauth-credential',
    secret: /^(?:(?:installed|web)\.)?client_secret$/,
    identity: { client: ['client_id'], project: ['project_id'] },
  }),
  settings({
    name: 'Azure CLI login',
    paths: ['.azure/accessTokens.json', '.azure/service_principal_entries.json', '.azure/msal_token_cache.json', '.azure/aksServicePrincipal.json', 'accessTokens.json', 'service_principal_entries.json', 'msal_token_cache.json'],
    read: readJson,
    rule,
    secret: ({ name, group }) => (name === 'secret' ? /^(?:AccessToken|RefreshToken|IdToken)$/.test(group.path[0] ?? '') : /^(?:accessToken|refreshToken|client_secret|servicePrincipalKey|certificate)$/.test(name)),
    identity: { user: ['userid', 'home_account_id'], client: ['client_id', 'serviceprincipalid', '_clientid'], tenant: ['tenant', 'tenantid', 'serviceprincipaltenant', 'realm', '_authority'], host: ['environment'] },
  }),
  settings({
    name: 'rclone config',
    paths: ['rclone.conf', '.rclone.conf'],
    read: readIni,
    rule,
    secret: /(?:^|\.)(?:pass|password2?|secret_access_key|key|token|client_secret|service_account_credentials|api_password|bearer_token|account_key|.{1,40}_pass(?:word)?)$/,
    decode: fromRclone,
    identity: { user: ['user', 'account', 'username'], host: ['host', 'url', 'endpoint'], type: ['type'] },
    group: { label: 'remote' },
  }),
];
