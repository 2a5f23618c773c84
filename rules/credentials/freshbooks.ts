import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'freshbooks-token',
    title: 'FreshBooks token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://my.freshbooks.com/#/developer',
    patterns: [
      assigned(['freshbooks'], '[0-9a-f]{64}'),
    ],
    leaks: ['FRESHBOOKS_TOKEN={hex:64}'],
    clean: ['FRESHBOOKS_TOKEN=$FRESHBOOKS_TOKEN'],
  }),
] as const;
