import { assigned, issued, pattern } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'coinbase-key',
    title: 'Coinbase key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://portal.cdp.coinbase.com/access/api',
    patterns: [
      assigned(['coinbase'], '[A-Za-z0-9_-]{64}|[A-Za-z0-9]{32}|[A-Za-z0-9]{16}'),
      pattern(['organizations/'], '(?<secret>organizations/[0-9a-f-]{36}/apiKeys/[0-9a-f-]{36})', { confidence: 'low' }),
    ],
    leaks: ['COINBASE_TOKEN={base62:64}'],
    clean: ['COINBASE_TOKEN=$COINBASE_TOKEN'],
  }),
] as const;
