import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'coveralls-token',
    title: 'Coveralls token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://coveralls.io/account',
    patterns: [
      assigned(['coveralls'], '[A-Za-z0-9]{32}|[A-Za-z0-9_-]{37}'),
    ],
    leaks: ['COVERALLS_TOKEN={base62:32}'],
    clean: ['COVERALLS_TOKEN=$COVERALLS_TOKEN'],
  }),
] as const;
