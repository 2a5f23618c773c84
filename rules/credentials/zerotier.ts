import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'zerotier-token',
    title: 'ZeroTier token',
    severity: 'high',
    allows: 'do in the account what its scopes allow',
    revoke: 'https://my.zerotier.com/account',
    patterns: [
      assigned(['zerotier'], '[A-Za-z0-9]{32}'),
    ],
    leaks: ['ZEROTIER_API_TOKEN={base62:32}'],
    clean: ['ZEROTIER_API_TOKEN=$ZEROTIER_API_TOKEN'],
  }),
] as const;
