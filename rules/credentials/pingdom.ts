import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'pingdom-token',
    title: 'Pingdom token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://my.pingdom.com/app/api-tokens',
    patterns: [
      assigned(['pingdom'], '[A-Za-z0-9_-]{80,90}|[a-z0-9]{32}'),
    ],
    leaks: ['PINGDOM_TOKEN={base62:80}'],
    clean: ['PINGDOM_TOKEN=$PINGDOM_TOKEN'],
  }),
] as const;
