import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'zendesk-token',
    title: 'Zendesk token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://developer.zendesk.com/api-reference/introduction/security-and-auth/',
    patterns: [
      assigned(['zendesk'], '[A-Za-z0-9]{40}|[0-9a-f]{64}'),
    ],
    leaks: ['ZENDESK_TOKEN={base62:40}'],
    clean: ['ZENDESK_TOKEN=$ZENDESK_TOKEN'],
  }),
] as const;
