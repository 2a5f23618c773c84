import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'bitfinex-key',
    title: 'Bitfinex key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://setting.bitfinex.com/api',
    patterns: [
      assigned(['bitfinex'], '[A-Za-z0-9]{43}'),
    ],
    leaks: ['BITFINEX_TOKEN={base62:43}'],
    clean: ['BITFINEX_TOKEN=$BITFINEX_TOKEN'],
  }),
] as const;
