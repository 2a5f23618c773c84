import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'pusher-secret',
    title: 'Pusher secret',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.pusher.com/',
    patterns: [
      assigned(['pusher'], '[0-9a-f]{20}'),
    ],
    leaks: ['PUSHER_TOKEN={hex:20}'],
    clean: ['PUSHER_TOKEN=$PUSHER_TOKEN'],
  }),
] as const;
