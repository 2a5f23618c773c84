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
    companions: [
      { label: 'Algolia application', regex: '(?:app(?:lication)?[-_]?id)["\']?[ \\t]{0,4}[=:][ \\t]{0,4}["\']?(?<id>[A-Z0-9]{10})(?![A-Za-z0-9_-])', flags: 'i' },
    ],
    leaks: ['ALGOLIA_TOKEN={alnum:32}'],
    clean: ['ALGOLIA_TOKEN=$ALGOLIA_TOKEN'],
  }),
] as const;
