import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ipinfo-token',
    title: 'IPinfo token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://ipinfo.io/account/token',
    patterns: [
      assigned(['ipinfo'], '[0-9a-f]{14}'),
    ],
    leaks: ['IPINFO_TOKEN={hex:14}'],
    clean: ['IPINFO_TOKEN=$IPINFO_TOKEN'],
  }),
] as const;
