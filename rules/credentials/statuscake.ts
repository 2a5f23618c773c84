import { assigned, issued } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'statuscake-key',
    title: 'StatusCake key',
    severity: 'medium',
    allows: 'act in the account as its owner, within its scopes',
    revoke: 'https://app.statuscake.com/User.php',
    patterns: [
      assigned(['statuscake'], '[A-Za-z0-9]{20,32}'),
    ],
    leaks: ['STATUSCAKE_TOKEN={base62:20}'],
    clean: ['STATUSCAKE_TOKEN=$STATUSCAKE_TOKEN'],
  }),
] as const;
