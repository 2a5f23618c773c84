import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'algolia-key',
    title: 'Algolia key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://dashboard.algolia.com/account/api-keys',
    patterns: [
      assigned(['algolia'], '[a-z0-9]{32}'),
    ],
    leaks: ['ALGOLIA_TOKEN={alnum:32}'],
    clean: ['ALGOLIA_TOKEN=$ALGOLIA_TOKEN'],
  }),
] as const;
