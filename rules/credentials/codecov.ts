import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'codecov-token',
    title: 'Codecov token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.codecov.io/account',
    patterns: [
      assigned(['codecov'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}|[a-z0-9]{32}'),
    ],
    leaks: ['CODECOV_TOKEN={uuid}'],
    clean: ['CODECOV_TOKEN=$CODECOV_TOKEN'],
  }),
] as const;
