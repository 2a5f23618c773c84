import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'betterstack-token',
    title: 'Better Stack token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://betterstack.com/settings/api-tokens/',
    patterns: [
      assigned(['betterstack', 'betteruptime', 'better_uptime', 'logtail'], '[A-Za-z0-9]{24}'),
    ],
    leaks: ['BETTERSTACK_TOKEN={base62:24}'],
    clean: ['BETTERSTACK_TOKEN=$BETTERSTACK_TOKEN'],
  }),
] as const;
