import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'kraken-key',
    title: 'Kraken key',
    severity: 'critical',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://www.kraken.com/u/security/api',
    patterns: [
      assigned(['kraken'], '[A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{56}|[A-Za-z0-9+/=_-]{80,90}'),
    ],
    leaks: ['KRAKEN_TOKEN={base64:86}=='],
    clean: ['KRAKEN_TOKEN=$KRAKEN_TOKEN'],
  }),
] as const;
