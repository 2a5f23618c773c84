import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'finnhub-token',
    title: 'Finnhub token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://finnhub.io/dashboard',
    patterns: [
      assigned(['finnhub'], '[a-z0-9]{20}|[a-z0-9]{40}'),
    ],
    leaks: ['FINNHUB_TOKEN={alnum:20}'],
    clean: ['FINNHUB_TOKEN=$FINNHUB_TOKEN'],
  }),
] as const;
