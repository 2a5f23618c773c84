import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'kucoin-key',
    title: 'KuCoin key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.kucoin.com/account/api',
    patterns: [
      assigned(['kucoin'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{24}'),
    ],
    leaks: ['KUCOIN_TOKEN={uuid}'],
    clean: ['KUCOIN_TOKEN=$KUCOIN_TOKEN'],
  }),
] as const;
