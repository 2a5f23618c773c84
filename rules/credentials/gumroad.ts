import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'gumroad-token',
    title: 'Gumroad token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://gumroad.com/settings/advanced',
    patterns: [
      assigned(['gumroad'], '[A-Za-z0-9_-]{43}'),
    ],
    leaks: ['GUMROAD_TOKEN={base62:43}'],
    clean: ['GUMROAD_TOKEN=$GUMROAD_TOKEN'],
  }),
] as const;
