import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'urlscan-key',
    title: 'urlscan.io key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://urlscan.io/user/profile/',
    patterns: [
      assigned(['urlscan'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    ],
    leaks: ['URLSCAN_TOKEN={uuid}'],
    clean: ['URLSCAN_TOKEN=$URLSCAN_TOKEN'],
  }),
] as const;
