import { assigned, issued, pattern, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'vault-token',
    title: 'HashiCorp Vault token',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://developer.hashicorp.com/vault/docs/commands/token/revoke',
    references: ['https://developer.hashicorp.com/vault/docs/concepts/tokens'],
    patterns: [
      prefixed('hvs.', '[\\w-]{24,140}'),
      prefixed('hvb.', '[\\w-]{24,320}'),
      prefixed('hvr.', '[\\w-]{24,300}'),
      assigned(['vault'], '[sbr]\\.[A-Za-z0-9]{24}(?:\\.[A-Za-z0-9]{4,8})?|[sbr]\\.[\\w-]{80,300}'),
      pattern(['vault login'], 'vault login[ \\t](?:[^\\r\\n|;&]{0,80}?[ \\t])?(?<secret>[sbr]\\.[A-Za-z0-9]{24}(?:\\.[A-Za-z0-9]{4,8})?)(?![\\w.-])'),
      pattern(['operator unseal'], 'operator unseal[ \\t]{1,4}(?<secret>[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{44}|[0-9a-f]{64,66})(?![\\w+/=])'),
      pattern(['Unseal Key'], 'Unseal Key \\d{1,2}: (?<secret>[A-Za-z0-9+/]{44,60}={0,2})'),
    ],
    leaks: ['VAULT_TOKEN=hvs.{base62:95}', 'hvb.{base62:24}', 'VAULT_TOKEN=s.{base62:24}', 'vault login -address=https://v:8200 s.{base62:24}'],
    clean: ['VAULT_TOKEN=$VAULT_TOKEN'],
  }),
  issued({
    id: 'vault-secret-id',
    title: 'HashiCorp Vault AppRole secret id',
    severity: 'high',
    allows: 'log in to Vault as the role, together with its role id',
    revoke: 'https://developer.hashicorp.com/vault/docs/auth/approle',
    steps: ['Destroy it: `vault write auth/approle/role/NAME/secret-id/destroy secret_id=…`.', 'Hand out new ones wrapped, with few uses and a short life.'],
    patterns: [pattern(['secret_id', 'secret-id', 'secretId'], `secret[_-]?id\\d?\\\\?["'\\]]{0,2}[ \\t]{0,8}(?:=>|:?=|:|[ \\t])[ \\t]{0,4}\\\\?["']?(?<secret>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?![\\w-])`, { flags: 'i' })],
    companions: [{ label: 'role', regex: 'role[_-]?id\\d?["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<id>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})', flags: 'i' }],
    leaks: ['vault write auth/approle/login role_id={uuid} secret_id={uuid}', "secret_id: '{uuid}'"],
    clean: ['secret_id=$SECRET_ID', 'secret_id_num_uses: 0'],
  }),
] as const;
