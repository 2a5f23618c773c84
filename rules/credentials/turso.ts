import { issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'turso-token',
    title: 'Turso token',
    severity: 'high',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.turso.tech/api-tokens',
    patterns: [
      pattern(['turso'], 'turso[\\w.-]{0,30}["\']?[ \\t]{0,4}[:=][ \\t]{0,4}["\']?(?<secret>[\\w-]{60,200}(?![\\w.-]))', { flags: 'i', evidence: [{ name: 'random' }] }),
    ],
    leaks: ['TURSO_AUTH_TOKEN={base62:80}'],
    clean: ['TURSO_AUTH_TOKEN=$TURSO_AUTH_TOKEN'],
  }),
] as const;
