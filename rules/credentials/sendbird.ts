import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'sendbird-token',
    title: 'Sendbird token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.sendbird.com/',
    patterns: [
      assigned(['sendbird'], '[0-9a-f]{40}'),
    ],
    leaks: ['SENDBIRD_TOKEN={hex:40}'],
    clean: ['SENDBIRD_TOKEN=$SENDBIRD_TOKEN'],
  }),
] as const;
