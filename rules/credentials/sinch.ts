import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'sinch-token',
    title: 'Sinch token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.sinch.com/',
    patterns: [
      assigned(['sinch'], '[0-9a-f]{32}'),
    ],
    leaks: ['SINCH_TOKEN={hex:32}'],
    clean: ['SINCH_TOKEN=$SINCH_TOKEN'],
  }),
] as const;
