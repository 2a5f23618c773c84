import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'iterable-key',
    title: 'Iterable key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.iterable.com/settings/apiKeys',
    patterns: [
      assigned(['iterable'], '[0-9a-f]{32}'),
    ],
    leaks: ['ITERABLE_TOKEN={hex:32}'],
    clean: ['ITERABLE_TOKEN=$ITERABLE_TOKEN'],
  }),
] as const;
