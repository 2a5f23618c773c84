import { assigned, issued, pattern, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'vault-token',
    title: 'HashiCorp Vault token',
    severity: 'critical',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://developer.hashicorp.com/vault/docs/commands/token/revoke',
    patterns: [
      prefixed('hvs.', '[\\w-]{24,140}'),
      prefixed('hvb.', '[\\w-]{100,320}'),
      prefixed('hvr.', '[\\w-]{24,300}'),
      assigned(['vault'], '[sbr]\\.[A-Za-z0-9]{24}(?:\\.[A-Za-z0-9]{4,8})?|[sbr]\\.[\\w-]{80,300}'),
      pattern(['Unseal Key'], 'Unseal Key \\d{1,2}: (?<secret>[A-Za-z0-9+/]{44,60}={0,2})'),
    ],
    leaks: ['VAULT_TOKEN=hvs.{base62:95}', 'VAULT_TOKEN=s.{base62:24}'],
    clean: ['VAULT_TOKEN=$VAULT_TOKEN'],
  }),
] as const;
