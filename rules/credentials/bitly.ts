import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'bitly-token',
    title: 'Bitly token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.bitly.com/settings/api/',
    patterns: [
      assigned(['bitly'], '[0-9a-f]{40}'),
    ],
    leaks: ['BITLY_TOKEN={hex:40}'],
    clean: ['BITLY_TOKEN=$BITLY_TOKEN'],
  }),
] as const;
