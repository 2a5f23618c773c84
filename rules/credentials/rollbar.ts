import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'rollbar-token',
    title: 'Rollbar token',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://rollbar.com/settings/',
    patterns: [
      assigned(['rollbar'], '[0-9a-f]{32}'),
    ],
    leaks: ['ROLLBAR_TOKEN={hex:32}'],
    clean: ['ROLLBAR_TOKEN=$ROLLBAR_TOKEN'],
  }),
] as const;
