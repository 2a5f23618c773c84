import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'ipstack-key',
    title: 'ipstack key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://ipstack.com/dashboard',
    patterns: [
      assigned(['ipstack'], '[0-9a-f]{32}'),
    ],
    leaks: ['IPSTACK_TOKEN={hex:32}'],
    clean: ['IPSTACK_TOKEN=$IPSTACK_TOKEN'],
  }),
] as const;
