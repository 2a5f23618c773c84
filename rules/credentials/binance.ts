import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'binance-key',
    title: 'Binance key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.binance.com/en/my/settings/api-management',
    patterns: [
      assigned(['binance'], '[A-Za-z0-9]{64}'),
    ],
    leaks: ['BINANCE_TOKEN={base62:64}'],
    clean: ['BINANCE_TOKEN=$BINANCE_TOKEN'],
  }),
] as const;
