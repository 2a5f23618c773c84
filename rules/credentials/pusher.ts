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
    companions: [
      { label: 'Pusher application', regex: '(?:app[-_]?id)["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<id>\\d{4,10})(?![A-Za-z0-9_-])', flags: 'i' },
    ],
    leaks: ['PUSHER_TOKEN={hex:20}'],
    clean: ['PUSHER_TOKEN=$PUSHER_TOKEN'],
  }),
] as const;
