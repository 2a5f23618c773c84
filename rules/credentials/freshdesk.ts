import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'freshdesk-key',
    title: 'Freshdesk key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://support.freshdesk.com/support/solutions/articles/215517',
    patterns: [
      assigned(['freshdesk', 'freshservice', 'freshsales'], '[A-Za-z0-9]{20}'),
    ],
    leaks: ['FRESHDESK_TOKEN={base62:20}'],
    clean: ['FRESHDESK_TOKEN=$FRESHDESK_TOKEN'],
  }),
] as const;
